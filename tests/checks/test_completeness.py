from __future__ import annotations

import pytest

from quiz.checks.completeness import missing_cite, missing_document, missing_why
from quiz.core.questions import Question
from tests.checks.authoring import bank, choice, matching, places

DOCUMENT = "It is so."


@pytest.mark.parametrize(
    ("question", "parts"),
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
def test_each_part_wants_an_explanation(question: Question, parts: list[str]) -> None:
    flaws = list(missing_why(question))
    assert places(flaws) == [("missing-why", part) for part in parts]
    assert all(flaw.question == question.id for flaw in flaws)


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
    flaws = list(missing_cite(bank([question], document), question))
    assert places(flaws) == ([("missing-cite", "")] if is_missing else [])


@pytest.mark.parametrize(("document", "is_missing"), [("", True), (" \n", True), (DOCUMENT, False)])
def test_a_bank_wants_a_document(document: str, is_missing: bool) -> None:
    flaws = list(missing_document(bank([choice()], document)))
    assert places(flaws) == ([("missing-document", "")] if is_missing else [])
    assert all(flaw.question is None for flaw in flaws)
