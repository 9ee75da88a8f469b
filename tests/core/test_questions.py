from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.questions import (
    Kind,
    Option,
    Pair,
    Question,
    Wording,
    all_cites,
    fingerprint_of,
    has_same_keys,
    kind_of,
    wording_of,
)
from tests.core.samples import choice, matching

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
