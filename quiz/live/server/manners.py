"""What every request must keep to, and what every reply says of itself."""

from __future__ import annotations

import asyncio
import json
import logging
from http import HTTPStatus
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from quiz.errors import QuizError
from quiz.live.protocol import Fault
from quiz.live.server.frames import Unreadable
from quiz.live.server.gate import DEADLINE, Guarded
from quiz.live.server.limits import TRIES
from quiz.live.server.room import Refused, WrongCode

MOST_BYTES = 4096
"""The longest body of a request."""

PAGE_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
"""What keeps a browser from doing more with a part of the page than showing it."""

_HEADERS: Final = {
    "Cache-Control": "no-store, no-transform",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "quiz",
    "X-Content-Type-Options": "nosniff",
}
_NOT_A_PAGE = "default-src 'none'"

_logger = logging.getLogger(__name__)
_SAFE = frozenset({"GET", "HEAD"})


@web.middleware
async def in_sentences(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Makes a sentence of whatever goes wrong."""
    try:
        return await handler(request)
    except ConnectionError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a stranger sends, the drill goes on
        return fault_of(error)


def manners(hosts: frozenset[str], scheme: str) -> Middleware:
    """Refuses requests that another site may have sent, ends connections that only guess, and speaks in sentences.

    `hosts` are the names that a request may be for.
    """
    origins = {f"{scheme}://{host}" for host in hosts}

    @web.middleware
    async def mind(request: web.Request, handler: Handler) -> web.StreamResponse:
        connection = request.protocol
        if not isinstance(connection, Guarded):
            raise TypeError("the server's connections are guarded")
        connection.began()
        connection.is_busy = True
        try:
            _check_site(request, hosts, origins)
            return await handler(request)
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a stranger sends, the drill goes on
            reply = fault_of(error)
            connection.wrong_tries += isinstance(error, WrongCode)
            if connection.wrong_tries >= TRIES:
                reply.force_close()
            return reply
        finally:
            connection.is_busy = False

    return mind


def fault_of(error: Exception) -> web.Response:
    """What is said of an error; one that nobody foresaw goes to the server's output too."""
    match error:
        case web.HTTPException():
            return fault(HTTPStatus(error.status), "http", f"{error.reason}.")
        case Refused():
            return fault(error.status, error.code, str(error))
        case Unreadable():
            return fault(HTTPStatus.BAD_REQUEST, "unreadable", str(error))
        case QuizError():
            return fault(HTTPStatus.SERVICE_UNAVAILABLE, "server", str(error))
        case _:
            _logger.error("A request could not be answered.", exc_info=error)
            return fault(HTTPStatus.BAD_REQUEST, "fault", "This request cannot be answered.")


def _check_site(request: web.Request, hosts: frozenset[str], origins: set[str]) -> None:
    """Refused where a page of another site may have sent this, or had its own name lead here."""
    headers = request.headers
    if headers.get("Host", "").lower() not in hosts:
        raise Refused(HTTPStatus.FORBIDDEN, "host", "This server goes by another name. Use the address on the wall.")
    origin = headers.get("Origin")
    if origin is not None and origin.lower() not in origins:
        raise Refused(HTTPStatus.FORBIDDEN, "origin", "Another site cannot speak for you here.")
    if headers.get("Sec-Fetch-Site", "same-origin") == "cross-site" and request.path.startswith("/api/"):
        raise Refused(HTTPStatus.FORBIDDEN, "origin", "Another site cannot speak for you here.")
    if request.method not in _SAFE and headers.get("X-Quiz") != "1":
        raise Refused(HTTPStatus.FORBIDDEN, "header", "A message needs the header X-Quiz: 1.")


async def body_of(request: web.Request) -> bytes:
    """The body, which comes within the deadline and has no more bytes than a message may have."""
    length = request.content_length
    if (length is not None and length > MOST_BYTES) or "Content-Encoding" in request.headers:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size", f"A message has {MOST_BYTES:,} bytes at most.")
    if request.content.is_eof():  # as it mostly is, with the head
        return await request.read()
    try:
        async with asyncio.timeout(DEADLINE):
            return await request.read()
    except TimeoutError as error:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT, "slow", "The message did not come in time.") from error


def fault(status: HTTPStatus, code: str, sentence: str) -> web.Response:
    """A reply that says what is wrong."""
    said: Fault = {"code": code, "sentence": sentence}
    reply = json_reply(said, status)
    if status in {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}:
        reply.force_close()
    return reply


def json_of(value: object) -> bytes:
    """The value as JSON in UTF-8; half surrogates are replaced."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def json_reply(value: object, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    """A reply with the value as JSON."""
    return web.Response(body=json_of(value), status=status, content_type="application/json")


async def say_what_it_is(_request: web.Request, reply: web.StreamResponse) -> None:
    """Gives the reply the headers that every reply has."""
    reply.headers.update(_HEADERS)
    reply.headers.setdefault("Content-Security-Policy", _NOT_A_PAGE)
