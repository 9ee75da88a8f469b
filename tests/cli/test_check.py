"""`quiz check`: what is told of banks, and the exit status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, DOCUMENT, ROOT, Home, put_bank

UNCITED = BANK.replace("cite: T cells make IL-2.", "cite: Red cells make IL-2.")
FLAWED = BANK.replace("q: Which cells make IL-2?", "q: Which cells do not make IL-2?")


def test_the_shipped_banks_have_neither_errors_nor_warnings(quiz: Quiz) -> None:
    done = quiz("check", "--strict", str(ROOT / "questions"))
    assert done.out == "1 bank: 0 errors, 0 warnings\n"
    assert done.status == 0


def test_an_error_has_its_line_and_column_and_status_1(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "torn", UNCITED)
    done = quiz("check", "torn")
    line = UNCITED.splitlines().index("    cite: Red cells make IL-2.") + 1
    assert re.fullmatch(rf"torn/bank\.yaml:{line}:11: .*document.*\.\n1 bank: 1 error, 0 warnings\n", done.out)
    assert done.status == 1
    assert done.err == ""


def test_a_warning_says_so_and_is_an_error_only_where_asked_for(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "flawed", document=f"{DOCUMENT}\nT cells make IL-2.\n")
    done = quiz("check", "flawed")
    assert re.search(r"^flawed/bank\.yaml:\d+:\d+: warning: .+\.$", done.out, re.MULTILINE)
    assert re.search(r"^1 bank: 0 errors, [1-9]\d* warnings?$", done.out, re.MULTILINE)
    assert done.status == 0
    assert quiz("check", "--strict", "flawed").status == 1


def test_flaws_of_item_writing_are_told_at_their_place(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "flawed", FLAWED)
    line = FLAWED.splitlines().index("    q: Which cells do not make IL-2?") + 1
    assert f"flawed/bank.yaml:{line}:8: " in quiz("check", "flawed").out


def test_every_bank_in_a_folder_is_checked_and_every_path(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "banks" / "one", UNCITED)
    put_bank(home.folder / "banks" / "two", UNCITED)
    (home.folder / "banks" / "loose.yaml").write_text("quiz: 1\n", encoding="utf-8")
    (home.folder / "banks" / "notes.txt").write_text("no bank\n", encoding="utf-8")
    put_bank(home.folder / "four", UNCITED)
    out = quiz("check", "banks", "four/bank.yaml").out
    # A file that no shelf would have is checked where it is named alone.
    assert re.findall(r"^(\S+):\d+:\d+: ", out, re.MULTILINE) == [
        "banks/one/bank.yaml",
        "banks/two/bank.yaml",
        "four/bank.yaml",
    ]
    assert out.splitlines()[-1].startswith("3 banks: ")
    assert quiz("check", "banks/loose.yaml").out.startswith("banks/loose.yaml:1:1: ")


def test_a_folder_without_a_bank_says_where_there_are_some(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "work" / "questions" / "one")
    put_bank(home.folder / "work" / "more" / "two")
    (home.folder / "work" / "empty").mkdir()
    (home.folder / "work" / "loose.yaml").write_text("quiz: 1\n", encoding="utf-8")
    done = quiz("check", "work")
    assert done.status == 1
    assert "There are banks in work/more and work/questions." in done.out
    assert "To check a file, name it: work/loose.yaml." in done.out
    assert done.out.endswith("0 banks: 1 error, 0 warnings\n")


@pytest.mark.parametrize("bank", sorted((ROOT / "tests" / "data" / "broken").iterdir()), ids=lambda path: path.name)
def test_every_broken_bank_gets_its_sentences(quiz: Quiz, bank: Path) -> None:
    done = quiz("check", str(bank))
    *problems, last = done.out.splitlines()
    assert done.status == 1
    assert done.err == ""
    assert problems
    assert all(re.match(r".+: [A-Z].*[.?]$", problem) for problem in problems)
    assert re.fullmatch(r"1 bank: \d+ errors?, \d+ warnings?", last)


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_where_there_is_no_bank_it_is_said(quiz: Quiz, home: Home, path: str) -> None:
    (home.folder / "empty").mkdir()
    done = quiz("check", path)
    assert done.status == 1
    assert re.match(rf"{path}: There is no .+\.\n", done.out)
    assert done.out.splitlines()[-1].endswith(": 1 error, 0 warnings")


def test_a_long_quotation_is_shown_where_it_differs(quiz: Quiz, home: Home) -> None:
    sentence = "The first of the many cells that were seen to carry oxygen through the body were red cells."
    cite = sentence.replace("red cells", "blue cells")
    text = BANK.replace("cite: T cells make IL-2.", f'cite: "{cite}"')
    folder = put_bank(home.folder / "long", text)
    with (folder / "document.md").open("a", encoding="utf-8") as document:
        document.write(f"\n\n{sentence}\n")
    assert ', with "…body were red cells." for "…body were blue cells.".' in quiz("check", str(folder)).out
