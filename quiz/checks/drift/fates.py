"""What can become of a quotation when its document becomes another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from quiz.checks.drift.word_diff import Piece
from quiz.core.documents.document import Span


@dataclass(frozen=True, slots=True)
class Stands:
    """The words stand where they stood; where `is_amid_changes`, the sentence around them says something else."""

    span: Span
    is_amid_changes: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The same words stand at another place, and nothing need be written."""

    span: Span
    is_amid_changes: bool = False


@dataclass(frozen=True, slots=True)
class Retyped:
    """The words stand with other signs about them, too different to be found; `text` is what the document has now."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Something like it stands at the likeliest place; `likeness` is how much of both is the same, from 0 to 1."""

    span: Span
    likeness: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Vanished:
    """Nothing like it stands in the new document."""


Fate = Stands | Moved | Retyped | Changed | Vanished


def holds(fate: Fate) -> bool:
    """Whether the quotation stands in the new document as the bank has it."""
    match fate:
        case Stands() | Moved():
            return True
        case Retyped() | Changed() | Vanished():
            return False
        case _:
            assert_never(fate)


def place_of(fate: Fate) -> Span | None:
    """Where the quotation stands in the new document, or is likeliest to have become something else."""
    match fate:
        case Stands(span) | Moved(span) | Retyped(span) | Changed(span):
            return span
        case Vanished():
            return None
        case _:
            assert_never(fate)
