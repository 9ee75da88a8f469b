"""Words of the document on one line, with quotations marked in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from quiz.core.documents.document import Document, Span

QUOTED = "bold underline $text-warning on $warning-muted"


def quoted_text(document: Document, span: Span, quoted: Iterable[Span], *, has_places: bool = False) -> Content:
    """What the document says in the span, with the quotations marked.

    With `has_places` each word has where it begins in the document as the meta value "at", for the mouse.
    """
    pieces = list(re.finditer(r"\S+", document.text[span.start : span.end]))
    text = Content(" ".join(piece.group() for piece in pieces))
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece.group()) + 1)

    def place(offset: int) -> int:
        """Where a character of the document stands in the text on one line."""
        local = offset - span.start
        word = max(bisect_right(pieces, local, key=lambda piece: piece.start()) - 1, 0)
        return starts[word] + min(local - pieces[word].start(), len(pieces[word].group()))

    for each in quoted:
        if span.overlaps(each):
            text = text.stylize(QUOTED, place(max(each.start, span.start)), place(min(each.end, span.end)))
    if has_places:
        for piece, start in zip(pieces, starts, strict=False):
            at = Style.from_meta({"at": span.start + piece.start()})
            text = text.stylize(at, start, start + len(piece.group()) + 1)
    return text
