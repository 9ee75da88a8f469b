"""What can be mended in a bank without knowing what it is about: spacing, final stops, the order of numbers.

No fix changes what a question asks. The texts that a learner's memory hangs on, the keys of choices and both sides of
a matching question, are changed in their white space alone, which no fingerprint sees; a stem keeps its memory whatever
becomes of it. Where there is a doubt nothing is mended: in texts with code, among abbreviations, in what looks like a
number and might be none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quiz.checks.rules.quantities import quantity
from quiz.checks.rules.spacing import CODE, SPACING, Text, mended_spacing, texts_of
from quiz.core.bank import Bank
from quiz.core.exemptions import NO_EXEMPTIONS, Exemptions
from quiz.core.questions import Choice, Question
from quiz.core.text import fold

FINAL_STOPS = "final-stops"
NUMBER_ORDER = "unsorted-numbers"

_FEWEST_IN_ORDER = 3


class NewText(NamedTuple):
    """Another text for a part of a question; parts are named as in `quiz.checks.flaw.Flaw`."""

    rule: str
    question: str
    part: str
    text: str
    sentence: str


class NewOrder(NamedTuple):
    """Another order of the options: the indexes that they have now, as they are to stand."""

    rule: str
    question: str
    order: tuple[int, ...]
    sentence: str


Fix = NewText | NewOrder


def fixes(bank: Bank, exemptions: Exemptions = NO_EXEMPTIONS) -> Iterator[Fix]:
    """What can be mended, question by question, drafts among them; a part has one fix at most.

    The texts are of the parts as they are numbered before any order is changed. A bank in which all of it was mended
    has nothing more to mend.
    """
    for question in bank.questions:
        found = _fixes_of(question, bank.language.lower().partition("-")[0])
        yield from (fix for fix in found if exemptions.reason(fix.rule, question.id) is None)


def _fixes_of(question: Question, language: str) -> Iterator[Fix]:
    texts = [*texts_of(question)]
    stops = dict(final_stops(question, language)) if isinstance(question, Choice) else {}
    found = [fix for each in texts if (fix := _fix_of(question.id, each, language, stops.get(each.part)))]
    new = {fix.part: fix.text for fix in found}
    # What is chosen among must not come to read the same.
    among = [each for each in texts if each.is_choice]
    if len({fold(new.get(each.part, each.text)) for each in among}) < len({fold(each.text) for each in among}):
        found = [fix for fix in found if not any(fix.part == each.part for each in among)]
    yield from found
    if isinstance(question, Choice) and (order := ascending(question, language)):
        yield NewOrder(NUMBER_ORDER, question.id, order, "Put the numbers in ascending order.")


def _fix_of(question_id: str, each: Text, language: str, stop: bool | None) -> NewText | None:
    """The fix of a part; `stop` is whether it is to have a full stop that it lacks, or not the one that it has."""
    spaced = mended_spacing(each.text, language, white_space_alone=each.is_kept)
    if stop is not None:
        sentence = (
            f"{'Gave' if stop else 'Took from'} the option the full stop that the key {'has' if stop else 'lacks'}."
        )
        return NewText(
            FINAL_STOPS, question_id, each.part, f"{spaced}." if stop else spaced.removesuffix("."), sentence
        )
    return NewText(SPACING, question_id, each.part, spaced, "Mended the spacing.") if spaced != each.text else None


_ABBREVIATION = re.compile(
    r"al|approx|ca|cf|co|conc|corp|dept|dr|eds?|esp|est|etc|figs?|hrs?|inc|jr|lbs?|ltd|max|min|mo|mrs?|ms|no|oz|prof|pt|"
    r"resp|sec|sr|st|s?spp?|subsp|syn|temp|var|viz|vols?|vs|wks?|yrs?"
)
_LAST_WORD = re.compile(r"([^\s(]+)\.\Z")
_ENDS_A_PHRASE = re.compile(r"[^\W\d_]\)?\Z")


def final_stops(question: Choice, language: str) -> Iterator[tuple[str, bool]]:
    """The distractors that end otherwise than the keys, and whether they are to have a full stop.

    Keys are never changed: where they differ among themselves nothing is to be mended. Nor is it where an option ends
    in an abbreviation, a number, code or another sign. It is English whose abbreviations are known.
    """
    if language != "en":
        return
    ends = [_has_stop(option.text) for option in question.options]
    of_keys = {end for end, option in zip(ends, question.options, strict=True) if option.is_key}
    if None in ends or len(of_keys) != 1:
        return
    (wanted,) = of_keys
    for i, end in enumerate(ends):
        if end != wanted:
            yield f"options[{i}]", bool(wanted)


def _has_stop(text: str) -> bool | None:
    """Whether the text ends with a full stop; None where that cannot be told from something else."""
    if CODE in text or "\n" in text:
        return None
    if not text.endswith("."):
        return False if _ENDS_A_PHRASE.search(text) else None
    last = _LAST_WORD.search(text)
    if last is None:
        return None
    word = last.group(1)
    is_plain = _ENDS_A_PHRASE.search(word) and "." not in word and len(word) > 1
    return True if is_plain and not _ABBREVIATION.fullmatch(word.rstrip(")").lower()) else None


def ascending(question: Choice, language: str) -> tuple[int, ...]:
    """The order in which the options that are quantities of one unit ascend; empty where they do, or are none.

    Options that are kept last may be anything, and stay. Quantities that descend are in order as well.
    """
    loose = [i for i, option in enumerate(question.options) if not option.is_pinned]
    found = [quantity(question.options[i].text, is_english=language == "en") for i in loose]
    quantities = [each for each in found if each is not None]
    if len(quantities) < max(len(loose), _FEWEST_IN_ORDER) or len({each.unit for each in quantities}) > 1:
        return ()
    values = [(each.low, each.high) for each in quantities]
    if values in (sorted(values), sorted(values, reverse=True)):
        return ()
    left = iter([loose[i] for i in sorted(range(len(loose)), key=values.__getitem__)])
    return tuple(i if option.is_pinned else next(left) for i, option in enumerate(question.options))
