"""The union of histories: the same in any order, as often as one likes, and whole or not at all."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings, strategies as st

from quiz.store import merging
from quiz.store.database import Database
from quiz.store.facts import TABLES
from quiz.store.history import History
from quiz.store.merging import Counted
from tests.store.facts import (
    DRAWN,
    FACTS,
    FINGERPRINTS,
    MORNING,
    QUESTIONS,
    Facts,
    drawn_of,
    facts_of,
    id_of,
    put,
    union,
)
from tests.store.test_processes import REPOSITORY, is_sound

WAYS = ("file", "lines", "folder")

Meeting = tuple[int, int, str]
"""Which history takes in, which is taken in, and how."""


def meet(paths: list[Path], meeting: Meeting, folder: Path) -> None:
    into, of, way = meeting
    with History.open(paths[into]) as history:
        match way:
            case "file":
                history.exchange.merge(paths[of])
            case "lines":
                with History.open(paths[of]) as other:
                    other.exchange.export_to(folder / "lines")
                history.exchange.merge(folder / "lines")
            case _:
                history.exchange.sync(folder)


def shapes(path: Path) -> list[tuple[str, str]]:
    """The triggers and indexes of the history."""
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index')"))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(FACTS, min_size=3, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(WAYS)), max_size=6),
    st.sampled_from(WAYS),
    st.booleans(),
)
def test_histories_that_have_met_are_the_same_whoever_met_whom_first(
    histories: list[Facts], meetings: list[Meeting], last: str, has_remembered: bool
) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setattr(merging, "_MANY", 1)  # the indexes are made anew where most answers are new
        paths = [put(folder / f"{i}.db", facts) for i, facts in enumerate(histories)]
        # A history made a row at a time has the first row of each key.
        expected = union(map(facts_of, paths))
        before = shapes(paths[0])
        if has_remembered:
            drawn_of(paths[1])
        for meeting in meetings:
            meet(paths, meeting, folder)
        for meeting in [(i, j, last) for _ in range(2) for i in range(3) for j in range(3)]:
            meet(paths, meeting, folder)
        assert [facts_of(path) for path in paths] == [expected] * 3
        assert shapes(paths[0]) == before
        alone = put(folder / "alone.db", expected)
        assert [drawn_of(path) for path in paths] == [drawn_of(alone)] * 3
        for path in paths:
            assert is_sound(path)


@settings(max_examples=25, deadline=None)
@given(FACTS, FACTS)
def test_what_is_drawn_is_drawn_at_once_and_what_came_is_counted(ours: Facts, theirs: Facts) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        one, other = put(folder / "one.db", ours), put(folder / "other.db", theirs)
        keys = [{(table, row[0]) for table, rows in facts_of(path).items() for row in rows} for path in (one, other)]
        new = keys[1] - keys[0]
        with History.open(one) as history:
            counted = history.exchange.merge(other)
            assert counted[:2] == (sum(table == "attempt" for table, _ in new), len(new))
            theirs_here = set() if counted.answers else {row[0] for row in facts_of(other)["attempt"]}
            taken_back = {row[0] for row in facts_of(one)["retraction"]}
            assert counted[2:] == (len(theirs_here), len(theirs_here & taken_back))
            assert history.exchange.merge(other)[:2] == history.exchange.merge(one)[:2] == (0, 0)
        alone = put(folder / "alone.db", facts_of(one))
        with closing(sqlite3.connect(one)) as merged, closing(sqlite3.connect(alone)) as made:
            for table in ("tally", "open_session"):
                told = f"SELECT * FROM {table} ORDER BY 1, 2" if table == "tally" else f"SELECT * FROM {table}"  # noqa: S608
                assert merged.execute(told).fetchall() == made.execute(told).fetchall()


def test_memory_is_told_of_other_keys_that_came_after_the_answer(tmp_path: Path) -> None:
    facts = many(0, 1)
    answer = list(facts["attempt"][0])
    answer[5] = '{"matched":[["innate","NK cell"]]}'
    facts = {**facts, "attempt": [tuple(answer)], "retraction": []}
    wordings = [(FINGERPRINTS[0], "Match", f'["innate → {choice}"]', "[]") for choice in ("T cell", "NK cell")]
    path = put(tmp_path / "history.db", {**facts, "wording": wordings[:1]})
    drawn_of(path)
    with History.open(path) as history:
        assert not history.memories.of_bank("a")["gut"]["innate"].is_right
        history.exchange.merge(put(tmp_path / "other.db", {"wording": wordings[1:]}))
        history.memories.bring_up_to_date(0.9)
        assert history.memories.of_bank("a")["gut"]["innate"].is_right
    assert facts_of(path)["wording"] == wordings[1:]


def test_every_table_is_of_facts_or_drawn_from_them(tmp_path: Path) -> None:
    History.open(tmp_path / "history.db").close()
    with closing(sqlite3.connect(tmp_path / "history.db")) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert names == {*(table.name for table in TABLES), *DRAWN, "memory_terms"}
        for table in TABLES:
            columns = connection.execute(f"PRAGMA table_xinfo({table.name})").fetchall()
            assert [(name, type, not required, place) for _, name, type, required, _, place, _ in columns] == [
                (column.name, column.kind.declared, column.may_be_null, int(column.name == table.key))
                for column in table.columns
            ]


# A copy that is killed

KILLED = """
import os, signal, sys
from pathlib import Path
from quiz.store import merging
from quiz.store.history import History
merging._MANY = 1
left = int(sys.argv[3])
def count(statement):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
with History.open(Path(sys.argv[1])) as history:
    history._database._connection.set_trace_callback(count)
    history.exchange.merge(Path(sys.argv[2]))
    history._database._connection.set_trace_callback(None)
    print(int(sys.argv[3]) - left)
"""


def merged_until(path: Path, other: Path, statement: int) -> subprocess.CompletedProcess[str]:
    """The merge in a process that is killed as it comes to the statement."""
    return subprocess.run(
        [sys.executable, "-c", KILLED, path, other, str(statement)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def many(first: int, count: int) -> Facts:
    """So many answers, each in a session of its own, and two of them taken back."""
    ids = [id_of(first + i) for i in range(count)]
    session = ("a", '["gut"]', "7", "ou", MORNING, None, "study", None)
    answer = (FINGERPRINTS[0], '{"chosen":["Sepsis"]}', 1.0, "ou", MORNING, 4.5, None, None)
    return {
        "session": [(id, *session) for id in ids],
        "attempt": [(id, id, "a", QUESTIONS[i % 2], *answer) for i, id in enumerate(ids)],
        "retraction": [(id, MORNING) for id in ids[:2]],
        "session_end": [(id, MORNING) for id in ids[:5]],
    }


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_a_merge_that_is_killed_leaves_the_history_as_it_was(tmp_path: Path) -> None:
    path, other = put(tmp_path / "history.db", many(0, 50)), put(tmp_path / "other.db", many(40, 200))
    spare = put(tmp_path / "spare.db", facts_of(path))
    before = facts_of(path), drawn_of(path), shapes(path)
    statements = int(merged_until(spare, other, 10**6).stdout)
    assert statements > 50
    for statement in range(statements - 1, 0, -statements // 12):
        assert merged_until(path, other, statement).returncode == -signal.SIGKILL
        assert (facts_of(path), drawn_of(path), shapes(path)) == before
        assert is_sound(path)
    assert merged_until(path, other, 10**6).returncode == 0
    assert facts_of(path) == facts_of(spare) == union([facts_of(spare), facts_of(other)])


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(put(tmp_path / "other.db", many(100, 10)))) as database:
        yield database


def test_a_history_in_use_is_read_with_what_only_its_log_has(tmp_path: Path, other: Database) -> None:
    with other.transaction():
        other.write("INSERT INTO session_end VALUES (?, ?)", (id_of(109), MORNING))
    assert (tmp_path / "other.db-wal").stat().st_size
    with History.open(tmp_path / "history.db") as history:
        assert history.exchange.merge(other.path) == Counted(10, 10 + 10 + 2 + 5 + 1)
    assert facts_of(tmp_path / "history.db") == facts_of(other.path)
