"""What a review asks: what has changed, what was wrong though sure, what is due, and something new."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from quiz.core.drift import Change, changes, is_unlearned, sentence_of
from quiz.core.memory import Memory, Remembered, memories_now
from quiz.core.questions import Bank, Question, Wording, mixed_id

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_DAY = 86_400_000  # milliseconds
_FARTHEST = 36500  # days: no interval is longer


class Reason(StrEnum):
    """Why a review asks a question."""

    CHANGED = "changed"
    SURE_AND_WRONG = "sure and wrong"
    DUE = "due"
    NEW = "new"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a review, by its id in a Mixture of the banks.

    `recall` is the probability of recalling that part of it which needs it most, None where nothing is remembered.
    `changes` are what is to be unlearned.
    """

    question: str
    reason: Reason
    recall: float | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Learnt:
    """A bank and what is remembered of it: memories by question and part, each as of the question's last response.

    `wording` gives the wording that a fingerprint is of, None where it is not known any more. Questions that are
    suspended are not asked.
    """

    bank: Bank
    memories: Mapping[str, Mapping[str, Memory]]
    wording: Callable[[str], Wording | None]
    suspended: Container[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a learner wants of a review.

    `new_per_day` questions are new in a day, of which `new_today` were asked already. `ahead` are days: what falls due
    in them is asked as well. `limit` None takes all there is; no topics are all topics, which are named as in a
    Mixture.
    """

    new_per_day: int = 10
    new_today: int = 0
    ahead: int = 0
    limit: int | None = None
    topics: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Review:
    """The questions of a review, each once, in the order of asking; `left_out` more are over its limit."""

    asked: tuple[Asked, ...]
    left_out: int = 0

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(each.question for each in self.asked)

    def count(self, reason: Reason) -> int:
        return sum(each.reason is reason for each in self.asked)


def review(learnt: Iterable[Learnt], scope: Scope, now: datetime, end_of_day: datetime, seed: int) -> Review:
    """The review that the seed draws: the same for the same seed, always.

    First comes what is to be unlearned, due or not; then what was answered wrongly by a learner who was sure, and not
    rightly since. Then comes what is due before the end of the learner's day, what is most likely forgotten first, with
    the new questions spread among it, and in the end what falls due in the days ahead. The limit cuts off from the end.
    Within each of these, no two questions of one topic follow one another where that can be avoided.

    A matching question is asked whole when any of its pairs is due; a pair that is new waits for another.
    """
    dice = random.Random(f"{seed}/review")
    groups: dict[Reason, list[Asked]] = {reason: [] for reason in Reason}
    unseen: list[tuple[Bank, int]] = []
    topics: dict[str, str] = {}
    for each in learnt:
        names = _topics_of(each.bank)
        for i, asked in _gathered(each, scope, now, end_of_day):
            if asked is None:
                unseen.append((each.bank, i))
            else:
                groups[asked.reason].append(asked)
                topics[asked.question] = names[each.bank.catalogue.topics[i]]
    for bank, i in dice.sample(unseen, min(max(scope.new_per_day - scope.new_today, 0), len(unseen))):
        asked = Asked(mixed_id(bank.id, bank.catalogue.ids[i]), Reason.NEW)
        groups[Reason.NEW].append(asked)
        topics[asked.question] = _topics_of(bank)[bank.catalogue.topics[i]]
    for group in groups.values():
        dice.shuffle(group)
        group.sort(key=lambda asked: asked.recall or 0.0)
    return _in_order(
        (
            groups[Reason.CHANGED],
            groups[Reason.SURE_AND_WRONG],
            _spread(groups[Reason.DUE], groups[Reason.NEW]),
            groups[Reason.AHEAD],
        ),
        topics,
        scope.limit,
    )


def _in_order(groups: Iterable[Sequence[Asked]], topics: Mapping[str, str], limit: int | None) -> Review:
    """The review of the groups one after another, each with its topics apart; `topics` are by question."""
    ordered: list[Asked] = []
    left_out = 0
    for group in groups:
        kept = group if limit is None else group[: max(limit - len(ordered), 0)]
        left_out += len(group) - len(kept)
        previous = topics[ordered[-1].question] if ordered else None
        ordered += [kept[i] for i in apart([topics[asked.question] for asked in kept], previous)]
    return Review(tuple(ordered), left_out)


def _topics_of(bank: Bank) -> list[str]:
    return [mixed_id(bank.id, topic) for topic in bank.topics]


def _gathered(learnt: Learnt, scope: Scope, now: datetime, end_of_day: datetime) -> Iterator[tuple[int, Asked | None]]:
    """The questions that could be asked, by index in the bank; None for those of which nothing is remembered."""
    bank = learnt.bank
    catalogue = bank.catalogue
    wanted = {i for i, topic in enumerate(_topics_of(bank)) if not scope.topics or topic in scope.topics}
    horizon = end_of_day + timedelta(days=min(max(scope.ahead, 0), _FARTHEST))
    for i, id in enumerate(catalogue.ids):
        if catalogue.topics[i] not in wanted or i in catalogue.drafts or id in learnt.suspended:
            continue
        memories = learnt.memories.get(id)
        if not memories:
            yield i, None
            continue
        question = bank.questions[i]
        remembered = memories_now(question, memories)
        if not remembered.unlearned and not any(remembered.memories.values()):
            yield i, None  # all its pairs are others now
        elif asked := _asked(learnt, question, remembered, now, end_of_day, horizon):
            yield i, asked


def _asked(
    learnt: Learnt, question: Question, remembered: Remembered, now: datetime, end_of_day: datetime, horizon: datetime
) -> Asked | None:
    """Why the question is to be asked, None where it is not."""
    id = mixed_id(learnt.bank.id, question.id)
    known = [memory for memory in remembered.memories.values() if memory]
    recall = min((memory.recall(now) for memory in known), default=None)
    if remembered.unlearned:
        return Asked(id, Reason.CHANGED, recall, _unlearned(learnt, question))
    if any(memory.is_sure_and_wrong for memory in known):
        return Asked(id, Reason.SURE_AND_WRONG, recall)
    due = [memory for memory in known if memory.due < horizon]
    if not due:
        return None
    reason = Reason.DUE if any(memory.due < end_of_day for memory in due) else Reason.AHEAD
    return Asked(id, reason, min(memory.recall(now) for memory in due))


def _unlearned(learnt: Learnt, question: Question) -> tuple[Change, ...]:
    memories = learnt.memories[question.id]
    was = learnt.wording(next(iter(memories.values())).fingerprint)
    return tuple(change for change in changes(was, memories, question) if is_unlearned(change)) if was else ()


def _spread(some: Sequence[Asked], others: Sequence[Asked]) -> list[Asked]:
    """Both in their order, the fewer evenly among the more."""
    placed = [((i + 0.5) / len(each), each[i]) for each in (some, others) for i in range(len(each))]
    return [asked for _, asked in sorted(placed, key=lambda it: it[0])]


def apart(groups: Sequence[str], previous: str | None = None) -> list[int]:
    """An order of the indexes in which as few neighbours as can be are of one group, else nearest to that given.

    `previous` is the group of what comes before the first of them.
    """
    places: dict[str, list[int]] = {}
    for i in reversed(range(len(groups))):
        places.setdefault(groups[i], []).append(i)
    heads = [(waiting[-1], group) for group, waiting in places.items()]
    heapq.heapify(heads)
    order: list[int] = []
    while heads:
        left = len(groups) - len(order)
        crowd = max(places, key=lambda group: len(places[group]))
        if crowd != previous and 2 * len(places[crowd]) > left:
            # Any other now, and two of this group must meet later.
            heads.remove((places[crowd][-1], crowd))
            heapq.heapify(heads)
            group = crowd
        else:
            group = _next_but(heads, previous)
        order.append(places[group].pop())
        previous = group
        if places[group]:
            heapq.heappush(heads, (places[group][-1], group))
    return order


def _next_but(heads: list[tuple[int, str]], previous: str | None) -> str:
    """Takes the first of the heap that is not of the previous group, or else the first."""
    first = heapq.heappop(heads)
    if first[1] != previous or not heads:
        return first[1]
    second = heapq.heappop(heads)
    heapq.heappush(heads, first)
    return second[1]


Due = tuple[str, int]
"""A question of a bank and when an item of it is due, in milliseconds since 1970: a row as the history keeps it."""


def due_count(bank: Bank, dues: Iterable[Due], end_of_day: datetime, suspended: Container[str] = frozenset()) -> int:
    """How many questions of the bank are due before the end of the learner's day, each once."""
    return forecast(bank, dues, end_of_day, 1, suspended)[0]


def forecast(
    bank: Bank, dues: Iterable[Due], end_of_day: datetime, days: int, suspended: Container[str] = frozenset()
) -> tuple[int, ...]:
    """How many questions of the bank fall due on each of so many days, the first of them being today.

    What has been due before counts as due today, and a question counts once, on the day of the first of its items. A
    question that the bank no longer has, a draft or a suspended one counts never.
    """
    end = (end_of_day - _EPOCH) // _MILLISECOND
    horizon = end + (days - 1) * _DAY
    first: dict[str, int] = {}
    for question, due in dues:
        if due < first.get(question, horizon):
            first[question] = due
    drafts = {bank.catalogue.ids[i] for i in bank.catalogue.drafts}
    counts = [0] * days
    for question, due in first.items():
        if question in bank and question not in drafts and question not in suspended:
            counts[0 if due < end else (due - end) // _DAY + 1] += 1
    return tuple(counts)


def leeches(learnt: Iterable[Learnt]) -> tuple[tuple[str, Memory], ...]:
    """The items that keep being forgotten, by question as in a Mixture, the most often forgotten first."""
    found = [
        (mixed_id(each.bank.id, question), memory)
        for each in learnt
        for question, memories in each.memories.items()
        if question in each.bank
        for memory in memories.values()
        if memory.is_leech
    ]
    return tuple(sorted(found, key=lambda it: (-it[1].lapses, it[0], it[1].part)))


def next_due(learnt: Iterable[Learnt], after: datetime) -> datetime | None:
    """When the next item falls due that is not yet; None where there is none."""
    return min(
        (
            memory.due
            for each in learnt
            for question, memories in each.memories.items()
            if question in each.bank and question not in each.suspended
            for memory in memories.values()
            if memory.due > after
        ),
        default=None,
    )


_REMARKS = {
    Reason.CHANGED: "Changed since you learnt it.",
    Reason.SURE_AND_WRONG: "You were sure of a wrong answer to this.",
    Reason.DUE: "Due.",
    Reason.NEW: "New.",
    Reason.AHEAD: "Ahead of its day.",
}


def remarks_on(asked: Asked) -> tuple[str, ...]:
    """What is to be said of a question: first, before it is asked, why it is; after the answer what is to be unlearned.

    Said before, a changed key would give the answer away.
    """
    return (_REMARKS[asked.reason], *map(sentence_of, asked.changes))
