"""What a learner remembers of a question, of each part for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quiz.core.certainty import Certainty
from quiz.core.questions import Question, fingerprint_of, has_same_cites
from quiz.core.revision.facts import WHOLE, facts_in, origins_of
from quiz.core.revision.schedule import Strength, retrievability

LEECH_LAPSES = 8
"""Lapses from which on an item is a leech: it costs more time than its author's rewording would (Anki's default)."""

_DAY = timedelta(days=1)


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
        return not self.is_right and self.certainty is Certainty.HIGH

    @property
    def is_leech(self) -> bool:
        return self.lapses >= LEECH_LAPSES

    def recall(self, at: datetime) -> float:
        """The probability of recalling it at that moment."""
        return retrievability((at - self.last) / _DAY, self.stability)


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

    Memories outlive a change of the question as they do where its responses are replayed.
    """
    fingerprint = fingerprint_of(question)
    facts = facts_in(question, fingerprint)
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
