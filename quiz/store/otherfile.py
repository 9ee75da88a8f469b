"""Another history's file, read without trust: from its tables alone, and nothing that its schema says is run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from quiz.errors import HistoryError
from quiz.store.database import Database, Row
from quiz.store.facts import TABLES, Table
from quiz.store.jsonlines import UnreadableError
from quiz.store.merging import Counted, attached, take_in
from quiz.store.migration import migrate
from quiz.store.stamp import APPLICATION_ID, VERSION, stamp_of

_FAULTS_OF_A_FILE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_TOOBIG,
}


def take_in_file(database: Database, path: Path, now: datetime | None = None) -> Counted:
    """What came into the history from the one in the file, which stays as it is; UnreadableError where it cannot be.

    Where `now` is said no answer may be from more than a day after it.
    """
    with _blaming(path):
        before = _state_of(path)
        is_watched = _is_open(path)

        def check_unchanged() -> None:
            if not is_watched and _state_of(path) != before:
                raise UnreadableError(f"{path} was written to while it was read. Take it in again.")

        if _version_of(path) == VERSION:
            return _take_in(database, path, path, check_unchanged, now)
        from tempfile import TemporaryDirectory  # noqa: PLC0415 - 5 ms that a history up to date does without

        with TemporaryDirectory(prefix="quiz-") as folder:
            copy = Path(folder) / "copy.db"
            _bring_up_to_date(path, copy)
            return _take_in(database, copy, path, check_unchanged, now)


def _take_in(
    database: Database, path: Path, shown: Path, finally_check: Callable[[], None], now: datetime | None
) -> Counted:
    def check(table: Table, row: Row) -> None:
        if fault := table.fault(row, now):
            raise UnreadableError(f"{shown}: {fault} Nothing was taken in.")

    with database.attached(_uri_of(path)):
        for table in TABLES:
            _expect(database, table, shown)
        with database.transaction():
            counted = take_in(database, attached, check)
            finally_check()
    return counted


def _version_of(path: Path) -> int:
    try:
        stamp = stamp_of(path)
    except HistoryError as error:
        raise UnreadableError(f"{path} is no history of quiz.") from error
    if stamp is None or stamp.application_id != APPLICATION_ID or not stamp.version:
        raise UnreadableError(f"{path} is no history of quiz.")
    if stamp.version > VERSION:
        raise UnreadableError(
            f"{path} was written by a newer version of quiz: its format is {stamp.version}, and this version knows "
            f"formats up to {VERSION}. Update quiz."
        )
    return stamp.version


def _uri_of(path: Path) -> str:
    """The file as SQLite is to open it.

    To read a database in WAL mode SQLite makes files beside it, and may leave them there; one that no program has open
    is read without.
    """
    return f"{path.absolute().as_uri()}?mode=ro{'' if _is_open(path) else '&immutable=1'}"


def _is_open(path: Path) -> bool:
    return any(path.with_name(f"{path.name}{end}").exists() for end in ("-wal", "-journal"))


def _state_of(path: Path) -> tuple[int, int, bool]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, _is_open(path)


def _bring_up_to_date(path: Path, copy: Path) -> None:
    """Makes a copy of the file, and brings that to the version of today."""
    with (
        closing(sqlite3.connect(_uri_of(path), uri=True)) as source,
        closing(sqlite3.connect(copy, isolation_level=None)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA trusted_schema = OFF")
        migrate(target)
        target.execute("PRAGMA journal_mode = DELETE")


def _expect(database: Database, table: Table, shown: Path) -> None:
    """UnreadableError where the other file has not the table as we have it."""
    kind = database.row("SELECT type FROM pragma_table_list(?) WHERE schema = 'other'", (table.name,))
    columns = list(database.rows(f'PRAGMA other.table_xinfo("{table.name}")'))
    found = [(name, type, bool(place), hidden) for _, name, type, _, _, place, hidden in columns]
    wanted = [(column.name, column.kind.declared, column.name == table.key, 0) for column in table.columns]
    if kind != ("table",) or found != wanted:
        raise UnreadableError(f'{shown} is no history of quiz: its table "{table.name}" is not as a history has it.')


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """Says of failures in reading the other file that they are of that file."""
    try:
        yield
    except UnreadableError:
        raise
    except sqlite3.DatabaseError as error:
        raise UnreadableError(_damaged(path, error)) from error
    except HistoryError as error:
        cause = error.__cause__
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if isinstance(cause, sqlite3.DatabaseError) and code in _FAULTS_OF_A_FILE:
            raise UnreadableError(_damaged(path, cause)) from error
        raise


def _damaged(path: Path, error: sqlite3.DatabaseError) -> str:
    return f"{path} cannot be read ({error}). Nothing was taken in from it."
