"""Memories drawn from the responses alone, gone through in the order they were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from quiz.core.certainty import Certainty
from quiz.core.marking import TOLERANCE
from quiz.core.revision.facts import ARROW, WHOLE, digest_of, digest_of_keys, origins_of, pairs_of
from quiz.core.revision.memory import Memory
from quiz.core.revision.schedule import Course, Rating, Scheduler, rating_of
from quiz.core.text import fold

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_MILLISECOND = timedelta(milliseconds=1)
_MILLISECONDS_A_DAY = _DAY // _MILLISECOND
_LATEST = datetime.max.replace(tzinfo=UTC)
_AGAIN = Rating.AGAIN  # looked up once: a history is rebuilt from a million answers
_HIGH = Certainty.HIGH


class Response(NamedTuple):
    """An answer as the history keeps it, as far as memory depends on it.

    `at` is in milliseconds since 1970 in UTC; `fingerprint` and `keys` are of the wording that was answered. `matched`
    are the (prompt, choice) pairs of an answer to a matching question without the prompts left blank, and None of an
    answer to a choice question.
    """

    at: int
    fraction: float
    certainty: Certainty | None
    fingerprint: str
    keys: tuple[str, ...]
    matched: tuple[tuple[str, str], ...] | None = None


PlainResponse = tuple[int, float, Certainty | None, str, tuple[str, ...], tuple[tuple[str, str], ...] | None]
"""A Response, or the same without names: there may be a million, and a moment and names are four fifths of the time."""


def memories_of(
    responses: Iterable[PlainResponse],
    scheduler: Scheduler,
    known: Mapping[str, Memory] | None = None,
    ahead_of_utc: timedelta = timedelta(),
) -> dict[str, Memory]:
    """What is remembered of one question after the responses, by part; `known` is what was before them.

    Responses are in the order they were given. A prompt left blank is a wrong answer to it. Only the first response
    of a day is a review; later ones are practice, which leaves the memory as strong as it was. Where the clock was set
    back by a day or more the response is practice too, and counts as the last review from then on. Days are those of
    a clock so far ahead of UTC.

    A memory outlives a reworded stem, and a reworded prompt where its answer tells which pair it was. It begins anew
    with the first response to another key, and ends with its pair.
    """
    ahead = ahead_of_utc // _MILLISECOND
    items = {part: _item_of(memory, scheduler, ahead) for part, memory in known.items()} if known else {}
    fingerprint = ""
    is_whole = is_said_otherwise = False
    answers: dict[str, str] = {}
    for at, fraction, certainty, answered, keys, matched in responses:
        is_met = answered == fingerprint and is_whole == (matched is None)
        if matched is None:
            if not is_met:
                items = _carried(items, {WHOLE: digest_of_keys(answered)}, answered, scheduler)
            items[WHOLE].take(at, (at + ahead) // _MILLISECONDS_A_DAY, fraction > 1 - TOLERANCE, certainty)
        else:
            if not is_met:
                is_said_otherwise = any(key.count(ARROW) > 1 for key in keys)
            if not is_met or is_said_otherwise:
                prompts = {fold(prompt) for prompt, _ in matched}
                answers = {fold(prompt): fold(answer) for prompt, answer in pairs_of(keys, prompts)}
                facts = {part: digest_of(answer) for part, answer in answers.items()}
                items = _carried(items, facts, answered, scheduler)
            given = {fold(prompt): fold(choice) for prompt, choice in matched}
            day = (at + ahead) // _MILLISECONDS_A_DAY
            for part, answer in answers.items():
                items[part].take(at, day, given.get(part) == answer, certainty)
        fingerprint = answered
        is_whole = matched is None
    return {part: item.memory(part) for part, item in items.items()}


@dataclass(slots=True)
class _Item:
    """A memory while it is gone through its responses, changed in place; `first` is None before the first of them.

    `first` and `last` are in milliseconds as the responses', and `day` counts from 1970.
    """

    fact: str
    fingerprint: str
    course: Course
    first: int | None = None
    last: int = 0
    day: int = 0
    reviews: int = 0
    lapses: int = 0
    certainty: Certainty | None = None
    is_right: bool = True

    def take(self, at: int, day: int, is_right: bool, certainty: Certainty | None) -> None:
        if day > self.day or self.first is None:
            rating = rating_of(is_right, certainty)
            self.course.review(rating, day - self.day)
            if self.first is None:
                self.first = at
            elif rating is _AGAIN:
                self.lapses += 1
            self.reviews += 1
            self.last = at
            self.day = day
        elif day < self.day:
            self.last = at
            self.day = day
        if is_right or self.is_right or self.certainty is not _HIGH:
            self.certainty = certainty
        self.is_right = is_right

    def memory(self, part: str) -> Memory:
        if self.first is None:
            raise AssertionError("every part of a question is answered with it")
        strength = self.course.strength
        last = _moment(self.last)
        return Memory(
            part=part,
            stability=strength.stability,
            difficulty=strength.difficulty,
            first=_moment(self.first),
            last=last,
            due=_days_after(last, strength.interval),
            reviews=self.reviews,
            lapses=self.lapses,
            fact=self.fact,
            fingerprint=self.fingerprint,
            certainty=self.certainty,
            is_right=self.is_right,
        )


def _item_of(memory: Memory, scheduler: Scheduler, ahead: int) -> _Item:
    last = (memory.last - _EPOCH) // _MILLISECOND
    return _Item(
        fact=memory.fact,
        fingerprint=memory.fingerprint,
        course=scheduler.course(memory.strength),
        first=(memory.first - _EPOCH) // _MILLISECOND,
        last=last,
        day=(last + ahead) // _MILLISECONDS_A_DAY,
        reviews=memory.reviews,
        lapses=memory.lapses,
        certainty=memory.certainty,
        is_right=memory.is_right,
    )


def _moment(at: int) -> datetime:
    return _EPOCH + at * _MILLISECOND


def _days_after(moment: datetime, days: int) -> datetime:
    try:
        return moment + timedelta(days=days)
    except OverflowError:  # a clock in the last century that has a number
        return _LATEST


def _carried(
    items: Mapping[str, _Item], facts: Mapping[str, str], fingerprint: str, scheduler: Scheduler
) -> dict[str, _Item]:
    """An item for each fact: the one that goes on in it, or else a new one."""
    origins = origins_of(facts, {part: item.fact for part, item in items.items()}) if items else {}
    carried = {
        part: items[origins[part]] if part in origins else _Item(fact, fingerprint, scheduler.course())
        for part, fact in facts.items()
    }
    for item in carried.values():
        item.fingerprint = fingerprint
    return carried
