"""What attackers try, by the rows of the list of threats: the edges of rules whose middle is tested elsewhere."""

from __future__ import annotations

import asyncio
import json
import resource
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from quiz.errors import RequestError
from quiz.live.log.drillfile import SUFFIX
from quiz.live.log.shelf import find
from quiz.live.server.door import NUMBER_SECONDS, Door
from quiz.live.server.pings import Pings
from tests.live.hall import QUESTIONS, hall_of
from tests.live.ticking import Ticks

SPAN = NUMBER_SECONDS * 1000
"""Milliseconds."""

# 1


def test_row_1_the_number_on_the_wall_changes_and_the_one_before_is_the_oldest_that_is_taken() -> None:
    door = Door(b"", number_key=bytes(range(32)))
    numbers = [door.number(span * SPAN) or "" for span in range(200)]
    assert len(set(numbers)) > 50
    assert all(number.isdigit() and len(number) == 2 for number in numbers)
    assert door.number(6 * SPAN - 1) == numbers[5]
    for span in range(198):
        number, following = numbers[span], {numbers[span + 1], numbers[span + 2]}
        assert door.takes_number(number, span * SPAN)
        assert door.takes_number(f" {number}\n", (span + 1) * SPAN)
        assert door.takes_number(number, (span + 2) * SPAN) == (number in following)


# 6


async def test_row_6_an_answer_is_of_the_moment_it_came_in_however_long_the_disk_takes(tmp_path: Path) -> None:
    path = tmp_path / "drill-1.drill"
    async with hall_of(path) as hall:
        ann = await hall.join("Ann")
        await hall.do("open")
        with closing(sqlite3.connect(path, isolation_level=None)) as busy:
            busy.execute("BEGIN IMMEDIATE")
            answering = asyncio.create_task(ann.answer(0, "k", [0]))
            # Whoever asks after the answer is replied to after it was read.
            for _ in range(20):
                await hall.get("/nothing")
            assert not answering.done()
            freed_at = hall.server.hub.clock.now()
            busy.execute("ROLLBACK")
        assert (await answering).json["status"] == "accepted"
        (kept,) = await hall.answers()
        assert kept.at <= freed_at


def test_row_6_a_probe_that_came_back_tells_nothing_when_it_comes_again() -> None:
    ticks = Ticks()
    pings = Pings(ticks)
    nonce = pings.ping("ann")
    ticks.now += 0.08
    pings.pong("ann", nonce)
    # The last five count: a slow way that is told five times over would displace the quick one.
    ticks.now += 9
    for _ in range(5):
        pings.pong("ann", nonce)
    assert pings.credit("ann") in {39, 40}


# 9


async def test_row_9_a_seat_that_was_left_is_not_had_by_naming_its_next_generation(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        ann = await hall.join("Ann")
        await hall.post("/api/leave", {}, ann.headers)
        learner, generation, code = ann.seat.split(".")
        for other in range(1, 5):
            forged = {"Authorization": f"Bearer {learner}.{int(generation) + other}.{code}"}
            assert (await hall.get("/api/poll", forged)).status == 401


# 10


async def test_row_10_with_the_hosts_secret_nothing_is_commanded_over_the_network(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        headers = {"Authorization": f"Bearer {hall.server.host_secret}"}
        assert (await hall.post("/host/command", {"command": "lock"}, headers)).status == 404
        assert not hall.server.hub.drill.is_locked


# 12


async def test_row_12_a_second_request_has_no_more_time_than_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.live.http.connection.DEADLINE", 0.3)
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        host, _, port = hall.url.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"GET /nothing HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 404 ")
        writer.write(b"GET /nothing HTTP/1.1\r\nHost: ")
        async with asyncio.timeout(10):
            assert b"HTTP/1.1 408 " in await reader.read()
        writer.close()


async def test_row_12_a_server_may_open_as_many_files_as_the_system_gives(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, hard), hard))
    try:
        async with hall_of(tmp_path / "drill-1.drill"):
            assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# 13


@pytest.mark.parametrize(("size", "status"), [(4096, 200), (4097, 413), (8192, 413), (32_768, 413)])
async def test_row_13_a_body_in_chunks_has_no_more_bytes_than_a_whole_one(
    tmp_path: Path, size: int, status: int
) -> None:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        said = f'{{"code": "{hall.code}", "name": "Ann"'.encode()
        body = said + b" " * (size - len(said) - 1) + b"}"

        async def in_chunks() -> AsyncIterator[bytes]:
            for start in range(0, size, 1024):
                yield body[start : start + 1024]

        try:
            async with hall.http.post(f"{hall.url}/api/join", data=in_chunks(), headers={"X-Quiz": "1"}) as reply:
                assert reply.status == status
        except aiohttp.ClientError:
            assert status == 413  # the connection was ended while more was being sent
        assert len(hall.server.hub.drill.seated) == (status == 200)


# 19


@pytest.mark.parametrize(
    "id", ["../outside", "./drill-1", "sub/../drill-1", "/drill-1", "../drills/drill-1", "..", "*"]
)
def test_row_19_no_id_of_a_drill_is_a_path(tmp_path: Path, id: str) -> None:
    folder = tmp_path / "drills"
    (folder / "sub").mkdir(parents=True)
    for path in (folder / f"drill-1{SUFFIX}", tmp_path / f"outside{SUFFIX}"):
        path.touch()
    assert find(folder, "drill-1") == folder / f"drill-1{SUFFIX}"
    with pytest.raises(RequestError, match="There is no drill"):
        find(folder, id)


# 20

ROUNDS = 6


async def test_row_20_what_a_slow_reader_missed_is_not_kept_for_it(tmp_path: Path) -> None:
    long = [replace(QUESTIONS[0], stem="x" * 200_000)]
    async with hall_of(tmp_path / "drill-1.drill", questions=long) as hall:
        ann, bob = await hall.join("Ann"), await hall.join("Bob")
        host, _, port = hall.url.removeprefix("http://").partition(":")
        # A reader of so little at a time that the rest waits at the server.
        reader, writer = await asyncio.open_connection(host, int(port), limit=4096)
        made: socket.socket = writer.get_extra_info("socket")
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        asked = f"GET /api/events HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {ann.seat}\r\n\r\n"
        writer.write(asked.encode())
        async with bob.stream() as events:
            await hall.do("open")
            for _ in range(ROUNDS - 1):
                await hall.do("close")
                await hall.do("again")
            # Whoever reads is shown the latest meanwhile.
            async for event in events:
                if json.loads(event.data)["round"] == ROUNDS:
                    break
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**20)
        writer.transport.resume_reading()  # type: ignore[attr-defined]
        said = b""
        async with asyncio.timeout(10):
            while f'"round":{ROUNDS},'.encode() not in said:
                said += await reader.read(65_536)
        writer.close()
        assert said.count(b'"phase":') <= 4
