"""The passages that prove an answer, in their place in the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from quiz.core.documents.document import Block, BlockKind, Document, Span
from quiz.plain.page import hang

_BEGIN, _END = ">>", "<<"


def passage_lines(document: Document, quotes: Sequence[str], width: int) -> list[str]:
    """The blocks of the document that hold the quotations, each once under its section, the quotations marked >> <<.

    A quotation that does not stand in the document is shown by itself.
    """
    found = {quote: document.find(quote)[:1] for quote in quotes}
    spans = _merged(span for places in found.values() for span in places)
    quoted = [block for block in document.blocks if any(block.span.overlaps(span) for span in spans)]
    lines: list[str] = []
    for section, blocks in groupby(quoted, key=lambda block: document.section_of(block.span)):
        lines += ["", *hang("", f'Passage, from the section "{section}":' if section else "Passage:", width)]
        for block in blocks:
            lines += hang("  - " if block.kind is BlockKind.ITEM else "  ", _marked(document, block, spans), width)
    for quote, places in found.items():
        if not places:
            lines += ["", "Passage:", *hang("  ", " ".join(f"{_BEGIN}{quote}{_END}".split()), width)]
    return lines[1:]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, with those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and merged[-1].overlaps(span):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _marked(document: Document, block: Block, spans: Sequence[Span]) -> str:
    """The block's text on one line, with marks around what is quoted of it."""
    pieces = []
    at = block.span.start
    for span in spans:
        if block.span.overlaps(span):
            start, end = max(span.start, block.span.start), min(span.end, block.span.end)
            pieces += [document.text[at:start], _BEGIN, document.text[start:end], _END]
            at = end
    pieces.append(document.text[at : block.span.end])
    return " ".join("".join(pieces).split())
