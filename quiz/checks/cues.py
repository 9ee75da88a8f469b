"""Cues among the options of a question: what tells the key from the distractors without knowing the document.

H is the number of the guideline in Haladyna, Downing & Rodriguez (2002), N the NBME item-writing guide (2020).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations, takewhile
from statistics import mean

from quiz.checks.flaw import Flaw
from quiz.checks.kinds import is_true_or_false, single_key
from quiz.checks.words import content_words, tokens
from quiz.core.questions import Choice
from quiz.core.text import one_line

_LONG_BY = 10  # characters
_LONG_RATIO = 1.5
_WIDEST_SPREAD = 2.5
_NEAR = 0.9
_SHORTEST_LEAD_IN = 2  # words


def key_longest(question: Choice) -> Iterator[Flaw]:
    """H24: the key is at least half as long again as the mean distractor and ten characters longer."""
    key = single_key(question)
    if key is None:
        return
    lengths = [len(option.text) for option in question.options]
    others = [length for i, length in enumerate(lengths) if i != key]
    average = mean(others)
    if lengths[key] > max(others) and lengths[key] >= max(_LONG_RATIO * average, average + _LONG_BY):
        sentence = "The key is much longer than the distractors, which gives it away. Shorten it, or lengthen them."
        yield Flaw("key-longest", question.id, f"options[{key}]", sentence)


def clang(question: Choice) -> Iterator[Flaw]:
    """H28b: the key is the only option that shares a word with the stem."""
    key = single_key(question)
    if key is None:
        return
    asked = content_words(question.stem)
    sharing = {i: shared for i, option in enumerate(question.options) if (shared := asked & content_words(option.text))}
    if [*sharing] == [key]:
        sentence = f'Only the key has a word of the stem ("{min(sharing[key])}…"), which gives it away.'
        yield Flaw("clang", question.id, f"options[{key}]", sentence)


def convergence(question: Choice) -> Iterator[Flaw]:
    """H28e: the key shares more words with the other options than any of them does."""
    key = single_key(question)
    if key is None:
        return
    texts = [content_words(option.text) for option in question.options]
    shared = [sum(len(text & other) for j, other in enumerate(texts) if j != i) for i, text in enumerate(texts)]
    if shared[key] > max(count for i, count in enumerate(shared) if i != key):
        sentence = "The key shares the most words with the other options, which gives it away. Vary the distractors."
        yield Flaw("convergence", question.id, f"options[{key}]", sentence)


def near_duplicates(question: Choice) -> Iterator[Flaw]:
    """H19, H22: options that say almost the same cannot both be what was meant."""
    texts = [tokens(option.text) for option in question.options]
    for (i, one), (j, other) in combinations(enumerate(texts), 2):
        if _are_near(one, other):
            sentence = f"This option has nearly the words of option {i + 1}. Make the two differ in what they claim."
            yield Flaw("near-duplicates", question.id, f"options[{j}]", sentence)


def _are_near(one: list[str], other: list[str]) -> bool:
    """Whether twice what they share in the same order is more than nine tenths of what both have."""
    both = len(one) + len(other)
    # "A before B" and "B before A" share their words and not their claim; comparing the order takes long.
    has_same_words = 2 * (Counter(one) & Counter(other)).total() > _NEAR * both
    return has_same_words and SequenceMatcher(None, one, other, autojunk=False).ratio() > _NEAR


def length_spread(question: Choice) -> Iterator[Flaw]:
    """H23: the longest option is more than two and a half times as long as the shortest, and ten characters longer."""
    lengths = [len(option.text) for option in question.options]
    spread = max(lengths) - min(lengths)
    if not is_true_or_false(question) and max(lengths) > _WIDEST_SPREAD * min(lengths) and spread >= _LONG_BY:
        sentence = f"The options have from {min(lengths)} to {max(lengths)} characters. Make them about equally long."
        yield Flaw("length-spread", question.id, "options", sentence)


def lead_in(question: Choice) -> Iterator[Flaw]:
    """N: all options begin with the same two words or more, which the stem could say once."""
    if is_true_or_false(question):
        return
    columns = zip(*(option.text.split() for option in question.options), strict=False)
    shared = [column[0] for column in takewhile(lambda column: len(set(column)) == 1, columns)]
    if len(shared) >= _SHORTEST_LEAD_IN:
        sentence = f'Every option begins with "{one_line(" ".join(shared))}". Move it into the stem.'
        yield Flaw("lead-in", question.id, "options", sentence)
