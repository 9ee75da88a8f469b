"""Faults of matching questions: what tells partners without knowing the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quiz.checks.flaw import Finding
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import matched
from quiz.checks.rules.quantities import quantity
from quiz.checks.words import content_words
from quiz.core.questions import Matching
from quiz.errors import Severity

_MOST_PROMPTS = 10
_LONG_RATIO = 1.5
_LONG_BY = 10  # characters


def matching_clang(question: Matching) -> Iterator[Finding]:
    """An answer that shares a word with its own prompt and with no other, no other answer having it."""
    answers = {answer: content_words(answer) for answer in question.choices}
    prompts = [content_words(pair.prompt) for pair in question.pairs]
    in_prompts = Counter(word for words in prompts for word in words)
    in_answers = Counter(word for words in answers.values() for word in words)
    for i, (pair, words) in enumerate(zip(question.pairs, prompts, strict=True)):
        shared = [word for word in words & answers[pair.answer] if in_prompts[word] == in_answers[word] == 1]
        if shared:
            sentence = f'This answer alone has a word of its prompt ("{min(shared)}…"), which gives it away.'
            yield Finding(f"match[{i}].answer", sentence)


def matching_elimination(question: Matching) -> Iterator[Finding]:
    if not question.extras and len(question.choices) == len(question.pairs):
        sentence = "Add an answer that belongs to no prompt: as it is, the last pair can be found by elimination."
        yield Finding("match", sentence)


def matching_kinds(question: Matching) -> Iterator[Finding]:
    """Some answers are numbers and some are not."""
    are_numbers = {quantity(answer) is not None for answer in question.choices}
    if len(are_numbers) > 1:
        yield Finding("match", "Some answers are numbers and some are not, which tells whose they are. Part them.")


def matching_length(question: Matching) -> Iterator[Finding]:
    """The extra answers are all much shorter, or all much longer, than every answer that belongs to a prompt."""
    own = [len(pair.answer) for pair in question.pairs]
    extra = [len(each.text) for each in question.extras]
    if not extra:
        return
    for short, long, what in ((extra, own, "shorter"), (own, extra, "longer")):
        if min(long) >= max(_LONG_RATIO * max(short), max(short) + _LONG_BY):
            sentence = f"All extra answers are much {what} than the others, which tells that they belong to no prompt."
            yield Finding("extra", sentence)


def matching_size(question: Matching) -> Iterator[Finding]:
    if (count := len(question.pairs)) > _MOST_PROMPTS:
        sentence = f"Make two questions of this: {count} prompts are more than can be kept in mind, or on one screen."
        yield Finding("match", sentence)


_STEM = "Match each disease to the part of the body that it affects."
_PAIRS = (("Enterocolitis", "Gut"), ("Dysplasia", "Lungs"), ("Lupus", "Skin"))
_MANY = tuple((f"Disease {i}", f"Organ {letter}") for i, letter in enumerate("ABCDEFGHIJK", 1))

RULES = (
    Rule(
        "matching-clang",
        Severity.WARNING,
        "ours, after Haladyna, Downing & Rodriguez 2002, guideline 28b, which is about options",
        "An answer shares a word with its prompt that no other prompt or answer has, so that the two are matched by "
        "their sound. Reword one of them, or use the word elsewhere too.",
        bad=lambda: matched(_STEM, *_PAIRS, ("Infection of the lymph nodes", "Lymph vessels"), extras=["Liver"]),
        good=lambda: matched(_STEM, *_PAIRS, extras=["Liver"]),
        of_matching=matching_clang,
        is_english=True,
    ),
    Rule(
        "matching-elimination",
        Severity.INFO,
        "textbooks of measurement (as Miller, Linn & Gronlund, Measurement and Assessment in Teaching), not a "
        "guideline of Haladyna, Downing & Rodriguez",
        "There are as many answers as prompts and each is used once, so that who knows all pairs but one is given the "
        "last. Add an extra answer, or one answer to two prompts.",
        bad=lambda: matched(_STEM, *_PAIRS),
        good=lambda: matched(_STEM, *_PAIRS, extras=["Liver"]),
        of_matching=matching_elimination,
    ),
    Rule(
        "matching-kinds",
        Severity.INFO,
        "NBME item-writing guide 2020, chapter 3, on options that are of one kind",
        "Some answers are numbers and some are words, so that a prompt that asks for a number has fewer to choose "
        "from. Make a question of each kind.",
        bad=lambda: matched(
            "Match each to what is known of it.", *_PAIRS, ("Days of treatment", "14"), extras=["Liver"]
        ),
        good=lambda: matched(_STEM, *_PAIRS, extras=["Liver"]),
        of_matching=matching_kinds,
    ),
    Rule(
        "matching-length",
        Severity.INFO,
        "ours, after Haladyna, Downing & Rodriguez 2002, guideline 24, which is about options",
        "The extra answers are all much shorter or much longer than those that belong to a prompt, so that they are "
        "known to be extra by their look.",
        bad=lambda: matched(_STEM, *_PAIRS, extras=["The larger vessels of the liver"]),
        good=lambda: matched(_STEM, *_PAIRS, extras=["Liver"]),
        of_matching=matching_length,
    ),
    Rule(
        "matching-size",
        Severity.INFO,
        "textbooks of measurement (as Miller, Linn & Gronlund, Measurement and Assessment in Teaching), which want "
        "short lists; the bound of 10 is ours",
        "More than ten prompts are hard to keep in mind, and do not fit on a small screen. Make two questions of them.",
        bad=lambda: matched(_STEM, *_MANY, extras=["Organ L"]),
        good=lambda: matched(_STEM, *_MANY[:10], extras=["Organ L"]),
        of_matching=matching_size,
    ),
)
