"""Copies of the history under the date of the day, in a folder beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from quiz.errors import HistoryError
from quiz.store.wholefile import written_whole

FOLDER = "backups"


def keep_dated(history: Path, copy: Callable[[Path], None], at: datetime | None = None) -> Path:
    """The new file in the folder of backups that `copy` filled; its name has the moment, now if none is given."""
    folder = history.parent / FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise HistoryError(
            f"The folder {folder} for copies of the history cannot be made: {error.strerror}."
        ) from error
    moment = (at or datetime.now(UTC)).astimezone(UTC)
    stem = f"{history.stem}-{moment:%Y-%m-%dT%H%M%SZ}"
    names = (f"{stem}{f'-{number}' if number else ''}{history.suffix}" for number in range(100))
    path = next((folder / name for name in names if not (folder / name).exists()), folder / f"{stem}{history.suffix}")
    keep(path, copy)
    return path


def keep(path: Path, copy: Callable[[Path], None]) -> None:
    """Has `copy` fill a file that is at the path once it is whole; HistoryError where there is one already."""
    with written_whole(path, replaces=False) as filled:
        copy(filled)
