"""What is too large, too deep or no message at all, by the thousand, and readers who take nothing: memory stays flat.

What was measured is in the log of each test (`pytest --log-cli-level=INFO`).
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import pytest

from benchmarks.drill_class import Pupil, Receipts
from quiz.live.server.frames import Unreadable, answering_of, joining_of, nonce_of, place_of
from tests.live.hall import QUESTIONS, created
from tests.live.server.flood import post
from tests.live.server.house import House, house_of

measured = logging.getLogger("measured").info

MIB = 2**20

# 13

CHUNKED = b"POST /api/answer HTTP/1.1\r\nHost: {host}\r\nX-Quiz: 1\r\nTransfer-Encoding: chunked\r\n\r\n"

ENDLESS: dict[str, tuple[bytes, bytes]] = {
    "a body": (CHUNKED, b"10000\r\n" + b"x" * 0x10000 + b"\r\n"),
    "a body in small chunks": (CHUNKED, b"1\r\nx\r\n" * 10_000),
    "what is said of a chunk": (CHUNKED + b"1;", b"x" * 0x10000),
    "a field after the body": (CHUNKED + b"0\r\nX: ", b"x" * 0x10000),
    "fields after the body": (CHUNKED + b"0\r\n", b"X: x\r\n" * 10_000),
    "a field": (b"POST /api/answer HTTP/1.1\r\nX: ", b"x" * 0x10000),
    "the name of a field": (b"POST /api/answer HTTP/1.1\r\n", b"x" * 0x10000),
    "a path": (b"GET /", b"x" * 0x10000),
    "empty lines": (b"", b"\r\n" * 0x8000),
    "a body of a megabyte": (CHUNKED.replace(b"Transfer-Encoding: chunked", b"Content-Length: 1048576"), b"x" * MIB),
    "a body within a body": (b"POST /api/answer HTTP/1.1\r\nContent-Length: 4096\r\n\r\n", b"[" * 4096),
}


async def sent(house: House, beginning: bytes, more: bytes, most: int, *, heeds: bool) -> bytes:
    """What the server says to what has no end: of it so much is sent, or less where the sender `heeds` the reply."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(beginning.replace(b"{host}", house.name.encode()))
    count = 0
    with suppress(ConnectionError):
        while count < most:
            writer.write(more)
            await writer.drain()
            count += len(more)
            if heeds and reader._buffer:  # type: ignore[attr-defined]
                break
    said = b""
    with suppress(ConnectionError, TimeoutError):
        async with asyncio.timeout(10):
            said = await reader.read(4096)
    writer.close()
    assert not heeds or count < most
    return said


@pytest.mark.parametrize("what", ENDLESS)
async def test_row_13_what_has_no_end_is_refused_and_fills_no_memory(tmp_path: Path, what: str) -> None:
    beginning, more = ENDLESS[what]
    async with house_of(created(), tmp_path) as house:
        await house.join("Ann")
        before = house.memory
        began = time.monotonic()
        async with asyncio.timeout(30):
            said = await asyncio.gather(*(sent(house, beginning, more, 64 * MIB, heeds=i > 0) for i in range(8)))
            waiting, _ = await house.join("Bob")
        measured("%s: %.1f s, then joining %.0f ms", what, time.monotonic() - began, waiting * 1000)
        grown = house.memory - before
        measured("grown by %d KiB", grown // 1024)
        assert {each[9:12] for each in said} <= {b"400", b"413", b"408", b"403", b""}
        assert grown < 8 * MIB


# 14

BODIES: list[dict[str, object]] = [
    {"place": 0, "round": 1, "chosen": [0, 2], "matched": [None, 1], "certainty": "high", "key": "a-1"},
    {"code": "ABC123", "name": "Ann \u00e4\u2028\U0001f600", "team": "Red", "identifier": "17", "number": "42"},
    {"place": 3},
    {"nonce": "x" * 12},
]
PIECES = [b"{", b"}", b"[", b"]", b'"', b":", b",", b"1e9", b"-1", b"NaN", b"null", b"true", b"\\ud800", b"\xff", b"\0"]


def bodies(seed: int, whole: list[dict[str, object]] = BODIES) -> Iterator[bytes]:
    """Messages that somebody has been at, without end."""
    dice = random.Random(seed)
    for body in cycle(
        [json.dumps(body, ensure_ascii=is_ascii).encode() for body in whole for is_ascii in (True, False)]
    ):
        cut, end, piece = dice.randrange(len(body)), dice.randrange(len(body)), dice.choice(PIECES)
        match dice.randrange(5):
            case 0:
                yield body[:cut] + piece + body[cut:]
            case 1:
                yield body[:cut] + piece + body[cut + len(piece) :]
            case 2:
                yield body[:cut] + body[end:]
            case 3:
                yield body[:cut] + piece * dice.randrange(200) + body[cut:]
            case _:
                yield dice.randbytes(cut)


def test_row_14_any_of_two_hundred_thousand_bodies_is_a_message_or_unreadable() -> None:
    count, began = 200_000, time.monotonic()
    readers: list[Callable[[bytes], object]] = [answering_of, joining_of, place_of, nonce_of]
    read: Counter[bool] = Counter()
    for number, body in enumerate(islice(bodies(14), count)):
        # Each body goes to the reader that it was made for.
        reader = readers[number // 2 % len(readers)]
        try:
            reader(body)
        except Unreadable:
            read[False] += 1
        else:
            read[True] += 1
    measured("%d bodies a second, %d of them messages", count / (time.monotonic() - began), read[True])
    assert min(read.values()) > count / 100


async def test_row_14_twenty_thousand_requests_in_each_others_wake_leave_the_server_as_it_was(tmp_path: Path) -> None:
    async with house_of(created(), tmp_path) as house:
        _, seat = await house.join("Ann")
        assert await house.command("open") is None

        async def ask(count: int, seed: int) -> Counter[int]:
            heard: Counter[int] = Counter()
            made = requests(house, seat, seed)
            while count > 0:
                reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
                # What is no message of ours is no reason to be late: twenty are under way at a time.
                for _ in range(5):
                    part = [*islice(made, 20)]
                    writer.write(b"".join(part))
                    for _ in part:
                        heard[await status_of(reader)] += 1
                    count -= len(part)
                writer.close()
            return heard

        await ask(2000, 0)
        before, began = house.memory, time.monotonic()
        heard = sum(await asyncio.gather(*(ask(2000, seed) for seed in range(1, 11))), Counter[int]())
        grown = house.memory - before
        measured("%d replies a second; grown by %d KiB", heard.total() / (time.monotonic() - began), grown // 1024)
        assert heard.total() == 20_000
        assert heard.keys() <= {200, 400, 404, 409, 413, 429}
        assert grown < 4 * MIB
        took, _ = await house.join("Bob")
        assert took < 5


def requests(house: House, seat: str, seed: int) -> Iterator[bytes]:
    """Each body for where it was meant to go, as if the code were right: wrong ones are slow on purpose."""
    answer, joining, place, nonce = BODIES
    for asked, named, turned, probed in zip(
        *(bodies(seed, [each]) for each in (answer, joining, place, nonce)), strict=False
    ):
        yield post(house.port, "/api/answer", asked, seat)
        yield post(house.port, "/api/join", b'{"code":"%b",' % house.code.encode() + named.partition(b",")[2])
        yield post(house.port, "/api/own", turned, seat)
        yield post(house.port, "/api/pong", probed, seat)


async def status_of(reader: asyncio.StreamReader) -> int:
    """The status of the next reply, which is then read."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(int(line[16:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length: "))
    await reader.readexactly(length)
    return int(head[9:12])


# 20

LAZY = 200
FRAME = 200_000


async def test_row_20_two_hundred_who_never_read_hold_no_class_of_fifty_up(tmp_path: Path) -> None:
    long = [replace(QUESTIONS[0], stem="x" * FRAME)]
    async with house_of(created(questions=long), tmp_path, stuck=1.0) as house:
        receipts = Receipts()
        pupils = [Pupil(number, "127.0.0.1", house.port, receipts) for number in range(50)]
        await asyncio.gather(*(pupil.join(house.code) for pupil in pupils))
        await asyncio.gather(*(pupil.listen() for pupil in pupils))
        seats = [seat for _, seat in await asyncio.gather(*(house.join(f"Lazy {i}") for i in range(LAZY)))]
        assert await house.command("open") is None
        assert await house.command("close") is None
        alone = await rounds(house, pupils)
        before = house.memory
        sockets = [await never_reading(house, seat) for seat in seats]
        await house.seen(lambda view: view["connected"] == LAZY + 50)
        together = await rounds(house, pupils)
        grown = house.memory - before
        measured("to the last of 50: %.0f ms alone, %.0f ms with the lazy", max(alone) * 1000, max(together) * 1000)
        measured("memory of each of the lazy: %d KiB", grown // LAZY // 1024)
        assert max(together) < 5
        assert grown < LAZY * (64 * 1024 + 2 * FRAME)
        async with asyncio.timeout(30):
            await house.seen(lambda view: view["connected"] == 50)
        measured("memory after they were dropped: %d KiB more than before", (house.memory - before) // 1024)
        for each in sockets:
            each.close()
        for pupil in pupils:
            pupil.cut()


async def rounds(house: House, pupils: list[Pupil]) -> list[float]:
    """The seconds from each of a few openings to the last of the class who is shown it."""
    took = []
    for _ in range(4):
        for pupil in pupils:
            pupil.phases.clear()
        began = time.perf_counter()
        assert await house.command("again") is None
        while not all(any(phase == "open" for phase, _, _ in pupil.phases) for pupil in pupils):  # noqa: ASYNC110 - they have no event
            await asyncio.sleep(0.005)
        took.append(
            max(at for pupil in pupils for (phase, _, _), at in pupil.phases.items() if phase == "open") - began
        )
        assert await house.command("close") is None
    return took


async def never_reading(house: House, seat: str) -> socket.socket:
    """A stream of views that is asked for and never read."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(made, ("127.0.0.1", house.port))
    asked = f"GET /api/events HTTP/1.1\r\nHost: {house.name}\r\nAuthorization: Bearer {seat}\r\n\r\n"
    await loop.sock_sendall(made, asked.encode())
    return made
