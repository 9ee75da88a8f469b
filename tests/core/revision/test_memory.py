from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from quiz.core.questions import Choice, Question
from quiz.core.revision.facts import WHOLE, facts_of
from quiz.core.revision.memory import LEECH_LAPSES, memories_now
from quiz.core.revision.replay import memories_of
from quiz.core.revision.schedule import retrievability
from tests.core.remembering import (
    ABC,
    CITING,
    CITING_ANOTHER,
    DAY,
    NINE,
    ONE,
    OTHER_KEY,
    OTHER_STEM,
    SCHEDULER,
    answered,
    matched,
    memory_of,
    pairs,
)


@pytest.mark.parametrize(
    ("before", "now", "unlearned"),
    [
        (ONE, ONE, set()),
        (ONE, OTHER_STEM, set()),
        (ONE, OTHER_KEY, {WHOLE}),
        (ONE, CITING, set()),
        (CITING, CITING_ANOTHER, {WHOLE}),
        (CITING, ONE, set()),
        (CITING, replace(OTHER_KEY, cites=("another fact",)), {WHOLE}),
        (ABC, pairs("a=1", "b=9", "c=3"), {"b"}),
        (ABC, pairs("a=2", "b=1", "c=3"), {"a", "b"}),
        (ABC, pairs("a=1", "bee=2", "d=4"), set()),
        (replace(ABC, cites=("x",)), replace(pairs("a=1", "b=2", "d=4"), cites=("y",)), {"a", "b"}),
        (ABC, ONE, {WHOLE}),
        (ONE, ABC, {"a", "b", "c"}),
    ],
)
def test_what_says_something_else_now_is_to_be_unlearned(before: Question, now: Question, unlearned: set[str]) -> None:
    response = (
        answered(before, 0) if isinstance(before, Choice) else matched(before, 0, *(p.answer for p in before.pairs))
    )
    remembered = memories_now(now, memories_of([response], SCHEDULER))
    assert remembered.unlearned == unlearned
    assert set(remembered.memories) == set(facts_of(now))


def test_nothing_is_remembered_of_nothing() -> None:
    assert memories_of([], SCHEDULER) == {}
    assert memories_now(ONE, {}).memories == {WHOLE: None}
    assert memories_now(ABC, {}).unlearned == frozenset()


def test_recall_falls_from_the_last_review_on() -> None:
    memory = memory_of(answered(ONE, 0))
    assert memory.recall(NINE) == memory.recall(NINE - DAY) == 1
    assert memory.recall(NINE + 36 * timedelta(hours=1)) == retrievability(1.5, memory.stability)


def test_an_item_that_is_forgotten_often_is_a_leech() -> None:
    responses = [answered(ONE, day, is_right=False) for day in range(LEECH_LAPSES + 1)]
    assert memory_of(*responses).is_leech
    assert not memory_of(*responses[:-1]).is_leech
