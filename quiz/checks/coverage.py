"""How much of the document its questions examine."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from quiz.checks.flaw import Flaw
from quiz.core.bank import Bank
from quiz.core.documents.document import Document, Span
from quiz.core.exemptions import Ignored
from quiz.core.questions import all_cites
from quiz.core.text import one_line

_SHOWN = 60


class Statement(NamedTuple):
    """A statement of the document, with the ids of the questions that rest on it, in the order of the bank.

    `ignored` says why no question need examine it; None where nobody said so. `characters` are those that are no white
    space, and so many of them as `quoted` says stand in a quotation.
    """

    span: Span
    examined_by: tuple[str, ...]
    ignored: str | None
    characters: int
    quoted: int

    @property
    def is_examined(self) -> bool:
        return bool(self.examined_by)

    @property
    def is_ignored(self) -> bool:
        """Whether it is left out of the figures: one that is examined after all counts as any other."""
        return self.ignored is not None and not self.examined_by

    @property
    def is_missed(self) -> bool:
        return not self.examined_by and self.ignored is None


class Tally(NamedTuple):
    """Statements and their characters counted, those that are ignored apart from all others."""

    statements: int
    covered: int
    ignored: int
    characters: int
    covered_characters: int

    @property
    def share(self) -> float:
        """The share of the statements that are covered, and 1 where there are none."""
        return self.covered / self.statements if self.statements else 1.0

    @property
    def share_of_characters(self) -> float:
        """The share of the characters that stand in a quotation, and 1 where there are none."""
        return self.covered_characters / self.characters if self.characters else 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A section that has statements: the place of its title, None before the first heading."""

    title: str
    heading: Span | None
    statements: tuple[Statement, ...]

    @property
    def tally(self) -> Tally:
        return _tally(self.statements)


@dataclass(frozen=True)
class Coverage:
    """The statements of a document in their order, what questions rest on them, and the stretches that are quoted."""

    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]
    quoted: tuple[Span, ...]

    @cached_property
    def tally(self) -> Tally:
        return _tally(self.statements)

    @property
    def share(self) -> float:
        """The share of the statements, ignored ones left out, that are covered; 1 where there are none."""
        return self.tally.share

    @property
    def covered(self) -> tuple[Span, ...]:
        return tuple(each.span for each in self.statements if each.is_examined)

    @property
    def uncovered(self) -> tuple[Span, ...]:
        return tuple(each.span for each in self.statements if each.is_missed)

    @property
    def ignored(self) -> tuple[Span, ...]:
        return tuple(each.span for each in self.statements if each.is_ignored)

    @cached_property
    def _places(self) -> _Places:
        return _Places([each.span for each in self.statements])

    def at(self, span: Span) -> tuple[Statement, ...]:
        """The statements that the span touches."""
        return tuple(self.statements[place] for place in self._places.touched(span))


def coverage(bank: Bank, ignored: Sequence[Ignored] = ()) -> Coverage:
    """What the bank's questions, drafts left out, quote of its document.

    A quotation that stands in several places covers all of them. A passage with a fact of its own is not ignored.
    """
    document = bank.document
    cited = {question.id: all_cites(question) for question in bank.questions if not question.is_draft}
    passed_over = [each for each in ignored if not each.fact]
    found = document.find_all([*(cite for cites in cited.values() for cite in cites), *(it.cite for it in passed_over)])
    return coverage_of(
        document,
        {id: [span for cite in cites for span in found[cite]] for id, cites in cited.items()},
        [(span, each.why) for each in passed_over for span in found[each.cite]],
    )


def coverage_of(
    document: Document, quoted: Mapping[str, Sequence[Span]], ignored: Iterable[tuple[Span, str]] = ()
) -> Coverage:
    """What the spans that the questions quote, by their ids, cover of the document."""
    places = _Places(document.statements)
    examined: list[dict[str, None]] = [{} for _ in places.spans]
    reasons: list[str | None] = [None for _ in places.spans]
    spans: set[Span] = set()
    for id, its in quoted.items():
        spans.update(its)
        for span in its:
            for place in places.touched(span):
                examined[place][id] = None
    for span, why in ignored:
        for place in places.touched(span):
            reasons[place] = reasons[place] or why
    solid = [0 for _ in places.spans]
    merged = tuple(_merged(spans))
    for span in merged:
        for place in places.touched(span):
            own = places.spans[place]
            solid[place] += _solid(document.text[max(own.start, span.start) : min(own.end, span.end)])
    statements = tuple(
        Statement(span, tuple(ids), why, _solid(document.text[span.start : span.end]), quoted)
        for span, ids, why, quoted in zip(places.spans, examined, reasons, solid, strict=True)
    )
    return Coverage(statements, tuple(_sections(document, statements)), merged)


class _Places:
    """Spans in their order, of which none overlaps another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def touched(self, span: Span) -> range:
        """The places of those that overlap the span."""
        if span.start >= span.end:
            return range(0)
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, with those that touch made one."""
    start = end = 0
    for span in sorted(spans):
        if span.start > end:
            if start < end:
                yield Span(start, end)
            start = span.start
        end = max(end, span.end)
    if start < end:
        yield Span(start, end)


def _solid(text: str) -> int:
    """How many of the characters are no white space."""
    return sum(map(len, text.split()))


def _tally(statements: Sequence[Statement]) -> Tally:
    counted = [each for each in statements if not each.is_ignored]
    return Tally(
        len(counted),
        sum(each.is_examined for each in counted),
        len(statements) - len(counted),
        sum(each.characters for each in counted),
        sum(each.quoted for each in counted),
    )


def _sections(document: Document, statements: Sequence[Statement]) -> Iterator[Section]:
    for heading, its in groupby(statements, key=lambda each: document.heading_of(each.span)):
        title = document.text[heading.start : heading.end] if heading else ""
        yield Section(title, heading, tuple(its))


def uncovered_statements(bank: Bank, ignored: Sequence[Ignored] = ()) -> Iterator[Flaw]:
    """The statements of the document that no question examines."""
    for span in coverage(bank, ignored).uncovered:
        statement = one_line(bank.document.text[span.start : span.end])
        shown = statement if len(statement) <= _SHOWN else statement[: _SHOWN - 1] + "…"
        yield Flaw("uncovered", None, "", f'No question examines the statement "{shown}".', span=span)
