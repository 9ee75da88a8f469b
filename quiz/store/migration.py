"""Migrations: numbered SQL scripts that bring a history of any earlier version to that of today."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files

from quiz.errors import HistoryError

_OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables


def migrate(connection: sqlite3.Connection, before: Callable[[], None] | None = None) -> None:
    """Brings the database to the last version, whoever else is bringing it there at this moment.

    `before` is called once ahead of all changes to one that has rows, and nobody else writes in it meanwhile.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise HistoryError(f"This Python carries SQLite {sqlite3.sqlite_version}, and the history needs 3.37 or newer.")
    scripts = sorted(files("quiz.store").joinpath("migrations").iterdir(), key=lambda script: script.name)
    for number, script in enumerate(scripts, start=1):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version < number:
                if before and _has_rows(connection):
                    before()
                before = None
                for statement in _statements(script.read_text(encoding="utf-8").splitlines(keepends=True)):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")


def _has_rows(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return any(connection.execute(f'SELECT 1 FROM "{name}"').fetchone() for (name,) in tables)  # noqa: S608 - its own


def _statements(lines: Iterable[str]) -> Iterator[str]:
    statement = ""
    for line in lines:
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
