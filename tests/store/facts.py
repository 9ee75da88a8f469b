"""Facts of every table, many of the same key, and what histories hold of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from quiz.store.facts import TABLES
from quiz.store.history import History

Facts = dict[str, list[tuple[Any, ...]]]

MORNING = 1_772_366_400_000
QUESTIONS = ("gut", "cells")
FINGERPRINTS = ("0123456789abcdef-0123456789abcdef", "0123456789abcdef-fedcba9876543210-0000000000000001")
DRAWN = ("tally", "open_session", "memory", "stale")


def id_of(number: int) -> str:
    return f"019caa00-0000-7000-8000-{number:012x}"


def _ids(first: int, count: int) -> st.SearchStrategy[str]:
    return st.integers(first, first + count - 1).map(id_of)


_sessions, _attempts = _ids(0, 3), _ids(100, 5)
_banks, _questions, _fingerprints = map(st.sampled_from, (("a", "b"), QUESTIONS, FINGERPRINTS))
_moments = st.integers(MORNING, MORNING + 3)
_given = st.sampled_from(('{"chosen":["Sepsis"]}', '{"chosen":["Entero\\n\'"]}', '{"matched":[["innate","NK cell"]]}'))
_texts = st.sampled_from(("[]", '["innate → NK cell"]', '["بله"]'))

ROWS: dict[str, st.SearchStrategy[tuple[Any, ...]]] = {
    "attempt": st.tuples(
        _attempts,
        _sessions,
        _banks,
        _questions,
        _fingerprints,
        _given,
        st.sampled_from((0.0, 1 / 3, 1.0)),
        st.sampled_from(("ou", "false2")),
        _moments,
        st.sampled_from((0.1, 4.5)),
        st.sampled_from((None, "guess", "high")),
        st.sampled_from((None, "", "So it says.")),
    ),
    "exam_day": st.tuples(_ids(200, 2), _banks, st.sampled_from((None, "2026-03-01")), st.just(20.0), _moments),
    "exam_event": st.tuples(_ids(300, 2), _sessions, st.sampled_from(('{"began":true}', '{"turned":2}')), _moments),
    "flag": st.tuples(
        _ids(400, 2),
        _banks,
        _questions,
        _fingerprints,
        st.sampled_from(("", "🧬\n\x00\x1b")),
        st.integers(0, 1),
        _moments,
    ),
    "retraction": st.tuples(_attempts, _moments),
    "session": st.tuples(
        _sessions,
        _banks,
        st.just('["gut","cells"]'),
        st.sampled_from(("7", "-80000000000000000000")),
        st.just("ou"),
        _moments,
        st.sampled_from((None, id_of(1))),
        st.sampled_from(("study", "review")),
        st.none(),
    ),
    "session_end": st.tuples(_sessions, _moments),
    "suspension": st.tuples(_ids(500, 2), _banks, _questions, st.integers(0, 1), _moments),
    "wording": st.tuples(_fingerprints, st.sampled_from(("Which?", "which?", "")), _texts, _texts),
}

FACTS: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {name: st.lists(rows, max_size=10 if name == "attempt" else 4) for name, rows in ROWS.items()}
)


def put(path: Path, facts: Facts) -> Path:
    """The history at the path, newly made of the facts, a row at a time, the first of each key."""
    History.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, rows in facts.items():
            for row in rows:
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608
    return path


def facts_of(path: Path) -> Facts:
    """Every fact of the history, the tables and their rows in order."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table.name: connection.execute(
                f"SELECT {', '.join(table.names)} FROM {table.name} ORDER BY {table.key}"  # noqa: S608
            ).fetchall()
            for table in TABLES
        }


def drawn_of(path: Path) -> Facts:
    """What the history draws from its facts, once memory is up to date."""
    with History.open(path) as history:
        history.memories.bring_up_to_date(0.9)
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608
            for table in DRAWN
        }


def union(histories: Iterable[Facts]) -> Facts:
    """The facts of all histories, of each key the one that is least."""
    least: dict[str, dict[str, tuple[Any, ...]]] = {table.name: {} for table in TABLES}
    for facts in histories:
        for table, rows in facts.items():
            for row in rows:
                before = least[table].setdefault(row[0], row)
                least[table][row[0]] = min(before, row, key=_order)
    return {table: [rows[key] for key in sorted(rows)] for table, rows in least.items()}


def _order(row: tuple[Any, ...]) -> list[tuple[bool, Any]]:
    return [(value is not None, value) for value in row]
