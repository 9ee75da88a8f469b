from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.documents.document import Document
from quiz.core.questions import (
    Bank,
    Catalogue,
    Kind,
    Level,
    Option,
    Pair,
    Question,
    Wording,
    all_cites,
    catalogue_of,
    fingerprint_of,
    has_same_keys,
    kind_of,
    wording_of,
)
from tests.core.samples import bank, choice, matching

PAIRS = matching("pairs", ["a", "b", "a"], ["c", "a"])


@pytest.mark.parametrize(
    ("keys", "any_key_will_do", "kind", "places"),
    [
        ("0100", False, Kind.CHOICE, {1}),
        ("0110", False, Kind.MULTIPLE, {1, 2}),
        ("0110", True, Kind.CHOICE, {1, 2}),
    ],
)
def test_several_keys_make_a_question_of_several_answers(
    keys: str, any_key_will_do: bool, kind: Kind, places: set[int]
) -> None:
    question = choice("q", keys, any_key_will_do=any_key_will_do)
    assert kind_of(question) is kind
    assert question.keys == places
    assert question.takes_several == (kind is Kind.MULTIPLE)


def test_the_choices_to_match_stand_once_each_and_extras_last() -> None:
    assert PAIRS.choices == ("a", "b", "c")
    assert PAIRS.key == (0, 1, 0)
    assert kind_of(PAIRS) is Kind.MATCHING


def test_cites_are_the_questions_own_and_then_those_of_its_pairs_each_once() -> None:
    own = replace(choice("q", "10"), cites=("one", "two", "one"))
    assert all_cites(own) == ("one", "two")
    pairs = (Pair("p", "a", cites=("three", "two")), Pair("q", "b", cites=("four",)))
    assert all_cites(replace(PAIRS, cites=("two", "one"), pairs=pairs)) == ("two", "one", "three", "four")


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        (choice("q", "0101", stem="Which?"), Wording("Which?", ("q option 1", "q option 3"))),
        (matching("m", ["a", "b"], ["c"]), Wording("m?", ("m prompt 0 → a", "m prompt 1 → b"))),
    ],
)
def test_the_wording_is_the_stem_and_the_keys(question: Question, wording: Wording) -> None:
    assert wording_of(question) == wording
    assert fingerprint_of(question) == wording.fingerprint


def test_fingerprints_of_released_histories_stay_what_they_were() -> None:
    wording = Wording("Which cells predominantly produce IL-2?", ("Activated T cells",))
    assert wording.fingerprint == "1cca9d312798ae27-cea774d2cd825c93"


@pytest.mark.parametrize(
    ("one", "other", "same_stem", "same_keys"),
    [
        (Wording("Who?", ("a", "b")), Wording("Who?", ("b", "a")), True, True),
        (Wording("Who is “it”?", ("T‑cells",)), Wording('who  is "it"?', ("t-cells",)), True, True),
        (Wording("Who?", ("a",)), Wording("What?", ("a",)), False, True),
        (Wording("Who?", ("a",)), Wording("Who?", ("b",)), True, False),
        (Wording("Who?", ("a", "b")), Wording("Who?", ("ab",)), True, False),
        (Wording("Who?", ("a", "b")), Wording("Who?", ('a", "b',)), True, False),
        (Wording("Who?", ("a",)), Wording("Who?", ("a", "a")), True, False),
        (Wording("\ud800", ("a",)), Wording("\ud801", ("a",)), False, True),
    ],
)
def test_a_fingerprint_tells_stem_and_keys_apart(
    one: Wording, other: Wording, same_stem: bool, same_keys: bool
) -> None:
    assert (one.fingerprint.partition("-")[0] == other.fingerprint.partition("-")[0]) == same_stem
    assert has_same_keys(one.fingerprint, other.fingerprint) == same_keys


@given(st.text(), st.lists(st.text(), min_size=1, max_size=4))
def test_a_fingerprint_is_33_characters_whatever_the_order(stem: str, keys: list[str]) -> None:
    fingerprint = Wording(stem, tuple(keys)).fingerprint
    assert len(fingerprint) == 33
    assert Wording(stem, tuple(reversed(keys))).fingerprint == fingerprint


def test_distractors_and_extras_are_not_in_the_fingerprint() -> None:
    question = choice("q", "10")
    other = replace(question, options=(question.options[0], Option("another", is_key=False)))
    assert fingerprint_of(other) == fingerprint_of(question)
    assert fingerprint_of(replace(PAIRS, extras=())) == fingerprint_of(PAIRS)


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
