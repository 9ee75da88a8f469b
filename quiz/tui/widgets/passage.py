"""The passage that proves an answer, in its place in the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.core.documents.document import Block, BlockKind, Document, Span, stand_close
from quiz.tui.widgets.quoted_text import QUOTED, quoted_text
from quiz.tui.widgets.typesetting import hang, stack

_AROUND = 40
"""How many blocks of the document are shown before and after those that are quoted."""


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
        return next((row for row, line in enumerate(lines) if any(each.style == QUOTED for each in line.spans)), 0)

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
        text = quoted_text(self._document, block.span, self._spans)
        edge = Content.styled("▌", "$text-warning") if self._is_quoted(block) else Content(" ")
        match block.kind:
            case BlockKind.HEADING:
                lines = hang(edge, text.stylize("bold $primary"), width)
            case BlockKind.ITEM:
                lines = hang(edge + Content(" " * (2 * block.depth) + "• "), text, width)
            case BlockKind.PARAGRAPH | BlockKind.TABLE_HEAD | BlockKind.TABLE_ROW | BlockKind.CODE:
                lines = hang(edge, text, width)
            case _:
                assert_never(block.kind)
        if self._is_quoted(block):
            lines = [lines[0], *(edge + line[1:] for line in lines[1:])]
        goes_on = index > 0 and stand_close(blocks[index - 1].kind, block.kind)
        return lines if goes_on or index == self._shown[0] else [Content(" "), *lines]


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
