"""Past drills played again and run against, as commands."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.cli import drill_options, drill_setup
from quiz.cli.parser import build
from quiz.core.drills.events import Event
from quiz.errors import RequestError
from quiz.live.host_key import key_file, read_key
from quiz.live.log.embedded import open_log
from quiz.live.log.shelf import drill_at
from tests.cli.conftest import Quiz
from tests.cli.shelf import Home
from tests.core.made_drills import OWN, answered, closed, created, ended, joined, opened, revealed
from tests.core.papers import DRILL
from tests.tui.terminal import Terminal

EVENTS: tuple[Event, ...] = (
    replace(created(), id=DRILL),
    joined(1, "ada"),
    opened(110),
    answered(113, "ada", 0),
    closed(121),
    revealed(140),
    ended(200),
)


def put(home: Home, events: Sequence[Event] = EVENTS) -> Path:
    """A past drill in the home."""
    path = home.folder / "home" / "drills" / f"{DRILL}.drill"

    async def write() -> None:
        log = open_log(path)
        await log.append(events)
        await log.close()

    asyncio.run(write())
    return path


def new(home: Home, *words: str) -> Path:
    return drill_setup.new_drill(build().parse_args(["host", *words]), home.env)


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("replay", DRILL[:8]), 1, "A replay needs a full terminal. How it went in words: quiz drill report"),
        (("replay", "nothing"), 1, "There is no drill 'nothing'"),
        (("replay", DRILL, "--speed", "0"), 2, "no number from 0.1 to 1000"),
        (("replay", DRILL, "--speed", "nan"), 2, "no number from 0.1 to 1000"),
    ],
)
def test_what_cannot_be_played_is_said(
    quiz: Quiz, home: Home, words: tuple[str, ...], status: int, sentence: str
) -> None:
    put(home)
    outcome = quiz("drill", *words)
    assert outcome.status == status
    assert sentence in outcome.err


def test_a_drill_is_played_in_a_terminal_to_its_end(home: Home) -> None:
    path = put(home)
    before = path.read_bytes()
    with Terminal(["drill", "replay", DRILL, "--speed", "50"], home.folder, env=home.env) as terminal:
        terminal.wait_for("A replay, at 50 times the speed.")
        terminal.wait_for("The drill is over")
        terminal.press("q")
        assert terminal.process.wait(timeout=20) == 0
    assert path.read_bytes() == before


def test_a_drill_at_ones_own_pace_is_played_question_by_question(home: Home) -> None:
    own = (opened(2, 1, learner="ada"), answered(9, "ada", 0, 1, place=1), opened(11, 0, learner="ada"))
    put(home, (replace(created(OWN), id=DRILL), joined(1, "ada"), *own, answered(13, "ada", 0), ended(99)))
    with Terminal(["drill", "replay", DRILL, "--speed", "50"], home.folder, env=home.env) as terminal:
        terminal.wait_for("A replay, question by question, at 50 times the speed: everybody")
        terminal.wait_for("Question 1 of 3")
        terminal.wait_for("Question 2 of 3")
        terminal.wait_for("The drill is over")
        terminal.press("q")
        assert terminal.process.wait(timeout=20) == 0


def test_a_drill_in_which_nobody_answered_is_not_played(home: Home) -> None:
    put(home, (replace(created(OWN), id=DRILL), joined(1, "ada"), opened(2, 0, 1, "ada"), ended(9)))
    with Terminal(["drill", "replay", DRILL], home.folder, env=home.env) as terminal:
        terminal.wait_for("No question was asked in this drill, or none answered")
        assert terminal.process.wait(timeout=20) == 1


def test_ghosts_are_remembered_by_the_drill(home: Home) -> None:
    earlier, other = new(home, "small", "--topic", "cells"), new(home, "small", "--topic", "cells")
    again = new(home, "small", "--ghosts", earlier.stem)

    def ghosts(drill: Path) -> str | None:
        found = drill_setup.ghosts_of(drill, home.env)
        return found.created.id if found else None

    assert (ghosts(earlier), ghosts(again)) == (None, earlier.stem)

    def resume(*words: str) -> None:
        drill_options.drill_to_resume(build().parse_args(["host", "--resume", again.stem, *words]), home.env)

    resume("--port", "8901")
    assert ghosts(again) == earlier.stem
    resume("--ghosts", other.stem)
    assert ghosts(again) == other.stem
    other.unlink()
    with pytest.raises(RequestError, match="There is no drill"):
        ghosts(again)


def test_the_screen_of_a_drill_shows_its_ghosts_whenever_it_is_opened(home: Home) -> None:
    earlier = new(home, "small", "--topic", "cells")
    drills = earlier.parent
    with Terminal(["host", "small", "--ghosts", earlier.stem, "--bind", "127.0.0.1"], home.folder, env=home.env) as one:
        try:
            one.wait_for("None of these questions was")
            one.press("q")
            one.wait_for("Leave the screen?")
            one.press("\r")
            assert one.process.wait(timeout=20) == 0
            with Terminal(["attach"], home.folder, env=home.env) as two:
                two.wait_for("None of these questions was")
        finally:
            for path in drills.glob("*.drill"):
                if key := read_key(key_file(path)):
                    os.kill(key.pid, signal.SIGTERM)


def test_whoever_runs_against_ghosts_is_asked_what_they_were(home: Home) -> None:
    earlier = new(home, "small", "--topic", "cells")
    again = new(home, "small", "--ghosts", earlier.stem)
    assert (
        {q.id for q in drill_at(again).questions} == {q.id for q in drill_at(earlier).questions} == {"maker", "woken"}
    )


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["--ghosts", DRILL], 1, "small has none of the questions of that drill"),
        (["--ghosts", "nothing"], 1, "There is no drill 'nothing'"),
        (["--ghosts", DRILL, "--missed", DRILL], 2, "--ghosts goes with neither"),
        (["--ghosts", DRILL, "--self-paced", "--until", "18:00"], 2, "--ghosts goes with neither"),
    ],
)
def test_without_an_earlier_self_none_is_run_against(
    quiz: Quiz, home: Home, words: list[str], status: int, sentence: str
) -> None:
    put(home)
    outcome = quiz("host", "small", *words, "--headless")
    assert outcome.status == status
    assert sentence in outcome.err
