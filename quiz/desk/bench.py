"""The author's bench at the desk: a bank's file with everything that is to be said of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from quiz.banks.loader import Loaded, load, load_text
from quiz.checks.examination import examine
from quiz.checks.flaw import Flaw
from quiz.errors import BankError, Problem

FORMAT = "format"
"""The id of what is no rule of `quiz.checks`: whether the file can be read as its author means it."""

ABOUT_FORMAT = (
    "The bank can be read, and is what its author means it to be. A bank that breaks the format, or quotes what is not "
    "in its document, cannot be used at all; a text that a comment may have cut, or a quotation that stands in the "
    "document more than once, may not be what was meant. Each sentence says what to write instead."
)


@dataclass(frozen=True, slots=True)
class Examined:
    """A bank's file: the bank where it can be read as one, and its problems in the order of the file."""

    path: Path
    loaded: Loaded | None
    problems: tuple[Problem, ...]


def examined(path: Path) -> Examined:
    """The bank of the folder or file, with all that its reading and the rules of `quiz.checks` find."""
    try:
        return _examined(path, load(path))
    except BankError as error:
        return _unreadable(path, error)


def examined_text(text: str, file: Path) -> Examined:
    """The same of a text that would be that file."""
    try:
        return _examined(file, load_text(text, file))
    except BankError as error:
        return _unreadable(file, error)


def _unreadable(path: Path, error: BankError) -> Examined:
    return Examined(path, None, tuple(problem._replace(rule=FORMAT) for problem in error.problems))


def _examined(path: Path, loaded: Loaded) -> Examined:
    problems = [problem._replace(rule=FORMAT) for problem in loaded.warnings]
    placing = _Placing(loaded)
    problems += [placing.problem(flaw) for flaw in examine(loaded.bank, loaded.exemptions)]
    return Examined(path, loaded, tuple(sorted(problems)))


class _Placing:
    """Finds the places of flaws in the bank's file and in its document."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._lines: list[int] | None = None  # where each line of the document begins

    def problem(self, flaw: Flaw) -> Problem:
        """The flaw at its place in the document where it has a span there, or else in the bank's file."""
        document = self._loaded.document_path
        if flaw.span and document:
            line, column = self._in_document(flaw.span.start)
            return Problem(str(document), line, column, flaw.sentence, flaw.severity, flaw.rule)
        places = self._loaded.places
        place = places.of_bank(flaw.part) if flaw.question is None else places.of(flaw.question, flaw.part)
        return Problem(places.path, place.line, place.column, flaw.sentence, flaw.severity, flaw.rule)

    def _in_document(self, offset: int) -> tuple[int, int]:
        if self._lines is None:
            text = self._loaded.bank.document.text
            self._lines = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1
