"""How a learner prepares for the day of an exam, whichever front end shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quiz.core.bank import Bank
from quiz.core.marking import Rule
from quiz.core.revision.agenda import PASS_SHARE, Agenda, agenda, home_line
from quiz.core.revision.schedule import Scheduler
from quiz.core.revision.waiting import Learnt
from quiz.core.session import Plan
from quiz.desk.desk import Desk
from quiz.store.exam_days import ExamDay
from quiz.store.ids import new_id
from quiz.store.times import milliseconds


@dataclass(frozen=True, slots=True)
class Preparation:
    """All that an agenda is made of, taken from the history once: what follows needs no file and no clock.

    `start_of_day` is when the learner's day began, in the learner's time zone.
    """

    learnt: Learnt
    paces: Mapping[str, float]
    start_of_day: datetime
    rule: Rule
    retention: float

    @property
    def today(self) -> date:
        return self.start_of_day.date()

    def agenda(self, exam_day: ExamDay) -> Agenda | None:
        """The agenda of the bank for that day, None where it has no question; ValueError where the day is past."""
        return agenda(
            self.learnt,
            self.paces,
            exam_day.day,
            start_of_day=self.start_of_day,
            minutes=exam_day.minutes,
            rule=self.rule,
            scheduler=Scheduler(self.retention),
        )


def preparation(desk: Desk, bank: Bank) -> Preparation:
    """What the history and the settings say now of the bank, with what is remembered brought up to date."""
    desk.remember()
    (learnt,) = desk.learnt([bank])
    return Preparation(
        learnt=learnt,
        paces=desk.history.tallies.paces(bank.id),
        start_of_day=desk.start_of_day(),
        rule=desk.settings.rule,
        retention=desk.settings.retention,
    )


def line_of(desk: Desk, bank: Bank) -> str:
    """The exam for which the bank is learnt in one line, empty where no day is kept."""
    exam_day = desk.history.exam_days.of(bank.id)
    if exam_day is None:
        return ""
    today = desk.start_of_day().date()
    found = preparation(desk, bank).agenda(exam_day) if exam_day.day >= today else None
    return home_line(exam_day.day, today, found, PASS_SHARE)


def next_exam(desk: Desk) -> str | None:
    """The bank on the shelves whose exam is the next to come, None where no day is kept that is not past."""
    ids = [shelved.id for shelved in desk.library.banks() if shelved.problem is None]
    kept = [desk.history.exam_days.of(id) for id in ids]
    today = desk.start_of_day().date()
    return min(((it.day, it.bank) for it in kept if it and it.day >= today), default=(None, None))[1]


def begin_today(desk: Desk, bank: Bank, questions: Sequence[str]) -> Plan:
    """The plan of a session of today's list, of one question at least, in its order; kept in the history."""
    now = desk.now()
    plan = Plan(new_id(milliseconds(now)), bank.id, tuple(questions), desk.dice(), desk.settings.rule, now)
    desk.history.begin(plan)
    return plan
