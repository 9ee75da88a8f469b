"""Requests read from the bytes of a connection, and held to limits before they are whole."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final, Protocol
from urllib.parse import unquote

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser, parse_url

from quiz.live.http.messages import Connection, Request

_LONGEST_HEAD = 8192
_LONGEST_FIELD = 4096
_MOST_FIELDS = 64

_FRAMING = 8
"""How many bytes one of a body may take with the chunk around it."""

_ONCE: Final = frozenset({"host", "authorization", "content-length", "origin"})
_NO_FIELDS: Final[dict[str, str]] = {}


class Fault(Exception):  # noqa: N818  it names what the request is
    """A request that is refused before anybody was asked."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


class Taker(Connection, Protocol):
    """Whose requests are read."""

    def begun(self) -> None:
        """The first byte of a request has come."""

    def awaited(self) -> None:
        """The client waits to be told to go on before it sends the body."""

    def took(self, request: Request) -> None:
        """A request is whole."""


class RequestReader:
    """Reads what a client sends by the parser of llhttp. `is_amid` says that a request has begun and is not whole."""

    __slots__ = (
        "_body",
        "_fields",
        "_is_head",
        "_longest_body",
        "_newest",
        "_parser",
        "_taken",
        "_taker",
        "_url",
        "is_amid",
        "is_chunked",
    )

    def __init__(self, taker: Taker, longest_body: int) -> None:
        self._taker = taker
        self._longest_body = longest_body
        self._parser = HttpRequestParser(self)
        self._newest: Request | None = None
        self.is_chunked = True
        """Whether the latest request was of a version that knows chunks."""
        self._begin()

    def _begin(self) -> None:
        """What is known of the next request: nothing."""
        self.is_amid = False
        self._is_head = True
        self._taken = 0
        self._url = b""
        self._fields: dict[str, str] = _NO_FIELDS
        self._body = b""

    def feed(self, data: bytes | memoryview) -> None:
        """Takes what the client sent; Fault where it is nothing that can be read, or too much."""
        # Of what belongs to no field and no byte of the body the parser tells nothing, and it may be without end.
        self._taken += len(data)
        try:
            self._parser.feed_data(data)
        except HttpParserUpgrade:
            # It stays HTTP/1.1, but the parser takes no more.
            if self._newest is not None:
                self._newest.is_last = True
        except HttpParserError as error:
            told = error.__context__
            raise (told if isinstance(told, Fault) else Fault(HTTPStatus.BAD_REQUEST, "This is no HTTP.")) from error
        else:
            if self._is_head and self._taken > _LONGEST_HEAD:
                raise _large_head()
            if self._taken > _LONGEST_HEAD + _FRAMING * self._longest_body:
                raise self._large_body()

    # What the parser tells

    def on_message_begin(self) -> None:
        self.is_amid = True
        self._fields = {}
        self._taker.begun()

    def on_url(self, url: bytes) -> None:
        self._url += url
        if len(self._url) > _LONGEST_HEAD:
            raise _large_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        if len(self._fields) >= _MOST_FIELDS or len(value) > _LONGEST_FIELD:
            raise _large_head()
        key = name.decode("latin-1").lower()
        text = value.decode("latin-1")
        known = self._fields.get(key)
        if known is not None:
            if key in _ONCE:
                raise Fault(HTTPStatus.BAD_REQUEST, f"A request has one {key}.")
            text = f"{known}{'; ' if key == 'cookie' else ', '}{text}"
        self._fields[key] = text

    def on_headers_complete(self) -> None:
        fields = self._fields
        self._is_head = False
        if "content-encoding" in fields or int(fields.get("content-length", "0")) > self._longest_body:
            raise self._large_body()
        if fields.get("expect", "").lower() == "100-continue":
            self._taker.awaited()

    def on_body(self, body: bytes) -> None:
        if len(self._body) + len(body) > self._longest_body:
            raise self._large_body()
        self._body += body

    def _large_body(self) -> Fault:
        most = self._longest_body
        return Fault(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A message has {most:,} bytes at most, and is not packed.")

    def on_message_complete(self) -> None:
        self.is_chunked = self._parser.get_http_version() != "1.0"
        path, _, query = self._url.partition(b"?")
        if not path.startswith(b"/"):
            path, query = _absolute(self._url)
        text = path.decode("latin-1")
        request = Request(
            self._parser.get_method().decode("latin-1"),
            unquote(text) if "%" in text else text,
            query.decode("latin-1"),
            self._fields,
            self._body,
            self._taker,
        )
        request.is_last = not self._parser.should_keep_alive()
        self._newest = request
        self._begin()
        self._taker.took(request)


def _large_head() -> Fault:
    return Fault(HTTPStatus.BAD_REQUEST, "The head of this request is too large.")


def _absolute(url: bytes) -> tuple[bytes, bytes]:
    """Path and query of an address with a host, as proxies send it."""
    try:
        parsed = parse_url(url)
    except HttpParserError as error:
        raise Fault(HTTPStatus.BAD_REQUEST, "This is no address.") from error
    return parsed.path or b"/", parsed.query or b""
