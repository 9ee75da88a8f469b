"""A door behind which there is no server, but a past drill that is played again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress

from quiz.core.drills.events import Created, Event
from quiz.core.drills.playback import Playback
from quiz.errors import RequestError
from quiz.live.protocol import PAST, Command, Fault, HostView
from quiz.live.server.host_views import Place, Surroundings, host_view
from quiz.live.server.scene import Scene

_SHORTEST = 0.25
"""Seconds between two views, as from a server."""

_STEPS = frozenset({"stem", "open", "discuss", "again", "close", "reveal", "end"})
_NOWHERE = Place(addresses=(), code="")


class ReplayDoor:
    """Shows a past drill as its host saw it, and goes on to the next step where the host wants one.

    `clock` gives milliseconds since 1970.
    """

    def __init__(self, events: Iterable[Event], speed: float, clock: Callable[[], int]) -> None:
        """RequestError where no question was asked, or at each one's own pace answered."""
        self._clock = clock
        self._changed = asyncio.Event()
        try:
            first, *others = events
            self._playback = Playback((first, *others), speed, clock())
        except ValueError as error:
            raise RequestError(
                "No question was asked in this drill, or none answered: nothing can be shown."
            ) from error
        is_own = isinstance(first, Created) and first.terms.is_self_paced
        self._notice = _notice(speed, is_own=is_own)
        self._shows_leaderboard = self._playback.drill.terms.shows_leaderboard
        self._seq = 0

    async def views(self) -> AsyncIterator[HostView]:
        """What there is to show, as it changes; without an end."""
        while True:
            self._playback.go_on(self._clock())
            yield self._view()
            await self._wait()

    async def _wait(self) -> None:
        """Returns once something is to happen, at once where the host wants it."""
        at = self._playback.next_at
        seconds = None if at is None else max((at - self._clock()) / 1000, _SHORTEST)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        self._changed.clear()

    async def command(self, command: Command) -> Fault | None:
        """Goes on to the next step where the command would take one; the fault where it would change something."""
        if command["command"] in _STEPS:
            self._playback.skip(self._clock())
        elif command["command"] == "leaderboard":
            self._shows_leaderboard = command.get("is_shown", not self._shows_leaderboard)
        else:
            return {"code": "past", "sentence": "This is a replay: what has been cannot be changed."}
        self._changed.set()
        return None

    async def close(self) -> None:
        """There is nothing to end."""

    def _view(self) -> HostView:
        drill, now = self._playback.drill, self._clock()
        self._seq += 1
        scene = Scene(drill, PAST, shows_leaderboard=self._shows_leaderboard)
        around = Surroundings(
            seq=self._seq,
            epoch=PAST,
            now=now,
            place=_NOWHERE,
            number=None,
            connected=drill.seated,  # who was connected when is not kept
            shows_leaderboard=self._shows_leaderboard,
            notices=(self._notice,),
        )
        view = host_view(drill, scene, around)
        return {
            **view,
            "opened_at": self._when(view["opened_at"]),
            "closes_at": self._when(view["closes_at"]),
            "last_closes_at": self._when(view["last_closes_at"]),
        }

    def _when(self, moment: int | None) -> int | None:
        return None if moment is None else self._playback.when(moment)


def _notice(speed: float, *, is_own: bool) -> str:
    at_speed = f", at {speed:g} times the speed" if speed != 1 else ""
    how = ": everybody went at their own pace" if is_own else ""
    return f"A replay{', question by question' if is_own else ''}{at_speed}{how}."
