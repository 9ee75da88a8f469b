"""Questions and banks made in a line, for tests that need one of a certain shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quiz.core.bank import Bank, catalogue_of
from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question


def choice(
    id: str,
    keys: str,
    *,
    pinned: Iterable[int] = (),
    any_key_will_do: bool = False,
    topic: str = "t",
    level: Level | None = None,
    tags: tuple[str, ...] = (),
    is_draft: bool = False,
    stem: str = "",
) -> Choice:
    """A choice question with an option for each character of `keys`: 1 for a right one, 0 for a wrong one."""
    pins = frozenset(pinned)
    options = tuple(Option(f"{id} option {i}", key == "1", is_pinned=i in pins) for i, key in enumerate(keys))
    return Choice(
        id=id,
        stem=stem or f"{id}?",
        topic=topic,
        options=options,
        any_key_will_do=any_key_will_do,
        level=level,
        tags=tags,
        is_draft=is_draft,
    )


def matching(
    id: str,
    answers: Sequence[str],
    extras: Sequence[str] = (),
    *,
    topic: str = "t",
    level: Level | None = None,
    tags: tuple[str, ...] = (),
    is_draft: bool = False,
) -> Matching:
    """A matching question with a prompt for each answer, in order."""
    return Matching(
        id=id,
        stem=f"{id}?",
        topic=topic,
        level=level,
        tags=tags,
        is_draft=is_draft,
        pairs=tuple(Pair(f"{id} prompt {i}", answer) for i, answer in enumerate(answers)),
        extras=tuple(Extra(text) for text in extras),
    )


def bank(questions: Sequence[Question], document: str = "", *, id: str = "bank") -> Bank:
    """A bank of the questions, whose topics are those that they name, in order."""
    topics = {question.topic: question.topic.title() for question in questions}
    return Bank(
        id=id,
        title=id.title(),
        language="en",
        license="CC0-1.0",
        topics=topics,
        questions=tuple(questions),
        catalogue=catalogue_of(questions, tuple(topics)),
        document=document,
    )
