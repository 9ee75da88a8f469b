"""Lines of text with hanging indentation, measured in terminal cells."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

LETTERS = "ABCDEFGHIJ"
"""The letters that choose; an eleventh choice is reached with the arrows alone."""


def letter(place: int) -> str:
    """The letter of the choice at this place on the screen, or a dot where the letters have run out."""
    return LETTERS[place] if place < len(LETTERS) else "·"


def place_of(character: str) -> int | None:
    """The place on the screen that a typed letter from a to j or digit from 1 to 9 means."""
    if character in "123456789":
        return int(character) - 1
    place = LETTERS.find(character.upper())
    return place if place >= 0 else None


def hang(lead: Content | str, text: Content | str, width: int) -> list[Content]:
    """The text wrapped to `width` cells: the first line after the lead, the others indented as far as it reaches."""
    lead = Content(lead) if isinstance(lead, str) else lead
    text = Content(text) if isinstance(text, str) else text
    indent = lead.cell_length
    first, *rest = text.wrap(max(width - indent, 4)) or [Content()]
    return [lead + first, *(Content(" " * indent) + line for line in rest)]


def fill(line: Content, width: int) -> Content:
    """The line with spaces up to `width` cells, so that a background reaches the edge."""
    return line.pad_right(max(width - line.cell_length, 0))


def stack(lines: Iterable[Content]) -> Content:
    return Content("\n").join(lines)
