"""Figures of a learner's answers, each with how many it comes from and how far it can be trusted.

All are drawn from answers counted up, since there may be a million of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import sqrt
from typing import assert_never

from quiz.core.answers import Given
from quiz.core.questions import Choice, Matching, Question, fingerprint_of, has_same_keys
from quiz.core.text import fold

_Z95 = 1.959963984540054
_ROUGH = 0.1
_HOURS = 24
_DAY = timedelta(days=1)
_ROUNDING = 1e-9
"""Sums of many marks come out above their number by less than this share."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds of a share, from 0 to 1."""

    low: float
    high: float


def wilson(right: float, answers: int, z: float = _Z95) -> Interval:
    """The interval that the share of right answers lies in with a confidence of 95 %, or that of `z` (Wilson 1927).

    `right` may be a sum of marks that are partly right. Such marks vary less than right and wrong do, so their interval
    is rather too wide than too narrow. No answers say nothing: 0 to 1. ValueError where right is not from 0 to answers.
    """
    if not 0 <= right <= answers * (1 + _ROUNDING):
        raise ValueError("what is right is from none to all of the answers")
    if not answers:
        return Interval(0.0, 1.0)
    share = min(right / answers, 1.0)
    spread = z * z / answers
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / answers + spread / (4 * answers))
    # Rounding must not leave the share outside, which is a bound itself where all is right or none.
    return Interval(min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share))


@dataclass(frozen=True, slots=True)
class Count:
    """Some answers: how many, how many of them wholly right, and the sum of their marks."""

    answers: int
    right: int
    points: float

    def __add__(self, other: Count) -> Count:
        return Count(self.answers + other.answers, self.right + other.right, self.points + other.points)


_NOTHING = Count(0, 0, 0.0)


@dataclass(frozen=True, slots=True)
class Facility:
    """The mean mark of so many answers, from 0 to 1, and the interval it lies in with a confidence of 95 %."""

    share: float
    answers: int
    interval: Interval

    @property
    def is_rough(self) -> bool:
        """Whether so few answers say so little that the interval is to be shown: it is wider than ten per cent."""
        return self.interval.high - self.interval.low > _ROUGH


def facility(count: Count) -> Facility | None:
    """The facility of the answers; None where there are none.

    The interval is Wilson's with the sum of the marks for the number right.
    """
    if not count.answers:
        return None
    return Facility(min(count.points / count.answers, 1.0), count.answers, wilson(count.points, count.answers))


def by_topic(rows: Iterable[tuple[str, Count]]) -> dict[str, Facility]:
    """The facility of each topic that has answers, in the order of the rows; those with the same topic are added."""
    counts: dict[str, Count] = {}
    for topic, count in rows:
        counts[topic] = counts.get(topic, _NOTHING) + count
    return {topic: it for topic, count in counts.items() if (it := facility(count))}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The facility from the `first` to the `last` of what is numbered from 1."""

    first: int
    last: int
    facility: Facility


def learning_curve(repeats: Sequence[Count]) -> tuple[Stretch, ...]:
    """The facility of the first attempts at the questions, of the second ones and so on; none where there are none.

    `repeats` are in that order. Later attempts are of fewer questions: those that were asked more often.
    """
    return _stretches(repeats, 1)


def fatigue(places: Sequence[Count], every: int = 10) -> tuple[Stretch, ...]:
    """The facility of the first answers of a session, of the next ones and so on, `every` so many together.

    `places` are the answers that were first in their session, second and so on. Later ones are of long sessions only.
    """
    return _stretches(places, every)


def _stretches(counts: Sequence[Count], every: int) -> tuple[Stretch, ...]:
    starts = range(0, len(counts), every)
    parts = [(start, counts[start : start + every]) for start in starts]
    return tuple(
        Stretch(start + 1, start + len(part), it) for start, part in parts if (it := facility(sum(part, _NOTHING)))
    )


def by_day(moments: Iterable[tuple[datetime, Count]]) -> dict[date, Count]:
    """The answers of each day that has any, in order of the days; moments are in the learner's own time."""
    days: dict[date, Count] = {}
    for moment, count in moments:
        if count.answers:
            days[moment.date()] = days.get(moment.date(), _NOTHING) + count
    return dict(sorted(days.items()))


def by_hour(moments: Iterable[tuple[datetime, Count]], every: int = 1) -> tuple[Facility | None, ...]:
    """The facility at each hour of the day from 0 to 23, None where there are no answers; or of `every` so many hours.

    Moments are in the learner's own time.
    """
    hours = [_NOTHING] * -(-_HOURS // every)
    for moment, count in moments:
        hours[moment.hour // every] += count
    return tuple(map(facility, hours))


@dataclass(frozen=True, slots=True)
class Streak:
    """Days with answers, one after another: how many up to now, and how many at most.

    A day that is not over yet breaks nothing: `is_kept` tells whether it has answers already.
    """

    now: int
    longest: int
    is_kept: bool


def streak(days: Collection[date], today: date) -> Streak:
    """The streak of the days that have answers; days after today are no part of it."""
    past = sorted({day for day in days if day <= today})
    length = longest = 0
    for before, day in pairwise([date.min, *past]):
        length = length + 1 if day - before == _DAY else 1
        longest = max(longest, length)
    is_current = bool(past) and today - past[-1] <= _DAY
    return Streak(length if is_current else 0, longest, is_kept=bool(past) and past[-1] == today)


def hardest(rows: Iterable[tuple[str, Count]], least: int = 5, most: int = 10) -> tuple[tuple[str, Facility], ...]:
    """The questions with the lowest facility, at `most` so many, of those with `least` so many answers.

    Of two that are as hard the one with more answers is first.
    """
    enough = [(question, it) for question, count in rows if count.answers >= least and (it := facility(count))]
    return tuple(sorted(enough, key=lambda row: (row[1].share, -row[1].answers, row[0]))[:most])


@dataclass(frozen=True, slots=True)
class Confusion:
    """What was taken for a key so many times; `prompt` is that of the pair, and empty for a choice question."""

    prompt: str
    keys: tuple[str, ...]
    taken: str
    times: int


def confusions(question: Question, given: Iterable[tuple[str, Given, int]]) -> tuple[Confusion, ...]:
    """Which distractors were taken for keys of the question, or which choices for a prompt's partner, commonest first.

    `given` are answers with the fingerprint of the wording that they answer and how often each was given. Those to
    other keys do not count, nor does what the question no longer offers.
    """
    now = fingerprint_of(question)
    wrong = _mistakes(question)
    times: Counter[tuple[str, str]] = Counter()
    for fingerprint, answer, count in given:
        if has_same_keys(fingerprint, now):
            said = [*(("", text) for text in answer.chosen), *answer.matched]
            times.update({(fold(prompt), fold(text)): count for prompt, text in said})
    found = [Confusion(*mistake, times[place]) for place, mistake in wrong.items() if times[place]]
    return tuple(sorted(found, key=lambda it: -it.times))


def _mistakes(question: Question) -> dict[tuple[str, str], tuple[str, tuple[str, ...], str]]:
    """Every mistake there is to make: prompt, keys and what is taken for them, by prompt and taken text folded."""
    match question:
        case Choice(options=options):
            keys = tuple(option.text for option in options if option.is_key)
            return {("", fold(option.text)): ("", keys, option.text) for option in options if not option.is_key}
        case Matching(pairs=pairs):
            return {
                (fold(pair.prompt), fold(choice)): (pair.prompt, (pair.answer,), choice)
                for pair in pairs
                for choice in question.choices
                if fold(choice) != fold(pair.answer)
            }
        case _:
            assert_never(question)
