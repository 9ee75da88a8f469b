"""What attackers try, by the rows of the list of threats: how many they are, and how little they take.

Each row has a test here, in a file beside this one or named here: 1, 12, 15, 20 floods of strangers and lazy readers,
at their full size in test_threats_floods.py and test_threats_sizes.py; 5, 6, 7, 8, 16 in test_threats_answers.py, and
6 and 16 in test_threats_ways.py too; 9, 10, 17, 18 in test_threats_seats.py; 11, 13, 14, 19 in
test_threats_messages.py, and 13 and 14 in test_threats_sizes.py too. 2, 3, 4 names: tests/core/test_names.py, and the
screens' and the page's own tests. The certificates of 17 are in test_server.py.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from quiz.core.drills.events import Created, Joined, Removed
from quiz.live.http.connection import HttpConnection
from quiz.live.server.gate import Gate
from tests.live.hall import QUESTIONS, TERMS, Hall, Learner, hall_of


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path / "drill-1.drill") as hall:
        yield hall


async def seconds_to_join(hall: Hall, names: Iterable[str]) -> list[float]:
    async def join(name: str) -> float:
        start = time.monotonic()
        await hall.join(name)
        return time.monotonic() - start

    return list(await asyncio.gather(*map(join, names)))


# 1


async def test_row_1_strangers_who_guess_do_not_keep_a_class_out(hall: Hall) -> None:
    wrong = {"code": "000000" if hall.code != "000000" else "000001", "name": "Bot"}
    flood = [asyncio.create_task(hall.post("/api/join", wrong)) for _ in range(500)]
    took = await seconds_to_join(hall, (f"Learner {i}" for i in range(30)))
    assert max(took) < 2
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


async def test_row_1_a_flood_with_the_code_locks_the_room_until_the_host_opens_it(tmp_path: Path) -> None:
    async with hall_of(tmp_path / "drill-1.drill", replace(TERMS, capacity=40)) as hall:
        since = hall.server.hub.clock.now()
        joining = [{"code": hall.code, "name": f"Bot {i}"} for i in range(100)]
        replies = await asyncio.gather(*(hall.post("/api/join", each) for each in joining))
        assert sum(reply.status == 200 for reply in replies) <= 40
        assert {reply.status for reply in replies} <= {200, 404, 409, 429}
        view = await hall.host_view()
        assert view["is_locked"]
        assert "locked" in view["notices"][0]
        await hall.do("kick_since", since=since)
        assert (await hall.host_view())["joined"] == 0
        await hall.do("unlock")
        assert {type(event) for event in await hall.events()} >= {Created, Joined, Removed}


# 12


async def connected(hall: Hall, count: int, said: bytes = b"") -> list[socket.socket]:
    """Connections that have said that much, and say no more."""
    loop, place = asyncio.get_running_loop(), hall.url.removeprefix("http://").split(":")
    made = []
    for _ in range(count):
        each = socket.socket()
        each.setblocking(False)
        await loop.sock_connect(each, (place[0], int(place[1])))
        if said:
            await loop.sock_sendall(each, said)
        made.append(each)
    return made


async def test_row_12_connections_that_ask_nothing_keep_nobody_out(hall: Hall) -> None:
    idle = await connected(hall, 300, b"POST /api/join HTTP/1.1\r\nHost: ")
    took = await seconds_to_join(hall, (f"Learner {i}" for i in range(20)))
    assert max(took) < 1
    for each in idle:
        each.close()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: ",
        b"POST /api/join HTTP/1.1\r\nHost: {host}\r\nX-Quiz: 1\r\nContent-Length: 100\r\n\r\n{",
    ],
)
async def test_row_12_whoever_asks_nothing_in_time_is_dropped(
    hall: Hall, said: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.live.http.connection.DEADLINE", 0.1)
    (each,) = await connected(hall, 1, said.replace(b"{host}", hall.url.removeprefix("http://").encode()))
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(5):
        try:
            while await loop.sock_recv(each, 4096):
                pass
        except ConnectionError:
            pass
    each.close()


async def test_row_12_of_too_many_strangers_the_one_idle_for_longest_goes() -> None:
    gate = Gate(files=256)

    class Stranger(HttpConnection):
        def __init__(self) -> None:
            self.is_busy = False
            self.is_dropped = False

        def drop(self) -> None:
            self.is_dropped = True

    strangers = [Stranger() for _ in range(66)]
    strangers[0].is_busy = True
    for stranger in strangers:
        gate.admit(stranger)
    assert [i for i, stranger in enumerate(strangers) if stranger.is_dropped] == [1, 2]


# 15


async def test_row_15_guessing_a_code_is_slow_and_a_right_one_is_not(hall: Hall) -> None:
    start = time.monotonic()
    done: list[float] = []

    async def guess(number: int) -> None:
        assert (await hall.post("/api/room", {"code": f"{number:06}"})).status == 404
        done.append(time.monotonic() - start)

    guesses = [asyncio.create_task(guess(i)) for i in range(300) if f"{i:06}" != hall.code]
    while len(done) < 55:
        await asyncio.wait(guesses, return_when=asyncio.FIRST_COMPLETED, timeout=0.1)
    took = await seconds_to_join(hall, ["Ann", "Bob", "Cem"])
    assert max(took) < 1
    async with asyncio.timeout(3):
        while time.monotonic() - start < 2:
            await asyncio.wait(guesses, timeout=0.1)
    assert len(done) <= 60 + 10
    for task in guesses:
        task.cancel()
    await asyncio.gather(*guesses, return_exceptions=True)


async def test_row_15_a_connection_has_ten_tries(hall: Hall) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as one:
        ends = []
        for i in range(10):
            async with one.post(f"{hall.url}/api/room", json={"code": f"{i:06}"}, headers={"X-Quiz": "1"}) as reply:
                ends.append(reply.headers.get("Connection", ""))
    assert ends == [*[""] * 9, "close"]


# 20


async def test_row_20_readers_that_take_nothing_hold_nobody_up_and_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.live.server.listeners._STUCK", 0.5)
    long = [replace(QUESTIONS[0], stem="x" * 1_000_000)]
    async with hall_of(tmp_path / "drill-1.drill", questions=long) as hall, AsyncExitStack() as stack:
        ann = await hall.join("Ann")
        lazy = [await hall.join(f"Lazy {i}") for i in range(20)]
        sockets = [await _lazy_reader(hall, each) for each in lazy]
        events = await stack.enter_async_context(ann.stream())
        await anext(events)
        start = time.monotonic()
        for command in ("open", "close", "again", "close", "again", "close"):
            await hall.do(command)
            await anext(events)
        assert time.monotonic() - start < 5
        async with asyncio.timeout(20):
            while any(hall.server.hub.listeners.of(each.id) for each in lazy):
                await hall.join(f"Other {time.monotonic_ns()}")
        for each in sockets:
            each.close()


async def _lazy_reader(hall: Hall, learner: Learner) -> socket.socket:
    loop, place = asyncio.get_running_loop(), hall.url.removeprefix("http://")
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.setblocking(False)
    await loop.sock_connect(made, (place.split(":")[0], int(place.split(":")[1])))
    asked = f"GET /api/events HTTP/1.1\r\nHost: {place}\r\nAuthorization: Bearer {learner.seat}\r\n\r\n"
    await loop.sock_sendall(made, asked.encode())
    while not hall.server.hub.listeners.of(learner.id):
        await learner.poll()
    return made
