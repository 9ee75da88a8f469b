"""The file of a drill: made, opened and refused, with sentences for what can go wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from quiz.core.drills.events import Event
from quiz.errors import QuizError
from quiz.live.log.codec import FORMAT, event_of

SUFFIX = ".drill"

_APPLICATION_ID = 0x4452494C
"""What marks a file as a drill: "DRIL" in ASCII."""

_BUSY_SECONDS = 5.0
_SCHEMA = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, slot TEXT UNIQUE, event TEXT NOT NULL) STRICT",
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {FORMAT}",
)


class DiskFullError(QuizError):
    """The disk takes no more: nothing of what was to be written is on it, and once there is room it goes on."""


@contextmanager
def in_sentences(path: Path) -> Iterator[None]:
    """What SQLite says against the file inside leaves here as a QuizError."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a fault of ours, and not of the file
    except sqlite3.DatabaseError as error:
        raise _sentence(path, error) from error


@contextmanager
def opened_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """The drill at the path, which a server may be writing meanwhile; QuizError where it cannot be read."""
    if not path.is_file():
        raise QuizError(f"There is no drill {path}.")
    with in_sentences(path):
        # Where a kill left a journal, SQLite has to write before anybody may read.
        mode = "rw" if path.with_name(f"{path.name}-journal").exists() else "ro"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
            # A file may come from anybody: what its schema says is not trusted.
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            _refuse(path, connection)
            yield connection


def open_to_write(path: Path) -> sqlite3.Connection:
    """The drill at the path, which is made with its folder where there is none; another thread may use it.

    QuizError where the file is no drill, is damaged, comes from a newer version or cannot be written; it is then left
    as it was.
    """
    _make_folder(path.parent)
    if path.exists():
        with opened_to_read(path) as reading:
            (verdict,) = reading.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise QuizError(_damaged(path, verdict))
    else:
        _make(path)
    with in_sentences(path):
        connection = _connect(path)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            connection.close()
            raise
        return connection


def close_written(connection: sqlite3.Connection) -> None:
    """Closes the drill and makes it one file again, so that it can be read and carried without others beside it."""
    with suppress(sqlite3.DatabaseError):  # where somebody reads it now, the others stay
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


@contextmanager
def sole_writer(path: Path) -> Generator[None]:
    """Nobody else writes in this drill meanwhile; QuizError where somebody does. A killed process holds nothing up."""
    _make_folder(path.parent)
    guard = path.with_name(f"{path.name}-lock")
    with closing(_connect(guard, timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise _sentence(guard, error) from error
            raise QuizError(f"The drill {path.stem} is being held already. Join it with `quiz attach`.") from error
        try:
            yield
        finally:
            with suppress(OSError):
                guard.unlink()


def events_in(path: Path, connection: sqlite3.Connection, after: int = 0) -> Iterator[tuple[int, Event]]:
    """The events after that number with theirs, in order; QuizError where one cannot be read."""
    for seq, text in connection.execute("SELECT seq, event FROM event WHERE seq > ? ORDER BY seq", (after,)):
        yield seq, _decoded(path, seq, text)


def event_in_slot(path: Path, connection: sqlite3.Connection, slot: str) -> Event | None:
    """The event that has the slot, None where it is free; QuizError where it cannot be read."""
    row = connection.execute("SELECT seq, event FROM event WHERE slot = ?", (slot,)).fetchone()
    return _decoded(path, *row) if row else None


def count_of_slots(connection: sqlite3.Connection, kind: str) -> int:
    """How many events have a slot of that kind, which is what stands before its first slash."""
    sql = "SELECT count(*) FROM event WHERE slot > ?1 || '/' AND slot < ?1 || '0'"  # the sign after the slash
    (count,) = connection.execute(sql, (kind,)).fetchone()
    return int(count)


def events_without_slot(path: Path, connection: sqlite3.Connection) -> Iterator[Event]:
    """The events that have no slot, in order, which are few; QuizError where one cannot be read."""
    for seq, text in connection.execute("SELECT seq, event FROM event WHERE slot IS NULL ORDER BY seq"):
        yield _decoded(path, seq, text)


def remove(path: Path) -> None:
    """Removes the drill with all that lies beside it under its name; QuizError where a server holds it."""
    with sole_writer(path):
        for each in path.parent.glob(f"{path.stem}.*"):
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)
            elif each.name != f"{path.name}-lock":
                each.unlink(missing_ok=True)


def _decoded(path: Path, seq: int, text: str) -> Event:
    try:
        return event_of(text)
    except ValueError as error:
        raise QuizError(_damaged(path, f"event {seq}: {error}")) from error


def _connect(path: Path, timeout: float = _BUSY_SECONDS) -> sqlite3.Connection:
    with in_sentences(path):
        return sqlite3.connect(path.absolute(), timeout=timeout, isolation_level=None, check_same_thread=False)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise QuizError(
            f"The folder {folder} for the drills cannot be made: {error.strerror or error}. "
            "Name another folder in QUIZ_HOME."
        ) from error


def _make(path: Path) -> None:
    """Makes the file whole under another name first: a kill meanwhile leaves no half of a drill."""
    made = path.with_name(f"{path.name}-new")
    try:
        made.unlink(missing_ok=True)
        # Secrets will be in it.
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise QuizError(_unwritable(path)) from error
    try:
        with in_sentences(path), closing(_connect(made)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA:
                connection.execute(statement)
            connection.execute("COMMIT")
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise


def _refuse(path: Path, connection: sqlite3.Connection) -> None:
    """QuizError where the file is another program's or too new."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id != _APPLICATION_ID:
        raise QuizError(f"{path} is no drill: it is a file of another program.")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > FORMAT:
        raise QuizError(
            f"{path} was written by a newer version of quiz: its format is {version}, and this version knows formats "
            f"up to {FORMAT}. Update quiz."
        )


def _sentence(path: Path, error: sqlite3.DatabaseError) -> QuizError:
    # The low byte of an extended code is the code it extends.
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFullError(f"The disk of {path} is full: this was not kept. Free some space, and go on.")
        case sqlite3.SQLITE_NOTADB:
            return QuizError(f"{path} is no drill: it is no SQLite database, or its beginning is damaged.")
        case sqlite3.SQLITE_CORRUPT:
            return QuizError(_damaged(path, str(error)))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return QuizError(_unwritable(path))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return QuizError(f"{path} is in use by another program. Close that program, and try again.")
        case sqlite3.SQLITE_IOERR:
            return QuizError(
                f"The disk of {path} cannot be read or written ({error}). Look after the disk, and then go on with "
                f"quiz host --resume {path.stem}."
            )
        case _:
            return QuizError(f"The drill {path} cannot be used: {error}.")


def _damaged(path: Path, how: str) -> str:
    return f"{path} is damaged ({how}), and was left as it is."


def _unwritable(path: Path) -> str:
    return f"{path} cannot be opened. Change the permissions of it and its folder, or name another folder in QUIZ_HOME."
