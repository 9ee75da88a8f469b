"""A drill as a benchmark wants it, served by the program itself as a process on a core of its own."""

from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.drill_class import Pupil, Receipts
from benchmarks.drill_load import ROOT, Broken, House
from quiz.banks.loader import load
from quiz.cli.drill_options import keep
from quiz.core.drills.events import Created
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Choice
from quiz.live.client.client import HostDoor
from quiz.live.log.drillfile import SUFFIX
from quiz.live.protocol import Command, CommandName

_BANK = ROOT / "questions" / "il2-neonatal"
_SEED = 1
_PATIENCE = 60.0

Scene = tuple[str, int, int]
"""A phase with the place and the round that it is of."""


class Room(House):
    """The house of a drill on these terms, with so many questions: those of the shipped bank, again and again."""

    def __init__(self, home: Path, terms: DrillTerms, count: int) -> None:
        super().__init__(home, terms.capacity)
        bank = load(_BANK).bank
        known = [bank.question(id) for id in bank.catalogue.ids]
        single = [each for each in known if isinstance(each, Choice) and not each.takes_several]
        drill = Created(
            at=1,
            id="drill",
            bank=bank.id,
            title=bank.title,
            language=bank.language,
            topics=tuple(bank.topics.items()),
            questions=tuple(replace(each, id=f"{each.id}-{n}") for n, each in enumerate(islice(cycle(single), count))),
            document=bank.document.text,
            seed=_SEED,
            terms=terms,
        )
        self.path = home / "drills" / f"{drill.id}{SUFFIX}"
        self.path.parent.mkdir(parents=True)
        asyncio.run(keep(self.path, drill, {"bind": "127.0.0.1", "port": 0}))

    @property
    def files(self) -> int:
        """How many files the server has open, connections among them."""
        return sum(1 for _ in Path(f"/proc/{self.key['pid']}/fd").iterdir())

    def host(self) -> HostDoor:
        """The host's way in."""
        return HostDoor(Path(self.key["socket"]), self.key["secret"])

    async def seated(self, learners: int, receipts: Receipts) -> list[Pupil]:
        """So many learners, each with a seat and a stream."""
        pupils = [Pupil(number, *self.address, receipts) for number in range(learners)]
        await asyncio.gather(*(pupil.join(self.key["code"]) for pupil in pupils))
        await asyncio.gather(*(pupil.listen() for pupil in pupils))
        return pupils


async def do(host: HostDoor, name: CommandName, **more: Any) -> None:
    """Has the server do it; Broken where it does not."""
    if fault := await host.command(Command(command=name, **more)):  # type: ignore[typeddict-item]
        raise Broken(f"{name}: {fault['sentence']}")


async def all_see(pupils: list[Pupil], scene: Scene) -> None:
    """Returns once every learner was shown that scene; TimeoutError where one is not."""
    async with asyncio.timeout(_PATIENCE):
        while not all(scene in pupil.phases for pupil in pupils):  # noqa: ASYNC110 - they have no event
            await asyncio.sleep(0.005)


@contextmanager
def served(room: Room) -> Iterator[None]:
    """The server runs while this lasts, and this process, where the learners are, keeps to another core."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    room.start()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        room.end()
        os.sched_setaffinity(0, cores)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
