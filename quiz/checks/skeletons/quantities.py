"""Numbers with a unit in English sentences, which a question can ask for."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = r"\d[\d,.]*\d|\d"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half"
    rf"|(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?|{_MONTHS}"
)
_SCALE = "hundred|thousand|million|billion"
_WORDS = (
    rf"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:{_SCALE})|"
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundreds?|thousands?"
)
_QUANTITY = re.compile(
    rf"(?<![\w.,$€£/-])(?P<number>(?:{_NUMBER})(?:\s?(?:–|-|to|and|or)\s?(?:{_NUMBER}))?"
    rf"(?:\s(?:million|billion|thousand))?|(?i:{_WORDS}))"
    rf"(?P<gap>\s?)(?!(?i:{_NO_UNITS})\b)(?P<unit>%|per\s?cent|°C|[^\W\d_]+)(?![\w-])"
)
_YEAR = re.compile(
    rf"\b(?P<in>(?i:in|since|until|by|on))\s(?:(?:\d{{1,2}}\s)?(?:{_MONTHS})\s)?(?P<number>1\d{{3}}|20\d{{2}})"
    r"(?![\w%-]|\s?[°$]|,\d)"
)
_A_YEAR = re.compile(r"1\d{3}|20\d{2}")
_SHARE = re.compile(
    r"(?<![\w-])(?P<number>(?i:(?:an?|one|two|three|four|nine)[\s-](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?"
    r"|half))(?=\sof\b)"
)
YEAR = "year of the calendar"
"""The unit of years that stand by themselves; what asks for one has its preposition, as "in which year"."""

_ERAS = frozenset({"bc", "ad", "bce", "ce"})
_NUMBERED = re.compile(
    r"\b(?:type|types|figure|fig|table|chapter|grade|stage|section|phase|factor|vitamin|group|version|page|interleukin|step)"
    r"\s$",
    re.IGNORECASE,
)
_NO_UNIT = frozenset(
    {"of", "is", "are", "was", "were", "in", "on", "at", "by", "to", "for", "and", "or", "the", "a", "an", "that"}
    | {"which", "has", "have", "other", "more", "less", "as", "from", "with", "not"}
)


class Quantity(NamedTuple):
    """A number in a sentence: what stands before and after, the words that ask for it, and its unit."""

    before: str
    number: str
    after: str
    asked: str
    unit: str

    @property
    def option(self) -> str:
        """The number as an option shows it."""
        return f"{self.number}%" if self.unit == "%" else self.number


def quantities(sentence: str) -> tuple[Quantity, ...]:
    """The numbers of the sentence that have a unit, or are years, in its order."""
    found = []
    for each in _QUANTITY.finditer(sentence):
        unit = each["unit"].lower()
        before = sentence[: each.start()]
        if _A_YEAR.fullmatch(each["number"]) and each["unit"].istitle() and unit not in _ERAS:
            continue
        if unit in _NO_UNIT or _NUMBERED.search(before) or len(unit) > 25:
            continue
        if unit in _ERAS:
            if not each["number"].isdigit():
                continue
            asked, unit = f"which year {each['unit']}", f"year {unit}"
        elif unit == "%" or unit.startswith("per"):
            asked, unit = "what percentage", "%"
        elif not each["number"][0].isdigit() and not unit.endswith("s"):
            continue
        else:
            asked = f"how many {each['unit']}"
        found.append(Quantity(before, each["number"], sentence[each.end() :], asked, _singular(unit)))
    found += [
        Quantity(sentence[: each.start()], each["number"].lower(), sentence[each.end() :], "what share", "share")
        for each in _SHARE.finditer(sentence)
    ]
    found += [
        Quantity(sentence[: each.start()], each["number"], sentence[each.end() :], _which_year(each["in"]), YEAR)
        for each in _YEAR.finditer(sentence)
    ]
    return tuple(sorted(found, key=lambda quantity: len(quantity.before)))


def _which_year(preposition: str) -> str:
    word = preposition.lower()
    return f"{'in' if word == 'on' else word} which year"


def _singular(unit: str) -> str:
    return unit[:-1] if len(unit) > 3 and unit.endswith("s") and not unit.endswith("ss") else unit
