"""What learners can ask of the server."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import parse_qsl

from quiz.core.drills.join_code import normalised
from quiz.core.drills.standing import Phase
from quiz.live.http.messages import JSON, Reply, Request, json_reply
from quiz.live.http.router import Router
from quiz.live.server import streams
from quiz.live.server.frames import answering_of, joining_of, nonce_of, place_of, way_of
from quiz.live.server.gate import Gate
from quiz.live.server.hub import Hub
from quiz.live.server.manners import PAGE_HEADERS, fault
from quiz.live.server.pages import PAGE, Part
from quiz.live.server.room import Lobby, Refused
from quiz.live.server.seats import COOKIE, bearer_of
from quiz.live.takeaway import bank_text, file_name, missed

POLL = 20.0
"""Seconds that a poll waits for something new."""

_CROWDED = 2.0
"""Seconds that a poll is held back which had to make room for another of its seat: it will ask again at once."""

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
        self._turns = streams.Turns()

    def add_to(self, router: Router) -> None:
        router.add("POST", "/api/room", self.room)
        router.add("POST", "/api/join", self.join)
        router.add("GET", "/api/events", self.events)
        router.add("GET", "/api/poll", self.poll)
        router.add("POST", "/api/answer", self.answer)
        router.add("POST", "/api/own", self.own)
        router.add("POST", "/api/pong", self.pong)
        router.add("POST", "/api/leave", self.leave)
        router.add("GET", "/api/missed", self.missed)
        router.add("GET", "/web/*", self.part)
        router.add("GET", "/", self.page)
        router.add("GET", "/*", self.page)

    def page(self, request: Request) -> Reply:
        """The same page for every code: whether there is a drill with it is asked by the page."""
        code = request.parts[0] if request.parts else None
        return self._part(PAGE if code is None or normalised(code) else "")

    def part(self, request: Request) -> Reply:
        return self._part(request.parts[0])

    def _part(self, name: str) -> Reply:
        part = self._parts.get(name)
        if part is None:
            return fault(HTTPStatus.NOT_FOUND, "nothing", "There is nothing here.")
        return Reply(HTTPStatus.OK, part.content, part.type, PAGE_HEADERS)

    async def room(self, request: Request) -> Reply:
        return json_reply(await self._lobby.room(way_of(request.body)))

    async def join(self, request: Request) -> Reply:
        joining = joining_of(request.body)
        seat = await self._lobby.join(joining, _token(request))
        secure = "; Secure" if self._is_secure else ""
        cookie = f"{COOKIE}={seat['seat']}; HttpOnly; Max-Age={_COOKIE_SECONDS}; Path=/; SameSite=Strict{secure}"
        reply = json_reply(seat)
        reply.fields = {"Set-Cookie": cookie}
        return reply

    def events(self, request: Request) -> None:
        learner = self._learner(request)
        hub, connection = self._hub, streams.connection_of(request)
        listener = hub.listeners.add(learner, connection.drop)
        listener.is_due = hub.drill.terms.scoring.is_speed
        stream = streams.EventStream(
            connection,
            listener,
            hub.listeners.remove,
            lambda: streams.event(hub.version, hub.frame(learner)),
            lambda: self._beat(learner),
        )
        self._turns.take(stream.begin)

    def _beat(self, learner: str) -> bytes:
        is_speed = self._hub.drill.terms.scoring.is_speed
        return streams.ping(self._hub.pings.ping(learner)) if is_speed else streams.BEAT

    async def poll(self, request: Request) -> Reply:
        learner = self._learner(request)
        said = dict(parse_qsl(request.query))
        typed = said.get("after", "-1")
        if not _AFTER.fullmatch(typed):
            return fault(HTTPStatus.BAD_REQUEST, "unreadable", "after is the number of a view.")
        hub = self._hub
        # The numbers begin anew with each server: what one of another means is not known.
        after = int(typed) if said.get("epoch", hub.epoch) == hub.epoch else -1
        await self._turns.wait()
        with hub.listeners.listening(learner, streams.connection_of(request).drop) as listener, suppress(TimeoutError):
            async with asyncio.timeout(POLL):
                while not hub.has_news(learner, after) and not listener.is_closed:
                    await listener.wait()
        if self._lobby.learner(_token(request)) is None:
            raise _no_seat()
        if listener.is_closed:
            await asyncio.sleep(_CROWDED)
        if not hub.has_news(learner, after):
            return Reply(HTTPStatus.NO_CONTENT)
        return Reply(HTTPStatus.OK, hub.frame(learner), JSON)

    def answer(self, request: Request) -> Awaitable[Reply]:
        # The moment is that of the request, whatever else is in the queue of the loop.
        return self._answered(request, self._hub.clock.now())

    async def _answered(self, request: Request, at: int) -> Reply:
        learner = self._learner(request)
        receipt = await self._hub.answer(learner, answering_of(request.body), at)
        return json_reply(receipt, HTTPStatus.OK if receipt["status"] in _KEPT else HTTPStatus.CONFLICT)

    async def own(self, request: Request) -> Reply:
        learner = self._learner(request)
        refusal = await self._hub.open_own(learner, place_of(request.body))
        if refusal:
            code = "over" if self._hub.drill.phase is Phase.OVER else "question"
            return fault(HTTPStatus.CONFLICT, code, refusal)
        return Reply(HTTPStatus.OK, self._hub.frame(learner), JSON)

    def pong(self, request: Request) -> Reply:
        learner = self._learner(request)
        self._hub.pings.pong(learner, nonce_of(request.body))
        return json_reply({})

    async def leave(self, request: Request) -> Reply:
        await self._lobby.leave(self._learner(request))
        reply = json_reply({})
        reply.fields = {"Set-Cookie": f'{COOKIE}=""; Max-Age=0; Path=/'}
        return reply

    async def missed(self, request: Request) -> Reply:
        drill = self._hub.drill
        questions = missed(drill, self._learner(request))
        if not questions:
            return fault(HTTPStatus.NOT_FOUND, "nothing", "You have missed nothing so far.")
        return Reply(
            HTTPStatus.OK,
            bank_text(drill, questions).encode(errors="replace"),
            "application/yaml",
            {"Content-Disposition": f'attachment; filename="{file_name(drill)}"'},
        )

    def _learner(self, request: Request) -> str:
        """The learner whose seat the request shows; Refused where it shows none."""
        learner = self._lobby.learner(_token(request))
        if learner is None:
            raise _no_seat()
        self._gate.seat(streams.connection_of(request), learner)
        return learner


def _no_seat() -> Refused:
    return Refused(HTTPStatus.UNAUTHORIZED, "seat", "You have no seat in this drill. Join it with its code.")


def _token(request: Request) -> str:
    return bearer_of(request.field("authorization")) or request.cookie(COOKIE)
