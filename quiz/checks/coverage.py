"""How much of the document its questions examine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quiz.checks.flaw import Flaw
from quiz.core.document import BlockKind, Document, Span
from quiz.core.questions import Bank, all_cites
from quiz.core.text import one_line

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Section:
    """The coverage of one section that has statements: its title, empty before the first heading, and their numbers."""

    title: str
    statements: int
    covered: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Statements of the document that a quotation overlaps, and those that none does.

    Characters are those of statements that are no white space; of them `covered_characters` stand in a quotation.
    """

    covered: tuple[Span, ...]
    uncovered: tuple[Span, ...]
    covered_characters: int
    characters: int
    sections: tuple[Section, ...]

    @property
    def statements(self) -> int:
        return len(self.covered) + len(self.uncovered)

    @property
    def share(self) -> float:
        """The share of the statements that are covered, and 1 where there are none."""
        return len(self.covered) / self.statements if self.statements else 1.0


def coverage(bank: Bank) -> Coverage:
    """What the bank's questions, drafts left out, quote of its document."""
    quotes = dict.fromkeys(cite for question in bank.questions if not question.is_draft for cite in all_cites(question))
    return coverage_of(bank.document, [span for quote in quotes for span in bank.document.find(quote)])


def coverage_of(document: Document, quoted: Iterable[Span]) -> Coverage:
    """What the spans cover of the document."""
    marks = bytearray(len(document.text))
    for span in quoted:
        marks[span.start : span.end] = b"\1" * (span.end - span.start)
    covered = tuple(each for each in document.statements if any(marks[each.start : each.end]))
    dark = tuple(each for each in document.statements if not any(marks[each.start : each.end]))
    solid = [i for each in document.statements for i in range(each.start, each.end) if not document.text[i].isspace()]
    sections = tuple(_sections(document, frozenset(covered)))
    return Coverage(covered, dark, sum(marks[i] for i in solid), len(solid), sections)


def _sections(document: Document, covered: frozenset[Span]) -> Iterator[Section]:
    headings = [block.span for block in document.blocks if block.kind is BlockKind.HEADING]
    ends = [*(heading.start for heading in headings), len(document.text)]
    titles = ["", *(document.text[heading.start : heading.end] for heading in headings)]
    left = deque(document.statements)
    for title, end in zip(titles, ends, strict=True):
        statements = []
        while left and left[0].start < end:
            statements.append(left.popleft())
        if statements:
            yield Section(title, len(statements), sum(each in covered for each in statements))


def uncovered_statements(bank: Bank) -> Iterator[Flaw]:
    """The statements of the document that no question examines."""
    for span in coverage(bank).uncovered:
        statement = one_line(bank.document.text[span.start : span.end])
        shown = statement if len(statement) <= _SHOWN else statement[: _SHOWN - 1] + "…"
        yield Flaw("uncovered", None, "", f'No question examines the statement "{shown}".', span=span)
