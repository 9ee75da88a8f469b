"""Whether the places of the keys of a bank give them away, where options keep their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quiz.checks.flaw import Finding
from quiz.checks.rule import Rule
from quiz.checks.rules.examples import bank as example, choice
from quiz.checks.rules.key_length import is_more_than_chance
from quiz.core.bank import Bank
from quiz.core.exemptions import Exemptions
from quiz.core.questions import Choice
from quiz.errors import Severity

# What chi-squared reaches by chance once in twenty times, with one degree of freedom less than there are options.
_CRITICAL = {2: 3.841, 3: 5.991, 4: 7.815, 5: 9.488, 6: 11.070, 7: 12.592, 8: 14.067, 9: 15.507, 10: 16.919}
_FEWEST_EXPECTED = 5  # keys at each place, for chi-squared to be near its distribution


def key_position(bank: Bank, _exemptions: Exemptions) -> Iterator[Finding]:
    """Keys are at some places more often than chance would have it, at 5 %.

    Counted over questions with a single key: where all options but one are pinned, they are always asked in one order;
    where some are, these always come last.
    """
    places: defaultdict[int, list[int]] = defaultdict(list)
    chances: list[float] = []
    hits = 0
    for question in bank.questions:
        if not isinstance(question, Choice) or question.is_draft or len(question.keys) != 1:
            continue
        count = len(question.options)
        pinned = [i for i, option in enumerate(question.options) if option.is_pinned]
        (key,) = question.keys
        if len(pinned) >= count - 1:
            order = sorted(range(count), key=lambda i: (i in pinned, i))
            places[count].append(order.index(key))
        elif pinned:
            chances.append(len(pinned) / count)
            hits += key in pinned
    for count, found in sorted(places.items()):
        counts = [found.count(place) for place in range(count)]
        if len(found) >= _FEWEST_EXPECTED * count and chi_squared(counts) >= _CRITICAL.get(count, float("inf")):
            shown = ", ".join(map(str, counts))
            sentence = (
                f"Of the {len(found)} questions whose {count} options keep their order, the key is at these places: "
                f"{shown}, first to last. Vary the place, or let the options be shuffled."
            )
            yield Finding("", sentence)
    if is_more_than_chance(chances, hits):
        sentence = (
            f"The options that are kept last are right in {hits} of {len(chances)} questions, more often than chance. "
            "Let them be wrong more often, or remove pin."
        )
        yield Finding("", sentence)


def chi_squared(counts: Sequence[int]) -> float:
    """The sum of squared deviations from equal counts, each divided by what was expected (Pearson)."""
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 / expected for count in counts)


def _true_or_false(*, trues: int) -> Bank:
    """Twelve statements, so many of them true."""
    questions = [
        choice(
            f"True or false: line {i} speaks of T cells.",
            "True",
            "False",
            right=(0 if i <= trues else 1,),
            pinned=(0, 1),
            id=f"example-{i}",
        )
        for i in range(1, 13)
    ]
    return example(*questions)


RULES = (
    Rule(
        "key-position",
        Severity.ERROR,
        "Haladyna, Downing & Rodriguez 2002, guideline 20",
        "Options are shuffled each time, so that the place of a key in the file tells nothing. Those that are pinned "
        "keep their places: where all but one are, as with true and false, the order is always the same. If the keys "
        "of such questions are not spread over the places (chi-squared at 5 %: 7.815 for four options), or the options "
        "that are kept last are right more often than chance, the place can be learnt.",
        bad=lambda: _true_or_false(trues=11),
        good=lambda: _true_or_false(trues=6),
        of_bank=key_position,
    ),
)
