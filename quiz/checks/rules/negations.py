"""Negations, which are easily overread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.checks.flaw import Finding
from quiz.checks.kinds import is_true_or_false
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.checks.rules.leaning import leans
from quiz.core.questions import Choice
from quiz.errors import Severity

# "At least" and "not only" deny nothing, and a false positive is the name of a thing.
# "_not_" is a word between the low lines of Markdown.
_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"
_NOT = rf"{_BEGIN}(?:not(?! (?:only|just|merely)\b)|cannot|except|\w{{1,12}}n['’]t){_END}"
_NEGATIVE = re.compile(rf"{_NOT}|(?<!\bat ){_BEGIN}(?:least|incorrect|false(?![ -](?:positive|negative|alarm))){_END}")
_CONCEDED = re.compile(r",? \b(?:even though|although|though)\b[^?,;]*", re.IGNORECASE)
_NEGATIVE_OPTION = re.compile(_NOT, re.IGNORECASE)
_EMPHATIC = re.compile(rf"(?<!\bAT ){_BEGIN}(?:NOT(?! ONLY\b)|CANNOT|EXCEPT|LEAST|INCORRECT|FALSE|NEVER){_END}")
_EMPHASIS = ("*", "_")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_TRUE_OR_FALSE = re.compile(r"\b(?:true or false|right or wrong|whether or not)\b", re.IGNORECASE)


def negative_stem(question: Choice) -> Iterator[Finding]:
    """A negation that nothing makes stand out; a case that is told before the question may say what is not so."""
    found = [match for match in _negations(question) if not _is_emphasised(match)]
    if found:
        word = found[0].group().upper()
        yield Finding("q", f'Ask positively, or write "{word}" in capitals so that nobody overreads it.')


def emphasised_negation(question: Choice) -> Iterator[Finding]:
    found = [match for match in _negations(question) if _is_emphasised(match)]
    if not is_true_or_false(question):
        found += [match for sentence in _asking(question) for match in _EMPHATIC.finditer(sentence)]
    if found:
        sentence = f'The question turns on "{found[0].group()}". Where it can be asked positively, ask so.'
        yield Finding("q", sentence)


def negative_option(question: Choice) -> Iterator[Finding]:
    if is_true_or_false(question):
        return
    for i, option in enumerate(question.options):
        if not leans(option.text) and (found := _NEGATIVE_OPTION.search(option.text)):
            sentence = f'Say what is so instead of what is not: this option turns on "{found.group()}".'
            yield Finding(f"options[{i}]", sentence)


def _negations(question: Choice) -> Iterator[re.Match[str]]:
    """The negations in small letters."""
    if not is_true_or_false(question):
        for sentence in _asking(question):
            yield from _NEGATIVE.finditer(sentence)


def _asking(question: Choice) -> list[str]:
    """The sentences of the stem that ask, without what they concede: "although it is not" turns nothing round."""
    sentences = _BETWEEN_SENTENCES.split(_TRUE_OR_FALSE.sub("", question.stem))
    asking = [sentence for sentence in sentences if "?" in sentence] or sentences
    return [_CONCEDED.sub("", sentence) for sentence in asking]


def _is_emphasised(match: re.Match[str]) -> bool:
    """Whether the word stands between the stars or low lines of Markdown."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return before.endswith(_EMPHASIS) and after.startswith(_EMPHASIS)


_CELLS = ("Red blood cells", "Activated T cells", "Natural killer cells")

RULES = (
    Rule(
        "negative-stem",
        Severity.ERROR,
        "Haladyna, Downing & Rodriguez 2002, guideline 17; NBME item-writing guide 2020, chapter 3",
        'A "not" or "except" in small letters is easily overread, and who knows the answer then chooses a wrong one. '
        'Ask positively. Where that is impossible, write the word in capitals. "At least" and "not only" are no '
        "negations.",
        bad=lambda: asked("Which of these cells do not respond to the cytokine?", *_CELLS),
        good=lambda: asked("Which of these cells are indifferent to the cytokine?", *_CELLS),
        of_choice=negative_stem,
        is_english=True,
    ),
    Rule(
        "emphasised-negation",
        Severity.INFO,
        "Haladyna, Downing & Rodriguez 2002, guideline 17",
        "The question asks for what is not so, in capitals or otherwise emphasised, as it should be where nothing else "
        "is possible. Still, to know what is wrong is not to know what is right: look whether it can be asked "
        "positively.",
        bad=lambda: asked("Which of these cells do NOT respond to the cytokine?", *_CELLS),
        good=lambda: asked("Which of these cells are indifferent to the cytokine?", *_CELLS),
        of_choice=emphasised_negation,
        is_english=True,
    ),
    Rule(
        "negative-option",
        Severity.INFO,
        "Haladyna, Downing & Rodriguez 2002, guideline 27",
        "An option that says what is not so is easily overread, and harder to weigh against the others than one that "
        'says what is so. Write "It stays" in place of "It does not leave".',
        bad=lambda: asked(
            "What becomes of the cytokine?", "It does not leave the cell", "It enters the nucleus", "It goes to the gut"
        ),
        good=lambda: asked(
            "What becomes of the cytokine?", "It stays within the cell", "It enters the nucleus", "It goes to the gut"
        ),
        of_choice=negative_option,
        is_english=True,
    ),
)
