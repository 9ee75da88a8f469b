"""Questions and their parts, and the wording by which an answer remembers its question."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, assert_never

from quiz.core.text import fold


class Level(StrEnum):
    """What a question asks of the learner, in rising order (a shortened form of Bloom's taxonomy)."""

    RECALL = "recall"
    UNDERSTAND = "understand"
    APPLY = "apply"


class Kind(StrEnum):
    """How a question is answered: one option, several options, or partners for prompts."""

    CHOICE = "choice"
    MULTIPLE = "multiple"
    MATCHING = "matching"


class Option(NamedTuple):
    """One option of a choice question; a right one is a key, a wrong one a distractor."""

    text: str
    is_key: bool
    why: str = ""
    is_pinned: bool = False


class Pair(NamedTuple):
    """A prompt and the choice that belongs to it."""

    prompt: str
    answer: str
    why: str = ""
    cites: tuple[str, ...] = ()


class Extra(NamedTuple):
    """A choice of a matching question that belongs to no prompt."""

    text: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every question has, whatever its kind.

    `id` is stable and unique in its bank; `cites` are verbatim quotations of the bank's document.
    """

    id: str
    stem: str
    topic: str
    why: str = ""
    cites: tuple[str, ...] = ()
    level: Level | None = None
    tags: tuple[str, ...] = ()
    is_draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Item):
    """A question answered by choosing among options: one of them, or all that apply.

    `any_key_will_do` is true where several options are right and any one of them is a whole answer.
    """

    options: tuple[Option, ...]
    any_key_will_do: bool = False

    @property
    def keys(self) -> frozenset[int]:
        """The indexes of the right options."""
        return frozenset(i for i, option in enumerate(self.options) if option.is_key)

    @property
    def takes_several(self) -> bool:
        """Whether more than one option may be chosen."""
        return not self.any_key_will_do and len(self.keys) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Item):
    """A question answered by giving each prompt its partner among the choices.

    The choices are the distinct answers of the pairs, then the extras, so one choice may serve several prompts.
    """

    pairs: tuple[Pair, ...]
    extras: tuple[Extra, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts to choose from, each once, in the order of the file."""
        return tuple(dict.fromkeys([*(pair.answer for pair in self.pairs), *(extra.text for extra in self.extras)]))

    @property
    def key(self) -> tuple[int, ...]:
        """For each prompt the index of its partner in `choices`."""
        choices = self.choices
        return tuple(choices.index(pair.answer) for pair in self.pairs)


Question = Choice | Matching


def kind_of(question: Question) -> Kind:
    match question:
        case Choice():
            return Kind.MULTIPLE if question.takes_several else Kind.CHOICE
        case Matching():
            return Kind.MATCHING
        case _:
            assert_never(question)


def all_cites(question: Question) -> tuple[str, ...]:
    """Every quotation the question rests on, its own first, each once."""
    match question:
        case Choice():
            return tuple(dict.fromkeys(question.cites))
        case Matching():
            own = [cite for pair in question.pairs for cite in pair.cites]
            return tuple(dict.fromkeys([*question.cites, *own]))
        case _:
            assert_never(question)


class Wording(NamedTuple):
    """The stem, the keys and the cited facts of a question as a learner met them: what an attempt was an answer to.

    For a choice question the keys are the texts of the right options, for a matching question "prompt → answer".
    """

    stem: str
    keys: tuple[str, ...]
    cites: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The hashes of stem, keys and cites with hyphens between them, 16 hexadecimal digits each.

        A wording without cites has the first two alone. Case, white space and punctuation marks that differ only in
        typing leave it unchanged, and so does the order of the options.
        """
        parts = [_digits(fold(self.stem)), _digits(_in_any_order(self.keys))]
        return "-".join([*parts, _digits(_in_any_order(self.cites))] if self.cites else parts)


_to_json = json.JSONEncoder(ensure_ascii=False).encode


def _in_any_order(texts: Iterable[str]) -> str:
    return _to_json(sorted(map(fold, texts)))


def _digits(text: str) -> str:
    import hashlib  # noqa: PLC0415 - OpenSSL, 2 ms that the first question does without

    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def wording_of(question: Question) -> Wording:
    match question:
        case Choice():
            keys = tuple(option.text for option in question.options if option.is_key)
        case Matching():
            keys = tuple(f"{pair.prompt} → {pair.answer}" for pair in question.pairs)
        case _:
            assert_never(question)
    return Wording(question.stem, keys, all_cites(question))


def fingerprint_of(question: Question) -> str:
    return wording_of(question).fingerprint


def has_same_keys(fingerprint: str, other: str) -> bool:
    """Whether two fingerprints are of questions with the same keys: a stem may be reworded, a key may not."""
    return fingerprint.split("-")[1] == other.split("-")[1]


def has_same_cites(fingerprint: str, other: str) -> bool:
    """Whether two fingerprints are of questions that cite the same facts, as far as both tell what they cite."""
    one, two = fingerprint.split("-")[2:], other.split("-")[2:]
    return not one or not two or one == two
