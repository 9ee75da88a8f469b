"""What a report says of when and how often was answered: by day, by hour, by attempt, by place in a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from quiz.core.reports.exhibits import Calendar, Shares
from quiz.core.reports.figures import MOST_PLACES, Figures
from quiz.core.reports.shelf import number, share_row
from quiz.core.reports.statistics import Count, Stretch, by_hour, fatigue, learning_curve, streak

_MOST_ROWS = 10
_FEW = 1000
"""Answers below which the hours of the day are shown by threes."""

_HOURS_TOGETHER = 3
_SHORT_SESSION = 50
_NONE = Count(0, 0, 0.0)


def calendar(days: tuple[tuple[date, int], ...], today: date) -> Calendar:
    """How many answers each day had, and the streaks of days."""
    it = streak([day for day, _ in days], today)
    longest = f"the longest streak was {number(it.longest, 'day')}"
    now = f"{number(it.now, 'day')} in a row up to {'today' if it.is_kept else 'yesterday'}; " if it.now > 1 else ""
    answers = sum(count for _, count in days)
    note = f"{number(answers, 'answer')} on {number(len(days), 'day')}; {now}{longest}."
    return Calendar("calendar", "Days", note, days)


def curve(figures: Figures) -> Shares:
    """The mean mark of first attempts at a question, of second ones and so on."""
    alone, rest = figures.repeats[: _MOST_ROWS - 1], figures.repeats[_MOST_ROWS - 1 :]
    rows = learning_curve([*alone, *([sum(rest, _NONE)] if rest else [])])
    note = "The mean mark when a question was answered for the first time, the second time and so on."
    shares = tuple(
        share_row(f"{_ordinal(it.first)} time{' and later' if it.first == _MOST_ROWS else ''}", it.facility)
        for it in rows
    )
    return Shares("learning-curve", "Learning curve", note, shares)


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number, "th")
    return f"{number}{ending}"


def time_of_day(moments: Sequence[tuple[datetime, Count]], total: Count) -> Shares:
    """The mean mark by hour of the day; `moments` are by the learner's clock."""
    every = _HOURS_TOGETHER if total.answers < _FEW else 1
    rows = tuple(
        share_row(f"{place * every:02}:00 to {(place + 1) * every:02}:00", it)
        for place, it in enumerate(by_hour(moments, every))
        if it
    )
    return Shares("time-of-day", "Time of day", "The mean mark by the hour of your clock, of so many answers.", rows)


def within_session(figures: Figures) -> Shares:
    """The mean mark by how many answers of the session came before."""
    every = 5 if len(figures.places) <= _SHORT_SESSION else 10
    rows = tuple(share_row(_places(it), it.facility) for it in fatigue(figures.places, every))
    note = "The mean mark of the first answers of a session, the next and so on; only long sessions have later ones."
    return Shares("fatigue", "Within a session", note, rows)


def _places(it: Stretch) -> str:
    if it.last == MOST_PLACES:
        return f"answers {it.first} and later"
    return f"answers {it.first} to {it.last}" if it.last > it.first else f"answer {it.first}"
