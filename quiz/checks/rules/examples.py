"""Small banks that show what a rule is about: all is well in them but for what their caller puts there."""

from __future__ import annotations

from collections.abc import Collection

from quiz.core.bank import Bank, catalogue_of
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question

FACT = "Activated T cells make most of the interleukin-2."

_WHY = "So the document says."


def choice(
    stem: str,
    *options: str,
    right: Collection[int] = (0,),
    pinned: Collection[int] = (),
    id: str = "example",
    cite: str = FACT,
    has_why: bool = True,
    is_draft: bool = False,
) -> Choice:
    """A question whose options of the indexes `right` are its keys."""
    why = _WHY if has_why else ""
    return Choice(
        id=id,
        stem=stem,
        topic="example",
        why=why,
        cites=(cite,) if cite else (),
        is_draft=is_draft,
        options=tuple(Option(text, i in right, why, i in pinned) for i, text in enumerate(options)),
    )


def matching(stem: str, *pairs: tuple[str, str], extras: Collection[str] = (), id: str = "example") -> Matching:
    """A question of prompts and their answers, with further answers beside them."""
    return Matching(
        id=id,
        stem=stem,
        topic="example",
        why=_WHY,
        cites=(FACT,),
        pairs=tuple(Pair(prompt, answer, _WHY) for prompt, answer in pairs),
        extras=tuple(Extra(text, _WHY) for text in extras),
    )


def bank(*questions: Question, document: str = FACT) -> Bank:
    """A bank in English of the questions."""
    topics = {"example": "Example"}
    return Bank(
        id="example",
        title="An example",
        language="en",
        license="",
        topics=topics,
        questions=questions,
        catalogue=catalogue_of(questions, tuple(topics)),
        document=document,
    )


def asked(
    stem: str, *options: str, right: Collection[int] = (0,), pinned: Collection[int] = (), cite: str = FACT
) -> Bank:
    """A bank of one choice question, which cites the whole document."""
    return bank(choice(stem, *options, right=right, pinned=pinned, cite=cite), document=cite)


def matched(stem: str, *pairs: tuple[str, str], extras: Collection[str] = ()) -> Bank:
    """A bank of one matching question."""
    return bank(matching(stem, *pairs, extras=extras))
