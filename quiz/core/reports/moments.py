"""Means, spreads and how two go together, the same whatever the order of the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from math import fsum, sqrt

_SLACK = 1e-9
"""Sums of marks that are the same differ by less than this."""


def is_even(numbers: Sequence[float]) -> bool:
    """Whether the numbers do not differ, but for the error of floating point; true of none."""
    return not numbers or max(numbers) - min(numbers) <= _SLACK


def mean(numbers: Sequence[float]) -> float:
    """The mean; ZeroDivisionError of none."""
    return fsum(numbers) / len(numbers)


def variance(numbers: Sequence[float], taken: int = 1) -> float:
    """The variance with n - `taken` below; ZeroDivisionError where that is 0."""
    return _power(numbers, 2) / (len(numbers) - taken)


def covariance(xs: Sequence[float], ys: Sequence[float]) -> float:
    """The covariance of pairs with n - 1 below; ZeroDivisionError of fewer than two."""
    x, y = mean(xs), mean(ys)
    return fsum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / (len(xs) - 1)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's correlation of pairs, from -1 to 1; ZeroDivisionError where either does not vary."""
    return min(max(covariance(xs, ys) / sqrt(variance(xs) * variance(ys)), -1.0), 1.0)


def skewness(numbers: Sequence[float]) -> float:
    """k3 / k2^1.5 of the unbiased k-statistics; ZeroDivisionError of fewer than three, or where none differs."""
    n = len(numbers)
    third = n * _power(numbers, 3) / ((n - 1) * (n - 2))
    return float(third / variance(numbers) ** 1.5)


def kurtosis(numbers: Sequence[float]) -> float:
    """k4 / k2^2 of the unbiased k-statistics; ZeroDivisionError of fewer than four, or where none differs."""
    n = len(numbers)
    squares = _power(numbers, 2)
    fourth = n * ((n + 1) * _power(numbers, 4) - 3 * (n - 1) * squares**2 / n) / ((n - 1) * (n - 2) * (n - 3))
    return fourth / variance(numbers) ** 2


def upper_lower(marks: Sequence[float], criterion: Sequence[float]) -> float:
    """The mean mark of the 27 % with the highest criterion less that of those with the lowest (Kelley 1939).

    Where several are tied at the edge of a group they share the places that are left in it. 0 where there is nobody.
    """
    size = max(1, round(0.27 * len(marks)))
    high, low = _top(marks, criterion, size), _top(marks, [-each for each in criterion], size)
    return (high - low) / size


def _top(marks: Sequence[float], criterion: Sequence[float], size: int) -> float:
    """The sum of the marks of so many with the highest criterion."""
    if not marks:
        return 0.0
    edge = sorted(criterion, reverse=True)[size - 1]
    above = list(compress(marks, (each > edge + _SLACK for each in criterion)))
    tied = list(compress(marks, (abs(each - edge) <= _SLACK for each in criterion)))
    return fsum(above) + fsum(tied) * (size - len(above)) / len(tied)


def _power(numbers: Sequence[float], exponent: int) -> float:
    middle = mean(numbers)
    return fsum((each - middle) ** exponent for each in numbers)
