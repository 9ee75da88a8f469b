"""`quiz check --fix`: what is mended in a file, while every other byte stays."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from quiz.banks.loader import load
from quiz.banks.writing.editing import BankText
from quiz.cli.check_fixes import mended
from quiz.core.questions import fingerprint_of
from quiz.core.revision.drift import drift
from quiz.core.text import fold
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, ROOT, Home, put_bank

SPACED = """\
# A bank   with comments .
quiz: 1
id:   spaced   # the id
title:   Two  spaces in a title are its author's
language: en
document: document.md
topics: {cells: "Cells at work"}
questions:
  # The first  question .
  - id: maker
    q: 'Which  cells make IL-2 ?'   # asked first
    options:
      - {right: "T  cells", why: "They make it , and more."}
      - wrong: Red   cells.  # a full stop
        why: >
          They carry  oxygen.
      - wrong: Nerve cells
        why: They carry signals.
    why: T cells make it.
    cite: T cells make IL-2.
    topic: cells

  - id: number
    q: How many cells are there?
    options:
      # the most
      - wrong: 10 cells
        why: Too many.
      - right: 2 cells
        why: Two.
      # in between
      - wrong: 5 cells
        why: Not so.   # right?
    why: Two.
    cite: IL-2 wakes NK cells.
    topic: cells
    allow:  {spacing: Nothing to see.}
"""

MENDED = (
    SPACED.replace("'Which  cells make IL-2 ?'", "'Which cells make IL-2?'")
    .replace('"T  cells"', '"T cells"')
    .replace('"They make it , and more."', '"They make it, and more."')
    .replace("wrong: Red   cells.  #", "wrong: Red cells  #")
    .replace("They carry  oxygen.", "They carry oxygen.")
    .replace(
        """\
      # the most
      - wrong: 10 cells
        why: Too many.
      - right: 2 cells
        why: Two.
      # in between
      - wrong: 5 cells
        why: Not so.   # right?
""",
        """\
      - right: 2 cells
        why: Two.
      # in between
      - wrong: 5 cells
        why: Not so.   # right?
      # the most
      - wrong: 10 cells
        why: Too many.
""",
    )
)

LINES = [
    "spaced/bank.yaml:11:8: mended: Mended the spacing. [spacing]",
    "spaced/bank.yaml:13:9: mended: Mended the spacing. [spacing]",
    "spaced/bank.yaml:13:34: mended: Mended the spacing. [spacing]",
    "spaced/bank.yaml:14:9: mended: Took from the option the full stop that the key lacks. [final-stops]",
    "spaced/bank.yaml:15:14: mended: Mended the spacing. [spacing]",
    "spaced/bank.yaml:27:7: mended: Put the numbers in ascending order. [unsorted-numbers]",
]


def test_what_is_mended_is_told_and_every_other_byte_stays(quiz: Quiz, home: Home) -> None:
    file = put_bank(home.folder / "spaced", SPACED) / "bank.yaml"
    before = load(file).bank
    done = quiz("check", "--fix", "spaced")
    assert file.read_text(encoding="utf-8") == MENDED
    assert done.out.splitlines()[: len(LINES)] == LINES
    assert done.out.splitlines()[-1].startswith("1 bank: ")
    changes = drift(before, load(file).bank).changed
    assert [*changes] == ["maker"], "only the stem of the first question is another"


def test_a_second_time_there_is_nothing_to_mend(quiz: Quiz, home: Home) -> None:
    file = put_bank(home.folder / "spaced", SPACED) / "bank.yaml"
    quiz("check", "--fix", "spaced")
    status = file.stat()
    assert "mended" not in quiz("check", "--fix", "spaced").out
    assert file.stat().st_mtime_ns == status.st_mtime_ns, "the file is not written again"
    done = quiz("check", "--fix", "--diff", "spaced")
    assert (done.status, done.out) == (0, "")


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_diff_changes_nothing_and_can_be_applied(home: Home, line_break: str) -> None:
    folder = put_bank(home.folder / "spaced", SPACED)
    as_bytes = SPACED.replace("\n", line_break).encode()
    (folder / "bank.yaml").write_bytes(as_bytes)
    done = home.run("check", "--fix", "--diff", "spaced")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("--- spaced/bank.yaml\n+++ spaced/bank.yaml\n@@ ")
    assert (folder / "bank.yaml").read_bytes() == as_bytes
    assert applied(as_bytes.decode(), done.stdout) == MENDED.replace("\n", line_break)


def applied(text: str, diff: str) -> str:
    """The text with a unified diff applied, whose every unchanged and every removed line must be there."""
    old, new, at = text.split("\n"), list[str](), 0
    for line in diff.removesuffix("\n").split("\n")[2:]:
        if hunk := re.match(r"@@ -(\d+)", line):
            start = int(hunk.group(1)) - 1
            new += old[at:start]
            at = start
        elif line[0] == "+":
            new.append(line[1:])
        else:
            assert old[at] == line[1:]
            new += [line[1:]] * (line[0] == " ")
            at += 1
    return "\n".join([*new, *old[at:]])


def test_a_bank_that_cannot_be_read_is_left_and_the_next_is_mended(quiz: Quiz, home: Home) -> None:
    torn = put_bank(home.folder / "banks" / "a", SPACED.replace("topic: cells", "topic: cels")) / "bank.yaml"
    sound = put_bank(home.folder / "banks" / "b", SPACED) / "bank.yaml"
    before = torn.read_bytes()
    done = quiz("check", "--fix", "banks")
    assert torn.read_bytes() == before
    assert sound.read_text(encoding="utf-8") == MENDED
    assert done.status == 1


def test_the_shipped_banks_have_nothing_to_mend(quiz: Quiz) -> None:
    done = quiz("check", "--fix", "--diff", str(ROOT / "questions"))
    assert (done.status, done.out) == (0, "")


def test_what_is_switched_off_is_left(quiz: Quiz, home: Home) -> None:
    text = SPACED.replace(
        "questions:\n", "allow: {spacing: So I write., final-stops: So., unsorted-numbers: So.}\nquestions:\n"
    )
    put_bank(home.folder / "spaced", text)
    assert quiz("check", "--fix", "--diff", "spaced").out == ""


def test_a_file_that_may_not_be_written_stays_and_it_is_said(quiz: Quiz, home: Home) -> None:
    file = put_bank(home.folder / "spaced", SPACED) / "bank.yaml"
    file.chmod(0o444)
    done = quiz("check", "--fix", "spaced")
    assert done.status == 1
    assert "spaced/bank.yaml: " in done.err
    assert file.read_text(encoding="utf-8") == SPACED


def test_a_bank_with_nothing_to_mend_is_not_written(quiz: Quiz, home: Home) -> None:
    file = put_bank(home.folder / "sound", BANK) / "bank.yaml"
    before = file.stat().st_mtime_ns
    quiz("check", "--fix", "sound")
    assert file.stat().st_mtime_ns == before


_MESS = st.lists(st.sampled_from(["grows", "dies", "3", "12", "etc.", " ", "   ", " ,", ".", " ?", "é"]), min_size=1)
_TEXTS = _MESS.map("".join).map(str.strip).filter(lambda text: bool(fold(text)))


@settings(deadline=None)
@given(
    st.lists(_TEXTS, min_size=3, max_size=5, unique_by=fold),
    st.lists(_TEXTS, min_size=3, max_size=3),
    st.booleans(),
)
def test_whatever_is_mended_is_mended_once_and_no_key_becomes_another(
    options: list[str], others: list[str], in_quotes: bool
) -> None:
    stem, why, title = (json.dumps(text) for text in others)
    lines = [
        f"  - {'wrong' if i else 'right'}: {json.dumps(text) if in_quotes or text[0] in '?,' else text}  # option {i}"
        for i, text in enumerate(options)
    ]
    head = f"quiz: 1\nid: any\ntitle: {title}\ntopics: {{t: T}}\nquestions:\n- id: q   # the first\n  q: {stem}\n"
    text = "\n".join([f"{head}  options:  # these", *lines, f"  why: {why}", "  topic: t", ""])
    before = BankText(text, Path("bank.yaml"))
    once = mended(before).after
    (was,), (now,) = before.loaded.bank.questions, once.loaded.bank.questions
    assert fingerprint_of(was).split("-")[1] == fingerprint_of(now).split("-")[1]
    assert mended(once).after.text == once.text
    assert [line.partition("#")[2] for line in once.text.splitlines() if "#" in line][:2] == [" the first", " these"]
    assert sorted(re.findall(r"# option \d", once.text)) == sorted(re.findall(r"# option \d", text))
    assert title in once.text
