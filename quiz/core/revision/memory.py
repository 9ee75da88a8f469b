"""What a learner remembers of a question, from the responses alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, assert_never

from quiz.core.certainty import Certainty
from quiz.core.marking import TOLERANCE
from quiz.core.questions import Choice, Matching, Question, fingerprint_of, has_same_cites
from quiz.core.revision.schedule import Course, Rating, Scheduler, Strength, rating_of, retrievability
from quiz.core.text import fold

WHOLE = ""
"""The part of a question that is remembered as one: a choice question's only one."""

LEECH_LAPSES = 8
"""Lapses from which on an item is a leech: it costs more time than its author's rewording would (Anki's default)."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_MILLISECOND = timedelta(milliseconds=1)
_MILLISECONDS_A_DAY = _DAY // _MILLISECOND
_LATEST = datetime.max.replace(tzinfo=UTC)
_ARROW = " → "
_AGAIN = Rating.AGAIN  # looked up once: a history is rebuilt from a million answers
_HIGH = Certainty.HIGH


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of an item: of a choice question as a WHOLE, of a matching question each pair for itself.

    `part` is the folded prompt of the pair; `stability` is in days, `difficulty` from 1 to 10. `first` and `last` are
    the first and the last review, which are the first responses of their days; `due` is whole days after `last`.
    `lapses` are the reviews after the first that recalled nothing; `fact` is a digest of the key that is remembered.

    `fingerprint` is of the wording that was answered last, and `is_right` says how. `certainty` is how sure the
    learner was then; but where the answers since the last right one were wrong, HIGH if any of them was.
    """

    part: str
    stability: float
    difficulty: float
    first: datetime
    last: datetime
    due: datetime
    reviews: int
    lapses: int
    fact: str
    fingerprint: str
    certainty: Certainty | None
    is_right: bool

    @property
    def strength(self) -> Strength:
        return Strength(self.stability, self.difficulty, (self.due - self.last).days)

    @property
    def is_sure_and_wrong(self) -> bool:
        """Whether the learner was sure of a wrong answer, and has given no right one since."""
        return not self.is_right and self.certainty is _HIGH

    @property
    def is_leech(self) -> bool:
        return self.lapses >= LEECH_LAPSES

    def recall(self, at: datetime) -> float:
        """The probability of recalling it at that moment."""
        return retrievability((at - self.last) / _DAY, self.stability)


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
                items = _carried(items, {WHOLE: _digest_of_keys(answered)}, answered, scheduler)
            items[WHOLE].take(at, (at + ahead) // _MILLISECONDS_A_DAY, fraction > 1 - TOLERANCE, certainty)
        else:
            if not is_met:
                is_said_otherwise = any(key.count(_ARROW) > 1 for key in keys)
            if not is_met or is_said_otherwise:
                prompts = {fold(prompt) for prompt, _ in matched}
                answers = {fold(prompt): fold(answer) for prompt, answer in pairs_of(keys, prompts)}
                facts = {part: _digest(answer) for part, answer in answers.items()}
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


def origins_of(facts: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """For each part that goes on with what was remembered before, the part that it was; both map parts to facts.

    A part goes on where its fact is the same. A new prompt goes on with one that is gone where no other new one and
    no other gone one has the same answer.
    """
    origins = {part: part for part, fact in facts.items() if before.get(part) == fact}
    fresh = [part for part in facts if part not in before]
    gone = [part for part in before if part not in facts]
    if fresh and gone:
        claims = Counter(facts[part] for part in fresh)
        left = Counter(before[part] for part in gone)
        place = {before[part]: part for part in gone}
        origins |= {part: place[facts[part]] for part in fresh if claims[facts[part]] == left[facts[part]] == 1}
    return origins


def pairs_of(keys: Iterable[str], prompts: Container[str]) -> list[tuple[str, str]]:
    """The pairs that the keys of a matching question say, as (prompt, answer).

    A key is split at its first arrow, unless another arrow leaves one of the folded `prompts` before it.
    """
    return [_pair_of(key, prompts) for key in keys]


def _pair_of(key: str, prompts: Container[str]) -> tuple[str, str]:
    prompt, _, answer = key.partition(_ARROW)
    if _ARROW in answer:
        pieces = key.split(_ARROW)
        for i in range(1, len(pieces)):
            if fold(_ARROW.join(pieces[:i])) in prompts:
                return _ARROW.join(pieces[:i]), _ARROW.join(pieces[i:])
    return prompt, answer


def facts_of(question: Question) -> dict[str, str]:
    """What there is to remember of the question: for each part the digest of its key."""
    return _facts_of(question, fingerprint_of(question))


def _facts_of(question: Question, fingerprint: str) -> dict[str, str]:
    match question:
        case Choice():
            return {WHOLE: _digest_of_keys(fingerprint)}
        case Matching():
            return {fold(pair.prompt): _digest(fold(pair.answer)) for pair in question.pairs}
        case _:
            assert_never(question)


def _digest_of_keys(fingerprint: str) -> str:
    return fingerprint.split("-")[1]


@lru_cache(maxsize=4096)
def _digest(text: str) -> str:
    import hashlib  # noqa: PLC0415 - OpenSSL, 2 ms that the first question does without

    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of a question as it is now.

    `memories` has each part of it, with None where nothing is remembered; `unlearned` are the parts of which something
    else was learnt: the key, or the facts it cites, have changed since the last response.
    """

    memories: Mapping[str, Memory | None]
    unlearned: frozenset[str] = frozenset()


def memories_now(question: Question, memories: Mapping[str, Memory]) -> Remembered:
    """What is remembered of the question as it is now, when `memories` are of its last response, by part.

    Memories outlive a change of the question as they do in `memories_of`.
    """
    fingerprint = fingerprint_of(question)
    facts = _facts_of(question, fingerprint)
    origins = origins_of(facts, {part: memory.fact for part, memory in memories.items()})
    now = {part: _as_part(memories[origins[part]], part) if part in origins else None for part in facts}
    is_other_kind = bool(memories) and (WHOLE in memories) != (WHOLE in facts)
    unlearned = {
        part
        for part, memory in now.items()
        if is_other_kind
        or (part in memories and memory is None)
        or (memory is not None and not has_same_cites(memory.fingerprint, fingerprint))
    }
    return Remembered(now, frozenset(unlearned))


def _as_part(memory: Memory, part: str) -> Memory:
    return memory if memory.part == part else replace(memory, part=part)
