"""The source document: its sections, its statements, and where a quotation stands in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from quiz.core.text import SOFT_HYPHEN, fold, fold_characters


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the document's text: characters `start` up to but not including `end`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class BlockKind(StrEnum):
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a list item or a paragraph: the span of its text without the marks before it.

    `depth` is a heading's level from 1, or a list item's indentation in steps of two spaces from 0.
    """

    kind: BlockKind
    span: Span
    depth: int = 0


# Patterns are compiled when a document is first looked into: that takes 4 ms, and the first question does without.
_HEADING = r"(#{1,6})[ \t]+"
_ITEM = r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)"

# A sentence ends at a full stop, question or exclamation mark (and what closes a quotation or bracket after it) before
# white space and something that can begin a sentence. Chinese and Japanese stops need no space.
_SENTENCE_END = r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-z])|[。！？]+[”’」』）]*"
_ABBREVIATION = (
    r"(?i)(?:\b(?:e\.g|i\.e|cf|vs|approx|ca|etc|al|fig|figs|vol|pp?|dr|mr|mrs|ms|prof|st|jr|sr|inc|dept)|\b[A-Z])\.$"
)
_LONGEST_ABBREVIATION = 6
# A letter after one of these names a kind ("hepatitis B.", "type I.") and is no initial of a person or a genus.
_LETTERED = (
    r"(?i)\b(?:hepatitis|vitamins?|types?|groups?|class|grades?|stages?|phases?|factors?|influenza|appendix|annex|parts?"
    r"|figures?|tables?|sections?|category|levels?|chains?|proteins?|virus|version|plan|option)\s[A-Z]\.$"
)
_LONGEST_LETTERED = 16


class Document:
    """A text in Markdown or plain, read as headings, list items and paragraphs.

    Offsets are of characters in `text`. Statements are the sentences of paragraphs and list items; headings state
    nothing, and neither do lines drawn with hyphens or stars.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_blocks(self.text))

    @cached_property
    def statements(self) -> tuple[Span, ...]:
        """Every sentence of the document, in order."""
        return tuple(
            sentence
            for block in self.blocks
            if block.kind is not BlockKind.HEADING
            for sentence in _sentences(self.text, block.span)
            if any(character.isalnum() for character in self.text[sentence.start : sentence.end])
        )

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return _fold_with_places(self.text)

    def find(self, quote: str) -> tuple[Span, ...]:
        """Every place where the quotation stands, however its characters, spaces and line breaks are typed.

        Compared in the form of `quiz.core.text.fold`; a place always begins and ends at whole characters of the
        document, and empty quotations stand nowhere.
        """
        wanted = fold(quote)
        if not wanted:
            return ()
        text, places = self._folded
        found = []
        at = text.find(wanted)
        while at >= 0:
            after = at + len(wanted)
            # A compatibility form may begin with a space (U+00A8 is a space and a diaeresis), which no quotation has.
            first = at - 1 if at and text[at - 1] == " " and places[at - 1] == places[at] else at
            begins_whole = first == 0 or places[first] != places[first - 1]
            ends_whole = after == len(text) or places[after] != places[after - 1]
            if begins_whole and ends_whole:
                last, limit = places[after - 1], places[after] if after < len(places) else len(self.text)
                _, cluster = next(_clusters(self.text[last:limit]))
                found.append(Span(places[at], last + len(cluster)))
            at = text.find(wanted, at + 1)
        return tuple(found)

    def section_of(self, span: Span) -> str:
        """The title of the innermost section the span begins in, or an empty text before the first heading."""
        title = ""
        for block in self.blocks:
            if block.span.start > span.start:
                break
            if block.kind is BlockKind.HEADING:
                title = self.text[block.span.start : block.span.end]
        return title


def _blocks(text: str) -> Iterator[Block]:
    start = end = 0  # of the block that is still open
    kind, depth = BlockKind.PARAGRAPH, 0
    is_open = False
    at = 0
    for line in text.splitlines(keepends=True):
        content_end = at + len(line.rstrip())
        heading = re.match(_HEADING, line)
        item = re.match(_ITEM, line)
        if is_open and (heading or item or not line.strip()):
            yield Block(kind, Span(start, end), depth)
            is_open = False
        if heading:
            if title := _title(line[heading.end() :]):
                title_at = at + heading.end()
                yield Block(BlockKind.HEADING, Span(title_at, title_at + len(title)), len(heading.group(1)))
        elif item:
            kind, depth = BlockKind.ITEM, len(item.group(1).expandtabs(4)) // 2
            start, end, is_open = at + item.end(), content_end, True
        elif line.strip():
            if not is_open:
                kind, depth = BlockKind.PARAGRAPH, 0
                start, is_open = at + len(line) - len(line.lstrip()), True
            end = content_end
        at += len(line)
    if is_open:
        yield Block(kind, Span(start, end), depth)


def _title(line: str) -> str:
    """What a heading says, without the number signs that may close it: those after a space, as in "## C# ##"."""
    line = line.rstrip()
    unclosed = line.rstrip("#")
    return line if unclosed and not unclosed[-1].isspace() else unclosed.rstrip()


def _sentences(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    abbreviation, lettered = re.compile(_ABBREVIATION), re.compile(_LETTERED)
    for stop in re.compile(_SENTENCE_END).finditer(text, block.start, block.end):
        word = max(start, stop.start() - _LONGEST_ABBREVIATION)
        named = max(start, stop.start() - _LONGEST_LETTERED)
        is_abbreviated = text[stop.start()] == "." and abbreviation.search(text, word, stop.start() + 1)
        if is_abbreviated and not lettered.search(text, named, stop.start() + 1):
            continue
        yield Span(start, stop.end())
        start = stop.end()
        while start < block.end and text[start].isspace():
            start += 1
    if start < block.end:
        yield Span(start, block.end)


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset in `text` of the cluster it was made from."""
    pieces: list[str] = []
    places: list[int] = []
    after_space = True
    for start, cluster in _clusters(text):
        for character in fold_characters(cluster):
            is_space = character.isspace()
            if not (is_space and after_space):
                pieces.append(" " if is_space else character)
                places.append(start)
            after_space = is_space
    if pieces and pieces[-1] == " ":
        pieces.pop()
        places.pop()
    return "".join(pieces), places


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """The text cut where folding the parts gives the same as folding the whole: a letter, its marks, soft hyphens."""
    if text.isascii():
        yield from enumerate(text)
        return
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or _begins_cluster(text, start, i):
            yield start, text[start:i]
            start = i


def _begins_cluster(text: str, start: int, at: int) -> bool:
    """Whether a new cluster begins at `at`, the one before having begun at `start`."""
    character = text[at]
    if character.isascii():
        return True
    alone = unicodedata.normalize("NFKC", character)
    if character == SOFT_HYPHEN or unicodedata.combining(alone[0]):
        return False
    before = text[start:at].replace(SOFT_HYPHEN, "")
    return unicodedata.normalize("NFKC", before + character) == unicodedata.normalize("NFKC", before) + alone
