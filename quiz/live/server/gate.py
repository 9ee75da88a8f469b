"""The gate of the server: how many connections strangers may hold open."""

from __future__ import annotations

from quiz.live.http.connection import HttpConnection

_MOST = 4096


class Gate:
    """The connections that have not shown a seat yet: where there are too many, the one idle for longest ends."""

    def __init__(self, files: int) -> None:
        """A gate for a process that may have so many files open."""
        self._most = max(min(_MOST, files // 4), 64)
        self._strangers: dict[HttpConnection, None] = {}

    def admit(self, connection: HttpConnection) -> None:
        self._strangers[connection] = None
        if len(self._strangers) > self._most:
            idle = next((each for each in self._strangers if not each.is_busy), connection)
            self._strangers.pop(idle, None)
            idle.drop()

    def forget(self, connection: HttpConnection) -> None:
        """The connection has ended, or has shown a seat."""
        self._strangers.pop(connection, None)
