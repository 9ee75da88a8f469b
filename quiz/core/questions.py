"""Banks, questions and their parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from quiz.core.text import fold

if TYPE_CHECKING:
    from quiz.core.document import Document


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


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question; a right one is a key, a wrong one a distractor."""

    text: str
    is_key: bool
    why: str = ""
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A prompt and the choice that belongs to it."""

    prompt: str
    answer: str
    why: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
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


@dataclass(frozen=True, slots=True)
class Wording:
    """The stem and the keys of a question as a learner met them: what an attempt was an answer to.

    For a choice question the keys are the texts of the right options, for a matching question "prompt → answer".
    """

    stem: str
    keys: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The hash of stem and keys: 16 hexadecimal digits for the stem, a hyphen, 16 for the keys.

        Case, white space and punctuation marks that differ only in typing leave it unchanged, and so does the
        order of the options.
        """
        keys = json.dumps(sorted(fold(key) for key in self.keys), ensure_ascii=False)
        return f"{_digits(fold(self.stem))}-{_digits(keys)}"


def _digits(text: str) -> str:
    import hashlib  # noqa: PLC0415 - OpenSSL, 2 ms that the first question does without

    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def wording_of(question: Question) -> Wording:
    match question:
        case Choice():
            return Wording(question.stem, tuple(option.text for option in question.options if option.is_key))
        case Matching():
            return Wording(question.stem, tuple(f"{pair.prompt} → {pair.answer}" for pair in question.pairs))
        case _:
            assert_never(question)


def fingerprint_of(question: Question) -> str:
    return wording_of(question).fingerprint


def has_same_keys(fingerprint: str, other: str) -> bool:
    """Whether two fingerprints are of questions with the same keys: a stem may be reworded, a key may not."""
    return fingerprint.partition("-")[2] == other.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be asked about all questions of a bank without reading any: equally long columns, in file order.

    `topics` are indexes into the bank's topics, `kinds` and `levels` the first letters of Kind and Level (a blank
    where a question has no level), `tags` the tags of those questions that have any, `drafts` the indexes of drafts.
    `places` finds the index of an id; None where that is to be had from the ids alone.
    """

    ids: Sequence[str]
    kinds: str
    topics: Sequence[int]
    levels: str
    tags: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    drafts: frozenset[int] = frozenset()
    places: Mapping[str, int] | None = None

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
        from quiz.core.document import Document  # noqa: PLC0415 - 3 ms that the first question does without

        return Document(self._document) if isinstance(self._document, str) else self._document()

    @cached_property
    def _places(self) -> Mapping[str, int]:
        places = self.catalogue.places
        return {id: i for i, id in enumerate(self.catalogue.ids)} if places is None else places

    def __contains__(self, question_id: object) -> bool:
        return question_id in self._places

    def question(self, question_id: str) -> Question:
        """The question of that id; KeyError where the bank has none."""
        return self.questions[self._places[question_id]]

    @property
    def is_right_to_left(self) -> bool:
        """Whether the bank's language is written from right to left."""
        return self.language.partition("-")[0].lower() in {"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
