"""The document with a gutter that says what is examined, and the figures by section, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from quiz.banks.loader import Loaded
from quiz.checks.coverage import Coverage, Section, Statement
from quiz.cli.authoring import Lines
from quiz.core.documents.document import Block, BlockKind, Document, Span, stand_close
from quiz.core.text import one_line
from quiz.plain.page import hang, number_of

BEFORE_HEADINGS = "(before the first heading)"
_EXAMINED, _MISSED, _IGNORED, _NEITHER = "✓", "✗", "–", " "
_DEEPEST = 4


def per_cent(share: float) -> str:
    """The share with one decimal at most, never more than it is: "100 %" is all."""
    tenths = floor(1000 * share + 1e-9) / 10
    return f"{tenths:.1f}".removesuffix(".0") + " %"


def section_title(section: Section) -> str:
    return one_line(section.title) or BEFORE_HEADINGS


def state_of(statement: Statement) -> str:
    """Whether the statement is "examined", "missed" or "ignored"."""
    if statement.is_examined:
        return "examined"
    return "ignored" if statement.is_ignored else "missed"


def sentences(loaded: Loaded, found: Coverage) -> Iterator[str]:
    """The figures of the whole document, and what is left out of them."""
    tally = found.tally
    if not found.statements:
        yield "The document states nothing." if loaded.bank.document else "The bank has no document to examine."
        return
    yield f"{_of(tally.covered, tally.statements, 'statement')} examined: {per_cent(tally.share)}."
    quoted = _of(tally.covered_characters, tally.characters, "character")
    yield f"{quoted} quoted, white space not counted: {per_cent(tally.share_of_characters)}."
    if tally.ignored:
        yield f"{number_of(tally.ignored, 'statement')} {'is' if tally.ignored == 1 else 'are'} ignored."
    lines = Lines(loaded.bank.document)
    idle = [each.span for each in found.statements if each.is_examined and each.ignored is not None]
    for span in idle:
        yield f"The statement in line {lines.place_of(span)[0]} is to be ignored, and is examined all the same."
    for title, span in left_out(loaded.bank.document):
        yield f"Left out as a list of references: {title} (line {lines.place_of(span)[0]})."
    if drafts := len(loaded.bank.catalogue.drafts):
        yield f"{number_of(drafts, 'draft')}, which {'examines' if drafts == 1 else 'examine'} nothing."


def left_out(document: Document) -> Iterator[tuple[str, Span]]:
    """The lists of references, each with its title."""
    for span in document.reference_lists:
        yield one_line(document.section_of(span)), span


def _of(count: int, of: int, noun: str) -> str:
    return f"{count:,} of {of:,} {noun}{'' if of == 1 else 's'} {'is' if of == 1 else 'are'}"


class View:
    """What is printed, in lines of that width."""

    def __init__(self, loaded: Loaded, found: Coverage, width: int) -> None:
        self._loaded = loaded
        self._found = found
        self._width = width
        self._document = loaded.bank.document
        self._lines = Lines(self._document)
        last = self._lines.place_of(Span(len(self._document.text), len(self._document.text)))[0]
        most = max((len(each.examined_by) for each in found.statements), default=0)
        self._number_width, self._count_width = len(str(last)), len(str(most))

    def document(self) -> Iterator[str]:
        """The whole document."""
        yield from self._legend()
        before: BlockKind | None = None
        for block in self._document.blocks:
            if before is None or not stand_close(before, block.kind):
                yield ""
            yield from self._block(block)
            before = block.kind
        yield ""

    def missed(self) -> Iterator[str]:
        """The statements that no question examines, under the titles of their sections."""
        for section in self._found.sections:
            missed = [each for each in section.statements if each.is_missed]
            if missed:
                yield from hang("", section_title(section), self._width)
            for statement in missed:
                yield from self._statement(statement, "")
            if missed:
                yield ""

    def summary(self) -> Iterator[str]:
        """The figures of each section and of the whole."""
        if self._found.sections:
            head = "Statements examined in each section, and how much of their characters is quoted:"
            yield from hang("", head, self._width)
            for section in self._found.sections:
                yield from self._section(section)
            yield ""
        for sentence in sentences(self._loaded, self._found):
            yield from hang("", sentence, self._width)

    def _legend(self) -> Iterator[str]:
        signs = f"{_EXAMINED} with the number of questions: examined; {_MISSED} not examined; {_IGNORED} ignored"
        yield from hang("", f"Line, and what is examined in it. {signs}.", self._width)

    def _block(self, block: Block) -> Iterator[str]:
        lead = "#" * block.depth + " " if block.kind is BlockKind.HEADING else ""
        if block.kind is BlockKind.ITEM:
            lead = "  " * min(block.depth, _DEEPEST) + "- "
        statements = self._found.at(block.span)
        if not statements:
            yield from hang(self._gutter(block.span, _NEITHER, "") + lead, self._text(block.span), self._width)
        for statement in statements:
            yield from self._statement(statement, lead)
            lead = " " * len(lead)

    def _statement(self, statement: Statement, lead: str) -> Iterator[str]:
        count = str(len(statement.examined_by))
        if statement.is_ignored:
            gutter = self._gutter(statement.span, _IGNORED, "")
        else:
            gutter = self._gutter(statement.span, _EXAMINED if statement.is_examined else _MISSED, count)
        yield from hang(gutter + lead, self._text(statement.span), self._width)
        if statement.is_ignored:
            yield from hang(" " * len(gutter + lead), f"(ignored: {one_line(statement.ignored or '')})", self._width)

    def _gutter(self, span: Span, sign: str, count: str) -> str:
        line, _ = self._lines.place_of(span)
        return f"{line:>{self._number_width}} {sign} {count:>{self._count_width}}  "

    def _text(self, span: Span) -> str:
        return one_line(self._document.text[span.start : span.end])

    def _section(self, section: Section) -> Iterator[str]:
        tally = section.tally
        width = max(len(str(each.tally.statements)) for each in self._found.sections)
        counts = f"{tally.covered:>{width}} of {tally.statements:<{width}}"
        ignored = f" ({tally.ignored} ignored)" if tally.ignored else ""
        lead = f"{counts}  {per_cent(tally.share):>6}  {per_cent(tally.share_of_characters):>6}  "
        yield from hang(lead, f"{section_title(section)}{ignored}", self._width)
