"""What the tests of the command line share."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quiz.__main__ import main
from quiz.store.history import History
from tests.cli.shelf import Home, put_bank

Quiz = Callable[..., "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with the small bank."""
    home = Home(tmp_path)
    put_bank(home.shelf / "small")
    return home


@pytest.fixture
def quiz(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Quiz:
    """Runs a command in this process, with lines as its input."""
    for name in ("ACCESSIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in home.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(home.folder)

    def run(*args: str, typed: str = "") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main(list(args))
        written = capsys.readouterr()
        return Outcome(status, written.out, written.err)

    return run


@pytest.fixture
def history(home: Home) -> Iterator[History]:
    """The learner's history, opened beside whatever the program does."""
    with History.open(home.folder / "home" / "history.db") as history:
        yield history
