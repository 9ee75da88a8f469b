"""How far one gets in a bank without having read anything, against chance, and what gives it away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.checks.guessing.cues import Cue
from quiz.checks.guessing.guesser import Guess, Sighting, guess_of
from quiz.checks.guessing.odds import SIGNIFICANCE, sum_of
from quiz.checks.kinds import is_english
from quiz.core.bank import Bank
from quiz.core.reports.statistics import Interval, wilson

ENOUGH = 20
"""Questions from which on the score says something: with so many of four options 45 % is more than chance, at 5 %."""


_WELL_BELOW = 0.75  # of chance


@dataclass(frozen=True, slots=True)
class CueReport:
    """What a cue tells in a bank.

    It was seen in so many `questions`, where it marks so many options or pairs; `right` of these are keys, and
    `expected` would be by chance. `probability` is that of a count as far from the expected one, on its side.
    `tells` is true where what it marks is right more often than chance has it, or less often: a cue that points away
    from keys gives them away to who turns it round. That some cue of the bank tells without cause has a probability of
    5 % at most (Bonferroni).
    """

    cue: Cue
    questions: int
    marked: int
    right: int
    expected: float
    probability: float
    tells: bool

    @property
    def lift(self) -> float:
        """How many times as often as by chance what the cue marks is right."""
        return self.right / self.expected


@dataclass(frozen=True, slots=True)
class Guesses:
    """The guesser's answers to a bank, drafts left out, and what they come to.

    Shares are from 0 to 1. `interval` is that in which the score of such questions lies with a confidence of 95 %;
    `bound` is the highest score that chance reaches with a probability of 5 % or more, and `probability` that of the
    score itself or a higher one by chance. `is_exact` tells whether these two are counted out or taken from the normal
    distribution. The cues are in order of how far from chance they are.
    """

    bank: str
    guesses: tuple[Guess, ...]
    score: float
    chance: float
    interval: Interval
    bound: float
    probability: float
    is_exact: bool
    cues: tuple[CueReport, ...]
    is_english: bool

    @property
    def is_enough(self) -> bool:
        """Whether there are questions enough to tell a bank that gives its keys away from one that does not."""
        return len(self.guesses) >= ENOUGH

    @property
    def is_above_chance(self) -> bool:
        """Whether the score is one that chance reaches in less than 5 of 100 such banks."""
        return self.probability < SIGNIFICANCE

    @property
    def is_well_below_chance(self) -> bool:
        """Whether the cues point away from the keys: enough questions, and three quarters of chance at most."""
        return self.is_enough and self.score <= _WELL_BELOW * self.chance

    @property
    def by_cue(self) -> tuple[Guess, ...]:
        """The guesses that some cue led to."""
        return tuple(guess for guess in self.guesses if guess.cues)

    @property
    def given_away(self) -> tuple[Guess, ...]:
        """The guesses that a cue led to and that earned more than chance, those that gained the most first."""
        gained = [guess for guess in self.by_cue if guess.mark > guess.chance]
        return tuple(sorted(gained, key=lambda guess: guess.chance - guess.mark))


def guess(bank: Bank) -> Guesses:
    """What a reader of nothing gets in the bank."""
    knows_language = is_english(bank)
    guesses = tuple(guess_of(each, is_english=knows_language) for each in bank.questions if not each.is_draft)
    earned = sum((each.mark for each in guesses), start=Fraction(0))
    total = sum_of(each.odds for each in guesses)
    count = max(len(guesses), 1)
    return Guesses(
        bank=bank.id,
        guesses=guesses,
        score=float(earned / count),
        chance=float(sum((each.chance for each in guesses), start=Fraction(0)) / count),
        interval=wilson(float(earned), len(guesses)),
        bound=total.bound / count,
        probability=total.at_least(earned),
        is_exact=total.is_exact,
        cues=tuple(_cues(guesses)),
        is_english=knows_language,
    )


def _cues(guesses: Sequence[Guess]) -> Iterable[CueReport]:
    seen: dict[Cue, list[Sighting]] = {}
    for each in guesses:
        for sighting in each.sightings:
            seen.setdefault(sighting.cue, []).append(sighting)
    level = SIGNIFICANCE / 2 / max(len(seen), 1)
    return sorted((_cue(cue, seen[cue], level) for cue in seen), key=lambda it: (it.probability, it.cue))


def _cue(cue: Cue, sightings: Sequence[Sighting], level: float) -> CueReport:
    right = sum(each.right for each in sightings)
    total = sum_of(each.odds for each in sightings)
    tail = min(total.at_least(Fraction(right)), total.at_most(Fraction(right)))
    marked = sum(each.marked for each in sightings)
    return CueReport(cue, len(sightings), marked, right, total.mean, tail, tail < level)
