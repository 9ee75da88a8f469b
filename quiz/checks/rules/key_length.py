"""Whether the length of the options gives the keys of a bank away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import erfc, prod, sqrt

from quiz.checks.flaw import Finding
from quiz.checks.kinds import single_key
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import bank as example, choice
from quiz.core.bank import Bank
from quiz.core.exemptions import Exemptions
from quiz.core.questions import Choice
from quiz.errors import Severity

SIGNIFICANCE = 0.05
_MANY = 1_000
_NAMED = 8


def key_longest_in_bank(bank: Bank, _exemptions: Exemptions) -> Iterator[Finding]:
    """The key is the longest option more often than chance, at 5 %.

    Counted over single answers with three or more options of which one alone is the longest.
    """
    counted = [
        question
        for question in bank.questions
        if isinstance(question, Choice)
        and not question.is_draft
        and single_key(question) is not None
        and _longest(question) is not None
    ]
    giving = [question.id for question in counted if _longest(question) in question.keys]
    longest = len(giving)
    chances = [1 / len(question.options) for question in counted]
    if is_more_than_chance(chances, longest):
        sentence = (
            f"The key is the longest option in {longest} of {len(counted)} questions, more often than chance: "
            "who has not read the document can tell. Shorten keys or lengthen distractors, for instance in "
            f"{', '.join(giving[:_NAMED])}."
        )
        yield Finding("", sentence)


def _longest(question: Choice) -> int | None:
    """The index of the longest option, None where two are equally long."""
    lengths = [len(option.text) for option in question.options]
    return lengths.index(max(lengths)) if lengths.count(max(lengths)) == 1 else None


def is_more_than_chance(chances: Sequence[float], hits: int) -> bool:
    """Whether so many hits or more would come by chance less often than once in twenty times."""
    # What is no more than the mean is no rare event, and needs no distribution.
    return hits > sum(chances) and tail(chances, hits) < SIGNIFICANCE


def tail(chances: Sequence[float], hits: int) -> float:
    """The probability of at least so many hits where each has its own chance (Poisson binomial).

    With equal chances it is the binomial tail. Beyond a thousand chances it is that of the normal distribution, with
    the correction for continuity: within a few thousandths, and in no more time than it takes to add them.
    """
    if hits <= 0:
        return 1.0
    if hits > len(chances):
        return 0.0
    if hits == len(chances):
        return prod(chances)
    if len(chances) > _MANY and (variance := sum(chance * (1 - chance) for chance in chances)):
        return erfc((hits - 0.5 - sum(chances)) / sqrt(2 * variance)) / 2
    distribution = [1.0]
    for chance in chances:
        missed = [share * (1 - chance) for share in distribution] + [0.0]
        distribution = [m + h for m, h in zip(missed, [0.0, *(share * chance for share in distribution)], strict=True)]
    return sum(distribution[hits:])


def _of_cells(key: str) -> Bank:
    """Ten questions, alike but for their number, with that key."""
    stem = "Which cells are meant in line {}?"
    wrong = ("Mast cells", "Platelets", "Monocytes")
    return example(*(choice(stem.format(i), key, *wrong, id=f"example-{i}") for i in range(1, 11)))


RULES = (
    Rule(
        "key-longest-in-bank",
        Severity.ERROR,
        "Haladyna, Downing & Rodriguez 2002, guideline 24; NBME item-writing guide 2020, chapter 3",
        "Over the whole bank the key is the longest option more often than chance would have it less than once in "
        "twenty times: of 20 questions with four options, in 9 (4.1 %) or 10 (1.4 %). Who always chooses the longest "
        "passes without the document. Shorten keys, or lengthen distractors, until it is the longest about as often "
        "as any other.",
        bad=lambda: _of_cells("Lymphocytes"),
        good=lambda: _of_cells("T cells"),
        of_bank=key_longest_in_bank,
    ),
)
