"""The passage that proves an answer, in its place in the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import assert_never

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.core.document import Block, BlockKind, Document, Span
from quiz.tui.widgets.typesetting import hang, stack

_AROUND = 40
"""How many blocks of the document are shown before and after those that are quoted."""


_QUOTED = "bold underline $text-warning on $warning-muted"


class PassageText(Widget):
    """The document's text around the quotations, which are highlighted and marked at the edge."""

    DEFAULT_CSS = "PassageText { height: auto; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._document = Document("")
        self._spans: tuple[Span, ...] = ()
        self._shown = range(0)

    def show(self, document: Document, spans: Sequence[Span]) -> None:
        self._document, self._spans = document, tuple(spans)
        self._shown = self._around()
        self.refresh(layout=True)

    def first_quoted_line(self) -> int:
        """The line, from 0, at which the first quotation begins."""
        lines = [line for index in self._shown for line in self._lines(index, self.content_size.width)]
        return next((row for row, line in enumerate(lines) if any(each.style == _QUOTED for each in line.spans)), 0)

    def render(self) -> Content:
        width = self.content_size.width
        return stack(line for index in self._shown for line in self._lines(index, width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return sum(len(self._lines(index, width)) for index in self._shown)

    def _is_quoted(self, block: Block) -> bool:
        return any(block.span.overlaps(span) for span in self._spans)

    def _around(self) -> range:
        """The indexes of the blocks to show."""
        blocks = self._document.blocks
        quoted = [index for index, block in enumerate(blocks) if self._is_quoted(block)]
        first, last = (quoted[0], quoted[-1]) if quoted else (0, 0)
        return range(max(first - _AROUND, 0), min(last + _AROUND + 1, len(blocks)))

    def _lines(self, index: int, width: int) -> list[Content]:
        """The lines of a block, with an empty one before it where it does not go on with a list."""
        blocks = self._document.blocks
        block = blocks[index]
        text = self._quoted_text(block)
        edge = Content.styled("▌", "$text-warning") if self._is_quoted(block) else Content(" ")
        match block.kind:
            case BlockKind.HEADING:
                lines = hang(edge, text.stylize("bold $primary"), width)
            case BlockKind.ITEM:
                lines = hang(edge + Content(" " * (2 * block.depth) + "• "), text, width)
            case BlockKind.PARAGRAPH:
                lines = hang(edge, text, width)
            case _:
                assert_never(block.kind)
        if self._is_quoted(block):
            lines = [lines[0], *(edge + line[1:] for line in lines[1:])]
        goes_on = block.kind is BlockKind.ITEM and index > 0 and blocks[index - 1].kind is BlockKind.ITEM
        return lines if goes_on or index == self._shown[0] else [Content(" "), *lines]

    def _quoted_text(self, block: Block) -> Content:
        """The block's text on one line, its quotations marked."""
        pieces = list(re.finditer(r"\S+", self._document.text[block.span.start : block.span.end]))
        text = Content(" ".join(piece.group() for piece in pieces))
        starts = [0]
        for piece in pieces:
            starts.append(starts[-1] + len(piece.group()) + 1)

        def place(offset: int) -> int:
            """Where a character of the document stands in the text on one line."""
            local = offset - block.span.start
            word = max(bisect_right(pieces, local, key=lambda piece: piece.start()) - 1, 0)
            return starts[word] + min(local - pieces[word].start(), len(pieces[word].group()))

        for quoted in self._spans:
            if block.span.overlaps(quoted):
                start, end = place(max(quoted.start, block.span.start)), place(min(quoted.end, block.span.end))
                text = text.stylize(_QUOTED, start, end)
        return text


class Passage(VerticalScroll, can_focus=True):
    """A pane with the document, scrolled to the quotations."""

    def __init__(self) -> None:
        super().__init__()
        self._text = PassageText()

    def compose(self) -> ComposeResult:
        yield self._text

    def show(self, document: Document, quotes: Sequence[str]) -> None:
        """Shows the document with the places where the quotations stand."""
        spans = sorted(found[0] for quote in quotes if (found := document.find(quote)))
        self._text.show(document, spans)
        section = document.section_of(spans[0]) if spans else ""
        # A section's title that does not fit stands in the text, or near it.
        self.border_title = Content(section if cell_len(section) < min(self.app.size.width - 8, 40) else "The passage")
        self.border_subtitle = f"{len(spans)} passages" if len(spans) > 1 else ""
        self.call_after_refresh(self._to_quotation)

    def on_resize(self) -> None:
        self.call_after_refresh(self._to_quotation)

    def watch_virtual_size(self) -> None:
        # Where the pane was hidden, how far it can scroll is known only now.
        self.call_after_refresh(self._to_quotation)

    def _to_quotation(self) -> None:
        line = self._text.first_quoted_line()
        self.scroll_to(y=max(line - 2, 0), animate=False)
