"""Where a learner stands with a question and with a bank, from the attempts alone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from quiz.core.bank import Bank
from quiz.core.marking import State, state_of


class Record(NamedTuple):
    """What the history holds of one question: how many attempts, and the latest of them.

    `fingerprint` is that of the wording the latest attempt answered, `fraction` its mark, `average` that of all.
    """

    question: str
    attempts: int
    fraction: float
    average: float
    fingerprint: str
    at: datetime


class Standing(StrEnum):
    """How the latest attempt at a question ended; changed where there is something else to learn now."""

    UNSEEN = "unseen"
    RIGHT = "right"
    MISSED = "missed"
    CHANGED = "changed"


def standings(bank: Bank, records: Mapping[str, Record], changed: Container[str] = frozenset()) -> dict[str, Standing]:
    """The standing of each question of the bank that has attempts; the others are unseen.

    `changed` are the questions of which something else was learnt, as a review finds them.
    """
    return {id: _standing(record, is_changed=id in changed) for id, record in records.items() if id in bank}


def _standing(record: Record, *, is_changed: bool) -> Standing:
    if is_changed:
        return Standing.CHANGED
    return Standing.RIGHT if state_of(record.fraction) is State.RIGHT else Standing.MISSED


class Progress(NamedTuple):
    """Where the learner stands with a bank: numbers of questions by standing, and the mean of their latest marks.

    `mean` is None where nothing was answered; `changed` questions are not in it, since their answers were to others.
    """

    questions: int
    right: int
    missed: int
    changed: int
    mean: float | None
    last: datetime | None

    @property
    def answered(self) -> int:
        return self.right + self.missed

    @property
    def unseen(self) -> int:
        """How many questions were never answered."""
        return self.questions - self.answered - self.changed


def progress(bank: Bank, records: Mapping[str, Record], changed: Container[str] = frozenset()) -> Progress:
    """The learner's progress in the bank as it is now; attempts at questions it no longer asks count for nothing.

    `changed` are the questions of which something else was learnt, as a review finds them.
    """
    drafts = {bank.catalogue.ids[i] for i in bank.catalogue.drafts}
    now = {id: it for id, it in standings(bank, records, changed).items() if id not in drafts}
    asked = len(bank.catalogue) - len(drafts)
    counted = [records[id].fraction for id, it in now.items() if it in {Standing.RIGHT, Standing.MISSED}]
    return Progress(
        questions=asked,
        right=_count(now.values(), Standing.RIGHT),
        missed=_count(now.values(), Standing.MISSED),
        changed=_count(now.values(), Standing.CHANGED),
        mean=sum(counted) / len(counted) if counted else None,
        last=max((records[id].at for id in now), default=None),
    )


def _count(standings: Iterable[Standing], wanted: Standing) -> int:
    return sum(standing is wanted for standing in standings)
