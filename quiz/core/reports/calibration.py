"""How well forecasts of being right agree with being right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType

from quiz.core.certainty import Certainty
from quiz.core.reports.statistics import Count, Interval, wilson

PROBABILITY: Mapping[Certainty, float] = MappingProxyType(
    {Certainty.GUESS: 0.25, Certainty.LOW: 0.5, Certainty.MIDDLE: 11 / 15, Certainty.HIGH: 0.9}
)
"""The probability of being right that a level of certainty is shown as.

The middle and the high level have the middle of the range in which certainty-based marking pays them best. The others
are a choice of this program: what is kept and marked is the level, never the number.
"""


@dataclass(frozen=True, slots=True)
class Forecasts:
    """How many answers had this forecast, a probability of being right, and how many of them were wholly right."""

    forecast: float
    answers: int
    right: int

    def __post_init__(self) -> None:
        if not (0 <= self.forecast <= 1 and 0 <= self.right <= self.answers):
            raise ValueError("a forecast is from 0 to 1, and not more answers are right than there are")

    @property
    def share(self) -> float:
        """The share that was right; ZeroDivisionError where there are no answers."""
        return self.right / self.answers

    @property
    def interval(self) -> Interval:
        return wilson(self.right, self.answers)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Forecasts against outcomes, from `answers` of them.

    `bins` are in rising order of forecast, each forecast once and each with answers. `brier` is the mean square of
    forecast minus outcome, and exactly `reliability` - `resolution` + `uncertainty` (Murphy 1973). `skill` is the share
    by which it is better than to forecast the overall share right each time; None where all were right or none, when
    that is perfect. `bias` is the mean forecast minus the share right, above 0 for the overconfident. `error` is the
    expected calibration error, the mean distance of forecast and share right. `gamma` is Goodman and Kruskal's, from
    -1 to 1: how far right answers had higher forecasts than wrong ones; None where no two differ in both.
    """

    answers: int
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    skill: float | None
    bias: float
    error: float
    gamma: float | None
    bins: tuple[Forecasts, ...]


def calibration_of(forecasts: Iterable[Forecasts]) -> Calibration | None:
    """The calibration of the forecasts, those with the same number being one bin; None where there are no answers."""
    bins = _bins(forecasts)
    answers = sum(each.answers for each in bins)
    if not answers:
        return None
    share = sum(each.right for each in bins) / answers
    uncertainty = share * (1 - share)
    brier = _mean((each.answers, each.forecast**2 + each.share * (1 - 2 * each.forecast)) for each in bins)
    return Calibration(
        answers=answers,
        brier=brier,
        reliability=_mean((each.answers, (each.forecast - each.share) ** 2) for each in bins),
        resolution=_mean((each.answers, (each.share - share) ** 2) for each in bins),
        uncertainty=uncertainty,
        skill=1 - brier / uncertainty if uncertainty else None,
        bias=_mean((each.answers, each.forecast) for each in bins) - share,
        error=_mean((each.answers, abs(each.forecast - each.share)) for each in bins),
        gamma=_gamma(bins),
        bins=bins,
    )


def calibration_of_certainties(said: Mapping[Certainty, Count]) -> Calibration | None:
    """The calibration of what a learner said, each level taken for its PROBABILITY; None where nothing was said."""
    return calibration_of(Forecasts(PROBABILITY[level], each.answers, each.right) for level, each in said.items())


def _bins(forecasts: Iterable[Forecasts]) -> tuple[Forecasts, ...]:
    counts: dict[float, tuple[int, int]] = {}
    for each in forecasts:
        answers, right = counts.get(each.forecast, (0, 0))
        counts[each.forecast] = answers + each.answers, right + each.right
    return tuple(Forecasts(forecast, *counts[forecast]) for forecast in sorted(counts) if counts[forecast][0])


def _mean(weighted: Iterable[tuple[int, float]]) -> float:
    pairs = tuple(weighted)
    return fsum(weight * value for weight, value in pairs) / sum(weight for weight, _ in pairs)


def _gamma(bins: tuple[Forecasts, ...]) -> float | None:
    concordant = discordant = right_below = wrong_below = 0
    for each in bins:
        wrong = each.answers - each.right
        concordant += each.right * wrong_below
        discordant += wrong * right_below
        right_below += each.right
        wrong_below += wrong
    pairs = concordant + discordant
    return (concordant - discordant) / pairs if pairs else None
