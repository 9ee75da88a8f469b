"""Whether the end of a stem agrees with some of its options only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from quiz.checks.flaw import Finding
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.checks.rules.leaning import leans
from quiz.core.questions import Choice
from quiz.core.text import fold
from quiz.errors import Severity

_ARTICLE = re.compile(r"(?<![\w/(])(an?)[ :…_.]*$")
# Letters that are named with a vowel first ("an MRI"), and words that only begin with one in writing ("a unit").
_SPELLED = re.compile(r"[\"“(]*([AEFHILMNORSX])(?:[A-Z0-9-]|\b)")
_VOWEL = re.compile(
    r"[\"“(]*(?:(?!uni(?![mn])|us[aeiu]|u[bkt][aei]|eu|ewe|one\b|once\b)[aeiou]|hour|honest|honou?r|heir|8)",
    re.IGNORECASE,
)
_OTHER_LETTER = re.compile(r"[\"“(]*[B-DGJ-KP-QT-WYZ](?:[A-Z0-9-]|\b)")

_VERB = re.compile(r"\b(is|are|was|were)[ :…_.]*$")
_PLURAL_VERBS = frozenset({"are", "were"})
_HEAD = re.compile(r"^(.*?)(?:,| (?:of|in|for|with|from|by|that|which|who|to|at|on|during|after|before|without)\b|$)")
_ONE = re.compile(r"(?:an?|one|this|each|another) ")
_SINGULAR_ENDINGS = ("ss", "us", "is", "as", "ics", "series", "species", "diabetes", "measles", "rabies", "herpes")
_IRREGULAR_PLURALS = frozenset({"bacteria", "children", "criteria", "feet", "men", "mice", "people", "teeth", "women"})


class Number(Enum):
    SINGULAR = auto()
    PLURAL = auto()


def grammar(question: Choice) -> Iterator[Finding]:
    texts = [option.text for option in question.options if not leans(option.text)]
    if article := _ARTICLE.search(question.stem):
        wants_vowel = article.group(1) == "an"
        unfit = [begins_with_vowel(text) != wants_vowel for text in texts]
        what = "article"
    elif verb := _VERB.search(question.stem):
        unwanted = Number.SINGULAR if verb.group(1) in _PLURAL_VERBS else Number.PLURAL
        unfit = [number_of(text) is unwanted for text in texts]
        what = f'"{verb.group(1)}"'
    else:
        return
    if any(unfit) and not all(unfit):
        yield Finding("q", f"The {what} at the end fits some options only. Move it into them.")


def begins_with_vowel(text: str) -> bool:
    """Whether "an" goes before the text, by the sound of its first word."""
    if _OTHER_LETTER.match(text):
        return False
    return bool(_SPELLED.match(text) or _VOWEL.match(text))


def number_of(text: str) -> Number | None:
    """Whether the text surely names one thing or several; None where it may be either, or names nothing."""
    folded = fold(text)
    if _ONE.match(folded):
        return Number.SINGULAR
    head = _HEAD.match(folded)
    last = head.group(1).rstrip(" .").rpartition(" ")[2] if head else ""
    if last in _IRREGULAR_PLURALS:
        return Number.PLURAL
    # "Always" and "Los Angeles" are rarer than "T cells", and "AIDS" is not told from "aids" once it is folded.
    is_plural = last.endswith("s") and last.isalpha() and not last.endswith(_SINGULAR_ENDINGS)
    return Number.PLURAL if is_plural and last.upper() not in text else None


_CELLS = ("an activated T cell", "a red blood cell", "a natural killer cell")

RULES = (
    Rule(
        "grammar",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 28c; NBME item-writing guide 2020, chapter 3",
        'A stem that ends in "a", "an", "is" or "are" fits some options by its grammar and not the others, which rules '
        "these out. Move the article into the options, make all options singular or all plural, or ask a whole "
        "question. Articles go by sound: an hour, a unit, an MRI.",
        bad=lambda: asked("Most interleukin-2 is made by an", "activated T cell", "red blood cell", "platelet"),
        good=lambda: asked("Most interleukin-2 is made by", *_CELLS),
        of_choice=grammar,
        is_english=True,
    ),
)
