"""How the author of a bank writes, as far as what is written into the file is to look the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quiz.banks.textfile import LINE_BREAK
from quiz.banks.writing.scalars import (
    INDENT,
    WIDTH,
    block,
    flow_scalar,
    folded,
    in_double_quotes,
    in_single_quotes,
    is_plain,
    may_begin_line,
    scalar,
)
from quiz.banks.writing.spans import Leaf, Listing, Record, Spans, Stretch, is_indented
from quiz.banks.writing.writer import Hand

_HEADER = re.compile(r"[|>][^\r\n#]*?([+-]?)[0-9]?([ \t]+#[^\r\n]*)?[ \t]*(?=[\r\n]|\Z)")
_LONGEST_LINE = 10_000


class Handwriting:
    """The line breaks, the width and the indentation of a file, and the quotes of each text in it."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        found = LINE_BREAK.search(spans.text)
        self.line_break = found.group() if found else "\n"
        self._width = _width(spans)
        self._nesting = _nesting(spans)

    def hand(self, *, may_block: bool) -> Hand:
        """The hand for what is new in the file."""
        return Hand(self._width, self._nesting, may_block)

    def lines(self, lines: Sequence[str]) -> str:
        """The lines, with the line breaks of the file in and between them."""
        return "\n".join(lines).replace("\n", self.line_break)

    def text(self, leaf: Leaf, text: str, indent: int, *, is_flow: bool) -> str:
        """The text as what stands there is written, if it can be: plain, in the same quotes, or as a block.

        The field that it is of is indented by `indent`.
        """
        if is_flow:
            return self._in_brackets(leaf, text)
        inner = self._inner(leaf, indent + INDENT)
        return self.lines([self._written(leaf, text, self._spans.column(leaf.start), inner)])

    def _written(self, leaf: Leaf, text: str, at: int, inner: int) -> str:
        width = self._width
        is_one_line = "\n" not in text and "\t" not in text
        if leaf.style in {"|", ">"} and text:
            chomping, comment = self._header(leaf)
            if leaf.style == ">" and is_one_line:
                lines = folded(text, at=inner, indent=inner, width=width)
                return f">{chomping}{comment}\n{' ' * inner}{lines}"
            return block(text, indent=inner, header=f"|{chomping}{comment}")
        if leaf.style == '"':
            return folded(in_double_quotes(text), at=at, indent=inner, width=width)
        if leaf.style == "'" and is_one_line:
            return folded(in_single_quotes(text), at=at, indent=inner, width=width)
        if is_plain(text):
            return folded(text, at=at, indent=inner, width=width, may_begin=may_begin_line)
        start, end = self._spans.comments_under(leaf.end)
        # A block would take a comment after it, or one indented like it, for its own.
        is_commented = bool(self._spans.text[leaf.end : self._spans.line_end(leaf.end)].strip())
        may_block = not is_commented and not is_indented(self._spans.text[start:end], inner - INDENT)
        return scalar(text, at=at, indent=inner, width=width, may_block=may_block)

    def _in_brackets(self, leaf: Leaf, text: str) -> str:
        if leaf.style == "'" and "\n" not in text and "\t" not in text:
            return in_single_quotes(text)
        return in_double_quotes(text) if leaf.style == '"' else flow_scalar(text)

    def _header(self, leaf: Leaf) -> tuple[str, str]:
        found = _HEADER.match(self._spans.text, leaf.start)
        return (found[1] or "", found[2] or "") if found else ("-", "")

    def _inner(self, leaf: Leaf, indent: int) -> int:
        """How far the lines after the first of the text are indented: as they are, or else by `indent`."""
        start = self._spans.next_line(leaf.start)
        while start < leaf.end:
            if self._spans.text[start : self._spans.line_end(start)].strip():
                return max(self._spans.indent(start), 1)
            start = self._spans.next_line(start)
        return indent


def _width(spans: Spans) -> int:
    """The columns of the longest line, where they are more than usual and the author breaks long texts; no bound where
    the author does not.
    """
    longest = max(map(len, LINE_BREAK.split(spans.text)))
    if longest <= WIDTH:
        return WIDTH
    broken = [leaf for leaf in _leaves(spans.root) if leaf.style not in {"|", ">"} and _has_lines(spans, leaf)]
    if not broken:
        return _LONGEST_LINE
    lines = (line for leaf in broken for line in LINE_BREAK.split(_whole_lines(spans, leaf)))
    return max(WIDTH, *map(len, lines))


def _has_lines(spans: Spans, leaf: Leaf) -> bool:
    return LINE_BREAK.search(spans.text, leaf.start, leaf.end) is not None


def _whole_lines(spans: Spans, leaf: Leaf) -> str:
    return spans.text[spans.line_start(leaf.start) : leaf.end]


def _nesting(spans: Spans) -> int:
    """How far the dashes of lists within questions are indented from the field that they are of."""
    listed = list(_lists(spans.root))
    for key, listing in [*listed[1:], *listed[:1]]:
        return spans.column(spans.dash(listing, 0)) - spans.column(key.start)
    return INDENT


def _lists(stretch: Stretch) -> Iterator[tuple[Leaf, Listing]]:
    if isinstance(stretch, Record):
        for key, value in stretch.entries:
            if isinstance(value, Listing) and not value.is_flow:
                yield key, value
            yield from _lists(value)
    elif isinstance(stretch, Listing):
        for item in stretch.items:
            yield from _lists(item)


def _leaves(stretch: Stretch) -> Iterator[Leaf]:
    if isinstance(stretch, Leaf):
        yield stretch
    elif isinstance(stretch, Listing):
        for item in stretch.items:
            yield from _leaves(item)
    else:
        for _, value in stretch.entries:
            yield from _leaves(value)
