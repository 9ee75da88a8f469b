"""When what was learnt is due again: the FSRS-6 model of memory, with its published default weights.

The model and its weights are those of the library fsrs (https://github.com/open-spaced-repetition/py-fsrs). What a
memory goes through is reckoned by its formulas; two of them stand here as well, for screens that do not load it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from quiz.core.certainty import Certainty

_DECAY = -0.1542
_FACTOR = 0.9 ** (1 / _DECAY) - 1
_LONGEST = 36500  # days: the library's longest interval


class Rating(IntEnum):
    """How well an item was recalled, in FSRS's numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


# Members looked up once: a history is rebuilt from a million answers.
_AGAIN, _HARD, _GOOD = Rating.AGAIN, Rating.HARD, Rating.GOOD
_GUESS, _LOW = Certainty.GUESS, Certainty.LOW


def rating_of(is_right: bool, certainty: Certainty | None) -> Rating:
    """The rating that an answer earns: a right guess recalled nothing, and EASY is never given.

    To find an option among others is easier than to recall it, which is why even a sure answer is GOOD.
    """
    if not is_right or certainty is _GUESS:
        return _AGAIN
    return _HARD if certainty is _LOW else _GOOD


def retrievability(days: float, stability: float) -> float:
    """The probability of recall so many days after the last review; `stability` is the days until it is 0.9."""
    return float((1 + _FACTOR * max(days, 0) / stability) ** _DECAY)


def interval(stability: float, retention: float) -> int:
    """The whole days until the probability of recall has fallen to `retention` (from 0 to 1, neither), 1 at least."""
    days: float = stability / _FACTOR * (retention ** (1 / _DECAY) - 1)
    return min(max(round(days), 1), _LONGEST)


class Strength(NamedTuple):
    """How strong a memory is: `stability` in days, `difficulty` from 1 to 10, and the days until it is due again."""

    stability: float
    difficulty: float
    interval: int


_Step = Callable[[float | None, float | None, Rating, int], tuple[float, float]]
"""Stability and difficulty after a review, from those before it, which a first review has not, rating and days."""


class Course:
    """A memory on its way through reviews, each of which changes it in place."""

    __slots__ = ("_difficulty", "_retention", "_stability", "_step")

    def __init__(self, strength: Strength | None, step: _Step, retention: float) -> None:
        self._stability = strength and strength.stability
        self._difficulty = strength and strength.difficulty
        self._step = step
        self._retention = retention

    def review(self, rating: Rating, days: int) -> None:
        """Takes the memory through a review `days` after the last one, of which a hundred years count at most.

        At a first review `days` say nothing.
        """
        self._stability, self._difficulty = self._step(self._stability, self._difficulty, rating, days)

    @property
    def strength(self) -> Strength:
        """How strong the memory is; AssertionError before its first review."""
        if self._stability is None or self._difficulty is None:
            raise AssertionError("a reviewed memory has both")
        return Strength(self._stability, self._difficulty, interval(self._stability, self._retention))


class Scheduler:
    """FSRS-6 without learning steps and without fuzz: the same reviews give the same days, always."""

    def __init__(self, retention: float = 0.9) -> None:
        import fsrs  # noqa: PLC0415 - 30 ms, and only what rates an answer needs it

        ratings = (fsrs.Rating.Again, *fsrs.Rating)  # by number

        class Library(fsrs.Scheduler):
            """The library, whose steps are taken one by one.

            Its `review_card` copies a card, writes a log and finds an interval each time, which is more than half of
            the time. The tests hold the two side by side.
            """

            def step(
                self, stability: float | None, difficulty: float | None, rating: Rating, days: int
            ) -> tuple[float, float]:
                rated = ratings[rating]
                if stability is None or difficulty is None:
                    return self._initial_stability(rating=rated), self._initial_difficulty(rating=rated, clamp=True)
                if days < 1:
                    after = self._short_term_stability(stability=stability, rating=rated)
                else:
                    recall = retrievability(min(_LONGEST, days), stability)
                    after = self._next_stability(
                        difficulty=difficulty, stability=stability, retrievability=recall, rating=rated
                    )
                return after, self._next_difficulty(difficulty=difficulty, rating=rated)

        self._retention = retention
        self._step = Library(desired_retention=retention, enable_fuzzing=False).step

    def course(self, strength: Strength | None = None) -> Course:
        """The course of a memory that is so strong, or of one that is to begin."""
        return Course(strength, self._step, self._retention)

    def review(self, strength: Strength | None, rating: Rating, days: int) -> Strength:
        """The strength after a review `days` after the last one; `strength` is None at the first review."""
        course = self.course(strength)
        course.review(rating, days)
        return course.strength
