"""A bank of questions, what can be asked about all of them at once, and what they are called across banks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from quiz.core.questions import Kind, Level, Question, fingerprint_of, kind_of

if TYPE_CHECKING:
    from quiz.core.documents.document import Document


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
