"""How sure a learner was of an answer, and what that earns."""

from __future__ import annotations

from enum import StrEnum

from quiz.core.marking import State, state_of


class Certainty(StrEnum):
    """How sure a learner says to be of an answer, in rising order; a guess claims no knowledge at all."""

    GUESS = "guess"
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


_RIGHT = {Certainty.GUESS: 0, Certainty.LOW: 1, Certainty.MIDDLE: 2, Certainty.HIGH: 3}
_WRONG = {Certainty.GUESS: 0, Certainty.LOW: 0, Certainty.MIDDLE: -2, Certainty.HIGH: -6}


def certainty_mark(fraction: float, certainty: Certainty | None) -> float:
    """The mark, from -6 to 3, of an answer that earns the fraction of its whole (Moodle's certainty-based marking).

    It is 1, 2 or 3 times the fraction, and where the answer is wrong 0, -2 or -6, as the certainty is low, middle or
    high. Where none was said it counts as low, and a guess earns nothing either way.
    """
    level = certainty or Certainty.LOW
    return float(_WRONG[level]) if state_of(fraction) is State.WRONG else _RIGHT[level] * fraction


def certainty_points(fraction: float, certainty: Certainty | None) -> float:
    """The certainty mark of an answer as a whole: one that is partly right was not known, and counts as wrong.

    Otherwise whoever is sure of a part would risk nothing.
    """
    return certainty_mark(1.0 if state_of(fraction) is State.RIGHT else 0.0, certainty)


def certainty_words(fraction: float, certainty: Certainty) -> str:
    """How sure the answer was and what that earned, as "sure: high, +3"."""
    return f"sure: {certainty}, {certainty_points(fraction, certainty):+.0f}"


def surer(certainty: Certainty | None, step: int) -> Certainty:
    """The level that many steps surer, within the levels; the first step either way is to the middle."""
    if certainty is None:
        return Certainty.MIDDLE
    levels = list(Certainty)
    return levels[max(0, min(levels.index(certainty) + step, len(levels) - 1))]
