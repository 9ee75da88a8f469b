"""How exams are sat, whichever front end shows them: what happens is on the disk before it counts."""

from __future__ import annotations

from quiz.core.bank import Bank
from quiz.core.exams.events import Began, Event, HandedIn
from quiz.core.exams.exam import Exam, exam_of, plan_exam
from quiz.core.exams.report import sittings
from quiz.core.exams.result import Sitting
from quiz.core.exams.terms import Terms
from quiz.desk.desk import Desk
from quiz.errors import RequestError
from quiz.store.ids import new_id
from quiz.store.times import milliseconds


def begin(desk: Desk, bank: Bank, terms: Terms, seed: int) -> Exam:
    """A new exam, whose clock runs from now on; ValueError where the bank has not what its blueprint asks for."""
    now = desk.now()
    plan = plan_exam(bank, terms, desk.standings(bank), id=new_id(milliseconds(now)), seed=seed, now=now)
    exam, began = exam_of(plan, terms), Began(now)
    desk.history.exams.begin(exam, began)
    return exam.apply(began)


def come_back(desk: Desk, bank: Bank, exam: Exam) -> Exam:
    """The running exam, taken up again; handed in where its time was up meanwhile."""
    event = exam.coming_back(desk.now())
    return _handed_in(desk, bank, exam, event) if isinstance(event, HandedIn) else keep(desk, exam, event)


def take_up(desk: Desk, bank: Bank) -> Exam:
    """The exam of the bank that was left running, taken up again; RequestError where there is none."""
    for exam in desk.history.exams.unfinished(bank.id):
        return come_back(desk, bank, exam)
    raise RequestError("No exam of this bank is running any more.")


def keep(desk: Desk, exam: Exam, event: Event) -> Exam:
    """The exam after an event that does not end it; ValueError with the refusal where there is one."""
    after = exam.apply(event)
    desk.history.exams.keep(exam, event)
    return after


def hand_in(desk: Desk, bank: Bank, exam: Exam) -> Exam:
    """The exam, handed in now, or when its time was up; its answers are attempts from now on."""
    return _handed_in(desk, bank, exam, exam.handing_in(desk.now()))


def _handed_in(desk: Desk, bank: Bank, exam: Exam, event: HandedIn) -> Exam:
    after = exam.apply(event)
    desk.history.exams.hand_in(after, bank)
    return after


def hand_in_those_up(desk: Desk, bank: Bank) -> tuple[Exam, ...]:
    """The exams of the bank whose time was up while the program was closed, handed in now."""
    running = [exam for exam in desk.history.exams.unfinished(bank.id) if exam.is_running]
    events = [(exam, exam.coming_back(desk.now())) for exam in running]
    return tuple(_handed_in(desk, bank, exam, event) for exam, event in events if isinstance(event, HandedIn))


def sittings_of(desk: Desk, bank: Bank) -> tuple[Sitting, ...]:
    """The exams of the bank that were handed in, with their results."""
    return sittings(desk.history.exams.handed_in(bank.id), bank)
