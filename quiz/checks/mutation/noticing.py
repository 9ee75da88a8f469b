"""Whether a question's key would notice that a fact of the document was flipped.

It would where the flipped words lie within a quotation that the claim rests on, stem and key together say what they
say, and the key has a part in that:

- A number is said where it stands there. How many keys or pairs there are says it too, where the statement only tells
  how many things the list has that they are taken from.
- An exchanged term is said where it stands there with another word of the statement.
- An opposite is said by the word itself or one that says the same, with another word of the statement; a word that only
  weighs another (more, often, primarily) by both.
- A negation is said by half of the words that follow the verb in its clause and one of those before it, in a stem and
  key that are no more and no less negative than the document; what its other clauses deny does not count.

The key has a part where it brings a word of the statement that the stem has not: one that is not all over the document,
or all its words. The items of a list belong to the statement that leads to it, and the subject of the sentence before
to one that begins with "it" or "they". Of a pair both sides must do so. A stem that is to be called true is a key as a
whole; where it is to be called false, it must say what the mutant says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple, assert_never

from quiz.checks.mutation.amounts import ordinals_in, values_in, written_as
from quiz.checks.mutation.antecedents import meant_by_pronoun
from quiz.checks.mutation.claims import Claim
from quiz.checks.mutation.flip import Flip, FlipKind
from quiz.checks.mutation.opposites import says_the_same
from quiz.checks.mutation.shortfall import Shortfall
from quiz.checks.mutation.wording import (
    content,
    has_word,
    is_negative,
    is_negative_of,
    negatives,
    shared,
    tokens,
)
from quiz.core.documents.document import BlockKind, Document, Span
from quiz.core.text import fold

_CLAUSE_END = re.compile(
    r"[;:.!?]|,?\s+(?:which|who|that|since|because|although|though|but|while|whereas|if|when|where|unless|so)\b"
    r"|,\s+(?:and|or|with|as|in|a|an|the|one)\s|,?\s+and\s+(?:these|this|it|they|he|she|is|are|was|were|has|have|so)\b",
    re.IGNORECASE,
)
_WEIGHING_WORDS = (
    "more less fewer many few always never often rarely usually frequently mainly mostly primarily predominantly "
    "high low higher lower highest lowest first last before after above below same opposite similar different"
)
_WEIGHING = frozenset(_WEIGHING_WORDS.split())
_PLAIN_NOT = frozenset({"not", "never", "cannot"})
_LISTING = re.compile(r":|\b(?:below|following)\b")
_LIST_BELOW = re.compile(r"\s*\n\s*(?:[-*+]|\d{1,9}[.)])\s")


_COMMON_SHARE, _FEW = 0.2, 4


class Attention(NamedTuple):
    """The ids of the questions that would notice a flip, of those that quote its words, and its statement.

    `shortfall` is what keeps the nearest of those that quote it from noticing, and `nearest` is its id; None where each
    does, or none quotes it.
    """

    by: tuple[str, ...]
    quoted_by: tuple[str, ...]
    touched_by: tuple[str, ...]
    shortfall: Shortfall | None
    nearest: str | None


class Examiners:
    """The claims of a bank by the places of the document that they rest on."""

    def __init__(self, document: Document, claims: Iterable[Claim]) -> None:
        self._document = document
        found = list(claims)
        places = document.find_all(cite for claim in found for cite in claim.cites)
        resting = sorted(
            ((span, number) for number, claim in enumerate(found) for cite in claim.cites for span in places[cite]),
        )
        self._claims = found
        self._spans = [span for span, _ in resting]
        self._numbers = [number for _, number in resting]
        self._common = _common(document)
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def attention(self, flip: Flip) -> Attention:
        """Which questions would notice the flip, which quote the words that are flipped, and which its statement."""
        touching = list(self._touching(flip.statement))
        quoting = [
            self._claims[number]
            for span, number in touching
            if span.start <= flip.span.start and flip.span.end <= span.end
        ]
        fact = _Fact(flip, self._document, self._common)
        missing = [(claim.question, fact.shortfall(claim)) for claim in quoting]
        lacking = ((shortfall, question) for question, shortfall in missing if shortfall is not None)
        shortfall, nearest = max(lacking, key=lambda each: each[0], default=(None, None))
        return Attention(
            tuple(dict.fromkeys(question for question, shortfall in missing if shortfall is None)),
            tuple(dict.fromkeys(question for question, _ in missing)),
            tuple(dict.fromkeys(self._claims[number].question for _, number in touching)),
            shortfall,
            nearest,
        )

    def _touching(self, statement: Span) -> Iterator[tuple[Span, int]]:
        first = bisect_left(self._spans, statement.start - self._longest, key=lambda span: span.start)
        last = bisect_left(self._spans, statement.end, key=lambda span: span.start)
        for place in range(first, last):
            if self._spans[place].overlaps(statement):
                yield self._spans[place], self._numbers[place]


class _Fact:
    """A flip with the words around it; `common` are words that are all over the document."""

    def __init__(self, flip: Flip, document: Document, common: frozenset[str]) -> None:
        self._flip = flip
        self._common = common
        text = document.text
        before, after = text[flip.statement.start : flip.span.start], text[flip.span.end : flip.statement.end]
        ends = [hit.end() for hit in _CLAUSE_END.finditer(before)]
        self._before = content(before[ends[-1] if ends else 0 :])
        end = _CLAUSE_END.search(after)
        self._clause_after = after[: end.start() if end else len(after)]
        self._after = content(self._clause_after)
        self._around = content(before) | content(after)
        self._is_counting = bool(_LISTING.search(after) or _LIST_BELOW.match(text, flip.statement.end))
        self._meant = content(meant_by_pronoun(document, flip.statement))
        # What a statement says of a list it says of the items below it.
        self._told = self._around | self._meant | _items_below(document, flip.statement)
        self._negatives_around = negatives(before) | negatives(after)

    def shortfall(self, claim: Claim) -> Shortfall | None:
        """What keeps the claim from noticing; None where it would no longer hold, or begin to hold, were it flipped."""
        match self._flip.kind:
            case FlipKind.NUMBER:
                return self._of_number(claim)
            case FlipKind.EXCHANGE:
                return self._of_term(claim)
            case FlipKind.OPPOSITE:
                return self._of_opposite(claim)
            case FlipKind.NEGATION:
                return self._of_clause(claim)
            case _:
                assert_never(self._flip.kind)

    def _words(self, claim: Claim) -> str:
        return self._flip.now if claim.is_denied else self._flip.was

    def _of_number(self, claim: Claim) -> Shortfall | None:
        words = self._words(claim)
        wanted, ordinals = values_in(words), ordinals_in(words)
        if not wanted and not ordinals:
            return Shortfall.UNSAID
        if claim.counted:
            listed = content(" ".join(claim.cites)) - self._common
            is_theirs = all(shared(listed, content(each)) for each in claim.counted)
            has_counted = self._is_counting and is_theirs and not ordinals and {len(claim.counted)} == wanted
            return None if has_counted else Shortfall.UNSAID
        if not (wanted <= values_in(_said(claim)) and ordinals <= ordinals_in(_said(claim))):
            return Shortfall.UNSAID
        is_in_key = wanted <= values_in(claim.key) and ordinals <= ordinals_in(claim.key) and not claim.is_pair
        if is_in_key:
            return None if self._is_near(claim, frozenset()) else Shortfall.ALONE
        # "Two" and "2" are one word where stem and key are compared.
        alike = replace(claim, stem=written_as(claim.stem, words), key=written_as(claim.key, words))
        return self._unless_in_key(alike, content(words))

    def _of_term(self, claim: Claim) -> Shortfall | None:
        said = _said(claim)
        nearest = Shortfall.UNSAID
        for fact in self._flip.facts_now if claim.is_denied else self._flip.facts:
            wanted = content(fact)
            if not wanted or shared(wanted, content(said)) != wanted:
                continue
            missing = self._unless_in_key(claim, wanted) if self._is_near(claim, wanted) else Shortfall.ALONE
            if missing is None:
                return None
            nearest = max(nearest, missing)
        return nearest

    def _of_opposite(self, claim: Claim) -> Shortfall | None:
        words = fold(self._words(claim))
        if not any(says_the_same(words, word) for word in tokens(_said(claim))):
            return Shortfall.UNSAID
        if words in _WEIGHING and not self._has_weighed(content(_said(claim))):
            return Shortfall.ALONE
        own = frozenset([words]) | frozenset(word for word in tokens(claim.key) if says_the_same(words, word))
        return self._unless_in_key(claim, own - _WEIGHING) if self._is_near(claim, own) else Shortfall.ALONE

    def _has_weighed(self, said: frozenset[str]) -> bool:
        """Whether the word that is weighed, the next that carries meaning or else one before, is said."""
        following = [word for word in tokens(self._clause_after) if word in self._after]
        weighed = frozenset(following[:1]) or self._before
        return not weighed or bool(shared(weighed, said))

    def _of_clause(self, claim: Claim) -> Shortfall | None:
        said = content(_said(claim))
        predicate = self._after or self._around
        if 2 * len(shared(predicate, said)) < len(predicate) or (self._before and not shared(self._before, said)):
            return Shortfall.UNSAID
        if self._denies(claim) != is_negative(self._words(claim)):
            return Shortfall.DENIED
        return self._unless_in_key(claim, frozenset())

    def _denies(self, claim: Claim) -> bool:
        """Whether stem and key have a negation that is not of another clause of the statement."""
        theirs = self._negatives_around - (_PLAIN_NOT if claim.is_denied else frozenset())
        return any(not is_negative_of(word, theirs) for word in negatives(_said(claim)))

    def _is_near(self, claim: Claim, own: frozenset[str]) -> bool:
        """Whether stem and key have a word of the statement beside those of the fact itself."""
        others = frozenset(word for word in self._around | self._meant if not has_word(word, own))
        return not others or bool(shared(others, content(_said(claim))))

    def _unless_in_key(self, claim: Claim, own: frozenset[str]) -> Shortfall | None:
        """None where the key, or each side of a pair, brings a word of the fact or its statement the rest has not."""
        stem, key = content(claim.stem), content(claim.key)
        has_part = self._brings(key, stem, own) and (not claim.is_pair or self._brings(stem, key, own))
        if has_part:
            return None
        return Shortfall.ONE_SIDED if claim.is_pair else Shortfall.NOT_IN_KEY

    def _brings(self, words: frozenset[str], given: frozenset[str], own: frozenset[str]) -> bool:
        there = shared(words, self._told | own)
        brought = frozenset(word for word in there if not has_word(word, given))
        return bool(brought) and (there == words or any(not has_word(word, self._common) for word in brought))


def _said(claim: Claim) -> str:
    return f"{claim.stem}\n{claim.key}"


def _items_below(document: Document, statement: Span) -> frozenset[str]:
    """The words of the list that follows the statement, those beside it left out where it is an item; maybe none."""
    hit = _LIST_BELOW.match(document.text, statement.end)
    if hit is None:
        return frozenset()
    blocks = document.blocks
    first = bisect_left(blocks, statement.end, key=lambda block: block.span.start)
    own = blocks[first - 1] if first and blocks[first - 1].kind is BlockKind.ITEM else None
    items = takewhile(lambda it: it.kind is BlockKind.ITEM and (own is None or it.depth > own.depth), blocks[first:])
    return content(" ".join(document.text[block.span.start : block.span.end] for block in items))


def _common(document: Document) -> frozenset[str]:
    """Words that are all over the document, so that to share one with a statement says little."""
    statements = [content(document.text[span.start : span.end]) for span in document.statements]
    counts = Counter(word for words in statements for word in words)
    return frozenset(word for word, count in counts.items() if count > max(_COMMON_SHARE * len(statements), _FEW))
