"""Item-writing flaws of single questions: what gives the answer away, and what confuses who knows it.

The rules are those of Haladyna, Downing & Rodriguez (2002), H with the number of the guideline, and of the NBME
item-writing guide (2020), N. All of them are about English; each gives its findings for one choice question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from statistics import mean

from quiz.checks.flaw import Flaw
from quiz.checks.words import content_words, words
from quiz.core.questions import Choice, Question
from quiz.core.text import fold
from quiz.errors import Severity

Rule = Callable[[Choice], Iterator[Flaw]]

_ALL_OF_ABOVE = re.compile(r"\b(all|both) (of )?(the|these|those)( \w+)? above\b|^all of (these|them|the others)\b")
_NONE_OF_ABOVE = re.compile(r"\bnone of (the above|these|them|the others)\b")
_REFERENCES = re.compile(r"^(both |neither )?\(?[a-e]\)?( |, )(and|or|nor|&) \(?[a-e]\)?( only)?$", re.IGNORECASE)
_NEGATIVE = re.compile(r"\b(not|except|least|incorrect|false)\b")
_TRUE_OR_FALSE = re.compile(r"^true or false\b", re.IGNORECASE)
_ABSOLUTE = frozenset({"always", "never", "all", "none", "only", "every", "must", "completely", "entirely"})
_VAGUE = frozenset({"usually", "often", "may", "sometimes", "frequently", "rarely"})
_ARTICLE = re.compile(r"\b(a|an)[ :…_.]*$", re.IGNORECASE)
_VOWEL_SOUND = re.compile(r"(?!(uni|use|eu|one\b))[aeiou]|hour|honest|heir|[FHLMNRSX][A-Z]", re.IGNORECASE)


def is_true_or_false(question: Choice) -> bool:
    return {fold(option.text) for option in question.options} == {"true", "false"}


def _single_key(question: Choice) -> int | None:
    """The index of the key, where there is one among three or more options: cues need something to point at."""
    keys = [*question.keys]
    return keys[0] if len(keys) == 1 and len(question.options) > 2 else None


def all_of_above(question: Choice) -> Iterator[Flaw]:
    """H25: who knows that two options are right needs to know no more."""
    for i, option in enumerate(question.options):
        if _ALL_OF_ABOVE.search(fold(option.text)):
            sentence = 'Replace "all of the above": make the question one that takes several answers.'
            yield Flaw("all-of-above", question.id, f"options[{i}]", sentence, Severity.ERROR)


def none_of_above(question: Choice) -> Iterator[Flaw]:
    """H26: it tells what the learner can rule out, not what they know."""
    for i, option in enumerate(question.options):
        if _NONE_OF_ABOVE.search(fold(option.text)):
            yield Flaw("none-of-above", question.id, f"options[{i}]", 'Replace "none of the above" by a distractor.')


def option_references(question: Choice) -> Iterator[Flaw]:
    """H9: options are shuffled, so their letters mean nothing."""
    for i, option in enumerate(question.options):
        if _REFERENCES.match(fold(option.text)):
            sentence = "Do not refer to other options by letter: they are shuffled. Ask for several answers instead."
            yield Flaw("option-references", question.id, f"options[{i}]", sentence, Severity.ERROR)


def negative_stem(question: Choice) -> Iterator[Flaw]:
    """H17: a negation that is overread makes who knows the answer choose a wrong one."""
    text = _TRUE_OR_FALSE.sub("", question.stem)
    if not is_true_or_false(question) and (found := _NEGATIVE.search(text)):
        sentence = f'Ask positively, or write "{found.group().upper()}" in capitals so that nobody overreads it.'
        yield Flaw("negative-stem", question.id, "q", sentence, Severity.ERROR)


def absolute_distractor(question: Choice) -> Iterator[Flaw]:
    """H28a: a claim without exception is rarely right, and testwise learners know it."""
    for i, option in enumerate(question.options):
        if not option.is_key and (found := sorted(_ABSOLUTE & {*words(option.text)})):
            sentence = f'"{found[0]}" gives this distractor away: claims without exception are rarely right.'
            yield Flaw("absolute-distractor", question.id, f"options[{i}]", sentence)


def vague_frequency(question: Choice) -> Iterator[Flaw]:
    """N: a hedge in one option alone sets it apart."""
    hedged = [
        (i, found) for i, option in enumerate(question.options) if (found := sorted(_VAGUE & {*words(option.text)}))
    ]
    if len(hedged) == 1:
        ((i, found),) = hedged
        sentence = f'Only this option says "{found[0]}", which sets it apart. Hedge all options alike, or none.'
        yield Flaw("vague-frequency", question.id, f"options[{i}]", sentence)


def key_longest(question: Choice) -> Iterator[Flaw]:
    """H24: the key is at least half as long again as the mean distractor and ten characters longer."""
    key = _single_key(question)
    if key is None:
        return
    lengths = [len(option.text) for option in question.options]
    others = [length for i, length in enumerate(lengths) if i != key]
    average = mean(others)
    if lengths[key] > max(others) and lengths[key] >= 1.5 * average and lengths[key] - average >= 10:
        sentence = "The key is much longer than the distractors, which gives it away. Shorten it, or lengthen them."
        yield Flaw("key-longest", question.id, f"options[{key}]", sentence)


def clang(question: Choice) -> Iterator[Flaw]:
    """H28b: the key is the only option that shares a word with the stem."""
    key = _single_key(question)
    if key is None:
        return
    asked = content_words(question.stem)
    sharing = {i: shared for i, option in enumerate(question.options) if (shared := asked & content_words(option.text))}
    if [*sharing] == [key]:
        sentence = f'Only the key has a word of the stem ("{min(sharing[key])}…"), which gives it away.'
        yield Flaw("clang", question.id, f"options[{key}]", sentence)


def convergence(question: Choice) -> Iterator[Flaw]:
    """H28e: the key shares more words with the other options than any of them does."""
    key = _single_key(question)
    if key is None:
        return
    texts = [content_words(option.text) for option in question.options]
    shared = [sum(len(text & other) for j, other in enumerate(texts) if j != i) for i, text in enumerate(texts)]
    if shared[key] > max(count for i, count in enumerate(shared) if i != key):
        sentence = "The key shares the most words with the other options, which gives it away. Vary the distractors."
        yield Flaw("convergence", question.id, f"options[{key}]", sentence)


def grammar(question: Choice) -> Iterator[Flaw]:
    """H28c: the article at the end of the stem fits some options only."""
    if article := _ARTICLE.search(question.stem):
        wants_vowel = article.group(1).lower() == "an"
        unfit = [bool(_VOWEL_SOUND.match(option.text)) != wants_vowel for option in question.options]
        if any(unfit) and not all(unfit):
            yield Flaw("grammar", question.id, "q", "The article at the end fits some options only. Move it into them.")


def near_duplicates(question: Choice) -> Iterator[Flaw]:
    """H19, H22: options that say almost the same cannot both be what was meant."""
    sets = [{*words(option.text)} for option in question.options]
    for (i, one), (j, other) in combinations(enumerate(sets), 2):
        # Dice's coefficient: twice what they share over what both have.
        if one and other and 2 * len(one & other) / (len(one) + len(other)) > 0.9:
            sentence = f"This option has nearly the words of option {i + 1}. Make the two differ in what they claim."
            yield Flaw("near-duplicates", question.id, f"options[{j}]", sentence)


def unfocused_stem(question: Question) -> Iterator[Flaw]:
    """H14, H15: a stem that asks nothing makes the options do its work."""
    if "?" not in question.stem and len(question.stem.split()) < 4:
        yield Flaw("unfocused-stem", question.id, "q", "Make the stem a whole question that can be answered unseen.")


RULES: tuple[Rule, ...] = (
    all_of_above,
    none_of_above,
    option_references,
    negative_stem,
    absolute_distractor,
    vague_frequency,
    key_longest,
    clang,
    convergence,
    grammar,
    near_duplicates,
    unfocused_stem,
)
"""Every rule about one choice question."""
