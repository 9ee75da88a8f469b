"""How sure a learner was of an answer, and what that earns."""

from __future__ import annotations

from enum import StrEnum


class Certainty(StrEnum):
    """How sure a learner says to be of an answer, in rising order; a guess claims no knowledge at all."""

    GUESS = "guess"
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
