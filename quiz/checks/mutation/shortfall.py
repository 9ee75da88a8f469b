"""What keeps a question's key from noticing a flipped fact."""

from __future__ import annotations

from enum import IntEnum


class Shortfall(IntEnum):
    """What is missing, in the order in which it is looked for: what is missing later is nearer to noticing."""

    UNSAID = 1
    """Stem and key together do not say it."""

    ALONE = 2
    """They say it, and nothing else of the statement."""

    DENIED = 3
    """They have a negation more or less than the document."""

    NOT_IN_KEY = 4
    """The key brings no word of it that the stem has not."""

    ONE_SIDED = 5
    """One side of a pair brings no word of it that the other has not."""
