from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.answers import Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.events import Answered, Began, Event, Flagged, Turned, answering
from quiz.core.exams.exam import exam_of
from quiz.core.exams.map import LooseEnds, Place, Status, loose_ends, map_of
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule
from quiz.core.session import Mode, Plan
from tests.core.samples import bank, choice, matching

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
A = choice("a", "100")
B = choice("b", "1100")
C = matching("c", ["x", "y"])
BANK = bank([A, B, C])
PLAN = Plan("e", "bank", ("a", "b", "c"), 1, Rule.FALSE2, NOON, mode=Mode.EXAM)
TERMS = Terms(Blueprint((Part("t", 3),)))
ONE = Chosen(frozenset({0}))


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_the_map_has_every_question_as_it_stands() -> None:
    exam = exam_of(PLAN, replace(TERMS, seconds_each=30))
    for event in [Began(NOON), answering(A, ONE, at(10)), Flagged(at(20), "b", True), Turned(at(40), 2)]:
        exam = exam.apply(event)
    answered, unanswered = Status.ANSWERED, Status.UNANSWERED
    assert map_of(exam, at(50)) == (
        Place("a", answered, is_flagged=False, is_current=False, is_locked=True),
        Place("b", unanswered, is_flagged=True, is_current=False, is_locked=False),
        Place("c", unanswered, is_flagged=False, is_current=True, is_locked=False),
    )
    assert [place.is_locked for place in map_of(exam, at(70))] == [True, False, True]


ALL: list[Event] = [
    answering(A, ONE, at(1), Certainty.LOW),
    answering(B, ONE, at(2), Certainty.HIGH),
    answering(C, Matched((0, 1)), at(3), Certainty.GUESS),
]


@pytest.mark.parametrize(
    ("events", "with_certainty", "ends"),
    [
        ([], False, LooseEnds((0, 1, 2), (), (), ())),
        ([], True, LooseEnds((0, 1, 2), (), (), ())),
        (ALL, True, LooseEnds((), (), (), ())),
        ([*ALL, Flagged(at(4), "b", True)], True, LooseEnds((), (), (), (1,))),
        ([*ALL, answering(C, Matched((None, 1)), at(4))], False, LooseEnds((), (2,), (), ())),
        ([*ALL, answering(C, Matched((None, 1)), at(4))], True, LooseEnds((), (2,), (2,), ())),
        ([*ALL, answering(A, None, at(4))], True, LooseEnds((0,), (), (), ())),
    ],
)
def test_what_is_left_open_is_told(events: Sequence[Event], with_certainty: bool, ends: LooseEnds) -> None:
    exam = exam_of(PLAN, replace(TERMS, with_certainty=with_certainty)).apply(Began(NOON))
    for event in events:
        exam = exam.apply(event)
    assert loose_ends(exam, BANK) == ends


def test_a_question_that_the_bank_no_longer_has_is_not_incomplete() -> None:
    half = answering(C, Matched((0, None)), at(1))
    assert isinstance(half, Answered)
    exam = exam_of(PLAN, TERMS).apply(Began(NOON)).apply(half)
    assert loose_ends(exam, bank([A, B])) == LooseEnds((0, 1), (), (), ())
