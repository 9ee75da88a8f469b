"""Thousands of strangers against a server in a process of its own, while a class goes about its drill.

What was measured is in the log of each test (`pytest --log-cli-level=INFO`); what is asserted is far from it, for
machines that are busy.
"""

from __future__ import annotations

import asyncio
import logging
import resource
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.drill_load import check_ledger, play
from quiz.live.host_key import HostKey, key_file, read_key
from tests.live.hall import TERMS, created
from tests.live.server.flood import SILENCE, Wave, flooded
from tests.live.server.house import House, house_of

measured = logging.getLogger("measured").info

FILES = 8192
"""So many a process must be able to open for thousands of connections."""

CLASS = [f"Learner {i}" for i in range(30)]

many_files = pytest.mark.skipif(
    resource.getrlimit(resource.RLIMIT_NOFILE)[1] < FILES, reason=f"a process may open fewer than {FILES} files here"
)


def told(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"p50 {ordered[len(ordered) // 2] * 1000:.0f} ms, max {ordered[-1] * 1000:.0f} ms"


async def class_joins(house: House, **more: str) -> None:
    """A class takes its seats, and the host is shown what the host does."""
    shown = asyncio.create_task(house.until_shown(5))
    took = await house.join_all(CLASS, **more)
    measured("joining: %s", told(took))
    measured("host's view: %s", told(await shown))
    assert max(took) < 10
    assert max(await shown) < 5


# 1


@many_files
async def test_row_1_five_thousand_without_the_code_keep_no_class_out(tmp_path: Path) -> None:
    async with house_of(created(), tmp_path) as house:
        wave = Wave("join", 5000, 2500, 5.0, pace=0.001, code=house.wrong_code)
        async with flooded(house.port, wave) as flood:
            await asyncio.sleep(1)
            await class_joins(house)
            heard = await flood
        measured("flood: %s", (heard.sent, heard.replies))
        assert heard.replies.keys() <= {SILENCE, 404}
        view = await house.seen()
        assert (view["joined"], view["is_locked"]) == (30, False)
        assert "guessing" in view["notices"][0]


@many_files
async def test_row_1_five_thousand_with_the_code_do_not_hold_a_class_up(tmp_path: Path) -> None:
    terms = replace(TERMS, capacity=6000)
    async with house_of(created(terms), tmp_path) as house:
        async with flooded(house.port, Wave("join", 5000, 2500, 6.0, pace=0.001, code=house.code)) as flood:
            await asyncio.sleep(1)
            since = (await house.seen())["now"]
            await class_joins(house)
            heard = await flood
        measured("flood: %s", (heard.sent, heard.replies))
        assert heard.replies.keys() <= {SILENCE, 200}
        assert (await house.seen())["joined"] >= 30 + heard.replies[200]
        # The host can send out all who came since, and be shown it.
        assert await house.command("kick_since", since=0) is None
        assert (await house.seen())["joined"] == 0
        assert since > 0


@many_files
async def test_row_1_where_a_number_is_asked_for_few_of_five_thousand_come_in(tmp_path: Path) -> None:
    terms = replace(TERMS, capacity=300)
    async with house_of(created(terms), tmp_path, asks_number=True) as house:
        wave = Wave("join with a number", 5000, 2500, 5.0, pace=0.001, code=house.code)
        async with flooded(house.port, wave) as flood:
            await asyncio.sleep(1)
            number = (await house.seen())["number"]
            assert number is not None
            await class_joins(house, number=number)
            heard = await flood
        measured("flood: %s", (heard.sent, heard.replies))
        assert heard.replies.get(200, 0) <= 5000 / 100 * 3
        assert not (await house.seen())["is_locked"]


# 12


@many_files
async def test_row_12_three_thousand_half_open_connections_keep_nobody_out(tmp_path: Path) -> None:
    async with house_of(created(), tmp_path) as house:
        before = house.memory
        async with flooded(house.port, Wave("half open", 3000, 3000, 20.0)) as flood:
            measured("memory of each, bytes: %s", (house.memory - before) // 3000)
            await class_joins(house)
            # Each is told off, or dropped, once its time is over.
            async with asyncio.timeout(20):
                heard = await flood
        assert heard.replies.keys() <= {SILENCE, 408}
        assert max(heard.moments, default=0) < 15


# 15


@many_files
async def test_row_15_a_hundred_thousand_guesses_are_answered_within_the_budget(tmp_path: Path) -> None:
    async with house_of(created(), tmp_path) as house:
        async with flooded(house.port, Wave("guess", 100_000, 500, 6.0)) as flood:
            await asyncio.sleep(2)
            await class_joins(house)
            heard = await flood
        answered = heard.replies.pop(404, 0)
        measured("guesses: %s", (heard.sent, answered))
        assert heard.replies.keys() == {SILENCE}
        assert answered == len(heard.moments)
        # 60 at once, one more each second, and the 30 that wait have waited for 5 s.
        for at in (0.5, 2.0, 4.0, 6.0):
            assert sum(moment <= at for moment in heard.moments) <= 60 + at + 30 * (at / 5 + 1)
        # Once it is over, whoever mistypes the code is told so again.
        async with asyncio.timeout(10):
            status = await told_off(house)
        assert status == 404


async def told_off(house: House) -> int:
    """The status of the reply to a wrong code, once there is one."""
    while True:
        with suppress(ConnectionError):
            ask = await house.ask()
            status, _ = await ask.post(house.name, "/api/join", {"code": house.wrong_code, "name": "Ann"})
            ask.close()
            return status


# Load and abuse at once


@many_files
async def test_a_class_of_two_hundred_loses_nothing_in_a_flood(tmp_path: Path) -> None:
    playing = asyncio.create_task(asyncio.to_thread(play, tmp_path, 200, 1, kills=False))
    while (key := begun(tmp_path)) is None:
        await asyncio.wait([playing], timeout=0.01)
        assert not playing.done()
    async with flooded(int(key.url.rpartition(":")[2]), Wave("abuse", 10**6, 200, 60.0)):
        figures = await playing
    for what, seconds in (("joining", figures.joining), ("opening", figures.opening), ("answer", figures.answering)):
        measured("%s: %s", what, told(seconds))
    assert figures.acknowledged == 600
    assert check_ledger(next(drills_in(tmp_path)), {}) == 600


def begun(home: Path) -> HostKey | None:
    """The key to the drill, once there is one."""
    return next((read_key(key_file(path)) for path in drills_in(home)), None)


def drills_in(home: Path) -> Iterator[Path]:
    return home.glob("drills/*.drill")
