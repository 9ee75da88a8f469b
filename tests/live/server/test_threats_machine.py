"""What the machine does to a drill while it runs: its clock is set, and its disk is full."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from quiz.core.drills.events import Answered, Closed, ClosedBy, Event, Prolonged
from quiz.live.log.shelf import events_at
from quiz.live.server.clock import Clock
from tests.live.hall import TERMS, Hall, created, hall_of
from tests.live.server.house import House, house_of

HOUR = 3600.0


class Wall:
    """The machine's clock, which somebody sets."""

    def __init__(self) -> None:
        self.off = 0.0
        self._time = time.time

    def __call__(self) -> float:
        return self._time() + self.off


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    made = Wall()
    monkeypatch.setattr("time.time", made)
    monkeypatch.setattr("quiz.live.server.server.Clock", partial(Clock, wall=made))
    return made


async def closed(hall: Hall) -> list[Event]:
    """The events of the log once the question has closed."""
    async with asyncio.timeout(20):
        while hall.server.hub.drill.phase.value == "open":  # noqa: ASYNC110 - the tests wait for the server's clock
            await asyncio.sleep(0.01)
    return await hall.events()


def in_order(events: list[Event]) -> bool:
    return all(before.at <= after.at for before, after in pairwise(events))


async def test_a_clock_that_is_set_while_a_question_is_open_neither_ends_it_nor_keeps_it_open(
    tmp_path: Path, wall: Wall
) -> None:
    async with hall_of(tmp_path / "drill-1.drill", replace(TERMS, seconds=1.5)) as hall:
        learners = [await hall.join(name) for name in ("Ann", "Bob", "Cem")]
        began = time.monotonic()
        await hall.do("open")
        for learner, off in zip(learners, (HOUR, -HOUR, 0.0), strict=True):
            wall.off = off
            view = await learner.view()
            assert view["phase"] == "open"
            assert 0 < view["closes_at"] - view["now"] <= 1500
            assert (await learner.answer(0, "k", [0])).json["status"] == "accepted"
            wall.off = 0.0 if off else HOUR
        events = await closed(hall)
        assert 1.4 < time.monotonic() - began < 15
        assert in_order(events)
        assert all(event.at - events[-1].at < 10_000 for event in events if isinstance(event, Answered))
        assert isinstance(events[-1], Closed)
        assert events[-1].by is ClosedBy.CLOCK


@pytest.mark.parametrize("off", [HOUR, -HOUR])
async def test_a_server_that_comes_back_to_another_clock_leaves_the_class_the_time_it_had(
    tmp_path: Path, wall: Wall, off: float
) -> None:
    path, terms = tmp_path / "drill-1.drill", replace(TERMS, seconds=3.0)
    async with hall_of(path, terms) as hall:
        ann = await hall.join("Ann")
        await hall.do("open")
    wall.off = off
    async with hall_of(path, terms) as hall:
        began = time.monotonic()
        ann.hall = hall
        view = await ann.view()
        left = view["closes_at"] - view["now"]
        assert 1000 < left <= 3100
        assert (await ann.answer(0, "k", [0])).json["status"] == "accepted"
        events = await closed(hall)
        assert left / 1000 - 0.5 < time.monotonic() - began < left / 1000 + 10
        assert in_order(events)
        assert sum(isinstance(event, Prolonged) for event in events) <= 1


# Full disks


class Disk:
    """Where a drill is kept, and where there is no more room when a test says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        with self._ballast.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 4096):
                pass

    def make_room(self) -> None:
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of four megabytes; root alone may have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if sys.platform != "linux" or not mount or not umount:
        pytest.skip("no disk can be mounted here")
    how = ["-t", "tmpfs", "-o", "size=4m", "tmpfs"]
    if subprocess.run([mount, *how, str(folder)], check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield Disk(folder)
    subprocess.run([umount, str(folder)], check=True)


async def test_a_full_disk_is_said_to_host_and_class_and_loses_nothing(disk: Disk) -> None:
    async with house_of(created(), disk.folder) as house:
        seats = [(await house.join(f"Learner {i}"))[1] for i in range(40)]
        assert await house.command("open") is None
        kept = {seat: said for seat in seats[:20] if (said := await answer(house, seat))["status"] == "accepted"}
        assert len(kept) == 20
        disk.fill()
        refused = []
        for seat in seats[20:]:
            said = await answer(house, seat)
            if "status" in said:
                kept[seat] = said
            else:
                refused.append(seat)
                assert said["sentence"] == "This could not be kept. Tell the host, and try again."
        assert refused
        fault = await house.command("close")
        assert fault is not None
        assert fault["sentence"].endswith(f"{house.path} is full: this was not kept. Free some space, and go on.")
        assert fault["sentence"] in (await house.seen())["notices"]
        disk.make_room()
        for seat in refused:
            kept[seat] = await answer(house, seat)
            assert kept[seat]["status"] == "accepted"
        assert await house.command("close") is None
    answers = {event.learner: event.key for _, event in events_at(house.path) if isinstance(event, Answered)}
    assert answers == {said["learner"]: said["key"] for said in kept.values()}
    assert len(answers) == 40


async def answer(house: House, seat: str) -> dict[str, Any]:
    ask = await house.ask()
    _, said = await ask.post(house.name, "/api/answer", {"place": 0, "round": 1, "chosen": [0], "key": "k"}, seat)
    ask.close()
    assert isinstance(said, dict)
    return said
