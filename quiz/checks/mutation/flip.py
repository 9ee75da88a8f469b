"""A fact of the document that was made to say something else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quiz.core.documents.document import Span


class FlipKind(StrEnum):
    NUMBER = "number"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True)
class Flip:
    """One fact flipped: the characters of `span` read `was` in the document, and `now` in the mutant.

    `facts` are what the words stand for, as alternatives: a key that has all words of one of them has the fact; by
    default the words themselves. `facts_now` are the same of the mutant.
    """

    kind: FlipKind
    statement: Span
    span: Span
    was: str
    now: str
    facts: tuple[str, ...] = ()
    facts_now: tuple[str, ...] = ()

    def mutant(self, text: str) -> str:
        """The text of the document with the fact flipped."""
        return text[: self.span.start] + self.now + text[self.span.end :]

    def undone(self, mutant: str) -> str:
        """The text of the document again."""
        return mutant[: self.span.start] + self.was + mutant[self.span.start + len(self.now) :]
