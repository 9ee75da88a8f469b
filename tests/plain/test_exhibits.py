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
)
from quiz.plain.exhibits import exhibit_lines

DAY = date(2026, 2, 27)
SHARES = Shares("topics", "By topic", "The mean mark.", (Share("Cells\x1b", 0.5, 12, 0.25, 0.75), Share("Gut", 1, 3)))


@pytest.mark.parametrize(
    ("exhibit", "lines"),
    [
        (
            SHARES,
            [
                "By topic",
                "  The mean mark.",
                "  Cells<U+001B>  ##########.......... 50 % of 12 (25 to 75 %)",
                "  Gut            #################### 100 % of 3",
            ],
        ),
        (
            Counts("due", "Due", "", "questions", (Counted("today", 4), Counted("tomorrow", 2, 8))),
            ["Due", "  today     #################### 4", "  tomorrow  ##########.......... 2 of 8"],
        ),
        (
            Calendar("days", "Days", "", ((DAY, 1), (DAY + timedelta(days=2), 8))),
            ["Days", "  2026-02-27  1 answer", "  2026-03-01  8 answers"],
        ),
        (
            Reliability("sure", "How sure", "", (Forecast("high", 0.9, 0.8, 10, 0.6, 0.98),)),
            ["How sure", "  high, taken for 90 %: 80 % wholly right of 10 (60 to 98 %)"],
        ),
        (Sentences("said", "Said", "", ("So it is.",)), ["Said", "  So it is."]),
        (Sentences("said", "Said", "Why.", ()), ["Said", "  Why.", "  none yet"]),
    ],
)
def test_each_figure_is_a_line_with_its_number(exhibit: Exhibit, lines: list[str]) -> None:
    assert exhibit_lines(exhibit, 79) == lines


def test_where_there_is_no_room_for_bars_the_numbers_stay() -> None:
    assert exhibit_lines(SHARES, 40)[2:] == [
        "  Cells<U+001B>  50 % of 12 (25 to 75 %)",
        "  Gut            100 % of 3",
    ]


def test_a_long_label_takes_several_lines() -> None:
    long = Shares("topics", "By topic", "", (Share("word " * 12, 0.5, 12),))
    assert exhibit_lines(long, 60) == [
        "By topic",
        "  word word word word word word",
        "  word word word word word word   ##########.......... 50 % of 12",
    ]


def test_many_days_are_counted_by_month() -> None:
    days = tuple((DAY + timedelta(days=n), 2) for n in range(15))
    assert exhibit_lines(Calendar("days", "Days", "", days[:14]), 79)[-1] == "  2026-03-12  2 answers"
    assert exhibit_lines(Calendar("days", "Days", "", days), 79) == [
        "Days",
        "  2026-02  4 answers on 2 days",
        "  2026-03  26 answers on 13 days",
    ]
