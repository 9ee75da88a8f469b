"""What the pronoun stands for with which a sentence begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from quiz.checks.skeletons.english import VERBS
from quiz.core.documents.document import Document, Span

_PRONOUN = re.compile(r"(?:it|they|he|she|its|their|his|her)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_AUXILIARY_WORDS = "is are was were has have had can could may might must will would shall should do does"
_AUXILIARIES = frozenset(_AUXILIARY_WORDS.split())
_MOST_WORDS = 6
_FARTHEST = 3  # sentences


def meant_by_pronoun(document: Document, statement: Span) -> str:
    """The subject of the last sentence before it, in its block, that begins with no pronoun; empty where it needs none.

    The subject is what stands before the verb, as far as English verbs are known; empty where that cannot be told.
    """
    if not _PRONOUN.match(document.text, statement.start, statement.end):
        return ""
    blocks, statements = document.blocks, document.statements
    block = blocks[max(bisect_right(blocks, statement.start, key=lambda each: each.span.start) - 1, 0)]
    at = bisect_left(statements, statement.start, key=lambda span: span.start)
    for before in reversed(statements[max(at - _FARTHEST, 0) : at]):
        if before.start < block.span.start:
            return ""
        if not _PRONOUN.match(document.text, before.start, before.end):
            return _subject(document.text[before.start : before.end])
    return ""


def _subject(sentence: str) -> str:
    for number, word in enumerate(_WORD.finditer(sentence)):
        if number > _MOST_WORDS:
            return ""
        if number and (word.group() in _AUXILIARIES or word.group() in VERBS):
            return sentence[: word.start()]
    return ""
