"""What an author wants of another screen: values that the screens give and the ways take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class At:
    """Where one is in the document: on which statement, and with which question highlighted."""

    statement: int = 0
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """The wish to change a question, or without its id to write one that quotes `cites`."""

    at: At
    question: str | None
    cites: tuple[str, ...] = ()
