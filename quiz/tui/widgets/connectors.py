"""Lines drawn between the rows of two columns, one lane a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UP, DOWN, LEFT, RIGHT = 1, 2, 4, 8

_GLYPHS = {
    0: " ",
    LEFT | RIGHT: "─",
    UP | DOWN: "│",
    DOWN | RIGHT: "╭",
    DOWN | LEFT: "╮",
    UP | RIGHT: "╰",
    UP | LEFT: "╯",
    UP | DOWN | RIGHT: "├",
    UP | DOWN | LEFT: "┤",
    DOWN | LEFT | RIGHT: "┬",
    UP | LEFT | RIGHT: "┴",
    UP | DOWN | LEFT | RIGHT: "┼",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a row of the left column to a row of the right one; `name` says whose it is."""

    left: int
    right: int
    name: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A character of the drawing and the name of the link it belongs to, the later one where two cross."""

    glyph: str = " "
    name: int | None = None


def draw(links: Sequence[Link], height: int, width: int) -> list[list[Cell]]:
    """The drawing of the links, `height` rows of `width` cells.

    Each link runs right along its left row, along a lane of its own to its right row, and right along that. Where there
    are more links than lanes, lanes are shared.
    """
    masks = [[0] * width for _ in range(height)]
    owners: list[list[int | None]] = [[None] * width for _ in range(height)]

    def add(row: int, column: int, mask: int, name: int) -> None:
        masks[row][column] |= mask
        owners[row][column] = name

    lanes = max(width - 2, 1)
    level = [link for link in links if link.right == link.left]
    turning = _in_lanes(links)
    step = max(lanes // (len(turning) + 1), 1)
    for link in level:
        for column in range(width):
            add(link.left, column, LEFT | RIGHT, link.name)
    for place, link in enumerate(turning):
        lane = 1 + (step * (place + 1) - 1) % lanes
        for column in range(lane):
            add(link.left, column, LEFT | RIGHT, link.name)
        for column in range(lane + 1, width):
            add(link.right, column, LEFT | RIGHT, link.name)
        top, bottom = sorted((link.left, link.right))
        for row in range(top + 1, bottom):
            add(row, lane, UP | DOWN, link.name)
        is_falling = link.right > link.left
        add(link.left, lane, LEFT | (DOWN if is_falling else UP), link.name)
        add(link.right, lane, RIGHT | (UP if is_falling else DOWN), link.name)
    return [
        [Cell(_GLYPHS[mask], owner) for mask, owner in zip(mask_row, owner_row, strict=True)]
        for mask_row, owner_row in zip(masks, owners, strict=True)
    ]


def _in_lanes(links: Sequence[Link]) -> list[Link]:
    """The links that are not level, in the order of their lanes from the left.

    Of links that fall beside one another the lower turns first, of those that rise the upper, and so none cross. A
    link that ends in a row turns after one that begins there, or they would run over each other; only two that
    exchange their rows do.
    """
    falling = sorted((link for link in links if link.right > link.left), key=lambda link: -link.left)
    rising = sorted((link for link in links if link.right < link.left), key=lambda link: link.left)
    waiting = [*falling, *rising]
    placed = []
    while waiting:
        free = [link for link in waiting if all(other is link or other.left != link.right for other in waiting)]
        placed.append((free or waiting)[0])
        waiting.remove(placed[-1])
    return placed
