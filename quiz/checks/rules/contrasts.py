"""Options that together leave no other possibility, so that the rest can be ruled out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from quiz.checks.flaw import Finding
from quiz.checks.kinds import single_key
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import asked
from quiz.checks.words import stem, tokens
from quiz.core.questions import Choice
from quiz.errors import Severity

_OPPOSITES = (
    ("increase", "decrease"),
    ("rise", "fall"),
    ("raise", "lower"),
    ("higher", "lower"),
    ("high", "low"),
    ("more", "fewer"),
    ("more", "less"),
    ("above", "below"),
    ("activate", "inhibit"),
    ("stimulate", "inhibit"),
    ("promote", "suppress"),
    ("promote", "inhibit"),
    ("strengthen", "weaken"),
    ("accelerate", "slow"),
    ("faster", "slower"),
    ("larger", "smaller"),
    ("longer", "shorter"),
    ("older", "younger"),
    ("before", "after"),
    ("present", "absent"),
    ("positive", "negative"),
    ("mature", "immature"),
    ("active", "inactive"),
    ("same", "different"),
    ("inside", "outside"),
    ("up", "down"),
    ("gain", "lose"),
    ("better", "worse"),
    ("improve", "worsen"),
    ("always", "never"),
)
_OPPOSED = frozenset(frozenset((stem(one), stem(other))) for one, other in _OPPOSITES)
_DENIALS = frozenset({"not", "no", "never", "cannot"})
_FOR_DENYING = frozenset({"do", "does", "did", "is", "are", "can"})
_UNCHANGED = frozenset({"unchanged", "constant", "unaffected", "same", "change", "effect", "difference"})


def exhaustive_pair(question: Choice) -> Iterator[Finding]:
    """Two options of which one must hold, beside others that are not opposed; "no change" belongs to the two."""
    if single_key(question) is None:
        return
    texts = [tuple(map(stem, tokens(option.text))) for option in question.options]
    for (i, one), (j, other) in combinations(enumerate(texts), 2):
        if not _is_contrary(one, other):
            continue
        beside = [text for k, text in enumerate(texts) if k not in {i, j}]
        if beside and all(any(_is_contrary(text, another) for another in beside) for text in beside):
            continue
        if len(beside) > 1 or not any(_UNCHANGED_STEMS.intersection(text) for text in beside):
            sentence = f"This option and option {i + 1} are opposites: learners take the key to be one of the two."
            yield Finding(f"options[{j}]", sentence)
            return


_UNCHANGED_STEMS = frozenset(map(stem, _UNCHANGED))


def _is_contrary(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the texts differ in one word, for its opposite, or in a denial."""
    if len(one) == len(other):
        differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
        return len(differing) == 1 and frozenset(differing[0]) in _OPPOSED
    if abs(len(one) - len(other)) > 2:
        return False
    shorter, longer = sorted((one, other), key=len)
    return bool(_DENIALS.intersection(longer)) and _undenied(longer) == _undenied(shorter)


def _undenied(text: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in text if word not in _DENIALS and word not in _FOR_DENYING)


_STEM = "What does the cytokine do to T cells?"

RULES = (
    Rule(
        "exhaustive-pair",
        Severity.INFO,
        'UAMS list of item flaws, "logical cues"; NBME item-writing guide 2020, chapter 3',
        "Two options are opposites, so that one of them seems bound to be right, and the others are not read. Oppose "
        "the other options in pairs too, or replace one of the two. An increase, a decrease and no change, with "
        "nothing beside them, are all there is, and no flaw.",
        bad=lambda: asked(_STEM, "It activates them", "It inhibits them", "It marks them"),
        good=lambda: asked(_STEM, "It activates them", "It dissolves them", "It marks them"),
        of_choice=exhaustive_pair,
        is_english=True,
    ),
)
