"""What can happen in an exam, each at its moment: together they are the exam."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from quiz.core.answers import Answer, Chosen, Given, Matched, given_of
from quiz.core.certainty import Certainty
from quiz.core.questions import Choice, Matching, Question, fingerprint_of


@dataclass(frozen=True, slots=True)
class Began:
    """The clock runs, and the first question is looked at."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Turned:
    """The learner turned to the question at the place `to` of the plan, from 0 up; perhaps the same one."""

    at: datetime
    to: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The learner answered the question, or answered it otherwise than before.

    The answer is in words, perhaps not complete, with the fingerprint of the wording that it was given to.
    """

    at: datetime
    question: str
    fingerprint: str
    given: Given
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Cleared:
    """The learner took the answer to the question away."""

    at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """The learner flagged the question to come back to it, or took the flag away."""

    at: datetime
    question: str
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class Struck:
    """The learner struck out these options or choices of the question, by their texts, and no others."""

    at: datetime
    question: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Resumed:
    """The program came back after it had been closed or had died: since the event before, no question was shown."""

    at: datetime


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The exam ended, by the learner's wish or because its time was up."""

    at: datetime
    by_clock: bool


Event = Began | Turned | Answered | Cleared | Flagged | Struck | Resumed | HandedIn


def answering(
    question: Question, answer: Answer | None, at: datetime, certainty: Certainty | None = None
) -> Answered | Cleared:
    """The event of this answer: one that is none, or is empty, leaves the question unanswered.

    ValueError where the answer is of another kind, or to what the question does not have.
    """
    if answer is None or _is_empty(answer):
        return Cleared(at, question.id)
    return Answered(at, question.id, fingerprint_of(question), given_of(question, answer), certainty)


def _is_empty(answer: Answer) -> bool:
    match answer:
        case Chosen():
            return not answer.options
        case Matched():
            return all(choice is None for choice in answer.choices)
        case _:
            assert_never(answer)


def striking(question: Question, options: Iterable[int], at: datetime) -> Struck:
    """The event of these options or choices, by their index in the file's order, being struck out and no others."""
    texts = texts_of(question)
    return Struck(at, question.id, frozenset(texts[i] for i in options))


def texts_of(question: Question) -> tuple[str, ...]:
    """The texts of the options of a choice question, or of the choices of a matching question, in the file's order."""
    match question:
        case Choice():
            return tuple(option.text for option in question.options)
        case Matching():
            return question.choices
        case _:
            assert_never(question)
