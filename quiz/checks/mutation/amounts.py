"""Numbers in a text: those that state an amount, what they come to, and others that could stand in their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set as AbstractSet
from decimal import Decimal
from random import Random
from typing import NamedTuple

from quiz.core.text import fold

_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u2009\u202f]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:([,\u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_PERCENT = re.compile(r"(?:[-–]\d+(?:[.,]\d+)?)?\s*(?:%|per\s?cent)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# A number after one of these is a name: of a figure, of a kind, of a protein.
_NAMING_WORDS = (
    "fig figs figure figures table tables section sections chapter chapters page pages p pp no nos number numbers eq "
    "eqs equation equations ref refs reference references type types phase phases grade grades stage stages class "
    "group factor factors vitamin vitamins version versions step steps part parts item items question questions "
    "appendix annex volume volumes vol level levels category categories chromosome chromosomes interleukin "
    "interleukins helper domain domains exon exons position rule isoform variant subtype strain serotype complex "
    "abb abbildung tabelle kapitel seite typ figura tabla página pagina"
)
_NAMING = frozenset(_NAMING_WORDS.split())
_UNIT = re.compile(
    r"(?:%|‰|°|[kmµμn]?(?:g|l|L|m|M|mol|Hz|Da|Pa|J|V|A|W|s|U)\b|(?:h|min|d|mmHg|IU|kb|bp|cm|kcal|cal|ppm|mEq)\b|x\b|×)"
)
_COUNTED = re.compile(
    r"-(?:fold|days?|weeks?|months?|years?|hours?|minutes?|seconds?|times|chains?|membered|dimensional|points?|steps?"
    r"|parts?|strands?|stranded|carbon|way|item|digit|metre|meter|litre|liter)\b"
)

_ENGLISH = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_WORDS = dict(zip(_ENGLISH.split(), [*range(2, 21), *range(30, 100, 10)], strict=True))
_OTHER_WORDS = {
    "one": 1,
    "both": 2,
    "twice": 2,
    "thrice": 3,
    "single": 1,
    "double": 2,
    "doubles": 2,
    "doubled": 2,
    "triple": 3,
    "triples": 3,
}
_VALUES = {word: Decimal(value) for word, value in (_WORDS | _OTHER_WORDS).items()} | {"half": Decimal("0.5")}
_WORD = re.compile(
    r"(?<![\w-])(?:" + "|".join(_WORDS) + r")(?![\w’'])(?!-(?!fold|day|week|month|year|hour))", re.IGNORECASE
)
_ONE = re.compile(r"(?<![\w-])one(?=\s(?:hundred|thousand|million|billion|trillion)\b)", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(
    r"(?<![\w-])(" + "|".join(_ORDINALS) + r")(?=\s(?:\w+\s)?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|trimesters?|generations?|line)\b)",
    re.IGNORECASE,
)
_FRACTIONS = _ORDINALS[2:]
_FRACTION = re.compile(r"(?<=\b[Aa]\s)(?:" + "|".join(_FRACTIONS) + r")(?=\sof\b)")
_WINDOW = 80
_ANY_WORD = re.compile(r"[^\W\d_]+")
_FIGURE_OR_WORD = re.compile(rf"{_FIGURE.pattern}|{_ANY_WORD.pattern}")


class Amount(NamedTuple):
    """A number in a text: where it stands and how it is written; whether of per cent, whether a fraction in words."""

    start: int
    end: int
    text: str
    is_percent: bool = False
    is_fraction: bool = False


def values_in(text: str) -> frozenset[Decimal]:
    """What the numbers and English number words of the text come to, those of names left out."""
    folded = fold(text)
    figures = (_value(hit.group()) for hit in _FIGURE.finditer(text) if _states_amount(text, hit.start(), hit.end()))
    words = (_VALUES.get(word) for word in _ANY_WORD.findall(folded))
    return frozenset(value for value in (*figures, *words) if value is not None)


def written_as(text: str, number: str) -> str:
    """The text with every number that comes to the same as this one written as it is, in figures or in words."""
    wanted = values_in(number)

    def rewritten(hit: re.Match[str]) -> str:
        is_said = not hit.group()[0].isdigit() or _states_amount(text, hit.start(), hit.end())
        return number if is_said and wanted and values_in(hit.group()) == wanted else hit.group()

    return _FIGURE_OR_WORD.sub(rewritten, text)


def ordinals_in(text: str) -> frozenset[str]:
    return frozenset(_ANY_WORD.findall(fold(text))) & frozenset(_ORDINALS)


def amounts(text: str, *, is_english: bool) -> Iterator[Amount]:
    """The numbers of the text that state an amount or a year; not those of names, references, versions and fractions.

    In English also number words from two on, one million and its like, a fifth of something, and ordinals of times.
    """
    for hit in _FIGURE.finditer(text):
        if _states_amount(text, hit.start(), hit.end()):
            yield Amount(hit.start(), hit.end(), hit.group(), bool(_PERCENT.match(text, hit.end())))
    if is_english:
        for pattern in (_WORD, _ONE, _FRACTION, _ORDINAL):
            for hit in pattern.finditer(text):
                yield Amount(hit.start(), hit.end(), hit.group(), is_fraction=pattern is _FRACTION)


def _states_amount(text: str, start: int, end: int) -> bool:
    # A window is enough: what stands far off names nothing, and to look at all of it takes long in a long statement.
    figure, before, after = text[start:end], text[max(start - _WINDOW, 0) : start], text[end : end + _WINDOW]
    *_, last = ["", *before.split()]
    is_apart = before[-1:].isspace() or not before
    if _value(figure) is None or (is_apart and last.lower().strip("().,") in _NAMING):
        return False
    if before[-1:].isalnum() or before[-1:] in tuple("_^#§[/:.,") or _is_named_by_hyphen(before):
        return False
    if (after[:1].isalnum() and not _UNIT.match(after)) or re.match(r"[_^/\]'’′″+]|:\d", after):
        return False
    if re.match(r"[-–]", after) and not re.match(r"[-–]\s*\d", after) and not _COUNTED.match(after):
        return bool(re.match(r"[-–](?:\s|$)", after))
    if before.rfind("[") > before.rfind("]"):
        return False
    if not is_apart and ("://" in last or "www." in last or "@" in last):
        return False
    is_in_brackets = before.rfind("(") > before.rfind(")")
    return not (_YEAR.fullmatch(figure) and (is_in_brackets or re.search(r"al\.,?\s*$", before)))


def _is_named_by_hyphen(before: str) -> bool:
    """Whether a hyphen joins the number to a name, as in IL-2; a minus after white space does not."""
    return bool(re.search(r"[^\s\d(][-‐‑–−]$", before))


def _value(figure: str) -> Decimal | None:
    """What the figures come to; None where they are a version or a date."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in figure)
    if grouped := _GROUPED.fullmatch(plain):
        return Decimal(plain.replace(grouped.group(1), ""))
    if plain.isdecimal():
        return Decimal(plain)
    return Decimal(plain.replace(",", ".")) if _DECIMAL.fullmatch(plain) else None


def another(amount: Amount, said: AbstractSet[Decimal], dice: Random) -> str | None:
    """Another plausible number written in the same way, which is none of those that are said; None if none is found.

    Numbers of per cent stay within a hundred, years near where they were.
    """
    folded = fold(amount.text)
    if folded == "one":
        return _cased(dice.choice(("two", "three", "five", "ten")), amount.text)
    if amount.is_fraction:
        return dice.choice([word for word in _FRACTIONS if word != folded])
    if folded in _ORDINALS:
        at = _ORDINALS.index(folded)
        return _cased(dice.choice(_ORDINALS[max(at - 2, 0) : at] + _ORDINALS[at + 1 : at + 3]), amount.text)
    if folded in _WORDS:
        near = sorted(_WORDS, key=lambda word: (abs(_WORDS[word] - _WORDS[folded]), word))[1:5]
        free = [word for word in near if Decimal(_WORDS[word]) not in said]
        return _cased(dice.choice(free), amount.text) if free else None
    free = [
        figure
        for figure in _others(amount.text)
        if (value := _value(figure)) is not None and value not in said and not (amount.is_percent and value > 100)
    ]
    return dice.choice(free) if free else None


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def _others(figure: str) -> list[str]:
    """Figures near it, of the same form: as many decimals, as many zeros at the end, the same digits and separators."""
    digits = "".join(c for c in figure if c.isdecimal())
    plain = "".join(str(unicodedata.digit(c)) for c in digits)
    zeros = len(plain) - len(plain.rstrip("0")) if plain.isdecimal() and int(plain) and _is_whole(figure) else 0
    lead = int(plain[: len(plain) - zeros] or "0")
    if _YEAR.fullmatch(plain) and figure == digits:
        leads = [int(plain) + step for step in (-12, -8, -5, -3, 3, 5, 8, 12)]
        zeros = 0
    else:
        leads = [lead - 2, lead - 1, lead + 1, lead + 2, lead * 2, lead * 3]
    found = []
    for other in leads:
        if other <= 0:
            continue
        text = (
            f"{other}{'0' * zeros}".zfill(len(plain))
            if len(plain) > 1 and not _is_whole(figure)
            else (f"{other}{'0' * zeros}")
        )
        found.append(_formed(text, figure, digits))
    return [text for text in dict.fromkeys(found) if text != figure]


def _is_whole(figure: str) -> bool:
    return not re.search(r"[.,]", figure) or bool(_GROUPED.fullmatch(figure) and "." not in figure)


def _formed(plain: str, figure: str, digits: str) -> str:
    """The digits with the separators of the figure, counted from the end, in its script."""
    zero = ord(digits[0]) - unicodedata.digit(digits[0])
    rest = [chr(zero + int(digit)) for digit in plain]
    made: list[str] = []
    for character in reversed(figure):
        if not rest:
            break
        made.append(rest.pop() if character.isdecimal() else character)
    return "".join([*rest, *reversed(made)])
