"""`quiz new`: a bank folder for a document, and what is told of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Quiz
from tests.cli.shelf import ROOT, Home

DATA = ROOT / "tests" / "data" / "documents"
NOTES = "# Blood\n\nPlasma is the liquid part. It is yellow.\n\n- Cell: a unit.\n- Serum: a fluid.\n- Clot: a plug.\n"


@pytest.fixture
def notes(home: Home) -> Path:
    path = home.folder / "notes.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


def test_a_bank_is_made_among_ones_own_and_can_be_named_by_its_id(quiz: Quiz, home: Home, notes: Path) -> None:
    done = quiz("new", str(notes))
    assert (done.status, done.err) == (0, "")
    folder = home.folder / "home" / "banks" / "notes"
    assert (folder / "bank.yaml").is_file()
    assert "1 section, 5 statements" in done.out
    assert re.search(r"^ +1  matching, from a list$", done.out, re.MULTILINE)
    assert "statements that no draft" in done.out
    for command in ("edit", "check", "cover"):
        assert f"  quiz {command} {folder}\n" in done.out
    assert quiz("check", str(folder)).status == quiz("cover", str(folder)).status == 0
    assert "notes" in quiz("list").out


def test_a_bank_of_drafts_alone_is_checked_and_not_studied(quiz: Quiz, notes: Path) -> None:
    quiz("new", str(notes), "--into", "made", "--id", "b", "--title", "Blood: a sheet", "--license", "MIT")
    checked = quiz("check", "made/b")
    assert "0 errors" in checked.out
    assert re.search(r"\b[1-9]\d* drafts?\b", checked.out)
    assert "No statement is examined yet: all questions are drafts. [uncovered]" in checked.out
    assert "1 warning," in checked.out
    studying = ["study", "made/b", "--plain"]
    sitting = ["exam", "made/b", "--plain"]
    for command in (studying, [*studying, "--missed"], sitting, [*sitting, "--questions", "3"]):
        done = quiz(*command)
        assert done.status != 0
        assert "all of them are drafts" in done.err


def test_the_statements_are_listed_and_nothing_is_made(quiz: Quiz, home: Home, notes: Path) -> None:
    done = quiz("new", str(notes), "--list")
    assert done.out.splitlines() == [
        "Blood",
        "   1  Plasma is the liquid part.",
        "   2  It is yellow.",
        "   3  Cell: a unit.",
        "   4  Serum: a fluid.",
        "   5  Clot: a plug.",
    ]
    assert not (home.folder / "home" / "banks").exists()


def test_nothing_is_overwritten(quiz: Quiz, home: Home, notes: Path) -> None:
    quiz("new", str(notes), "--into", ".", "--id", "b")
    before = (home.folder / "b" / "bank.yaml").read_bytes()
    done = quiz("new", str(notes), "--into", ".", "--id", "b")
    assert done.status == 2
    assert done.err == "quiz: There is a b already, and it is left as it is. Name another --id.\n"
    assert (home.folder / "b" / "bank.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["nowhere.md", ".", "notes.rtf"])
def test_what_cannot_be_read_is_a_sentence(quiz: Quiz, home: Home, name: str) -> None:
    (home.folder / "notes.rtf").write_text("{}", encoding="utf-8")
    done = quiz("new", name)
    assert done.status == 2
    assert re.fullmatch(r"quiz: .*\.\n", done.err)


def test_lines_fit_a_narrow_terminal(quiz: Quiz, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = quiz("new", str(notes), "--into", "n", "--id", "b").out
    assert max(map(len, out.splitlines())) <= 40


@pytest.mark.parametrize("name", ["blood.pdf", "skin.docx", "red-cells.html"])
def test_documents_of_other_formats_become_banks_that_load(home: Home, name: str) -> None:
    env = {**os.environ, **home.env}
    command = [sys.executable, "-m", "quiz"]
    made = subprocess.run(
        [*command, "new", str(DATA / name), "--id", "b"], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert "drafts of questions" in made.stdout
    folder = home.folder / "home" / "banks" / "b"
    checked = subprocess.run(
        [*command, "check", str(folder)], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert "0 errors" in checked.stdout
    assert not checked.stderr
