"""The result of an exam laid out to be read: what screens show, plain mode reads out and commands print."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from quiz.core.bank import Bank
from quiz.core.durations import in_words
from quiz.core.exams.exam import Exam
from quiz.core.exams.result import ExamResult, Marked, Outcome, Sitting, attempts, result, trend
from quiz.core.exams.words import blank_answer
from quiz.core.marking import Mark, percent
from quiz.core.reports.confidence import certainty_sentences
from quiz.core.reports.exhibits import Sentences, Share, Shares
from quiz.core.session import Answered, Session

_SITTINGS_SHOWN = 10


def verdict_of(outcome: ExamResult) -> str:
    """Whether the exam is passed, in a word."""
    return "passed" if outcome.is_passed else "not passed"


def points_sentence(outcome: ExamResult) -> str:
    """The points, of how many, and how many pass."""
    return (
        f"{outcome.points:.2f} of {len(outcome.counted)} points, {percent(outcome.share)}; "
        f"{percent(outcome.pass_share)} passes, which is {outcome.needed:.2f}"
    )


def counts_sentence(outcome: ExamResult) -> str:
    """How many questions ended how; what is none of is left out but for the right and the wrong."""
    always = {Outcome.RIGHT, Outcome.WRONG}
    counts = [(outcome.count(each), each) for each in Outcome]
    return ", ".join(f"{count} {each}" for count, each in counts if count or each in always)


def time_sentence(outcome: ExamResult) -> str:
    """How long the exam took, and who ended it."""
    taken = in_words(timedelta(seconds=outcome.seconds))
    return f"{taken}; handed in when the time was up" if outcome.is_by_clock else taken


def changed_sentence(outcome: ExamResult) -> str:
    """What is said of questions that are others now than those answered; empty where there are none."""
    if not (count := len(outcome.changed)):
        return ""
    if count == 1:
        return "1 question has another key now, or left the bank, and counts nowhere."
    return f"{count} questions have another key now, or left the bank, and count nowhere."


def how_marked(marked: Marked) -> str:
    """How the question ended, and the arithmetic of its mark."""
    return f"{marked.outcome}: {marked.mark.how}" if marked.mark else str(marked.outcome)


def topics_exhibit(outcome: ExamResult, bank: Bank) -> Shares:
    """The share of the points in each topic."""
    rows = tuple(Share(bank.topics[score.topic], score.share, score.answers) for score in outcome.topics)
    return Shares("topics", "By topic", "", rows)


def certainty_exhibit(outcome: ExamResult) -> Sentences | None:
    """What the certainties earned, and how well each level fitted; None where none was said."""
    rows = certainty_sentences(outcome.certainties)
    return Sentences("certainty", "How sure you were", "", rows) if rows else None


def sittings(exams: Iterable[Exam], bank: Bank) -> tuple[Sitting, ...]:
    """The exams that were handed in, each by its own rule, in the bank as it is now."""
    made = []
    for exam in exams:
        if exam.handed_in:
            outcome = result(exam, bank)
            made.append(Sitting(exam.handed_in.at, outcome.share, outcome.is_passed))
    return tuple(made)


def trend_exhibit(made: Iterable[Sitting], day_of: Callable[[datetime], str]) -> Sentences:
    """The latest exams, the first of them first, each compared with the one before; `day_of` writes a moment."""
    steps = trend(made)
    rows = []
    for step in steps[-_SITTINGS_SHOWN:]:
        said = f"{day_of(step.sitting.at)}: {percent(step.sitting.share)}, "
        said += "passed" if step.sitting.is_passed else "not passed"
        if step.difference is not None:
            said += f", {_difference(step.difference)}"
        rows.append(said)
    left_out = len(steps) - len(rows)
    note = f"The latest {len(rows)} of {len(steps)}." if left_out else ""
    return Sentences("trend", "Your exams of this bank", note, tuple(rows))


def _difference(difference: float) -> str:
    points = round(abs(difference) * 100)
    if not points:
        return "as before"
    which = "1 percentage point" if points == 1 else f"{points} percentage points"
    return f"{which} {'more' if difference > 0 else 'less'} than before"


def looked_through(exam: Exam, bank: Bank) -> Session:
    """The exam as a session that is over, to look at each question with its explanation.

    What was left unanswered is there with an empty answer, so that it is explained too; a question whose key is
    another now has none. Questions that the bank no longer has are left out.
    """
    plan = replace(exam.plan, questions=tuple(id for id in exam.plan.questions if id in bank))
    answered = {each.question: each for each in attempts(exam, bank)}
    end = exam.handed_in.at if exam.handed_in else plan.began
    for id in plan.questions:
        sheet = exam.sheet(id)
        if sheet.given is None:
            nothing = Mark(0.0, "not answered: 0.00")
            seconds = sheet.spent.total_seconds()
            answered[id] = Answered(id, blank_answer(bank.question(id)), nothing, end, seconds)
    return Session(plan, tuple(answered.values()), is_over=True)
