"""The source document: its sections, its statements, and where a quotation stands in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from quiz.core.documents.markup import Line, Role, lines_of
from quiz.core.documents.quotations import Quotations
from quiz.core.documents.references import lists_sources
from quiz.core.documents.sentences import says_something, sentences


class Span(NamedTuple):
    """A stretch of the document's text: characters `start` up to but not including `end`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    TABLE_HEAD = "table head"
    TABLE_ROW = "table row"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a list item, a paragraph, a row of a table or a line of code.

    The span is that of its text without the marks before it, and of a row without the bars around it. `depth` is a
    heading's level from 1, or a list item's indentation in steps of two spaces from 0.
    """

    kind: BlockKind
    span: Span
    depth: int = 0


_CLOSE = frozenset(
    [
        (BlockKind.ITEM, BlockKind.ITEM),
        (BlockKind.TABLE_HEAD, BlockKind.TABLE_ROW),
        (BlockKind.TABLE_ROW, BlockKind.TABLE_ROW),
        (BlockKind.CODE, BlockKind.CODE),
    ]
)


def stand_close(kind: BlockKind, following: BlockKind) -> bool:
    """Whether such blocks follow one another without an empty line: items of a list, rows of a table, lines of code."""
    return (kind, following) in _CLOSE


class Document:
    """A text in Markdown or plain, read as headings, list items, paragraphs, tables and code.

    Offsets are of characters in `text`. Statements are the sentences of paragraphs and list items, and the rows of
    tables below their heads. Headings and code state nothing, and neither do lines drawn with hyphens or stars, images,
    the targets of links, and sections that list references.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[str, tuple[Span, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_blocks(self.text))

    @cached_property
    def statements(self) -> tuple[Span, ...]:
        """Every sentence of the document, in order."""
        passed_over = self.reference_lists
        return tuple(
            statement
            for block in self.blocks
            if not any(block.span.overlaps(section) for section in passed_over)
            for statement in _statements(self.text, block)
            if says_something(self.text[statement.start : statement.end])
        )

    @cached_property
    def reference_lists(self) -> tuple[Span, ...]:
        """The sections that list references, each from its title to the end of its last block."""
        return tuple(_reference_lists(self))

    @cached_property
    def _quotations(self) -> Quotations:
        return Quotations(self.text)

    def find(self, quote: str) -> tuple[Span, ...]:
        """Every place where the quotation stands, however its characters, spaces and line breaks are typed.

        Compared in the form of `quiz.core.text.fold`; a place always begins and ends at whole characters of the
        document, and empty quotations stand nowhere.
        """
        return self.find_all([quote])[quote]

    def find_all(self, quotes: Iterable[str]) -> dict[str, tuple[Span, ...]]:
        """The places of each of the quotations, as `find` gives them; sooner than one by one."""
        wanted = tuple(dict.fromkeys(quotes))
        new = [quote for quote in wanted if quote not in self._found]
        if new:
            for quote, places in zip(new, self._quotations.places_of_all(new), strict=True):
                self._found[quote] = tuple(Span(start, end) for start, end in places)
        return {quote: self._found[quote] for quote in wanted}

    @cached_property
    def _headings(self) -> tuple[Span, ...]:
        return tuple(block.span for block in self.blocks if block.kind is BlockKind.HEADING)

    def heading_of(self, span: Span) -> Span | None:
        """The title of the innermost section the span begins in, or None before the first heading."""
        before = bisect_right(self._headings, span.start, key=lambda heading: heading.start)
        return self._headings[before - 1] if before else None

    def section_of(self, span: Span) -> str:
        """The title of the innermost section the span begins in, or an empty text before the first heading."""
        heading = self.heading_of(span)
        return self.text[heading.start : heading.end] if heading else ""


def _statements(text: str, block: Block) -> Iterator[Span]:
    match block.kind:
        case BlockKind.PARAGRAPH | BlockKind.ITEM:
            for start, end in sentences(text, block.span.start, block.span.end):
                yield Span(start, end)
        case BlockKind.TABLE_ROW:
            yield block.span
        case BlockKind.HEADING | BlockKind.TABLE_HEAD | BlockKind.CODE:
            return


def _reference_lists(document: Document) -> Iterator[Span]:
    blocks, text = document.blocks, document.text
    after = 0
    for place, heading in enumerate(blocks):
        if place < after or heading.kind is not BlockKind.HEADING:
            continue
        after = place + 1
        # A section goes on through its sub-sections.
        while after < len(blocks) and not (
            blocks[after].kind is BlockKind.HEADING and blocks[after].depth <= heading.depth
        ):
            after += 1
        entries = (
            text[it.span.start : it.span.end] for it in blocks[place + 1 : after] if it.kind is not BlockKind.HEADING
        )
        if lists_sources(text[heading.span.start : heading.span.end], entries):
            yield Span(heading.span.start, blocks[after - 1].span.end)
        else:
            after = place + 1


_OF_A_LINE = {
    Role.HEADING: BlockKind.HEADING,
    Role.TABLE_HEAD: BlockKind.TABLE_HEAD,
    Role.TABLE_ROW: BlockKind.TABLE_ROW,
    Role.CODE: BlockKind.CODE,
}
"""The blocks that are a line each."""


def _blocks(text: str) -> Iterator[Block]:
    still_open: list[Line] = []  # of an item or paragraph
    for line in lines_of(text):
        if line.role is Role.TEXT:
            still_open.append(line)
            continue
        if line.role is Role.UNDERLINE and _is_title(text, still_open):
            (title,) = still_open
            yield Block(BlockKind.HEADING, Span(title.start, title.end), line.depth)
        elif still_open:
            yield _block_of(still_open)
        still_open = [line] if line.role is Role.ITEM else []
        if kind := _OF_A_LINE.get(line.role):
            yield Block(kind, Span(line.start, line.end), line.depth)
    if still_open:
        yield _block_of(still_open)


def _block_of(lines: Sequence[Line]) -> Block:
    first = lines[0]
    kind = BlockKind.ITEM if first.role is Role.ITEM else BlockKind.PARAGRAPH
    return Block(kind, Span(first.start, lines[-1].end), first.depth)


def _is_title(text: str, lines: Sequence[Line]) -> bool:
    """Whether the lines can be a title, and are no sentence with a line drawn under it."""
    return len(lines) == 1 and lines[0].role is Role.TEXT and text[lines[0].end - 1] not in ".!?…:;。！？"
