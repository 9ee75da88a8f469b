"""How many questions of which topic and level an exam asks, and which these are."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.core.bank import LEVEL_LETTERS, Bank
from quiz.core.questions import Level
from quiz.core.reports.progress import Standing
from quiz.core.selection import UNSEEN, Selection, fitting

_MOST = 100_000
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?) ?%")
_WHOLE = (99, 101)
"""The bounds of what shares may add up to, in per cent: three thirds are three times 33.3 %."""

_AMOUNT = 'a number of questions, as 5, a share, as "25 %", or a table of these by level'


@dataclass(frozen=True, slots=True)
class Part:
    """So many questions of a topic, and where a level is named, of that level alone."""

    topic: str
    count: int
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What an exam is made of (a table of specifications): the sum of its parts, no question in two of them."""

    parts: tuple[Part, ...]

    @property
    def questions(self) -> int:
        return sum(part.count for part in self.parts)


def spread(bank: Bank, count: int, seed: int, wanted: Collection[str] | None = None) -> Blueprint:
    """The blueprint of so many questions, or of all where there are not so many, over the topics of the bank.

    Where topics are `wanted` it has no others, and no parts where the bank asks nothing of them. Each topic has its
    share of the questions of these, by largest remainders; equal remainders are for the seed to order.
    """
    topics = list(bank.topics)
    asked = Counter(topics[bank.catalogue.topics[i]] for i in fitting(bank, Selection(), {}))
    if wanted is not None:
        asked = Counter({topic: number for topic, number in asked.items() if topic in wanted})
    random.Random(f"{seed}/spread").shuffle(topics)
    counts = dict(zip(topics, _apportioned(min(count, asked.total()), [asked[topic] for topic in topics]), strict=True))
    return Blueprint(tuple(Part(topic, counts[topic]) for topic in bank.topics if counts[topic]))


def _apportioned(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Whole numbers that make up the total in proportion to the weights; of equal remainders the first comes first."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    quotas = [Fraction(total * weight) / whole for weight in weights]
    counts = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda i: counts[i] - quotas[i])
    for i in by_remainder[: total - sum(counts)]:
        counts[i] += 1
    return counts


def shortfalls(blueprint: Blueprint, bank: Bank) -> tuple[str, ...]:
    """The sentences that say what the blueprint asks for and the bank does not have; none where it can be drawn."""
    sentences: list[str] = []
    wanted = dict.fromkeys(part.topic for part in blueprint.parts)
    unknown = [topic for topic in wanted if topic not in bank.topics]
    if unknown:
        names = ", ".join(f'"{topic}"' for topic in unknown)
        sentences.append(f"The bank has no topic {names}. Its topics are: {', '.join(bank.topics)}.")
    found = _by_topic(bank, wanted)
    for topic in wanted:
        if topic in unknown:
            continue
        parts = [part for part in blueprint.parts if part.topic == topic]
        levels = Counter(bank.catalogue.levels[i] for i in found[topic])
        for level in Level:
            count = sum(part.count for part in parts if part.level is level)
            if count > levels[LEVEL_LETTERS[level]]:
                has = _questions(levels[LEVEL_LETTERS[level]])
                sentences.append(
                    f'The topic "{topic}" has {has} of the level {level}, and the blueprint asks for {count}.'
                )
        count = sum(part.count for part in parts)
        if any(part.level is None for part in parts) and count > len(found[topic]):
            has = _questions(len(found[topic]))
            sentences.append(f'The topic "{topic}" has {has}, and the blueprint asks for {count}.')
    return tuple(sentences)


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _by_topic(bank: Bank, topics: Iterable[str]) -> dict[str, list[int]]:
    """The indexes of the questions that are asked of each of these topics, in file order."""
    found: dict[str, list[int]] = {topic: [] for topic in topics}
    names = list(bank.topics)
    for i in fitting(bank, Selection(), {}):
        topic = names[bank.catalogue.topics[i]]
        if topic in found:
            found[topic].append(i)
    return found


def draw_exam(bank: Bank, blueprint: Blueprint, standings: Mapping[str, Standing], seed: int) -> tuple[str, ...]:
    """The ids of as many questions as the blueprint says, in the order of the seed: the same for the same seed, always.

    Of each part the questions not yet seen are drawn before those seen. ValueError with the `shortfalls` where the
    bank has not what the blueprint asks for.
    """
    if faults := shortfalls(blueprint, bank):
        raise ValueError(" ".join(faults))
    dice = random.Random(f"{seed}/exam")
    ids, levels = bank.catalogue.ids, bank.catalogue.levels
    left = _by_topic(bank, dict.fromkeys(part.topic for part in blueprint.parts))
    for indexes in left.values():
        dice.shuffle(indexes)
        indexes.sort(key=lambda i: standings.get(ids[i], Standing.UNSEEN) not in UNSEEN)
    drawn: list[int] = []
    # A part of any level takes of what the others leave.
    for part in sorted(blueprint.parts, key=lambda part: part.level is None):
        fit = [i for i in left[part.topic] if part.level is None or levels[i] == LEVEL_LETTERS[part.level]]
        drawn += fit[: part.count]
        taken = frozenset(fit[: part.count])
        left[part.topic] = [i for i in left[part.topic] if i not in taken]
    dice.shuffle(drawn)
    return tuple(ids[i] for i in drawn)


def blueprint_of(table: Mapping[str, object]) -> Blueprint | tuple[str, ...]:
    """The blueprint that a table from a file says, or the sentences that say what is wrong with it.

    `topics` gives each topic a number of questions, or all of them a share as "25 %"; a topic may have a table of
    numbers or shares by level instead. `questions` is their sum, and is needed where there are shares.
    """
    faults = [
        f'"{key}" means nothing in a blueprint, which has "questions" and [topics].'
        for key in table
        if key not in {"questions", "topics"}
    ]
    total = table.get("questions")
    if total is not None and not _is_count(total):
        faults.append(f'"questions" is to be a whole number from 1 to {_MOST}.')
    topics = table.get("topics")
    if not isinstance(topics, Mapping) or not topics:
        return (*faults, "A blueprint needs a table [topics] with a line for each topic, as: producers = 5")
    cells: list[tuple[str, Level | None, int | Fraction]] = []
    for topic, value in topics.items():
        for level, amount in _amounts(topic, value):
            if isinstance(amount, str):
                faults.append(amount)
            else:
                cells.append((topic, level, amount))
    if faults:
        return tuple(faults)
    counts = _counts([amount for *_, amount in cells], total if isinstance(total, int) else None)
    if isinstance(counts, str):
        return (counts,)
    parts = [Part(topic, count, level) for (topic, level, _), count in zip(cells, counts, strict=True)]
    empty = [part for part in parts if not part.count]
    if empty:
        return tuple(f'The share of "{part.topic}" is too small for one of {total} questions.' for part in empty)
    return Blueprint(tuple(parts))


def _amounts(topic: str, value: object) -> Iterator[tuple[Level | None, int | Fraction | str]]:
    """What the topic is given, by level where it says so; a sentence in place of what cannot be understood."""
    if not isinstance(value, Mapping):
        amount = _amount(value)
        yield None, f'"{topic}" is to be {_AMOUNT}.' if amount is None else amount
        return
    if not value:
        yield None, f'"{topic}" is an empty table: name a level in it, as: recall = 2'
    for name, each in value.items():
        if name not in set(Level):
            yield None, f'"{topic}" names the level "{name}"; the levels are: {", ".join(Level)}.'
        elif (amount := _amount(each)) is None:
            yield None, f'"{topic}", {name}: say a number of questions, as 5, or a share, as "25 %".'
        else:
            yield Level(name), amount


def _amount(value: object) -> int | Fraction | None:
    """A number of questions, or a share in per cent; None where it is neither."""
    if isinstance(value, int):
        return value if _is_count(value) else None
    share = _SHARE.fullmatch(value) if isinstance(value, str) else None
    return Fraction(share[1]) if share else None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST


def _counts(amounts: Sequence[int | Fraction], total: int | None) -> list[int] | str:
    """How many questions the amounts come to, or the sentence that says why they do not go together."""
    counts = [amount for amount in amounts if isinstance(amount, int)]
    whole = sum(amounts)
    if len(counts) == len(amounts):
        if total is not None and total != whole:
            return f'The topics add up to {whole} questions, and "questions" says {total}.'
        return counts
    if counts:
        return "Give every topic a number of questions, or every topic a share: the two do not mix."
    if total is None:
        return 'Say how many questions the shares are of, as: questions = 40 (above the line "[topics]")'
    low, high = _WHOLE
    if not low <= whole <= high:
        return f"The shares add up to {float(whole):g} %, and not to 100 %."
    return _apportioned(total, amounts)
