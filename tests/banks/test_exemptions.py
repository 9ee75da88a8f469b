"""What an author has switched off, as the bank's file says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.banks.loader import Loaded, load_text
from quiz.banks.textfile import Place
from quiz.core.exemptions import NO_EXEMPTIONS, Ignored

DOCUMENT = "Red cells carry oxygen. White cells fight germs. Marrow makes 12 of both. Marrow rests.\n"

BANK = """quiz: 1
id: cells
title: Cells
document: document.md
topics: {blood: Blood}
questions:
  - id: carriers
    q: Which cells carry oxygen?
    options: [right: Red cells, wrong: White cells]
    topic: blood
  - id: fighters
    q: Which cells fight germs?
    options: [right: White cells, wrong: Red cells]
    topic: blood
"""


def loaded(folder: Path, text: str) -> Loaded:
    (folder / "document.md").write_text(DOCUMENT, encoding="utf-8")
    return load_text(text, folder / "bank.yaml")


def test_a_bank_that_switches_nothing_off_has_no_exemptions(tmp_path: Path) -> None:
    assert loaded(tmp_path, BANK).exemptions == NO_EXEMPTIONS


def test_rules_are_switched_off_for_the_bank_and_for_questions_with_their_reasons(tmp_path: Path) -> None:
    text = BANK.replace("topics:", "allow:\n  clang: Names are names.\n  missing-why: Not yet.\ntopics:")
    text = text.replace("    q: Which cells fight", "    allow: {clang: A term of art.}\n    q: Which cells fight")
    read = loaded(tmp_path, text)
    assert read.exemptions.of_bank == {"clang": "Names are names.", "missing-why": "Not yet."}
    assert read.exemptions.of_question == {"fighters": {"clang": "A term of art."}}
    assert read.places.of_bank("allow.missing-why") == Place(7, 16)
    assert read.places.of("fighters", "allow.clang") == Place(15, 20)


@pytest.mark.parametrize(
    ("rule", "question", "reason"),
    [
        ("clang", "fighters", "A term of art."),
        ("clang", "carriers", "Names are names."),
        ("clang", None, "Names are names."),
        ("grammar", "fighters", "It is so said."),
        ("grammar", "carriers", None),
        ("grammar", None, None),
        ("key-longest", "fighters", None),
    ],
)
def test_the_reason_of_a_question_comes_before_that_of_the_bank(
    tmp_path: Path, rule: str, question: str | None, reason: str | None
) -> None:
    text = BANK.replace("topics:", "allow: {clang: Names are names.}\ntopics:")
    allow = "    allow: {clang: A term of art., grammar: It is so said.}\n"
    text = text.replace("    q: Which cells fight", f"{allow}    q: Which cells fight")
    assert loaded(tmp_path, text).exemptions.reason(rule, question) == reason


def test_passages_and_facts_are_ignored_with_their_reasons(tmp_path: Path) -> None:
    ignore = """ignore:
  - cite: Marrow rests.
    why: It is a digression.
  - source: Marrow makes 12 of both.
    because: The number is made up.
    fact: '12'
"""
    read = loaded(tmp_path, BANK.replace("questions:", f"{ignore}questions:"))
    assert read.exemptions.ignored == (
        Ignored("Marrow rests.", "It is a digression."),
        Ignored("Marrow makes 12 of both.", "The number is made up.", "12"),
    )
    assert read.places.of_bank("ignore[1].why") == Place(10, 14)
    assert read.warnings == ()


def test_an_ignored_quotation_that_stands_twice_is_a_warning(tmp_path: Path) -> None:
    ignore = "ignore:\n  - {cite: Marrow, why: A digression.}\n"
    (warning,) = loaded(tmp_path, BANK.replace("questions:", f"{ignore}questions:")).warnings
    assert str(warning).endswith(":7:12: warning: Quote more words; these stand in the document 2 times.")
