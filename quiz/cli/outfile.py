"""Files that commands write where the learner says."""

from __future__ import annotations

import os
from pathlib import Path

from quiz.errors import RequestError


def write(path: Path, text: str) -> None:
    """Writes the file, in the place of one that is there: whole, or not at all.

    RequestError where it cannot be written; what was there is then as it was.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe or a terminal has no place to be taken
            path.write_text(text, encoding="utf-8")
        else:
            _replace(path.resolve(), text)  # a link to a file elsewhere stays a link
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}.") from error


def _replace(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
