"""How long it takes to record an answer, next to a bare commit of one row of the same size on the same disk."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import generated
from benchmarks.figures import Effort, Table, percentile, ratio, shown
from quiz.banks.cache import open_bank
from quiz.core.answers import Chosen
from quiz.core.bank import Bank
from quiz.core.marking import Rule
from quiz.core.session import Plan, Session
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds

NAME = "recording"

_ANSWERS = 500
_BYTES_OF_AN_ATTEMPT = 320
"""What the columns of an attempt and of its wording hold, all in all."""


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    count = 100 if effort.is_quick else _ANSWERS
    bank = open_bank(generated.write(folder / "recorded", count, only_single=True), None)
    with History.open(folder / "history.db") as history, closing(_bare(folder / "bare.db")) as connection:
        record, commit = _recorder(history, bank), _committer(connection)
        pairs = [(_seconds(commit, number), _seconds(record, number)) for number in range(count)]
    bare, recorded = ([pair[place] for pair in pairs] for place in (0, 1))
    table = Table(
        "Recording an answer",
        ("what is written", "min", "median", "p95", "median of ratios", "goal"),
        note=f"{count} of each in turn, on the disk of this folder; both in WAL mode with synchronous=FULL.",
    )
    for title, seconds, goal in (("bare commit of a row", bare, ""), ("History.record", recorded, "2.00")):
        figures = (min(seconds), median(seconds), percentile(seconds, 0.95))
        table.add(title, *map(shown, figures), f"{ratio(seconds, bare):.2f}", goal)
    yield table


def _seconds(work: Callable[[int], object], number: int) -> float:
    began = time.perf_counter()
    work(number)
    return time.perf_counter() - began


def _recorder(history: History, bank: Bank) -> Callable[[int], object]:
    """Records the answer to a question; the session is in the history already, as in the program."""
    now = datetime.now(UTC)
    plan = Plan(new_id(milliseconds(now)), bank.id, tuple(bank.catalogue.ids), 1, Rule.OU, now)
    history.begin(plan)
    answers = []
    session = Session(plan)
    for question in bank.questions:
        session, answered = session.answer(question, Chosen(frozenset({0})), datetime.now(UTC), 1.0)
        answers.append((question, answered))
        session = session.go_on()
    return lambda number: history.record(plan, *answers[number])


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT")
    return connection


def _committer(connection: sqlite3.Connection) -> Callable[[int], object]:
    content = "x" * _BYTES_OF_AN_ATTEMPT

    def commit(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row VALUES (?, ?)", (number, content))
        connection.execute("COMMIT")

    return commit
