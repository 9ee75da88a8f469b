"""A way to a server that is long, or listened to: a proxy that passes bytes on as they are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

_MOST = 2**16

Hear = Callable[[bytes], None]


class Way:
    """Leads from `port` to the port of a server once that is known, and takes `delay` seconds in each direction."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._to = 0
        self._writers: list[asyncio.StreamWriter] = []
        self.port = 0
        self.said: list[bytes] = []
        """All that was sent to the server, by connection, in the order in which these began."""

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.port}"

    def lead_to(self, port: int) -> None:
        self._to = port

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = len(self.said)
        self.said.append(b"")
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._to)
        self._writers += [writer, server_writer]

        def hear(data: bytes) -> None:
            self.said[number] += data

        await asyncio.gather(self._pass(reader, server_writer, hear), self._pass(server_reader, writer))

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, hear: Hear = lambda _: None
    ) -> None:
        loop = asyncio.get_running_loop()
        with suppress(ConnectionError):
            while data := await reader.read(_MOST):
                hear(data)
                loop.call_later(self._delay, writer.write, data)
        loop.call_later(self._delay, writer.close)

    def close(self) -> None:
        for writer in self._writers:
            writer.transport.abort()


@asynccontextmanager
async def way(delay: float = 0.0) -> AsyncIterator[Way]:
    """A way that is open while this lasts."""
    made = Way(delay)
    server = await asyncio.start_server(made.take, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        made.close()
        await asyncio.sleep(2 * delay)
