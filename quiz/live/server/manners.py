"""What every request must keep to, and what every reply says of itself."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

from quiz.errors import QuizError
from quiz.live import protocol
from quiz.live.http.messages import Outcome, Reply, Request, json_reply
from quiz.live.http.reading import Fault
from quiz.live.http.router import Router, Unroutable
from quiz.live.server.frames import Unreadable
from quiz.live.server.limits import TRIES
from quiz.live.server.room import Refused, Unheard, WrongCode

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

HEADERS: Final = {
    "Cache-Control": "no-store, no-transform",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "quiz",
    "X-Content-Type-Options": "nosniff",
}
"""What every reply says, unless it says something else itself."""

Serve = Callable[[Request], Outcome]

_CODES = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "size", HTTPStatus.REQUEST_TIMEOUT: "slow"}
_logger = logging.getLogger(__name__)
_SAFE = frozenset({"GET", "HEAD"})


def in_sentences(router: Router) -> Serve:
    """Replies by the router, and makes a sentence of whatever goes wrong."""
    return _serving(lambda request: router.handler(request)(request), lambda _, error: fault_of(error))


def manners(router: Router, hosts: frozenset[str], scheme: str) -> Serve:
    """Replies by the router; refuses requests that another site may have sent, and ends connections that only guess.

    `hosts` are the names that a request may be for.
    """
    origins = {f"{scheme}://{host}" for host in hosts}
    # Before the port of TLS there may be a proxy that takes it off.
    origins |= {f"https://{host.removesuffix(':443')}" for host in hosts if host.endswith(":443")}

    def begin(request: Request) -> Outcome:
        _check_site(request, hosts, origins)
        return router.handler(request)(request)

    return _serving(begin, _refusal)


def _serving(begin: Serve, refusal: Callable[[Request, Exception], Reply | None]) -> Serve:
    """Serves as `begin` does, with the refusal where it fails: whatever a stranger sends, the drill goes on."""

    def serve(request: Request) -> Outcome:
        try:
            outcome = begin(request)
        except Exception as error:  # noqa: BLE001 - see above
            return refusal(request, error)
        return outcome if outcome is None or isinstance(outcome, Reply) else later(request, outcome)

    async def later(request: Request, outcome: Awaitable[Reply | None]) -> Reply | None:
        try:
            return await outcome
        except Exception as error:  # noqa: BLE001 - see above
            return refusal(request, error)

    return serve


def _refusal(request: Request, error: Exception) -> Reply | None:
    """What a stranger is told of the error; None where the connection ends without a word."""
    connection = request.connection
    if isinstance(error, Unheard):
        connection.drop()
        return None
    if isinstance(error, QuizError):
        # The host has read what is the matter, and where: that is not for strangers.
        return fault(HTTPStatus.SERVICE_UNAVAILABLE, "server", "This could not be kept. Tell the host, and try again.")
    connection.wrong_tries += isinstance(error, WrongCode)
    connection.closes = connection.closes or connection.wrong_tries >= TRIES
    return fault_of(error)


def fault_of(error: Exception) -> Reply:
    """What is said of an error; one that nobody foresaw goes to the server's output too."""
    match error:
        case Unroutable():
            reply = fault(error.status, "http", str(error))
            reply.fields = {"Allow": error.allowed} if error.allowed else {}
            return reply
        case Fault():
            return fault(error.status, _CODES.get(error.status, "unreadable"), str(error))
        case Refused():
            return fault(error.status, error.code, str(error))
        case Unreadable():
            return fault(HTTPStatus.BAD_REQUEST, "unreadable", str(error))
        case QuizError():
            return fault(HTTPStatus.SERVICE_UNAVAILABLE, "server", str(error))
        case _:
            _logger.error("A request could not be answered.", exc_info=error)
            return fault(HTTPStatus.BAD_REQUEST, "fault", "This request cannot be answered.")


def _check_site(request: Request, hosts: frozenset[str], origins: set[str]) -> None:
    """Refused where a page of another site may have sent this, or had its own name lead here."""
    fields = request.fields
    if fields.get("host", "").lower() not in hosts:
        raise Refused(HTTPStatus.FORBIDDEN, "host", "This server goes by another name. Use the address on the wall.")
    origin = fields.get("origin")
    if origin is not None and origin.lower() not in origins:
        raise Refused(HTTPStatus.FORBIDDEN, "origin", "Another site cannot speak for you here.")
    if fields.get("sec-fetch-site") == "cross-site" and request.path.startswith("/api/"):
        raise Refused(HTTPStatus.FORBIDDEN, "origin", "Another site cannot speak for you here.")
    if request.method not in _SAFE and fields.get("x-quiz") != "1":
        raise Refused(HTTPStatus.FORBIDDEN, "header", "A message needs the header X-Quiz: 1.")


def fault(status: HTTPStatus, code: str, sentence: str) -> Reply:
    """A reply that says what is wrong."""
    said: protocol.Fault = {"code": code, "sentence": sentence}
    return json_reply(said, status)
