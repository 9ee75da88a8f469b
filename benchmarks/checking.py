"""How long all rules of the author's bench take on a bank, next to loading it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import generated
from benchmarks.figures import Effort, Table, ratio, shown
from quiz.banks.loader import load
from quiz.checks.examination import examine

NAME = "checking"

_SIZES = (1_000, 10_000)


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    table = Table(
        "Checking a bank",
        ("questions", "loading, min", "median", "all rules, min", "median", "median of ratios", "goal"),
        note="In one process, in turn: the bank is read from its YAML, then every rule is held against it.",
    )
    for size in _SIZES:
        bank = generated.write(folder / f"checked-{size}", size)
        loading: list[float] = []
        checking: list[float] = []
        for _ in range(2 if effort.is_quick else 5):
            began = time.perf_counter()
            loaded = load(bank)
            read = time.perf_counter()
            examine(loaded.bank, loaded.exemptions)
            checking.append(time.perf_counter() - read)
            loading.append(read - began)
        table.add(
            f"{size:,}",
            shown(min(loading)),
            shown(median(loading)),
            shown(min(checking)),
            shown(median(checking)),
            f"{ratio(checking, loading):.1f}",
            "10",
        )
    yield table
