"""Exams as they are sat whichever front end shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.core.bank import Bank
from quiz.core.exams.blueprint import Blueprint, Part, spread
from quiz.core.exams.events import Event, Flagged, HandedIn, Resumed, Turned
from quiz.core.exams.exam import Exam
from quiz.core.exams.terms import Terms
from quiz.desk import invigilation
from quiz.desk.desk import Desk
from quiz.errors import HistoryError, RequestError
from quiz.store.exams import Exams
from tests.tui.desks import NOON, Clock
from tests.tui.exams import SEED, desk_with


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Desk:
    return desk_with(tmp_path, clock)


@pytest.fixture
def bank(desk: Desk) -> Bank:
    return desk.usable_banks()[0]


def begin(desk: Desk, bank: Bank, *, pauses: bool = False) -> Exam:
    return invigilation.begin(desk, bank, Terms(spread(bank, 4, SEED), minutes=10, pauses=pauses), SEED)


def test_a_new_exam_is_on_the_disk_and_its_clock_runs(desk: Desk, bank: Bank, clock: Clock) -> None:
    exam = begin(desk, bank)
    clock.go_on(60)
    assert desk.history.exams.unfinished(bank.id) == (exam,)
    assert exam.remaining(clock.now()) == timedelta(minutes=9)
    assert sorted(exam.plan.questions) == sorted(bank.catalogue.ids)


def test_what_the_bank_has_not_begins_no_exam(desk: Desk, bank: Bank) -> None:
    with pytest.raises(ValueError, match="no topic"):
        invigilation.begin(desk, bank, Terms(Blueprint((Part("none", 1),))), SEED)
    assert desk.history.exams.unfinished() == ()


@pytest.mark.parametrize(
    ("pauses", "away", "end"),
    [(False, 599, None), (False, 600, NOON + timedelta(minutes=10)), (True, 10_000, None)],
)
def test_whoever_comes_back_goes_on_or_is_too_late(
    pauses: bool, away: float, end: object, desk: Desk, bank: Bank, clock: Clock
) -> None:
    exam = begin(desk, bank, pauses=pauses)
    clock.go_on(away)
    back = invigilation.come_back(desk, bank, exam)
    assert desk.history.exams.exam(exam.plan.id) == back
    assert (back.handed_in and back.handed_in.at) == end
    assert back.events == 2


def test_the_exam_that_runs_is_taken_up(desk: Desk, bank: Bank, clock: Clock) -> None:
    with pytest.raises(RequestError, match="No exam of this bank is running"):
        invigilation.take_up(desk, bank)
    exam = begin(desk, bank)
    clock.go_on(60)
    assert invigilation.take_up(desk, bank).events == exam.events + 1
    clock.go_on(600)
    assert invigilation.take_up(desk, bank).handed_in
    with pytest.raises(RequestError):
        invigilation.take_up(desk, bank)


def test_what_is_refused_is_not_on_the_disk(desk: Desk, bank: Bank) -> None:
    exam = begin(desk, bank)
    with pytest.raises(ValueError, match="There is no question 10"):
        invigilation.keep(desk, exam, Turned(desk.now(), 9))
    assert desk.history.exams.exam(exam.plan.id) == exam


def test_what_the_disk_does_not_take_does_not_count(desk: Desk, bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    exam = begin(desk, bank)

    def fail(*_: object) -> None:
        raise HistoryError("The disk is full.")

    monkeypatch.setattr(Exams, "_write", fail)
    acts: list[Callable[[], Exam]] = [
        lambda: invigilation.keep(desk, exam, Flagged(desk.now(), exam.current, is_flagged=True)),
        lambda: invigilation.hand_in(desk, bank, exam),
    ]
    for act in acts:
        with pytest.raises(HistoryError):
            act()
    assert desk.history.exams.exam(exam.plan.id) == exam
    assert list(desk.history.attempts()) == []


def test_exams_whose_time_was_up_are_handed_in_and_the_others_are_left(desk: Desk, bank: Bank, clock: Clock) -> None:
    late = begin(desk, bank)
    clock.go_on(300)
    running = begin(desk, bank)
    clock.go_on(301)
    (handed_in,) = invigilation.hand_in_those_up(desk, bank)
    assert handed_in.plan == late.plan
    assert handed_in.handed_in == HandedIn(NOON + timedelta(minutes=10), by_clock=True)
    assert desk.history.exams.unfinished() == (running,)
    assert [sitting.at for sitting in invigilation.sittings_of(desk, bank)] == [NOON + timedelta(minutes=10)]


def test_an_event_counts_as_it_was_kept(desk: Desk, bank: Bank, clock: Clock) -> None:
    exam = begin(desk, bank)
    events: list[Event] = [Turned(clock.now(), 2), Flagged(clock.now(), exam.plan.questions[1], is_flagged=True)]
    for event in [*events, Resumed(clock.now())]:
        clock.go_on(1.2345)
        exam = invigilation.keep(desk, exam, event)
        assert desk.history.exams.exam(exam.plan.id) == exam
