"""What a question says is so: its stem with one of its keys, resting on its quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from quiz.core.bank import Bank
from quiz.core.questions import Choice, Matching, Question
from quiz.core.text import fold

_TRUE = frozenset({"true", "yes", "correct", "wahr", "richtig", "ja", "vrai", "oui", "verdadero", "sí", "vero", "sì"})
_FALSE = frozenset({"false", "no", "incorrect", "falsch", "nein", "faux", "non", "falso"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What a question says by one key, or by all of them together.

    Distractors and explanations say nothing. `key` are the words that a learner has to choose, `stem` those that are
    given; where the key only affirms or denies the stem, the stem is the key, and `is_denied` tells which. Of a pair
    the prompt is the stem, and `is_pair` says that the one is chosen for the other and either may be the key. Where
    all keys or pairs are taken together, `counted` has them one by one.
    """

    question: str
    stem: str
    key: str
    cites: tuple[str, ...]
    is_denied: bool = False
    is_pair: bool = False
    counted: tuple[str, ...] = ()


def claims(bank: Bank) -> Iterator[Claim]:
    """What the questions of the bank say, drafts left out."""
    for question in bank.questions:
        if not question.is_draft:
            yield from claims_of(question)


def claims_of(question: Question) -> Iterator[Claim]:
    match question:
        case Choice():
            yield from _of_choice(question)
        case Matching():
            for pair in question.pairs:
                cites = pair.cites or question.cites
                yield Claim(question.id, pair.prompt, pair.answer, cites, is_pair=True)
            pairs = tuple(f"{pair.prompt}: {pair.answer}" for pair in question.pairs)
            yield Claim(question.id, question.stem, "", question.cites, counted=pairs)
        case _:
            assert_never(question)


def _of_choice(question: Choice) -> Iterator[Claim]:
    keys = [option.text for option in question.options if option.is_key]
    for key in keys:
        verdict = fold(key).rstrip(".!")
        if verdict in _TRUE | _FALSE:
            yield Claim(question.id, "", question.stem, question.cites, is_denied=verdict in _FALSE)
        else:
            yield Claim(question.id, question.stem, key, question.cites)
    if question.takes_several:
        yield Claim(question.id, question.stem, "\n".join(keys), question.cites, counted=tuple(keys))
