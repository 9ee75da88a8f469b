"""What gives public banks away, and what weights learnt on some of them are worth on another.

    python benchmarks/guessing.py certification.json ai-made.json trivia.json

Each path is a bank of the program (its folder or file) or a JSON file: a list of objects with "stem", "options" (texts)
and "key" (the index of the right one). Questions with several keys or with fewer than three options are left out. With
three files or more the weights are learnt anew without each of them and tried on it; the last line is what is learnt on
all. The weights of the program, in quiz/checks/guessing/weights.py, come from here, to one decimal.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # run as a file, and yet the modules beside it have the same names as everywhere

from benchmarks.figures import Table  # noqa: E402
from quiz.banks.loader import load  # noqa: E402
from quiz.checks.guessing.cues import Cue, cues_of  # noqa: E402
from quiz.checks.guessing.guesser import taken  # noqa: E402
from quiz.checks.guessing.weights import BY_HAND, LEARNT, WEIGHTS, score  # noqa: E402
from quiz.checks.kinds import single_key  # noqa: E402
from quiz.core.questions import Choice  # noqa: E402

_EQUAL = 2000.0
"""The questions that each source counts for, however many it has: else the largest alone would be heard."""

_RIDGE = 3.0
"""The precision of the normal prior about 0, which keeps a cue that hardly occurs from a wild weight."""

_CUES = (*LEARNT,)
Weights = Mapping[Cue, float]
Marked = frozenset[Cue]


class Pattern(NamedTuple):
    """A question as the guesser sees it: the cues of the right option, and those of the others."""

    key: Marked
    others: tuple[Marked, ...]


class Asked(NamedTuple):
    stem: str
    options: tuple[str, ...]
    key: int


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure cues, and weights that were learnt elsewhere.")
    parser.add_argument("path", nargs="+", type=Path, help="a bank, or a JSON list of stem, options and key")
    args = parser.parse_args()
    sources = {path.stem: Counter(map(_pattern, _asked(path))) for path in args.path}
    print(_cue_table(sources).text(), end="\n\n")
    print(_score_table(sources).text())


def _asked(path: Path) -> Iterator[Asked]:
    if path.suffix == ".json":
        for row in json.loads(path.read_text(encoding="utf-8")):
            if len(row["options"]) > 2 and isinstance(row["key"], int):
                yield Asked(row["stem"], tuple(row["options"]), row["key"])
        return
    for question in load(path).bank.questions:
        if isinstance(question, Choice) and (key := single_key(question)) is not None:
            yield Asked(question.stem, tuple(option.text for option in question.options), key)


def _pattern(asked: Asked) -> Pattern:
    marked = cues_of(asked.stem, asked.options, is_english=True)
    others = [cues for i, cues in enumerate(marked) if i != asked.key]
    return Pattern(marked[asked.key], tuple(sorted(others, key=sorted)))


def _cue_table(sources: Mapping[str, Counter[Pattern]]) -> Table:
    note = "P(the option is the key | it has the cue), and how many options have it"
    table = Table("Cues", ("cue", *sources), note=note)
    for cue in Cue:
        cells = []
        for patterns in sources.values():
            hits = sum(count for it, count in patterns.items() if cue in it.key)
            misses = sum(count * sum(cue in each for each in it.others) for it, count in patterns.items())
            cells.append(f"{hits / (hits + misses):.3f} of {hits + misses}" if hits + misses else "-")
        if any(cell != "-" for cell in cells):
            table.add(cue, *cells)
    return table


def _score_table(sources: Mapping[str, Counter[Pattern]]) -> Table:
    note = "held out: with weights learnt on the other sources"
    columns = ("source", "questions", "chance", "longest", "held out", "shipped", *(cue.value for cue in _CUES))
    table = Table("The guesser's score", columns, note=note)
    for name, patterns in sources.items():
        others = [each for other, each in sources.items() if other != name]
        learnt = learn(others) if len(sources) > 2 else None
        chance = sum(count / (1 + len(it.others)) for it, count in patterns.items()) / patterns.total()
        table.add(
            name,
            str(patterns.total()),
            f"{chance:.3f}",
            f"{mark(patterns, {**dict.fromkeys(Cue, 0.0), Cue.LONGEST: 1.0}):.3f}",
            "-" if learnt is None else f"{mark(patterns, learnt):.3f}",
            f"{mark(patterns, WEIGHTS):.3f}",
            *("-" if learnt is None else f"{learnt[cue]:.2f}" for cue in _CUES),
        )
    everything = learn([*sources.values()])
    table.add("all of them", "", "", "", "", "", *(f"{everything[cue]:.2f}" for cue in _CUES))
    return table


def mark(patterns: Counter[Pattern], weights: Weights) -> float:
    """The share of the questions that the guesser has right with those weights; ties are worth what they would earn."""
    earned = 0.0
    for it, count in patterns.items():
        scores = [score(cues, weights) for cues in (it.key, *it.others)]
        earned += count * float(taken(scores, 1)[0])
    return earned / patterns.total()


def learn(sources: Sequence[Counter[Pattern]]) -> Weights:
    """The weights that make the keys likeliest, by Newton's method."""
    weights = [0.0] * len(_CUES)
    while True:
        gradient = [-_RIDGE * weight for weight in weights]
        curvature = [[_RIDGE * (i == j) for j in range(len(_CUES))] for i in range(len(_CUES))]
        for patterns in sources:
            for it, count in patterns.items():
                _add(gradient, curvature, it, weights, count * _EQUAL / patterns.total())
        step = _solved(curvature, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            return {**dict(zip(_CUES, weights, strict=True)), **BY_HAND}


def _add(
    gradient: list[float], curvature: list[list[float]], it: Pattern, weights: Sequence[float], count: float
) -> None:
    rows = [[float(cue in cues) for cue in _CUES] for cues in (it.key, *it.others)]
    powers = [math.exp(sum(w * x for w, x in zip(weights, row, strict=True))) for row in rows]
    shares = [power / sum(powers) for power in powers]
    means = [sum(share * row[i] for share, row in zip(shares, rows, strict=True)) for i in range(len(_CUES))]
    for share, row in zip(shares, rows, strict=True):
        apart = [(i, x - means[i]) for i, x in enumerate(row) if x != means[i]]
        for i, x in apart:
            for j, y in apart:
                curvature[i][j] += count * share * x * y
    for i, x in enumerate(rows[0]):
        gradient[i] += count * (x - means[i])


def _solved(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of the linear equations, by elimination; the matrix is positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for row in rows[i + 1 :]:
            factor = row[i] / pivot[i]
            for j in range(i, len(pivot)):
                row[j] -= factor * pivot[j]
    solution: list[float] = []
    for i in reversed(range(len(rows))):
        known = sum(rows[i][len(rows) - 1 - k] * x for k, x in enumerate(solution))
        solution.append((rows[i][-1] - known) / rows[i][i])
    return solution[::-1]


if __name__ == "__main__":
    main()
