"""What waits to be reviewed of the banks that a learner has met, and since when, by one rule for all who ask."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quiz.core.bank import KIND_LETTERS, Bank, mixed_id
from quiz.core.questions import Kind, Wording, has_same_cites, has_same_keys
from quiz.core.revision.facts import WHOLE
from quiz.core.revision.memory import Memory, Remembered, memories_now

_DAY = timedelta(days=1)
_MATCHING = KIND_LETTERS[Kind.MATCHING]


class Reason(StrEnum):
    """Why a review asks a question."""

    CHANGED = "changed"
    SURE_AND_WRONG = "sure and wrong"
    DUE = "due"
    NEW = "new"
    AHEAD = "ahead"


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


def remembered_now(bank: Bank, place: int, memories: Mapping[str, Memory]) -> Remembered:
    """What is remembered of the question at that place of the bank, which is read only where it has changed."""
    catalogue = bank.catalogue
    was, now = next(iter(memories.values())).fingerprint, bank.fingerprint(catalogue.ids[place])
    is_same_kind = (WHOLE in memories) != (catalogue.kinds[place] == _MATCHING)
    if is_same_kind and has_same_keys(was, now) and has_same_cites(was, now):
        return Remembered(memories)
    return memories_now(bank.questions[place], memories)


def reason_of(remembered: Remembered, end_of_day: datetime, horizon: datetime) -> Reason | None:
    """Why a question is asked of which this is remembered, None where it is not: the one rule of what waits."""
    known = [memory for memory in remembered.memories.values() if memory]
    if remembered.unlearned:
        return Reason.CHANGED
    if any(memory.is_sure_and_wrong for memory in known):
        return Reason.SURE_AND_WRONG
    due = min((memory.due for memory in known), default=horizon)
    if due >= horizon:
        return None
    return Reason.DUE if due < end_of_day else Reason.AHEAD


def _learnt_of(learnt: Learnt) -> Iterator[tuple[str, Remembered]]:
    """What is remembered of each question that a review may ask, by its id in the bank."""
    bank = learnt.bank
    for i, id in enumerate(bank.catalogue.ids):
        memories = learnt.memories.get(id)
        if memories and i not in bank.catalogue.drafts and id not in learnt.suspended:
            yield id, remembered_now(bank, i, memories)


def changed(learnt: Learnt) -> frozenset[str]:
    """The questions that a review asks since they have changed, by their ids in the bank."""
    return frozenset(id for id, remembered in _learnt_of(learnt) if remembered.unlearned)


def forecast(learnt: Learnt, end_of_day: datetime, days: int) -> tuple[int, ...]:
    """How many questions of the bank a review asks on each of so many days, new ones apart, the first being today.

    Today has all that a review asks today: what has changed, what was wrong though sure, and what was due before. A
    question counts once, on the day of the first of its items; a draft or one that is suspended counts never.
    """
    horizon = end_of_day + (days - 1) * _DAY
    counts = [0] * days
    for _, remembered in _learnt_of(learnt):
        reason = reason_of(remembered, end_of_day, horizon)
        if reason is Reason.AHEAD:
            due = min(memory.due for memory in remembered.memories.values() if memory)
            counts[(due - end_of_day) // _DAY + 1] += 1
        elif reason:
            counts[0] += 1
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
