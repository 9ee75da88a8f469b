"""How long it takes to say where one stands, next to the same figures asked of SQLite."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks import histories
from benchmarks.figures import Effort, Table, ratio, shown
from benchmarks.pane import ROOT
from quiz.paths import history_file
from quiz.store.database import Database
from quiz.store.history import History

NAME = "standing"

_ROUNDS = 3
_RETENTION = 0.9

_TOTALS = (
    """
    SELECT bank, count(*), sum(fraction > 1 - 1e-6), sum(fraction < 1e-6), avg(fraction), sum(seconds),
        count(DISTINCT session), max(at)
    FROM kept GROUP BY bank
    """,
    "SELECT bank, question, count(*), max(id), fraction, fingerprint FROM kept GROUP BY bank, question",
)
"""What `quiz stats` says, from the answers alone."""

_FIGURES = (
    "SELECT bank, question, count(*), sum(fraction > 1 - 1e-6), sum(fraction) FROM kept GROUP BY bank, question",
    "SELECT at / 900000, count(*), sum(fraction > 1 - 1e-6), sum(fraction) FROM kept GROUP BY 1",
    """
    SELECT certainty, count(*), sum(fraction > 1 - 1e-6), sum(fraction) FROM kept
    WHERE certainty IS NOT NULL GROUP BY certainty
    """,
    """
    SELECT nth, count(*), sum(fraction > 1 - 1e-6), sum(fraction) FROM (
        SELECT min(row_number() OVER (PARTITION BY bank, question ORDER BY id), 20) AS nth, fraction FROM kept
    ) GROUP BY nth
    """,
    """
    SELECT nth, count(*), sum(fraction > 1 - 1e-6), sum(fraction) FROM (
        SELECT min(row_number() OVER (PARTITION BY session ORDER BY id), 100) AS nth, fraction FROM kept
    ) GROUP BY nth
    """,
    """
    SELECT bank, question, fingerprint, given, count(*) FROM kept WHERE fraction <= 1 - 1e-6
    GROUP BY bank, question, fingerprint, given
    """,
)
"""What the figures are, a statement each."""


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    questions, attempts = histories.size(effort)
    home = folder / "figures"
    bank = histories.put_home(home, questions, attempts)
    path = history_file({"QUIZ_HOME": str(home)})
    with History.open(path) as history:
        history.memories.bring_up_to_date(_RETENTION)
    with History.open(path) as history, closing(Database(path)) as database:
        short = _pairs(lambda: _run(home, "stats", bank.id), lambda: _ask(database, _TOTALS))
        counted = _pairs(lambda: history.figures(bank.id), lambda: _ask(database, _FIGURES))
        full = _pairs(lambda: _run(home, "stats", bank.id, "--json"), lambda: _ask(database, _FIGURES))
    table = Table(
        "Where one stands",
        ("what is told", "median", "bare SQL of the same", "median of ratios", "goal"),
        note=f"{attempts:,} answers to {questions:,} questions; {_ROUNDS} rounds, both in each. The commands are whole "
        "processes, and what is remembered is up to date.",
    )
    for title, (ours, bare), goal in (
        ("`quiz stats BANK`", short, "1 s or 3.00"),
        ("History.figures", counted, "3.00"),
        ("`quiz stats BANK --json`", full, "3.00"),
    ):
        table.add(title, shown(median(ours)), shown(median(bare)), f"{ratio(ours, bare):.2f}", goal)
    yield table


def _pairs(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[list[float], list[float]]:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for work, seconds in zip((ours, bare), taken, strict=True):
            began = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - began)
    return taken


def _ask(database: Database, statements: tuple[str, ...]) -> None:
    for statement in statements:
        for _ in database.rows(statement):
            pass


def _run(home: Path, *words: str) -> None:
    env = {**os.environ, "QUIZ_HOME": str(home), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "quiz", *words], env=env, check=True, stdout=subprocess.DEVNULL)
