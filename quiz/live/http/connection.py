"""One connection of a client, which asks for one thing after the other.

A byte is read only for what the limits allow. What cannot be read, comes too late or is too large has a reply that says
so, where one can still be sent, and is the last of its connection.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from typing import Final, Protocol, cast

from quiz.live.http.messages import Outcome, Reply, Request, head_of, text_of
from quiz.live.http.reading import Fault, RequestReader

DEADLINE = 5.0
"""Seconds within which a connection has sent its first request, and each request is whole once it has begun."""

KEPT_OPEN = 75.0
"""Seconds for which a connection may be silent between two requests."""

_LINGERS = 2.0
"""Seconds for which more is still taken, and dropped, after the last reply, so that the client gets to read it."""

_MOST_WAITING = 8

_UNREAD = 64 * 1024
"""Bytes that the system holds for a client that takes nothing; it would make that megabytes of itself."""

_read_into: Final = memoryview(bytearray(2048))
"""Where each connection reads to: what came is taken before another reads, and a flood waits in the system."""
_NEVER: Final = float("inf")


class Owner(Protocol):
    """Who keeps the connections of a server together."""

    @property
    def fields(self) -> Mapping[str, str]: ...

    @property
    def lines(self) -> str: ...

    @property
    def longest_body(self) -> int: ...

    def admit(self, connection: HttpConnection) -> None: ...

    def forget(self, connection: HttpConnection) -> None: ...

    def serve(self, request: Request, /) -> Outcome: ...

    def fault(self, fault: Fault, /) -> Reply: ...


class HttpConnection(asyncio.BufferedProtocol):
    """`due` is the moment, by the loop's clock, after which whoever keeps the connections ends this one.

    `is_busy` says that a request is being replied to. `wrong_tries` is for whoever replies to count in, and `seat` for
    whoever keeps the gate to name whose connection it is.
    """

    __slots__ = (
        "_is_discarding",
        "_is_held",
        "_owner",
        "_reader",
        "_stream",
        "_task",
        "_waiting",
        "closes",
        "due",
        "is_busy",
        "is_full",
        "seat",
        "transport",
        "wrong_tries",
    )

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._reader: RequestReader | None = RequestReader(self, owner.longest_body)
        self.transport: asyncio.Transport | None = None
        self.due = _NEVER
        self.is_busy = False
        self.is_full = False
        self.closes = False
        self.wrong_tries = 0
        self.seat = ""
        self._task: asyncio.Task[None] | None = None
        self._stream: Stream | None = None
        self._waiting: deque[Request] | None = None
        self._is_discarding = False
        self._is_held = False

    # What asyncio tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        # Whatever waits to be sent is known at once: a reader that takes nothing is then not sent more.
        self.transport.set_write_buffer_limits(high=0)
        if (wire := self.transport.get_extra_info("socket")) is not None:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNREAD)
        self.due = asyncio.get_running_loop().time() + DEADLINE
        self._owner.admit(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.transport = None
        self._reader = None
        self._waiting = None
        self._owner.forget(self)
        if self._stream is not None:
            self._stream.lost()
            self._stream = None
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def pause_writing(self) -> None:
        self.is_full = True
        if self._stream is not None:
            self._stream.filled()

    def resume_writing(self) -> None:
        self.is_full = False
        if self._stream is not None:
            self._stream.emptied()
        elif self._is_held:
            self._is_held = False
            self._go_on()

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002
        return _read_into

    def buffer_updated(self, nbytes: int) -> None:
        self.data_received(_read_into[:nbytes])

    def data_received(self, data: bytes | memoryview) -> None:
        """Takes what the client sent."""
        if self._is_discarding or self._reader is None:
            return
        try:
            self._reader.feed(data)
        except Fault as fault:
            self._refuse(fault)

    # What the reader tells

    def begun(self) -> None:
        if not self.is_busy:
            self.due = min(self.due, asyncio.get_running_loop().time() + DEADLINE)

    def awaited(self) -> None:
        if self.transport is not None and not self.is_busy:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def took(self, request: Request) -> None:
        if self.closes:
            return
        if not self.is_busy:
            self._serve(request)
            return
        if self._waiting is None:
            self._waiting = deque()
        self._waiting.append(request)
        if len(self._waiting) >= _MOST_WAITING and self.transport is not None:
            self.transport.pause_reading()

    @property
    def _is_amid(self) -> bool:
        return self._reader is not None and self._reader.is_amid

    @property
    def _is_chunked(self) -> bool:
        return self._reader is None or self._reader.is_chunked

    # What is replied

    def _serve(self, request: Request) -> None:
        self.is_busy = True
        self.due = _NEVER
        outcome = self._owner.serve(request)
        if outcome is None or isinstance(outcome, Reply):
            self._reply_to(request, outcome)
        else:
            self._task = asyncio.get_running_loop().create_task(self._wait_for(request, outcome))

    async def _wait_for(self, request: Request, outcome: Awaitable[Reply | None]) -> None:
        reply = await outcome
        self._task = None
        self._reply_to(request, reply)

    def _reply_to(self, request: Request, reply: Reply | None) -> None:
        if reply is None or self.transport is None:
            return
        self.closes = self.closes or request.is_last
        self._write(reply, is_head=request.method == "HEAD")
        self._go_on()

    def _write(self, reply: Reply, *, is_head: bool = False) -> None:
        if self.transport is None:
            return
        fields = {"Content-Type": reply.type} if reply.type else {}
        if reply.status != HTTPStatus.NO_CONTENT:
            fields["Content-Length"] = str(len(reply.body))
        if self.closes:
            fields["Connection"] = "close"
        head = head_of(reply.status, self._common(reply.fields), fields, int(time.time()))
        self.transport.write(head if is_head else head + reply.body)

    def _common(self, fields: Mapping[str, str]) -> str:
        """The lines of the fields of every reply, with these in their place or beside them."""
        return text_of({**self._owner.fields, **fields}) if fields else self._owner.lines

    def _go_on(self) -> None:
        """Turns to the next request, or waits for it; first of all until the reply is taken."""
        transport = self.transport
        if transport is None:
            return
        if self.is_full and not self.closes:
            self._is_held = True
            self.due = asyncio.get_running_loop().time() + DEADLINE
            return
        self.is_busy = False
        if self.closes:
            self._end()
            return
        if self._waiting:
            request = self._waiting.popleft()
            if not self._waiting:
                self._waiting = None
                transport.resume_reading()
            self._serve(request)
            return
        self.due = asyncio.get_running_loop().time() + (DEADLINE if self._is_amid else KEPT_OPEN)

    def _refuse(self, fault: Fault) -> None:
        """Says what is wrong, and nothing more after it."""
        if self.is_busy:
            # What came before is not replied to yet, and its reply must not be taken for this one.
            self.drop()
            return
        self.closes = True
        self._write(self._owner.fault(fault))
        self._end()

    def _end(self) -> None:
        """Closes the connection once the client had time to read the last reply."""
        if self.transport is None:
            return
        if self._is_amid and self.transport.can_write_eof():
            # More may be on its way, and to close upon that would take the reply away.
            self.transport.write_eof()
            self._is_discarding = True
            self.due = asyncio.get_running_loop().time() + _LINGERS
        else:
            self.transport.close()

    def time_out(self) -> None:
        """Called once `due` is over."""
        if self._is_discarding or not self._is_amid or self.is_busy:
            self.drop()
        else:
            self._refuse(Fault(HTTPStatus.REQUEST_TIMEOUT, "The message did not come in time."))

    def drop(self) -> None:
        """Ends the connection at once."""
        if self.transport is not None:
            self.transport.abort()

    def close(self) -> None:
        """Ends the connection once what was written is sent."""
        if self.transport is not None:
            self.transport.close()

    # Streams

    def begin_stream(self, stream: Stream, fields: Mapping[str, str], body: bytes) -> None:
        """Makes this connection a stream of chunks, beginning with the body, until `end_stream` or the client's end."""
        if self.transport is None:
            stream.lost()
            return
        self._stream = stream
        framing = {"Transfer-Encoding": "chunked"} if self._is_chunked else {"Connection": "close"}
        head = head_of(HTTPStatus.OK, self._common(fields), framing, int(time.time()))
        self.transport.write(head + self._framed(body))

    def send(self, body: bytes) -> None:
        """Sends one more chunk of the stream."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(self._framed(body))

    def _framed(self, body: bytes) -> bytes:
        return b"%x\r\n%b\r\n" % (len(body), body) if self._is_chunked else body

    def end_stream(self) -> None:
        """Ends the stream, and with it the connection."""
        stream, self._stream = self._stream, None
        if self.transport is not None and stream is not None:
            if self._is_chunked:
                self.transport.write(b"0\r\n\r\n")
            self.transport.close()
            self.due = asyncio.get_running_loop().time() + _LINGERS


class Stream(Protocol):
    """What is told of the connection over which it flows."""

    def filled(self) -> None:
        """The client does not take as fast as it is given."""

    def emptied(self) -> None:
        """The client has taken what it was given."""

    def lost(self) -> None:
        """The connection has ended."""
