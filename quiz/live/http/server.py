"""All connections of one door, and who replies to what comes over them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress

from quiz.live.http.connection import HttpConnection
from quiz.live.http.messages import Outcome, Reply, Request, text_of
from quiz.live.http.reading import Fault

_ROUND = 0.5
"""Seconds between two looks at who is late."""


class HttpServer:
    """The connections of one door. `connection` is what asyncio makes a protocol with.

    `serve` gives the reply to a request, whatever becomes of it, and `fault` that to what is no request. `fields` are
    the header fields of every reply; a body may have `longest_body` bytes. `admit` and `forget` are told of each
    connection as it begins and ends.
    """

    def __init__(
        self,
        serve: Callable[[Request], Outcome],
        fault: Callable[[Fault], Reply],
        *,
        fields: Mapping[str, str],
        longest_body: int,
        admit: Callable[[HttpConnection], None] = lambda _: None,
        forget: Callable[[HttpConnection], None] = lambda _: None,
    ) -> None:
        self.serve = serve
        self.fault = fault
        self.fields = fields
        self.lines = text_of(fields)
        self.longest_body = longest_body
        self._admitted = admit
        self._forgotten = forget
        self._connections: set[HttpConnection] = set()
        self._is_empty = asyncio.Event()

    def connection(self) -> HttpConnection:
        """What handles a new connection."""
        return HttpConnection(self)

    def admit(self, connection: HttpConnection) -> None:
        self._connections.add(connection)
        self._admitted(connection)

    def forget(self, connection: HttpConnection) -> None:
        self._connections.discard(connection)
        self._forgotten(connection)
        if not self._connections:
            self._is_empty.set()

    async def sweep(self) -> None:
        """Ends the connections that are late, until it is cancelled."""
        # One look at all costs less than a timer for each, of which there would be thousands.
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(_ROUND)
            now = loop.time()
            for connection in [each for each in self._connections if each.due < now]:
                connection.time_out()

    async def close(self, patience: float) -> None:
        """Ends all connections: those over which nothing is going on at once, the others after so many seconds."""
        for connection in [*self._connections]:
            connection.closes = True
            if not connection.is_busy:
                connection.close()
        if self._connections:
            self._is_empty.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._is_empty.wait()
        for connection in [*self._connections]:
            connection.drop()
        await asyncio.sleep(0)
