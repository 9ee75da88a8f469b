"""Two texts that are alike, word by word: what they share, and what the second says instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from quiz.core.text import fold

LONGEST_COMPARED = 1_000
"""Words up to which two texts are compared in their order: the time for it grows with the square of them."""


class Piece(NamedTuple):
    """A run of words as it was and as it is; the same in both where the words stand, empty where there are none."""

    was: str
    now: str

    @property
    def stands(self) -> bool:
        return fold(self.was) == fold(self.now)


def word_diff(was: str, now: str) -> tuple[Piece, ...]:
    """The two texts as runs of words in turn; words are compared in the form of `quiz.core.text.fold`."""
    ours, theirs = was.split(), now.split()
    if max(len(ours), len(theirs)) > LONGEST_COMPARED:
        return (Piece(" ".join(ours), " ".join(theirs)),)
    matcher = SequenceMatcher(None, list(map(fold, ours)), list(map(fold, theirs)), autojunk=False)
    return tuple(
        Piece(" ".join(ours[start:end]), " ".join(theirs[other_start:other_end]))
        for _, start, end, other_start, other_end in matcher.get_opcodes()
    )


def alike(words: Sequence[str], others: Sequence[str], at_least: float = 0.0) -> float:
    """How much of both lists of words is the same, from 0 to 1, their order counting unless they are very long.

    Below `at_least` it may be given as less than it is, in less time.
    """
    if not words or not others:
        return 0.0
    most = 2 * sum((Counter(words) & Counter(others)).values()) / (len(words) + len(others))
    if most < at_least or max(len(words), len(others)) > LONGEST_COMPARED:
        return most
    return SequenceMatcher(None, words, others, autojunk=False).ratio()
