"""Options that are numbers: whether two of them hold at once, their order and their units."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quiz.checks.flaw import Finding
from quiz.checks.kinds import is_english
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.checks.rules.quantities import Quantity, quantity
from quiz.core.bank import Bank
from quiz.core.questions import Choice, Question
from quiz.errors import Severity

_UNITS = frozenset(
    [
        *("%", "‰", "percent", "per cent", "ppm", "fold", "$", "€", "£", "¥", "dollar", "euro"),
        *(
            "s",
            "ms",
            "sec",
            "second",
            "min",
            "minute",
            "h",
            "hr",
            "hour",
            "d",
            "day",
            "wk",
            "week",
            "month",
            "yr",
            "year",
        ),
        *("decade", "century", "hz", "khz", "mhz", "k", "°c", "°f", "celsius", "kelvin", "pa", "kpa", "mmhg"),
        *(
            "kg",
            "g",
            "mg",
            "μg",
            "ug",
            "mcg",
            "ng",
            "pg",
            "gram",
            "kilogram",
            "milligram",
            "microgram",
            "da",
            "kda",
            "bp",
        ),
        *("l", "dl", "cl", "ml", "μl", "litre", "liter", "millilitre", "milliliter", "j", "kj", "cal", "kcal"),
        *(
            "km",
            "m",
            "cm",
            "mm",
            "μm",
            "nm",
            "kilometre",
            "metre",
            "centimetre",
            "millimetre",
            "micrometre",
            "nanometre",
        ),
        *("kilometer", "meter", "centimeter", "millimeter", "micrometer", "nanometer", "mol", "mmol", "μmol", "nmol"),
        *("mg/kg", "μg/kg", "g/l", "mg/ml", "ng/ml", "mg/dl", "mmol/l", "iu", "u", "unit", "iu/kg", "cells/μl"),
    ]
)


def numeric_overlap(bank: Bank, question: Question) -> Iterator[Finding]:
    """Two options of a single answer that the same number satisfies, so that one being right makes the other so."""
    if not isinstance(question, Choice) or len(question.keys) != 1:
        return
    found = _quantities(bank, question)
    if len(found) < 2:
        return
    ordered = sorted(found.items(), key=lambda each: (each[1].unit, each[1].low, not each[1].is_low_closed))
    reaching = ordered[0]
    for each in ordered[1:]:
        if reaching[1].overlaps(each[1]):
            first, second = sorted((reaching[0], each[0]))
            sentence = f"This option and option {first + 1} have numbers in common, so that both may be right."
            yield Finding(f"options[{second}]", sentence)
        if each[1].unit != reaching[1].unit or each[1].high >= reaching[1].high:
            reaching = each


def unsorted_numbers(bank: Bank, question: Question) -> Iterator[Finding]:
    if not isinstance(question, Choice):
        return
    loose = [i for i, option in enumerate(question.options) if not option.is_pinned]
    found = _quantities(bank, question)
    if len(loose) < 3 or any(i not in found for i in loose) or len({found[i].unit for i in loose}) > 1:
        return
    values = [(found[i].low, found[i].high) for i in loose]
    if not (all(a <= b for a, b in pairwise(values)) or all(a >= b for a, b in pairwise(values))):
        yield Finding("options", "Put the numbers in ascending order.")


def mixed_units(bank: Bank, question: Question) -> Iterator[Finding]:
    """Numbers of which each has a unit of measure or none, and not all the same."""
    if not isinstance(question, Choice):
        return
    found = _quantities(bank, question)
    units = list(dict.fromkeys(each.unit for each in found.values()))
    if len(units) < 2 or not all(unit in _UNITS or not unit for unit in units):
        return
    shown = " and ".join(f'"{unit}"' if unit else "no unit" for unit in units[:2])
    yield Finding("options", f"The numbers have different units, as {shown}. Give all of them in one.")


def _quantities(bank: Bank, question: Choice) -> dict[int, Quantity]:
    """The options that are quantities, by their indexes."""
    in_english = is_english(bank)
    found = ((i, quantity(option.text, is_english=in_english)) for i, option in enumerate(question.options))
    return {i: each for i, each in found if each is not None}


_STEM = "How many days does the treatment take?"

RULES = (
    Rule(
        "numeric-overlap",
        Severity.ERROR,
        "Haladyna, Downing & Rodriguez 2002, guideline 22; NBME item-writing guide 2020, chapter 3",
        "Two options of a question with a single answer share a number, as 1-5 and 5-10 do, or at least 2 and at least "
        "3. Where the number is right, both are. End each range before the next begins.",
        bad=lambda: asked(_STEM, "1-5", "5-10", "11-20"),
        good=lambda: asked(_STEM, "1-5", "6-10", "11-20"),
        of_question=numeric_overlap,
    ),
    Rule(
        "unsorted-numbers",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 21; NBME item-writing guide 2020, chapter 3",
        "Numbers out of order take longer to compare. Options are shuffled when they are asked on the screen, so this "
        "is for who reads or prints the file, or keeps the options in their order. quiz check --fix sorts them.",
        bad=lambda: asked(_STEM, "5", "2", "10"),
        good=lambda: asked(_STEM, "2", "5", "10"),
        of_question=unsorted_numbers,
    ),
    Rule(
        "mixed-units",
        Severity.WARNING,
        "NBME item-writing guide 2020, chapter 3",
        "Some options are in one unit and some in another, so that who knows the answer has to convert before they can "
        "choose. Give all numbers in one unit, or put the unit into the stem.",
        bad=lambda: asked("How long does the treatment take?", "2 days", "2 weeks", "2 months"),
        good=lambda: asked("How long does the treatment take?", "2 days", "14 days", "60 days"),
        of_question=mixed_units,
    ),
)
