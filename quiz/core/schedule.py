"""When what was learnt is due again: the FSRS-6 model of memory, with its published default weights.

The model and its weights are those of the library fsrs (https://github.com/open-spaced-repetition/py-fsrs). What a
memory goes through is reckoned by the library alone; two formulas stand here as well, for screens that do not load it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quiz.core.certainty import Certainty

if TYPE_CHECKING:
    import fsrs

_DECAY = -0.1542
_FACTOR = 0.9 ** (1 / _DECAY) - 1
_LONGEST = 36500  # days: the library's longest interval

# The library wants moments, and counts the whole days between them.
_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)


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


class Course:
    """A memory on its way through reviews, each of which changes it in place: a step with nothing copied."""

    __slots__ = ("_card", "_library", "_ratings")

    def __init__(self, card: fsrs.Card, library: fsrs.Scheduler, ratings: tuple[fsrs.Rating, ...]) -> None:
        self._card = card
        self._library = library
        self._ratings = ratings

    def review(self, rating: Rating, days: int) -> None:
        """Takes the memory through a review `days` after the last one, of which a hundred years count at most.

        At a first review `days` say nothing.
        """
        self._card.last_review = _ORIGIN
        self._library.review_card(self._card, self._ratings[rating], _moment(min(_LONGEST, days)))

    @property
    def strength(self) -> Strength:
        """How strong the memory is; AssertionError before its first review."""
        card = self._card
        if card.stability is None or card.difficulty is None or card.last_review is None:
            raise AssertionError("a reviewed card has all three")
        return Strength(card.stability, card.difficulty, (card.due - card.last_review).days)


class Scheduler:
    """FSRS-6 without learning steps and without fuzz: the same reviews give the same days, always."""

    def __init__(self, retention: float = 0.9) -> None:
        import fsrs  # noqa: PLC0415 - 30 ms, and only what rates an answer needs it

        learning, reviewing = fsrs.State.Learning, fsrs.State.Review

        class Card(fsrs.Card):
            """A card that the library may change in place: to copy it is two fifths of its time."""

            def __init__(self, strength: Strength | None) -> None:
                # Not the library's: a card without an id of its own takes one from the clock, and waits.
                self.card_id = 0
                self.last_review = self.due = _ORIGIN
                if strength is None:
                    self.state, self.step = learning, 0
                    self.stability = self.difficulty = None
                else:
                    self.state, self.step = reviewing, None
                    self.stability, self.difficulty, interval = strength
                    self.due = _moment(interval)

            def __copy__(self) -> Card:
                return self

        self._card = Card
        self._library = fsrs.Scheduler(
            desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )
        self._ratings = (fsrs.Rating.Again, *fsrs.Rating)  # by number

    def course(self, strength: Strength | None = None) -> Course:
        """The course of a memory that is so strong, or of one that is to begin."""
        return Course(self._card(strength), self._library, self._ratings)

    def review(self, strength: Strength | None, rating: Rating, days: int) -> Strength:
        """The strength after a review `days` after the last one; `strength` is None at the first review."""
        course = self.course(strength)
        course.review(rating, days)
        return course.strength


@lru_cache(maxsize=1024)
def _moment(days: int) -> datetime:
    return _ORIGIN + timedelta(days=days)
