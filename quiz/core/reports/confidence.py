"""What a learner's certainties earned together, and how well they fit what the learner knew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from quiz.core.certainty import Certainty, certainty_mark
from quiz.core.marking import State, percent, state_of
from quiz.core.reports.statistics import Count

LEAST_TO_JUDGE = 8
"""Answers from which on it is said whether a certainty fits.

The shares right that fit the middle level are 2/15 apart, from 2/3 to 4/5 (Moodle's certainty-based marking). Of fewer
answers a single one moves the share by more than that, and of one or two none of the shares there can be is fitting.
The same number is asked for where all levels are judged together, for the calibration error of fewer answers is mostly
chance.
"""

_BONUS = 0.1
_CLEAR = 0.5
_NEAR = 5e-7
_FITTING = {
    Certainty.GUESS: (0.0, 0.5),
    Certainty.LOW: (0.0, 2 / 3),
    Certainty.MIDDLE: (2 / 3, 0.8),
    Certainty.HIGH: (0.8, 1.0),
}
"""The shares right at which a level pays best (Moodle's); that of a guess is ours: to guess between two."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A question with the mark of its answer from 0 to 1, None where it was left unanswered, and how sure it was.

    `weight` is what the question counts beside the others.
    """

    fraction: float | None
    certainty: Certainty | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class CertaintySummary:
    """How a set of questions went with the certainties counted (Moodle's certainty-based marking).

    `accuracy` is the mean mark, from 0 to 1, and `average` the mean certainty mark, from -6 to 3; the `unanswered`
    among the `questions` have 0 in both. `best` is the average of a learner with the same accuracy who says of each
    answer what pays best, and `bonus` a tenth of the difference.
    """

    questions: int
    unanswered: int
    accuracy: float
    average: float

    @property
    def best(self) -> float:
        return best_average(self.accuracy)

    @property
    def bonus(self) -> float:
        return _BONUS * (self.average - self.best)

    @property
    def total(self) -> float:
        return self.accuracy + self.bonus


def best_average(accuracy: float) -> float:
    """The highest certainty mark to be expected of answers that are right with this probability, all equally sure."""
    wrong = 1 - accuracy
    return max(accuracy, 2 * accuracy - 2 * wrong, 3 * accuracy - 6 * wrong)


def summary_of(questions: Iterable[Rated]) -> CertaintySummary | None:
    """The summary of the questions; None where there are none of any weight. ValueError for a negative weight."""
    rated = tuple(questions)
    if any(each.weight < 0 for each in rated):
        raise ValueError("the weight of a question is not below 0")
    weights = sum(each.weight for each in rated)
    if not weights:
        return None
    answered = [(each.fraction, each.certainty, each.weight) for each in rated if each.fraction is not None]
    return CertaintySummary(
        questions=len(rated),
        unanswered=len(rated) - len(answered),
        accuracy=sum(fraction * weight for fraction, _, weight in answered) / weights,
        average=sum(certainty_mark(fraction, certainty) * weight for fraction, certainty, weight in answered) / weights,
    )


class Fit(StrEnum):
    """How well a level of certainty fits how often the learner was right, in words for the learner."""

    OVERCONFIDENT = "overconfident"
    SLIGHTLY_OVERCONFIDENT = "slightly overconfident"
    FITTING = "about right"
    SLIGHTLY_UNDERCONFIDENT = "slightly underconfident"
    UNDERCONFIDENT = "underconfident"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well a level of certainty was used over so many answers, of which `share` were wholly right.

    `low` and `high` are the shares between which the level pays best. `statistic` is the square of how far the share
    lies outside them, times the answers: above 0.5 it is more than slight (Moodle's certainty-based marking).
    """

    certainty: Certainty
    answers: int
    share: float
    low: float
    high: float
    statistic: float
    fit: Fit

    @property
    def sentence(self) -> str:
        """The judgement in words for the learner."""
        return (
            f"{self.certainty.capitalize()}: {percent(self.share)} wholly right of {self.answers}, "
            f"{percent(self.low)} to {percent(self.high)} would be fitting: {self.fit}."
        )


def judgement_of(certainty: Certainty, answers: Count) -> Judgement | None:
    """The judgement of the answers of which the learner said to be so sure; None where there are none.

    An answer that is right in part is not right here: it was said of the whole of it how sure it was.
    """
    if not answers.answers:
        return None
    share = answers.right / answers.answers
    low, high = _FITTING[certainty]
    outside = low - share if share < low else share - high
    statistic = outside**2 * answers.answers if outside > _NEAR else 0.0
    if outside <= _NEAR:
        fit = Fit.FITTING
    elif share < low:
        fit = Fit.OVERCONFIDENT if statistic > _CLEAR else Fit.SLIGHTLY_OVERCONFIDENT
    else:
        fit = Fit.UNDERCONFIDENT if statistic > _CLEAR else Fit.SLIGHTLY_UNDERCONFIDENT
    return Judgement(certainty, answers.answers, share, low, high, statistic, fit)


def judgement_sentences(said: Mapping[Certainty, Count]) -> tuple[str, ...]:
    """How well each level fitted, in words; of a level with too few answers that there are too few."""
    found = (judgement_of(level, said[level]) for level in Certainty if level in said)
    return tuple(_told(judgement) for judgement in found if judgement)


def _told(judgement: Judgement) -> str:
    if judgement.answers >= LEAST_TO_JUDGE:
        return judgement.sentence
    right = round(judgement.share * judgement.answers)
    return (
        f"{judgement.certainty.capitalize()}: {right} of {judgement.answers} wholly right, "
        f"too few answers to say whether that fits; it takes {LEAST_TO_JUDGE}."
    )


def certainty_sentences(answers: Iterable[tuple[float | None, Certainty | None]]) -> tuple[str, ...]:
    """What the certainties of a set of answers earned, and how well each level fitted; none where none was said.

    Answers are pairs of the mark, None where there is no answer, and the certainty. As in the mark of each, what is
    known in part is not known: whoever is sure of a part would otherwise risk nothing.
    """
    said = tuple(answers)
    if all(certainty is None for _, certainty in said):
        return ()
    rated = [Rated(None if fraction is None else _whole(fraction), certainty) for fraction, certainty in said]
    rows = []
    if summary := summary_of(rated):
        rows.append(
            f"Certainty mark: {summary.average:.2f} on average, from -6 to 3; "
            f"to say the same of every answer would have earned {summary.best:.2f} at best."
        )
        rows.append(
            f"Wholly right {percent(summary.accuracy)}, and {summary.bonus * 100:+.1f} % for how well you knew what "
            f"you know: {summary.total * 100:.1f} % together."
        )
    return (*rows, *judgement_sentences({level: _count_of(said, level) for level in Certainty}))


def _whole(fraction: float) -> float:
    return float(state_of(fraction) is State.RIGHT)


def _count_of(said: Iterable[tuple[float | None, Certainty | None]], level: Certainty) -> Count:
    """The answers of which the learner said to be so sure."""
    marks = [fraction for fraction, certainty in said if certainty is level and fraction is not None]
    return Count(len(marks), sum(state_of(mark) is State.RIGHT for mark in marks), sum(marks))
