from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from quiz.core.reports.exhibits import (
    Calendar,
    Shares,
)
from quiz.core.reports.figures import MOST_PLACES
from quiz.core.reports.report import report
from tests.core.made_reports import (
    DAY,
    MIDNIGHT,
    NOON,
    count,
    figures,
    find,
    learnt,
    reported,
)


def test_days_and_hours_are_those_of_the_learner() -> None:
    late = datetime(2026, 3, 9, 18, 45, tzinfo=UTC)
    it = figures(quarters={late: count(3, 3), NOON: count(7, 5)})
    there = report([learnt()], it, NOON, MIDNIGHT, lambda moment: moment.astimezone(ZoneInfo("Asia/Kathmandu")))
    assert find(there, "calendar", Calendar).days == ((date(2026, 3, 10), 10),)
    assert [row.label for row in find(there, "time-of-day", Shares).rows] == ["00:00 to 03:00", "15:00 to 18:00"]
    assert find(reported(it), "calendar", Calendar).days == ((date(2026, 3, 9), 3), (date(2026, 3, 10), 7))


@pytest.mark.parametrize(
    ("ago", "note"),
    [
        ((0, 1, 2, 5), "4 answers on 4 days; 3 days in a row up to today; the longest streak was 3 days."),
        ((1, 2), "2 answers on 2 days; 2 days in a row up to yesterday; the longest streak was 2 days."),
        ((0,), "1 answer on 1 day; the longest streak was 1 day."),
        ((3, 4), "2 answers on 2 days; the longest streak was 2 days."),
    ],
)
def test_the_calendar_tells_of_streaks(ago: tuple[int, ...], note: str) -> None:
    it = figures(quarters={NOON - days * DAY: count(1, 1) for days in ago})
    assert find(reported(it), "calendar", Calendar).note == note


def test_hours_stand_alone_where_there_are_many_answers() -> None:
    many = count(1000, 900)
    assert [row.label for row in find(reported(figures(many)), "time-of-day", Shares).rows] == ["12:00 to 13:00"]


def test_the_learning_curve_takes_late_attempts_together() -> None:
    repeats = [count(20 - i, 7) for i in range(14)]
    rows = find(reported(figures(repeats=repeats)), "learning-curve", Shares).rows
    assert [row.label for row in rows[:4]] == ["1st time", "2nd time", "3rd time", "4th time"]
    assert (rows[-1].label, rows[-1].answers) == ("10th time and later", 11 + 10 + 9 + 8 + 7)
    assert len(rows) == 10


@pytest.mark.parametrize(
    ("places", "labels"),
    [
        (3, ["answers 1 to 3"]),
        (11, ["answers 1 to 5", "answers 6 to 10", "answer 11"]),
        (60, [f"answers {n}1 to {n + 1}0" if n else "answers 1 to 10" for n in range(6)]),
    ],
)
def test_a_session_is_looked_at_in_stretches(places: int, labels: list[str]) -> None:
    it = figures(places=[count(2, 1)] * places)
    assert [row.label for row in find(reported(it), "fatigue", Shares).rows] == labels


def test_very_late_answers_of_a_session_are_taken_together() -> None:
    rows = find(reported(figures(places=[count(2, 1)] * MOST_PLACES)), "fatigue", Shares).rows
    assert rows[-1].label == "answers 91 and later"
