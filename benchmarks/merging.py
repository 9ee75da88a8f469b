"""How long it takes to bring two histories together, next to SQLite inserting the same answers."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Effort, Table, shown
from quiz.store.history import History

NAME = "merging"

_ANSWERS = 1_000_000
_BANKS = 10
_QUESTIONS_OF_A_BANK = 1000
_ANSWERS_OF_A_SESSION = 20
_BEGAN = 1_700_000_000_000
_GOAL = "3.00"


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    count = 20_000 if effort.is_quick else _ANSWERS
    ours = _filled(folder / "ours.db", 0, count)
    theirs = _filled(folder / "theirs.db", count // 2, count)
    lines = folder / "theirs.jsonl"
    with History.open(theirs) as history:
        exported = _seconds(lambda: history.exchange.export_to(lines))
    spare = folder / "spare.db"
    bare = _seconds(lambda: _insert(spare, theirs), into=spare, of=ours)
    merged = _seconds(lambda: _merge(spare, theirs), into=spare, of=ours)
    again = _seconds(lambda: _merge(spare, theirs))
    from_lines = _seconds(lambda: _merge(spare, lines), into=spare, of=ours)
    with History.open(ours) as history:
        answers = history.exchange.what_reset_would_take("bank-0").answers
        taken_back = _seconds(lambda: history.exchange.reset("bank-0", None, datetime.now(UTC)))
    table = Table(
        f"Bringing two histories of {count:,} answers together",
        ("what is done", "time", "an answer", "ratio", "goal"),
        note="Half of the answers are in both; each once, with a history newly copied to the disk of this folder.",
    )
    for title, seconds, of, goal in (
        ("bare INSERT, without triggers", bare, count, ""),
        ("merge of the other file", merged, count, _GOAL),
        ("the same again: nothing is new", again, count, ""),
        ("merge of the other's exported lines", from_lines, count, ""),
        ("export of its lines", exported, count, ""),
        (f"reset of a bank of {answers:,} answers", taken_back, answers, ""),
    ):
        table.add(title, shown(seconds), shown(seconds / of), f"{seconds / bare:.2f}", goal)
    yield table


def _seconds(work: Callable[[], object], *, into: Path | None = None, of: Path | None = None) -> float:
    """How long the work takes, once the one file is a copy of the other."""
    if into and of:
        shutil.copy(of, into)
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _merge(path: Path, other: Path) -> None:
    with History.open(path) as history:
        history.exchange.merge(other)


def _insert(path: Path, other: Path) -> None:
    """Has SQLite alone insert the other's answers, with the indexes that a history has and without its triggers."""
    with closing(_connected(path)) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        connection.execute("BEGIN IMMEDIATE")
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("INSERT OR IGNORE INTO attempt SELECT * FROM other.attempt")
        connection.execute("COMMIT")


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _filled(path: Path, first: int, count: int) -> Path:
    """A history with so many answers, a second between them, the same for the same number wherever it is."""
    History.open(path).close()
    with closing(_connected(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * 12)
        connection.executemany(f"INSERT INTO attempt VALUES ({marks})", map(_answer, range(first, first + count)))  # noqa: S608 - marks alone
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _answer(number: int) -> tuple[str | int | float | None, ...]:
    dice = random.Random(number)
    place = dice.randrange(_BANKS * _QUESTIONS_OF_A_BANK)
    option = dice.choice((0, 0, 0, 1, 2, 3))  # half of the answers are right
    at = _BEGAN + number * 1000
    return (
        _id(at, dice.getrandbits(62)),
        _id(_BEGAN, number // _ANSWERS_OF_A_SESSION),
        f"bank-{place % _BANKS}",
        f"question-{place // _BANKS:06}",
        f"{place:016x}-{place + 1:016x}-{place + 2:016x}",
        json.dumps({"chosen": [f"The regulatory lymphocyte {place}.{option}"]}),
        0.0 if option else 1.0,
        "ou",
        at,
        1 + 9 * dice.random(),
        dice.choice((None, "low", "middle", "high")),
        None,
    )


def _id(milliseconds: int, noise: int) -> str:
    digits = f"{milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | noise:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
