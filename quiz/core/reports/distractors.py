"""What each option of a question drew: how many took it, and who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.core.reports.item_analysis import LEAST, Figure, Hidden, Least
from quiz.core.reports.moments import correlation, is_even, upper_lower
from quiz.core.reports.statistics import Interval, wilson

_NON_FUNCTIONAL = 0.05
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class DistractorFigures:
    """The figures of an option, key or distractor, that so many of the learners chose.

    `share` is of all who met the question, and `interval` its bounds with a confidence of 95 % (Wilson).
    `discrimination` is the point-biserial correlation of having chosen it with the total of the other questions, from
    -1 to 1: above 0 for a key that knowledge leads to, below 0 for a distractor that does its work. `upper_lower` is
    the share in the best 27 % by that total less the share in the last.
    """

    option: int
    is_key: bool
    chosen: int
    share: Figure
    interval: Interval | Hidden
    discrimination: Figure
    upper_lower: Figure
    is_non_functional: bool
    may_be_key: bool

    @property
    def flag(self) -> str:
        """What an author should look at, in words; empty where there is nothing."""
        if self.is_non_functional:
            return "non-functional: hardly anyone chooses it"
        return "possible mis-key: learners who know more choose it" if self.may_be_key else ""


def distractors(
    chosen: Sequence[frozenset[int]],
    keys: frozenset[int],
    options: int,
    rest: Sequence[float | None],
    least: Least = LEAST,
) -> tuple[DistractorFigures, ...]:
    """The figures of each option, from what each learner who met the question chose, none being no answer.

    `rest` has the total of the other questions of each, None for those who did not meet all (`rests_of`). A distractor
    that fewer than 5 % choose is non-functional; one that goes with a higher rest may be a key. Neither is said of so
    few learners that discrimination is hidden. ValueError where the two are not of one length or a choice is no option.
    """
    if len(chosen) != len(rest):
        raise ValueError("every learner has a choice and a rest")
    if any(not 0 <= option < options for choice in (*chosen, keys) for option in choice):
        raise ValueError("every choice is an option")
    return tuple(_option(option, option in keys, chosen, rest, least) for option in range(options))


def _option(
    option: int, is_key: bool, chosen: Sequence[frozenset[int]], rest: Sequence[float | None], least: Least
) -> DistractorFigures:
    learners = len(chosen)
    times = sum(option in choice for choice in chosen)
    compared = [
        (float(option in choice), total) for choice, total in zip(chosen, rest, strict=True) if total is not None
    ]
    took, totals = [each for each, _ in compared], [total for _, total in compared]
    few = None
    if learners < least.facility:
        few = Hidden(f"Too few answers: {learners}, and {least.facility} are needed.")
    needed = least.discrimination
    lack = None
    if len(compared) < needed:
        lack = Hidden(f"Too few learners met every question: {len(compared)}, and {needed} are needed.")
    discrimination = lack or _discrimination(took, totals)
    return DistractorFigures(
        option=option,
        is_key=is_key,
        chosen=times,
        share=few or times / learners,
        interval=few or wilson(times, learners),
        discrimination=discrimination,
        upper_lower=lack or upper_lower(took, totals),
        is_non_functional=not is_key and learners >= needed and times / learners < _NON_FUNCTIONAL,
        may_be_key=not is_key and isinstance(discrimination, float) and discrimination > _SLACK,
    )


def _discrimination(took: Sequence[float], totals: Sequence[float]) -> Figure:
    if is_even(took):
        return Hidden("Nobody chose it." if not any(took) else "Everybody chose it.")
    if is_even(totals):
        return Hidden("All learners have the same total in the other questions.")
    return correlation(took, totals)
