"""Words as a key and a document may say the same fact with them: without inflection, and with others that mean it."""

from __future__ import annotations

import re
from functools import lru_cache

from quiz.checks.words import stem
from quiz.core.text import fold

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*\+?")
_SAME_BEGINNING, _SHARE = 5, 0.6
_CHANGED = 2  # letters that a word can lose before an ending
_ENDING_WORDS = (
    "a e i o y s d um us on is ia es ed ing er or en in age th tion sion ion ation ition ate ive al ial ual ic ics "
    "ical ity ty cy ly ness ment able ible ance ence ancy ency ant ent ous ious ful less ise ize ist ism ary ory ure"
)
_ENDS = re.compile(f"(?:{'|'.join(dict.fromkeys(_ENDING_WORDS.split()))}|at|iz|is|iv|bil|t|ti|l|r|ri)*")

_EMPTY_WORDS = (
    "a an the this that these those it its they them their he she his her him we our you your my of in on at to by for "
    "from with as into onto than then and or nor but if so such is are was were be been being am has have had having "
    "do does did done can could may might must will would shall should there here which who whom whose what when where "
    "why how also too very just each any some other others another between among about against during while because "
    "since until whether both either neither only own same one ones not no "
    "through over under within per via upon toward towards out up off below above following however"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())

_NEGATIVE_WORDS = (
    "not no never none nothing neither nor without cannot lack lacks lacking lacked fail fails failed absent absence "
    "hardly unable deny denies except"
)
NEGATIVE = frozenset(_NEGATIVE_WORDS.split())
"""Words that turn what is said with them into its contrary."""


def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of the text in the form in which texts are compared, hyphened words as one."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The words of the text that carry meaning; of a hyphened word its long parts as well."""
    found = [word for word in tokens(text) if word not in _EMPTY]
    parts = [part for word in found if "-" in word for part in word.split("-") if len(part) > 3]
    return frozenset([*found, *parts]) - _EMPTY


def has_word(word: str, among: frozenset[str]) -> bool:
    """Whether one of the words is the word, perhaps inflected or derived from it."""
    return word in among or any(is_same(word, other) for other in among)


def shared(words: frozenset[str], among: frozenset[str]) -> frozenset[str]:
    """Those of the words that are among the others."""
    return frozenset(word for word in words if has_word(word, among))


@lru_cache(maxsize=65536)
def is_same(word: str, other: str) -> bool:
    """Whether two folded words are forms of one: immune and immunity, active and activated, but not infant and infect.

    Words with figures in them, and words of three letters or fewer, are the same only letter by letter but for a
    plural's s.
    """
    if word == other:
        return True
    if any(c.isdigit() for c in word + other) or min(len(word), len(other)) <= 3:
        return word.removesuffix("s") == other.removesuffix("s")
    one, two = stem(word), stem(other)
    if one == two:
        return True
    common = _common(one, two)
    if common < _SAME_BEGINNING or common < _SHARE * max(len(one), len(two)):
        return False
    # Carbon and carboxylation begin alike, but what follows in them is no ending.
    shortest = common - _CHANGED
    cuts = range(shortest, _common(word, other) + 1)
    return any(_ENDS.fullmatch(word, at) and _ENDS.fullmatch(other, at) for at in cuts)


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


_WANTING = frozenset({"lack", "lacks", "lacking", "lacked", "no", "none", "without", "absent", "absence"})


def negatives(text: str) -> frozenset[str]:
    """The words of the text that turn what is said with them into its contrary; an n't is a not."""
    found = ("not" if word.endswith("n't") else word for word in tokens(text))
    return frozenset(word for word in found if word in NEGATIVE)


def is_negative_of(word: str, others: frozenset[str]) -> bool:
    """Whether the negative word is one of the others, perhaps inflected or, of what is wanting, in other words."""
    return has_word(word, others) or (word in _WANTING and not _WANTING.isdisjoint(others))


def is_negative(text: str) -> bool:
    """Whether the text has a word that turns it into its contrary, an n't among them."""
    return bool(negatives(text))
