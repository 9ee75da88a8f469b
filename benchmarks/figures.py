"""Tables of figures, as plain text and as Markdown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Self

_UNITS = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9))


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: `rounds` of the cheap kind; the dear ones take fewer."""

    rounds: int
    is_quick: bool

    @classmethod
    def quick(cls) -> Self:
        return cls(rounds=5, is_quick=True)

    @classmethod
    def full(cls) -> Self:
        return cls(rounds=25, is_quick=False)


@dataclass(slots=True)
class Table:
    """A title, the names of the columns, and rows of cells; the first column stands on the left, the others right."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    note: str = ""

    def add(self, *cells: str) -> None:
        if len(cells) != len(self.columns):
            raise ValueError(f"{self.title} has {len(self.columns)} columns, and here are {len(cells)}")
        self.rows.append(cells)

    def text(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        lines = [self.title]
        for cells in (self.columns, *self.rows):
            first, *others = [
                cell.rjust(width) if place else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
            ]
            lines.append("  ".join(["  " + first, *others]).rstrip())
        return "\n".join([*lines, *([f"  {self.note}"] if self.note else [])])

    def markdown(self) -> str:
        rule = ("---", *("---:" for _ in self.columns[1:]))
        lines = ["| " + " | ".join(cells) + " |" for cells in (self.columns, rule, *self.rows)]
        return "\n".join([f"### {self.title}", "", *lines, *(["", self.note] if self.note else [])])


def percentile(seconds: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed (the nearest-rank method)."""
    return sorted(seconds)[max(math.ceil(share * len(seconds)) - 1, 0)]


def ratio(seconds: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios of values that were taken side by side."""
    return median(one / other for one, other in zip(seconds, others, strict=True))


def shown(seconds: float) -> str:
    """The seconds with three digits that count, in the unit that suits them."""
    unit, size = next((each for each in _UNITS if seconds >= each[1]), _UNITS[-1])
    value = seconds / size
    return f"{value:.0f} {unit}" if value >= 99.5 else f"{value:.1f} {unit}" if value >= 9.95 else f"{value:.2f} {unit}"
