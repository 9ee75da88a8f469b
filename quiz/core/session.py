"""A study session as a value: what was asked, what was answered, where one stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from quiz.core.answers import Answer, Given, answer_of, fault_of
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.marking import Mark, Rule, State, mark
from quiz.core.questions import Question, fingerprint_of, has_same_keys
from quiz.core.reports.progress import Standing
from quiz.core.selection import Selection, draw


class Mode(StrEnum):
    """What a session is for: learning, keeping what was learnt, or being examined."""

    STUDY = "study"
    REVIEW = "review"
    EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is settled when a session begins: with the bank as it was, enough to play it again.

    `questions` are ids in the order of asking, no id twice; `seed` gives the order of their options. `bank` is the id
    of the bank, or MIXED where the questions are from several: their ids are then those of a Mixture.
    `again` is the id of the session whose missed questions this one asks again.
    """

    id: str
    bank: str
    questions: tuple[str, ...]
    seed: int
    rule: Rule
    began: datetime
    again: str | None = None
    mode: Mode = Mode.STUDY


class Answered(NamedTuple):
    """An answer that was given and marked.

    `seconds` is the time spent on the question, `certainty` how sure the learner said to be, and `proof` the statement
    of the document that the learner marked as proving the answer; None where that was not asked or not said.
    """

    question: str
    answer: Answer
    mark: Mark
    at: datetime
    seconds: float
    certainty: Certainty | None = None
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A session at one moment. Every step gives a new value and leaves this one as it was.

    `answered` is in the order of answering. `position` is the place in the plan that is being looked at, whether it
    is answered already or not. A session is over when it was finished; it can be finished at any time.
    """

    plan: Plan
    answered: tuple[Answered, ...] = ()
    position: int = 0
    is_over: bool = False

    def __len__(self) -> int:
        return len(self.plan.questions)

    @property
    def current(self) -> str:
        """The id of the question at `position`."""
        return self.plan.questions[self.position]

    @property
    def current_answered(self) -> Answered | None:
        """The answer already given to the question at `position`."""
        return self.answer_to(self.current)

    def answer_to(self, question_id: str) -> Answered | None:
        return next((each for each in self.answered if each.question == question_id), None)

    @property
    def open_positions(self) -> tuple[int, ...]:
        """The places in the plan that are not answered yet."""
        done = {each.question for each in self.answered}
        return tuple(i for i, id in enumerate(self.plan.questions) if id not in done)

    def answer(
        self,
        question: Question,
        answer: Answer,
        at: datetime,
        seconds: float,
        *,
        certainty: Certainty | None = None,
        proof: str | None = None,
    ) -> tuple[Session, Answered]:
        """The session after the answer to the current question, which stays the current one, and what it earned.

        ValueError where the session is over, the question is not the current one or is answered already, or the
        answer cannot be handed in.
        """
        if self.is_over or question.id != self.current or self.current_answered:
            raise ValueError(f"{question.id} is not open for an answer")
        earned = mark(question, answer, self.plan.rule)
        answered = Answered(question.id, answer, earned, at, seconds, certainty, proof)
        return replace(self, answered=(*self.answered, answered)), answered

    def undo(self) -> tuple[Session, Answered]:
        """The session without its latest answer, at that question again, and that answer.

        ValueError where there is none.
        """
        if self.is_over or not self.answered:
            raise ValueError("there is no answer to take back")
        undone = self.answered[-1]
        return replace(self, answered=self.answered[:-1], position=self.plan.questions.index(undone.question)), undone

    def go(self, position: int) -> Session:
        """The session looking at another place of the plan; ValueError where there is no such place."""
        if not 0 <= position < len(self):
            raise ValueError(f"there is no question {position + 1}")
        return replace(self, position=position)

    def go_on(self) -> Session:
        """The session at the next open question after the current one, from the start again after the last.

        Where none is open the session is finished.
        """
        still_open = self.open_positions
        if not still_open:
            return self.finish()
        return replace(self, position=next((i for i in still_open if i > self.position), still_open[0]))

    def finish(self) -> Session:
        return replace(self, is_over=True)

    @property
    def missed(self) -> tuple[str, ...]:
        """The ids of the questions answered and not wholly right, in the order of the plan."""
        bad = {each.question for each in self.answered if not each.mark.is_right}
        return tuple(id for id in self.plan.questions if id in bad)

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The ids of the questions missed, those first of which the learner was sure: these errors stick."""
        sure = {each.question for each in self.answered if each.certainty is Certainty.HIGH}
        return tuple(sorted(self.missed, key=lambda missed: missed not in sure))

    @property
    def points(self) -> float:
        """The sum of the marks, from 0 to the number of answers."""
        return sum(each.mark.fraction for each in self.answered)

    @property
    def seconds(self) -> float:
        """The time spent on the questions answered."""
        return sum(each.seconds for each in self.answered)

    def count(self, state: State) -> int:
        return sum(each.mark.state is state for each in self.answered)


def resumed(plan: Plan, answered: Iterable[Answered]) -> Session:
    """The session that was left with these answers, at the first open question after the latest answer.

    Answers are in the order they were given. Where none is open, the session is at its last question.
    """
    session = Session(plan, tuple(answered))
    if session.answered:
        session = session.go(plan.questions.index(session.answered[-1].question))
        if session.open_positions:
            session = session.go_on()
    return session


class TopicScore(NamedTuple):
    """How a topic went: `points` of `answers`."""

    topic: str
    points: float
    answers: int

    @property
    def share(self) -> float:
        return self.points / self.answers


def by_topic(session: Session, topic_of: Iterable[tuple[str, str]]) -> tuple[TopicScore, ...]:
    """The scores of the topics that were asked and answered, in the order given; pairs are (question id, topic)."""
    points: dict[str, float] = {}
    answers: dict[str, int] = {}
    marks = {each.question: each.mark.fraction for each in session.answered}
    for question, topic in topic_of:
        if question in marks:
            points[topic] = points.get(topic, 0.0) + marks[question]
            answers[topic] = answers.get(topic, 0) + 1
    return tuple(TopicScore(topic, points[topic], answers[topic]) for topic in points)


def plan_of(
    bank: Bank,
    wanted: Selection,
    standings: Mapping[str, Standing],
    *,
    id: str,
    seed: int,
    rule: Rule,
    now: datetime,
) -> Plan:
    """The plan of a new session: the questions that the seed draws from those wanted, none where none fit."""
    return Plan(id, bank.id, draw(bank, wanted, standings, seed), seed, rule, now)


def plan_again(session: Session, *, id: str, now: datetime) -> Plan:
    """The plan that asks again the questions that the session missed, the surest mistakes first; its options move."""
    plan = session.plan
    return replace(plan, id=id, questions=session.mistakes, seed=plan.seed + 1, began=now, again=plan.id)


class SavedAnswer(NamedTuple):
    """An answer as the history keeps it: in words, with the fingerprint of the wording it was given to."""

    question: str
    fingerprint: str
    given: Given
    at: datetime
    seconds: float
    certainty: Certainty | None = None
    proof: str | None = None


def restore(plan: Plan, bank: Bank, saved: Iterable[SavedAnswer]) -> Session:
    """The session that was left with these answers, in the bank as it is now, at its first open question after them.

    A question that the bank no longer has is not in the plan any more. An answer does not count where the keys of its
    question have changed, where the question no longer has the words of it, or where an earlier one was to the same
    question: a question without one that counts is open. Every answer is marked as the bank has it now.
    """
    plan = replace(plan, questions=tuple(id for id in plan.questions if id in bank))
    asked = frozenset(plan.questions)
    answered: dict[str, Answered] = {}
    for each in saved:
        if each.question not in asked or each.question in answered:
            continue
        question = bank.question(each.question)
        if not has_same_keys(each.fingerprint, fingerprint_of(question)):
            continue
        answer = answer_of(question, each.given)
        if answer is not None and fault_of(question, answer) is None:
            earned = mark(question, answer, plan.rule)
            answered[each.question] = Answered(
                each.question, answer, earned, each.at, each.seconds, each.certainty, each.proof
            )
    return resumed(plan, answered.values())
