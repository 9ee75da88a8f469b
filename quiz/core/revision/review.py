"""What a review asks: what has changed, what was wrong though sure, what is due, and something new."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from quiz.core.bank import Bank, mixed_id
from quiz.core.questions import Question
from quiz.core.revision.drift import Change, changes, is_unlearned, sentence_of
from quiz.core.revision.memory import Remembered
from quiz.core.revision.ordering import apart, spread
from quiz.core.revision.waiting import Learnt, Reason, reason_of, remembered_now

_FARTHEST = 36500  # days: no interval is longer


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
            spread(groups[Reason.DUE], groups[Reason.NEW]),
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
        remembered = remembered_now(bank, i, memories)
        if not remembered.unlearned and not any(remembered.memories.values()):
            yield i, None  # all its pairs are others now
        elif asked := _asked(learnt, i, remembered, now, end_of_day, horizon):
            yield i, asked


def _asked(
    learnt: Learnt, place: int, remembered: Remembered, now: datetime, end_of_day: datetime, horizon: datetime
) -> Asked | None:
    """Why the question at that place of the bank is to be asked, None where it is not."""
    reason = reason_of(remembered, end_of_day, horizon)
    if reason is None:
        return None
    known = [memory for memory in remembered.memories.values() if memory]
    asked = Asked(
        mixed_id(learnt.bank.id, learnt.bank.catalogue.ids[place]),
        reason,
        min((memory.recall(now) for memory in known), default=None),
    )
    match reason:
        case Reason.CHANGED:
            return replace(asked, changes=_unlearned(learnt, learnt.bank.questions[place]))
        case Reason.DUE | Reason.AHEAD:
            return replace(asked, recall=min(memory.recall(now) for memory in known if memory.due < horizon))
        case Reason.SURE_AND_WRONG | Reason.NEW:
            return asked
        case _:
            assert_never(reason)


def _unlearned(learnt: Learnt, question: Question) -> tuple[Change, ...]:
    memories = learnt.memories[question.id]
    was = learnt.wording(next(iter(memories.values())).fingerprint)
    return tuple(change for change in changes(was, memories, question) if is_unlearned(change)) if was else ()


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
