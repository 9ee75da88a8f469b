"""The fields of the format: the one place from which both the loader's checks and the JSON Schema come."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from quiz.core.questions import Level

FORMAT_VERSION = 1
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"
LANGUAGE_PATTERN = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$"


class Shape(Enum):
    """What stands after a field's colon."""

    VERSION = auto()
    ID = auto()
    TEXT = auto()
    TEXTS = auto()  # one text, or a list of them
    LANGUAGE = auto()
    WORD = auto()  # one of the field's words
    YES_OR_NO = auto()
    TITLES = auto()  # a mapping of ids to texts
    REASONS = auto()  # a mapping of the ids of rules to texts
    RECORDS = auto()  # a list of the field's record


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name as written and documented, and other names under which it is read."""

    name: str
    shape: Shape
    doc: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False
    words: tuple[str, ...] = ()
    record: Record | None = None
    at_least: int = 1
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """A mapping with fields of its own.

    Exactly one of the fields `either` is given; a field in `needs` is given only with the one it is mapped to. A bare
    text in place of the mapping stands for the field `bare`. The fields in `later` are of a format to come.
    """

    name: str
    doc: str
    fields: tuple[Field, ...]
    either: tuple[str, ...] = ()
    needs: dict[str, str] = field(default_factory=dict)
    bare: str = ""
    later: dict[str, str] = field(default_factory=dict)

    @property
    def article(self) -> str:
        return "an" if self.name[0] in "aeiou" else "a"

    @cached_property
    def by_key(self) -> dict[str, str]:
        """The field's name for each key under which it is read."""
        return {key: each.name for each in self.fields for key in (each.name, *each.aliases)}

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {each.name: each for each in self.fields}

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields if each.is_required)


_WHY_ALIASES = ("because", "explanation", "rationale", "feedback")
_CITE_ALIASES = ("cites", "source", "quote")

OPTION = Record(
    name="option",
    doc="One option. A bare text is a wrong option without an explanation.",
    fields=(
        Field(
            "right",
            Shape.TEXT,
            "The text of a right option.",
            aliases=("correct", "key"),
            examples=("Activated T cells",),
        ),
        Field(
            "wrong",
            Shape.TEXT,
            "The text of a wrong option: plausible to somebody who does not know the document.",
            aliases=("incorrect", "distractor"),
            examples=("Macrophages",),
        ),
        Field("why", Shape.TEXT, "Why this option is right or wrong, from the document.", aliases=_WHY_ALIASES),
        Field("pin", Shape.WORD, "Keeps the option last when the others are shuffled.", words=("last",)),
    ),
    either=("right", "wrong"),
    bare="wrong",
)

PAIR = Record(
    name="pair",
    doc="A prompt and the answer that belongs to it. Several prompts may have the same answer.",
    fields=(
        Field(
            "prompt",
            Shape.TEXT,
            "What a partner is looked for.",
            aliases=("left", "premise", "term"),
            is_required=True,
            examples=("Necrotizing enterocolitis",),
        ),
        Field(
            "answer",
            Shape.TEXT,
            "The partner.",
            aliases=("right", "response", "definition"),
            is_required=True,
            examples=("An inflammation of the bowel",),
        ),
        Field("why", Shape.TEXT, "Why the two belong together, from the document.", aliases=_WHY_ALIASES),
        Field(
            "cite",
            Shape.TEXTS,
            "Words that stand exactly so in the document and say that the two belong together; or a list of such.",
            aliases=_CITE_ALIASES,
        ),
    ),
)

EXTRA = Record(
    name="extra answer",
    doc="An answer that belongs to no prompt. A bare text is one without an explanation.",
    fields=(
        Field("answer", Shape.TEXT, "The text of the answer.", aliases=("text", "wrong"), is_required=True),
        Field("why", Shape.TEXT, "Why it belongs to none of the prompts.", aliases=_WHY_ALIASES),
    ),
    bare="answer",
)

_ALLOW_DOC = (
    "Rules of quiz check that are switched off for this {what}: the id of each rule, with the reason. "
    "quiz check --explain RULE says what a rule is about."
)

IGNORED = Record(
    name="ignored passage",
    doc="A passage of the document that no question need examine.",
    fields=(
        Field(
            "cite",
            Shape.TEXT,
            "Words that stand exactly so in the document; the statements that they touch are left out of the coverage.",
            aliases=_CITE_ALIASES,
            is_required=True,
        ),
        Field("why", Shape.TEXT, "Why it is not worth a question.", aliases=_WHY_ALIASES, is_required=True),
        Field(
            "fact",
            Shape.TEXT,
            "Where given, the statement is still to be examined, and only these of its words need not be noticed when "
            "quiz mutate flips them.",
        ),
    ),
)

QUESTION = Record(
    name="question",
    doc="A question: with options, one or several of them right, or with pairs to match.",
    fields=(
        Field(
            "id",
            Shape.ID,
            "A short name that is unique in the bank and never changes: the learner's history hangs on it.",
            is_required=True,
            examples=("producers", "disorders-described"),
        ),
        Field(
            "q",
            Shape.TEXT,
            "The question itself.",
            aliases=("question", "stem", "text", "prompt"),
            is_required=True,
            examples=("Which cells predominantly produce IL-2?",),
        ),
        Field(
            "options",
            Shape.RECORDS,
            "The options of the question. One right option makes it single-answer, several make it choose all that "
            "apply. Each option is one mapping, with its text after right or wrong.",
            aliases=("choices", "answers"),
            record=OPTION,
            at_least=2,
        ),
        Field(
            "pick",
            Shape.WORD,
            "How many of several right options make a whole answer: all of them (as without this field) or any one.",
            words=("one", "all"),
        ),
        Field(
            "match",
            Shape.RECORDS,
            "The prompts to match, each with its answer.",
            aliases=("matching", "matches", "pairs"),
            record=PAIR,
            at_least=2,
        ),
        Field(
            "extra",
            Shape.RECORDS,
            "Further answers to choose from that belong to no prompt.",
            aliases=("extras", "distractors"),
            record=EXTRA,
        ),
        Field(
            "why",
            Shape.TEXT,
            "The explanation shown after the answer, from the document.",
            aliases=_WHY_ALIASES,
        ),
        Field(
            "cite",
            Shape.TEXTS,
            "Words that stand exactly so in the document and prove the answer; or a list of such.",
            aliases=_CITE_ALIASES,
        ),
        Field(
            "topic",
            Shape.ID,
            "The id of one of the bank's topics.",
            aliases=("category",),
            is_required=True,
        ),
        Field(
            "level",
            Shape.WORD,
            "What the question asks of the learner.",
            aliases=("difficulty",),
            words=tuple(Level),
        ),
        Field(
            "tags",
            Shape.TEXTS,
            "Words to find the question by.",
            aliases=("tag",),
            examples=("t-cells",),
        ),
        Field("draft", Shape.YES_OR_NO, "Whether the question is unfinished: a draft is never asked."),
        Field("allow", Shape.REASONS, _ALLOW_DOC.format(what="question")),
    ),
    either=("options", "match"),
    needs={"pick": "options", "extra": "match"},
    later={"answer": "typed answers", "order": "putting in order"},
)

BANK = Record(
    name="bank",
    doc="A bank of questions written from one document. Texts are taken as typed: NO, 1.10 and 12:30 need no quotes.",
    fields=(
        Field("quiz", Shape.VERSION, f"The version of the format: {FORMAT_VERSION}.", is_required=True),
        Field(
            "id",
            Shape.ID,
            "A short name that is unique among your banks and never changes: the learner's history hangs on it.",
            is_required=True,
            examples=("il2-neonatal",),
        ),
        Field(
            "title",
            Shape.TEXT,
            "The title as learners see it.",
            aliases=("name",),
            is_required=True,
            examples=("Interleukin-2 and neonatal disorders",),
        ),
        Field(
            "language",
            Shape.LANGUAGE,
            "The language tag of the texts; en where it is left out.",
            aliases=("lang",),
            examples=("en", "ar", "pt-BR"),
        ),
        Field(
            "license",
            Shape.TEXT,
            "The licence under which others may use the bank.",
            aliases=("licence",),
            examples=("CC-BY-4.0",),
        ),
        Field(
            "document",
            Shape.TEXT,
            "The file the questions are written from, in the folder of the bank: UTF-8, Markdown or plain text.",
            examples=("document.md",),
        ),
        Field("topics", Shape.TITLES, "The topics: an id and a title each, in the order shown.", is_required=True),
        Field("allow", Shape.REASONS, _ALLOW_DOC.format(what="bank")),
        Field(
            "ignore",
            Shape.RECORDS,
            "The passages of the document that are not worth a question, each with the reason.",
            record=IGNORED,
        ),
        Field(
            "questions",
            Shape.RECORDS,
            "The questions, in the order of the document.",
            aliases=("items",),
            is_required=True,
            record=QUESTION,
        ),
    ),
)
