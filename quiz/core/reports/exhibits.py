"""Figures laid out to be shown: what a screen draws, plain mode reads out and a page prints, from one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from quiz.core.marking import percent

_DAYS_OF_A_WEEK = 7


def _range(low: float, high: float) -> str:
    return f"{percent(low).removesuffix(' %')} to {percent(high)}"


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 and from how many answers it comes; `low` and `high` bound it where it is an estimate."""

    label: str
    share: float
    answers: int
    low: float | None = None
    high: float | None = None

    @property
    def figures(self) -> str:
        """The share in per cent, from how many answers it comes, and its bounds."""
        bounds = "" if self.low is None or self.high is None else f" ({_range(self.low, self.high)})"
        return f"{percent(self.share)} of {self.answers}{bounds}"


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of one kind, one a row; `unit` is what they are shares of, in the plural."""

    id: str
    title: str
    note: str
    rows: tuple[Share, ...]
    unit: str = "answers"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are of something, and of how many where that is known."""

    label: str
    count: int
    of: int | None = None

    @property
    def figures(self) -> str:
        """The number, and of how many it is."""
        return str(self.count) if self.of is None else f"{self.count} of {self.of}"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of one kind, one a row, that are seen next to the largest; `unit` is what is counted, in the plural."""

    id: str
    title: str
    note: str
    unit: str
    rows: tuple[Counted, ...]

    @property
    def bars(self) -> tuple[tuple[Counted, float], ...]:
        """Each row with its share of the largest."""
        most = max((row.count for row in self.rows), default=0) or 1
        return tuple((row, row.count / most) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How many answers each day had, in the order of the days; a day without any may be left out."""

    id: str
    title: str
    note: str
    days: tuple[tuple[date, int], ...]


def months_above(first: date, weeks: int) -> dict[int, date]:
    """Where the names of months stand above so many weeks from the Monday `first` on: a day of each, by week.

    A month begins with its first Monday. The one in which the first week is has its name there, unless the next begins
    right after it and the names would run into one another.
    """
    mondays = [first + timedelta(weeks=week) for week in range(weeks)]
    named = {week: monday for week, monday in enumerate(mondays) if monday.day <= _DAYS_OF_A_WEEK}
    return named if 1 in named else {0: first} | named


@dataclass(frozen=True, slots=True)
class Forecast:
    """Answers of which the learner said the same: how often that should be right, and how often it was."""

    label: str
    forecast: float
    share: float
    answers: int
    low: float
    high: float

    def __str__(self) -> str:
        return (
            f"{self.label}, taken for {percent(self.forecast)}: {percent(self.share)} wholly right of {self.answers} "
            f"({_range(self.low, self.high)})"
        )


@dataclass(frozen=True, slots=True)
class Reliability:
    """Forecasts against outcomes: on the diagonal whoever is right as often as they say."""

    id: str
    title: str
    note: str
    rows: tuple[Forecast, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said in words."""

    id: str
    title: str
    note: str
    rows: tuple[str, ...]


Exhibit = Shares | Counts | Calendar | Reliability | Sentences


def has_rows(exhibit: Exhibit) -> bool:
    """Whether the exhibit has anything to show."""
    return bool(exhibit.days if isinstance(exhibit, Calendar) else exhibit.rows)
