"""How far a test would give the same totals again: coefficients from the marks of learners who met every item.

Marks are by item, with all learners in the same order. ZeroDivisionError where there is one item alone, or
all learners have the same total.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from quiz.core.reports.moments import mean, variance


def totals_of(columns: Sequence[Sequence[float]]) -> list[float]:
    """The total of each learner; none of no items."""
    return [fsum(row) for row in zip(*columns, strict=True)]


def alpha(spreads: Sequence[float], of_totals: float) -> float:
    """Cronbach's alpha from the variances of the items and that of the totals.

    It is k / (k - 1) times 1 less the sum of the former over the latter, and 1 at most.
    """
    return _coefficient(len(spreads), fsum(spreads) / of_totals)


def kr20(columns: Sequence[Sequence[float]]) -> float:
    """Kuder and Richardson's formula 20, which is alpha for marks of 0 and 1.

    The variance of the totals has n below, since p(1 - p), that of an item, has.
    """
    facilities = map(mean, columns)
    return _coefficient(len(columns), fsum(p * (1 - p) for p in facilities) / variance(totals_of(columns), taken=0))


def kr21(columns: Sequence[Sequence[float]]) -> float:
    """Kuder and Richardson's formula 21, which takes all items for equally hard: KR-20 at most."""
    totals = totals_of(columns)
    items, middle = len(columns), mean(totals)
    return _coefficient(items, middle * (items - middle) / (items * variance(totals, taken=0)))


def lengthened(reliability: float, factor: float) -> float:
    """The reliability of a test so many times as long (Spearman and Brown); 2 gives it from that of a half.

    ValueError where the factor is not above 0, or there is none because the reliability is too far below 0.
    """
    below = 1 + (factor - 1) * reliability
    if factor <= 0 or below <= 0:
        raise ValueError("no test of that length has a reliability")
    return factor * reliability / below


def _coefficient(items: int, error: float) -> float:
    return min(items / (items - 1) * (1 - error), 1.0)
