"""Item and test statistics: what the marks of a class say of its questions, by classical test theory.

Marks are from 0 to 1. Variances and covariances have n - 1 below, as in Moodle's quiz statistics, from whose published
formulas most figures are; KR-20 and KR-21 have n, since p(1 - p) has. Shares and coefficients are fractions of 1.

Learners need not have met every question: some come late. Each figure is drawn from those for whom it means the same:
facility and spread of an item from all who met it, since they do not depend on the other items; and whatever compares
marks with totals from the learners who met every item, since the total of fewer items is another measure. Taking a
missing mark for 0 would make the first items look hard and the test reliable, for no other reason than the late.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from quiz.core.reports.moments import correlation, covariance, is_even, kurtosis, mean, skewness, upper_lower, variance
from quiz.core.reports.reliability import alpha, kr20, kr21, totals_of
from quiz.core.reports.statistics import Interval, wilson

_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Hidden:
    """A figure that is not told, and the sentence that says why."""

    reason: str


Figure = float | Hidden


@dataclass(frozen=True, slots=True)
class Least:
    """How many learners a figure needs to be told: fewer say too little.

    The standard error of a correlation of .3 is .30 with 10 learners, .17 with 30 and .09 with 100. Whatever rests on
    covariances, reliability too, needs as many.
    """

    facility: int = 5
    discrimination: int = 30

    def __post_init__(self) -> None:
        if self.facility < 1 or self.discrimination < 2:
            raise ValueError("a facility is of one learner at least, and a correlation of two")


LEAST = Least()


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of a question, of which `answers` learners have a mark.

    `facility` is the mean mark, `interval` the bounds that it lies in with a confidence of 95 % (Wilson), `sd` the
    standard deviation of the marks. The others are of the learners who met every question:
    `discrimination` is the correlation of the marks with the totals of the other questions, from -1 to 1, and
    `efficiency` the covariance of the two as a fraction of what it could be at most with these marks and totals;
    `upper_lower` is the mean mark of the best 27 % by total less that of the last 27 %;
    `weight` is the effective weight, the part of the spread of the totals that is this question's, all together 1;
    `alpha_without` is what alpha would be of the other questions.
    """

    answers: int
    facility: Figure
    interval: Interval | Hidden
    sd: Figure
    discrimination: Figure
    efficiency: Figure
    upper_lower: Figure
    weight: Figure
    alpha_without: Figure


@dataclass(frozen=True, slots=True)
class TotalFigures:
    """The figures of all the questions together, from the `complete` of the `learners`, who met every one.

    Totals are sums of marks, so `mean`, `sd` and `standard_error`, the standard error of measurement, are from 0 to
    the number of items. `alpha` is Cronbach's, which Moodle calls the coefficient of internal consistency; `kr20` and
    `kr21` are Kuder and Richardson's, for marks of 0 and 1 alone. `error_ratio` is the part of the standard deviation
    that is error: above 1 where alpha is below 0. `skewness` and `kurtosis` are from the unbiased k-statistics.
    """

    learners: int
    complete: int
    items: int
    mean: Figure
    sd: Figure
    skewness: Figure
    kurtosis: Figure
    alpha: Figure
    kr20: Figure
    kr21: Figure
    error_ratio: Figure
    standard_error: Figure


@dataclass(frozen=True, slots=True)
class Analysis:
    """The figures of each item, in their order, and those of the test."""

    items: tuple[ItemFigures, ...]
    test: TotalFigures


def analyse(marks: Sequence[Sequence[float | None]], least: Least = LEAST) -> Analysis:
    """The analysis of marks with a row a learner and a column an item; None where a learner did not meet the item.

    An item that was met and left unanswered has the mark 0. ValueError where the rows are not of one length or a mark
    is not from 0 to 1.
    """
    if len({len(row) for row in marks}) > 1:
        raise ValueError("every learner has a place for each item")
    if any(mark is not None and not 0 <= mark <= 1 for row in marks for mark in row):
        raise ValueError("a mark is from 0 to 1")
    complete = [[mark for mark in row if mark is not None] for row in marks if None not in row]
    columns = [[mark for mark in column if mark is not None] for column in zip(*marks, strict=True)]
    paper = _Paper(
        [list(column) for column in zip(*complete, strict=True)] if complete else [[] for _ in columns], least
    )
    items = tuple(_item(place, column, paper) for place, column in enumerate(columns))
    return Analysis(items, _test(len(marks), paper))


def rests_of(marks: Sequence[Sequence[float | None]], item: int) -> tuple[float | None, ...]:
    """The total of the other items of each learner; None for those who did not meet every item."""
    return tuple(
        None if None in row else fsum(mark for place, mark in enumerate(row) if mark is not None and place != item)
        for row in marks
    )


class _Paper:
    """The marks, by item, of the learners who met every item.

    `spreads` are the variances of the items, and `shared` their covariances with the totals; none of fewer than two.
    """

    def __init__(self, columns: list[list[float]], least: Least) -> None:
        self.columns = columns
        self.learners = len(columns[0]) if columns else 0
        self.least = least
        self.totals = totals_of(columns)
        some = columns if self.learners > 1 else []
        self.spreads = [variance(column) for column in some]
        self.shared = [covariance(column, self.totals) for column in some]

    def rest(self, item: int) -> list[float]:
        """The totals of the other items."""
        return [total - mark for total, mark in zip(self.totals, self.columns[item], strict=True)]

    def lack(self, least: int) -> Hidden | None:
        """Why a figure that needs so many learners is hidden, if it is."""
        if self.learners >= least:
            return None
        return Hidden(f"Too few learners met every question: {self.learners}, and {least} are needed.")


_ONE_ITEM = Hidden("There is no other question to compare it with.")
_SAME_MARK = Hidden("All learners have the same mark.")
_SAME_REST = Hidden("All learners have the same total in the other questions.")
_SAME_TOTAL = Hidden("All learners have the same total.")


def _item(place: int, met: list[float], paper: _Paper) -> ItemFigures:
    few = None
    if len(met) < paper.least.facility:
        few = Hidden(f"Too few answers: {len(met)}, and {paper.least.facility} are needed.")
    column, rest = paper.columns[place], paper.rest(place)
    lack = paper.lack(paper.least.discrimination)
    if lack is None and len(paper.columns) < 2:
        lack = _ONE_ITEM
    return ItemFigures(
        answers=len(met),
        facility=few or mean(met),
        interval=few or wilson(fsum(met), len(met)),
        sd=few or (sqrt(variance(met)) if len(met) > 1 else Hidden("One answer has no spread.")),
        discrimination=lack or _discrimination(column, rest),
        efficiency=lack or _efficiency(column, rest),
        upper_lower=lack or upper_lower(column, paper.totals),
        weight=lack or _weight(place, paper),
        alpha_without=lack or _alpha([*paper.spreads[:place], *paper.spreads[place + 1 :]], rest),
    )


def _discrimination(column: list[float], rest: list[float]) -> Figure:
    if is_even(column):
        return _SAME_MARK
    return _SAME_REST if is_even(rest) else correlation(column, rest)


def _efficiency(column: list[float], rest: list[float]) -> Figure:
    if is_even(column):
        return _SAME_MARK
    if is_even(rest):
        return _SAME_REST
    return min(covariance(column, rest) / covariance(sorted(column), sorted(rest)), 1.0)


def _weight(place: int, paper: _Paper) -> Figure:
    shared = paper.shared[place]
    if shared < -_SLACK:
        return Hidden("Learners with higher totals do worse in it, so it has no weight of its own: look at its key.")
    whole = fsum(sqrt(max(each, 0.0)) for each in paper.shared)
    return sqrt(max(shared, 0.0)) / whole if whole > _SLACK else _SAME_TOTAL


def _test(learners: int, paper: _Paper) -> TotalFigures:
    totals = paper.totals
    few = paper.lack(paper.least.facility)
    lack = paper.lack(paper.least.discrimination)
    sd = few or (sqrt(variance(totals)) if paper.learners > 1 else Hidden("One total has no spread."))
    internal = lack or _alpha(paper.spreads, totals)
    ratio = internal if isinstance(internal, Hidden) else sqrt(1 - internal)
    return TotalFigures(
        learners=learners,
        complete=paper.learners,
        items=len(paper.columns),
        mean=few or mean(totals),
        sd=sd,
        skewness=lack or paper.lack(3) or (_SAME_TOTAL if is_even(totals) else skewness(totals)),
        kurtosis=lack or paper.lack(4) or (_SAME_TOTAL if is_even(totals) else kurtosis(totals)),
        alpha=internal,
        kr20=lack or _of_right_and_wrong(paper, kr20),
        kr21=lack or _of_right_and_wrong(paper, kr21),
        error_ratio=ratio,
        standard_error=ratio if isinstance(ratio, Hidden) else ratio * sqrt(variance(totals)),
    )


def _alpha(spreads: list[float], totals: list[float]) -> Figure:
    return _unreliable(len(spreads), totals) or alpha(spreads, variance(totals))


def _of_right_and_wrong(paper: _Paper, coefficient: Callable[[Sequence[Sequence[float]]], float]) -> Figure:
    if any(mark not in {0, 1} for column in paper.columns for mark in column):
        return Hidden("Some answers are partly right: alpha is the same figure for those.")
    return _unreliable(len(paper.columns), paper.totals) or coefficient(paper.columns)


def _unreliable(items: int, totals: list[float]) -> Hidden | None:
    if items < 2:
        return Hidden("Reliability is of two questions or more.")
    return _SAME_TOTAL if is_even(totals) else None
