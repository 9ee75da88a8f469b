"""A class that plays a hundred questions without a pause: whether the server's memory and open files stay as they are.

Each answer is held against the log at the end. `python benchmarks/drill_soak.py --learners 200 --questions 100` plays
one such drill.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from benchmarks.drill_class import Pupil, Receipts  # noqa: E402
from benchmarks.drill_load import Broken, check_ledger  # noqa: E402
from benchmarks.drill_room import Room, all_see, do, served  # noqa: E402
from benchmarks.figures import Effort, Table  # noqa: E402
from quiz.core.drills.terms import DrillTerms  # noqa: E402
from quiz.live.client.client import HostDoor  # noqa: E402

NAME = "soak"

_LEARNERS = 200
_QUESTIONS = 100
_QUICK = 30
_EACH = 10
"""After so many questions the server is looked at."""

_MIB = 2**20
_GOAL = 10
"""MiB by which the server may grow."""

_REST = 3.0
"""Seconds after which the server has noticed that connections are gone."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the server had at a moment: `memory` in bytes, and how many files were open, `at` in seconds."""

    what: str
    at: float
    memory: int
    files: int


@dataclass(slots=True)
class Soak:
    """A drill that was played through."""

    learners: int
    questions: int
    looks: list[Look] = field(default_factory=list)
    answers: int = 0


def play(home: Path, learners: int, questions: int) -> Soak:
    """A drill of that many learners and questions, with the ledger held against the log; Broken where it does not hold.

    The host's screen is open all the while, and each question is closed, voted on no more, and revealed.
    """
    terms = DrillTerms(seconds=600.0, capacity=learners + 10, shows_leaderboard=True)
    room = Room(home, terms, questions)
    soak, receipts = Soak(learners, questions), Receipts()
    with served(room):
        asyncio.run(_played(room, soak, receipts))
    if receipts.refused:
        raise Broken(f"{len(receipts.refused)} answers were refused, such as {receipts.refused[0]}")
    soak.answers = check_ledger(room.path, receipts.keys)
    if soak.answers != learners * questions or len(receipts.keys) != soak.answers:
        raise Broken(f"of {learners * questions} answers {len(receipts.keys)} were acknowledged")
    return soak


async def _played(room: Room, soak: Soak, receipts: Receipts) -> None:
    began = time.monotonic()

    def look(what: str) -> None:
        soak.looks.append(Look(what, time.monotonic() - began, room.memory, room.files))

    async with room.host() as host:
        watching = asyncio.create_task(_watch(host))
        await asyncio.sleep(0.5)
        look("nobody has joined")
        pupils = await room.seated(soak.learners, receipts)
        look("all have joined")
        dice = random.Random(soak.learners)
        for place in range(soak.questions):
            await _ask(host, pupils, place, dice)
            if (place + 1) % _EACH == 0:
                look(f"{place + 1} questions")
        await do(host, "end")
        await all_see(pupils, ("over", -1, 1))
        look("the drill is over")
        for pupil in pupils:
            pupil.cut()
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
    await asyncio.sleep(_REST)
    look("all have left")


async def _watch(host: HostDoor) -> None:
    """Takes what the host's screen is shown."""
    async with aclosing(host.views()) as views:  # type: ignore[type-var]
        async for _ in views:
            pass


async def _ask(host: HostDoor, pupils: list[Pupil], place: int, dice: random.Random) -> None:
    await do(host, "open")
    await all_see(pupils, ("open", place, 1))
    await asyncio.gather(
        *(
            pupil.answer(place, 1, [dice.randrange(len(pupil.view["question"]["options"]))], f"{pupil.number}-{place}")
            for pupil in pupils
        )
    )
    # All have answered, which closes it.
    await all_see(pupils, ("closed", place, 1))
    await do(host, "reveal")
    await all_see(pupils, ("revealed", place, 1))


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    yield _table(play(folder / "soak", _LEARNERS, _QUICK if effort.is_quick else _QUESTIONS))


def _table(soak: Soak) -> Table:
    start, end = soak.looks[1], soak.looks[-1]
    each = (end.memory - start.memory) // soak.answers
    table = Table(
        f"A drill of {soak.learners:,} learners and {soak.questions:,} questions without a pause",
        ("when", "seconds", "memory, MiB", "since all joined", "open files"),
        note=f"All {soak.answers:,} answers were acknowledged, and the log has each of them once. The server keeps "
        f"them all: it has grown by {each:,} bytes an answer. The goal is {_GOAL} MiB at most, and no file left open.",
    )
    for look in soak.looks:
        grown = f"{(look.memory - start.memory) / _MIB:+.1f}"
        table.add(look.what, f"{look.at:.0f}", f"{look.memory / _MIB:.1f}", grown, f"{look.files:,}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="Play one long drill, and look at the server.")
    parser.add_argument("--learners", type=int, default=_LEARNERS)
    parser.add_argument("--questions", type=int, default=_QUESTIONS)
    args = parser.parse_args()
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="soak-", dir=build) as folder:
        try:
            print(_table(play(Path(folder), args.learners, args.questions)).text())
        except Broken as broken:
            sys.exit(str(broken))


if __name__ == "__main__":
    main()
