"""What a history's file says of itself before SQLite opens it, and whether it may be opened."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from quiz.errors import HistoryError

APPLICATION_ID = 0x5155495A
"""What marks a file as a history: "QUIZ" in ASCII, as migration 1 writes it."""

VERSION = 2
"""The number of the last migration."""

BUSY_SECONDS = 5.0
"""How long whoever finds the file in use waits for it."""

_MAGIC = b"SQLite format 3\0"

# The files that this process has open. On POSIX whoever closes a file takes away all locks that the process has on it,
# SQLite's too, and another copy of quiz would then throw away the log that is written to (sqlite.org/howtocorrupt.html,
# section 2.2).
opened_here: Counter[tuple[int, int] | None] = Counter()


def file_of(path: Path) -> tuple[int, int] | None:
    """What tells the file from all others, whatever path leads to it; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_opened_here(path: Path) -> bool:
    """Whether this process has the history open: then nothing but SQLite may open the file."""
    file = file_of(path)
    return file is not None and opened_here[file] > 0


class Stamp(NamedTuple):
    """What a database file says of itself."""

    application_id: int
    version: int
    is_empty: bool
    is_wal: bool


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of the file, None where there is none yet; the file and what is beside it stay as they are.

    SQLite would leave its -wal and -shm files beside a history that it may only read, so the header is read here
    (sqlite.org/fileformat2.html, section 1.3) unless a log beside the file may hold a newer one, or this process has
    the file open.
    """
    if is_opened_here(path):
        return _stamp_in_log(path, is_wal=True)
    try:
        with path.open("rb") as file:
            header = file.read(108)
    except FileNotFoundError:
        return None
    except IsADirectoryError as error:
        raise HistoryError(f"{path} is a folder, and the history is to be a file. Move the folder away.") from error
    except OSError as error:
        raise HistoryError(f"The history {path} cannot be read: {error.strerror or error}.") from error
    if not header:
        return None
    if len(header) < 108 or not header.startswith(_MAGIC):
        raise HistoryError(f"{path} is not a history: it is no SQLite database. Move it away, and a new one is begun.")
    is_wal = header[18] == 2
    if _size_of(path.with_name(f"{path.name}-wal")):
        return _stamp_in_log(path, is_wal=is_wal)
    return Stamp(
        application_id=int.from_bytes(header[68:72]),
        version=int.from_bytes(header[60:64]),
        is_empty=header[100] == 0x0D and header[103:105] == b"\0\0",
        is_wal=is_wal,
    )


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _stamp_in_log(path: Path, *, is_wal: bool) -> Stamp:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as connection:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return Stamp(application_id, version, not tables, is_wal)


def refuse(path: Path, stamp: Stamp | None) -> None:
    """HistoryError where the file is another program's, too new, or not to be written."""
    if stamp is not None:
        is_fresh = stamp.is_empty and not stamp.application_id and not stamp.version
        if stamp.application_id != APPLICATION_ID and not is_fresh:
            raise HistoryError(f"{path} is the database of another program. Move it away, and a new one is begun.")
        if stamp.version > VERSION:
            raise HistoryError(
                f"{path} was written by a newer version of quiz: its format is {stamp.version}, and this version "
                f"knows formats up to {VERSION}. Update quiz, or name another folder in QUIZ_HOME."
            )
        if not os.access(path, os.W_OK):
            raise HistoryError(unwritable(path))
    if not os.access(path.parent, os.W_OK):
        raise HistoryError(unwritable(path.parent))


def unwritable(path: Path) -> str:
    """The sentence for a file or folder that cannot be written."""
    return f"{path} cannot be written. Change its permissions, or name another folder in QUIZ_HOME."
