"""A mock exam as a value: what its events, from the first to the latest, make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import assert_never

from quiz.core.answers import Answer, Given, answer_of, fault_of
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.exams.blueprint import draw_exam
from quiz.core.exams.events import (
    Answered,
    Began,
    Cleared,
    Event,
    Flagged,
    HandedIn,
    Resumed,
    Struck,
    Turned,
    texts_of,
)
from quiz.core.exams.terms import Terms
from quiz.core.questions import Question, fingerprint_of, has_same_keys
from quiz.core.reports.progress import Standing
from quiz.core.session import Mode, Plan

_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an exam holds of one question.

    `given` is the answer in words, None while there is none; it was given `at` that moment, to the wording of the
    `fingerprint`. `spent` is how long the question was looked at, `struck` the texts that are struck out.
    """

    given: Given | None = None
    fingerprint: str = ""
    certainty: Certainty | None = None
    at: datetime | None = None
    spent: timedelta = _NOTHING
    is_flagged: bool = False
    struck: frozenset[str] = frozenset()

    def answer_to(self, question: Question) -> Answer | None:
        """The answer, to the question as it is now.

        None where there is none, where the keys have changed since, and where the question has not its words any more.
        """
        if self.given is None or not has_same_keys(self.fingerprint, fingerprint_of(question)):
            return None
        answer = answer_of(question, self.given)
        return answer if answer is not None and fault_of(question, answer) is None else None

    def struck_in(self, question: Question) -> frozenset[int]:
        """The indexes of the options or choices that are struck out, in the question as it is now."""
        return frozenset(i for i, text in enumerate(texts_of(question)) if text in self.struck)


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam at one moment. Every event gives a new value and leaves this one as it was.

    `sheets` are in the order of the plan, and `position` is the place in it that is looked at. `elapsed` is the time
    that counts up to the `latest` event, which is None before the first; moments are of whole milliseconds, as they
    are kept. `events` is how many led here. `handed_in` is the last of them, dated no later than the time was up.

    The time that counts is the sum of the times between one event and the next, without that before a return where
    the clock pauses. Where the clock was set back between two, that time is nothing: no time is ever given back, and
    an exam that began under a wrong clock does not wait until the right one has come up with it.
    """

    plan: Plan
    terms: Terms
    sheets: tuple[Sheet, ...]
    position: int = 0
    latest: datetime | None = None
    elapsed: timedelta = _NOTHING
    handed_in: HandedIn | None = None
    events: int = 0

    def __len__(self) -> int:
        return len(self.sheets)

    @property
    def current(self) -> str:
        """The id of the question at `position`."""
        return self.plan.questions[self.position]

    def sheet(self, question_id: str) -> Sheet:
        """The sheet of the question; ValueError where the exam does not ask it."""
        return self.sheets[self.plan.questions.index(question_id)]

    @property
    def is_running(self) -> bool:
        """Whether the exam has begun and was not handed in yet."""
        return self.latest is not None and self.handed_in is None

    def time_taken(self, now: datetime) -> timedelta:
        """The time that counts until now, or until the exam was handed in."""
        return self.elapsed + self._since_latest(now)

    def remaining(self, now: datetime) -> timedelta | None:
        """The time left, nothing where it is up, and None where it is not limited."""
        limit = self.terms.limit
        return None if limit is None else max(limit - self.time_taken(now), _NOTHING)

    def remaining_for(self, question_id: str, now: datetime) -> timedelta | None:
        """The time left for the question, nothing where it is locked, and None where that time is not limited."""
        limit = self.terms.limit_each
        if limit is None:
            return None
        looked_at = self._since_latest(now) if question_id == self.current else _NOTHING
        return max(limit - self.sheet(question_id).spent - looked_at, _NOTHING)

    def is_up(self, now: datetime) -> bool:
        """Whether no time is left for the exam."""
        return self.remaining(now) == _NOTHING

    def is_locked(self, question_id: str, now: datetime) -> bool:
        """Whether no time is left for the question: its answer stays as it is."""
        return self.remaining_for(question_id, now) == _NOTHING

    def _since_latest(self, now: datetime) -> timedelta:
        return max(_moment(now) - self.latest, _NOTHING) if self.latest and self.is_running else _NOTHING

    @property
    def deadline(self) -> datetime | None:
        """When the time of a running exam is up if its clock goes on; None where it is not limited."""
        limit = self.terms.limit
        return self.latest + limit - self.elapsed if limit is not None and self.latest and self.is_running else None

    def handing_in(self, now: datetime) -> HandedIn:
        """The event that ends the exam: now, or when its time was up."""
        deadline = self.deadline
        return HandedIn(deadline, by_clock=True) if deadline and self.is_up(now) else HandedIn(now, by_clock=False)

    def coming_back(self, now: datetime) -> Resumed | HandedIn:
        """The event with which a program goes on that finds the exam running; the time may be up by then."""
        return self.handing_in(now) if self.is_up(now) and not self.terms.pauses else Resumed(now)

    def apply(self, event: Event) -> Exam:
        """The exam after the event; ValueError with the `refusal` where there is one."""
        if refusal := self.refusal(event):
            raise ValueError(refusal)
        at = self._date_of(event)
        exam = self._until(at, is_return=isinstance(event, Resumed))
        match event:
            case Began() | Resumed():
                return exam
            case Turned():
                return replace(exam, position=event.to)
            case HandedIn():
                return replace(exam, handed_in=replace(event, at=at))
            case Answered() | Cleared() | Flagged() | Struck():
                place = exam.plan.questions.index(event.question)
                return replace(exam, sheets=_with(exam.sheets, place, _filled(exam.sheets[place], event, at)))
            case _:
                assert_never(event)

    def refusal(self, event: Event) -> str | None:
        """The sentence that says why the event cannot be, or None where it can."""
        if self.handed_in:
            return "The exam was handed in."
        if isinstance(event, Began) == (self.latest is not None):
            return "The exam began already." if self.latest else "The exam has not begun."
        is_late = self.is_up(event.at) and not (isinstance(event, Resumed) and self.terms.pauses)
        if isinstance(event, HandedIn) and event.by_clock:
            return None if is_late else "The time is not up yet."
        return "The time is up." if is_late else self._refusal_in_time(event)

    def _refusal_in_time(self, event: Event) -> str | None:
        match event:
            case Began() | Resumed() | HandedIn():
                return None
            case Turned():
                return None if 0 <= event.to < len(self) else f"There is no question {event.to + 1}."
            case Answered() | Cleared() | Flagged() | Struck() if event.question not in self.plan.questions:
                return f'The exam does not ask "{event.question}".'
            case Flagged() | Struck():
                return None
            case Answered() if not event.given.chosen and not event.given.matched:
                return "The answer is empty."
            case Answered() | Cleared():
                return "The time for this question is up." if self.is_locked(event.question, event.at) else None
            case _:
                assert_never(event)

    def _date_of(self, event: Event) -> datetime:
        """The moment of the event: the end that the clock made was when the time was up, however late it was seen."""
        is_by_clock = isinstance(event, HandedIn) and event.by_clock
        return self.deadline if is_by_clock and self.deadline else _moment(event.at)

    def _until(self, at: datetime, *, is_return: bool) -> Exam:
        """The exam at the moment of its next event, with the time since the latest one counted."""
        since = self._since_latest(at)
        counted = _NOTHING if is_return and self.terms.pauses else since
        exam = replace(self, latest=at, elapsed=self.elapsed + counted, events=self.events + 1)
        if is_return:
            return exam
        sheet = self.sheets[self.position]
        return replace(exam, sheets=_with(self.sheets, self.position, replace(sheet, spent=sheet.spent + since)))


def _moment(at: datetime) -> datetime:
    # As it is kept, so that a replay has the times that the exam had; and two of one time zone are told apart by their
    # wall clocks, which the turn to summer time moves.
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def _with(sheets: tuple[Sheet, ...], place: int, sheet: Sheet) -> tuple[Sheet, ...]:
    return (*sheets[:place], sheet, *sheets[place + 1 :])


def _filled(sheet: Sheet, event: Answered | Cleared | Flagged | Struck, at: datetime) -> Sheet:
    match event:
        case Answered():
            return replace(sheet, given=event.given, fingerprint=event.fingerprint, certainty=event.certainty, at=at)
        case Cleared():
            return replace(sheet, given=None, fingerprint="", certainty=None, at=None)
        case Flagged():
            return replace(sheet, is_flagged=event.is_flagged)
        case Struck():
            return replace(sheet, struck=event.options)
        case _:
            assert_never(event)


def exam_of(plan: Plan, terms: Terms) -> Exam:
    """The exam before it begins."""
    return Exam(plan, terms, (Sheet(),) * len(plan.questions))


def replay(plan: Plan, terms: Terms, events: Iterable[Event]) -> Exam:
    """The exam that these events lead to, in their order.

    An event that cannot be changes nothing: where an exam went on on two machines and their histories were brought
    together, what one did after the other had handed in does not count.
    """
    exam = exam_of(plan, terms)
    for event in events:
        if exam.refusal(event) is None:
            exam = exam.apply(event)
    return exam


def plan_exam(
    bank: Bank, terms: Terms, standings: Mapping[str, Standing], *, id: str, seed: int, now: datetime
) -> Plan:
    """The plan of a new exam: what the seed draws by the blueprint of the terms, marked by their rule.

    ValueError with the shortfalls where the bank has not what the blueprint asks for.
    """
    questions = draw_exam(bank, terms.blueprint, standings, seed)
    return Plan(id, bank.id, questions, seed, terms.rule, now, mode=Mode.EXAM)
