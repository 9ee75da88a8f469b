"""Figures as lines of text: each bar with its number, so that they can be read as well as looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from quiz.core.reports.exhibits import Calendar, Counts, Exhibit, Reliability, Sentences, Shares
from quiz.core.text import one_line
from quiz.plain.page import cells, hang, number_of

_BAR = 20
_NO_BAR_BELOW = 60
"""Columns below which a bar would leave the words no room."""


_MOST_DAYS = 14


def exhibit_lines(exhibit: Exhibit, width: int) -> list[str]:
    """The title, what there is to say of the figures, and a line for each; "none yet" where there are none."""
    lines = hang("", exhibit.title, width)
    body = list(_body(exhibit, width))
    if exhibit.note:
        lines += hang("  ", exhibit.note, width)
    return lines + (body or ["  none yet"])


def _body(exhibit: Exhibit, width: int) -> Iterator[str]:
    match exhibit:
        case Shares():
            yield from _bars([(row.label, row.share, row.figures) for row in exhibit.rows], width)
        case Counts():
            yield from _bars([(row.label, share, row.figures) for row, share in exhibit.bars], width)
        case Calendar():
            yield from _days(exhibit)
        case Reliability():
            for row in exhibit.rows:
                yield from hang("  ", str(row), width)
        case Sentences():
            for sentence in exhibit.rows:
                yield from hang("  ", sentence, width)
        case _:
            assert_never(exhibit)


def _days(calendar: Calendar) -> Iterator[str]:
    """A line a day; or a line a month, where there are too many days to be listened to."""
    if len(calendar.days) <= _MOST_DAYS:
        for day, answers in calendar.days:
            yield f"  {day.isoformat()}  {number_of(answers, 'answer')}"
        return
    for month, days in groupby(calendar.days, key=lambda it: f"{it[0]:%Y-%m}"):
        counts = [answers for _, answers in days]
        yield f"  {month}  {number_of(sum(counts), 'answer')} on {number_of(len(counts), 'day')}"


def _bars(rows: list[tuple[str, float, str]], width: int) -> Iterator[str]:
    room = min(max((cells(one_line(label)) for label, _, _ in rows), default=0), width // 2)
    for label, share, text in rows:
        full = round(max(0.0, min(share, 1.0)) * _BAR)
        bar = f"{'#' * full}{'.' * (_BAR - full)} " if width >= _NO_BAR_BELOW else ""
        *before, last = hang("  ", one_line(label), room + 2)
        yield from before
        yield f"{last}{' ' * (room + 2 - cells(last))}  {bar}{text}"
