"""Banks, questions and their parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, assert_never

from quiz.core.text import fold

if TYPE_CHECKING:
    from quiz.core.documents.document import Document


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


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be asked about all questions of a bank without reading any: equally long columns, in file order.

    `topics` are indexes into the bank's topics, `kinds` and `levels` the first letters of Kind and Level (a blank
    where a question has no level), `tags` the tags of those questions that have any, `drafts` the indexes of drafts.
    `places` finds the index of an id, and `fingerprints` are those of the questions; None where they are to be had
    from the ids, or from the questions alone.
    """

    ids: Sequence[str]
    kinds: str
    topics: Sequence[int]
    levels: str
    tags: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    drafts: frozenset[int] = frozenset()
    places: Mapping[str, int] | None = None
    fingerprints: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.ids)


KIND_LETTERS = {Kind.CHOICE: "c", Kind.MULTIPLE: "m", Kind.MATCHING: "p"}
LEVEL_LETTERS = {Level.RECALL: "r", Level.UNDERSTAND: "u", Level.APPLY: "a", None: " "}


def catalogue_of(questions: Sequence[Question], topics: Sequence[str]) -> Catalogue:
    """The columns of the questions, `topics` being the bank's topic ids in order."""
    place = {topic: i for i, topic in enumerate(topics)}
    return Catalogue(
        ids=[question.id for question in questions],
        kinds="".join(KIND_LETTERS[kind_of(question)] for question in questions),
        topics=[place[question.topic] for question in questions],
        levels="".join(LEVEL_LETTERS[question.level] for question in questions),
        tags={i: question.tags for i, question in enumerate(questions) if question.tags},
        drafts=frozenset(i for i, question in enumerate(questions) if question.is_draft),
    )


class Bank:
    """A set of questions written from one document.

    `topics` maps topic ids to titles, in the order of the file. `questions` may be a sequence that reads a question
    only when it is asked for one, and `document` a function that is called when the document is asked for.
    """

    def __init__(
        self,
        *,
        id: str,
        title: str,
        language: str,
        license: str,
        topics: Mapping[str, str],
        questions: Sequence[Question],
        catalogue: Catalogue,
        document: str | Callable[[], Document] = "",
    ) -> None:
        self.id = id
        self.title = title
        self.language = language
        self.license = license
        self.topics = topics
        self.questions = questions
        self.catalogue = catalogue
        self._document = document

    @cached_property
    def document(self) -> Document:
        """The document the questions are written from; empty where the bank names none."""
        from quiz.core.documents.document import Document  # noqa: PLC0415 - 3 ms that the first question does without

        return Document(self._document) if isinstance(self._document, str) else self._document()

    @cached_property
    def _places(self) -> Mapping[str, int]:
        places = self.catalogue.places
        return {id: i for i, id in enumerate(self.catalogue.ids)} if places is None else places

    def source(self, question_id: str) -> tuple[Bank, str]:
        """The bank that the question is written in, and its id there; KeyError where there is no such question."""
        if question_id not in self:
            raise KeyError(question_id)
        return self, question_id

    def __contains__(self, question_id: object) -> bool:
        return question_id in self._places

    def question(self, question_id: str) -> Question:
        """The question of that id; KeyError where the bank has none."""
        return self.questions[self._places[question_id]]

    def fingerprint(self, question_id: str) -> str:
        """The fingerprint of the question; KeyError where the bank has no such question."""
        place = self._places[question_id]
        known = self.catalogue.fingerprints
        return fingerprint_of(self.questions[place]) if known is None else known[place]

    @property
    def is_right_to_left(self) -> bool:
        """Whether the bank's language is written from right to left."""
        return is_right_to_left(self.language)


def is_right_to_left(language: str) -> bool:
    """Whether the language of that tag is written from right to left."""
    return language.partition("-")[0].lower() in {"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


MIXED = ""
"""The id of every mixture: no bank has it."""

_SEPARATOR = "/"  # which no id of a bank has


def mixed_id(bank: str, id: str) -> str:
    """What a question or topic of the bank is called in a mixture."""
    return f"{bank}{_SEPARATOR}{id}"


def parts_of(mixed_id: str) -> tuple[str, str]:
    """The bank and the id there of what is called so in a mixture."""
    bank, _, id = mixed_id.partition(_SEPARATOR)
    return bank, id
