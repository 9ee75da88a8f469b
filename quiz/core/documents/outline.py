"""The document in rows, as it is gone through statement by statement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quiz.core.documents.document import BlockKind, Document, Span
from quiz.core.documents.sentences import says_something
from quiz.core.text import fold, one_line


class Row(NamedTuple):
    """A statement by its place among those of the document; with None for it a heading, or a text that states nothing.

    `depth` is that of its block; `is_first` where the block begins with it.
    """

    kind: BlockKind
    span: Span
    depth: int
    statement: int | None
    is_first: bool


def rows_of(document: Document) -> tuple[Row, ...]:
    """Every heading, every statement and what stands between them, in the order of the document."""
    return tuple(_rows(document))


def _rows(document: Document) -> Iterator[Row]:
    statements = document.statements
    place = 0
    for block in document.blocks:
        is_first = True
        while place < len(statements) and statements[place].start < block.span.end:
            yield Row(block.kind, statements[place], block.depth, place, is_first)
            is_first = False
            place += 1
        if is_first and says_something(document.text[block.span.start : block.span.end]):
            yield Row(block.kind, block.span, block.depth, None, is_first)


def statement_at(document: Document, span: Span) -> int | None:
    """The place of the first statement that the span overlaps; None where it overlaps none."""
    statements = document.statements
    place = bisect_left(statements, span.start + 1, key=lambda each: each.end)
    return place if place < len(statements) and statements[place].overlaps(span) else None


def shown(document: Document, span: Span) -> str:
    """The words of the document that stand there, on one line."""
    return one_line(document.text[span.start : span.end])


def found_from(texts: Sequence[str], sought: str, start: int, step: int = 1) -> int | None:
    """The place of the first text, from `start` on and around, that has every word sought; None where none has.

    With a `step` of -1 it is looked for backwards. `texts` are folded as `quiz.core.text.fold` does; part of a word is
    enough.
    """
    words = fold(sought).split()
    if not words:
        return None
    around = ((start + step * count) % len(texts) for count in range(len(texts)))
    return next((place for place in around if all(word in texts[place] for word in words)), None)
