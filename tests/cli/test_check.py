"""`quiz check`: what is told of banks, and the exit status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, DOCUMENT, ROOT, Home, put_bank

SOUND = BANK.replace("extra: [A broken bone]", "extra: [{answer: A broken bone, why: It is none.}]")
"""The small bank with an explanation of everything."""

UNCITED = SOUND.replace("cite: T cells make IL-2.", "cite: Red cells make IL-2.")
FLAWED = SOUND.replace("q: Which cells make IL-2?", "q: Which cells do not make IL-2?")
WARNED = SOUND.replace("- wrong: Nerve cells", "- wrong: Only nerve cells")
REMARKED = SOUND.replace("- wrong: Nerve cells", "- wrong: Nerve cells, which carry signals from the skin to the brain")
DRAFTED = SOUND.replace("    tags: [makers]\n", "    tags: [makers]\n    draft: true\n")
BANKS = {"sound": SOUND, "unreadable": UNCITED, "an error": FLAWED, "a warning": WARNED, "a remark": REMARKED}


def test_the_shipped_banks_have_neither_errors_nor_warnings(quiz: Quiz) -> None:
    done = quiz("check", "--strict", str(ROOT / "questions"))
    assert re.fullmatch(r"\d banks?: 0 errors, 0 warnings, \d+ remarks?( \(--info tells them\))?, 0 drafts\n", done.out)
    assert done.status == 0


def test_a_bank_can_be_named_by_its_id_as_elsewhere(quiz: Quiz, home: Home) -> None:
    put_bank(home.shelf / "other", SOUND.replace("id: small", "id: named"))
    assert quiz("check", "named").out.startswith("1 bank: 0 errors")
    assert "no such file" in quiz("check", "smell").out


def test_an_error_has_its_line_and_column_its_rule_and_status_1(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "torn", UNCITED)
    done = quiz("check", "torn")
    line = UNCITED.splitlines().index("    cite: Red cells make IL-2.") + 1
    problem, summary = done.out.splitlines()
    assert re.fullmatch(rf"torn/bank\.yaml:{line}:11: [A-Z].*document.*\. \[format\]", problem)
    assert summary == "1 bank: 1 error, 0 warnings, 0 remarks, 0 drafts"
    assert done.status == 1
    assert done.err == ""


@pytest.mark.parametrize(
    ("bank", "options", "status"),
    [
        ("sound", (), 0),
        ("sound", ("--strict",), 0),
        ("a warning", (), 0),
        ("a warning", ("--strict",), 1),
        ("a remark", ("--strict",), 0),
        ("a remark", ("--strict", "--info"), 0),
        ("an error", (), 1),
        ("unreadable", (), 1),
        ("unreadable", ("--json",), 1),
        ("an error", ("--sarif",), 1),
        ("a warning", ("--json",), 0),
        ("a warning", ("--json", "--strict"), 1),
    ],
)
def test_the_exit_status_is_that_of_the_gravest_problem(
    quiz: Quiz, home: Home, bank: str, options: tuple[str, ...], status: int
) -> None:
    put_bank(home.folder / "bank", BANKS[bank])
    done = quiz("check", *options, "bank")
    assert (done.status, done.err) == (status, "")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--diff", "bank"),
        ("--json", "--sarif", "bank"),
        ("--fix", "--json", "bank"),
        ("--max-guess", "most", "bank"),
        ("--rules", "--explain", "clang"),
        ("--max-guess", "101", "bank"),
    ],
)
def test_a_wrong_command_has_status_2(quiz: Quiz, words: tuple[str, ...]) -> None:
    done = quiz("check", *words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: quiz check")


def test_a_warning_says_so(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "flawed", SOUND, f"{DOCUMENT}\nT cells make IL-2.\n")
    out = quiz("check", "flawed").out
    assert re.search(r"^flawed/bank\.yaml:\d+:\d+: warning: .+\. \[format\]$", out, re.MULTILINE)
    assert re.search(r"^1 bank: 0 errors, [1-9]\d* warnings?, ", out, re.MULTILINE)


def test_remarks_are_counted_and_told_where_asked_for(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "long", REMARKED)
    counted = quiz("check", "long").out
    assert " info: " not in counted
    assert re.search(r", [1-9]\d* remarks? \(--info tells them\), 0 drafts$", counted, re.MULTILINE)
    told = quiz("check", "--info", "long").out
    assert re.search(r"^long/bank\.yaml:\d+:\d+: info: .+\. \[[a-z-]+\]$", told, re.MULTILINE)
    assert "--info" not in told


def test_drafts_are_counted_and_not_looked_at(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "draft", DRAFTED.replace("        why: They carry oxygen.\n", ""))
    out = quiz("check", "draft").out
    assert "missing-why" not in out
    assert out.splitlines()[-1].endswith(", 1 draft")


def test_flaws_of_item_writing_are_told_at_their_place(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "flawed", FLAWED)
    line = FLAWED.splitlines().index("    q: Which cells do not make IL-2?") + 1
    assert re.search(rf"^flawed/bank\.yaml:{line}:8: .* \[negative-stem\]$", quiz("check", "flawed").out, re.MULTILINE)


def test_a_rule_that_is_switched_off_with_a_reason_is_silent(quiz: Quiz, home: Home) -> None:
    text = FLAWED.replace("    tags: [makers]\n", "    allow: {negative-stem: The exception is the point.}\n")
    put_bank(home.folder / "flawed", text)
    assert "negative-stem" not in quiz("check", "--info", "flawed").out


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
    assert out.splitlines()[-1].startswith("3 banks: 3 errors, ")
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
    assert done.out.endswith("0 banks: 1 error, 0 warnings, 0 remarks, 0 drafts\n")


@pytest.mark.parametrize("bank", sorted((ROOT / "tests" / "data" / "broken").iterdir()), ids=lambda path: path.name)
def test_every_broken_bank_gets_its_sentences(quiz: Quiz, bank: Path) -> None:
    done = quiz("check", str(bank))
    *problems, last = done.out.splitlines()
    assert done.status == 1
    assert done.err == ""
    assert problems
    assert all(re.match(r".+: [A-Z].*[.?] \[format\]$", problem) for problem in problems)
    assert re.fullmatch(r"1 bank: \d+ errors?, \d+ warnings?, 0 remarks, 0 drafts", last)


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_where_there_is_no_bank_it_is_said(quiz: Quiz, home: Home, path: str) -> None:
    (home.folder / "empty").mkdir()
    done = quiz("check", path)
    assert done.status == 1
    assert re.match(rf"{path}.*: There is no .+\. \[format\]\n", done.out)
    assert ": 1 error, 0 warnings, " in done.out.splitlines()[-1]


def test_a_long_quotation_is_shown_where_it_differs(quiz: Quiz, home: Home) -> None:
    sentence = "The first of the many cells that were seen to carry oxygen through the body were red cells."
    cite = sentence.replace("red cells", "blue cells")
    text = BANK.replace("cite: T cells make IL-2.", f'cite: "{cite}"')
    folder = put_bank(home.folder / "long", text)
    with (folder / "document.md").open("a", encoding="utf-8") as document:
        document.write(f"\n\n{sentence}\n")
    assert ', with "…body were red cells." for "…body were blue cells.".' in quiz("check", str(folder)).out
