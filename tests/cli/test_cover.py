from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from quiz.plain.page import cells
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, DOCUMENT, ROOT, Home, put_bank
from tests.cli.test_webpage import Reader
from tests.tui.terminal import Terminal

MORE = (
    DOCUMENT.replace(
        "Sepsis", "Nobody asks for this sentence, which is long and must be wrapped. Not for this.\n\nSepsis"
    )
    + "\n| Cell | Makes |\n|---|---|\n| Mast cell | Histamine |\n\n```\nx = 1\n```\n"
    + "\n# References\n\n- Smith 1999. A book.\n"
)
IGNORING = BANK.replace(
    "questions:\n", "ignore:\n  - cite: Not for this.\n    why: It is <b>plain</b>.\nquestions:\n", 1
)
DRAFT = BANK.replace("    level: understand\n", "    level: understand\n    draft: true\n", 1)


@pytest.fixture
def more(home: Home) -> Path:
    """A bank that examines five of seven statements, and whose author ignores one more."""
    return put_bank(home.folder / "more", IGNORING, MORE)


def test_the_shipped_banks_examine_everything(quiz: Quiz) -> None:
    for bank in sorted((ROOT / "questions").iterdir()):
        if bank.is_dir():
            assert quiz("cover", str(bank), "--fail-under", "100", "--summary").status == 0


def test_the_document_is_printed_with_the_number_of_questions_on_each_statement(quiz: Quiz, more: Path) -> None:
    done = quiz("cover", str(more))
    assert done.status == 0
    assert done.out.splitlines() == [
        "Line, and what is examined in it. ✓ with the number of questions: examined; ✗",
        "not examined; – ignored.",
        "",
        " 1      # Cells",
        "",
        " 3 ✓ 1  T cells make IL-2.",
        "",
        " 5 ✓ 1  - IL-2 wakes NK cells.",
        " 6 ✓ 1  - IL-2 wakes B cells.",
        "",
        " 8      # Disorders",
        "",
        "10 ✗ 0  Nobody asks for this sentence, which is long and must be wrapped.",
        "10 –    Not for this.",
        "        (ignored: It is <b>plain</b>.)",
        "",
        "12 ✓ 1  Sepsis is an infection.",
        "12 ✓ 1  Lupus comes from antibodies.",
        "",
        "14      Cell | Makes",
        "16 ✗ 0  Mast cell | Histamine",
        "",
        "19      x = 1",
        "",
        "22      # References",
        "",
        "24      - Smith 1999. A book.",
        "",
        "Statements examined in each section, and how much of their characters is",
        "quoted:",
        "3 of 3   100 %   100 %  Cells",
        "2 of 4    50 %  38.4 %  Disorders (1 ignored)",
        "",
        "5 of 7 statements are examined: 71.4 %.",
        "93 of 165 characters are quoted, white space not counted: 56.3 %.",
        "1 statement is ignored.",
        "Left out as a list of references: References (line 22).",
    ]


@pytest.mark.parametrize("form", [(), ("--missed",), ("--summary",)])
@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_every_line_fits_the_terminal(
    quiz: Quiz, more: Path, monkeypatch: pytest.MonkeyPatch, width: int, form: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = quiz("cover", str(more), *form).out
    assert all(cells(line) <= width for line in out.splitlines())
    assert "5 of 7 statements are examined" in " ".join(out.split())


def test_what_is_missed_is_told_alone(quiz: Quiz, more: Path) -> None:
    for option in ("--missed", "--uncovered"):
        lines = quiz("cover", str(more), option).out.splitlines()
        assert lines[:4] == [
            "Disorders",
            "10 ✗ 0  Nobody asks for this sentence, which is long and must be wrapped.",
            "16 ✗ 0  Mast cell | Histamine",
            "",
        ]
        assert lines[4].startswith("Statements examined in each section")


def test_the_sections_are_told_alone(quiz: Quiz, more: Path) -> None:
    lines = quiz("cover", str(more), "--summary").out.splitlines()
    assert lines[2] == "3 of 3   100 %   100 %  Cells"
    assert not any("wakes" in line for line in lines)


@pytest.mark.parametrize(
    ("limit", "status"), [("71", 0), ("71.4", 0), ("0.71", 0), ("72", 1), ("71.5%", 1), ("100", 1), ("0", 0)]
)
def test_too_little_examined_fails(quiz: Quiz, more: Path, limit: str, status: int) -> None:
    done = quiz("cover", str(more), "--summary", "--fail-under", limit)
    assert done.status == status
    wanted = limit.rstrip("%")
    said = f"quiz: 71.4 % of the statements are examined, less than {wanted} %.\n"
    assert done.err == (said if status else "")


def test_json_has_every_statement_with_its_place_and_its_questions(quiz: Quiz, more: Path) -> None:
    done = quiz("cover", str(more), "--json", "--fail-under", "90")
    assert done.status == 1
    read = json.loads(done.out)
    assert list(read) == ["bank", "document", "total", "sections", "statements", "left_out", "drafts"]
    assert read["bank"] == "small"
    assert read["document"] == str(more / "document.md")
    assert read["total"] == {
        "statements": 7,
        "examined": 5,
        "missed": 2,
        "ignored": 1,
        "share": 0.7143,
        "characters": 165,
        "quoted_characters": 93,
        "share_of_characters": 0.5636,
    }
    assert [(each["title"], each["line"], each["examined"]) for each in read["sections"]] == [
        ("Cells", 1, 3),
        ("Disorders", 8, 2),
    ]
    for each in read["statements"]:
        assert MORE[each["start"] : each["end"]] == each["text"]
        assert MORE.splitlines()[each["line"] - 1][each["column"] - 1 :].startswith(each["text"])
    assert [(each["status"], each["examined_by"], each["ignored"]) for each in read["statements"]] == [
        ("examined", ["maker"], None),
        ("examined", ["woken"], None),
        ("examined", ["woken"], None),
        ("missed", [], None),
        ("ignored", [], "It is <b>plain</b>."),
        ("examined", ["described"], None),
        ("examined", ["described"], None),
        ("missed", [], None),
    ]
    assert read["left_out"] == [{"title": "References", "line": 22}]
    assert read["drafts"] == []


def test_drafts_examine_nothing(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "draft", DRAFT)
    done = quiz("cover", "draft")
    assert " 5 ✗ 0  - IL-2 wakes NK cells." in done.out
    assert done.out.endswith("1 draft, which examines nothing.\n")
    assert json.loads(quiz("cover", "draft", "--json").out)["drafts"] == ["woken"]


def test_what_is_ignored_for_nothing_is_said(quiz: Quiz, home: Home) -> None:
    idle = BANK.replace("questions:\n", "ignore: [{cite: T cells make IL-2., why: No.}]\nquestions:\n", 1)
    put_bank(home.folder / "idle", idle)
    assert "The statement in line 3 is to be ignored, and is examined all the same." in quiz("cover", "idle").out


def test_a_bank_is_named_by_its_id_as_anywhere(quiz: Quiz, home: Home) -> None:
    assert quiz("cover", "small").out == quiz("cover", str(home.shelf / "small" / "bank.yaml")).out
    done = quiz("cover", "smal")
    assert done.status == 2
    assert 'There is no bank "smal"; did you mean "small"?' in done.err


def test_a_bank_that_cannot_be_read_is_told_with_status_2(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "torn", BANK.replace("cite: T cells make IL-2.", "cite: Red cells make IL-2."))
    done = quiz("cover", "torn")
    assert (done.status, done.out) == (2, "")
    assert re.match(r"torn/bank\.yaml:\d+:\d+: Quote words that stand in the document", done.err)


@pytest.mark.parametrize("wrong", [("--fail-under", "200"), ("--fail-under", "x"), ("--json", "--summary"), ()])
def test_wrong_arguments_have_status_2(quiz: Quiz, wrong: tuple[str, ...]) -> None:
    assert quiz("cover", *wrong, *(["small"] if wrong else [])).status == 2


def test_a_bank_without_a_document_has_nothing_to_examine(quiz: Quiz, home: Home) -> None:
    bare = re.sub(r"^ +cite: .*\n|^document: .*\n", "", BANK, flags=re.MULTILINE)
    put_bank(home.folder / "bare", bare)
    done = quiz("cover", "bare", "--summary")
    assert (done.status, done.out) == (0, "The bank has no document to examine.\n")
    assert quiz("cover", "bare", "--fail-under", "50").status == 1
    assert quiz("cover", "bare", "--html", "-").status == 0


def test_a_web_page_is_written_that_stands_alone(quiz: Quiz, more: Path, home: Home) -> None:
    done = quiz("cover", str(more), "--html", "coverage.html", "--fail-under", "90")
    assert (done.status, done.out) == (1, "")
    text = (home.folder / "coverage.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "5 of 7 statements are examined: 71.4 %." in "".join(Reader(text).said)
    assert quiz("cover", str(more), "--html", "coverage.html").status == 0
    assert quiz("cover", str(more), "--html", "-").out == text


def test_only_a_page_is_written_over(quiz: Quiz, more: Path) -> None:
    before = (more / "bank.yaml").read_bytes()
    done = quiz("cover", str(more), "--html", str(more / "bank.yaml"))
    assert done.status == 2
    assert "is no web page, and is left as it is" in done.err
    assert (more / "bank.yaml").read_bytes() == before
    assert quiz("cover", str(more), "--html", str(more / "none" / "page.html")).status == 2


def test_markup_of_the_document_is_printed_as_it_stands(quiz: Quiz, home: Home) -> None:
    put_bank(
        home.folder / "markup", document=f"{DOCUMENT}\n[bold red]Not bold.[/] <script>alert(1)</script> it says.\n"
    )
    out = quiz("cover", "markup").out
    assert "[bold red]Not bold.[/] <script>alert(1)</script> it says." in out


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x9b2J", "\u202e", "\x07"])
def test_what_a_terminal_takes_for_a_command_is_refused_and_not_printed(quiz: Quiz, home: Home, evil: str) -> None:
    put_bank(home.folder / "evil", document=f"{DOCUMENT}\nText {evil} here.\n")
    done = quiz("cover", "evil")
    assert done.status == 2
    assert evil not in done.out + done.err


def test_as_a_process_of_its_own_it_says_the_same(home: Home, more: Path) -> None:
    done = home.run("cover", str(more), "--missed", "--fail-under", "90")
    assert done.returncode == 1
    assert "16 ✗ 0  Mast cell | Histamine\n" in done.stdout
    assert done.stderr == "quiz: 71.4 % of the statements are examined, less than 90 %.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--browse"], "--browse needs a full terminal. Without it the document is printed"),
        (["--browse", "--fail-under", "90"], "--browse measures nothing against --fail-under"),
        (["--browse", "--json"], "not allowed with"),
    ],
)
def test_without_a_full_terminal_nothing_is_browsed(
    quiz: Quiz, more: Path, arguments: list[str], sentence: str
) -> None:
    done = quiz("cover", str(more), *arguments)
    assert (done.status, done.out) == (2, "")
    assert sentence in done.err


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal")
def test_the_document_is_browsed_on_a_screen(home: Home, more: Path) -> None:
    with Terminal(["cover", str(more), "--browse"], home.folder / "home", (100, 30), env=home.env) as terminal:
        terminal.wait_for("T cells make IL-2.")
        terminal.press("n")
        terminal.wait_for("No question examines it.")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
