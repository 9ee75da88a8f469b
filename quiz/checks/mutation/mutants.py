"""Which flipped facts of a document its bank would notice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import assert_never

from quiz.checks.mutation.claims import claims
from quiz.checks.mutation.flip import Flip
from quiz.checks.mutation.flips import flips
from quiz.checks.mutation.noticing import Examiners
from quiz.checks.mutation.shortfall import Shortfall
from quiz.core.bank import Bank
from quiz.core.documents.document import Document, Span
from quiz.core.exemptions import NO_EXEMPTIONS, Exemptions


@dataclass(frozen=True, slots=True)
class Noticed:
    """The key of each of the questions would be wrong, were the fact so."""

    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excused:
    """No key would notice, and the author says why none need."""

    why: str


@dataclass(frozen=True, slots=True)
class Survived:
    """No key would notice; `quoted_by` quote the very words, `touched_by` something of the statement.

    `shortfall` is what keeps the nearest of those that quote it, `nearest`, from noticing; None where none does.
    """

    quoted_by: tuple[str, ...]
    touched_by: tuple[str, ...]
    shortfall: Shortfall | None = None
    nearest: str | None = None


Outcome = Noticed | Excused | Survived


@dataclass(frozen=True, slots=True)
class Mutant:
    flip: Flip
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Mutation:
    """Every mutant in the order of the document; `unflippable` are the statements that gave none."""

    mutants: tuple[Mutant, ...]
    unflippable: tuple[Span, ...]
    is_english: bool

    @property
    def noticed(self) -> int:
        return sum(isinstance(mutant.outcome, Noticed) for mutant in self.mutants)

    @property
    def excused(self) -> int:
        return sum(isinstance(mutant.outcome, Excused) for mutant in self.mutants)

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        return tuple(mutant for mutant in self.mutants if isinstance(mutant.outcome, Survived))

    @property
    def score(self) -> float:
        """The share of the mutants that are not excused which would be noticed; 1 where there are none."""
        asked = len(self.mutants) - self.excused
        return self.noticed / asked if asked else 1.0


def mutate(bank: Bank, exemptions: Exemptions = NO_EXEMPTIONS, *, seed: int, count: int | None = None) -> Mutation:
    """What becomes of the flipped facts of the bank's document, or of so many of them, drawn by the seed."""
    document = bank.document
    is_english = bank.language.partition("-")[0].lower() == "en"
    found = flips(document, seed, is_english=is_english)
    chosen: Sequence[Flip] = found.flips
    if count is not None and count < len(chosen):
        places = sorted(Random(seed).sample(range(len(chosen)), count))
        chosen = [chosen[place] for place in places]
    examiners = Examiners(document, claims(bank))
    spared = _Spared(document, exemptions)
    mutants = tuple(Mutant(flip, _outcome(flip, examiners, spared)) for flip in chosen)
    return Mutation(mutants, found.unflippable, is_english)


def _outcome(flip: Flip, examiners: Examiners, spared: _Spared) -> Outcome:
    paid = examiners.attention(flip)
    if paid.by:
        return Noticed(paid.by)
    why = spared.reason(flip.span)
    if why is not None:
        return Excused(why)
    return Survived(paid.quoted_by, paid.touched_by, paid.shortfall, paid.nearest)


def word_of(outcome: Outcome) -> str:
    match outcome:
        case Noticed():
            return "noticed"
        case Excused():
            return "excused"
        case Survived():
            return "survived"
        case _:
            assert_never(outcome)


class _Spared:
    """The statements and facts that the author has every question pass over."""

    def __init__(self, document: Document, exemptions: Exemptions) -> None:
        self._places: list[tuple[Span, str]] = []
        for cite, why, fact in exemptions.ignored:
            for span in document.find(cite):
                # Who passes over a part of a statement passes over all of it, as where coverage is counted.
                places = _within(document, span, fact) if fact else _touched(document, span)
                self._places += [(place, why) for place in places]

    def reason(self, span: Span) -> str | None:
        return next((why for place, why in self._places if place.start <= span.start and span.end <= place.end), None)


def _within(document: Document, span: Span, fact: str) -> list[Span]:
    """Where the fact stands in that part of the document."""
    found = Document(document.text[span.start : span.end]).find(fact)
    return [Span(span.start + one.start, span.start + one.end) for one in found]


def _touched(document: Document, span: Span) -> Sequence[Span]:
    """The statements that have characters of the span."""
    statements = document.statements
    first = bisect_right(statements, span.start, key=lambda each: each.end)
    return statements[first : bisect_left(statements, span.end, key=lambda each: each.start)]
