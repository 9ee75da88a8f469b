from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.questions import Matching, Option, Pair, Question, fingerprint_of, wording_of
from quiz.core.revision.drift import (
    AnswerChanged,
    Change,
    CitesChanged,
    Drift,
    KeysChanged,
    PairAdded,
    PairRemoved,
    PromptReworded,
    StemReworded,
    changes,
    drift,
    is_forgotten,
    is_unlearned,
    sentence_of,
)
from quiz.core.revision.facts import facts_of
from tests.core.samples import bank, choice, matching

ONE = choice("q", "100")
MANY = choice("q", "1100")
PAIRS = replace(matching("q", []), pairs=(Pair("a", "1"), Pair("b", "2"), Pair("c", "3")))
CITING = replace(ONE, cites=("a fact", "a second"))


def with_pairs(**pairs: str) -> Matching:
    return replace(PAIRS, pairs=tuple(Pair(prompt, answer) for prompt, answer in pairs.items()))


CASES: list[tuple[Question, Question, list[Change]]] = [
    (ONE, ONE, []),
    (ONE, replace(ONE, stem="Q?"), []),
    (ONE, replace(ONE, stem="R?"), [StemReworded("q?", "R?")]),
    (ONE, replace(ONE, options=ONE.options[::-1], why="because", tags=("new",)), []),
    (
        ONE,
        replace(ONE, options=(Option("other", True), *ONE.options[1:])),
        [KeysChanged(("q option 0",), ("other",))],
    ),
    (ONE, MANY, [KeysChanged(("q option 0",), ("q option 0", "q option 1"))]),
    (CITING, replace(CITING, cites=("A second", "a fact")), []),
    (CITING, replace(CITING, cites=("a fact",)), [CitesChanged(("a fact", "a second"), ("a fact",))]),
    (ONE, CITING, [CitesChanged((), ("a fact", "a second"))]),
    (PAIRS, PAIRS, []),
    (PAIRS, with_pairs(c="3", a="1", b="2"), []),
    (PAIRS, with_pairs(a="1", b="9", c="3"), [AnswerChanged("b", "2", "9")]),
    (PAIRS, with_pairs(a="1", bee="2", c="3"), [PromptReworded("b", "bee", "2")]),
    (PAIRS, with_pairs(a="1", b="2", c="3", d="4"), [PairAdded("d", "4")]),
    (PAIRS, with_pairs(a="1", b="2"), [PairRemoved("c", "3")]),
    (PAIRS, with_pairs(a="1", b="2", d="4"), [PairAdded("d", "4"), PairRemoved("c", "3")]),
    (PAIRS, with_pairs(a="2", b="1", c="3"), [AnswerChanged("a", "1", "2"), AnswerChanged("b", "2", "1")]),
    (
        replace(PAIRS, pairs=(Pair("pre → pro", "1"), Pair("b", "2"))),
        replace(PAIRS, pairs=(Pair("pre → pro", "9"), Pair("b", "2"))),
        [AnswerChanged("pre → pro", "1", "9")],
    ),
    (PAIRS, ONE, [KeysChanged(("a → 1", "b → 2", "c → 3"), ("q option 0",))]),
    (
        replace(ONE, options=(Option("a → 1", True), Option("other", False))),
        with_pairs(a="1"),
        [KeysChanged(("a → 1",), ("a → 1",))],
    ),
    (ONE, with_pairs(a="1"), [KeysChanged(("q option 0",), ("a → 1",))]),
    (
        CITING,
        replace(CITING, stem="R?", cites=("another",), options=(Option("other", True),)),
        [
            StemReworded("q?", "R?"),
            KeysChanged(("q option 0",), ("other",)),
            CitesChanged(("a fact", "a second"), ("another",)),
        ],
    ),
]


@pytest.mark.parametrize(("was", "now", "expected"), CASES)
def test_a_question_is_compared_with_its_wording_before(was: Question, now: Question, expected: list[Change]) -> None:
    assert list(changes(wording_of(was), facts_of(was), now)) == expected


@pytest.mark.parametrize(
    ("change", "forgotten", "unlearned", "sentence"),
    [
        (StemReworded("Which?", "What?"), False, False, "The question was: Which? It is now: What?"),
        (KeysChanged(("a", "b"), ("c",)), True, True, "The answer was: a; b. It is now: c."),
        (AnswerChanged("p", "a", "b"), True, True, "The answer to p was: a. It is now: b."),
        (PromptReworded("p", "q", "a"), False, False, "a was the answer to: p. The prompt is now: q."),
        (PairAdded("p", "a"), False, False, "There is a new pair: p → a."),
        (PairRemoved("p", "a"), True, False, "There is no longer this pair: p → a."),
        (
            CitesChanged(("a", "b"), ("B", "c")),
            False,
            True,
            "The answer rested on: “a”. It now rests on: “c”.",
        ),
        (CitesChanged(("a",), ("a", "c")), False, True, "The answer now rests on this as well: “c”."),
        (CitesChanged(("a", "c"), ("a",)), False, True, "The answer no longer rests on this: “c”."),
        (CitesChanged((), ("c",)), False, False, "The answer now rests on this as well: “c”."),
        (CitesChanged(("c",), ()), False, False, "The answer no longer rests on this: “c”."),
        (AnswerChanged("p\x1b[1m", "a\nb", "c"), True, True, "The answer to p<U+001B>[1m was: a b. It is now: c."),
    ],
)
def test_a_change_says_what_it_means_to_a_learner(
    change: Change, forgotten: bool, unlearned: bool, sentence: str
) -> None:
    assert is_forgotten(change) is forgotten
    assert is_unlearned(change) is unlearned
    assert sentence_of(change) == sentence


def test_a_bank_is_compared_with_its_version_before() -> None:
    old = bank([choice("stays", "10"), choice("goes", "10"), choice("moves", "10"), choice("reworded", "10")])
    new = bank(
        [
            choice("moves", "10"),
            choice("comes", "10", is_draft=True),
            choice("reworded", "10", stem="In other words?"),
            choice("stays", "10"),
        ]
    )
    assert drift(old, new) == Drift(
        ("comes",), ("goes",), {"reworded": (StemReworded("reworded?", "In other words?"),)}
    )
    assert drift(old, new)
    assert not drift(old, old)


TEXTS = st.sampled_from(["a", "b", "c", "d"])
ANY = st.one_of(
    st.builds(
        lambda stem, keys, cites: replace(
            ONE, stem=stem, options=tuple(Option(text, text in keys) for text in "abcd"), cites=cites
        ),
        TEXTS,
        st.sets(TEXTS, min_size=1, max_size=2),
        st.lists(TEXTS, max_size=2, unique=True).map(tuple),
    ),
    st.builds(
        lambda stem, prompts, answers: replace(
            PAIRS, stem=stem, pairs=tuple(Pair(*it) for it in zip(prompts, answers, strict=False))
        ),
        TEXTS,
        st.lists(TEXTS, min_size=1, max_size=4, unique=True),
        st.lists(TEXTS, min_size=4, max_size=4),
    ),
)


@given(ANY, ANY)
def test_two_questions_of_a_kind_differ_where_their_fingerprints_do(was: Question, now: Question) -> None:
    found = changes(wording_of(was), facts_of(was), now)
    if type(was) is type(now):
        assert bool(found) == (fingerprint_of(was) != fingerprint_of(now))
    else:
        assert any(isinstance(change, KeysChanged) for change in found)


@given(ANY, ANY)
def test_a_change_back_is_the_same_number_of_stems_keys_and_cites(was: Question, now: Question) -> None:
    there, back = changes(wording_of(was), facts_of(was), now), changes(wording_of(now), facts_of(now), was)
    opposite = {PairAdded: PairRemoved, PairRemoved: PairAdded}
    assert sorted(opposite.get(type(change), type(change)).__name__ for change in there) == sorted(
        type(change).__name__ for change in back
    )
