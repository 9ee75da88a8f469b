"""A drill and its report in words, the same in a terminal, on a page and in a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from quiz.core.answers import Given
from quiz.core.drills.items import QuestionReport
from quiz.core.drills.report import Head, Report
from quiz.core.durations import in_words
from quiz.core.marking import percent
from quiz.core.reports.item_analysis import Figure, Hidden
from quiz.core.reports.statistics import Interval

Moment = Callable[[datetime], str]
"""Writes a moment for its reader."""

HIDDEN = "–"
"""Stands for a figure that is not told."""


def moment_of(milliseconds: int) -> datetime:
    """The moment that is so many milliseconds after 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def head_sentences(report: Report, write: Moment) -> tuple[str, ...]:
    """When the drill was and how long, who took part, what was asked, and how it was marked."""
    head = report.head
    removed = f", of whom {head.removed} {'was' if head.removed == 1 else 'were'} removed" if head.removed else ""
    return (
        when_sentence(head, write),
        f"{_number(head.joined, 'learner')} joined{removed}.",
        f"{head.asked} of {_number(head.planned, 'question')} asked; {_number(report.answers, 'answer')} that count.",
        f"Marked by the rule {head.rule}, points by {head.scoring}.",
    )


def when_sentence(head: Head, write: Moment) -> str:
    """When the drill was, and how long it took."""
    pace = ", everybody at their own pace" if head.is_self_paced else ""
    if head.began_at is None:
        state = "It ended before a question was asked." if head.is_over else "No question was asked yet."
        return f"Made {write(moment_of(head.created_at))}{pace}. {state}"
    said = f"Held {write(moment_of(head.began_at))}{pace}"
    if head.seconds is None:
        return f"{said}. It is not over{'' if pace else ': what was asked and not yet resolved is left out'}."
    return f"{said}, {in_words(timedelta(seconds=head.seconds))}."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def given_in_words(given: Given) -> str:
    """The answer in the words of the question: what was chosen, or which choice each prompt was given."""
    return "; ".join(given.chosen or tuple(f"{prompt} → {choice}" for prompt, choice in given.matched))


def as_share(figure: Figure | None) -> str:
    """The figure in per cent, or a dash where there is none to tell."""
    return percent(figure) if isinstance(figure, float | int) else HIDDEN


def as_number(figure: Figure | None, decimals: int = 2) -> str:
    """The figure with so many decimals, or a dash where there is none to tell."""
    return f"{figure:.{decimals}f}" if isinstance(figure, float | int) else HIDDEN


def as_range(interval: Interval | Hidden) -> str:
    """The bounds in per cent, as "40 to 89 %"; empty where they are hidden."""
    if isinstance(interval, Hidden):
        return ""
    return f"{percent(interval.low).removesuffix(' %')} to {percent(interval.high)}"


def facility_text(question: QuestionReport) -> str:
    """The facility with its bounds, as "70 % (40 to 89 %)"."""
    bounds = as_range(question.figures.interval)
    return f"{as_share(question.figures.facility)} ({bounds})" if bounds else as_share(question.figures.facility)


def gain_text(question: QuestionReport) -> str:
    """How the share of right answers went on from round to round; empty where there was one."""
    if len(question.rounds) < 2:
        return ""
    shares = [percent(each.right / each.answered) if each.answered else HIDDEN for each in question.rounds]
    gain = "" if question.gain is None else f", a gain of {question.gain * 100:+.0f} percentage points"
    return f"right in each round: {', '.join(shares)}{gain}"


def reasons(*figures: Figure | Interval | None) -> tuple[str, ...]:
    """Why figures of these are hidden, each reason once."""
    return tuple(dict.fromkeys(figure.reason for figure in figures if isinstance(figure, Hidden)))


def test_figures(report: Report) -> tuple[tuple[str, Figure, int], ...]:
    """The figures of the test, each with its name and the decimals it is told with."""
    test = report.test
    return (
        ("Mean of the totals", test.mean, 2),
        ("Standard deviation", test.sd, 2),
        ("Cronbach's alpha", test.alpha, 3),
        ("KR-20", test.kr20, 3),
        ("KR-21", test.kr21, 3),
        ("Standard error of measurement", test.standard_error, 2),
        ("Error ratio", test.error_ratio, 2),
        ("Skewness", test.skewness, 2),
        ("Kurtosis", test.kurtosis, 2),
    )


def test_sentence(report: Report) -> str:
    """From whom the figures of the test are."""
    test = report.test
    return f"From the {test.complete} of {_number(test.learners, 'learner')} who met every question."
