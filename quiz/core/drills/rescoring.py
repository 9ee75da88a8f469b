"""A drill scored again, by another rule, another scoring or a mended key, beside what was said then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.core.drills.drill import Drill
from quiz.core.drills.report import LearnerReport, Report, report
from quiz.core.drills.responses import Response
from quiz.core.drills.scores import reckoning
from quiz.core.drills.scoring import Scoring
from quiz.core.marking import Rule
from quiz.core.questions import Question


@dataclass(frozen=True, slots=True)
class Change:
    """A learner's answer that is worth something else now."""

    learner: str
    before: Response
    after: Response


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question that was mended, or whose answers earn something else: the changes are in the order of the report."""

    place: int
    was: Question
    question: Question
    changes: tuple[Change, ...]

    @property
    def is_mended(self) -> bool:
        return self.was != self.question


@dataclass(frozen=True, slots=True)
class Rescoring:
    """The report as the drill agreed on it and as it is now, and the questions in which they differ.

    `moved` has, as they were and as they are, the learners whose points or rank are others now, in their new order.
    """

    before: Report
    after: Report
    questions: tuple[QuestionChange, ...]
    moved: tuple[tuple[LearnerReport, LearnerReport], ...]


def rescored(
    drill: Drill, *, rule: Rule | None = None, scoring: Scoring | None = None, mended: Iterable[Question] = ()
) -> Rescoring:
    """The drill scored again; what is not named here stays as it was agreed. Nothing in the drill changes."""
    before = report(drill)
    after = report(drill, reckoning(drill, rule=rule, scoring=scoring, mended=mended))
    was = {learner.id: learner for learner in before.learners}
    questions = []
    for column, question in enumerate(after.questions):
        changes = tuple(
            Change(learner.name, old, new)
            for learner in after.learners
            if (old := was[learner.id].responses[column]) and (new := learner.responses[column]) and _differ(old, new)
        )
        if changes or question.is_mended:
            questions.append(
                QuestionChange(question.place, drill.questions[question.place], question.question, changes)
            )
    moved = tuple((was[new.id], new) for new in after.learners if _has_moved(was[new.id], new))
    return Rescoring(before, after, tuple(questions), moved)


def _differ(old: Response, new: Response) -> bool:
    return (old.points, old.mark, old.state) != (new.points, new.mark, new.state)


def _has_moved(old: LearnerReport, new: LearnerReport) -> bool:
    return (old.points, old.rank) != (new.points, new.rank)
