"""What the loader says of a folder, in the form in which it is kept beside broken banks."""

from __future__ import annotations

from pathlib import Path

from quiz.banks.loader import load
from quiz.errors import BankError


def told(folder: Path) -> str:
    """The problems of the bank in the folder, a line each, with paths from the folder; nothing where it is whole."""
    try:
        load(folder)
    except BankError as error:
        return "".join(
            f"{problem}\n".removeprefix(f"{folder / 'bank.yaml'}:").removeprefix(f"{folder}/")
            for problem in error.problems
        )
    return ""
