"""Past drills played again and run against, as commands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from quiz.cli import drill_setup
from quiz.cli.parser import build
from quiz.core.drill_events import Event
from quiz.live.log.embedded import open_log
from quiz.live.log.shelf import drill_at
from tests.cli.conftest import Quiz
from tests.cli.shelf import Home
from tests.core.drills import OWN, answered, closed, created, ended, joined, opened, revealed
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


def test_a_drill_at_ones_own_pace_is_not_played(home: Home) -> None:
    put(home, (replace(created(OWN), id=DRILL), joined(1, "ada"), opened(2, 0, 1, "ada"), ended(9)))
    with Terminal(["drill", "replay", DRILL], home.folder, env=home.env) as terminal:
        terminal.wait_for("No question was asked of the whole class")
        assert terminal.process.wait(timeout=20) == 1


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
