"""How likely each mark is where nothing tells the keys: the guesser's answer as it is, and the keys drawn at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from math import comb, erfc, lcm, sqrt

SIGNIFICANCE = 0.05
_MOST_CHOICES = 8
_MOST_STEPS = 1_000_000
"""Additions that an exact distribution may take, a third of a second; what would take more is taken for normal."""


@dataclass(frozen=True, slots=True, eq=False)
class Odds:
    """The probability of each mark, the lowest mark first; marks are exact, so that sums of them can be compared."""

    shares: Mapping[Fraction, float]

    @property
    def mean(self) -> float:
        return sum(float(mark) * share for mark, share in self.shares.items())

    @property
    def variance(self) -> float:
        mean = self.mean
        return sum((float(mark) - mean) ** 2 * share for mark, share in self.shares.items())

    @property
    def least(self) -> Fraction:
        return next(iter(self.shares))

    @property
    def is_certain(self) -> bool:
        """Whether there is one mark alone, as where nothing was to be seen."""
        return len(self.shares) == 1


@lru_cache(maxsize=4096)
def of_keys(likely: tuple[Fraction, ...], keys: int, worth: Fraction) -> Odds:
    """The odds of options that are taken so likely where so many keys are drawn among them, each worth so much."""
    kinds = {value: likely.count(value) for value in dict.fromkeys(likely)}
    ways: dict[tuple[int, Fraction], int] = {(0, Fraction(0)): 1}
    for value, options in kinds.items():
        spread: dict[tuple[int, Fraction], int] = {}
        for (drawn, mark), count in ways.items():
            for more in range(min(options, keys - drawn) + 1):
                place = (drawn + more, mark + more * value * worth)
                spread[place] = spread.get(place, 0) + count * comb(options, more)
        ways = spread
    return _of_ways({mark: count for (drawn, mark), count in ways.items() if drawn == keys})


@lru_cache(maxsize=4096)
def of_marked(marked: int, options: int, keys: int) -> Odds:
    """The odds of how many of so many marked options are keys, where so many keys are drawn among all options."""
    likely = [Fraction(0)] * (options - marked) + [Fraction(1)] * marked
    return of_keys(tuple(likely), keys, Fraction(1))


def of_partners(gains: Sequence[Sequence[Fraction]]) -> Odds:
    """The odds where each row draws a column of its own, and gets the gain that stands there.

    With more than eight columns rows that are not constant draw as if two could have the same column.
    """
    certain = sum((row[0] for row in gains if len({*row}) == 1), start=Fraction(0))
    rows = [row for row in gains if len({*row}) > 1]
    is_exact = bool(rows) and len(rows[0]) <= _MOST_CHOICES
    states: dict[tuple[int, Fraction], int] = {(0, certain): 1}
    for row in rows:
        spread: dict[tuple[int, Fraction], int] = {}
        for (used, mark), count in states.items():
            for column, gain in enumerate(row):
                bit = 1 << column if is_exact else 0
                if not used & bit:
                    place = (used | bit, mark + gain)
                    spread[place] = spread.get(place, 0) + count
        states = spread
    ways: dict[Fraction, int] = {}
    for (_, mark), count in states.items():
        ways[mark] = ways.get(mark, 0) + count
    return _of_ways(ways)


def _of_ways(ways: Mapping[Fraction, int]) -> Odds:
    total = sum(ways.values())
    return Odds({mark: count / total for mark, count in sorted(ways.items())})


@dataclass(frozen=True, slots=True)
class Sum:
    """The distribution of the sum of the marks of several questions.

    `places` are the probabilities of 0, 1, 2 ... times 1 / `unit` above `least`; empty where the sum is taken for
    normal, with that mean and variance.
    """

    mean: float
    variance: float
    least: Fraction
    unit: int
    places: tuple[float, ...]

    @property
    def is_exact(self) -> bool:
        return bool(self.places)

    def at_least(self, mark: Fraction) -> float:
        """The probability of so much or more."""
        if self.places:
            first = (mark - self.least) * self.unit
            return min(sum(self.places[max(-(-first.numerator // first.denominator), 0) :]), 1.0)
        return erfc((float(mark) - self.mean) / sqrt(2 * self.variance)) / 2

    def at_most(self, mark: Fraction) -> float:
        """The probability of so much or less."""
        if self.places:
            return min(sum(self.places[: max((mark - self.least) * self.unit // 1 + 1, 0)]), 1.0)
        return erfc((self.mean - float(mark)) / sqrt(2 * self.variance)) / 2

    @property
    def bound(self) -> float:
        """The highest sum that chance reaches with a probability of 5 % or more."""
        if self.places:
            tail = 0.0
            for place in reversed(range(len(self.places))):
                tail += self.places[place]
                if self.places[place] and tail >= SIGNIFICANCE:
                    return float(self.least + Fraction(place, self.unit))
        return self.mean + 1.6448536269514722 * sqrt(self.variance)


def sum_of(odds: Iterable[Odds]) -> Sum:
    """The distribution of the sum of marks that do not depend on one another."""
    # Most questions have the odds of some other one, which are then the same object.
    times = Counter(odds)
    least = sum((each.least * count for each, count in times.items()), start=Fraction(0))
    mean = sum(each.mean * count for each, count in times.items())
    spread = {each: count for each, count in times.items() if not each.is_certain}
    variance = sum(each.variance * count for each, count in spread.items())
    unit = reduce(lcm, ((mark - each.least).denominator for each in spread for mark in each.shares), 1)
    steps: list[Sequence[tuple[int, float]]] = []
    for each, count in spread.items():
        steps += [[(int((mark - each.least) * unit), share) for mark, share in each.shares.items()]] * count
    width, work = 1, 0
    for step in steps:
        work += width * len(step)
        width += step[-1][0]
    return Sum(mean, variance, least, unit, _places(steps) if work <= _MOST_STEPS else ())


def _places(steps: Iterable[Sequence[tuple[int, float]]]) -> tuple[float, ...]:
    places = [1.0]
    for step in steps:
        wider = [0.0] * (len(places) + step[-1][0])
        for ahead, share in step:
            for place, before in enumerate(places, start=ahead):
                wider[place] += before * share
        places = wider
    return tuple(places)
