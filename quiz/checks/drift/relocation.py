"""What becomes of a bank's quotations when its document becomes another."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, assert_never

from quiz.checks.drift.fates import Changed, Fate, Moved, Retyped, Stands, Vanished, place_of
from quiz.checks.drift.likeliest import window
from quiz.checks.drift.retyping import LooseText, forms_of
from quiz.checks.drift.statement_matching import SIMILAR, Statements, WordIndex, pair_statements, words_of
from quiz.checks.drift.word_diff import word_diff
from quiz.core.documents.document import Document, Span
from quiz.core.exemptions import Ignored
from quiz.core.questions import Choice, Matching, Question

_TAKEN_OVER = 0.8
_BETTER = 0.05
_WORD_LETTERS = frozenset({"Lu", "Ll", "Nd"})


class Quotation(NamedTuple):
    """A quotation in the bank's file: of the question in the part, or in a passage that is ignored (no question)."""

    question: str | None
    part: str
    text: str


def name_of(quotation: Quotation) -> str:
    """What tells the quotation from every other of its bank."""
    return f"{quotation.question or ''} {quotation.part}".strip()


class Relocated(NamedTuple):
    quotation: Quotation
    fate: Fate


@dataclass(frozen=True, slots=True)
class Relocation:
    """Every quotation with its fate, in the order of the file, and the new statements that nothing quotes."""

    quotations: tuple[Relocated, ...]
    unexamined: tuple[Span, ...]


def quotations_of(questions: Sequence[Question], ignored: Sequence[Ignored] = ()) -> Iterator[Quotation]:
    """Every quotation of the bank: its parts are named as the file names them, as "cite[0]" or "match[1].cite".

    The quotations of a pair that has several are "match[1].cite[0]" and so on.
    """
    for place, passage in enumerate(ignored):
        yield Quotation(None, f"ignore[{place}].cite", passage.cite)
    for question in questions:
        match question:
            case Choice():
                pass
            case Matching():
                for place, pair in enumerate(question.pairs):
                    for number, cite in enumerate(pair.cites):
                        which = f"[{number}]" if len(pair.cites) > 1 else ""
                        yield Quotation(question.id, f"match[{place}].cite{which}", cite)
            case _:
                assert_never(question)
        for number, cite in enumerate(question.cites):
            yield Quotation(question.id, f"cite[{number}]", cite)


def requoted(question: Question, texts: Mapping[str, str]) -> Question:
    """The question with other texts for some of its quotations."""
    cites = tuple(texts.get(cite, cite) for cite in question.cites)
    match question:
        case Choice():
            return replace(question, cites=cites)
        case Matching():
            pairs = (
                pair._replace(cites=tuple(texts.get(cite, cite) for cite in pair.cites)) for pair in question.pairs
            )
            return replace(question, cites=cites, pairs=tuple(pairs))
        case _:
            assert_never(question)


def relocate(quotations: Sequence[Quotation], old: Document, new: Document) -> Relocation:
    """What becomes of the quotations of the old document in the new one."""
    texts = tuple(dict.fromkeys(quotation.text for quotation in quotations))
    old.find_all(texts)
    new.find_all(texts)
    moving = _Moving(old, new)
    fates = {text: moving.fate(text) for text in texts}
    quoted = _Union(place for fate in fates.values() if (place := place_of(fate)))
    return Relocation(
        tuple(Relocated(quotation, fates[quotation.text]) for quotation in quotations),
        tuple(span for span in moving.fresh if not quoted.overlaps(span)),
    )


class _Union:
    """The spans together."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def overlaps(self, span: Span) -> bool:
        before = bisect_left(self._spans, span.end, key=lambda each: each.start)
        return before > 0 and self._reach[before - 1] > span.start


class _Moving:
    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = Statements(old), Statements(new)
        self.pairing = pair_statements(self.old, self.new)
        self.paired = {**self.pairing.same, **self.pairing.changed}
        self.origins = {other: number for number, other in self.paired.items()}
        self.in_place = _in_order(self.paired)

    @property
    def fresh(self) -> list[Span]:
        """The statements of the new document that none of the old one is."""
        return [span for number, span in enumerate(self.new.spans) if number not in self.origins]

    @cached_property
    def loose(self) -> LooseText:
        return LooseText(self.new.document)

    @cached_property
    def changed(self) -> WordIndex:
        """The statements of the new document that do not read as one of the old."""
        same = set(self.pairing.same.values())
        return WordIndex(self.new, (number for number in range(len(self.new.spans)) if number not in same))

    def fate(self, quote: str) -> Fate:
        places = self.old.document.find(quote)
        homes = [numbers for span in places if (numbers := _touched(self.old, span))]
        was_cut = any(_is_cut(self.old.document.text, span) for span in places)
        found = self.new.document.find(quote)
        # IL-2 does not stand in IL-21, unless the quotation is cut within a word to begin with.
        if spans := [span for span in found if was_cut or not _is_cut(self.new.document.text, span)]:
            return self._standing(homes, spans)
        return self._retyped(quote, homes) or self._likeliest(quote, homes)

    def _standing(self, homes: Sequence[range], spans: Sequence[Span]) -> Fate:
        for span in spans:
            numbers = _touched(self.new, span)
            for home in homes:
                if numbers and self.paired.get(home[0]) == numbers[0]:
                    is_amid_changes = any(number not in self.pairing.same for number in home)
                    where = Stands if home[0] in self.in_place else Moved
                    return where(span, is_amid_changes)
        return Moved(spans[0], is_amid_changes=True) if homes else Stands(spans[0])

    def _retyped(self, quote: str, homes: Sequence[range]) -> Retyped | None:
        """Where the quotation's sentences say the same words in other typing; None where they say anything else."""
        said = [forms_of(self.old.text_of(home)) for home in homes]
        for span in self.loose.find(quote):
            text = " ".join(self.new.document.text[span.start : span.end].split())
            if forms_of(self.new.text_of(_touched(self.new, span))) in said and self.new.document.find(text):
                return Retyped(span, text)
        return None

    def _likeliest(self, quote: str, homes: Sequence[range]) -> Changed | Vanished:
        words = words_of(quote)
        length = max((len(home) for home in homes), default=1)
        best: Changed | None = None
        for number in dict.fromkeys([*self._expected(homes), *self.changed.nearest(words)]):
            if 4 * len(set(words) & set(self.new.words_in(range(number, number + length)))) < len(set(words)):
                continue
            found = self._changed(quote, number, length, homes)
            if found and (best is None or found.likeness > best.likeness):
                best = found
        return best or Vanished()

    def _expected(self, homes: Sequence[range]) -> list[int]:
        return [self.pairing.changed[home[0]] for home in homes if home[0] in self.pairing.changed]

    def _changed(self, quote: str, number: int, length: int, homes: Sequence[range]) -> Changed | None:
        """What the statement of that number, and those that the quotation reaches into, have that is like it."""
        region = Span(self.new.spans[number].start, self.new.spans[min(number + length, len(self.new.spans)) - 1].end)
        origin = self.origins.get(number)
        is_expected = any(origin in home for home in homes)
        is_whole = is_expected and self._is_whole(quote, homes)
        span, likeness = window(quote, self.new.document.text, region, is_whole=is_whole)
        if likeness < SIMILAR:
            return None
        if origin is not None and not is_expected:
            # The statement was another's before: it is this one's place only if it has become more like it than it was.
            before = window(quote, self.old.document.text, self.old.spans[origin])[1]
            if likeness < max(_TAKEN_OVER, before + _BETTER):
                return None
        return Changed(span, likeness, word_diff(quote, self.new.document.text[span.start : span.end]))

    def _is_whole(self, quote: str, homes: Sequence[range]) -> bool:
        """Whether the quotation is all that the statements say in which it stands."""
        return any(words_of(quote) == self.old.words_in(home) for home in homes)


def _is_cut(text: str, span: Span) -> bool:
    """Whether the span begins or ends within a word of a script that has spaces between words."""
    return any(
        0 < at < len(text) and all(unicodedata.category(c) in _WORD_LETTERS for c in text[at - 1 : at + 1])
        for at in (span.start, span.end)
    )


def _touched(statements: Statements, span: Span) -> range:
    """The numbers of the statements that the span overlaps."""
    first = bisect_right(statements.spans, span.start, key=lambda each: each.end)
    last = bisect_left(statements.spans, span.end, key=lambda each: each.start)
    return range(first, max(first, last))


def _in_order(paired: dict[int, int]) -> frozenset[int]:
    """The most old statements whose new ones follow one another in the same order: the others have moved."""
    tails: list[int] = []  # the least new number with which a run of each length ends
    ends: list[int] = []  # the old number that has it
    before: dict[int, int | None] = {}
    for number in sorted(paired):
        at = bisect_left(tails, paired[number])
        before[number] = ends[at - 1] if at else None
        tails[at : at + 1] = [paired[number]]
        ends[at : at + 1] = [number]
    run: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return frozenset(run)
