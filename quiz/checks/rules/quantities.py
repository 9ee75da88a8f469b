"""Options that are quantities: a number, or a range of numbers, with its unit."""

from __future__ import annotations

import re
from functools import lru_cache
from math import inf
from typing import NamedTuple

from quiz.core.text import fold


class Quantity(NamedTuple):
    """The numbers from `low` to `high`, each within it where it is closed; a single number is from itself to itself.

    The unit is in the singular, and empty where there is none.
    """

    low: float
    high: float
    unit: str
    is_low_closed: bool = True
    is_high_closed: bool = True

    @property
    def is_single(self) -> bool:
        return self.low == self.high

    def overlaps(self, other: Quantity) -> bool:
        """Whether there is a number in both, their units being the same."""
        if self.unit != other.unit:
            return False
        return _reaches(self, other) and _reaches(other, self)


def _reaches(one: Quantity, other: Quantity) -> bool:
    """Whether the end of the one is not before the beginning of the other."""
    if one.high == other.low:
        return one.is_high_closed and other.is_low_closed
    return one.high > other.low


_TO_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FROM_ELEVEN = ("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS_IN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
_WORDS = {
    **{word: float(value) for value, word in enumerate((*_TO_TEN, *_FROM_ELEVEN))},
    **{word: 10.0 * value for value, word in enumerate(_TENS_IN_WORDS, 2)},
    **dict.fromkeys(("a hundred", "one hundred"), 100.0),
    **dict.fromkeys(("a thousand", "one thousand"), 1000.0),
}
_SIGN = r"(?:(?<![\w.])[-+])?"
_DIGITS = r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
_POWER = r"(?: ?(?:x|×|\*) ?10\^-?\d+|e[-+]?\d+|\^-?\d+)?"
_SPELLED = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_NUMBER = rf"(?:{_SIGN}{_DIGITS}{_POWER}|(?:{_SPELLED})\b)"
_CURRENCY = r"[$€£¥]?"
_UNIT = r"(?P<unit>[^\d,;:()<>=-][^\d,;:()<>=]*)?"
_UNIT_BETWEEN = r"(?: ?(?P<first_unit>[^\W\d_]+|%))?"
_ABOUT = r"(?:about |around |approximately |approx\.? |roughly |nearly |almost |exactly |only |circa |ca\.? |~ ?)?"
_RANGE = re.compile(
    rf"{_ABOUT}(?:between |from )?(?P<currency>{_CURRENCY})(?P<low>{_NUMBER}){_UNIT_BETWEEN}"
    rf"(?: ?- ?| to | and (?!more\b|over\b)| through )(?P<high>{_CURRENCY}{_NUMBER})\s?{_UNIT}"
)
_BOUND = re.compile(
    r"(?P<bound>more than|greater than|larger than|higher than|older than|longer than|over|above|>|"
    r"less than|fewer than|smaller than|lower than|younger than|shorter than|under|below|<|"
    r"at least|no less than|no fewer than|not less than|a minimum of|≥|>=|"
    rf"at most|no more than|not more than|up to|a maximum of|≤|<=) ?"
    rf"(?P<currency>{_CURRENCY})(?P<low>{_NUMBER})\s?{_UNIT}"
)
_OPEN_END = re.compile(rf"(?P<currency>{_CURRENCY})(?P<low>{_NUMBER})(?:(?P<plus>\+)\s?|\s?){_UNIT}")
_SINGLE = re.compile(rf"{_ABOUT}(?P<currency>{_CURRENCY})(?P<low>{_NUMBER})\s?{_UNIT}")
_OR_MORE = re.compile(
    r"(?:^|\b)(?:or|and) (?P<way>more|over|above|older|longer|higher|less|fewer|under|below|younger|shorter|lower)\b"
)
_ABOVE = frozenset(
    {"more than", "greater than", "larger than", "higher than", "older than", "longer than", "over", "above", ">"}
)
_BELOW = frozenset(
    {"less than", "fewer than", "smaller than", "lower than", "younger than", "shorter than", "under", "below", "<"}
)
_AT_LEAST = frozenset({"at least", "no less than", "no fewer than", "not less than", "a minimum of", "≥", ">="})
_UPWARDS = frozenset({"more", "over", "above", "older", "longer", "higher"})
# "The 2nd" and "the 1990s" are numbers of another sort than "2" and "5 s".
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b|\d{3}0s\b")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SUPERSCRIPT = re.compile(r"(?<=\d)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
_AMBIGUOUS = re.compile(r"\d[.,]\d{3}(?!\d)")
_MOST_WORDS_OF_UNIT = 4


@lru_cache(maxsize=1024)
def quantity(text: str, *, is_english: bool = True) -> Quantity | None:
    """The quantity that the text is; None where it is none, or says more than that.

    A comma before three digits parts thousands in English; elsewhere it may be a decimal point, and is not read.
    Number words and "more than" are read in English.
    """
    raised = _SUPERSCRIPT.sub(lambda found: "^" + found.group(1).translate(_SUPERSCRIPTS), text)
    folded = fold(raised).rstrip(".")
    if _ORDINAL.search(folded) or (not is_english and _AMBIGUOUS.search(folded)):
        return None
    if found := _RANGE.fullmatch(folded):
        return _range(found)
    if found := _BOUND.fullmatch(folded):
        return _bound(found)
    if found := _OPEN_END.fullmatch(folded):
        return _open_end(found)
    if found := _SINGLE.fullmatch(folded):
        return _single(found, found["unit"] or "")
    return None


def _range(found: re.Match[str]) -> Quantity | None:
    low, high = _value(found["low"]), _value(found["high"].lstrip("$€£¥"))
    unit = _unit(found["unit"] or "", found["currency"])
    first = _unit(found["first_unit"] or "", found["currency"])
    if unit is None or low >= high or (first and unit and first != unit):
        return None
    return Quantity(low, high, unit or first or "")


def _bound(found: re.Match[str]) -> Quantity | None:
    value, unit = _value(found["low"]), _unit(found["unit"] or "", found["currency"])
    if unit is None:
        return None
    bound = found["bound"]
    if bound in _ABOVE:
        return Quantity(value, inf, unit, is_low_closed=False)
    if bound in _BELOW:
        return Quantity(-inf, value, unit, is_high_closed=False)
    return Quantity(value, inf, unit) if bound in _AT_LEAST else Quantity(-inf, value, unit)


def _open_end(found: re.Match[str]) -> Quantity | None:
    """ "10 or more", "5 days or less", "65+"; or a plain number."""
    unit = found["unit"] or ""
    way = _OR_MORE.search(unit)
    single = _single(found, f"{unit[: way.start()]} {unit[way.end() :]}" if way else unit)
    if single is None or not (way or found["plus"]):
        return single
    if found["plus"] or (way and way["way"] in _UPWARDS):
        return single._replace(high=inf)
    return single._replace(low=-inf)


def _single(found: re.Match[str], unit: str) -> Quantity | None:
    value, name = _value(found["low"]), _unit(unit, found["currency"])
    return None if name is None or value == inf else Quantity(value, value, name)


def _value(number: str) -> float:
    if number in _WORDS:
        return _WORDS[number]
    number = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", number)
    mantissa, _, power = re.sub(r" ?[x×*] ?10\^", "e", number).replace(",", ".").partition("^")
    value = float(mantissa)
    return _power(value, int(power)) if power else value


def _power(value: float, exponent: int) -> float:
    try:
        return float(value**exponent)
    except (OverflowError, ZeroDivisionError):
        return inf


def _unit(text: str, currency: str) -> str | None:
    """The unit in the singular; None where what stands there is more than a unit."""
    words = text.split()
    if len(words) > _MOST_WORDS_OF_UNIT:
        return None
    unit = " ".join(words).rstrip(".")
    if unit.endswith("s") and len(unit) > 2 and not unit.endswith(("ss", "us", "is")):
        unit = unit[:-1]
    return f"{currency}{unit}"
