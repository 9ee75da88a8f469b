"""How long it takes from a key to what it changes on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import generated
from benchmarks.figures import Effort, Table, percentile, shown
from benchmarks.pane import Pane

NAME = "feedback"

_QUESTIONS = 100


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    count = 15 if effort.is_quick else _QUESTIONS
    bank = generated.write(folder / "answered", 2 * _QUESTIONS, only_single=True)
    chosen: list[float] = []
    marked: list[float] = []
    turned: list[float] = []
    with Pane("quiz", ("study", str(bank), "--seed", "1", "--count", str(count)), folder / "home") as pane:
        pane.wait_for(f"1/{count}")
        for number in range(1, count + 1):
            pressed = pane.type("a")
            chosen.append(pane.wait_for("(•)") - pressed)
            pressed = pane.type("\r")
            marked.append(pane.wait_for("✓ Right", "✗ Wrong") - pressed)
            pressed = pane.type("\r")
            if number < count:
                turned.append(pane.wait_for(f"{number + 1}/{count}") - pressed)
    table = Table(
        "From a key to the repainted screen",
        ("key and what it paints", "min", "median", "p95"),
        note=f"{count} questions of one session; the answer is on the disk before its verdict is painted.",
    )
    for title, seconds in (
        ("a letter: the option is chosen", chosen),
        ("enter: the verdict, explanations and passage", marked),
        ("enter: the next question", turned),
    ):
        table.add(title, shown(min(seconds)), shown(median(seconds)), shown(percentile(seconds, 0.95)))
    yield table
