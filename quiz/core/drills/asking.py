"""One round of one question in a drill: when it was open, until when, and the answers to it that count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from quiz.core.answers import Answer, Given
from quiz.core.certainty import Certainty
from quiz.core.drills.events import ClosedBy


class Kept(NamedTuple):
    """An answer that counts. `taken` are the milliseconds from the opening to it, less the credit for the way and
    those for which there was no server.

    `extra_time` is the factor that the learner had then.
    """

    answer: Answer
    given: Given
    certainty: Certainty | None
    at: int
    taken: int
    key: str
    extra_time: float = 1.0


@dataclass(slots=True)
class Asking:
    """One round of one question: when it was open, who sat there as it opened, and the answers by learner.

    `prolonged` are the milliseconds by which it ends later, and `away` those of them for which there was no server.
    """

    place: int
    round: int
    opened_at: int
    closes_at: int | None
    present: frozenset[str]
    prolonged: int = 0
    away: int = 0
    closed_at: int | None = None
    closed_by: ClosedBy | None = None
    answers: dict[str, Kept] = field(default_factory=dict)

    def deadline(self, factor: float) -> int | None:
        """When the time is up for whoever has that factor of it; None where it is not limited."""
        if self.closes_at is None:
            return None
        return self.opened_at + int((self.closes_at - self.opened_at) * factor) + self.prolonged
