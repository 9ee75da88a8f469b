"""What a change of a question does to what a learner remembers of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from quiz.core.questions import Question
from quiz.core.revision.drift import Change, is_forgotten, is_unlearned
from quiz.core.revision.memory import Memory, memories_now


class Impact(NamedTuple):
    """How many memories go on, how many are of no use any more, and of how many parts something else was learnt."""

    kept: int
    lost: int
    unlearned: int


def impact(old: Question, new: Question | None, memories: Mapping[str, Memory]) -> Impact:
    """The impact of the change on those memories that are of the old question still; `new` is None where it is gone."""
    before = memories_now(old, memories)
    live = sum(memory is not None for memory in before.memories.values())
    if new is None:
        return Impact(0, live, 0)
    after = memories_now(new, memories)
    kept = min(live, sum(memory is not None for memory in after.memories.values()))
    return Impact(kept, live - kept, len(after.unlearned - before.unlearned))


def keeps_memory(changes: Iterable[Change]) -> bool:
    """Whether all that is remembered of a question that changes so stays, and is not to be asked anew."""
    return not any(is_forgotten(change) or is_unlearned(change) for change in changes)
