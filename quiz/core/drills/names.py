"""Names that learners give themselves: made fit to be shown, told apart, and kept decent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import count, repeat
from random import Random

from quiz.core.drills.confusables import GROUPS, LOOKALIKES
from quiz.core.drills.name_words import LEET, OFFENSIVE_PARTS, OFFENSIVE_WORDS, WORDS, Words
from quiz.core.text import fold_characters

LONGEST = 24
"""The most graphemes of a name."""

_READ = 512
"""Characters of a name that are looked at: more than the longest name has, and normalising very many takes long."""

_ZWJ = "\u200d"
_VS16 = "\ufe0f"
_BRAILLE_BLANK = "\u2800"
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_INVISIBLE = frozenset(
    [
        *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufffc\U00016fe4\U0001d159",
        *map(chr, range(0xFE00, 0xFE0F)),
        *map(chr, range(0xE0100, 0xE01F0)),
    ]
)
"""Characters that show nothing, though their category does not say so: fillers and variation selectors."""

_EMOJI = ((0x2190, 0x21FF), (0x2300, 0x23FF), (0x25A0, 0x27BF), (0x2900, 0x297F), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))
_JAMO = ((0x1161, 0x11FF), (0xD7B0, 0xD7FF))
"""Korean vowels and finals that normalising did not make part of a syllable: they stand on the letter before."""

# One kind a character: emoji and what belongs to them, flags in pairs, marks on what they stand on, spaces, the rest.
_GRAPHEME = re.compile("(RR|E[VT]?(?:JE[VT]?){0,3}|[BR])([VJT]*M){0,2}|S")


_SEEN = frozenset("BETRM")


def clean(name: str) -> str:
    """The name fit to be shown anywhere; empty where nothing of it can be seen.

    It is in the form NFKC, without control, format, private and unassigned characters and those that show nothing;
    zero-width joiners are kept inside emoji of up to four parts. Every run of white space is one space, none at the
    ends. There are at most 24 graphemes, each with at most two marks. A grapheme is a letter or sign with its marks,
    two regional indicators, or an emoji with its variation, skin tone and joined parts.
    """
    name = "".join(c for c in name if _kind(c))[:_READ]
    # What was dropped may have kept two characters from being composed, and what they compose to is other graphemes.
    while (once := _once_cleaned(name)) != name:
        name = once
    return name


def _once_cleaned(name: str) -> str:
    kept: list[str] = []
    for grapheme in graphemes(unicodedata.normalize("NFKC", name)):
        if grapheme != " " or (kept and kept[-1] != " "):
            kept.append(grapheme)
    return "".join(kept[:LONGEST]).rstrip(" ")


def graphemes(text: str) -> tuple[str, ...]:
    """The graphemes of the text, as far as `clean` keeps them; each white space is one space."""
    shown = [(c, kind) for c in text if (kind := _kind(c))]
    return tuple(map(_grapheme, _GRAPHEME.finditer("".join(kind for _, kind in shown)), repeat(shown)))


def _grapheme(found: re.Match[str], shown: list[tuple[str, str]]) -> str:
    if found[0] == "S":
        return " "
    start, end = found.span(1)
    marks = (c for c, kind in shown[end : found.end()] if kind == "M")
    return "".join([*(c for c, _ in shown[start:end]), *marks])


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """The letter in `_GRAPHEME` for the character; empty for one that is dropped wherever it stands."""
    if character.isspace() or character == _BRAILLE_BLANK:
        return "S"
    if character == _ZWJ:
        return "J"
    if character == _VS16:
        return "V"
    code = ord(character)
    category = unicodedata.category(character)
    if category in _DROPPED or character in _INVISIBLE:
        return ""
    if category[0] == "M" or _is_in(code, _JAMO):
        return "M"
    if 0x1F3FB <= code <= 0x1F3FF:
        return "T"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "R"
    return "E" if category in {"So", "Sm"} and _is_in(code, _EMOJI) else "B"


def _is_in(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(low <= code <= high for low, high in ranges)


@lru_cache(maxsize=4096)  # asked several times of each who joins
def skeleton(name: str) -> str:
    """What two names have in common that cannot be told apart at a glance.

    Case, white space, width and style of letters do not count, nor from which script a letter is that looks like a
    Latin one (`confusables`); accents do. A few Greek letters resemble one Latin letter as capitals and another as
    small ones, so names that differ in the case of these are told apart.
    """
    mapped = "".join(c for c in _mapped(name) if _kind(c) in _SEEN)
    for letter, pair in GROUPS:
        mapped = mapped.replace(letter, pair)
    return mapped


def _mapped(name: str) -> str:
    """The name in small letters and taken apart, with each look-alike the letter it is taken for."""
    # Before folding, since it makes other letters of the lunate sigma and of the capitals that resemble Latin ones.
    apart = unicodedata.normalize("NFKD", name.translate(LOOKALIKES)).translate(LOOKALIKES)
    folded = unicodedata.normalize("NFKD", fold_characters(apart)).translate(LOOKALIKES)
    # The dot is there anyway, or is not missed.
    return folded.replace("l\u0307", "l").replace("j\u0307", "j")


def is_taken(name: str, skeletons: Collection[str]) -> bool:
    """Whether the name cannot be told from one of those that these are the skeletons of."""
    return skeleton(name) in skeletons


def drawn_name(dice: Random, is_taken: Callable[[str], bool], language: str = "en") -> str:
    """A name of two words, as "Amber Otter", for which `is_taken` is false; once most are taken, with a number.

    The words are those of the language for English, German, French and Spanish, and English ones for any other; they
    are ASCII, and harmless in every combination.
    """
    words = WORDS.get(language.partition("-")[0].lower(), WORDS["en"])
    return next(name for name in _drawn_names(dice, words) if not is_taken(name))


def _drawn_names(dice: Random, words: Words) -> Iterator[str]:
    for tries in count():
        name = words.joined.format(dice.choice(words.traits), dice.choice(words.animals))
        yield f"{name} {tries // _TRIES + 1}" if tries >= _TRIES else name


_TRIES = 32
"""How many drawn names may be taken before a number is added, and before it is raised."""


def is_offensive(name: str) -> bool:
    """Whether the name has a word that offends in English, German, French or Spanish, however its letters are drawn.

    Only words that mean nothing else are known, as whole words or, where no harmless word has them in it, as parts of
    one: Scunthorpe and Essex are fine. So it misses much; the host sees every name and can send anyone out.
    """
    words = _words_of(name)
    return any(word in _WORDS or any(part in word for part in _PARTS) for word in words)


def _words_of(name: str) -> set[str]:
    """The words to look up: as they stand, with digits read as letters, stretched letters as one, spelt ones joined."""
    letters = _letters(name[:_READ])
    found: set[str] = set()
    for text in (letters, _LEET_WORD.sub(lambda word: word[0].rstrip("!+").translate(LEET), letters)):
        words = _WORD.findall(text)
        spelt = _SPELT.findall(" ".join(words))
        whole = ["".join(words)] if "".join(words) in _WORDS else []
        for word in (*words, *(run.replace(" ", "") for run in spelt), *whole):
            found |= _unstretched(word)
    return found | {word.removesuffix("s") for word in found}


def _unstretched(word: str) -> set[str]:
    """The word, and what it would be if letters that stand three times or more stood once or twice."""
    return {word, _STRETCHED.sub(r"\1", word), _STRETCHED.sub(r"\1\1", word)}


def _letters(name: str) -> str:
    """The name as for a skeleton, but with its spaces and without accents."""
    return "".join(c for c in _mapped(name) if _kind(c) not in {"M", ""})


_WORD = re.compile(r"[^\W_]+")
_LEET_WORD = re.compile(r"[^\s._-]*[^\W\d_][^\s._-]*")
"""Digits and signs stand for letters where they are among letters."""

_SPELT = re.compile(r"\b(?:\w )+\w\b")
_STRETCHED = re.compile(r"(\w)\1{2,}")
# One stroke may be i or l, so that a word with both may look as if it were stretched itself.
_WORDS = frozenset(form for word in OFFENSIVE_WORDS for form in _unstretched(_letters(word)))
_PARTS = frozenset(form for part in OFFENSIVE_PARTS for form in _unstretched(_letters(part)))
