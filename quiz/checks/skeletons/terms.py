"""The terms of a document, and which of them can stand beside a right one as wrong options."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quiz.checks.skeletons.forms import NO_CAPITALS, Capitals, is_part, is_within, shape_of, sort_of, spaced, unlikeness
from quiz.checks.skeletons.naming import plain
from quiz.checks.words import content_words
from quiz.core.text import fold

MOST_DISTRACTORS = 3
_NEAREST = 60  # terms on either side that are looked at
_MOST_FACTS = 12  # that are kept of a term
_LIKE = 0.6  # of the words that carry meaning
_ABBREVIATED = re.compile(r"^(.{2,60}?)\s+\(([^()\s]{1,12})\)$")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
_ELSEWHERE = 2
"""The place of terms that are neither of the keys' kind nor named in the section; 0 and 1 are those of these."""

_ROUGHEST = (3, 3, 2)  # how unlike in form a term of each place may be
ONCE = "once"
"""The group of what a sentence begins with and the document never names again."""

_LOOSE = frozenset({"defined", "subjects", "bold", ONCE})
"""Groups whose terms have nothing in common but how the document speaks of them."""


def key_of(term: str) -> str:
    """The form in which terms are told apart: folded, without an article or what is in brackets."""
    return _ARTICLE.sub("", fold(re.sub(r"\s*\([^()]*\)", "", plain(term)))) or fold(term)


@dataclass(slots=True)
class _Term:
    text: str
    at: int
    groups: set[str] = field(default_factory=set)
    sections: set[int] = field(default_factory=set)
    facts: list[frozenset[str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def says(self, names: Iterable[str], about: frozenset[str]) -> bool:
        """Whether what is said of the term has one of the names, or is much the same as the words."""
        if any(f" {name} " in said for name in names for said in self.said):
            return True
        return any(len(about & fact) > _LIKE * max(1, min(len(about), len(fact))) for fact in self.facts if fact)


class Terms:
    """Names and phrases with the places where they first stand, the lists they stand in, and what is said of them."""

    def __init__(self, sections: Sequence[int] = (), capitals: Capitals = NO_CAPITALS) -> None:
        """`sections` are the offsets where sections begin, in order, `capitals` the document's own."""
        self._sections = sections
        self._capitals = capitals
        self._terms: dict[str, _Term] = {}
        self._alias: dict[str, str] = {}
        self._aliases: dict[str, set[str]] = defaultdict(set)
        self._mates: dict[str, list[str]] = defaultdict(list)
        self._order: list[tuple[int, str]] | None = None

    def add(self, text: str, at: int, group: str, about: str = "") -> None:
        """Adds a term that stands at the offset, in a group of terms of its kind, with what is said of it."""
        text = _ARTICLE.sub("", plain(text))
        key = self._key(text)
        if not any(character.isalpha() for character in key) or len(text) > 120:
            return
        if found := _ABBREVIATED.match(text):
            self._rename(fold(found.group(2)), key)
        term = self._terms.setdefault(key, _Term(text, at))
        term.sections.add(self._section_of(at))
        self._join(key, term, group)
        if about and len(term.facts) < _MOST_FACTS:
            term.facts.append(content_words(about))
            term.said.append(f" {fold(about)} ")
        self._order = None

    def relate(self, text: str, group: str) -> None:
        """Puts a term that was added into another group, where it has a name."""
        key = self._key(text)
        if group and key in self._terms:
            self._join(key, self._terms[key], group)

    def _join(self, key: str, term: _Term, group: str) -> None:
        if group not in term.groups:
            term.groups.add(group)
            self._mates[group].append(key)

    def _section_of(self, at: int) -> int:
        return bisect_right(self._sections, at)

    def mention(self, section: int, phrases: Iterable[str]) -> None:
        """Has the terms among the phrases be named in the section of that number, the first being 1."""
        for phrase in phrases:
            if term := self._terms.get(self._alias.get(phrase, phrase)):
                term.sections.add(section)

    def same(self, one: str, other: str) -> None:
        """Has the two be names of one thing."""
        key, alias = self._key(one), key_of(other)
        if key != alias:
            self._rename(alias, key)

    def _rename(self, alias: str, key: str) -> None:
        if self._alias.setdefault(alias, key) == key:
            self._aliases[key].add(alias)

    def __contains__(self, text: str) -> bool:
        return self._key(text) in self._terms

    def names(self, text: str) -> tuple[str, ...]:
        """The words of every name of the term."""
        key = self._key(text)
        return tuple(sorted({spaced(name) for name in (key, *self._aliases.get(key, ()))}))

    def _key(self, text: str) -> str:
        key = key_of(text)
        return self._alias.get(key, key)

    def distractors(
        self, keys: Sequence[str], statement: str, at: int, *, about: str = "", is_near: bool = False
    ) -> tuple[str, ...]:
        """Terms of the kind of the keys that are not right where the keys are, as far as the document says.

        Left out are terms that stand in the statement, that are a key by another name or a part of one, that are
        named in what is said of a key or name one in what is said of them, and those of which much the same is said as
        `about` says.
        The likest in kind come first: from the lists that the keys stand in and of the kind that they are said to be,
        then from the section, then from elsewhere. Those from elsewhere are like the keys in form, and stand in only
        where there are too few others; where all are to be near there are none of them. Beside a single key all are of
        its number, since the stem tells it.
        """
        own = {self._key(key) for key in keys}
        names = own.union(*(self._aliases.get(key, ()) for key in own))
        own_groups = {group for key in own if key in self._terms for group in self._terms[key].groups} - _LOOSE
        mates = {key for group in own_groups for key in self._mates.get(group, ())[:120]}
        own_about = content_words(about)
        folded = f" {spaced(statement)} "
        of_keys = " ".join(said for key in own if key in self._terms for said in self._terms[key].said)
        section = self._section_of(at)
        scored = []
        for key in mates | set(self._near(at)):
            term = self._terms[key]
            if key in own or is_within(key, folded) or self._is_named_alike(key, folded):
                continue
            if any(is_part(key, each) for each in names) or f" {key} " in of_keys or term.says(own, own_about):
                continue
            likeness = min((unlikeness(term.text, each) for each in keys), default=(0,))
            place = 0 if term.groups & own_groups else 1 if section in term.sections else _ELSEWHERE
            if self._is_fit(term, keys, place, likeness[0]) and not (is_near and place == _ELSEWHERE):
                scored.append((place, likeness, abs(term.at - at), key))
        chosen: list[str] = []
        for place, *_, key in sorted(scored):
            if place == _ELSEWHERE and len(chosen) > 1:
                break
            if not any(is_part(key, other) for other in chosen):
                chosen.append(key)
            if len(chosen) == MOST_DISTRACTORS:
                break
        return tuple(self._terms[key].text for key in chosen)

    def _is_fit(self, term: _Term, keys: Sequence[str], place: int, roughness: int) -> bool:
        """Whether the term, so far from the keys, does not tell by its form alone that it is wrong."""
        shape, wanted = shape_of(term.text), shape_of(keys[0])
        is_told = (shape.is_plural, shape.is_compound) != (wanted.is_plural, wanted.is_compound)
        if len(keys) == 1 and is_told:
            return False
        sort = sort_of(term.text, self._capitals)
        if place and sort != sort_of(keys[0], self._capitals):
            return False
        is_passing = place == _ELSEWHERE and term.groups <= {ONCE} and sort != "name"
        return roughness < _ROUGHEST[place] and not is_passing

    def _near(self, at: int) -> list[str]:
        if self._order is None:
            self._order = sorted((term.at, key) for key, term in self._terms.items())
        place = bisect_left(self._order, (at, ""))
        return [key for _, key in self._order[max(0, place - _NEAREST) : place + _NEAREST]]

    def _is_named_alike(self, key: str, folded: str) -> bool:
        """Whether the statement has another name of the term."""
        return any(is_within(alias, folded) for alias in self._aliases.get(key, ()))
