"""Terms of a document exchanged for others of its own of the same kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from quiz.checks.mutation.wording import content
from quiz.checks.skeletons.english import VERBS
from quiz.core.documents.document import Block, BlockKind, Document, Span
from quiz.core.text import fold

_LONGEST_HEAD = 7  # words
_HEAD = re.compile(r"(?:\*\*|__)?(?P<head>[^\s:*_.;][^:*_.;\n]{0,79}?)(?:\*\*|__)?\s*(?P<sign>:|\s[–—-])(?=\s)")
_COPULA = re.compile(r"(?P<head>\S[^.;:,\n]{0,79}?)\s(?P<sign>is|are|was|were)\s(?=\w)")
_DEFINING = re.compile(r"(?:is|are|was|were)\s(?:a|an|the)\b")
_UNFIT_HEAD = re.compile(
    r"(?i)(?:a|an|the|one|another|this|that|these|those|it|they|he|she|there|what|which|who|some|other|both|each|"
    r"first|second|third|finally|if|when|because|since|although|in|on|at|for|to|by|with|as|note|example)\b"
)
_GLOSS = re.compile(r"(?<![^\s(),.;:])(?P<of>[^\s(),.;:]+)\s\((?P<gloss>[^()]{1,40})\)")
_JOINED = r"and|or|und|oder|et|ou|y|o|e|en|och|og|i"
_ENUMERATED = re.compile(
    rf",\s+(?P<middle>[^\s,.;:][^,.;:]{{1,48}}?),?\s+(?:{_JOINED})\s+(?P<last>[^\s,.;:][^,.;:]{{1,48}}?)(?=[.;,:]|$)"
)
_BESIDE = re.compile(rf"(?:,|,?\s+(?:{_JOINED}))\s+(?:[^\s,.;:]+\s){{0,2}}")
_LONGEST_MEMBER = 4  # words
# What has no such ending is taken for one thing.
_ENDING = re.compile(
    r"(?:(?P<quality>ed|ous|ive|ic|al|able|ible|ful|less|ent|ant)|(?P<doing>ing)|(?P<how>ly)|(?P<several>[^sui]s))$"
)
_ABBREVIATED = re.compile(r"(?<![\w(-])(?P<term>[A-Z][A-Z0-9]{0,4}[+]?)\s+(?P<head>[a-z]{3,})\b")
_ABBREVIATED_GLOSS = re.compile(r"\((?P<term>[A-Z][A-Z0-9]{0,4}[+]?)\)\s+(?P<head>[a-z]{3,})\b")
_NUMBERED = re.compile(r"(?<![\w-])(?P<family>[A-Z][A-Za-z]*-?)(?P<number>\d{1,4})(?P<sign>[+]?)(?![\w])")


class Exchange(NamedTuple):
    """A place of the document with what it says, what else could stand there, and what both stand for."""

    span: Span
    now: str
    fact: tuple[str, ...]
    fact_now: tuple[str, ...]


class Terms:
    """The terms of a document by their kinds."""

    def __init__(self, document: Document, *, is_english: bool) -> None:
        self._document = document
        self._text = document.text
        self._heads = _heads(document, is_english=is_english)
        self._members = _members(document)
        self._abbreviated = _abbreviated(document)
        self._numbered = _numbered(document)

    def exchanges(self, statement: Span, dice: Random) -> Iterator[Exchange]:
        """What can be exchanged in the statement, for terms that it does not have already."""
        said = fold(self._text[statement.start : statement.end])
        yield from self._of_head(statement, said, dice)
        yield from self._of_glosses(statement)
        yield from self._of_members(statement, said, dice)
        yield from self._of_abbreviations(statement, said, dice)

    def _of_head(self, statement: Span, said: str, dice: Random) -> Iterator[Exchange]:
        head = self._heads.get(statement.start)
        if head is None:
            return
        span, others = head
        was = self._text[span.start : span.end]
        if free := [other for other in others if fold(other) not in said]:
            now = dice.choice(free)
            yield Exchange(span, now, names_of(was), names_of(now))

    def _of_glosses(self, statement: Span) -> Iterator[Exchange]:
        """The glosses of two terms in brackets, each given to the other."""
        glosses = list(_GLOSS.finditer(self._text, statement.start, statement.end))
        for one, other in pairwise(glosses):
            mine, theirs = one.group("gloss"), other.group("gloss")
            if fold(mine) == fold(theirs) or not _BESIDE.fullmatch(self._text, one.end(), other.start()):
                continue
            start, end = one.start("gloss"), other.end("gloss")
            now = theirs + self._text[one.end("gloss") : other.start("gloss")] + mine
            yield Exchange(
                Span(start, end),
                now,
                (f"{one.group('of')} {mine}", f"{other.group('of')} {theirs}"),
                (f"{one.group('of')} {theirs}", f"{other.group('of')} {mine}"),
            )

    def _of_members(self, statement: Span, said: str, dice: Random) -> Iterator[Exchange]:
        heading = self._document.heading_of(statement)
        for span, kind in _members_in(self._text, statement):
            was = self._text[span.start : span.end]
            if free := [each for each in self._members[heading, kind] if fold(each) not in said]:
                now = dice.choice(free)
                yield Exchange(span, now, names_of(was), names_of(now))

    def _of_abbreviations(self, statement: Span, said: str, dice: Random) -> Iterator[Exchange]:
        for hit in _ABBREVIATED.finditer(self._text, statement.start, statement.end):
            was, head = hit.group("term"), hit.group("head")
            others = self._abbreviated.get(_singular(head), ())
            if free := [other for other in others if other != was and fold(f"{other} {head}") not in said]:
                now = dice.choice(free)
                yield Exchange(Span(*hit.span("term")), now, (f"{was} {head}",), (f"{now} {head}",))
        for hit in _NUMBERED.finditer(self._text, statement.start, statement.end):
            was = hit.group()
            if free := [other for other in self._numbered[hit.group("family")] if fold(other) not in said]:
                now = dice.choice(free)
                yield Exchange(Span(*hit.span()), now, (was,), (now,))


def names_of(term: str) -> tuple[str, ...]:
    """The ways to name the term: all of it, and where it has a gloss in brackets without the gloss, or the gloss."""
    gloss = re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<gloss>[^()]+)\)(?P<rest>[^()]*)", term)
    if gloss is None:
        return (term,)
    rest = gloss.group("rest")
    return (term, f"{gloss.group('name')}{rest}", f"{gloss.group('gloss')}{rest}")


def _heads(document: Document, *, is_english: bool) -> dict[int, tuple[Span, tuple[str, ...]]]:
    """For the beginnings of statements that say what a term is the term, and the other terms beside it."""
    found: dict[int, tuple[Span, tuple[str, ...]]] = {}
    for group in _groups(document, is_english=is_english):
        terms = [document.text[span.start : span.end] for span in group.values()]
        for start, span in group.items():
            own = document.text[span.start : span.end]
            others = tuple(term for term in dict.fromkeys(terms) if _are_two(term, own))
            if others:
                found.setdefault(start, (span, others))
    return found


def _are_two(term: str, other: str) -> bool:
    """Whether neither names the other, as a name with its abbreviation names the abbreviation."""
    words, others = content(term), content(other)
    return bool(words and others) and not words <= others and not others <= words


def _groups(document: Document, *, is_english: bool) -> Iterator[dict[int, Span]]:
    """Terms that stand beside one another: those of a list, and those that a section says something of in one form."""
    groups: dict[tuple[int, str], dict[int, Span]] = defaultdict(dict)
    for number, block in _listed(document):
        for start in _beginnings(document, block):
            if head := _head(document.text, Span(start, block.span.end), block.kind, is_english=is_english):
                groups[number, head[1]][start] = head[0]
    for group in groups.values():
        if len(group) > 1:
            yield group


def _listed(document: Document) -> Iterator[tuple[int, Block]]:
    """The blocks that state something, each with the number of its list or of its section's paragraphs."""
    number, section = 0, 0
    was_item = False
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            number += 1
            section = number
            was_item = False
        elif block.kind is BlockKind.ITEM:
            if not was_item:
                number += 1
            was_item = True
            yield number, block
        else:
            was_item = False
            yield section, block


def _beginnings(document: Document, block: Block) -> Sequence[int]:
    """Where what is said of a term can begin: with a list item, and with every sentence of a paragraph."""
    if block.kind is BlockKind.ITEM:
        return [block.span.start]
    statements = document.statements
    first = bisect_left(statements, block.span.start, key=lambda span: span.start)
    last = bisect_left(statements, block.span.end, key=lambda span: span.start)
    return [span.start for span in statements[first:last]]


def _head(text: str, sentence: Span, kind: BlockKind, *, is_english: bool) -> tuple[Span, str] | None:
    """The term that the sentence begins with, and the sign or verb after it; None where it begins otherwise.

    What follows the verb must be an article, but in an item of a list.
    """
    for pattern in (_HEAD, _COPULA) if is_english else (_HEAD,):
        hit = pattern.match(text, sentence.start, sentence.end)
        if hit is None or len(hit.group("head").split()) > _LONGEST_HEAD or _UNFIT_HEAD.match(hit.group("head")):
            continue
        if pattern is _HEAD or kind is BlockKind.ITEM or _DEFINING.match(text, hit.start("sign"), sentence.end):
            return Span(*hit.span("head")), hit.group("sign").strip()
    return None


def _kind_of_member(member: str) -> str | None:
    """What members of enumerations have in common of which one can stand for the other; None if it is no member.

    It is their number of words, with the article or "to" before them; the ending; and of several words the last.
    """
    words = fold(member).split()
    if not 0 < len(words) <= _LONGEST_MEMBER or any(char.isdigit() for char in member):
        return None
    lead = words[0] if words[0] in {"to", "the", "a", "an"} else ""
    rest = " ".join(words[1:] if lead else words)
    if not rest or len(content(rest)) < len([word for word in rest.split() if word[0].isalnum()]):
        return None
    ending = _ENDING.search(rest)
    return f"{lead} {rest.split()[-1] if len(rest.split()) > 1 else ''} {ending.lastgroup if ending else ''}"


def _members_in(text: str, statement: Span) -> Iterator[tuple[Span, str]]:
    """The last two members of each enumeration, whose beginning and end are sure, with their kinds."""
    for hit in _ENUMERATED.finditer(text, statement.start, statement.end):
        kinds = {group: _kind_of_member(hit.group(group)) for group in ("middle", "last")}
        if None not in kinds.values():
            yield from ((Span(*hit.span(group)), kind) for group, kind in kinds.items() if kind is not None)


def _members(document: Document) -> Mapping[tuple[Span | None, str], list[str]]:
    """The members of enumerations by their section and kind: those of other sections are of other things."""
    members: dict[tuple[Span | None, str], list[str]] = defaultdict(list)
    for statement in document.statements:
        heading = document.heading_of(statement)
        for span, kind in _members_in(document.text, statement):
            member = document.text[span.start : span.end]
            if "\n" not in member:
                members[heading, kind].append(member)
    return defaultdict(list, {place: list(dict.fromkeys(found)) for place, found in members.items()})


def _abbreviated(document: Document) -> Mapping[str, Sequence[str]]:
    """Abbreviations by the noun they stand before: T and NK before cells."""
    found: dict[str, list[str]] = defaultdict(list)
    for pattern in (_ABBREVIATED, _ABBREVIATED_GLOSS):
        for hit in pattern.finditer(document.text):
            if hit.group("term") not in {"A", "I"} and _is_noun(hit.group("head")):
                found[_singular(hit.group("head"))].append(hit.group("term"))
    return {head: tuple(dict.fromkeys(terms)) for head, terms in found.items()}


def _is_noun(word: str) -> bool:
    """Whether the word can say of what kind the abbreviation before it is: none that joins, and no verb."""
    return bool(content(word)) and word not in VERBS


def _singular(noun: str) -> str:
    return noun.removesuffix("s")


def _numbered(document: Document) -> Mapping[str, Sequence[str]]:
    """Names that differ in their number alone, as CD4 and CD8."""
    found: dict[str, list[str]] = defaultdict(list)
    for hit in _NUMBERED.finditer(document.text):
        found[hit.group("family")].append(hit.group())
    return defaultdict(list, {family: list(dict.fromkeys(names)) for family, names in found.items()})
