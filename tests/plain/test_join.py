"""A drill by lines, against a real server in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz.live.client.client import HostDoor
from quiz.live.client.door import Away
from quiz.live.host_key import key_file
from quiz.live.protocol import Command, HostView
from tests.live.keys import key_in
from tests.tui.terminal import Terminal

BANK = Path(__file__).parent.parent / "data" / "banks" / "cells"
PATIENCE = 30.0


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "QUIZ_HOME": str(home), "COLUMNS": "79"}


@dataclass
class Class:
    """A server that holds a drill of the small bank."""

    home: Path
    process: subprocess.Popen[str]
    url: str

    @property
    def door(self) -> HostDoor:
        drill = next((self.home / "drills").glob("*.drill"))
        key = key_in(key_file(drill), self.process)
        return HostDoor(Path(key.socket), key.secret)

    def joiner(self, *arguments: str, home: str = "learner") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "quiz", "join", self.url, "--plain", *arguments],
            cwd=self.home,
            env=environment(self.home / home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def drill(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Class]:
    more: list[str] = getattr(request, "param", [])
    words = ["host", str(BANK), "--seed", "2", "--headless", "--bind", "127.0.0.1", "--port", "0", *more]
    with subprocess.Popen(
        [sys.executable, "-m", "quiz", *words], env=environment(tmp_path), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        yield Class(tmp_path, process, url)
        process.terminate()


async def until(door: HostDoor, **wanted: object) -> HostView:
    """The host's view once these fields of it are so."""
    async for view in door.views():
        if not isinstance(view, Away) and all(view.get(field) == value for field, value in wanted.items()):
            return view
    raise AssertionError("views have no end")


async def do(door: HostDoor, command: Command) -> None:
    assert await door.command(command) is None


def finished(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    return out


@pytest.mark.parametrize("drill", [["--count", "2", "--seconds", "0", "--no-wait", "--certainty"]], indirect=True)
async def test_a_whole_drill_by_lines(drill: Class) -> None:
    learner = drill.joiner("--name", "Ada")
    assert learner.stdin is not None
    # Sent at once: each line waits for its question.
    learner.stdin.write("z\n?\nb d high\na\nkeep\n")
    learner.stdin.flush()
    async with drill.door as door:
        await until(door, connected=1)
        for place in range(2):
            await do(door, {"command": "open"})
            await until(door, place=place, answered=1)
            view = await until(door, phase="closed")
            assert view["reveal"] is not None
            await do(door, {"command": "reveal"})
            await until(door, phase="revealed")
        await do(door, {"command": "end"})
    said = finished(learner)
    assert "You are in, Ada. The first question comes when the host begins." in said
    assert "Question 1 of 2" in said
    assert '"z" names no option here' in said
    assert "help or ?: this." in said
    assert said.count("Saved.") == 2
    assert "Right: " in said
    assert "sure: high" in said
    assert "Explanation: " in said
    assert "What you miss will be kept when the drill is over." in said
    assert "The drill is over." in said
    (kept,) = drill.home.glob("missed-*.yaml")
    assert said.rstrip().splitlines()[-1] == f"Kept. To learn it: quiz study {kept.name}"


@pytest.mark.parametrize("drill", [["--self-paced", "--until", "23:59"]], indirect=True)
async def test_at_ones_own_pace_each_question_follows_the_one_before(drill: Class) -> None:
    learner = drill.joiner("--name", "Ada")
    assert learner.stdin is not None
    learner.stdin.write("a\na\na\na\na\n1a\n")
    learner.stdin.flush()
    async with drill.door as door:
        await until(door, connected=1)
        async for view in door.views():
            if not isinstance(view, Away) and all(seat["has_answered"] for seat in view["seats"]):
                break
        await do(door, {"command": "end"})
    said = finished(learner)
    assert said.count("Saved.") == 4
    assert "You have answered all." in said
    assert "The drill is over." in said


def test_a_name_that_is_asked_for_is_the_first_line(drill: Class) -> None:
    said, _ = _joined_until_quit(drill, "Ada\nquit\n")
    assert "Your name, as all here will see it: Ada" in said


def test_without_a_name_a_sentence_says_what_to_give(drill: Class) -> None:
    _, fault = _joined_until_quit(drill, "")
    assert fault == "quiz: Say who you are: --name NAME, and --team TEAM where there are teams.\n"


def _joined_until_quit(drill: Class, lines: str) -> tuple[str, str]:
    learner = drill.joiner()
    return learner.communicate(lines, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nowhere", "is no address of a drill"),
        ("127.0.0.1:1/7K2XQ4", "Nothing answers at http://127.0.0.1:1."),
    ],
)
def test_where_there_is_no_drill_a_sentence_says_so(url: str, sentence: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quiz", "join", url, "--plain", "--name", "Ada"],
        env=environment(tmp_path),
        input="",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("drill", [["--teams", "Red,Blue"]], indirect=True)
async def test_of_a_team_that_is_none_the_team_alone_is_asked_again(drill: Class) -> None:
    with Terminal(["join", drill.url, "--plain", "--name", "Ada", "--team", "green"], drill.home / "ada") as terminal:
        terminal.wait_for("Your team, one of Red, Blue:")
        terminal.press("violet\n")
        terminal.wait_for(lambda: terminal.text.count("Your team, one of Red, Blue:") == 2)
        terminal.press("red\n")
        terminal.wait_for("You are in, Ada.")
        assert "Your name" not in terminal.text
        async with drill.door as door:
            assert [(seat["name"], seat["team"]) for seat in (await until(door, joined=1))["seats"]] == [("Ada", "Red")]


async def test_of_a_name_that_is_taken_the_name_alone_is_asked_again(drill: Class) -> None:
    _joined_until_quit(drill, "Ada\nquit\n")
    with Terminal(["join", drill.url, "--plain", "--name", "Ada"], drill.home / "other") as terminal:
        terminal.wait_for("Somebody here has this name already.")
        terminal.wait_for("Your name, as all here will see it:")
        terminal.press("Bob\n")
        terminal.wait_for("You are in, Bob.")


@pytest.mark.parametrize("drill", [["--count", "2", "--seconds", "0", "--certainty"]], indirect=True)
@pytest.mark.parametrize("typed", ["high", ""])
async def test_whoever_does_not_say_how_sure_they_are_is_asked_once(drill: Class, typed: str) -> None:
    with Terminal(["join", drill.url, "--plain", "--name", "Ada"], drill.home / "ada", (79, 60)) as terminal:
        terminal.wait_for("You are in, Ada.")
        async with drill.door as door:
            await until(door, joined=1)
            await do(door, {"command": "open"})
            terminal.wait_for("Question 1 of 2")
            terminal.press("a sure\n")
            terminal.wait_for('"sure" does not say how sure you are: guess, low, middle or high do.')
            terminal.press("a\n")
            terminal.wait_for("How sure are you? Type guess, low, middle or high")
            terminal.press(f"{typed}\n")
            terminal.wait_for("Saved.")
            await do(door, {"command": "close"})
            await do(door, {"command": "reveal"})
        terminal.wait_for("Explanation:")
        assert ("sure: high" in terminal.text) == (typed == "high")
