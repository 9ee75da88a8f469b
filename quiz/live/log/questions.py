"""A whole question as a JSON object with named fields and back, as a drill keeps it for good."""

from __future__ import annotations

from typing import TypedDict, assert_never

from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question
from quiz.live.log.fields import Fields, Json


class _Common(TypedDict):
    id: str
    stem: str
    topic: str
    why: str
    cites: tuple[str, ...]
    level: Level | None
    tags: tuple[str, ...]
    is_draft: bool


def json_of_question(question: Question) -> Json:
    """The object that `question_of` makes the same question of."""
    common: Json = {
        "id": question.id,
        "stem": question.stem,
        "topic": question.topic,
        "why": question.why,
        "cites": question.cites,
        "level": question.level and question.level.value,
        "tags": question.tags,
        "is_draft": question.is_draft,
    }
    match question:
        case Choice():
            options = [
                {"text": option.text, "is_key": option.is_key, "why": option.why, "is_pinned": option.is_pinned}
                for option in question.options
            ]
            return {"kind": "choice", **common, "options": options, "any_key_will_do": question.any_key_will_do}
        case Matching():
            pairs = [
                {"prompt": pair.prompt, "answer": pair.answer, "why": pair.why, "cites": pair.cites}
                for pair in question.pairs
            ]
            extras = [{"text": extra.text, "why": extra.why} for extra in question.extras]
            return {"kind": "matching", **common, "pairs": pairs, "extras": extras}
        case _:
            assert_never(question)


def question_of(fields: Fields) -> Question:
    """The question of which `json_of_question` made the object; ValueError where it is none."""
    level = fields.text_or_none("level")
    common: _Common = {
        "id": fields.text("id"),
        "stem": fields.text("stem"),
        "topic": fields.text("topic"),
        "why": fields.text("why"),
        "cites": fields.texts("cites"),
        "level": None if level is None else Level(level),
        "tags": fields.texts("tags"),
        "is_draft": fields.flag("is_draft"),
    }
    match fields.text("kind"):
        case "choice":
            options = tuple(
                Option(each.text("text"), each.flag("is_key"), each.text("why"), each.flag("is_pinned"))
                for each in fields.parts("options")
            )
            return Choice(**common, options=options, any_key_will_do=fields.flag("any_key_will_do"))
        case "matching":
            pairs = tuple(
                Pair(each.text("prompt"), each.text("answer"), each.text("why"), each.texts("cites"))
                for each in fields.parts("pairs")
            )
            extras = tuple(Extra(each.text("text"), each.text("why")) for each in fields.parts("extras"))
            return Matching(**common, pairs=pairs, extras=extras)
        case kind:
            raise ValueError(f"{kind!a} is no kind of question")
