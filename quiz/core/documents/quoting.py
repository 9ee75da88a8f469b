"""Words of the document on their way to be a quotation: whole statements first, then word by word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from quiz.core.documents.document import Block, BlockKind, Document, Span

# Chinese and Japanese have no spaces between words: there, each character is taken for one.
_WORD = r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff9f]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff01-\uff9f]+"


def quotation(document: Document, span: Span) -> str:
    """What the document says there, exactly but for its line breaks."""
    return " ".join(document.text[span.start : span.end].split())


def quotable(document: Document, span: Span) -> tuple[Span, ...]:
    """The span in as many pieces as have none of what stands between texts, the whole of it where it has no text.

    Between texts stand headings, the marks of list items and the bars of tables.
    """
    pieces: list[Span] = []
    for block in _texts(document):
        if not block.span.overlaps(span):
            continue
        piece = Span(max(block.span.start, span.start), min(block.span.end, span.end))
        if pieces and not document.text[pieces[-1].end : piece.start].strip():
            piece = Span(pieces.pop().start, piece.end)
        pieces.append(piece)
    return tuple(pieces) or (span,)


def with_statements(document: Document, span: Span, step: int) -> Span:
    """The span with its end at the end of a statement: one further (1), or one back (-1), but after its beginning."""
    ends = [each.end for each in document.statements]
    place = bisect_right(ends, span.end)
    if step < 0:
        place = bisect_right(ends, span.end - 1) - 1
    end = ends[place] if 0 <= place < len(ends) else span.end
    return Span(span.start, end) if end > span.start else span


def with_end(document: Document, span: Span, step: int) -> Span:
    """The span with its end one word further (1) or back (-1), with one word at least."""
    if step > 0:
        later = next((word for word in _words_from(document, span.end)), None)
        return Span(span.start, later.end) if later else span
    earlier = next((word for word in _words_to(document, span.end) if word.end < span.end), None)
    return Span(span.start, earlier.end) if earlier and earlier.end > span.start else span


def with_start(document: Document, span: Span, step: int) -> Span:
    """The span with its beginning one word further (1) or back (-1), with one word at least."""
    if step < 0:
        earlier = next(iter(_words_to(document, span.start)), None)
        return Span(earlier.start, span.end) if earlier else span
    later = next((word for word in _words_from(document, span.start) if word.start > span.start), None)
    return Span(later.start, span.end) if later and later.start < span.end else span


def between(document: Document, one: int, other: int) -> Span:
    """The words from the one that has the character at `one` to the one that has the character at `other`."""
    first, last = sorted((one, other))
    start = next((word.start for word in _words_to(document, first + 1) if word.start <= first), first)
    end = next((word.end for word in _words_from(document, last) if word.end > last), last + 1)
    return Span(start, max(end, start + 1))


def words_in(document: Document, span: Span) -> Iterator[Span]:
    """The words that stand in the span."""
    for word in re.compile(_WORD).finditer(document.text, span.start, span.end):
        yield Span(*word.span())


def _texts(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is not BlockKind.HEADING]


def _words_from(document: Document, at: int) -> Iterator[Span]:
    """The words of paragraphs and list items that end after `at`, in order; one that `at` is within comes first."""
    blocks = _texts(document)
    first = bisect_right(blocks, at, key=lambda block: block.span.end)
    for block in blocks[first:]:
        for word in words_in(document, block.span):
            if word.end > at:
                yield word


def _words_to(document: Document, at: int) -> Iterator[Span]:
    """The words of paragraphs and list items that begin before `at`, the last one first."""
    blocks = _texts(document)
    last = bisect_right(blocks, at - 1, key=lambda block: block.span.start)
    for block in reversed(blocks[:last]):
        for word in reversed([*words_in(document, block.span)]):
            if word.start < at:
                yield word
