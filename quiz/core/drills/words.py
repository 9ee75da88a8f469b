"""A drill and its report in words, the same in a terminal, on a page and in a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from quiz.core.answers import Given
from quiz.core.certainty import Certainty, certainty_points
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
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"


def as_points(points: float) -> str:
    """Points for people to read, as "1,000", and with the decimal that a team's may have, as "2,666.7"."""
    return f"{points:,.1f}".removesuffix(".0")


def points_in_words(points: float) -> str:
    """Points with their noun, as "1 point" and "1,000 points"."""
    return "1 point" if points == 1 else f"{as_points(points)} points"


def given_in_words(given: Given) -> str:
    """The answer in the words of the question: what was chosen, or which choice each prompt was given."""
    return "; ".join(given.chosen or tuple(f"{prompt} → {choice}" for prompt, choice in given.matched))


def as_share(figure: Figure | None) -> str:
    """The figure in per cent, or a dash where there is none to tell."""
    return percent(figure) if isinstance(figure, float | int) else HIDDEN


def as_number(figure: Figure | None, decimals: int = 2) -> str:
    """The figure with so many decimals, or a dash where there is none to tell."""
    if not isinstance(figure, float | int):
        return HIDDEN
    # Adding 0 makes of the -0 to which a small figure is rounded a 0.
    return f"{round(figure, decimals) + 0.0:.{decimals}f}"


def as_range(interval: Interval | Hidden) -> str:
    """The bounds in per cent, as "40 to 89 %"; empty where they are hidden."""
    if isinstance(interval, Hidden):
        return ""
    return f"{percent(interval.low).removesuffix(' %')} to {percent(interval.high)}"


def outcomes_text(question: QuestionReport) -> str:
    """How many were asked, how many answered and how that went, as "5 asked, 4 answered: 2 right, 2 wrong"."""
    said = [f"{question.right} right", *([f"{question.partly} partly right"] if question.partly else [])]
    how = f": {', '.join([*said, f'{question.wrong} wrong'])}" if question.answered else ""
    return f"{question.met:,} asked, {question.answered:,} answered{how}"


def facility_text(question: QuestionReport) -> str:
    """The facility with what it is a share of, and its bounds, as "40 % (2 of 5 asked; likely 12 to 77 %)".

    Where answers are right in part it is a mean mark: "50 % (mean mark of 5 asked)".
    """
    figures = question.figures
    if isinstance(figures.facility, Hidden):
        return HIDDEN
    base = f"{'mean mark' if question.partly else f'{question.right:,}'} of {question.met:,} asked"
    bounds = as_range(figures.interval)
    return f"{as_share(figures.facility)} ({'; likely '.join([base, bounds] if bounds else [base])})"


def gain_text(question: QuestionReport) -> str:
    """How many of those asked in all rounds were right in each; empty where there was one round.

    As "right in each round, of 4 asked in all: 50 % (2), then 75 % (3): +25 percentage points".
    """
    if len(question.rounds) < 2:
        return ""
    if question.gain is None:
        return "nobody was asked in all rounds"
    shares = [f"{as_share(each.share)} ({each.right:,})" for each in question.rounds]
    base = f"of {question.rounds[0].asked:,} asked in all"
    return f"right in each round, {base}: {', then '.join(shares)}: {gain_in_words(question.gain)}"


def gain_in_words(gain: float) -> str:
    """By how much a share rose or fell, as "+20 percentage points" and "no change"."""
    points = round(gain * 100)
    if not points:
        return "no change"
    return f"{points:+d} percentage point{'s'[: abs(points) != 1]}"


def certainty_sentence() -> str:
    """What certainty marks are, and how an answer counts of which no certainty was said."""
    earned = [
        f"{level} {_signed(certainty_points(1.0, level))} and {_signed(certainty_points(0.0, level))}"
        for level in Certainty
        if level is not Certainty.GUESS
    ]
    return (
        f"Certainty marks, for a right answer and for any other: {', '.join(earned)}, a guess 0. An answer of which no "
        f"certainty was said counts as {Certainty.LOW}. They are no part of the points."
    )


def _signed(marks: float) -> str:
    return f"{marks:+.0f}" if marks else "0"


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
