from __future__ import annotations

import pytest

from quiz.checks.examination import examine
from quiz.core.questions import Question
from quiz.errors import Severity
from tests.checks.authoring import OPTIONS, bank, choice, matching

DOCUMENT = "Lymphocytes make it. They grow."

GOOD: list[Question] = [choice(cites=("Lymphocytes make it.",)), matching(cite="They grow.")]

NEGATIVE = choice("Which cells do not make it?", cites=("Lymphocytes",), id="n")
LOOSE = choice("It is:", ["lymphocytes", "neutrophils", "all of the above"], (2,), id="l", cites=("They grow.",))


def found(questions: list[Question], document: str = DOCUMENT, language: str = "en") -> list[tuple[str | None, str]]:
    return [(flaw.question, flaw.rule) for flaw in examine(bank(questions, document, language))]


def test_a_good_bank_has_no_flaw() -> None:
    assert found(GOOD) == []


def test_flaws_come_by_question_and_then_of_the_bank() -> None:
    assert found([LOOSE, choice(id="c"), NEGATIVE], f"{DOCUMENT} Nobody asks.") == [
        ("l", "all-of-above"),
        ("l", "unfocused-stem"),
        ("c", "missing-cite"),
        ("n", "negative-stem"),
        (None, "uncovered"),
    ]


@pytest.mark.parametrize(
    ("language", "is_read"), [("en", True), ("EN-gb", True), ("de", False), ("eng", False), ("", False)]
)
def test_english_words_are_looked_for_in_english_alone(language: str, is_read: bool) -> None:
    assert bool(found([*GOOD, NEGATIVE], language=language)) == is_read


def test_lengths_are_compared_in_every_language() -> None:
    question = choice("谁？", ["甲" * 30, "乙" * 10, "丙" * 10], cites=("Lymphocytes", "They grow."))
    assert found([question], language="zh") == [("q", "key-longest"), ("q", "length-spread")]


def test_drafts_are_counted_and_not_looked_at() -> None:
    draft = choice("It is not:", [*OPTIONS[:3], "all of the above"], why="", is_draft=True, id="d")
    assert found([*GOOD, draft]) == [(None, "draft")]


def test_every_sentence_ends_and_names_a_severity() -> None:
    flaws = examine(bank([LOOSE, choice(id="c", why="", whys=["", "", "", ""]), NEGATIVE], "Nobody asks."))
    assert len(flaws) >= 8
    assert all(flaw.sentence.rstrip('"').endswith((".", "?")) for flaw in flaws)
    assert {flaw.severity for flaw in flaws} == {Severity.ERROR, Severity.WARNING}
