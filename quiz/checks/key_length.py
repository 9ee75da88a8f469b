"""Whether the length of the options gives the keys of a bank away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

from quiz.checks.flaw import Flaw
from quiz.checks.kinds import single_key
from quiz.core.questions import Bank, Choice
from quiz.errors import Severity

_SIGNIFICANCE = 0.05


def key_longest_in_bank(bank: Bank) -> Iterator[Flaw]:
    """H24 over a bank: the key is the longest option more often than chance, at 5 %.

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
    longest = sum(_longest(question) in question.keys for question in counted)
    chances = [1 / len(question.options) for question in counted]
    # What is no more than the mean is no rare event, and a large bank's distribution takes long.
    if longest > sum(chances) and tail(chances, longest) < _SIGNIFICANCE:
        sentence = (
            f"The key is the longest option in {longest} of {len(counted)} questions, more often than chance: "
            "who has not read the document can tell. Shorten keys or lengthen distractors."
        )
        yield Flaw("key-longest-in-bank", None, "", sentence, Severity.ERROR)


def _longest(question: Choice) -> int | None:
    """The index of the longest option, None where two are equally long."""
    lengths = [len(option.text) for option in question.options]
    return lengths.index(max(lengths)) if lengths.count(max(lengths)) == 1 else None


def tail(chances: Sequence[float], hits: int) -> float:
    """The probability of at least so many hits where each has its own chance (Poisson binomial).

    With equal chances it is the binomial tail.
    """
    if hits <= 0:
        return 1.0
    if hits > len(chances):
        return 0.0
    if hits == len(chances):
        return prod(chances)
    distribution = [1.0]
    for chance in chances:
        missed = [share * (1 - chance) for share in distribution] + [0.0]
        distribution = [m + h for m, h in zip(missed, [0.0, *(share * chance for share in distribution)], strict=True)]
    return sum(distribution[hits:])
