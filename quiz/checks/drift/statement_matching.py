"""Which statement of a new version of a document is which statement of the old one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from quiz.checks.drift.word_diff import alike
from quiz.core.documents.document import BlockKind, Document
from quiz.core.text import fold

SIMILAR = 0.5
"""How much of two statements must be the same for the one to be taken for the other, changed."""

_WORD = re.compile(r"\w+")
_CANDIDATES = 8
_COMMONPLACE = 200  # statements that have a word, from which on it tells little and takes long to follow
_NEIGHBOUR, _SECTION = 0.06, 0.03


def words_of(text: str) -> list[str]:
    """The words and numbers of the text in the form in which texts are compared."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True, slots=True)
class Pairing:
    """For statements of the old document those of the new one that they are, by number.

    `same` are those that read the same, `changed` those that are only alike.
    """

    same: Mapping[int, int]
    changed: Mapping[int, int]

    def new_of(self, old: int) -> int | None:
        return self.same.get(old, self.changed.get(old))


class Statements:
    """The statements of a document with the words and the section of each."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.spans = document.statements
        self.folded = [fold(document.text[span.start : span.end]) for span in self.spans]
        self.words = [_WORD.findall(text) for text in self.folded]

    def text_of(self, numbers: range) -> str:
        """What the document says from the first of the statements to the last."""
        spans = self.spans[numbers.start : numbers.stop]
        return self.document.text[spans[0].start : spans[-1].end] if spans else ""

    def words_in(self, numbers: range) -> list[str]:
        return [word for words in self.words[numbers.start : numbers.stop] for word in words]

    @cached_property
    def sections(self) -> list[str]:
        """The folded title of the section of each statement."""
        headings = [block.span for block in self.document.blocks if block.kind is BlockKind.HEADING]
        titles = []
        title, at = "", 0
        for span in self.spans:
            while at < len(headings) and headings[at].start < span.start:
                title = fold(self.document.text[headings[at].start : headings[at].end])
                at += 1
            titles.append(title)
        return titles


class WordIndex:
    """Some of the statements by their words, for finding those that share the most telling ones with a text."""

    def __init__(self, statements: Statements, numbers: Iterable[int]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self._count = 0
        for number in numbers:
            self._count += 1
            for word in set(statements.words[number]):
                self._places[word].append(number)

    def nearest(self, words: Sequence[str]) -> list[int]:
        """A few statements that share the most with the words, the likeliest first."""
        scores: dict[int, float] = defaultdict(float)
        found = {word: places for word in words if (places := self._places.get(word))}
        telling = {word: places for word, places in found.items() if len(places) <= _COMMONPLACE}
        if not telling and found:
            rarest = min(found, key=lambda word: (len(found[word]), word))
            telling = {rarest: found[rarest][:_COMMONPLACE]}
        for places in telling.values():
            worth = log(1 + self._count / len(places))
            for number in places:
                scores[number] += worth
        return sorted(scores, key=lambda number: (-scores[number], number))[:_CANDIDATES]


def pair_statements(old: Statements, new: Statements) -> Pairing:
    """Which statement is which: those that read the same first, then those that are alike, nearest neighbours first."""
    same = _same(old, new)
    taken = set(same.values())
    left = [number for number in range(len(old.spans)) if number not in same]
    index = WordIndex(new, (number for number in range(len(new.spans)) if number not in taken))
    scored = sorted(
        (-score, number, other) for number in left for score, other in _scores(old, new, same, index, number)
    )
    changed: dict[int, int] = {}
    for _, number, other in scored:
        if number not in changed and other not in taken:
            changed[number] = other
            taken.add(other)
    return Pairing(same, changed)


def _scores(
    old: Statements, new: Statements, same: Mapping[int, int], index: WordIndex, number: int
) -> Iterator[tuple[float, int]]:
    for other in index.nearest(old.words[number]):
        likeness = alike(old.words[number], new.words[other], SIMILAR)
        if likeness >= SIMILAR:
            beside = (same.get(number - 1) == other - 1) + (same.get(number + 1) == other + 1)
            section = old.sections[number] == new.sections[other]
            yield likeness + _NEIGHBOUR * beside + _SECTION * section, other


def _same(old: Statements, new: Statements) -> dict[int, int]:
    """The statements that read the same: those that stand once in both, then outwards from these, then in order."""
    before, after = _numbers_by_text(old), _numbers_by_text(new)
    same = {
        numbers[0]: after[text][0] for text, numbers in before.items() if len(numbers) == 1 == len(after.get(text, ()))
    }
    taken = set(same.values())
    for step in (1, -1):
        for number in range(len(old.spans))[::step]:
            other = same.get(number - step, -2) + step
            is_free = number not in same and other not in taken and 0 <= other < len(new.spans)
            if is_free and old.folded[number] == new.folded[other]:
                same[number] = other
                taken.add(other)
    for text, numbers in before.items():
        free = [other for other in after.get(text, ()) if other not in taken]
        same |= _in_sections(old, new, [number for number in numbers if number not in same], free)
    return same


def _in_sections(old: Statements, new: Statements, left: Sequence[int], free: Sequence[int]) -> dict[int, int]:
    """Statements that read alike, paired where they stand in sections of one title, and the others in their order."""
    by_section: dict[str, list[int]] = defaultdict(list)
    for other in reversed(free):
        by_section[new.sections[other]].append(other)
    same = {number: here.pop() for number in left if (here := by_section[old.sections[number]])}
    taken = set(same.values())
    rest = (other for other in free if other not in taken)
    return same | dict(zip((number for number in left if number not in same), rest, strict=False))


def _numbers_by_text(statements: Statements) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(statements.folded):
        numbers[text].append(number)
    return numbers
