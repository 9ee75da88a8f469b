"""How much of the document its questions examine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quiz.checks.flaw import Flaw
from quiz.core.document import Document, Span
from quiz.core.questions import Bank, all_cites
from quiz.core.text import one_line

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Coverage:
    """Statements of the document that a quotation overlaps, and those that none does.

    Characters are those that are no white space; of them `covered_characters` stand in a quotation.
    """

    covered: tuple[Span, ...]
    uncovered: tuple[Span, ...]
    covered_characters: int
    characters: int


def coverage(bank: Bank) -> Coverage:
    """What the bank's questions, drafts left out, quote of its document."""
    quotes = dict.fromkeys(cite for question in bank.questions if not question.is_draft for cite in all_cites(question))
    return coverage_of(bank.document, [span for quote in quotes for span in bank.document.find(quote)])


def coverage_of(document: Document, quoted: list[Span]) -> Coverage:
    """What the spans cover of the document."""
    marks = bytearray(len(document.text))
    for span in quoted:
        marks[span.start : span.end] = b"\1" * (span.end - span.start)
    covered = tuple(each for each in document.statements if any(marks[each.start : each.end]))
    dark = tuple(each for each in document.statements if not any(marks[each.start : each.end]))
    solid = [i for i, character in enumerate(document.text) if not character.isspace()]
    return Coverage(covered, dark, sum(marks[i] for i in solid), len(solid))


def uncovered_statements(bank: Bank) -> Iterator[Flaw]:
    """The statements of the document that no question examines."""
    for span in coverage(bank).uncovered:
        statement = one_line(bank.document.text[span.start : span.end])
        shown = statement if len(statement) <= _SHOWN else statement[: _SHOWN - 1] + "…"
        yield Flaw("uncovered", None, "", f'No question examines the statement "{shown}".', span=span)
