"""A drill in real pseudo-terminals: nothing that learners or banks write reaches a terminal as a command."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.drills.events import Created, Event, Joined
from quiz.core.questions import Choice, Option
from quiz.live.client.client import HostDoor
from quiz.live.host_key import HostKey, key_file, read_key
from quiz.live.log.embedded import open_log
from quiz.live.protocol import Command
from tests.live.hall import TERMS
from tests.live.keys import key_in
from tests.tui.terminal import Terminal

PLAIN = "x"
PAYLOAD = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b32m\x1bPq\x1b\\\x1b]52;c;b3duZWQ=\x07\x1b]8;;http://evil\x07\x0e\x08\r"
    "[bold red]b[/][@click=app.bell]c[/]\u202ed\u2066e\u200f\x85\u2028f"
)
STEPS: tuple[Command, ...] = (
    {"command": "open"},
    {"command": "close"},
    {"command": "reveal"},
    {"command": "leaderboard", "is_shown": True},
    {"command": "end"},
)
DRILL = "01a213c8-a294-7000-aca4-fbf5cba9c5a8"


def events(text: str) -> list[Event]:
    """A drill of one question in which everything is named by the text, and somebody of that name has a seat."""
    options = tuple(Option(f"{text} {letter}", is_key=letter == "a", why=f"why {text}") for letter in "abc")
    question = Choice(id="q", stem=f"stem {text}", topic="t", why=f"because {text}", cites=(text,), options=options)
    document = f"# {text}\n\nSome words. {text}\n"
    terms = replace(TERMS, shows_leaderboard=True)
    return [
        Created(1, DRILL, "bank", f"title {text}", "en", (("t", text),), (question,), document, 7, terms),
        Joined(2, "learner-1", text),
    ]


@contextmanager
def held(home: Path, text: str) -> Iterator[HostKey]:
    """The drill, served by a process of its own."""
    path = home / "drills" / f"{DRILL}.drill"
    path.parent.mkdir(parents=True)
    asyncio.run(_written(path, events(text)))
    words = ["host", "--resume", DRILL, "--headless", "--bind", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-m", "quiz", *words],
        env={**os.environ, "QUIZ_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            assert "Join at" in server.stdout.readline()
            yield key_in(key_file(path), server)
        finally:
            server.terminate()


async def _written(path: Path, happened: list[Event]) -> None:
    log = open_log(path)
    await log.append(happened)
    await log.close()


def do(key: HostKey, command: Command) -> None:
    async def send() -> None:
        async with HostDoor(Path(key.socket), key.secret) as door:
            assert await door.command(command) is None

    asyncio.run(send())


def sent_to_host(home: Path, text: str) -> bytes:
    """All that the host's terminal is sent in the course of the drill."""
    seen = ("stem", "Closed.", "why", "why", "The drill is over.")
    with held(home, text) as key, Terminal(["attach"], home, (100, 40)) as terminal:
        terminal.wait_for("1 joined")
        terminal.press("s")
        terminal.wait_for("send out")
        terminal.press("\x1b")
        terminal.wait_for("enter begin")
        for step, words in zip(STEPS, seen, strict=True):
            do(key, step)
            terminal.wait_for(words)
        return terminal.sent


def sent_to_learner(home: Path, text: str) -> bytes:
    """All that the terminal of a learner of that name is sent."""
    seen = ("enter send", "Closed.", "why", "why", "Thank you")
    name = "Ada" if text == PLAIN else text.replace("\x00", "")
    with held(home, text) as key:
        arguments = ["join", f"{key.url}/{key.code}", "--name", name]
        with Terminal(arguments, home / "learner", (100, 40)) as terminal:
            terminal.wait_for("You are in")
            for step, words in zip(STEPS, seen, strict=True):
                do(key, step)
                terminal.wait_for(words)
            return terminal.sent


# What a terminal takes for a command: strings that end with BEL or ST, control sequences, other escapes, C0 and C1.
_COMMAND = re.compile(
    r"\x1b[\]PX^_].*?(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]"
    r"|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]",
    re.DOTALL,
)
# Where a cursor goes and in which colours is drawn depends on how long a name is.
_ANY_NUMBERS = re.compile(r"\x1b\[[\d;:]*([A-Zm])")


# What was read last may end in the middle of a command.
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*)?$")


def commands_in(sent: bytes) -> set[str]:
    text = _UNFINISHED.sub("", sent.decode(errors="replace"))
    return {_ANY_NUMBERS.sub(r"\\x1b[\1", found) for found in _COMMAND.findall(text)}


def test_a_command_in_what_is_sent_is_found() -> None:
    found = commands_in(PAYLOAD.encode())
    assert "\x1b]0;owned\x07" in found
    assert {"\x9b", "\u202e", "\x0e", "\x85"} <= found


@pytest.mark.parametrize("sent_to", [sent_to_host, sent_to_learner])
def test_names_and_texts_full_of_commands_are_drawn_as_any_others(
    sent_to: Callable[[Path, str], bytes], tmp_path: Path
) -> None:
    harmless = commands_in(sent_to(tmp_path / "harmless", PLAIN))
    armed = sent_to(tmp_path / "armed", PAYLOAD)
    assert harmless
    assert commands_in(armed) <= harmless
    assert b"owned" in armed


def pressed_until(terminal: Terminal, key: str, words: str) -> bool:
    """Whether the words came; the key, which does nothing at first, is pressed again where they did not."""
    if words.encode() in terminal.sent:
        return True
    terminal.press(key)
    return False


def test_a_server_that_was_killed_is_said_to_be_dead_and_is_started_again_with_enter(tmp_path: Path) -> None:
    with held(tmp_path, PLAIN) as key, Terminal(["attach"], tmp_path, (100, 40)) as terminal:
        terminal.wait_for("enter begin")
        os.kill(key.pid, signal.SIGKILL)
        terminal.wait_for("The server of the drill has died: enter starts it again.")
        terminal.wait_for(DRILL)
        terminal.wait_for("enter start the server again")
        terminal.wait_for(lambda: pressed_until(terminal, "\r", "Starting the server again"))
        terminal.wait_for(lambda: "enter begin" in terminal.text and "✗" not in terminal.text)
        again = read_key(key_file(tmp_path / "drills" / f"{DRILL}.drill"))
        assert again is not None
        assert (again.url, again.code) == (key.url, key.code)
        assert again.pid != key.pid
        os.kill(again.pid, signal.SIGKILL)
        terminal.wait_for("The server of the drill has died")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    said = terminal.sent.decode()
    assert f"The server of the drill has died. Go on with `quiz host --resume {DRILL}`. Nothing that was" in said
    assert "The drill goes on at" not in said
