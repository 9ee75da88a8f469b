from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import Path

import pytest

from quiz.core.drills.drill import Drill, replay
from quiz.core.drills.events import Event
from quiz.live.client.client import HostDoor
from quiz.live.client.door import Away
from quiz.live.log.embedded import open_log
from quiz.live.past.ghosts import GhostsDoor
from quiz.live.past.replay import ReplayDoor
from quiz.live.protocol import Command, Fault, HostView
from tests.core.drills.test_playback import EVENTS
from tests.core.made_drills import created, joined
from tests.live.hall import hall_of
from tests.live.past.hands import Hands

EARLIER = replay(EVENTS)


async def written(path: Path, events: Sequence[Event]) -> Path:
    log = open_log(path)
    await log.append(events)
    await log.close()
    return path


class Quiet(ReplayDoor):
    """A door to a drill in which nothing happens."""

    async def views(self) -> AsyncIterator[HostView]:
        async for view in super().views():
            yield view
            await asyncio.Event().wait()


class Steps:
    """A door to a drill that goes on with each view, and that is away before the last."""

    def __init__(self, door: ReplayDoor, count: int) -> None:
        self._door = door
        self._count = count
        self.commands: list[Command] = []

    async def views(self) -> AsyncIterator[HostView | Away]:
        count = 0
        async for view in self._door.views():
            yield view
            count += 1
            if count == self._count:
                return
            yield Away()
            await self._door.command({"command": "open"})

    async def command(self, command: Command) -> Fault | None:
        self.commands.append(command)
        return None

    async def close(self) -> None:
        """There is nothing to end."""


async def test_the_earlier_self_is_told_of_beside_what_happens(tmp_path: Path) -> None:
    path = await written(tmp_path / "d.drill", EVENTS)
    steps = Steps(ReplayDoor(EVENTS, 1, Hands()), 4)
    door = GhostsDoor(steps, path, EARLIER, Hands())
    told = [view if isinstance(view, Away) else (view["phase"], view["notices"]) async for view in door.views()]
    assert told[::2] == [
        ("stem", ["A replay."]),
        ("open", ["Your earlier self: 0 of 2 had answered by now.", "A replay."]),
        ("closed", ["Your earlier self: 50 % right.", "A replay."]),
        ("revealed", ["Your earlier self: 50 % right.", "So far 50 % right, then 50 %: level.", "A replay."]),
    ]
    assert told[1::2] == [Away()] * 3
    await door.command({"command": "close"})
    assert steps.commands == [{"command": "close"}]


async def test_it_goes_on_answering_while_in_this_class_nothing_happens(tmp_path: Path) -> None:
    path = await written(tmp_path / "d.drill", EVENTS)
    clock = Hands()
    held = Quiet(EVENTS, 1, Hands())
    await held.command({"command": "open"})
    door = GhostsDoor(held, path, EARLIER, clock)
    told = []
    async with asyncio.timeout(20):
        async for view in door.views():
            assert not isinstance(view, Away)
            told.append(view["notices"][0].removeprefix("Your earlier self: "))
            clock.now += 4000
            if len(told) == 4:
                break
    assert told == [f"{count} of 2 had answered by now." for count in (0, 1, 1, 2)]


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        (EARLIER, r"You run against your earlier self of \d{4}-\d\d-\d\d: 2 joined then\."),
        (replay([created(), joined(1, "ada")]), r"None of these questions was answered in the earlier drill.*"),
    ],
)
async def test_before_it_begins_it_is_said_who_runs(earlier: Drill, said: str, tmp_path: Path) -> None:
    path = await written(tmp_path / "d.drill", [created()])
    async with hall_of(path) as hall:
        door = GhostsDoor(HostDoor(hall.server.host_socket, hall.server.host_secret), path, earlier, Hands())
        async with aclosing(door.views()) as views:  # type: ignore[type-var]
            view = await anext(views)
        assert not isinstance(view, Away)
        assert re.fullmatch(said, view["notices"][0])
        await door.close()
