"""YAML read as a tree of stretches of its text: where each value begins and ends, for whoever changes it in place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from quiz.banks.parsers import fastest_parser
from quiz.banks.textfile import LINE_BREAK

_INDENT = re.compile(r"[ \t]*")
_DASH = re.compile(r"(?<![^\r\n])[ \t]*(-)(?=[ \t\r\n]|\Z)")
_COMMENT = re.compile(r"([ \t]*)#[^\r\n]*")
_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*+(?:[ \t]*#[^\r\n]*\Z)?")


@dataclass(slots=True)
class Leaf:
    """A text; `style` is the character that begins a quoted or a block one, and empty for a plain one."""

    start: int
    end: int
    style: str
    text: str


@dataclass(slots=True)
class Listing:
    """A list; one that `is_flow` stands between brackets, another on lines that begin with dashes."""

    start: int
    end: int
    is_flow: bool
    items: list[Stretch]


@dataclass(slots=True)
class Record:
    """A mapping; one that `is_flow` stands between brackets, another on lines of its own."""

    start: int
    end: int
    is_flow: bool
    entries: list[tuple[Leaf, Stretch]]


Stretch = Leaf | Listing | Record


class Spans:
    """The stretches of a text that can be read as a bank. Offsets are of characters, ends exclusive."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = _root(text)

    def line_start(self, offset: int) -> int:
        """Where the line of the offset begins."""
        start = self.text.rfind("\n", 0, offset) + 1
        return max(start, self.text.rfind("\r", start, offset) + 1)

    def line_end(self, offset: int) -> int:
        """Where the line of the offset ends, before its line break."""
        line_break = LINE_BREAK.search(self.text, offset)
        return len(self.text) if line_break is None else line_break.start()

    def next_line(self, offset: int) -> int:
        """Where the line after that of the offset begins."""
        line_break = LINE_BREAK.search(self.text, offset)
        return len(self.text) if line_break is None else line_break.end()

    def end_of_line_before(self, start: int) -> int:
        """Where the line before the one that begins at the offset ends, before its line break."""
        return start - (2 if self.text[max(start - 2, 0) : start] == "\r\n" else 1 if start else 0)

    def column(self, offset: int) -> int:
        """The column of the offset in its line, from 0."""
        return offset - self.line_start(offset)

    def indent(self, offset: int) -> int:
        """How far the line that begins at the offset is indented."""
        found = _INDENT.match(self.text, offset)
        return found.end() - found.start() if found else 0

    def last_line_end(self, stretch: Stretch) -> int:
        """Where the last line of what stands on lines of its own ends, before its line break."""
        if isinstance(stretch, Leaf) or stretch.is_flow:
            return self.line_end(stretch.end)
        if isinstance(stretch, Record):
            return self.last_line_end(stretch.entries[-1][1])
        return self.item_end(stretch, len(stretch.items) - 1)

    def dash(self, listing: Listing, index: int) -> int:
        """Where the dash of an item of a list on lines stands."""
        after = self.line_start(listing.start) if not index else self.next_line(self._item_end(listing, index - 1))
        found = _DASH.search(self.text, after, listing.items[index].start)
        return listing.start if found is None else found.start(1)

    def item_end(self, listing: Listing, index: int) -> int:
        """Where the last line of the item ends, with the comments under it that are indented further than its dash."""
        return self.with_comments(self._item_end(listing, index), self.column(self.dash(listing, index)))

    def with_comments(self, end: int, column: int) -> int:
        """Where the last of the comments straight under the line that ends there ends that is indented further."""
        while end < len(self.text):
            comment = _COMMENT.match(self.text, self.next_line(end))
            if comment is None or len(comment[1]) <= column:
                break
            end = comment.end()
        return end

    def item_start(self, listing: Listing, index: int) -> int:
        """Where the first line of the item begins, with the comments straight above it."""
        floor = self.next_line(self.item_end(listing, index - 1)) if index else 0
        start = self.line_start(self.dash(listing, index))
        while start > floor:
            above = self.line_start(self.end_of_line_before(start))
            if above < floor or _COMMENT.match(self.text, above) is None:
                break
            start = above
        return start

    def comments_under(self, offset: int) -> tuple[int, int]:
        """Where the comments and blank lines after the line of the offset begin and end."""
        start = self.next_line(offset)
        found = _COMMENTS.match(self.text, start)
        return start, found.end() if found else start

    def bounds(self, listing: Listing, index: int) -> tuple[int, int]:
        """Where what moves with an item begins and ends: its lines with its comments, or the item between brackets."""
        if listing.is_flow:
            return listing.items[index].start, listing.items[index].end
        return self.item_start(listing, index), self.item_end(listing, index)

    def _item_end(self, listing: Listing, index: int) -> int:
        return self.last_line_end(listing.items[index])


def _root(text: str) -> Record:
    growing = _Growing()
    parser = fastest_parser()(text)
    while True:
        event: Any = parser.get_event()
        kind = event.__class__
        if kind is ScalarEvent:
            growing.add(_leaf(event, text))
        elif kind is SequenceStartEvent:
            growing.open(Listing(event.start_mark.index, event.end_mark.index, bool(event.flow_style), []))
        elif kind is MappingStartEvent:
            growing.open(Record(event.start_mark.index, event.end_mark.index, bool(event.flow_style), []))
        elif kind is SequenceEndEvent or kind is MappingEndEvent:
            closed = growing.close()
            closed.end = _end(closed, event.end_mark.index, text)
        elif kind is StreamEndEvent:
            break
    if not isinstance(growing.root, Record):
        raise TypeError("a bank is a mapping")
    return growing.root


class _Growing:
    """The tree as far as it was read: `_open` holds what is not closed yet, with the key that waits for its value."""

    def __init__(self) -> None:
        self.root: Stretch | None = None
        self._open: list[tuple[Listing | Record, list[Leaf]]] = []

    def add(self, stretch: Stretch) -> None:
        if not self._open:
            self.root = stretch
            return
        top, keys = self._open[-1]
        if isinstance(top, Listing):
            top.items.append(stretch)
        elif keys:
            top.entries.append((keys.pop(), stretch))
        elif isinstance(stretch, Leaf):
            keys.append(stretch)

    def open(self, stretch: Listing | Record) -> None:
        self.add(stretch)
        self._open.append((stretch, []))

    def close(self) -> Listing | Record:
        return self._open.pop()[0]


def ends_in_block(stretch: Stretch) -> bool:
    """Whether its last text is a block, which would take a comment that is indented like it for its own."""
    if isinstance(stretch, Leaf):
        return stretch.style in {"|", ">"}
    if stretch.is_flow:
        return False
    return ends_in_block(stretch.items[-1] if isinstance(stretch, Listing) else stretch.entries[-1][1])


def outdented(comments: str, column: int) -> str:
    """The comments, of which none is indented further than the column."""
    return re.sub(rf"(?<![^\r\n])[ \t]{{{column},}}(?=#)", " " * column, comments)


def is_indented(comments: str, column: int) -> bool:
    """Whether one of the comments is indented further than the column."""
    return outdented(comments, column) != comments


def is_bracketed(stretch: Listing | Record, text: str) -> bool:
    """Whether brackets of its own hold it: a pair between those of a list needs none."""
    return stretch.is_flow and text[stretch.start] in "[{"


def _leaf(event: Any, text: str) -> Leaf:
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in {"|", ">"}:
        # A block ends where the next thing begins.
        end = start + len(text[start:end].rstrip())
    return Leaf(start, end, event.style or "", event.value)


def _end(closed: Listing | Record, mark: int, text: str) -> int:
    if is_bracketed(closed, text):
        return mark
    last: Stretch | None = None
    if isinstance(closed, Listing):
        last = closed.items[-1] if closed.items else None
    elif closed.entries:
        last = closed.entries[-1][1]
    return closed.start if last is None else last.end
