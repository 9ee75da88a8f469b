"""Where a learner stands, laid out to be shown: each figure with how many answers it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from quiz.core.marking import percent
from quiz.core.reports.certainty import calibration, judgement
from quiz.core.reports.exhibits import Exhibit, Sentences, has_rows
from quiz.core.reports.figures import Figures
from quiz.core.reports.habits import calendar, curve, time_of_day, within_session
from quiz.core.reports.mistakes import commonest, lowest_marks, questions_of, taken_for_another
from quiz.core.reports.shelf import Shelf, number
from quiz.core.reports.statistics import by_day
from quiz.core.reports.topics import accuracy, days_ahead, due_by_day, most_forgotten, retrievability
from quiz.core.revision.waiting import Learnt

_ALWAYS = "calibration"
"""The exhibit that says, where it is empty, how it comes to be filled."""

_NOTHING_YET = "Nothing was answered yet. What you answer is counted here: by topic, by day, by how sure you were."


@dataclass(frozen=True, slots=True)
class Report:
    """The exhibits in the order of showing, and the questions of the commonest confusions, the commonest first.

    A question has its own id where the report is of one bank, and that in a Mixture where it is of several.
    """

    exhibits: tuple[Exhibit, ...]
    confused: tuple[str, ...] = ()


def report(
    learnt: Sequence[Learnt],
    figures: Figures,
    now: datetime,
    end_of_day: datetime,
    local: Callable[[datetime], datetime],
) -> Report:
    """The report of what is remembered of the banks, and of all answers; what there is nothing of is left out.

    `figures` may have answers to questions that the banks do not have: they count, but in no topic. `end_of_day` is
    when the learner's day ends, and `local` gives a moment by the learner's clock.
    """
    if not figures.total.answers:
        return Report((Sentences("overview", "All in all", "", (_NOTHING_YET,)),))
    shelf = Shelf(learnt)
    found = commonest(shelf, figures)
    due = due_by_day(learnt, end_of_day)
    today = local(now).date()
    moments = [(local(moment), count) for moment, count in figures.quarters.items()]
    days = tuple((day, count.answers) for day, count in by_day(moments).items())
    exhibits: tuple[Exhibit, ...] = (
        _overview(shelf, figures, len(days), due[0], now),
        accuracy(shelf, figures),
        retrievability(shelf, now),
        days_ahead(due, today),
        calendar(days, today),
        curve(figures),
        time_of_day(moments, figures.total),
        within_session(figures),
        calibration(figures),
        judgement(figures),
        lowest_marks(shelf, figures),
        taken_for_another(shelf, found),
        most_forgotten(shelf),
    )
    return Report(
        tuple(exhibit for exhibit in exhibits if has_rows(exhibit) or exhibit.id == _ALWAYS),
        questions_of(shelf, found),
    )


def _overview(shelf: Shelf, figures: Figures, days: int, due: int, now: datetime) -> Sentences:
    total = figures.total
    questions = sum(map(len, figures.questions.values()))
    met = f"{number(total.answers, 'answer')} to {number(questions, 'question')}"
    right, mark = percent(total.right / total.answers), percent(min(total.points / total.answers, 1.0))
    rows = [
        f"{met} in {number(figures.sessions, 'session')}, on {number(days, 'day')}.",
        f"{right} of the answers were wholly right; the mean mark is {mark}.",
    ]
    if recalls := [memory.recall(now) for _, memory in shelf.memories()]:
        rows.append(
            f"Of {number(len(recalls), 'item')} that you met you would recall "
            f"{percent(sum(recalls) / len(recalls))} now; {number(due, 'question')} "
            f"{'is' if due == 1 else 'are'} due today."
        )
    return Sentences("overview", "All in all", "", tuple(rows))
