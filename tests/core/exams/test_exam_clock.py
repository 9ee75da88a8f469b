"""What the clock of an exam says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.clock import read_clock
from quiz.core.exams.events import Began
from quiz.core.exams.exam import Exam, exam_of
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule
from quiz.core.session import Mode, Plan

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def exam(minutes: float | None = 20, seconds_each: float | None = None) -> Exam:
    terms = Terms(Blueprint((Part("t", 2),)), minutes=minutes, seconds_each=seconds_each)
    plan = Plan("e", "b", ("q", "r"), 1, Rule.OU, NOON, mode=Mode.EXAM)
    return exam_of(plan, terms).apply(Began(NOON))


@pytest.mark.parametrize(
    ("seconds", "before", "warning", "is_short", "is_up"),
    [
        (0, None, None, False, False),
        (60, 1200, None, False, False),
        (600, 660, 600, True, False),
        (601, 600, None, True, False),
        (900, 660, 300, True, False),
        (1199, 301, 60, True, False),
        (1200, 1, None, True, True),
    ],
)
def test_each_warning_is_given_once_and_the_time_is_short_from_the_first_on(
    seconds: int, before: int | None, warning: int | None, is_short: bool, is_up: bool
) -> None:
    it = read_clock(exam(), NOON + timedelta(seconds=seconds), None if before is None else timedelta(seconds=before))
    assert it.left == timedelta(seconds=1200 - seconds)
    assert it.warning == (None if warning is None else timedelta(seconds=warning))
    assert (it.is_short, it.is_up) == (is_short, is_up)
    assert (it.left_here, it.is_locked) == (None, False)


def test_without_a_limit_nothing_is_up_or_short() -> None:
    it = read_clock(exam(minutes=None), NOON + timedelta(days=1), None)
    assert it == (None, None, False, False, False, None)


@pytest.mark.parametrize(("seconds", "is_locked"), [(29, False), (30, True)])
def test_the_question_at_hand_has_a_clock_of_its_own(seconds: int, is_locked: bool) -> None:
    it = read_clock(exam(seconds_each=30), NOON + timedelta(seconds=seconds), None)
    assert it.left_here == timedelta(seconds=30 - seconds)
    assert it.is_locked is is_locked
    other = read_clock(replace(exam(seconds_each=30), position=1), NOON + timedelta(seconds=1), None)
    assert not other.is_locked
