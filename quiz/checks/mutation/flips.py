"""The facts of a document that can be flipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from quiz.checks.mutation.amounts import amounts, another, values_in
from quiz.checks.mutation.exchanges import Terms
from quiz.checks.mutation.flip import Flip, FlipKind
from quiz.checks.mutation.negations import negations
from quiz.checks.mutation.opposites import opposites
from quiz.core.documents.document import Document, Span
from quiz.core.text import fold

MOST_OF_A_STATEMENT = 3


@dataclass(frozen=True, slots=True)
class Flips:
    """The flipped facts in the order of the document, and the statements in which nothing could be flipped."""

    flips: tuple[Flip, ...]
    unflippable: tuple[Span, ...]


def flips(document: Document, seed: int, *, is_english: bool, most: int = MOST_OF_A_STATEMENT) -> Flips:
    """At most so many flipped facts of each statement, of as many kinds as it has.

    Which they are hangs on the seed and the statement's own words, so that those of other statements stay when one is
    edited. Negations and opposites are known for English alone.
    """
    terms = Terms(document, is_english=is_english)
    found: list[Flip] = []
    unflippable = []
    for statement in document.statements:
        said = document.text[statement.start : statement.end]
        dice = Random(f"{seed} {fold(said)}")
        every = _of_statement(statement, said, terms, dice, is_english=is_english)
        of_it = list({flip.span: flip for flip in reversed(list(every))}.values())[::-1]
        if of_it:
            found += sorted(_chosen(of_it, dice, most), key=lambda flip: flip.span)
        else:
            unflippable.append(statement)
    return Flips(tuple(found), tuple(unflippable))


def _of_statement(statement: Span, said: str, terms: Terms, dice: Random, *, is_english: bool) -> Iterator[Flip]:
    def flip(kind: FlipKind, start: int, end: int, now: str) -> Flip:
        span = Span(statement.start + start, statement.start + end)
        return Flip(kind, statement, span, said[start:end], now, (said[start:end],), (now,))

    values = values_in(said)
    for amount in amounts(said, is_english=is_english):
        if now := another(amount, values, dice):
            yield flip(FlipKind.NUMBER, amount.start, amount.end, now)
    for exchange in terms.exchanges(statement, dice):
        was = said[exchange.span.start - statement.start : exchange.span.end - statement.start]
        yield Flip(FlipKind.EXCHANGE, statement, exchange.span, was, exchange.now, exchange.fact, exchange.fact_now)
    if is_english:
        finders: Sequence[tuple[FlipKind, Callable[[str], Iterator[tuple[int, int, str]]]]] = (
            (FlipKind.OPPOSITE, opposites),
            (FlipKind.NEGATION, negations),
        )
        for kind, finder in finders:
            for start, end, now in finder(said):
                yield flip(kind, start, end, now)


def _chosen(flips: Sequence[Flip], dice: Random, most: int) -> list[Flip]:
    """So many of the flips: one of each kind in turn, which of a kind the dice say."""
    by_kind = [[flip for flip in flips if flip.kind is kind] for kind in FlipKind]
    for of_kind in by_kind:
        dice.shuffle(of_kind)
    chosen: list[Flip] = []
    while len(chosen) < most and any(by_kind):
        for of_kind in by_kind:
            if of_kind and len(chosen) < most:
                chosen.append(of_kind.pop())
    return chosen
