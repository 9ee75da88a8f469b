"""A class of learners over real sockets, as cheap as can be: what the driver of a load spends is not the server's.

Each learner has two connections, as a browser has: one for the stream of views and one for what is sent. Each keeps
a ledger of the receipts that it got, which is held against the log at the end.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from random import Random
from typing import Any, TypeVar, cast

from quiz.live.client.stream import EventStream

_P = TypeVar("_P", bound=asyncio.Protocol)

_LATER = 0.1
"""Seconds."""

_BETWEEN_ANSWERS = (0.2, 2.0)
_BETWEEN_LINES = (0.5, 5.0)
"""The first and the longest pause, in seconds, before the phone page tries again to hand in, and to be shown views."""

_PATIENCE = 5.0

_LINE_END = b"\r\n\r\n"


class Receipts:
    """What the server acknowledged: the key of each answer by learner, place and round."""

    def __init__(self) -> None:
        self.keys: dict[tuple[str, int, int], str] = {}
        self.refused: list[dict[str, Any]] = []
        self._came = asyncio.Event()

    def add(self, receipt: dict[str, Any]) -> None:
        if receipt.get("status") in {"accepted", "duplicate"}:
            self.keys[receipt["learner"], receipt["place"], receipt["round"]] = receipt["key"]
            self._came.set()
        else:
            self.refused.append(receipt)
            self._came.set()

    async def more_than(self, known: int) -> None:
        """Returns once there are more receipts than so many."""
        while len(self.keys) + len(self.refused) <= known:
            self._came.clear()
            await self._came.wait()


class Ask(asyncio.Protocol):
    """A connection for one request after the other, kept open between them."""

    def __init__(self) -> None:
        self._seen = b""
        self._waiter: asyncio.Future[tuple[int, bytes]] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._seen += data
        head, found, body = self._seen.partition(_LINE_END)
        if not found or self._waiter is None or self._waiter.done():
            return
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line[:15].lower() == b"content-length:")
        if len(body) >= length:
            self._seen = body[length:]
            self._waiter.set_result((int(head[9:12]), body[:length]))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.transport = None
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(ConnectionResetError())

    async def post(self, host: str, path: str, value: object, seat: str = "") -> tuple[int, Any]:
        """The status and the value of the answer; OSError where the connection is lost."""
        body = json.dumps(value).encode()
        bearer = f"Authorization: Bearer {seat}\r\n" if seat else ""
        return await self._ask(
            f"POST {path} HTTP/1.1\r\nHost: {host}\r\nX-Quiz: 1\r\n{bearer}"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )

    async def get(self, host: str, path: str, seat: str) -> tuple[int, Any]:
        """The status and the value of the answer; OSError where the connection is lost."""
        return await self._ask(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {seat}\r\n\r\n".encode())

    async def _ask(self, request: bytes) -> tuple[int, Any]:
        if self.transport is None:
            raise ConnectionResetError
        self._waiter = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        status, said = await self._waiter
        return status, json.loads(said) if said else None

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()


class Watch(asyncio.Protocol):
    """A stream of views: the moment, by `time.perf_counter`, and the phase of each, as it came in."""

    def __init__(self, request: bytes, tell: Callable[[float, dict[str, Any]], None]) -> None:
        self._request = request
        self._tell = tell
        self._events = EventStream()
        self._is_body = False
        self._seen = b""
        self._came: list[tuple[float, bytes]] = []
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Keeps what came and when; it is read a moment later, or whoever is next in line would get theirs late."""
        if not self._came:
            asyncio.get_running_loop().call_later(_LATER, self._read)
        self._came.append((time.perf_counter(), data))

    def _read(self) -> None:
        came, self._came = self._came, []
        for at, data in came:
            self._take(at, data)

    def _take(self, at: float, data: bytes) -> None:
        # Chunked transfer coding: the sizes stand on lines of their own, which no event of ours looks like.
        if not self._is_body:
            self._seen += data
            _, found, data = self._seen.partition(_LINE_END)
            if not found:
                return
            self._is_body = True
        for sent in self._events.feed(data):
            if sent.kind == "message":
                self._tell(at, json.loads(sent.data))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.transport = None

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()


class Pupil:
    """One learner: a seat, a stream and a connection to send over."""

    def __init__(self, number: int, host: str, port: int, receipts: Receipts) -> None:
        self.number = number
        self.host = f"{host}:{port}"
        self.port = port
        self.address = host
        self.receipts = receipts
        self.seat = ""
        self.id = ""
        self.ask = Ask()
        self.watch: Watch | None = None
        self.view: dict[str, Any] = {}
        self.phases: dict[tuple[str, int, int], float] = {}
        self.resumed = asyncio.Event()
        self.resumed_at = 0.0
        self.dice = Random(number)

    async def join(self, code: str) -> float:
        """Takes a seat, and gives the seconds that took, with the connection."""
        began = time.perf_counter()
        self.ask = await self._connected(Ask)
        status, seat = await self.ask.post(
            self.host, "/api/join", {"code": code, "name": f"Learner {self.number}", "team": "", "identifier": ""}
        )
        if status != 200:
            raise ConnectionRefusedError(f"{status}: {seat}")
        self.seat, self.id = seat["seat"], seat["learner"]
        return time.perf_counter() - began

    async def listen(self) -> None:
        """Opens the stream, and returns with the first view; `resumed_at` is when it came."""
        self.resumed.clear()
        request = (
            f"GET /api/events HTTP/1.1\r\nHost: {self.host}\r\nAuthorization: Bearer {self.seat}\r\n"
            "Accept: text/event-stream\r\n\r\n"
        ).encode()
        self.watch = await self._connected(lambda: Watch(request, self._see))
        await self.resumed.wait()

    def _see(self, at: float, view: dict[str, Any]) -> None:
        self.view = view
        self.phases.setdefault((view["phase"], view["place"], view["round"]), at)
        if not self.resumed.is_set():
            self.resumed_at = at
            self.resumed.set()

    async def come_back(self) -> None:
        """Opens the stream again as the phone page does that has lost it: after pauses, and with a poll before it."""
        for pause in self._pauses(*_BETWEEN_LINES):
            await asyncio.sleep(pause)
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(_PATIENCE):
                    await self._poll()
                    await self.listen()
                    return

    async def _poll(self) -> None:
        ask = await self._connected(Ask)
        try:
            await ask.get(self.host, "/api/poll?after=0", self.seat)
        finally:
            ask.close()

    def _pauses(self, pause: float, longest: float) -> Iterator[float]:
        while True:
            yield pause * self.dice.uniform(0.7, 1.0)
            pause = min(pause * 2, longest)

    async def answer(self, place: int, round: int, chosen: Iterable[int], key: str) -> float:
        """Answers, again and again with the same key until there is a receipt; the seconds until it came."""
        began = time.perf_counter()
        said = {"place": place, "round": round, "chosen": list(chosen), "key": key}
        for pause in self._pauses(*_BETWEEN_ANSWERS):
            with suppress(OSError):
                if self.ask.transport is None:
                    self.ask = await self._connected(Ask)
                _, receipt = await self.ask.post(self.host, "/api/answer", said, self.seat)
                if receipt is not None and "status" in receipt:
                    self.receipts.add(receipt)
                    break
            await asyncio.sleep(pause)
        return time.perf_counter() - began

    def cut(self) -> None:
        """Loses both connections, as when the network goes."""
        self.ask.close()
        if self.watch is not None:
            self.watch.close()

    async def _connected(self, make: Callable[[], _P]) -> _P:
        loop = asyncio.get_running_loop()
        _, protocol = await loop.create_connection(make, self.address, self.port)
        return protocol
