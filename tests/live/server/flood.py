"""Strangers by the thousand, in a process of their own: what they send, and what they hear of it.

Nothing but a server of this machine is ever sent anything, for a time and in a number that are given.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.live.server.house import ROOT

SILENCE = 0
"""Stands for the status of a request that had no reply."""

_HERE = "127.0.0.1"


class Try(asyncio.Protocol):
    """A connection over which one thing is sent, and the status that comes back."""

    def __init__(self, said: bytes) -> None:
        self._said = said
        self.status: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._said)

    def data_received(self, data: bytes) -> None:
        if not self.status.done():
            self.status.set_result(int(data[9:12]))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        if not self.status.done():
            self.status.set_result(SILENCE)


class Rush:
    """So many connections at a time, each of which sends what `say` makes of a number, and hears of it or not."""

    def __init__(self, port: int, say: Callable[[int], bytes]) -> None:
        self._port = port
        self._say = say
        self.sent = 0
        self.connected = 0
        self.heard: Counter[int] = Counter()
        self.moments: list[float] = []

    async def run(self, count: int, connections: int, seconds: float, pace: float) -> None:
        """Sends `count` times, `pace` seconds between two and `connections` at a time, for that many seconds."""
        began = time.monotonic()

        async def one() -> None:
            while self.sent < count and (left := began + seconds - time.monotonic()) > 0:
                number = self.sent
                self.sent += 1
                if (early := began + number * pace - time.monotonic()) > 0:
                    await asyncio.sleep(early)
                status = await self._try(number, left)
                self.heard[status] += 1
                if status != SILENCE:
                    self.moments.append(time.monotonic() - began)

        await asyncio.gather(*(one() for _ in range(connections)))

    async def _try(self, number: int, seconds: float) -> int:
        try:
            async with asyncio.timeout(seconds):
                _, trying = await asyncio.get_running_loop().create_connection(
                    lambda: Try(self._say(number)), _HERE, self._port
                )
                self.connected += 1
                try:
                    return await trying.status
                finally:
                    if trying.transport:
                        trying.transport.abort()
        except (OSError, TimeoutError):
            return SILENCE


def guess(port: int, number: int) -> bytes:
    """Asks for the room of a code."""
    return post(port, "/api/room", json.dumps({"code": f"{number:06}"}).encode())


def join(port: int, said: dict[str, str]) -> bytes:
    """Wants to join."""
    return post(port, "/api/join", json.dumps(said).encode())


def post(port: int, path: str, body: bytes, seat: str = "") -> bytes:
    """Sends the body, as a whole."""
    bearer = f"Authorization: Bearer {seat}\r\n" if seat else ""
    head = f"POST {path} HTTP/1.1\r\nHost: {_HERE}:{port}\r\nX-Quiz: 1\r\n{bearer}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def half_open(port: int, _number: int) -> bytes:
    """Begins to ask, and never ends."""
    return f"POST /api/join HTTP/1.1\r\nHost: {_HERE}:{port}\r\nX-Quiz".encode()


def abuse(port: int, number: int) -> bytes:
    """One thing or the other that is no use to anybody."""
    dice = random.Random(number)
    kinds: list[Callable[[], bytes]] = [
        lambda: guess(port, number),
        lambda: join(port, {"code": f"{number % 10**6:06}", "name": f"Bot {number}"}),
        lambda: half_open(port, number),
        lambda: post(port, "/api/answer", b"x" * 2**20),
        lambda: post(port, "/api/answer", b'{"place":0,"round":1,"chosen":[0],"key":"k"}', "made.1.up"),
        lambda: post(port, "/api/join", b"[" * 4000),
        lambda: dice.randbytes(500),
    ]
    return dice.choice(kinds)()


def _sayings(port: int, said: dict[str, str]) -> dict[str, Callable[[int], bytes]]:
    def joining(number: int) -> bytes:
        return join(port, {**said, "name": f"Bot {number}"})

    def numbered(number: int) -> bytes:
        return join(port, {**said, "name": f"Bot {number}", "number": f"{number % 100:02}"})

    return {
        "guess": lambda number: guess(port, number),
        "join": joining,
        "join with a number": numbered,
        "half open": lambda number: half_open(port, number),
        "abuse": lambda number: abuse(port, number),
    }


@dataclass(frozen=True, slots=True)
class Wave:
    """What kind of thing is sent how often, over how many connections at a time, for how long, at which pace."""

    kind: str
    count: int
    connections: int
    seconds: float
    pace: float = 0.0
    code: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What strangers heard: how often they sent, the replies by status, and the moments at which these came."""

    sent: int
    replies: dict[int, int]
    moments: list[float]


@asynccontextmanager
async def flooded(port: int, wave: Wave) -> AsyncIterator[asyncio.Task[Heard]]:
    """The wave comes while this lasts, or until it is over; the task gives what was heard."""
    said = json.dumps([port, wave.kind, wave.count, wave.connections, wave.seconds, wave.pace, wave.code])
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.live.server.flood",
        said,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    out = process.stdout
    assert out
    assert await out.readline() == b"begun\n"

    async def heard() -> Heard:
        found: dict[str, Any] = json.loads(await out.readline())
        return Heard(found["sent"], {int(status): n for status, n in found["replies"].items()}, found["moments"])

    hearing = asyncio.create_task(heard())
    try:
        yield hearing
    finally:
        hearing.cancel()
        if process.returncode is None:
            process.kill()
        await process.wait()


async def main(port: int, kind: str, count: int, connections: int, seconds: float, pace: float, code: str) -> None:
    """Sends the wave, and prints what was heard."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    rush = Rush(port, _sayings(port, {"code": code})[kind])
    running = asyncio.create_task(rush.run(count, connections, seconds, pace))
    # Those who only hold connections open are told of once they all are there.
    while kind == "half open" and rush.connected < count and not running.done():  # noqa: ASYNC110 - they have no event
        await asyncio.sleep(0.01)
    print("begun", flush=True)  # noqa: T201
    await running
    print(json.dumps({"sent": rush.sent, "replies": rush.heard, "moments": rush.moments}), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(*json.loads(sys.argv[1])))
