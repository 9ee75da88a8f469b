from __future__ import annotations

from collections.abc import Sequence

import pytest

from quiz.core.bank import Bank, Catalogue, catalogue_of
from quiz.core.documents.document import Document
from quiz.core.questions import Level, Question
from tests.core.samples import bank, choice, matching

QUESTIONS: Sequence[Question] = (
    choice("one", "10", topic="x", level=Level.RECALL),
    choice("two", "110", topic="y", tags=("b", "a")),
    matching("three", ["a", "b"], topic="x", level=Level.APPLY, is_draft=True),
    choice("four", "10", topic="x", level=Level.UNDERSTAND),
)


def test_the_catalogue_has_a_column_for_what_can_be_asked() -> None:
    assert catalogue_of(QUESTIONS, ("x", "y")) == Catalogue(
        ids=["one", "two", "three", "four"],
        kinds="cmpc",
        topics=[0, 1, 0, 0],
        levels="r au",
        tags={1: ("b", "a")},
        drafts=frozenset({2}),
    )
    assert len(catalogue_of(QUESTIONS, ("x", "y"))) == 4


def test_a_bank_finds_a_question_by_its_id() -> None:
    it = bank(QUESTIONS)
    assert it.question("three") is QUESTIONS[2]
    assert "three" in it
    assert "five" not in it
    with pytest.raises(KeyError):
        it.question("five")


def test_a_document_is_read_only_when_it_is_asked_for() -> None:
    calls: list[str] = []

    def read() -> Document:
        calls.append("read")
        return Document("A text.")

    it = Bank(
        id="b",
        title="",
        language="en",
        license="",
        topics={},
        questions=(),
        catalogue=catalogue_of((), ()),
        document=read,
    )
    assert calls == []
    assert it.document.text == "A text."
    assert it.document is it.document
    assert calls == ["read"]


def test_a_bank_without_a_document_has_an_empty_one() -> None:
    assert not bank(QUESTIONS).document
    assert bank(QUESTIONS, "A text.").document


@pytest.mark.parametrize(
    ("language", "is_rtl"), [("en", False), ("ar", True), ("HE-IL", True), ("fa-IR", True), ("fab", False), ("", False)]
)
def test_the_language_tells_the_direction(language: str, is_rtl: bool) -> None:
    it = bank(QUESTIONS)
    it.language = language
    assert it.is_right_to_left == is_rtl
