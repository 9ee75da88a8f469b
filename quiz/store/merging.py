"""Two histories made one: the union of their facts, and what is drawn from them drawn anew.

Where both have a row of the same key and not of the same content, the lesser one counts, column by column: of two ends
of a session or two retractions that is the earlier. So the order in which histories meet changes nothing, and neither
does meeting twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from typing import NamedTuple

from quiz.store.database import Database, Row
from quiz.store.facts import ATTEMPT, RETRACTION, SESSION, SESSION_END, TABLES, WORDING, Table
from quiz.store.jsonlines import Fact

_MANY = 10_000
"""Answers from which on the indexes are made anew, where there are not many times as many already."""


class Counted(NamedTuple):
    """How many rows came or went, and how many of them are answers.

    Where no answer came, so many were `known` here already, and so many of these have been `taken_back`.
    """

    answers: int
    rows: int
    known: int = 0
    taken_back: int = 0


Naming = Callable[[Table], str]
"""What a table of facts is called in SQL, where it is to be read."""


def here(table: Table) -> str:
    return f"main.{table.name}"


def staged(table: Table) -> str:
    return f"temp.staged_{table.name}"


def attached(table: Table) -> str:
    return f"other.{table.name}"


def _news(table: Table) -> str:
    return f"temp.news_{table.name}"


# Staging: facts from elsewhere in temporary tables of the same columns


@contextmanager
def staging(database: Database) -> Iterator[None]:
    """The tables for `stage` are there inside."""
    with database.snapshot():
        for table in TABLES:
            columns = [f"{column.name} {column.kind.declared}" for column in table.columns]
            first, rest = columns[0], ", ".join(columns[1:])
            database.write(f"CREATE TEMP TABLE staged_{table.name} ({first} PRIMARY KEY, {rest}) STRICT, WITHOUT ROWID")
    try:
        yield
    finally:
        with database.snapshot():
            for table in TABLES:
                database.write(f"DROP TABLE {staged(table)}")


def stage(database: Database, facts: Iterable[Fact]) -> None:
    """Adds the facts to those staged, inside `snapshot`."""
    for table, group in groupby(facts, key=lambda fact: fact.table):
        marks = ", ".join("?" * len(table.columns))
        database.write_many(
            f"INSERT INTO {staged(table)} VALUES ({marks}) {_unless_lesser(table, f'staged_{table.name}')}",  # noqa: S608 - names of ours
            (fact.values for fact in group),
        )


def _unless_lesser(table: Table, target: str) -> str:
    columns = table.names[1:]
    return f"""
        ON CONFLICT ({table.key}) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in columns)}
        WHERE ({_content(table, "excluded")}) < ({_content(table, target)})
    """


def _content(table: Table, of: str) -> str:
    """What rows of one key are told apart and ordered by; of a null it can be said that it is less."""
    return ", ".join(
        f"{of}.{column.name} IS NOT NULL, coalesce({of}.{column.name}, '')"
        if column.may_be_null
        else f"{of}.{column.name}"
        for column in table.columns[1:]
    )


# The union


def take_in(database: Database, source: Naming, check: Callable[[Table, Row], None] | None = None) -> Counted:
    """What came into the history of the rows in the source, inside `transaction`.

    `check` is given each row that is new, and raises where it cannot be.
    """
    for table in TABLES:
        _find_news(database, table, source)
        if check:
            with closing(database.rows(_rows_of_news(table, source))) as rows:
                for row in rows:
                    check(table, row)
    counts = {table: _count(database, f"SELECT count(*), total(is_new) FROM {_news(table)}") for table in TABLES}  # noqa: S608 - names of ours
    if any(found for found, _ in counts.values()):
        with database.without_triggers():
            _union(database, source, counts[ATTEMPT][0])
    for table in TABLES:
        database.write(f"DROP TABLE {_news(table)}")
    new = counts[ATTEMPT][1]
    found, taken_back = _known(database, source) if not new else (0, 0)
    return Counted(new, sum(new for _, new in counts.values()), found, taken_back)


def _known(database: Database, source: Naming) -> tuple[int, int]:
    """How many answers the source has, and how many of them have been taken back in the history."""
    return _count(
        database,
        f"""
        SELECT (SELECT count(*) FROM {source(ATTEMPT)}), (
            SELECT count(*) FROM {here(RETRACTION)} AS ours
            WHERE EXISTS (SELECT 1 FROM {source(ATTEMPT)} AS theirs WHERE theirs.id = ours.attempt)
        )
        """,  # noqa: S608 - names of ours
    )


def _find_news(database: Database, table: Table, source: Naming) -> None:
    """The keys of the rows in the source that the history has not, or has with a greater content."""
    key = table.key
    database.write(f"CREATE TEMP TABLE news_{table.name} (key TEXT PRIMARY KEY, is_new INTEGER) WITHOUT ROWID")
    database.write(
        f"""
        INSERT OR IGNORE INTO {_news(table)}
        SELECT theirs.{key}, ours.{key} IS NULL FROM {source(table)} AS theirs
        LEFT JOIN {here(table)} AS ours ON ours.{key} = theirs.{key}
        WHERE ours.{key} IS NULL OR ({_content(table, "theirs")}) < ({_content(table, "ours")})
        ORDER BY theirs.{key}
        """  # noqa: S608 - names of ours
    )


def _rows_of_news(table: Table, source: Naming) -> str:
    columns = ", ".join(f"theirs.{name}" for name in table.names)
    return f"""
        SELECT {columns} FROM {_news(table)} AS news CROSS JOIN {source(table)} AS theirs
        ON theirs.{table.key} = news.key ORDER BY news.key
    """  # noqa: S608 - names of ours


def _union(database: Database, source: Naming, attempts: int) -> None:
    database.write("CREATE TEMP TABLE changed (bank TEXT, question TEXT, PRIMARY KEY (bank, question)) WITHOUT ROWID")
    # Where an attempt has another content than it had, it may have been to another question.
    database.write(
        f"""
        INSERT OR IGNORE INTO temp.changed
        SELECT bank, question FROM {_news(ATTEMPT)} JOIN main.attempt ON id = key WHERE NOT is_new
        """  # noqa: S608 - names of ours
    )
    for table in TABLES:
        if table is ATTEMPT and attempts >= max(_MANY, _answers_here(database) // 4):
            with database.without_indexes(table.name):
                _insert(database, table, source)
        else:
            _insert(database, table, source)
    database.write(
        f"""
        INSERT OR IGNORE INTO temp.changed
        SELECT bank, question FROM {_news(ATTEMPT)} JOIN main.attempt ON id = key
        UNION ALL SELECT bank, question FROM {_news(RETRACTION)} JOIN main.attempt ON id = key
        """  # noqa: S608 - names of ours
    )
    _draw(database)
    database.write("DROP TABLE temp.changed")


def _answers_here(database: Database) -> int:
    answers, _ = _count(database, "SELECT coalesce(sum(attempts), 0), 0 FROM tally")
    return answers


def _count(database: Database, sql: str) -> tuple[int, int]:
    row = database.row(sql)
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _insert(database: Database, table: Table, source: Naming) -> None:
    names = ", ".join(table.names)
    database.write(
        f"INSERT INTO {here(table)} ({names}) {_rows_of_news(table, source)} {_unless_lesser(table, table.name)}"
    )


# What is drawn from the facts, as the triggers of the migrations draw it a row at a time


def _draw(database: Database) -> None:
    """Brings what is drawn up to date with the news, for the questions in `changed`."""
    changed, questions = _count(database, "SELECT (SELECT count(*) FROM temp.changed), (SELECT count(*) FROM tally)")
    if changed > questions // 2:
        database.write("DELETE FROM tally")
        # With a plus the rows are read as they stand and then sorted, in a quarter of the time of going by the index.
        database.write(_tally("kept", "+bank, +question"))
    else:
        database.write("DELETE FROM tally WHERE (bank, question) IN (SELECT bank, question FROM temp.changed)")
        database.write(_tally("temp.changed CROSS JOIN kept USING (bank, question)", "bank, question"))
    database.write("INSERT OR IGNORE INTO stale SELECT bank, question FROM temp.changed")
    if database.row(f"SELECT 1 FROM {_news(WORDING)}"):  # noqa: S608 - names of ours
        # The keys of its wording say which pairs of an answer were right. There is no index: a scan a merge will do.
        database.write(
            f"""
            INSERT OR IGNORE INTO stale SELECT bank, question FROM main.attempt
            WHERE fingerprint IN (SELECT key FROM {_news(WORDING)})
            """  # noqa: S608 - names of ours
        )
    database.write(
        f"""
        INSERT OR IGNORE INTO open_session SELECT key FROM {_news(SESSION)}
        WHERE NOT EXISTS (SELECT 1 FROM session_end WHERE session = key)
        """  # noqa: S608 - names of ours
    )
    database.write(f"DELETE FROM open_session WHERE session IN (SELECT key FROM {_news(SESSION_END)})")  # noqa: S608


def _tally(rows: str, grouping: str) -> str:
    # With max() as the only one of its kind in a SELECT, the bare columns are those of the row that has the maximum.
    return f"""
        INSERT INTO tally
        SELECT
            bank, question, count(*), sum(fraction > 1 - 1e-6), sum(fraction < 1e-6),
            sum(CAST(round(fraction * 1e9) AS INTEGER)), sum(CAST(round(seconds * 1e3) AS INTEGER)),
            max(id), fraction, fingerprint, at
        FROM {rows} GROUP BY {grouping}
    """  # noqa: S608 - names of ours
