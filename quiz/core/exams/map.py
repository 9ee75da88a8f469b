"""Where a learner stands in an exam: every question at a glance, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quiz.core.answers import blanks
from quiz.core.bank import Bank
from quiz.core.exams.exam import Exam


class Status(StrEnum):
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Place:
    """One question on the map; it is locked where its own time is used up."""

    question: str
    status: Status
    is_flagged: bool
    is_current: bool
    is_locked: bool


def map_of(exam: Exam, now: datetime) -> tuple[Place, ...]:
    """Every question of the exam, in the order of the plan."""
    return tuple(
        Place(
            question=id,
            status=Status.UNANSWERED if sheet.given is None else Status.ANSWERED,
            is_flagged=sheet.is_flagged,
            is_current=i == exam.position,
            is_locked=exam.is_locked(id, now),
        )
        for i, (id, sheet) in enumerate(zip(exam.plan.questions, exam.sheets, strict=True))
    )


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """What a learner may want to see to before handing in, as places in the plan.

    `incomplete` are matching questions with some prompts left blank, `unsure` those answered without the certainty
    that the terms ask for.
    """

    unanswered: tuple[int, ...]
    incomplete: tuple[int, ...]
    unsure: tuple[int, ...]
    flagged: tuple[int, ...]


def loose_ends(exam: Exam, bank: Bank) -> LooseEnds:
    """What is left open in the exam; questions that the bank no longer has are not incomplete."""
    sheets = list(enumerate(zip(exam.plan.questions, exam.sheets, strict=True)))
    answers = {i: sheet.answer_to(bank.question(id)) for i, (id, sheet) in sheets if sheet.given and id in bank}
    is_asked = exam.terms.with_certainty
    return LooseEnds(
        unanswered=tuple(i for i, (_, sheet) in sheets if sheet.given is None),
        incomplete=tuple(i for i, answer in answers.items() if answer and blanks(answer)),
        unsure=tuple(i for i, (_, sheet) in sheets if is_asked and sheet.given and sheet.certainty is None),
        flagged=tuple(i for i, (_, sheet) in sheets if sheet.is_flagged),
    )
