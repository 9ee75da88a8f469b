"""What is drawn on the wall of a room: how large it is, and blocks of lines beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size

_LARGE = Size(100, 30)
"""From so many columns and lines of the terminal on, what matters stands in large letters."""

_AROUND = Size(6, 6)
"""The columns and lines of the terminal around what the room sees."""


def is_large(room: Size) -> bool:
    """Whether the terminal is large enough for large letters, `room` being what it has for the wall."""
    needed = _LARGE - _AROUND
    return room.width >= needed.width and room.height >= needed.height


def side_by_side(blocks: Sequence[Sequence[Content]], column: int) -> list[Content]:
    """Blocks of lines next to one another, each but the last `column` cells wide."""
    lines = []
    for row in range(max(map(len, blocks), default=0)):
        *first, last = [block[row] if row < len(block) else Content("") for block in blocks]
        lines.append(Content("").join([*(cell.pad_right(max(column - cell.cell_length, 0)) for cell in first), last]))
    return lines
