"""A door of the host through which the earlier self of the class is seen too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from quiz.core.drills.drill import Drill
from quiz.core.drills.ghosts import Ghosts, Race
from quiz.live.client.door import Away
from quiz.live.log.shelf import drill_at
from quiz.live.protocol import Command, Fault, HostView

_TICK = 1.0
"""Seconds after which what the earlier self did is told anew, though in this class nothing happened."""


class Inner(Protocol):
    """The door to the drill that is held."""

    def views(self) -> AsyncIterator[HostView | Away]: ...

    async def command(self, command: Command) -> Fault | None: ...

    async def close(self) -> None: ...


class GhostsDoor:
    """Adds to what the door shows how a class did in an earlier drill, as sentences for the host's screen.

    `path` is the file of the drill that is held, which is read at each reveal. `clock` gives milliseconds since 1970.
    """

    def __init__(self, door: Inner, path: Path, earlier: Drill, clock: Callable[[], int]) -> None:
        """QuizError where the file cannot be read."""
        self._door = door
        self._path = path
        self._clock = clock
        self._ghosts = Ghosts(earlier, drill_at(path).questions)
        self._race: Race | None = None
        self._raced: tuple[object, ...] = ()

    async def views(self) -> AsyncIterator[HostView | Away]:
        """What the door shows, with the sentences; each second too while a question is open."""
        views = self._door.views()
        view: HostView | None = None
        coming: asyncio.Future[HostView | Away | None] | None = None
        came_at = 0
        try:
            while True:
                coming = coming or asyncio.ensure_future(anext(views, None))
                is_open = view is not None and view["phase"] == "open"
                await asyncio.wait({coming}, timeout=_TICK if is_open else None)
                if coming.done():
                    found, coming, came_at = coming.result(), None, self._clock()
                    if found is None:
                        return
                    if isinstance(found, Away):
                        view = None
                        yield found
                        continue
                    view = found
                    await self._follow(view)
                if view is not None:
                    yield self._haunted({**view, "now": view["now"] + self._clock() - came_at})
        finally:
            if coming:
                coming.cancel()

    async def command(self, command: Command) -> Fault | None:
        return await self._door.command(command)

    async def close(self) -> None:
        await self._door.close()

    async def _follow(self, view: HostView) -> None:
        """Reads how the class stands, once something was revealed."""
        scene = view["phase"], view["place"], view["seq"] if view["phase"] == "over" else 0
        if view["phase"] in {"revealed", "over"} and scene != self._raced:
            self._raced = scene
            self._race = self._ghosts.race(await asyncio.to_thread(drill_at, self._path))

    def _haunted(self, view: HostView) -> HostView:
        return {**view, "notices": [*self._sentences(view), *view["notices"]]}

    def _sentences(self, view: HostView) -> list[str]:
        place, round = view["place"], view["round"]
        match view["phase"]:
            case "lobby":
                if not self._ghosts.has_any:
                    return ["None of these questions was answered in the earlier drill: no earlier self is seen."]
                created = self._ghosts.earlier.created
                day = f"{datetime.fromtimestamp(created.at / 1000).astimezone():%Y-%m-%d}"
                return [f"You run against your earlier self of {day}: {len(self._ghosts.earlier.seated)} joined then."]
            case "open":
                found = self._ghosts.answered(place, round, view["now"] - (view["opened_at"] or view["now"]))
                return [f"Your earlier self: {found[0]} of {found[1]} had answered by now."] if found else []
            case "closed" | "revealed":
                share = self._ghosts.share_right(place, round)
                then = [] if share is None else [f"Your earlier self: {share:.0%} right.".replace("%", " %")]
                return [*then, *self._standing()] if view["phase"] == "revealed" else then
            case "over":
                return self._standing()
            case _:
                return []

    def _standing(self) -> list[str]:
        race = self._race
        if race is None:
            return []
        points = f"{abs(race.lead)} percentage point{'s'[: abs(race.lead) != 1]}"
        words = "level" if not race.lead else f"{points} {'ahead' if race.lead > 0 else 'behind'}"
        return [f"So far {race.share:.0%} right, then {race.earlier_share:.0%}: {words}.".replace("%", " %")]
