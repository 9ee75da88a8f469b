"""What the commands of the author's bench have in common."""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

from quiz.cli.command import Run
from quiz.core.text import printable
from quiz.errors import BankError, RequestError

if TYPE_CHECKING:
    from quiz.core.documents.document import Document, Span

UNREADABLE = 2


def refusing(run: Run) -> Run:
    """The command with the exit status 2, and the reasons on standard error, where what it is given cannot be read."""

    def refused(args: argparse.Namespace) -> int:
        try:
            return run(args)
        except BankError as error:
            print(printable(str(error)), file=sys.stderr)
            return UNREADABLE
        except RequestError as error:
            print(printable(f"quiz: {error}"), file=sys.stderr)
            return UNREADABLE

    return refused


class Lines:
    """Where the lines of a document begin."""

    def __init__(self, document: Document) -> None:
        text = document.text
        self._starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]

    def place_of(self, span: Span) -> tuple[int, int]:
        """The line and the column in which the span begins, both counted from 1."""
        line = bisect_right(self._starts, span.start)
        return line, span.start - self._starts[line - 1] + 1
