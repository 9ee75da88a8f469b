"""The history's file: opened, brought up to date and refused, with sentences for what can go wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from quiz.errors import HistoryError
from quiz.store.stamp import BUSY_SECONDS, VERSION, file_of, opened_here, refuse, stamp_of, unwritable

_LONGEST_VALUE = 16 * 2**20  # bytes, of another history's

Value = str | int | float | None
Values = tuple[Value, ...] | dict[str, Value]
Row = tuple[Any, ...]


class Database:
    """A connection to a history that is up to date, for the thread that opened it.

    Every failure of SQLite leaves here as a HistoryError that names the file.
    """

    def __init__(self, path: Path) -> None:
        """The history at `path`, which is created with its folder where there is none.

        HistoryError where the file is not a history, is damaged, comes from a newer version or cannot be written; it
        is then left as it was.
        """
        self.path = path
        with _in_sentences(path):
            _make_folder(path)
            stamp = stamp_of(path)
            refuse(path, stamp)
            # An absolute path is never taken for a URI, and other histories are attached by theirs.
            connection = sqlite3.connect(path.absolute(), timeout=BUSY_SECONDS, isolation_level=None, uri=True)
            try:
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                # Asked again: SQLite may just have taken back what a killed copy had begun.
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version < VERSION:
                    from quiz.store.migration import migrate  # noqa: PLC0415 - 5 ms that a history of today does without

                    migrate(connection, before=lambda: _keep_copy(path))
                if stamp is None or not stamp.is_wal:
                    _switch_to_wal(connection)
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._file = file_of(path)
        opened_here[self._file] += 1

    def close(self) -> None:
        if self._file is not None:
            opened_here[self._file] -= 1
            self._file = None
        with _in_sentences(self.path):
            self._connection.close()

    def rows(self, sql: str, values: Values = ()) -> Generator[Row]:
        """The rows that the query gives, read as they are asked for."""
        with _in_sentences(self.path), closing(self._execute(sql, values)) as cursor:
            yield from cursor

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row that the query gives."""
        with closing(self.rows(sql, values)) as rows:
            return next(rows, None)

    def write(self, sql: str, values: Values = ()) -> int:
        """The number of rows that the statement wrote, inside `transaction`."""
        return self._execute(sql, values).rowcount

    def write_many(self, sql: str, rows: Iterable[tuple[Value, ...]]) -> None:
        """Runs the statement with each of the rows, which hold no half surrogates, inside `transaction`."""
        self._connection.executemany(sql, rows)

    def _execute(self, sql: str, values: Values) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, values)
        except UnicodeEncodeError:
            return self._connection.execute(sql, encodable(values))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is on the disk together once this ends, or not at all where it raises."""
        with _in_sentences(self.path), _begun(self._connection, "IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read inside is as it was when the first of it was read; only temporary tables are written."""
        with _in_sentences(self.path), _begun(self._connection, "DEFERRED"):
            yield

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What is written inside, in a transaction, is taken back where it raises, and what was before it is not."""
        self._connection.execute("SAVEPOINT here")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO here")
                self._connection.execute("RELEASE here")
            raise
        self._connection.execute("RELEASE here")

    @contextmanager
    def without_triggers(self) -> Iterator[None]:
        """No trigger runs inside, in a transaction; in the end they are as they were."""
        with self._without("trigger"):
            yield

    @contextmanager
    def without_indexes(self, table: str) -> Iterator[None]:
        """The table has its primary key alone inside, in a transaction; in the end its indexes are made anew."""
        with self._without("index", table):
            yield

    @contextmanager
    def _without(self, type: str, table: str | None = None) -> Iterator[None]:
        # An index that a primary key brings with it has no SQL.
        made = list(
            self.rows(
                """
                SELECT name, sql FROM main.sqlite_schema
                WHERE type = ? AND sql IS NOT NULL AND (?2 IS NULL OR tbl_name = ?2)
                """,
                (type, table),
            )
        )
        for name, _ in made:
            self.write(f'DROP {type} main."{name}"')
        yield
        for _, sql in made:
            self.write(sql)

    @contextmanager
    def attached(self, uri: str) -> Iterator[None]:
        """The database at the URI is read as `other` inside; what its schema says is not trusted."""
        connection = self._connection
        with _in_sentences(self.path):
            for pragma in ("trusted_schema = OFF", "cell_size_check = ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("ATTACH ? AS other", (uri,))
            longest = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            try:
                yield
            finally:
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
                connection.execute("DETACH other")

    def copy(self, target: Path) -> None:
        """Writes the history as it is now into the file, which is new; HistoryError names the file that fails."""
        _copy(self._connection, target)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HistoryError(
            f"The folder {path.parent} for the history cannot be made: {error.strerror or error}. "
            "Name another folder in QUIZ_HOME."
        ) from error


def _keep_copy(path: Path) -> None:
    """A dated copy of the history at the path, made through a connection of its own."""
    from quiz.store.backup import keep_dated  # noqa: PLC0415 - only a history out of date has to wait for it

    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        keep_dated(path, lambda target: _copy(connection, target))


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    with _in_sentences(target), closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """The database in WAL mode: a copy of quiz that reads does not hold up one that writes.

    SQLite does not wait where two connections switch at once, so a transaction is what waits for the other here.
    """
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        else:
            return


@contextmanager
def _begun(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _in_sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.ProgrammingError:
        raise  # a fault of ours, and not of the file
    except sqlite3.DatabaseError as error:
        raise HistoryError(_sentence(path, error)) from error


def _sentence(path: Path, error: sqlite3.DatabaseError) -> str:
    # The low byte of an extended code is the code it extends.
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return f"The disk of {path} is full: nothing was written. Free some space, and go on."
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return (
                f"{path} is damaged ({error}), and was left as it is. Move it away to begin a new history; "
                f"`sqlite3 {path.name} .recover` may read what the damaged one still holds."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return unwritable(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return (
                f"{path} is in use by another program for longer than {BUSY_SECONDS:.0f} seconds. "
                "Close that program, and try again."
            )
        case sqlite3.SQLITE_IOERR:
            return f"The disk of {path} cannot be read or written ({error}). Look after the disk, and try again."
        case _:
            return f"The history {path} cannot be used: {error}."


def encodable(values: Values) -> Values:
    """The values with every surrogate that is half of nothing made U+FFFD, since UTF-8 cannot hold it."""
    if isinstance(values, dict):
        return dict(zip(values, encodable(tuple(values.values())), strict=True))
    return tuple(
        value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value
        for value in values
    )
