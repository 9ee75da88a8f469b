"""What the host can ask of the server, over the socket that only the host can reach."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from enum import StrEnum
from http import HTTPStatus
from typing import get_args

from quiz.core.drills.events import Locked
from quiz.core.drills.standing import Phase
from quiz.live.http.messages import Reply, Request, json_of, json_reply
from quiz.live.http.router import Router
from quiz.live.log.log import Conflict
from quiz.live.protocol import Command, CommandName, HostView
from quiz.live.server import streams
from quiz.live.server.commands import Refused as CommandRefused, events_of
from quiz.live.server.frames import Unreadable
from quiz.live.server.host_views import Place, Surroundings, host_view
from quiz.live.server.hub import Hub
from quiz.live.server.manners import fault
from quiz.live.server.room import Lobby, Refused
from quiz.live.server.seats import bearer_of
from quiz.live.wire import NotOfTheProtocol, read

_PAUSE = 0.25
"""Seconds between two views of the host at the least."""

LOOK = "look"

LEADERBOARD = "leaderboard"
"""Under which name it is kept whether the host wants the leaderboard shown."""


class Role(StrEnum):
    """Who asks: whoever has the host's secret, whoever has a seat, anybody else."""

    HOST = "host"
    LEARNER = "learner"
    STRANGER = "stranger"


MAY: Mapping[Role, frozenset[str]] = {
    Role.HOST: frozenset({LOOK, *get_args(CommandName)}),
    Role.LEARNER: frozenset(),
    Role.STRANGER: frozenset(),
}
"""What each role may do at this door; what is not named nobody may."""


class HostRoutes:
    """The host's requests, as they are answered.

    `place` says where the drill can be joined now, `turned` is told that the room was locked or unlocked, `stop` ends
    the server, and `keep` has a wish of the host, by its name, outlive it.
    """

    def __init__(
        self,
        hub: Hub,
        lobby: Lobby,
        place: Callable[[], Place],
        secret: str,
        turned: Callable[[], None],
        stop: Callable[[], None],
        keep: Callable[[str, str], Awaitable[None]],
    ) -> None:
        self._keep = keep
        self._hub = hub
        self._lobby = lobby
        self._place = place
        self._secret = secret
        self._turned = turned
        self._stop = stop

    def add_to(self, router: Router) -> None:
        router.add("GET", "/host/events", self.events)
        router.add("POST", "/host/command", self.command)

    def view(self) -> HostView:
        """What the host is shown now."""
        hub = self._hub
        now = hub.clock.now()
        around = Surroundings(
            seq=hub.version,
            epoch=hub.epoch,
            now=now,
            place=self._place(),
            number=self._lobby.door.number(now),
            connected=hub.listeners.connected(),
            shows_leaderboard=hub.shows_leaderboard,
            notices=tuple(hub.notices),
        )
        return host_view(hub.drill, hub.scene, around)

    def events(self, request: Request) -> None:
        self._check(request, LOOK)
        connection, listeners = streams.connection_of(request), self._hub.listeners
        listener = listeners.add_host(connection.drop)
        streams.EventStream(connection, listener, listeners.remove, self._event, pause=_PAUSE).begin()

    def _event(self) -> bytes:
        view = self.view()
        return streams.event(view["seq"], json_of(view))

    async def command(self, request: Request) -> Reply:
        self._check(request, None)
        try:
            command = read(request.body, Command)
        except NotOfTheProtocol as error:
            raise Unreadable(str(error)) from error
        self._check(request, command["command"])
        try:
            await self._do(command)
        except CommandRefused as refused:
            return fault(HTTPStatus.CONFLICT, "refused", str(refused))
        return json_reply({})

    async def _do(self, command: Command) -> None:
        hub = self._hub
        if command["command"] == "leaderboard":
            is_shown = command.get("is_shown", not hub.shows_leaderboard)
            await self._keep(LEADERBOARD, "shown" if is_shown else "hidden")
            hub.show_leaderboard(is_shown=is_shown)
            return
        if command["command"] == "end" and hub.drill.phase is Phase.OVER:
            self._stop()
            return
        events = events_of(hub.drill, command, hub.clock.now())
        # Where the clock, or another screen of the host, was quicker it has happened.
        with suppress(Conflict):
            if events:
                await hub.append(*events)
        if any(isinstance(event, Locked) for event in events):
            self._turned()

    def _check(self, request: Request, action: str | None) -> None:
        """Refused where whoever asks may not do this, or nothing at all."""
        role = self._role(bearer_of(request.field("authorization")))
        if role is Role.STRANGER:
            raise Refused(HTTPStatus.UNAUTHORIZED, "secret", "This door is the host's.")
        allowed = MAY.get(role, frozenset())
        if action not in allowed and not (action is None and allowed):
            raise Refused(HTTPStatus.FORBIDDEN, "role", "This is for the host alone.")

    def _role(self, token: str) -> Role:
        if hmac.compare_digest(token.encode(errors="replace"), self._secret.encode()):
            return Role.HOST
        return Role.LEARNER if self._lobby.learner(token) else Role.STRANGER
