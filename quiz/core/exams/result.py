"""What an exam that was handed in is worth: by the question, by the topic, under another rule, over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.exams.exam import Exam, Sheet
from quiz.core.marking import TOLERANCE, Mark, Rule, mark
from quiz.core.session import Answered, TopicScore


class Outcome(StrEnum):
    """How a question ended; changed where its key is another now than the one answered, so that no mark is fair."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Marked:
    """A question of an exam with what it earned: `mark` is None where it is unanswered or changed.

    `topic` is empty where the bank no longer has the question; `seconds` is how long it was looked at.
    """

    question: str
    topic: str
    outcome: Outcome
    mark: Mark | None
    certainty: Certainty | None
    seconds: float

    @property
    def points(self) -> float:
        return self.mark.fraction if self.mark else 0.0


@dataclass(frozen=True, slots=True)
class ExamResult:
    """The marks of an exam under a rule, in the order of its plan; `seconds` is the time it took.

    `topics` are in the order of the bank, and their `answers` count the unanswered too. Changed questions count
    nowhere: neither in the points nor in the number of questions they are out of.
    """

    marked: tuple[Marked, ...]
    topics: tuple[TopicScore, ...]
    rule: Rule
    pass_share: float
    seconds: float
    is_by_clock: bool

    @property
    def counted(self) -> tuple[Marked, ...]:
        """The questions that count: all but the changed ones."""
        return tuple(each for each in self.marked if each.outcome is not Outcome.CHANGED)

    @property
    def points(self) -> float:
        """The sum of the marks, from 0 to the number of questions that count."""
        return sum(each.points for each in self.counted)

    @property
    def needed(self) -> float:
        """The points that pass."""
        return self.pass_share * len(self.counted)

    @property
    def share(self) -> float:
        """The points as a share of the questions that count, from 0 to 1; 0 where none does."""
        return self.points / len(self.counted) if self.counted else 0.0

    @property
    def is_passed(self) -> bool:
        """Whether the points are enough; an exam of which nothing counts is not passed."""
        return bool(self.counted) and self.share >= self.pass_share - TOLERANCE

    @property
    def changed(self) -> tuple[str, ...]:
        """The ids of the questions whose key is another now, or that the bank no longer has."""
        return tuple(each.question for each in self.marked if each.outcome is Outcome.CHANGED)

    @property
    def certainties(self) -> tuple[tuple[float | None, Certainty | None], ...]:
        """The mark, None where unanswered, and the certainty of each question that counts."""
        return tuple((each.mark.fraction if each.mark else None, each.certainty) for each in self.counted)

    def count(self, outcome: Outcome) -> int:
        return sum(each.outcome is outcome for each in self.marked)


def result(exam: Exam, bank: Bank, rule: Rule | None = None) -> ExamResult:
    """The result under the rule, that of the plan where none is named, in the bank as it is now.

    ValueError where the exam was not handed in.
    """
    handed_in = exam.handed_in
    if handed_in is None:
        raise ValueError("an exam is marked when it is handed in")
    rule = rule or exam.plan.rule
    marked = tuple(_marked(id, sheet, bank, rule) for id, sheet in zip(exam.plan.questions, exam.sheets, strict=True))
    return ExamResult(
        marked=marked,
        topics=_topics(marked, bank),
        rule=rule,
        pass_share=exam.terms.pass_share,
        seconds=exam.elapsed.total_seconds(),
        is_by_clock=handed_in.by_clock,
    )


def _marked(id: str, sheet: Sheet, bank: Bank, rule: Rule) -> Marked:
    seconds = sheet.spent.total_seconds()
    if id not in bank:
        return Marked(id, "", Outcome.CHANGED, None, sheet.certainty, seconds)
    question = bank.question(id)
    if sheet.given is None:
        return Marked(id, question.topic, Outcome.UNANSWERED, None, None, seconds)
    answer = sheet.answer_to(question)
    if answer is None:
        return Marked(id, question.topic, Outcome.CHANGED, None, sheet.certainty, seconds)
    earned = mark(question, answer, rule)
    return Marked(id, question.topic, Outcome(earned.state.value), earned, sheet.certainty, seconds)


def _topics(marked: Iterable[Marked], bank: Bank) -> tuple[TopicScore, ...]:
    scores: dict[str, list[float]] = {topic: [] for topic in bank.topics}
    for each in marked:
        if each.outcome is not Outcome.CHANGED:
            scores[each.topic].append(each.points)
    return tuple(TopicScore(topic, sum(points), len(points)) for topic, points in scores.items() if points)


def attempts(exam: Exam, bank: Bank) -> tuple[Answered, ...]:
    """The answers of the exam as attempts, marked by the rule of its plan, each at the moment it was given last.

    They are in the order of those moments. Questions that are unanswered or changed make none.
    """
    made: list[Answered] = []
    for id, sheet in zip(exam.plan.questions, exam.sheets, strict=True):
        answer = sheet.answer_to(bank.question(id)) if id in bank else None
        if answer is not None and sheet.at is not None:
            earned = mark(bank.question(id), answer, exam.plan.rule)
            made.append(Answered(id, answer, earned, sheet.at, sheet.spent.total_seconds(), sheet.certainty))
    return tuple(sorted(made, key=lambda each: each.at))


@dataclass(frozen=True, slots=True)
class Remark:
    """An exam marked again under another rule: what it was, and what it would be."""

    before: ExamResult
    after: ExamResult

    @property
    def differing(self) -> tuple[tuple[Marked, Marked], ...]:
        """The questions whose marks differ, as they were and as they would be; each mark has its arithmetic."""
        both = zip(self.before.marked, self.after.marked, strict=True)
        return tuple((one, other) for one, other in both if abs(one.points - other.points) > TOLERANCE)


def remark(exam: Exam, bank: Bank, rule: Rule) -> Remark:
    """The exam under its own rule and under the other; `changed` of either are the questions not to be compared."""
    return Remark(result(exam, bank), result(exam, bank, rule))


@dataclass(frozen=True, slots=True)
class Sitting:
    """One exam among others of the same bank: when it was handed in, and its result."""

    at: datetime
    share: float
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A sitting and how it went beside the one before: `difference` of the shares, from -1 to 1, None for the first."""

    sitting: Sitting
    difference: float | None


def trend(sittings: Iterable[Sitting]) -> tuple[Step, ...]:
    """The sittings in the order of their moments, each compared with the one before."""
    ordered = sorted(sittings, key=lambda sitting: sitting.at)
    before = [None, *ordered]
    return tuple(
        Step(each, None if last is None else each.share - last.share)
        for each, last in zip(ordered, before, strict=False)
    )
