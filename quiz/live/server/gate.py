"""The gate of the server: how many connections may be open, of strangers, of each learner and of all together."""

from __future__ import annotations

from collections.abc import Iterable

from quiz.live.http.connection import HttpConnection

_MOST_STRANGERS = 4096

OF_A_SEAT = 64
"""How many connections may show the same seat: a browser has six at most, and a learner may have several."""

_RESERVE = 64
"""How many files are left to the log, to the host and to everything else."""


class Gate:
    """The connections from the network. Where there are too many, the one idle for longest ends."""

    def __init__(self, files: int) -> None:
        """A gate for a process that may have so many files open."""
        self._most = max(files - _RESERVE, _RESERVE)
        self._most_strangers = max(min(_MOST_STRANGERS, files // 4), 64)
        self._strangers: dict[HttpConnection, None] = {}
        self._seated: dict[str, list[HttpConnection]] = {}
        self._count = 0

    def admit(self, connection: HttpConnection) -> None:
        """A connection has begun, of which nobody knows whose it is."""
        self._count += 1
        self._strangers[connection] = None
        if len(self._strangers) > self._most_strangers or self._count > self._most:
            idle = _idle(self._strangers)
            self._strangers.pop(idle, None)
            idle.drop()

    def seat(self, connection: HttpConnection, learner: str) -> None:
        """The connection has shown the seat of this learner."""
        if connection.seat == learner:
            return
        self._take_out(connection)
        connection.seat = learner
        own = self._seated.setdefault(learner, [])
        own.append(connection)
        if len(own) > OF_A_SEAT:
            _idle(own[:-1]).drop()

    def forget(self, connection: HttpConnection) -> None:
        """The connection has ended."""
        self._count -= 1
        self._take_out(connection)

    def _take_out(self, connection: HttpConnection) -> None:
        self._strangers.pop(connection, None)
        own = self._seated.get(connection.seat, [])
        if connection in own:
            own.remove(connection)
            if not own:
                del self._seated[connection.seat]


def _idle(connections: Iterable[HttpConnection]) -> HttpConnection:
    """The oldest that waits for a request, or else the oldest: whoever came to stay is never kept out by the rest."""
    every = [*connections]
    return next((each for each in every if not each.is_busy), every[0])
