"""What a start costs, as sets of modules: milliseconds differ from machine to machine, these do not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SCREEN = {"textual", "rich"}
FILES = {"yaml", "sqlite3", "platformdirs", "tomlkit", "tomllib"}
SLOW = {
    "asyncio",
    "difflib",
    "fsrs",
    "importlib.metadata",
    "statistics",
    "subprocess",
    "socket",
    "email",
    "http",
    "urllib.request",
}


def modules_of(package: str) -> list[str]:
    paths = sorted((ROOT / "quiz" / package).rglob("*.py"))
    parts = [path.relative_to(ROOT).with_suffix("").parts for path in paths]
    return [".".join(each[:-1] if each[-1] == "__init__" else each) for each in parts]


def loaded_by(code: str) -> set[str]:
    """The modules that the code loads in a new process, over those that every process has."""
    script = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "try:\n"
        f"    exec({code!r})\n"
        "finally:\n"
        "    print('\\n' + ' '.join(set(sys.modules) - before))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_what_is_loaded_is_seen() -> None:
    assert {"difflib", "asyncio", "textual.app", "rich", "yaml"} <= loaded_by("import difflib, textual.app, yaml")
    assert "json" in loaded_by("import json; raise SystemExit")


@pytest.mark.parametrize("module", modules_of("core"))
def test_the_core_loads_nothing_heavy(module: str) -> None:
    loaded = loaded_by(f"import {module}")
    assert module in loaded
    assert not loaded & (SCREEN | FILES | SLOW)


@pytest.mark.parametrize("module", modules_of("checks"))
def test_the_checks_load_neither_screens_nor_files(module: str) -> None:
    loaded = loaded_by(f"import {module}")
    assert module in loaded
    assert not loaded & (SCREEN | FILES | {"asyncio"})


def test_the_command_line_loads_nothing_heavy() -> None:
    loaded = loaded_by("import quiz.__main__")
    assert "quiz.cli.parser" in loaded
    assert not loaded & (SCREEN | FILES | SLOW)


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_questions_about_the_program_are_answered_without_its_parts(argument: str) -> None:
    loaded = loaded_by(f"import sys; sys.argv = ['quiz', {argument!r}]; import quiz.__main__ as it; it.main()")
    assert "argparse" in loaded
    assert not loaded & (SCREEN | FILES | SLOW)
    assert not any(name.startswith(("quiz.tui", "quiz.store", "quiz.banks", "quiz.checks")) for name in loaded)


FIRST_QUESTION = (
    "quiz.__main__, quiz.cli.study, quiz.cli.sessions, quiz.cli.workplace, quiz.store.history, "
    "quiz.tui.app, quiz.tui.screens.study"
)
"""What a session of a cached bank imports before its first question is painted."""

LATER = {
    "fsrs",
    "hashlib",
    "tomllib",
    "tomlkit",
    "yaml",
    "quiz.banks.loader",
    "quiz.core.documents.document",
    "quiz.tui.screens.home",
    "quiz.tui.screens.results",
    "quiz.tui.widgets.matching_board",
    "quiz.tui.widgets.passage",
    "quiz.tui.widgets.tracked_list",
}


def test_the_first_question_is_painted_without_what_comes_after_it() -> None:
    loaded = loaded_by(f"import {FIRST_QUESTION}")
    assert {"quiz.core.session", "quiz.tui.widgets.choice_list", "textual.app"} <= loaded
    assert not loaded & LATER
    assert not any(name.startswith(("quiz.tui.dialogs", "quiz.checks", "quiz.plain")) for name in loaded)
