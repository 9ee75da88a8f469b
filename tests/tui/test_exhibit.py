from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

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
from quiz.tui.widgets.exhibit import drawn

DAY = date(2026, 3, 11)  # a Wednesday

SHARES = Shares("topics", "By topic", "The mean mark.", (Share("Cells", 0.5, 12, 0.25, 0.75), Share("Gut", 1, 3)))
COUNTS = Counts("due", "Due", "", "questions", (Counted("today", 4), Counted("tomorrow", 2, 8)))
RELIABILITY = Reliability("sure", "How sure", "", (Forecast("high", 0.9, 0.9, 10, 0.6, 0.98),))
SENTENCES = Sentences("said", "Said", "", ("[bold]So it is[/bold].", "90 % of it."))
CALENDAR = Calendar("days", "Days", "", ((DAY - timedelta(days=9), 1), (DAY, 8)))
EVERY: tuple[Exhibit, ...] = (SHARES, COUNTS, RELIABILITY, SENTENCES, CALENDAR)


def lines(exhibit: Exhibit, width: int) -> list[str]:
    return [line.plain.rstrip() for line in drawn(exhibit, width)]


def test_a_bar_stands_beside_its_label_where_there_is_room() -> None:
    assert lines(SHARES, 51) == [
        "By topic",
        "The mean mark.",
        "Cells ██████████░░░░░░░░░░ 50 % of 12 (25 to 75 %)",
        "Gut   ████████████████████ 100 % of 3",
    ]


def test_a_bar_stands_below_its_label_where_there_is_not() -> None:
    assert lines(SHARES, 34) == [
        "By topic",
        "The mean mark.",
        "Cells",
        "  ████░░░░ 50 % of 12 (25 to 75 %)",
        "Gut",
        "  ████████ 100 % of 3",
    ]


def test_numbers_are_drawn_next_to_the_largest() -> None:
    assert lines(COUNTS, 28) == [
        "Due",
        "today    ███████████ 4",
        "tomorrow █████▌░░░░░ 2 of 8",
    ]


def test_sentences_are_data_and_no_markup() -> None:
    assert lines(SENTENCES, 40) == ["Said", "• [bold]So it is[/bold].", "• 90 % of it."]


def test_days_stand_in_columns_of_weeks_up_to_the_last() -> None:
    assert lines(CALENDAR, 40) == [
        "Days",
        "   03",
        "Mo ░ ·",
        "Tu · ·",
        "We · █",
        "Th ·",
        "Fr ·",
        "Sa ·",
        "Su ·",
        "░ few, █ 8 answers in a day",
    ]


def test_the_month_of_the_first_week_is_named_however_late_in_it_that_is() -> None:
    late = Calendar("days", "Days", "", ((date(2026, 3, 25), 1), (date(2026, 4, 7), 8)))
    assert lines(late, 40)[1] == "   03  04"


def test_only_the_latest_weeks_are_drawn_where_there_is_no_room_for_all() -> None:
    year = Calendar("days", "Days", "", tuple((DAY - timedelta(days=n), 1) for n in reversed(range(400))))
    assert max(map(len, lines(year, 30))) <= 30
    assert max(map(len, lines(year, 200))) == 3 + 53 * 2 - 1
    assert lines(year, 30)[4] == "We " + " ".join("█" * 13)


def test_a_forecast_that_fits_stands_on_the_diagonal() -> None:
    plot = lines(RELIABILITY, 60)[1:12]
    (row,) = [number for number, line in enumerate(plot) if "●" in line]
    assert row == 1
    assert plot[0].startswith(" 100 %")
    assert plot[10].startswith("   0 %")
    assert plot[1].index("●") - 7 == round(0.9 * 40)
    assert [line[7 + 36] for line in plot[2:5]] == ["│", "│", "│"]
    assert lines(RELIABILITY, 60)[-1] == "  high, taken for 90 %: 90 % wholly right of 10 (60 to 98 %)"


@pytest.mark.parametrize(
    "exhibit",
    [
        Shares("a", "A", "Why.", ()),
        Counts("a", "A", "Why.", "days", ()),
        Calendar("a", "A", "Why.", ()),
        Reliability("a", "A", "Why.", ()),
        Sentences("a", "A", "Why.", ()),
    ],
)
def test_what_has_no_rows_says_so(exhibit: Exhibit) -> None:
    assert lines(exhibit, 40) == ["A", "Why.", "none yet"]


LABELS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), min_size=1, max_size=30)


@given(st.sampled_from(EVERY), LABELS, st.floats(0, 1), st.integers(0, 10**6), st.integers(34, 130))
def test_no_line_is_wider_than_there_is_room(
    exhibit: Exhibit, label: str, share: float, number: int, width: int
) -> None:
    shares = Shares("a", label, label, (Share(label, share, number), Share(label * 2, share, 9, 0, 1)))
    counts = Counts("a", label, label, "days", (Counted(label, number), Counted("b", 3, number)))
    for each in (exhibit, shares, counts):
        assert all(line.cell_length <= width for line in drawn(each, width))
