from __future__ import annotations

import pytest

from quiz.core.questions import Question
from quiz.errors import Severity
from tests.checks.authoring import bank, choice, found, found_in_bank, matching, parts, places

DOCUMENT = "It is so."


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (choice(), []),
        (choice(why=""), [""]),
        (choice(whys=["So.", "", "So.", ""]), ["options[1]", "options[3]"]),
        (choice(why="", whys=["", "So.", "So.", "So."]), ["", "options[0]"]),
        (matching(), []),
        (matching(why=""), [""]),
        (matching(whys=["So.", ""]), ["match[1]"]),
        (matching(extra_why=""), ["extra[0]"]),
    ],
)
def test_each_part_wants_an_explanation(question: Question, expected: list[str]) -> None:
    flaws = found("missing-why", question)
    assert places(flaws) == [("missing-why", part) for part in expected]
    assert all((flaw.question, flaw.severity) == (question.id, Severity.ERROR) for flaw in flaws)


@pytest.mark.parametrize(
    ("question", "document", "is_missing"),
    [
        (choice(), DOCUMENT, True),
        (choice(), "", False),
        (choice(cites=("It is so.",)), DOCUMENT, False),
        (matching(), DOCUMENT, True),
        (matching(cite="It is so."), DOCUMENT, False),
    ],
)
def test_each_question_cites_the_document_where_there_is_one(
    question: Question, document: str, is_missing: bool
) -> None:
    assert parts("missing-cite", question, document=document) == ([""] if is_missing else [])


@pytest.mark.parametrize(("document", "is_missing"), [("", True), (" \n", True), (DOCUMENT, False)])
def test_a_bank_wants_a_document(document: str, is_missing: bool) -> None:
    flaws = found_in_bank("missing-document", bank([choice()], document))
    assert places(flaws) == ([("missing-document", "")] if is_missing else [])
    assert all(flaw.question is None for flaw in flaws)


SENTENCE = "The cytokine acts on the cells that have made it, and so makes them grow. "


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (choice(cites=(SENTENCE * 4,)), ["cite[0]"]),
        (choice(cites=("It is so.", SENTENCE * 4)), ["cite[1]"]),
        (choice(cites=(SENTENCE * 3,)), []),
        (choice(cites=(SENTENCE.replace(". ", ", ") * 9,)), []),
        (matching(cite=SENTENCE * 4), ["match[0].cite"]),
    ],
)
def test_a_quotation_is_no_paragraph(question: Question, expected: list[str]) -> None:
    assert parts("long-cite", question, document=DOCUMENT) == expected


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, None),
        (1, "1 question is a draft, which is never asked."),
        (12, "12 questions are drafts, which are never asked."),
    ],
)
def test_drafts_are_counted(count: int, sentence: str | None) -> None:
    drafts = [choice(id=f"d{i}", is_draft=True) for i in range(count)]
    flaws = found_in_bank("draft", bank([choice(), *drafts], DOCUMENT))
    assert [(flaw.sentence, flaw.severity) for flaw in flaws] == ([(sentence, Severity.INFO)] if sentence else [])
