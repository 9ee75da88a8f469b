"""The gate of the server: how many connections strangers may hold open, and for how long without asking anything."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

DEADLINE = 5.0
"""Seconds within which a connection has sent the head of its first request, and a request its body."""

_KEPT_OPEN = 75.0
_MOST = 4096
_LONGEST_LINE = 4096
_LONGEST_FIELD = 4096
_MOST_FIELDS = 64


class Gate:
    """The connections that have not shown a seat yet: where there are too many, the one idle for longest ends."""

    def __init__(self, files: int) -> None:
        """A gate for a process that may have so many files open."""
        self._most = max(min(_MOST, files // 4), 64)
        self._strangers: dict[Guarded, None] = {}

    def admit(self, connection: Guarded) -> None:
        self._strangers[connection] = None
        if len(self._strangers) > self._most:
            idle = next((each for each in self._strangers if not each.is_busy), connection)
            self._strangers.pop(idle, None)
            idle.drop()

    def forget(self, connection: Guarded) -> None:
        """The connection has ended, or has shown a seat."""
        self._strangers.pop(connection, None)

    def protocol(self, server: web.Server) -> Guarded:
        """What handles a new connection."""
        return Guarded(self, server)


class Guarded(web.RequestHandler):
    """A connection that must ask something soon. `wrong_tries` counts the wrong codes that came over it."""

    __slots__ = ("_deadline", "_gate", "is_busy", "wrong_tries")

    def __init__(self, gate: Gate, server: web.Server) -> None:
        settings: dict[str, Any] = {
            "access_log": None,
            "keepalive_timeout": _KEPT_OPEN,
            "max_line_size": _LONGEST_LINE,
            "max_field_size": _LONGEST_FIELD,
            "max_headers": _MOST_FIELDS,
            "lingering_time": 0.0,
            "auto_decompress": False,
        }
        super().__init__(server, loop=asyncio.get_running_loop(), **settings)
        self.wrong_tries = 0
        self.is_busy = False
        self._gate = gate
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._deadline = asyncio.get_running_loop().call_later(DEADLINE, self.drop)
        self._gate.admit(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        self.began()
        self._gate.forget(self)
        super().connection_lost(exc)

    def began(self) -> None:
        """The head of a request is here."""
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def drop(self) -> None:
        """Ends the connection at once."""
        transport = self.transport
        self.force_close()
        if isinstance(transport, asyncio.Transport):
            transport.abort()
