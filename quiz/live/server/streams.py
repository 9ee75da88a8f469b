"""Server-sent events: a connection over which what there is to show is written, as it changes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from aiohttp import web

from quiz.live.server.listeners import Listener

# Some proxies hold back the beginning of a stream.
_PADDING = b": " + b" " * 2048 + b"\n\n"
_RETRY = b"retry: 1000\n\n"

BEAT = b": still here\n\n"
_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}


async def begun(request: web.Request) -> web.StreamResponse:
    """The stream, with its head on the way."""
    reply = web.StreamResponse(headers=_HEADERS)
    await reply.prepare(request)
    await reply.write(_PADDING + _RETRY)
    return reply


def event(id: int, frame: bytes) -> bytes:
    """What is to be shown, as an event of that id."""
    return b"id: %d\ndata: %b\n\n" % (id, frame)


def ping(nonce: str) -> bytes:
    """A probe that is to be answered with its nonce."""
    return b'event: ping\ndata: {"nonce":"%b"}\n\n' % nonce.encode()


def abort_of(request: web.Request) -> Callable[[], None]:
    """What ends the connection of the request at once."""
    transport = request.transport
    return transport.abort if isinstance(transport, asyncio.Transport) else lambda: None


async def run(
    reply: web.StreamResponse,
    listener: Listener,
    shown: Callable[[], bytes],
    beat: Callable[[], bytes] = lambda: BEAT,
    pause: float = 0.0,
) -> None:
    """Writes what there is to show, at once and at each change, until the listener is closed.

    There are `pause` seconds or more between two; what a slow reader missed meanwhile is never sent.
    """
    listener.tell()
    while True:
        await listener.wait()
        if listener.is_closed:
            return
        chunk = b""
        if listener.is_due:
            listener.is_due = False
            chunk = beat()
        if listener.is_changed:
            listener.is_changed = False
            chunk += shown()
        with listener.writing(time.monotonic()):
            await reply.write(chunk)
        if pause:
            await asyncio.sleep(pause)
