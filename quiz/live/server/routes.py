"""What learners can ask of the server."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from http import HTTPStatus

from aiohttp import web

from quiz.core.join_code import normalised
from quiz.live.server import streams
from quiz.live.server.frames import answering_of, joining_of, nonce_of, place_of
from quiz.live.server.gate import Gate, Guarded
from quiz.live.server.hub import Hub
from quiz.live.server.manners import PAGE_HEADERS, body_of, fault, json_reply
from quiz.live.server.pages import PAGE, Part
from quiz.live.server.room import Lobby, Refused
from quiz.live.server.seats import COOKIE, bearer_of
from quiz.live.takeaway import bank_text, missed

POLL = 20.0
"""Seconds that a poll waits for something new."""

_COOKIE_SECONDS = 24 * 60 * 60
_AFTER = re.compile(r"-?[0-9]{1,15}")
_KEPT = frozenset({"accepted", "duplicate"})


class Routes:
    """The learners' requests, as they are answered."""

    def __init__(self, hub: Hub, lobby: Lobby, gate: Gate, parts: dict[str, Part], *, is_secure: bool) -> None:
        self._hub = hub
        self._lobby = lobby
        self._gate = gate
        self._parts = parts
        self._is_secure = is_secure

    def add_to(self, app: web.Application) -> None:
        add = app.router
        add.add_get("/api/room/{code}", self.room)
        add.add_post("/api/join", self.join)
        add.add_get("/api/events", self.events)
        add.add_get("/api/poll", self.poll)
        add.add_post("/api/answer", self.answer)
        add.add_post("/api/own", self.own)
        add.add_post("/api/pong", self.pong)
        add.add_post("/api/leave", self.leave)
        add.add_get("/api/missed", self.missed)
        add.add_get("/web/{name}", self.part)
        add.add_get("/", self.page)
        add.add_get("/{code}", self.page)

    async def page(self, request: web.Request) -> web.Response:
        """The same page for every code: whether there is a drill with it is asked by the page."""
        code = request.match_info.get("code")
        return self._part(PAGE if code is None or normalised(code) else "")

    async def part(self, request: web.Request) -> web.Response:
        return self._part(request.match_info["name"])

    def _part(self, name: str) -> web.Response:
        part = self._parts.get(name)
        if part is None:
            return fault(HTTPStatus.NOT_FOUND, "nothing", "There is nothing here.")
        return web.Response(body=part.content, headers={"Content-Type": part.type, **PAGE_HEADERS})

    async def room(self, request: web.Request) -> web.Response:
        return json_reply(await self._lobby.room(request.match_info["code"]))

    async def join(self, request: web.Request) -> web.Response:
        joining = joining_of(await body_of(request))
        seat = await self._lobby.join(joining, _token(request))
        reply = json_reply(seat)
        reply.set_cookie(
            COOKIE,
            seat["seat"],
            max_age=_COOKIE_SECONDS,
            path="/",
            httponly=True,
            samesite="Strict",
            secure=self._is_secure,
        )
        return reply

    async def events(self, request: web.Request) -> web.StreamResponse:
        learner = self._learner(request)
        hub = self._hub
        reply = await streams.begun(request)
        with hub.listeners.listening(learner, streams.abort_of(request)) as listener:
            listener.is_due = hub.drill.terms.scoring.is_speed
            # The connection may go at any moment, which is no fault.
            with suppress(ConnectionError):
                await streams.run(
                    reply, listener, lambda: streams.event(hub.version, hub.frame(learner)), lambda: self._beat(learner)
                )
        return reply

    def _beat(self, learner: str) -> bytes:
        is_speed = self._hub.drill.terms.scoring.is_speed
        return streams.ping(self._hub.pings.ping(learner)) if is_speed else streams.BEAT

    async def poll(self, request: web.Request) -> web.Response:
        learner = self._learner(request)
        typed = request.query.get("after", "-1")
        if not _AFTER.fullmatch(typed):
            return fault(HTTPStatus.BAD_REQUEST, "unreadable", "after is the number of a view.")
        hub, after = self._hub, int(typed)
        with hub.listeners.listening(learner, streams.abort_of(request)) as listener, suppress(TimeoutError):
            async with asyncio.timeout(POLL):
                while not hub.has_news(learner, after) and not listener.is_closed:
                    await listener.wait()
        if self._lobby.learner(_token(request)) is None:
            raise _no_seat()
        if not hub.has_news(learner, after):
            return web.Response(status=HTTPStatus.NO_CONTENT)
        return web.Response(body=hub.frame(learner), content_type="application/json")

    async def answer(self, request: web.Request) -> web.Response:
        at = self._hub.clock.now()
        learner = self._learner(request)
        receipt = await self._hub.answer(learner, answering_of(await body_of(request)), at)
        return json_reply(receipt, HTTPStatus.OK if receipt["status"] in _KEPT else HTTPStatus.CONFLICT)

    async def own(self, request: web.Request) -> web.Response:
        learner = self._learner(request)
        refusal = await self._hub.open_own(learner, place_of(await body_of(request)))
        if refusal:
            return fault(HTTPStatus.CONFLICT, "refused", refusal)
        return web.Response(body=self._hub.frame(learner), content_type="application/json")

    async def pong(self, request: web.Request) -> web.Response:
        learner = self._learner(request)
        self._hub.pings.pong(learner, nonce_of(await body_of(request)))
        return json_reply({})

    async def leave(self, request: web.Request) -> web.Response:
        await self._lobby.leave(self._learner(request))
        reply = json_reply({})
        reply.del_cookie(COOKIE, path="/")
        return reply

    async def missed(self, request: web.Request) -> web.Response:
        questions = missed(self._hub.drill, self._learner(request))
        if not questions:
            return fault(HTTPStatus.NOT_FOUND, "nothing", "You have missed nothing so far.")
        return web.Response(
            body=bank_text(self._hub.drill, questions).encode(errors="replace"),
            content_type="application/yaml",
            headers={"Content-Disposition": 'attachment; filename="missed.yaml"'},
        )

    def _learner(self, request: web.Request) -> str:
        """The learner whose seat the request shows; Refused where it shows none."""
        learner = self._lobby.learner(_token(request))
        if learner is None:
            raise _no_seat()
        if isinstance(request.protocol, Guarded):
            self._gate.forget(request.protocol)
        return learner


def _no_seat() -> Refused:
    return Refused(HTTPStatus.UNAUTHORIZED, "seat", "You have no seat in this drill. Join it with its code.")


def _token(request: web.Request) -> str:
    return bearer_of(request.headers.get("Authorization", "")) or request.cookies.get(COOKIE, "")
