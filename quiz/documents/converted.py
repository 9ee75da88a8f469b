"""What comes of a document that was read, or of one that cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.errors import QuizError

SIZE_LIMIT = 64 * 2**20
"""Bytes of a file that is looked into."""

TEXT_LIMIT = 16 * 2**20
"""Bytes of the text that may come out of it: what a bank's document may have."""


@dataclass(frozen=True, slots=True)
class Converted:
    """The text of a document, and in a sentence each what of it was lost or changed on the way.

    `language` is the tag that the document itself gives, `title` its title; empty where it does not say.
    """

    text: str
    losses: tuple[str, ...] = ()
    language: str = ""
    title: str = ""


class DocumentError(QuizError):
    """The document cannot be read; nothing was made of it."""
