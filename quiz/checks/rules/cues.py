"""Cues that point at the key: what tells it from the distractors without knowing the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from quiz.checks.flaw import Finding
from quiz.checks.kinds import single_key
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.checks.words import content_words
from quiz.core.bank import Bank
from quiz.core.questions import Choice, Matching, Question, all_cites
from quiz.core.text import fold
from quiz.errors import Severity

_LONG_BY = 10  # characters
_LONG_RATIO = 1.5
_LONGEST_LIFT = 8  # words

_WORD = re.compile(r"\w+")


def key_longest(question: Choice) -> Iterator[Finding]:
    """The key is at least half as long again as the mean distractor and ten characters longer."""
    key = single_key(question)
    if key is None:
        return
    lengths = [len(option.text) for option in question.options]
    others = [length for i, length in enumerate(lengths) if i != key]
    average = sum(others) / len(others)
    if lengths[key] > max(others) and lengths[key] >= max(_LONG_RATIO * average, average + _LONG_BY):
        sentence = "The key is much longer than the distractors, which gives it away. Shorten it, or lengthen them."
        yield Finding(f"options[{key}]", sentence)


def clang(question: Choice) -> Iterator[Finding]:
    """The key is the only option that shares a word with the stem."""
    key = single_key(question)
    if key is None:
        return
    asked = content_words(question.stem)
    sharing = {i: shared for i, option in enumerate(question.options) if (shared := asked & content_words(option.text))}
    if [*sharing] == [key]:
        sentence = f'Only the key has a word of the stem ("{min(sharing[key])}…"), which gives it away.'
        yield Finding(f"options[{key}]", sentence)


def convergence(question: Choice) -> Iterator[Finding]:
    """The key shares more words with the other options than any of them does."""
    key = single_key(question)
    if key is None:
        return
    texts = [content_words(option.text) for option in question.options]
    shared = [sum(len(text & other) for j, other in enumerate(texts) if j != i) for i, text in enumerate(texts)]
    if shared[key] > max(count for i, count in enumerate(shared) if i != key):
        sentence = "The key shares the most words with the other options, which gives it away. Vary the distractors."
        yield Finding(f"options[{key}]", sentence)


def verbatim_key(_bank: Bank, question: Question) -> Iterator[Finding]:
    """A right answer that has more than eight words in a row as a cited passage has them."""
    match question:
        case Choice():
            answers = {f"options[{key}]": question.options[key].text for key in sorted(question.keys)}
        case Matching():
            answers = {f"match[{i}]": pair.answer for i, pair in enumerate(question.pairs)}
        case _:
            assert_never(question)
    long = {part: found for part, text in answers.items() if len(found := _WORD.findall(fold(text))) > _LONGEST_LIFT}
    if not long:
        return
    # With a word's width of space around each, words match as wholes.
    cited = [f" {' '.join(_WORD.findall(fold(cite)))} " for cite in all_cites(question)]
    for part, found in long.items():
        runs = (found[at : at + _LONGEST_LIFT + 1] for at in range(len(found) - _LONGEST_LIFT))
        if any(f" {' '.join(run)} " in cite for run in runs for cite in cited):
            sentence = "Say this in other words than the document: who has only seen its sentence knows it again."
            yield Finding(part, sentence)


_LIFTED = "Interleukin-2 keeps the balance between tolerance and defence in the gut of neonates."
_ROLE = "What is the role of interleukin-2 in the gut?"
_PRODUCERS = "Which cells produce most of the interleukin-2?"

RULES = (
    Rule(
        "key-longest",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 24; NBME item-writing guide 2020, chapter 3; UAMS list of item "
        "flaws",
        "The key is half as long again as the distractors and ten characters longer. Authors make the right answer "
        "exact and the wrong ones short, and testwise learners choose the longest option. Cut the key, or give the "
        "distractors as much detail.",
        bad=lambda: asked(
            _ROLE,
            "It keeps both defences in balance",
            "It kills bacteria",
            "It digests milk",
            "It stops growth",
        ),
        good=lambda: asked(_ROLE, "It balances defences", "It kills bacteria", "It digests milk", "It stops growth"),
        of_choice=key_longest,
    ),
    Rule(
        "clang",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 28b; NBME item-writing guide 2020, chapter 3",
        "The key is the only option with a word of the stem, so that it can be chosen by its sound. Word the stem or "
        "the key otherwise, or let a distractor have the word too.",
        bad=lambda: asked(_PRODUCERS, "Its producers", "Neutrophils", "Platelets", "Monocytes"),
        good=lambda: asked(_PRODUCERS, "Lymphocytes", "Neutrophils", "Platelets", "Monocytes"),
        of_choice=clang,
        is_english=True,
    ),
    Rule(
        "convergence",
        Severity.WARNING,
        "Haladyna, Downing & Rodriguez 2002, guideline 28e; NBME item-writing guide 2020, chapter 3",
        "Where each distractor is the key with one part changed, the parts that most options have are those of the "
        "key. Vary the distractors so that they share words with one another as well, or not at all.",
        bad=lambda: asked(
            "What follows?", "Fewer lymphocytes, more antibodies", "Fewer lymphocytes, fever", "Pallor, more antibodies"
        ),
        good=lambda: asked(
            "What follows?",
            "Fewer lymphocytes, more antibodies",
            "Fewer lymphocytes, high fever",
            "More platelets, high fever",
        ),
        of_choice=convergence,
        is_english=True,
    ),
    Rule(
        "verbatim-key",
        Severity.INFO,
        "Haladyna, Downing & Rodriguez 2002, guideline 3",
        "The right answer has more than eight words in a row as the cited passage has them. Who has only seen the "
        "sentence knows it again without having understood it. Say the same in other words.",
        bad=lambda: asked(
            _ROLE,
            "Keeps the balance between tolerance and defence in the gut",
            "It stops the bacteria that came with the milk from going on",
            "To raise the pressure in the vessels of the gut and the lungs",
            cite=_LIFTED,
        ),
        good=lambda: asked(
            _ROLE,
            "It weighs what is put up with against what is fought",
            "It stops bacteria that came with milk from going on",
            "To raise the pressure in the vessels of the gut",
            cite=_LIFTED,
        ),
        of_question=verbatim_key,
    ),
)
