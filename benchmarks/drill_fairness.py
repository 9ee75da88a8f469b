"""Whether it costs points to sit in a large class: the same answers at the same moments, among few and among many.

Points are given for speed. A hundred learners answer at moments that are settled beforehand, by the server's clock,
which is this machine's; all the others answer too, at moments of the same kind. What the hundred earn is held against
what they would if no time were lost on the way, and against what they earn in a class of their own.
`python benchmarks/drill_fairness.py --learners 500` does so for one size of class.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from benchmarks.drill_class import Pupil, Receipts  # noqa: E402
from benchmarks.drill_load import Broken, check_ledger  # noqa: E402
from benchmarks.drill_room import Room, all_see, do, served  # noqa: E402
from benchmarks.figures import Effort, Table, percentile, shown  # noqa: E402
from quiz.core.drills.drill import Drill  # noqa: E402
from quiz.core.drills.scoring import Play, Scoring, speed_points  # noqa: E402
from quiz.core.drills.terms import DrillTerms  # noqa: E402
from quiz.live.log.shelf import drill_at  # noqa: E402

NAME = "fairness"

_FEW = 100
_SIZES = (_FEW, 1000, 2000)
_QUICK = (_FEW, 500)
QUESTIONS = 5
_SECONDS = 20.0
_READING = 1.0
"""Seconds after the opening before which nobody answers; points fall from half a second on."""

_WINDOWS = (1.0, 10.0)
"""Seconds within which the whole class answers."""


@dataclass(slots=True)
class Fairness:
    """What was seen of the hundred in a class: their points, for each learner and question, all answers being right.

    `due` are the points at the moments that were settled, `sent` those at the moments at which the driver came to send,
    and `given` those that the server gives. `late` are the seconds from the sending to the server's stamp.
    """

    learners: int
    window: float
    due: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    given: list[int] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


def play(home: Path, learners: int, window: float) -> Fairness:
    """A class of that size in which everybody answers within so many seconds; Broken where an answer is lost."""
    scoring = Scoring(is_speed=True)
    terms = DrillTerms(seconds=_SECONDS, capacity=learners + 10, scoring=scoring, closes_when_all_answered=False)
    room, receipts = Room(home, terms, QUESTIONS), Receipts()
    moments: dict[tuple[str, int], tuple[float, float]] = {}
    with served(room):
        asyncio.run(_played(room, learners, window, receipts, moments))
    if receipts.refused or check_ledger(room.path, receipts.keys) != learners * QUESTIONS:
        raise Broken(f"of {learners * QUESTIONS} answers {len(receipts.keys)} were acknowledged")
    return _seen(Fairness(learners, window), drill_at(room.path), moments)


async def _played(
    room: Room, learners: int, window: float, receipts: Receipts, moments: dict[tuple[str, int], tuple[float, float]]
) -> None:
    """`moments` are filled: when each of the hundred was to answer each question, and when that was sent."""
    few, others = random.Random(_FEW), random.Random(learners)
    async with room.host() as host:
        pupils = await room.seated(learners, receipts)
        for place in range(QUESTIONS):
            await do(host, "open")
            await all_see(pupils, ("open", place, 1))
            opened_at = pupils[0].view["opened_at"] / 1000

            async def answer(pupil: Pupil, moment: float, place: int = place) -> None:
                await asyncio.sleep(moment - time.time())
                sent = time.time()
                await pupil.answer(place, 1, [0], f"{pupil.number}-{place}")
                if pupil.number < _FEW:
                    moments[pupil.id, place] = moment, sent

            await asyncio.gather(
                *(
                    answer(pupil, opened_at + _READING + (few if pupil.number < _FEW else others).uniform(0, window))
                    for pupil in pupils
                )
            )
            await do(host, "close")
            await do(host, "reveal")
            await all_see(pupils, ("revealed", place, 1))
        for pupil in pupils:
            pupil.cut()


def _seen(seen: Fairness, drill: Drill, moments: dict[tuple[str, int], tuple[float, float]]) -> Fairness:
    for (learner, place), (due, sent) in moments.items():
        asking = drill.rounds[place][-1]
        kept = asking.answers[learner]
        opened_at = asking.opened_at / 1000
        seen.due.append(_points(due - opened_at))
        seen.sent.append(_points(sent - opened_at))
        seen.given.append(_points(kept.taken / 1000))
        # The server's clock counts whole milliseconds.
        seen.late.append(max(kept.at / 1000 - sent, 0.0))
    return seen


def _points(seconds: float) -> int:
    return speed_points(Play(1.0, round(seconds * 1000), int(_SECONDS * 1000)))


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    yield _table(folder, _QUICK if effort.is_quick else _SIZES)


def _table(folder: Path, sizes: tuple[int, ...]) -> Table:
    table = Table(
        f"The points of the same {_FEW} learners, with points for speed",
        ("class, and within", "points", "lost", "of it the server's", "most for one", "than among few", "late, p99"),
        note=f"Of {1000 * QUESTIONS:,} points for {QUESTIONS} questions of {_SECONDS:.0f} s. Lost is the share that "
        "an answer at its moment would have earned beyond; the rest of it is the driver's, which shares the machine. "
        "The goal is 1 % between classes.",
    )
    for window in _WINDOWS:
        before: Fairness | None = None
        for size in sizes:
            seen = play(folder / f"fair-{size}-{window:.0f}", size, window)
            before = before or seen
            due, sent, given = sum(seen.due), sum(seen.sent), sum(seen.given)
            few = sum(before.given) / sum(before.due)
            table.add(
                f"{size:,} in {window:.0f} s",
                f"{given / _FEW:,.1f}",
                _share(1 - given / due),
                _share((sent - given) / due),
                _share(max((one - other) / one for one, other in zip(seen.due, seen.given, strict=True))),
                _share(few - given / due),
                shown(percentile(seen.late, 0.99)),
            )
    return table


def _share(part: float) -> str:
    return f"{round(part * 100, 2) + 0.0:.2f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description="Hold a class of a hundred against a larger one.")
    parser.add_argument("--learners", type=int, default=500)
    args = parser.parse_args()
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fairness-", dir=build) as folder:
        try:
            print(_table(Path(folder), (_FEW, args.learners)).text())
        except Broken as broken:
            sys.exit(str(broken))


if __name__ == "__main__":
    main()
