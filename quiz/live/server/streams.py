"""Server-sent events: a connection over which what there is to show is written, as it changes."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from quiz.live.http.connection import HttpConnection
from quiz.live.http.messages import Request
from quiz.live.server.listeners import Listener

# Some proxies hold back the beginning of a stream.
_BEGINNING = b": " + b" " * 2048 + b"\n\nretry: 1000\n\n"

BEAT = b"event: beat\ndata\n\n"
"""That the line holds: an event, for a browser tells its page of no comment."""

_AT_ONCE = 16
"""How many go ahead before whatever else came in is dealt with."""

_FIELDS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}


def event(id: int, frame: bytes) -> bytes:
    """What is to be shown, as an event of that id."""
    return b"id: %d\ndata: %b\n\n" % (id, frame)


def ping(nonce: str) -> bytes:
    """A probe that is to be answered with its nonce."""
    return b'event: ping\ndata: {"nonce":"%b"}\n\n' % nonce.encode()


def connection_of(request: Request) -> HttpConnection:
    """The connection over which the request came."""
    connection = request.connection
    if not isinstance(connection, HttpConnection):
        raise TypeError("a stream needs a connection")
    return connection


class EventStream:
    """Writes what there is to show, at once and at each change, until the listener is closed or the reader has gone.

    What a slow reader missed meanwhile is never sent: it is given nothing before it has taken what it has. There are
    `pause` seconds or more between two. `left` is called once at the end.
    """

    # No task waits for news here: waking thousands of them takes longer than writing to thousands of connections.
    __slots__ = ("_beat", "_connection", "_is_resting", "_left", "_listener", "_pause", "_shown")

    def __init__(
        self,
        connection: HttpConnection,
        listener: Listener,
        left: Callable[[Listener], None],
        shown: Callable[[], bytes],
        beat: Callable[[], bytes] = lambda: BEAT,
        pause: float = 0.0,
    ) -> None:
        self._connection = connection
        self._listener = listener
        self._left = left
        self._shown = shown
        self._beat = beat
        self._pause = pause
        self._is_resting = False

    def begin(self) -> None:
        """Writes the head, and what there is to show now."""
        listener = self._listener
        listener.ring = self._push
        listener.is_changed = True
        self._connection.begin_stream(self, _FIELDS, _BEGINNING + self._news())
        self._rest()
        if listener.is_closed:
            self._push()

    def _push(self) -> None:
        listener, connection = self._listener, self._connection
        if listener.is_closed:
            connection.end_stream()
            self._left(listener)
            return
        if connection.is_full or self._is_resting:
            return
        if chunk := self._news():
            connection.send(chunk)
            self._rest()

    def _news(self) -> bytes:
        """What the reader was not sent yet; empty where there is nothing."""
        listener = self._listener
        chunk = b""
        if listener.is_due:
            listener.is_due = False
            chunk = self._beat()
        if listener.is_changed:
            listener.is_changed = False
            chunk += self._shown()
        return chunk

    def _rest(self) -> None:
        if self._pause:
            self._is_resting = True
            asyncio.get_running_loop().call_later(self._pause, self._rested)

    def _rested(self) -> None:
        self._is_resting = False
        if self._listener.ring == self._push:
            self._push()

    def filled(self) -> None:
        self._listener.waits_since = time.monotonic()

    def emptied(self) -> None:
        self._listener.waits_since = None
        self._push()

    def lost(self) -> None:
        self._left(self._listener)


class Turns:
    """Whoever can wait goes ahead a few at a time.

    After an outage a whole class comes back at once to be shown where things stand, and among them are those who wait
    for a receipt.
    """

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], object]] = deque()

    def take(self, step: Callable[[], object]) -> None:
        """Has the step done once it is its turn."""
        self._waiting.append(step)
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._go_on)

    async def wait(self) -> None:
        """Returns once it is the caller's turn."""
        turn = asyncio.Event()
        self.take(turn.set)
        await turn.wait()

    def _go_on(self) -> None:
        try:
            for _ in range(min(len(self._waiting), _AT_ONCE)):
                self._waiting.popleft()()
        finally:
            if self._waiting:
                asyncio.get_running_loop().call_soon(self._go_on)
