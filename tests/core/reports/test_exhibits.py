from __future__ import annotations

from datetime import date, timedelta

import pytest

from quiz.core.reports.exhibits import (
    Calendar,
    Counted,
    Counts,
    Exhibit,
    Forecast,
    Reliability,
    Sentences,
    Share,
    Shares,
    has_rows,
    months_above,
)

ROW = Forecast("high", 0.9, 0.8, 25, 0.61, 0.91)


@pytest.mark.parametrize(
    ("share", "figures"),
    [
        (Share("a", 0.8, 25), "80 % of 25"),
        (Share("a", 0.8, 25, 0.609, 0.911), "80 % of 25 (61 to 91 %)"),
        (Share("a", 0.999, 1000, 0.99, 1.0), "99 % of 1000 (99 to 100 %)"),
        (Share("a", 0.0, 3, 0.0, 0.56), "0 % of 3 (0 to 56 %)"),
    ],
)
def test_a_share_says_of_how_many_it_is_and_between_what_it_lies(share: Share, figures: str) -> None:
    assert share.figures == figures


@pytest.mark.parametrize(("counted", "figures"), [(Counted("a", 3), "3"), (Counted("a", 3, 12), "3 of 12")])
def test_a_number_says_of_how_many_it_is_where_that_is_known(counted: Counted, figures: str) -> None:
    assert counted.figures == figures


def test_a_forecast_is_said_in_words() -> None:
    assert str(ROW) == "high, taken for 90 %: 80 % wholly right of 25 (61 to 91 %)"


@pytest.mark.parametrize(("counts", "shares"), [((), []), ((0, 0), [0, 0]), ((2, 8, 0), [0.25, 1, 0]), ((5,), [1])])
def test_numbers_are_seen_next_to_the_largest(counts: tuple[int, ...], shares: list[float]) -> None:
    exhibit = Counts("due", "Due", "", "questions", tuple(Counted(str(count), count) for count in counts))
    assert [share for _, share in exhibit.bars] == shares
    assert tuple(row for row, _ in exhibit.bars) == exhibit.rows


@pytest.mark.parametrize(
    ("empty", "full"),
    [
        (Shares("a", "A", "", ()), Shares("a", "A", "", (Share("a", 1, 1),))),
        (Counts("a", "A", "", "days", ()), Counts("a", "A", "", "days", (Counted("a", 0),))),
        (Calendar("a", "A", "", ()), Calendar("a", "A", "", ((date(2026, 3, 1), 1),))),
        (Reliability("a", "A", "", ()), Reliability("a", "A", "", (ROW,))),
        (Sentences("a", "A", "", ()), Sentences("a", "A", "", ("So it is.",))),
    ],
)
def test_an_exhibit_knows_whether_it_has_rows(empty: Exhibit, full: Exhibit) -> None:
    assert not has_rows(empty)
    assert has_rows(full)


@pytest.mark.parametrize(
    ("first", "weeks", "named"),
    [
        (date(2026, 3, 2), 1, {0: 3}),
        (date(2026, 3, 9), 3, {0: 3}),
        (date(2026, 3, 23), 4, {0: 3, 2: 4}),
        (date(2026, 3, 30), 3, {1: 4}),  # or the names would run into one another
        (date(2026, 2, 2), 5, {0: 2, 4: 3}),
        (date(2025, 12, 15), 8, {0: 12, 3: 1, 7: 2}),
    ],
)
def test_each_month_is_named_above_its_first_monday_and_the_first_week_has_its_own(
    first: date, weeks: int, named: dict[int, int]
) -> None:
    found = months_above(first, weeks)
    assert {week: day.month for week, day in found.items()} == named
    assert all(day == first + timedelta(weeks=week) for week, day in found.items())
