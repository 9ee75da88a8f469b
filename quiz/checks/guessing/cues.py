"""What sets an option apart from the others on the surface, whatever it says.

H is the number of the guideline in Haladyna, Downing & Rodriguez (2002), N the NBME item-writing guide (2020).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from statistics import mean

from quiz.checks.guessing import terms
from quiz.checks.words import content_words, words
from quiz.core.text import fold

_LONG_RATIO = 1.5
_LONG_BY = 10  # characters
_SHORTEST_WORD = 4
_NUMBER = re.compile(r"[^\d]{0,4}?(-?\d[\d,]*(?:\.\d+)?)\D{0,14}")


class Cue(StrEnum):
    """Why a reader of nothing takes an answer or leaves it."""

    LONGEST = "longest"
    MUCH_LONGER = "much-longer"
    DETAILED = "detailed"
    CLANG = "clang"
    CONVERGENCE = "convergence"
    ABSOLUTE = "absolute"
    HEDGE = "hedge"
    ALL_OF_ABOVE = "all-of-above"
    NONE_OF_ABOVE = "none-of-above"
    MIDDLE_NUMBER = "middle-number"
    GRAMMAR = "grammar"
    ABSOLUTE_STATEMENT = "absolute-statement"
    MOSTLY_TRUE = "mostly-true"
    SHARED_WORD = "shared-word"
    LONG_PAIR = "long-pair"


ABOUT = {
    Cue.LONGEST: "the option is the longest",
    Cue.MUCH_LONGER: "the option is half as long again as the others and ten characters longer",
    Cue.DETAILED: "the option has a comma, a bracket or an and, where another has none",
    Cue.CLANG: "the option alone has a word of the stem",
    Cue.CONVERGENCE: "the option shares the most words with the others",
    Cue.ABSOLUTE: "the option claims something without exception",
    Cue.HEDGE: "the option hedges what it claims",
    Cue.ALL_OF_ABOVE: "the option is all of the above",
    Cue.NONE_OF_ABOVE: "the option is none of the above",
    Cue.MIDDLE_NUMBER: "the option is a number between the others",
    Cue.GRAMMAR: "the option does not fit the article at the end of the stem",
    Cue.ABSOLUTE_STATEMENT: "a statement without exception is taken for false",
    Cue.MOSTLY_TRUE: "any other statement is taken for true",
    Cue.SHARED_WORD: "a prompt shares a word with a choice",
    Cue.LONG_PAIR: "the longest prompt goes with the longest choice",
}
"""What each cue is, in words."""

ENGLISH = frozenset(
    {
        Cue.DETAILED,
        Cue.CLANG,
        Cue.ABSOLUTE,
        Cue.HEDGE,
        Cue.ALL_OF_ABOVE,
        Cue.NONE_OF_ABOVE,
        Cue.MIDDLE_NUMBER,
        Cue.GRAMMAR,
        Cue.ABSOLUTE_STATEMENT,
        Cue.MOSTLY_TRUE,
    }
)
"""The cues that rest on words or marks of English, and are not looked for in other languages."""


def cues_of(stem: str, options: Sequence[str], *, is_english: bool) -> tuple[frozenset[Cue], ...]:
    """For each option the cues that set it apart; a cue that all options have is none."""
    found: list[set[Cue]] = [set() for _ in options]
    plain = [content_words(text) if is_english else long_words(text) for text in options]
    marks = [*_length(options), (Cue.CONVERGENCE, _most_shared(plain))]
    if is_english:
        marks += _english(stem, options, plain)
    for cue, marked in marks:
        if len(marked) < len(options):
            for i in marked:
                found[i].add(cue)
    return tuple(map(frozenset, found))


def sole_longest(texts: Sequence[str]) -> int | None:
    """The index of the text that is longer than every other, None where there is none."""
    lengths = [len(text) for text in texts]
    return _sole_greatest(lengths)


def is_much_longer(text: str, others: Sequence[str]) -> bool:
    """Whether the text is half as long again as the mean of the others, and ten characters longer (H24, N)."""
    average = mean(len(other) for other in others)
    return len(text) >= max(_LONG_RATIO * average, average + _LONG_BY)


def _length(options: Sequence[str]) -> Iterator[tuple[Cue, Collection[int]]]:
    longest = sole_longest(options)
    if longest is not None and len(options) > 1:
        yield Cue.LONGEST, [longest]
        if is_much_longer(options[longest], [*options[:longest], *options[longest + 1 :]]):
            yield Cue.MUCH_LONGER, [longest]


def _most_shared(texts: Sequence[frozenset[str]]) -> Collection[int]:
    """The text that shares the most words with the others (H28e); two texts share as much with one another."""
    if len(texts) < 3:
        return []
    shared = [sum(len(text & other) for j, other in enumerate(texts) if j != i) for i, text in enumerate(texts)]
    most = _sole_greatest(shared)
    return [] if most is None else [most]


def _english(
    stem: str, options: Sequence[str], plain: Sequence[frozenset[str]]
) -> Iterator[tuple[Cue, Collection[int]]]:
    def where(test: Sequence[bool]) -> Collection[int]:
        return [i for i, holds in enumerate(test) if holds]

    yield Cue.DETAILED, where([terms.is_detailed(text) for text in options])
    yield Cue.ABSOLUTE, where([terms.is_absolute(text) for text in options])
    yield Cue.HEDGE, where([terms.is_hedged(text) for text in options])
    yield Cue.ALL_OF_ABOVE, where([terms.is_all_of_above(text) for text in options])
    yield Cue.NONE_OF_ABOVE, where([terms.is_none_of_above(text) for text in options])
    yield Cue.MIDDLE_NUMBER, _between(options)
    asked = content_words(stem)
    sharing = where([bool(asked & text) for text in plain])
    if len(sharing) == 1:
        yield Cue.CLANG, sharing
    if article := terms.article_at_the_end(stem):
        yield Cue.GRAMMAR, where([(fold(text)[:1] in "aeiou") != (article == "an") for text in options])


def _between(options: Sequence[str]) -> Collection[int]:
    """Of options that are all numbers, and different ones, those that are neither the least nor the greatest."""
    matches = [_NUMBER.fullmatch(fold(text)) for text in options]
    numbers = [float(match.group(1).replace(",", "")) for match in matches if match]
    if len(numbers) < len(options) or len({*numbers}) < len(numbers):
        return []
    return [i for i, number in enumerate(numbers) if min(numbers) < number < max(numbers)]


def long_words(text: str) -> frozenset[str]:
    """The words of four letters or more, for languages of which nothing more is known."""
    return frozenset(word for word in words(text) if len(word) >= _SHORTEST_WORD)


def _sole_greatest(values: Sequence[int]) -> int | None:
    greatest = max(values)
    return values.index(greatest) if values.count(greatest) == 1 else None
