"""Options that lean on the other options: they say what others say, or that others are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.checks.flaw import Finding
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.core.questions import Choice
from quiz.core.text import fold
from quiz.errors import Severity

_ALL_OF_ABOVE = re.compile(r"\b(all|both) (of )?(the|these|those)( \w+)? above\b|^all of (these|them|the others)\b")
_NONE_OF_ABOVE = re.compile(r"\b(none|neither) of (the above|these|them|the others)\b")
_LETTER = r"\(?(?:[a-h]|i{1,3}|iv|vi{0,3})\)?"
_NUMBER = r"\(?[1-9]\)?"
_AND = r"(?:, ?| ?& ?|,? (?:and|or|nor) )"
_CALLED = r"(?:options?|answers?|choices?) "
# "1 or 2" may be the answer to a question, "options 1 and 2" and "a and b" are other options.
_REFERENCES = re.compile(
    r"(?:only |both |either |neither )?"
    rf"(?:(?:{_CALLED})?{_LETTER}(?:{_AND}(?:{_CALLED})?{_LETTER})+|{_CALLED}{_NUMBER}(?:{_AND}(?:{_CALLED})?{_NUMBER})+)"
    r"(?: only)?\.?"
)


def all_of_above(question: Choice) -> Iterator[Finding]:
    for i, option in enumerate(question.options):
        if _ALL_OF_ABOVE.search(fold(option.text)):
            sentence = 'Replace "all of the above": make the question one that takes several answers.'
            yield Finding(f"options[{i}]", sentence)


def none_of_above(question: Choice) -> Iterator[Finding]:
    for i, option in enumerate(question.options):
        if _NONE_OF_ABOVE.search(fold(option.text)):
            yield Finding(f"options[{i}]", 'Replace "none of the above" by a distractor.')


def option_references(question: Choice) -> Iterator[Finding]:
    for i, option in enumerate(question.options):
        if _REFERENCES.fullmatch(fold(option.text)):
            sentence = "Do not refer to other options by letter: they are shuffled. Ask for several answers instead."
            yield Finding(f"options[{i}]", sentence)


def leans(text: str) -> bool:
    """Whether the option of that text says nothing of its own."""
    text = fold(text)
    return bool(_ALL_OF_ABOVE.search(text) or _NONE_OF_ABOVE.search(text) or _REFERENCES.fullmatch(text))


_STEM = "Which of these diseases does the sheet describe?"

RULES = (
    Rule(
        "all-of-above",
        Severity.ERROR,
        "Haladyna, Downing & Rodriguez 2002, guideline 25; NBME item-writing guide 2020, chapter 3",
        'Who knows that two options are right knows that "all of the above" is the answer, and who knows that one is '
        "wrong can rule it out. As options are shuffled, there is no above either. Mark each right option as right: "
        "the question then takes several answers.",
        bad=lambda: asked(_STEM, "All of the above", "Neonatal sepsis", "Neonatal lupus", "Enterocolitis"),
        good=lambda: asked(
            _STEM, "Neonatal sepsis", "Neonatal lupus", "Enterocolitis", "Viral hepatitis", right=(0, 1, 2)
        ),
        of_choice=all_of_above,
        is_english=True,
    ),
    Rule(
        "none-of-above",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 26; NBME item-writing guide 2020, chapter 3",
        '"None of the above" as the answer shows what a learner can rule out, not what they know; as a distractor it '
        "is seldom taken. Write a distractor in its place, or leave the option out: three options are enough.",
        bad=lambda: asked(_STEM, "Neonatal sepsis", "Viral hepatitis", "Tuberculosis", "None of the above"),
        good=lambda: asked(_STEM, "Neonatal sepsis", "Viral hepatitis", "Tuberculosis", "Scarlet fever"),
        of_choice=none_of_above,
        is_english=True,
    ),
    Rule(
        "option-references",
        Severity.ERROR,
        "Haladyna, Downing & Rodriguez 2002, guideline 9; NBME item-writing guide 2020, chapter 3",
        'An option such as "A and B" names others by a letter or number. Options are shuffled, so that the letters '
        "mean something else each time; and who knows one part can rule out the options without it. Ask for several "
        "answers instead.",
        bad=lambda: asked(_STEM, "A and B", "Sepsis", "Lupus", "Measles"),
        good=lambda: asked(_STEM, "Sepsis", "Lupus", "Measles", right=(0, 1)),
        of_choice=option_references,
        is_english=True,
    ),
)
