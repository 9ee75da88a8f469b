"""Drafts from tables: the first column matched with each of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from quiz.checks.skeletons.draft import Desk, Draft, Source
from quiz.checks.skeletons.english import VERBS, is_inflected, is_plural
from quiz.checks.skeletons.gathering import Gathered
from quiz.checks.skeletons.naming import upper_first
from quiz.checks.skeletons.structure import Grid

T = TypeVar("T")

MOST_PAIRS = 8
_NO_NAME = frozenset(
    {"what", "how", "where", "when", "why", "who", "whom", "whose", "which", "is", "are", "can", "does"}
)
_NOTHING = frozenset({"", "-", "–", "—", "?", "n/a", "N/A", "none"})


def drafts(desk: Desk, gathered: Gathered) -> Iterator[Draft]:
    for grid in gathered.grids:
        for column in range(1, len(grid.heads)):
            yield from _of_column(desk, grid, column)


def _of_column(desk: Desk, grid: Grid, column: int) -> Iterator[Draft]:
    first, other = grid.heads[0], grid.heads[column]
    pairs = [
        (cells[0], cells[column], statement)
        for cells, statement in grid.rows
        if cells[0] not in _NOTHING and cells[column] not in _NOTHING and cells[0] != cells[column]
    ]
    if desk.is_english and first and other:
        stem = _stem(_low(first), _low(other))
    else:
        stem = f"{first or desk.title(grid.section)} – {other}?"
    for part in in_parts(pairs):
        draft = desk.matching(Source.TABLE, f"{first} {other}", stem, part)
        if draft:
            yield draft


def _stem(first: str, other: str) -> str:
    """The question for the names of two columns, which need not be names of things: as "What it does"."""
    if _is_no_name(first):
        return f"What goes with each entry of “{upper_first(first)}”?"
    belong = "belong" if is_plural(other) else "belongs"
    return f"What belongs to each {first}?" if _is_no_name(other) else f"Which {other} {belong} to which {first}?"


def _is_no_name(head: str) -> bool:
    word = head.split(maxsplit=1)[0].lower()
    return word in _NO_NAME or (word in VERBS and is_inflected(word) and len(head.split()) > 1)


def _low(head: str) -> str:
    first = head.split(maxsplit=1)[0]
    return head[:1].lower() + head[1:] if first.istitle() else head


def in_parts(items: list[T]) -> Iterator[list[T]]:
    """The items in as few parts of eight at most as will do, each nearly as large as the others."""
    number = -(-len(items) // MOST_PAIRS)
    for i in range(number):
        yield items[i * len(items) // number : (i + 1) * len(items) // number]
