"""Text as lines that fit a width, counted in terminal cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from quiz.core.text import printable

_NARROWEST = 20
"""Cells a line of text gets even where the indent leaves fewer."""


def cells(text: str) -> int:
    """How many cells a terminal gives the text: two for a wide character, none for a combining mark."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(character) for character in text)


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def hang(lead: str, text: str, width: int) -> list[str]:
    """The text after the lead, wrapped, with its further lines under its first one; unprintable characters shown.

    Line breaks of the text are kept, and so are the spaces in a line that fits.
    """
    lead = printable(lead)
    indent = " " * cells(lead)
    room = max(width - len(indent), _NARROWEST)
    lines = [part for line in printable(text).expandtabs(4).rstrip().split("\n") for part in _wrapped(line, room)]
    return [f"{lead if number == 0 else indent}{line}".rstrip() for number, line in enumerate(lines)]


def _wrapped(line: str, room: int) -> Iterator[str]:
    if cells(line) <= room:
        yield line.rstrip()
        return
    current = ""
    for word in line.split():
        rest = word
        if current and cells(current) + 1 + cells(rest) <= room:
            current = f"{current} {rest}"
            continue
        if current:
            yield current
        while cells(rest) > room:
            head = _head(rest, room)
            yield head
            rest = rest[len(head) :]
        current = rest
    yield current


def _head(word: str, room: int) -> str:
    """As much of the word as has room: at least one character."""
    used = 0
    for number, character in enumerate(word):
        used += _cells_of(character)
        if used > room and number:
            return word[:number]
    return word


def number_of(count: int, noun: str) -> str:
    """The count with its noun, as "1 question" and "2 questions"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def points_of(points: float) -> str:
    """Points with at most two decimals, as "7", "7.5" and "7.33"."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def duration_of(seconds: float) -> str:
    """A duration in hours, minutes and whole seconds, as "1 h 0 min 5 s"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min {rest} s"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
