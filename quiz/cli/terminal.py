"""What is known of the terminal, and what is made of it before anything is written."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from quiz.plain.talk import Talk

FALLBACK_WIDTH = 79


def forgive() -> None:
    """Lets the standard streams replace what they cannot encode or decode instead of failing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def wants_plain(env: Mapping[str, str]) -> bool:
    """Whether only lines of text will do: by the learner's wish, or because no full terminal is there."""
    asked = env.get("ACCESSIBLE", "") not in {"", "0"} or env.get("TERM") == "dumb"
    return asked or not (is_terminal(sys.stdin) and is_terminal(sys.stdout))


def is_terminal(stream: TextIO | None) -> bool:
    # A standard stream that was closed before the program began is None.
    return stream is not None and stream.isatty()


def width() -> int:
    """The cells of a line: as COLUMNS or the terminal says, 79 where neither does."""
    return shutil.get_terminal_size((FALLBACK_WIDTH, 24)).columns


def drop_output() -> None:
    """Sends what is still to be written to standard output nowhere, so that closing it cannot fail any more."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def talk() -> Talk:
    """A conversation on the standard streams."""
    from quiz.plain.talk import Talk

    return Talk(
        lines=sys.stdin or io.StringIO(),
        out=sys.stdout or io.StringIO(),
        width=width(),
        is_interactive=is_terminal(sys.stdin),
    )
