"""The forms of terms: what two that stand beside one another as options should have in common."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from quiz.checks.skeletons.english import PREPOSITIONS, VERBS, head_of, is_plural
from quiz.checks.skeletons.naming import proper_words
from quiz.core.text import fold

_SENTENCE = re.compile(r"\s(?:is|are|was|were|has|have|may|can|must|will|should|could)\s")
_DISORDER_WORDS = (
    "disease disorder syndrome injury failure infection deficiency cancer tumour tumor diabetes sepsis hypertension "
    "inflammation stroke shock fever epilepsy asthma lupus"
)
_DISORDERS = frozenset(_DISORDER_WORDS.split())
_OF_DISORDERS = ("itis", "aemia", "emia", "oma", "opathy", "uria", "trophy")
_OF_EVENTS = ("tion", "sion", "ment", "ance", "ence", "lysis", "genesis", "osis", "ism")
_PARTICLES = frozenset({"of", "de", "von", "van", "der", "da", "del", "la", "le"})
_THING_WORDS = "filament ligament segment element parliament government organism substance ion"
_NO_EVENTS = frozenset(_THING_WORDS.split())


class Capitals(NamedTuple):
    """Words that a document has with a capital in the midst of a sentence, and words that follow an article in it."""

    proper: frozenset[str]
    articled: frozenset[str]


NO_CAPITALS = Capitals(frozenset(), frozenset())


def capitals_of(document: str) -> Capitals:
    articled = re.findall(r"\b(?:[Tt]he|[Aa]n?)\s+([^\W\d_]+)", document)
    return Capitals(proper_words(document), frozenset(articled))


@lru_cache(maxsize=16_384)
def sort_of(text: str, capitals: Capitals) -> str:
    """Whether the term names a disorder, something that happens, somebody or some place, or else a thing.

    Somebody and some places have capitals and no article; what has both, as the Magna Carta, is of its own sort, and so
    is what begins with a word such as "making".
    """
    shape = shape_of(text)
    if shape.form in {"doing", "task", "sentence"}:
        return shape.form
    if shape.head in _DISORDERS or shape.head.endswith(_OF_DISORDERS):
        return "disorder"
    if shape.head.endswith(_OF_EVENTS) and shape.head not in _NO_EVENTS:
        return "event"
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word not in _PARTICLES]
    if len(words) > 1 and all(word in capitals.proper for word in words):
        return "title" if words[0] in capitals.articled else "name"
    has_capitals = bool(words) and all(map(str.istitle, words))
    is_name = has_capitals and words[0] not in capitals.articled and words[-1] in capitals.proper
    return "name" if is_name else "thing"


def spaced(text: str) -> str:
    """The words and numbers of the text, folded, with a space between each."""
    return " ".join(re.findall(r"[\w']+", fold(text)))


class Shape(NamedTuple):
    """What the form of a term is compared by."""

    words: int
    length: int
    head: str
    is_plural: bool
    has_digit: bool
    is_compound: bool
    form: str
    stems: frozenset[str]


@lru_cache(maxsize=16_384)
def shape_of(text: str) -> Shape:
    words = spaced(text).split()
    return Shape(
        len(text.split()),
        len(text),
        head_of(text),
        is_plural(text),
        any(map(str.isdigit, text)),
        " and " in text,
        _form(text),
        frozenset(word.removesuffix("s") for word in words),
    )


def _form(text: str) -> str:
    """Whether the text is a sentence, begins with a word such as "makes" or "making", or is a name."""
    words = text.split()
    if _SENTENCE.search(f" {text} ") or (len(words) > 3 and any(word in VERBS for word in words[1:-1])):
        return "sentence"
    if words[0].lower() in VERBS and len(words) > 1:
        return "task"
    if words[0].endswith("ing") and len(words) > 2 and words[1].islower():
        return "doing"
    return "phrase" if len(words) > 3 and any(word in PREPOSITIONS for word in words[1:]) else "name"


def _is_unlike(one: str, other: str) -> bool:
    """Whether terms of the two forms never stand beside one another; names and phrases may."""
    return one != other and not {one, other} <= {"name", "phrase"}


def is_within(key: str, folded: str) -> bool:
    """Whether the term stands in the text, in the singular or plural."""
    words = spaced(key)
    return bool(words) and any(f" {form} " in folded for form in (words, words.removesuffix("s"), f"{words}s"))


def is_part(one: str, other: str) -> bool:
    """Whether the words of one are among those of the other, so that both may be right."""
    words, others = shape_of(one).stems, shape_of(other).stems
    return words <= others or others <= words


def unlikeness(one: str, other: str) -> tuple[int, ...]:
    """How little the forms of two terms have in common: number, endings, capitals, then length."""
    shape, wanted = shape_of(one), shape_of(other)
    far = max(shape.words, wanted.words) > 2 + 2 * min(shape.words, wanted.words) or _is_unlike(shape.form, wanted.form)
    rough = (
        3 * far
        + (shape.form != wanted.form)
        + (shape.is_plural != wanted.is_plural)
        + (shape.has_digit != wanted.has_digit)
    )
    heads = int(shape.head != wanted.head)
    return (rough, heads, abs(shape.words - wanted.words), abs(shape.length - wanted.length) // 4)
