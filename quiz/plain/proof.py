"""The sentence of the document that proves an answer, asked for line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quiz.core.proof import statements_of
from quiz.core.text import fold
from quiz.plain.page import hang
from quiz.plain.talk import Left, Talk

if TYPE_CHECKING:
    from quiz.core.documents.document import Document

_MOST_NAMED = 5
_WHICH_PROVES = "Which sentence proves it? Some of its words, or its number (sentences lists them), or Enter to skip"


def ask_for_proof(talk: Talk, document: Document) -> str | None:
    """The sentence that the learner marks, None where none is; Left where the learner leaves instead."""
    statements = [text for _, text in statements_of(document)]
    while line := _line_typed(talk):
        if fold(line) == "sentences":
            for number, statement in enumerate(statements, start=1):
                talk.tell(hang(f"{number}. ", statement, talk.width))
            continue
        if fold(line) == "quit":
            raise Left
        found = _statements_named(line, statements)
        if len(found) == 1:
            return statements[found[0]]
        _tell_named(talk, line, found, statements)
    return None


def _line_typed(talk: Talk) -> str:
    try:
        return talk.ask(_WHICH_PROVES).strip()
    except EOFError:
        return ""  # the answer before it counts


def _statements_named(line: str, statements: Sequence[str]) -> list[int]:
    """The places of the statements that the line names by number or by words of theirs."""
    if line.isdecimal() and len(line) <= 6 and 1 <= int(line) <= len(statements):
        return [int(line) - 1]
    return [place for place, statement in enumerate(statements) if fold(line) in fold(statement)]


def _tell_named(talk: Talk, line: str, found: Sequence[int], statements: Sequence[str]) -> None:
    """Says why the line names no one sentence, and which it may be."""
    if line.isdecimal() and not found:
        talk.say(f"There is no such sentence: they go from 1 to {len(statements)}.")
    elif not found:
        talk.say("No sentence has these words.")
    else:
        more = f", the first {_MOST_NAMED} of them:" if len(found) > _MOST_NAMED else ":"
        talk.say(f"{len(found)} sentences have these words{more}")
        for place in found[:_MOST_NAMED]:
            talk.tell(hang(f"{place + 1}. ", statements[place], talk.width))
