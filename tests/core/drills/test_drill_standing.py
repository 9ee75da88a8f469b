from __future__ import annotations

from collections.abc import Sequence

import pytest

from quiz.core.drills.events import Event
from tests.core.drill_stages import CLOSED, OPEN, REVEALED
from tests.core.made_drills import (
    FREE,
    QUESTIONS,
    answered,
    closed,
    drill,
    granted,
    locked,
    ms,
    opened,
    prolonged,
    removed,
    shown,
)


@pytest.mark.parametrize(
    ("before", "deadline"),
    [
        (OPEN, 40),
        ([*OPEN, prolonged(12, 5)], 45),
        ([*OPEN, prolonged(12, 5), prolonged(13, 5)], 50),
        ([*OPEN, granted(12, "bob", 2)], 70),
        ([*OPEN, granted(12, "bob", 2), removed(13, "bob")], 40),
        ([opened(10)], 40),
        ([opened(10), prolonged(11, 5)], 45),
    ],
)
def test_the_clock_closes_a_question_when_the_last_seated_learner_has_no_time_left(
    before: Sequence[Event], deadline: float
) -> None:
    made = drill(*before)
    assert made.current is not None
    assert made.last_deadline(made.current) == ms(deadline)


@pytest.mark.parametrize(
    ("changes", "locks"),
    [("", 0), ("u", 0), ("l", 1), ("ll", 1), ("lu", 1), ("lull", 2), ("lulu", 2), ("uull", 1)],
)
def test_a_room_was_locked_as_often_as_it_was_open_before(changes: str, locks: int) -> None:
    assert drill(*(locked(at, is_locked=change == "l") for at, change in enumerate(changes, 1))).locks == locks


def test_without_a_clock_there_is_no_deadline() -> None:
    made = drill(*OPEN, terms=FREE)
    assert made.current is not None
    assert (made.deadline(made.current, "ada"), made.last_deadline(made.current)) == (None, None)


@pytest.mark.parametrize(
    ("more", "among", "has_all"),
    [
        ([], ["ada", "bob"], False),
        ([answered(11, "ada")], ["ada", "bob"], False),
        ([answered(11, "ada"), answered(12, "bob")], ["ada", "bob"], True),
        ([answered(11, "ada"), removed(12, "bob")], ["ada", "bob"], True),
        ([answered(11, "ada")], ["ada"], True),
        ([answered(11, "ada")], [], False),
        ([answered(11, "ada")], ["ada", "nobody of that name"], True),
        ([removed(11, "ada"), removed(11, "bob")], ["ada", "bob"], False),
    ],
)
def test_all_have_answered_when_every_seated_one_of_them_has(
    more: Sequence[Event], among: Sequence[str], has_all: bool
) -> None:
    made = drill(*OPEN, *more)
    assert made.current is not None
    assert made.has_all(made.current, among) is has_all


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ([], 0),
        ([shown(5)], 0),
        (OPEN, 1),
        ([*CLOSED, shown(25, 2)], 2),
        ([*CLOSED, opened(25, 2)], 1),
        ([opened(5, 2), closed(6, 2)], 0),
        ([shown(5, 1), opened(6, 2), closed(7, 2)], 0),
        ([shown(5, 1), opened(6, 2), closed(7, 2), opened(8), closed(9)], None),
        ([*REVEALED, opened(26, 1), closed(27, 1), opened(28, 2)], None),
    ],
)
def test_the_next_question_is_the_first_one_that_was_not_asked_from_here_on_and_then_from_the_start(
    before: Sequence[Event], place: int | None
) -> None:
    assert drill(*before).next_place == place


def test_the_order_of_showing_is_the_same_for_all_and_stays() -> None:
    made = drill(*OPEN)
    for place in range(len(QUESTIONS)):
        assert made.layout(place) == drill().layout(place)
