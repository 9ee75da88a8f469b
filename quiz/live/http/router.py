"""Which handler a request is for."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from quiz.live.http.messages import Outcome, Request

Handler = Callable[[Request], Outcome]
"""Takes a request. Whoever need not wait for anything replies at once: a task costs as much as most replies."""


class Unroutable(Exception):  # noqa: N818  it names what the request is
    """Nothing is at the path, or nothing that takes the method."""

    def __init__(self, status: HTTPStatus, allowed: str = "") -> None:
        self.status = status
        self.allowed = allowed
        super().__init__(f"{status.phrase}.")


class Router:
    """The handlers by path and method. A path may end in "/*", for one more part of any text."""

    def __init__(self) -> None:
        self._exact: dict[str, dict[str, Handler]] = {}
        self._open: dict[str, dict[str, Handler]] = {}

    def add(self, method: str, path: str, handler: Handler) -> None:
        """Has the handler reply to requests of the method at the path."""
        if path.endswith("/*"):
            self._open.setdefault(path[:-1], {})[method] = handler
        else:
            self._exact.setdefault(path, {})[method] = handler

    def handler(self, request: Request) -> Handler:
        """The handler of the request, whose `parts` are set; Unroutable where there is none."""
        methods = self._exact.get(request.path)
        if methods is None:
            before, slash, part = request.path.rpartition("/")
            methods = self._open.get(before + slash) if part else None
            if methods is None:
                raise Unroutable(HTTPStatus.NOT_FOUND)
            request.parts = (part,)
        handler = methods.get("GET" if request.method == "HEAD" else request.method)
        if handler is None:
            raise Unroutable(HTTPStatus.METHOD_NOT_ALLOWED, ", ".join(sorted(methods)))
        return handler
