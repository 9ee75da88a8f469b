"""How long it takes to open a bank, from its YAML and from the cache, next to bare readers of the same content."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import generated
from benchmarks.figures import Effort, Table, shown
from benchmarks.pane import ROOT
from quiz.banks.cache import open_bank

NAME = "opening"

_SIZES = (50, 1_000, 10_000, 100_000)
_SLOW_FROM = 10_000
_BARE_YAML_TO = 10_000


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    table = Table(
        "Opening a bank",
        ("questions", "YAML", "a question", "cache", "a question", "bare json.loads", "bare CSafeLoader", "YAML to it"),
        note="The least of several, each in a process of its own, imports not counted. From the YAML a bank is checked "
        "as a whole; from the cache it is opened, and one question read.",
    )
    for size in _SIZES[: -1 if effort.is_quick else None]:
        bank = generated.write(folder / f"bank-{size}", size)
        open_bank(bank, bank / "cache")
        ways = ("cold", "cached", "json", *(["yaml"] if size <= _BARE_YAML_TO else []))
        least = _least(bank, ways, _rounds(size, effort))
        bare = least.get("yaml")
        table.add(
            f"{size:,}",
            shown(least["cold"]),
            shown(least["cold"] / size),
            shown(least["cached"]),
            shown(least["cached"] / size),
            shown(least["json"]),
            shown(bare) if bare else "",
            f"{least['cold'] / bare:.2f}" if bare else "",
        )
    yield table


def _rounds(size: int, effort: Effort) -> int:
    if size > _SLOW_FROM:
        return 2
    return 2 if effort.is_quick else 3 if size == _SLOW_FROM else 10


def _least(bank: Path, ways: tuple[str, ...], rounds: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            command = [sys.executable, "-m", "benchmarks.opener", way, str(bank)]
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            taken[way].append(float(done.stdout))
    return {way: min(seconds) for way, seconds in taken.items()}
