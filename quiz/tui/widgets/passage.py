"""The passage that proves an answer, in its place in the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.core.document import Block, BlockKind, Document, Span
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

    def show(self, document: Document, spans: Sequence[Span]) -> None:
        self._document, self._spans = document, tuple(spans)
        self.refresh(layout=True)

    def first_quoted_line(self) -> int:
        """The line, from 0, at which the first quoted block begins."""
        line = 0
        for block in self._shown():
            if self._is_quoted(block):
                return line
            line += len(self._lines(block, self.content_size.width))
        return 0

    def render(self) -> Content:
        width = self.content_size.width
        return stack(line for block in self._shown() for line in self._lines(block, width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return sum(len(self._lines(block, width)) for block in self._shown())

    def _is_quoted(self, block: Block) -> bool:
        return any(block.span.overlaps(span) for span in self._spans)

    def _shown(self) -> Sequence[Block]:
        blocks = self._document.blocks
        quoted = [index for index, block in enumerate(blocks) if self._is_quoted(block)]
        return blocks[max(quoted[0] - _AROUND, 0) : quoted[-1] + _AROUND + 1] if quoted else blocks[: 2 * _AROUND]

    def _lines(self, block: Block, width: int) -> list[Content]:
        span = block.span
        text = Content(self._document.text[span.start : span.end])
        for quoted in self._spans:
            if span.overlaps(quoted):
                start, end = max(quoted.start, span.start) - span.start, min(quoted.end, span.end) - span.start
                text = text.stylize("bold underline $text-warning on $warning-muted", start, end)
        text = Content(" ").join(part for line in text.split() if (part := _stripped(line)))
        edge = Content.styled("▌", "$text-warning") if self._is_quoted(block) else Content(" ")
        match block.kind:
            case BlockKind.HEADING:
                lines = [Content(), *hang("", text.stylize("bold $primary"), width - 1), Content()]
            case BlockKind.ITEM:
                lines = hang(" " * (2 * block.depth) + "• ", text, width - 1)
            case BlockKind.PARAGRAPH:
                lines = [*hang("", text, width - 1), Content()]
            case _:
                assert_never(block.kind)
        return [(edge if line else Content(" ")) + line for line in lines]


def _stripped(line: Content) -> Content:
    indent = len(line.plain) - len(line.plain.lstrip())
    return line[indent:].rstrip()


class Passage(VerticalScroll, can_focus=True):
    """A pane with the document, scrolled to the quotations."""

    def compose(self) -> ComposeResult:
        yield PassageText()

    def show(self, document: Document, quotes: Sequence[str], title: str) -> None:
        """Shows the document with the places where the quotations stand."""
        spans = sorted(found[0] for quote in quotes if (found := document.find(quote)))
        text = self.query_one(PassageText)
        text.show(document, spans)
        section = document.section_of(spans[0]) if spans else ""
        self.border_title = Content(section or title)
        count = len(spans)
        self.border_subtitle = f"{count} passages" if count > 1 else ""
        self.call_after_refresh(self._to_quotation)

    def on_resize(self) -> None:
        self.call_after_refresh(self._to_quotation)

    def _to_quotation(self) -> None:
        line = self.query_one(PassageText).first_quoted_line()
        self.scroll_to(y=max(line - 2, 0), animate=False)
