from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from quiz.core.questions import Matching, Option, Pair, Question, wording_of
from quiz.core.revision.drift import changes
from quiz.core.revision.facts import facts_of
from quiz.core.revision.impact import Impact, impact, keeps_memory
from quiz.core.revision.memory import Memory
from quiz.core.revision.replay import Response, memories_of
from quiz.core.revision.schedule import Scheduler
from tests.core.samples import choice, matching

SCHEDULER = Scheduler()
NOW = datetime(2026, 11, 25, tzinfo=UTC)

ONE = replace(choice("q", "100"), cites=("a fact",))
PAIRS = replace(matching("q", []), pairs=(Pair("a", "1"), Pair("b", "2"), Pair("c", "3")))
OTHER_KEY = replace(ONE, options=(Option("other", True), *ONE.options[1:]))
REWORDED = replace(ONE, stem="In other words?")
OTHER_CITE = replace(ONE, cites=("another fact",))


def with_pairs(**pairs: str) -> Matching:
    return replace(PAIRS, pairs=tuple(Pair(prompt, answer) for prompt, answer in pairs.items()))


def memories(question: Question) -> dict[str, Memory]:
    """What is remembered of the question after one right answer."""
    wording = wording_of(question)
    matched = tuple((pair.prompt, pair.answer) for pair in question.pairs) if isinstance(question, Matching) else None
    at = int(NOW.timestamp() * 1000)
    return memories_of([Response(at, 1.0, None, wording.fingerprint, wording.keys, matched)], SCHEDULER)


@pytest.mark.parametrize(
    ("old", "new", "expected", "keeps"),
    [
        (ONE, ONE, Impact(1, 0, 0), True),
        (ONE, REWORDED, Impact(1, 0, 0), True),
        (ONE, OTHER_KEY, Impact(0, 1, 1), False),
        (ONE, OTHER_CITE, Impact(1, 0, 1), False),
        (ONE, None, Impact(0, 1, 0), False),
        (PAIRS, with_pairs(a="1", b="9", c="3"), Impact(2, 1, 1), False),
        (PAIRS, with_pairs(a="1", bee="2", c="3"), Impact(3, 0, 0), True),
        (PAIRS, with_pairs(a="1", b="2"), Impact(2, 1, 0), False),
        (PAIRS, with_pairs(a="1", b="2", c="3", d="4"), Impact(3, 0, 0), True),
        (PAIRS, with_pairs(a="2", b="3", c="1"), Impact(0, 3, 3), False),
        (PAIRS, None, Impact(0, 3, 0), False),
        (PAIRS, ONE, Impact(0, 3, 1), False),
        (ONE, PAIRS, Impact(0, 1, 3), False),
    ],
)
def test_what_a_change_does_to_what_is_remembered(
    old: Question, new: Question | None, expected: Impact, keeps: bool
) -> None:
    assert impact(old, new, memories(old)) == expected
    if new is not None:
        assert keeps_memory(changes(wording_of(old), facts_of(old), new)) is keeps


def test_what_was_of_no_use_before_the_change_is_not_lost_by_it() -> None:
    answered_long_ago = memories(OTHER_KEY)
    assert impact(ONE, REWORDED, answered_long_ago) == Impact(0, 0, 0)
    assert impact(ONE, None, answered_long_ago) == Impact(0, 0, 0)


def test_a_key_that_is_as_it_was_once_loses_nothing() -> None:
    assert impact(OTHER_KEY, ONE, memories(ONE)) == Impact(0, 0, 0)


VERSIONS = st.sampled_from([ONE, REWORDED, OTHER_KEY, OTHER_CITE, PAIRS, with_pairs(a="1", bee="2"), with_pairs(b="1")])


@given(VERSIONS, VERSIONS)
def test_a_change_that_keeps_memory_loses_none(old: Question, new: Question) -> None:
    found = impact(old, new, memories(old))
    assert found.kept + found.lost == len(facts_of(old))
    if keeps_memory(changes(wording_of(old), facts_of(old), new)):
        assert found == Impact(len(facts_of(old)), 0, 0)
    else:
        assert found.lost or found.unlearned
