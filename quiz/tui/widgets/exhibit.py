"""Figures as drawings: bars, a calendar of days, forecasts against outcomes; each with its number beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.core.reports.exhibits import Calendar, Counts, Exhibit, Forecast, Reliability, Sentences, Shares, months_above
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.typesetting import fill, hang, stack

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_SHADES = "·░▒▓█"
_PLOT_ROWS = 11
"""Lines of the plot of forecasts: one for each tenth, 0 and 1 included."""


class ExhibitView(Widget):
    """One exhibit under its title, as high as it needs to be."""

    DEFAULT_CSS = "ExhibitView { height: auto; width: 1fr; }"

    def __init__(self, exhibit: Exhibit) -> None:
        super().__init__()
        self.exhibit = exhibit

    def render(self) -> Content:
        return stack(drawn(self.exhibit, self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return len(drawn(self.exhibit, width))


def drawn(exhibit: Exhibit, width: int) -> list[Content]:
    """The lines of the exhibit, none wider than `width` cells."""
    lines = hang("", Content.styled(exhibit.title, "bold $primary"), width)
    body = list(_body(exhibit, width))
    if exhibit.note:
        lines += hang("", Content.styled(exhibit.note, "$foreground-muted"), width)
    return lines + (body or [Content.styled("none yet", "$foreground-muted")])


def _body(exhibit: Exhibit, width: int) -> Iterator[Content]:
    match exhibit:
        case Shares():
            yield from _bars([(row.label, row.share, row.figures) for row in exhibit.rows], width, "$success")
        case Counts():
            yield from _bars([(row.label, share, row.figures) for row, share in exhibit.bars], width, "$primary")
        case Calendar():
            yield from _calendar(dict(exhibit.days), width)
        case Reliability():
            if exhibit.rows:
                yield from _plot(exhibit.rows, width)
            for row in exhibit.rows:
                yield from hang("  ", str(row), width)
        case Sentences():
            for sentence in exhibit.rows:
                yield from hang("• ", sentence, width)
        case _:
            assert_never(exhibit)


def _bars(rows: list[tuple[str, float, str]], width: int, style: str) -> Iterator[Content]:
    """A bar a row: beside its label, or below where both do not fit."""
    longest = max((cell_len(label) for label, _, _ in rows), default=0)
    figures = max((len(text) for _, _, text in rows), default=0)
    cells = min(width - longest - figures - 3, 30)
    for label, share, text in rows:
        if cells >= 8:
            yield Content.assemble(fill(Content(label), longest + 1), bar(share, cells, style), f" {text}")
        else:
            yield from hang("", label, width)
            below = max(min(width - figures - 3, 30), 0)
            yield Content.assemble("  ", bar(share, below, style) if below >= 4 else "", f" {text}")


def _calendar(days: dict[date, int], width: int) -> Iterator[Content]:
    """A column a week, Monday at the top: as many weeks as fit, up to the latest day."""
    if not days:
        return
    last = max(days)
    monday = last - timedelta(days=last.weekday())
    weeks = max(min((width - 3) // 2, 53), 1)
    first = max(monday - timedelta(weeks=weeks - 1), min(days) - timedelta(days=min(days).weekday()))
    columns = (monday - first).days // 7 + 1
    most = max(days.values())
    months = ["  "] * columns
    for week, day in months_above(first, columns).items():
        months[week] = f"{day:%m}"
    yield Content.styled("   " + "".join(months), "$foreground-muted")
    for weekday, name in enumerate(_WEEKDAYS):
        cells = []
        for week in range(columns):
            day = first + timedelta(weeks=week, days=weekday)
            cells.append("  " if day > last else f"{_shade(days.get(day, 0), most)} ")
        yield Content.assemble((f"{name} ", "$foreground-muted"), ("".join(cells), "$success"))
    yield Content.styled(f"{_SHADES[1]} few, {_SHADES[-1]} {most} answers in a day", "$foreground-muted")


def _shade(count: int, most: int) -> str:
    return _SHADES[0] if not count else _SHADES[1 + round((len(_SHADES) - 2) * count / most)]


def _plot(rows: tuple[Forecast, ...], width: int) -> Iterator[Content]:
    """Forecasts from left to right, outcomes from below: ● what came, │ its bounds, · where both would be the same."""
    columns = max(min(width - 8, 41), 11)

    def column(forecast: float) -> int:
        return round(forecast * (columns - 1))

    marks = {column(row.forecast): row for row in rows}
    for line in range(_PLOT_ROWS - 1, -1, -1):
        level = line / (_PLOT_ROWS - 1)
        cells: list[tuple[str, str]] = []
        for place in range(columns):
            row = marks.get(place)
            is_diagonal = round(place / (columns - 1) * (_PLOT_ROWS - 1)) == line
            if row and round(row.share * (_PLOT_ROWS - 1)) == line:
                cells.append(("●", "bold $primary"))
            elif row and row.low - 0.05 <= level <= row.high + 0.05:
                cells.append(("│", "$primary"))
            else:
                cells.append(("·", "$foreground-muted") if is_diagonal else (" ", ""))
        label = f"{round(level * 100):>4} %" if line % 5 == 0 else " " * 6
        yield Content.assemble((f"{label} ", "$foreground-muted"), *cells)
    axis = f"{'0 %':<{columns // 2}}{'said':^4}{'100 %':>{columns - columns // 2 - 4}}"
    yield Content.styled(" " * 7 + axis, "$foreground-muted")
