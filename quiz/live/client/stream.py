"""Server-sent events, read from bytes as they come in."""

from __future__ import annotations

from typing import NamedTuple

_LONGEST = 8 * 1024 * 1024
"""Bytes of an event after which no more are waited for."""


class Sent(NamedTuple):
    """An event of the stream: its kind ("message" where it names none), its data and the latest id so far."""

    kind: str
    data: str
    id: str


class EventStream:
    """What has been read of a stream (HTML standard, section 9.2.6); `feed` may be given it cut anywhere."""

    def __init__(self) -> None:
        self._rest = b""
        self._last_id = ""
        self._kind = ""
        self._data: list[str] = []
        self._size = 0

    def feed(self, piece: bytes) -> list[Sent]:
        """The events that the piece completes; ValueError where one is longer than any of ours."""
        *lines, self._rest = (self._rest + piece).replace(b"\r\n", b"\n").split(b"\n")
        sent = [event for line in lines if (event := self._take(line)) is not None]
        if self._size + len(self._rest) > _LONGEST:
            raise ValueError("The event is too long.")
        return sent

    def _take(self, line: bytes) -> Sent | None:
        if not line:
            return self._done()
        name, _, value = line.decode(errors="replace").rstrip("\r").partition(":")
        value = value.removeprefix(" ")
        match name:
            case "data":
                self._data.append(value)
                self._size += len(line)
            case "event":
                self._kind = value
            case "id":
                self._last_id = value
            case _:
                pass  # a comment, or what this program has no use for
        return None

    def _done(self) -> Sent | None:
        sent = Sent(self._kind or "message", "\n".join(self._data), self._last_id) if self._data else None
        self._kind, self._data, self._size = "", [], 0
        return sent
