"""How long it takes from starting the process to the first thing painted, next to an empty Textual app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import empty_app, generated
from benchmarks.figures import Effort, Table, ratio, shown
from benchmarks.pane import ROOT, Pane
from quiz.banks.cache import open_bank
from quiz.core.selection import Selection, draw

NAME = "start"

_SEED, _COUNT = 1, 10
_LARGE = 100_000
_CTRL_Q = "\x11"


@dataclass(frozen=True, slots=True)
class _Case:
    title: str
    module: str
    arguments: tuple[str, ...]
    painted: str
    leave: str


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    home = folder / "home"
    shipped = ROOT / "questions" / "il2-neonatal"
    cases = [
        _Case("empty Textual app", "benchmarks.empty_app", (), empty_app.WORD, _CTRL_Q),
        _studying(f"{_name(shipped)}, first question", shipped, home),
        _Case("`quiz`, the banks", "quiz", (), open_bank(shipped, home / "cache").title[:12], "q"),
    ]
    if not effort.is_quick:
        large = generated.write(folder / "large", _LARGE)
        cases.append(_studying(f"`quiz study`, bank of {_LARGE:,} questions, first question", large, home))
    taken = _taken(cases, home, effort.rounds)
    table = Table(
        "From the start of the process to the first paint",
        ("what is painted", "min", "median", "ratio of min", "median of ratios", "goal"),
        note=f"{effort.rounds} rounds; in each, all were started one after the other, and the ratios are to the empty "
        "app of the same round.",
    )
    empty = taken[0]
    for case, seconds in zip(cases, taken, strict=True):
        ratios = (f"{min(seconds) / min(empty):.2f}", f"{ratio(seconds, empty):.2f}")
        is_goal = case.arguments != () and case.module == "quiz"
        table.add(case.title, shown(min(seconds)), shown(median(seconds)), *ratios, "1.25" if is_goal else "")
    yield table


def _name(bank: Path) -> str:
    return f"`quiz study {bank.name}`"


def _studying(title: str, bank: Path, home: Path) -> _Case:
    """A study session of the bank, which is in the cache from now on."""
    opened = open_bank(bank, home / "cache")
    first = opened.question(draw(opened, Selection(count=_COUNT), {}, _SEED)[0])
    arguments = ("study", str(bank), "--seed", str(_SEED), "--count", str(_COUNT))
    return _Case(title, "quiz", arguments, " ".join(first.stem.split()[:4]), "q")


def _taken(cases: Sequence[_Case], home: Path, rounds: int) -> list[list[float]]:
    """The seconds of each case in each round, after a round that is not counted."""
    taken: list[list[float]] = [[] for _ in cases]
    for turn in range(rounds + 1):
        for case, seconds in zip(cases, taken, strict=True):
            with Pane(case.module, case.arguments, home) as pane:
                painted = pane.wait_for(case.painted) - pane.began
                pane.leave(case.leave)
            if turn:
                seconds.append(painted)
    return taken
