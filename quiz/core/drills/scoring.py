"""The points of a drill: what an answer earns, alone and in a row, and where that puts learners and teams.

Points are whole numbers, computed from marks, so that a drill can be scored again under other terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor, isfinite

from quiz.core.certainty import Certainty, certainty_points
from quiz.core.marking import State, state_of

FULL = 1000
"""What a right answer to a question of weight 1 earns."""

GRACE = 500
"""Milliseconds that cost nothing: nobody reads, decides and taps in less."""

LONGEST_CREDIT = 150
"""The most milliseconds that are taken off for the way from a learner to the server."""

_STREAK_STEP = 100
_STREAK_MOST = 500
_HALF = 0.5
_ROUNDING = 1e-9
"""What is a half but for the error of floating point is rounded up as a half is."""

_VERSION = "v1"
_ACCURACY, _SPEED, _PARITY, _STREAKS = "accuracy", "speed", "parity", "streaks"


@dataclass(frozen=True, slots=True)
class Scoring:
    """What earns points: being right and, only where wanted, being quick, and being right several times in a row.

    `has_parity` has the speed points be exactly those of Kahoot. ValueError where it is asked for without speed.
    """

    is_speed: bool = False
    has_streaks: bool = False
    has_parity: bool = False

    def __post_init__(self) -> None:
        if self.has_parity and not self.is_speed:
            raise ValueError("Parity with Kahoot is about points for speed: ask for those too.")

    @property
    def version(self) -> str:
        """The name of the formulas, as "v1/accuracy" or "v1/speed+parity+streaks"; `scoring_of` reads it back."""
        parts = [_SPEED if self.is_speed else _ACCURACY]
        parts += [_PARITY] if self.has_parity else []
        parts += [_STREAKS] if self.has_streaks else []
        return f"{_VERSION}/{'+'.join(parts)}"


_VERSIONS = {
    scoring.version: scoring
    for scoring in (
        Scoring(is_speed=is_speed, has_streaks=has_streaks, has_parity=has_parity)
        for is_speed, has_parity in ((False, False), (True, False), (True, True))
        for has_streaks in (False, True)
    )
}


def scoring_of(version: str) -> Scoring:
    """The scoring that has this version; ValueError with a sentence where this program knows none such."""
    if version not in _VERSIONS:
        raise ValueError(
            f"This program does not know the scoring {version!a}. It knows {', '.join(sorted(_VERSIONS))}."
        )
    return _VERSIONS[version]


@dataclass(frozen=True, slots=True)
class Play:
    """How a learner did with a question: the mark from 0 to 1, which is 0 where there is no answer.

    `taken` are the milliseconds from the opening to the answer, less the credit for the way, and `limit` those that
    the question is open, None where no clock runs. `extra_time` is the learner's factor of 1 or more. A `weight` of 0
    is that of a question asked for no points. ValueError where a number is out of its range.
    """

    mark: float
    taken: int = 0
    limit: int | None = None
    extra_time: float = 1.0
    weight: float = 1.0
    round: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.mark <= 1:
            raise ValueError("a mark is from 0 to 1")
        if not (self.weight >= 0 and isfinite(self.weight)):
            raise ValueError("the weight of a question is not below 0")
        if not self.extra_time >= 1 or (self.limit is not None and self.limit <= 0):
            raise ValueError("extra time is a factor of 1 or more, and a limit is above 0")


@dataclass(frozen=True, slots=True)
class Points:
    """What an answer earned by itself, and the bonus for the right ones just before it."""

    own: int
    bonus: int = 0

    @property
    def total(self) -> int:
        return self.own + self.bonus


def accuracy_points(mark: float, weight: float = 1.0) -> int:
    """The points for being right, however long it took: 1000 times weight and mark."""
    return _whole(FULL * weight * mark)


def speed_points(play: Play, *, has_parity: bool = False) -> int:
    """The points for being right and quick: all of them at once, falling to half when the time is up.

    With x the share of the time that went by, not counting the first half second, they are 1000 times weight and mark
    times 1 - x/2. The time is that of the class: of a learner with extra time the time taken is divided by the factor.
    With parity an answer within the first half second earns all, and after it that half second counts (Kahoot's
    formula). Where no clock runs they are the points for accuracy, and so in a second round, which follows a
    discussion.
    """
    if play.limit is None or play.round > 1:
        return accuracy_points(play.mark, play.weight)
    taken = play.taken / play.extra_time
    free = 0 if has_parity and taken >= GRACE else GRACE
    x = min(max((taken - free) / play.limit, 0.0), 1.0)
    return _whole(FULL * play.weight * play.mark * (1 - x / 2))


def streak_bonus(streak: int) -> int:
    """The bonus for the answer that makes so many right in a row: 100 for the second, up to 500 from the sixth on."""
    return min(_STREAK_STEP * max(streak - 1, 0), _STREAK_MOST)


def points_of(plays: Iterable[Play], scoring: Scoring) -> tuple[Points, ...]:
    """The points of each of a learner's plays, in the order in which the questions were asked.

    There is one play a question: where the class voted again, that of the last round alone. Questions from before the
    learner came are left out. Only wholly right answers are in a row. A question of no weight neither goes on with
    the row nor ends it.
    """
    earned = []
    streak = 0
    for play in plays:
        if scoring.is_speed:
            own = speed_points(play, has_parity=scoring.has_parity)
        else:
            own = accuracy_points(play.mark, play.weight)
        if play.weight:
            streak = streak + 1 if state_of(play.mark) is State.RIGHT else 0
        bonus = streak_bonus(streak) if scoring.has_streaks and play.weight else 0
        earned.append(_points(own, bonus))
    return tuple(earned)


# A class earns the same points again and again, and each is kept as long as the drill.
_points = lru_cache(maxsize=4096)(Points)


def score_of(plays: Iterable[Play], scoring: Scoring) -> int:
    """The sum of what the plays earned."""
    return sum(points.total for points in points_of(plays, scoring))


def certainty_total(answers: Iterable[tuple[float, Certainty | None]]) -> float:
    """The certainty marks of a learner's answers together, each a mark with how sure it was said to be.

    They stand beside the points and are no part of them. A mark in part counts as wrong, as in `certainty_points`.
    """
    return sum(certainty_points(mark, certainty) for mark, certainty in answers)


def way_credit(round_trips: Iterable[int]) -> int:
    """The milliseconds to take off for the way to the server: half the shortest round trip it measured, at most 150.

    A client can answer a probe late, never early, so the shortest is the one to trust; 0 where none was measured.
    """
    shortest = min(round_trips, default=0)
    return max(min(shortest // 2, LONGEST_CREDIT), 0)


def ranks(scores: Sequence[float]) -> tuple[int, ...]:
    """The rank of each score, 1 for the highest; equal ones share a rank, and as many ranks are left out after it."""
    first: dict[float, int] = {}
    for place, score in enumerate(sorted(scores, reverse=True), 1):
        first.setdefault(score, place)
    return tuple(first[score] for score in scores)


def team_score(questions: Iterable[Sequence[int]]) -> float:
    """The score of a team, to one decimal: the sum over the questions of the mean of its members' points.

    Of each question there are the points of the members who were present as it opened, 0 for those who did not answer.
    Whoever comes late or leaves is not held against the team, and a question that no member was present for adds
    nothing.
    """
    total = sum((Fraction(sum(points), len(points)) for points in questions if points), Fraction(0))
    return floor(total * 10 + Fraction(1, 2)) / 10


def _whole(points: float) -> int:
    return floor(points + _HALF + _ROUNDING)
