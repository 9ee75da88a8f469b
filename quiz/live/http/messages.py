"""What is asked and what is replied."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Mapping
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import Protocol


class Connection(Protocol):
    """What of a connection whoever replies may know."""

    wrong_tries: int
    closes: bool

    def drop(self) -> None:
        """Ends it at once."""


class Request:
    """One request, whole. `path` has its percent signs resolved; `fields` are the header fields by lower-case name.

    `is_last` says that its connection ends with the reply.
    """

    __slots__ = ("body", "connection", "fields", "is_last", "method", "parts", "path", "query")

    def __init__(
        self, method: str, path: str, query: str, fields: Mapping[str, str], body: bytes, connection: Connection
    ) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.connection = connection
        self.is_last = False
        self.parts: tuple[str, ...] = ()
        """What stood in the places of the route that are left open."""

    def field(self, name: str) -> str:
        """The header field of that lower-case name; empty where there is none."""
        return self.fields.get(name, "")

    def cookie(self, name: str) -> str:
        """The cookie of that name; empty where there is none."""
        for pair in self.field("cookie").split(";"):
            key, _, value = pair.strip().partition("=")
            if key == name:
                return value.strip('"')
        return ""


class Reply:
    """What is replied to a request. `fields` come beside those of every reply and those that the body asks for."""

    __slots__ = ("body", "fields", "status", "type")

    def __init__(
        self,
        status: int = HTTPStatus.OK,
        body: bytes = b"",
        type: str = "",
        fields: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.body = body
        self.type = type
        self.fields = fields or {}


Outcome = Reply | None | Awaitable[Reply | None]
"""What comes of a request: a reply, now or later, or none where a stream was made of the connection."""

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

JSON = "application/json; charset=utf-8"


def json_of(value: object) -> bytes:
    """The value as JSON in UTF-8; half surrogates are replaced."""
    return _to_json(value).encode(errors="replace")


def json_reply(value: object, status: int = HTTPStatus.OK) -> Reply:
    """A reply with the value as JSON."""
    return Reply(status, json_of(value), JSON)


def head_of(status: int, common: str, fields: Mapping[str, str], second: int) -> bytes:
    """The head of a reply that is sent in that second since 1970. `common` are lines that the fields go before."""
    return f"{_first_line(status, second)}{text_of(fields)}{common}\r\n".encode("latin-1", errors="replace")


@lru_cache(maxsize=64)
def _first_line(status: int, second: int) -> str:
    return f"HTTP/1.1 {int(status)} {HTTPStatus(status).phrase}\r\nDate: {formatdate(second, usegmt=True)}\r\n"


def text_of(fields: Mapping[str, str]) -> str:
    """The fields as lines of a head. Line breaks in a value would be fields of their own: they are left out."""
    return "".join([f"{name}: {_line(value)}\r\n" for name, value in fields.items()])


def _line(value: str) -> str:
    return value if value.isprintable() else value.translate(_BREAKS)


_BREAKS = {ord("\r"): None, ord("\n"): None, 0: None}
