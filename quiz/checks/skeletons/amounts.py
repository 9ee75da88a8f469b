"""What numbers come to, and others that could stand beside one as wrong options."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import floor, log10
from zlib import crc32

from quiz.checks.skeletons.quantities import YEAR

_TO_TWELVE = "zero one two three four five six seven eight nine ten eleven twelve"
_TENS = "twenty thirty forty fifty sixty"
_WORDS = _TO_TWELVE.split()
_VALUES = {
    **{word: float(value) for value, word in enumerate(_WORDS)},
    **{word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)},
    "a": 1.0,
    "an": 1.0,
    "half": 0.5,
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_PARTS = "third quarter fifth sixth seventh eighth ninth tenth"
_PART_OF = {part: 1 / whole for whole, part in enumerate(_PARTS.split(), 3)}
_SHARES = ("a tenth", "a fifth", "a quarter", "a third", "half", "two thirds", "three quarters", "nine tenths")
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")
_RANGE = re.compile(rf"(?P<low>{_DIGITS.pattern})(?P<to>\s?(?:–|-|to|and|or)\s?)(?P<high>{_DIGITS.pattern})")
_YEARS = ((-40, -15, 20), (-12, 15, 30), (-50, -30, -12), (8, 20, 45))
_FACTORS = ((0.5, 2.0, 4.0), (0.25, 0.5, 2.0), (1.5, 2.0, 3.0), (0.25, 0.5, 0.75))
_STEPS = ((-1, 1, 2), (1, 2, 3), (-2, -1, 1), (-3, -2, -1), (2, 4, 6))
_LATEST_YEAR = 1990  # after which a later one may not have come yet


def worth(number: str) -> float:
    """What the number comes to, in figures, in words or as a share; of a range its lower end; 0 where it is none."""
    if found := _DIGITS.search(number):
        value = _of_figures(found.group())
    else:
        value = next((_VALUES[word] for word in _words_of(number) if word in _VALUES), 0.0)
    for word in _words_of(number):
        singular = word.removesuffix("s")
        value *= _SCALES.get(singular, 1.0)
        if singular in _PART_OF:
            value = (value or 1.0) * _PART_OF[singular]
    return value or _SCALES.get(number.lower().removesuffix("s"), 0.0)


def others_like(number: str, unit: str, seed: str, *, most: int) -> tuple[str, ...]:
    """At most so many others of the same form: halves, doubles and the like, near years, other shares.

    Which they are hangs on the seed, so that the number is now the least of them, now the greatest, now between.
    """
    at = crc32(seed.encode())
    for turn in range(max(len(_FACTORS), len(_STEPS))):
        found = list(dict.fromkeys(_others(number, unit, at + turn)))
        found = [each for each in found if worth(each) and worth(each) != worth(number)]
        if len(found) >= most and (unit != "%" or all(worth(each) <= 100 for each in found)):
            return tuple(found[:most])
    return ()


def way_of(number: str, unit: str) -> str:
    """How `others_like` comes to others than the number, in words that follow "made up"."""
    if unit == "share":
        return "from other shares"
    if unit == YEAR:
        return "from years near it"
    if _RANGE.match(number) or not number[0].isdigit():
        return "from numbers near it"
    return "from its multiples and parts"


def _others(number: str, unit: str, turn: int) -> Iterator[str]:
    lower = number.lower()
    if unit == "share":
        yield from _shares(lower, turn)
    elif unit == YEAR and number.isdigit():
        steps = _YEARS[2] if int(number) > _LATEST_YEAR else _YEARS[turn % len(_YEARS)]
        yield from (str(int(number) + step) for step in steps)
    elif found := _RANGE.match(number):
        yield from _ranges(found, number[found.end() :], turn)
    elif found := _DIGITS.match(number):
        value = _of_figures(found.group())
        for factor in _FACTORS[turn % len(_FACTORS)]:
            if text := _written(value * factor, found.group()):
                yield f"{text}{number[found.end() :]}"
    elif lower.split()[0] in _WORDS:
        yield from _in_words(lower, turn)


def _ranges(found: re.Match[str], after: str, turn: int) -> Iterator[str]:
    low, high = found["low"], found["high"]
    if not (low.isdigit() and high.isdigit() and int(low) < int(high)):
        return
    apart = 2 * (int(high) - int(low))
    for step in _STEPS[turn % 4]:
        if int(low) + step * apart > 0:
            yield f"{int(low) + step * apart}{found['to']}{int(high) + step * apart}{after}"


def _shares(share: str, turn: int) -> Iterator[str]:
    values = sorted({*_SHARES, share}, key=worth)
    place = values.index(share)
    first = max(0, min(place - turn % 4, len(values) - 4))
    yield from (each for each in values[first : first + 4] if each != share)


def _in_words(number: str, turn: int) -> Iterator[str]:
    first, _, scale = number.partition(" ")
    value = _WORDS.index(first)
    if scale and value == 1:
        yield from (
            (f"half a {scale}", f"two {scale}", f"four {scale}"),
            (f"two {scale}", f"five {scale}", f"ten {scale}"),
        )[turn % 2]
        return
    for step in _STEPS[turn % len(_STEPS)]:
        if (1 if scale else 2) <= value + step < len(_WORDS):
            yield f"{_WORDS[value + step]} {scale}".strip()


def _written(value: float, like: str) -> str:
    """The value in two figures, or as many decimals as the other has; empty if it is no whole number then."""
    if "." in like:
        places = len(like.partition(".")[2])
        return f"{value:.{places}f}"
    figures = 2 if value >= 20 else max(len(like.replace(",", "").rstrip("0")), 1)
    rounded = round(value, figures - 1 - floor(log10(value))) if value > 0 else 0.0
    if rounded < 1 or rounded != int(rounded):
        return ""
    return f"{int(rounded):,}" if "," in like or rounded >= 10_000 else str(int(rounded))


def _of_figures(figures: str) -> float:
    plain = figures.replace(",", "")
    return float(plain) if plain.count(".") < 2 else 0.0


def _words_of(number: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", number.lower())
