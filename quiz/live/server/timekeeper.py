"""What happens in a drill without anybody's doing, at its time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from quiz.core.drills.standing import Phase
from quiz.errors import QuizError
from quiz.live.log.log import Conflict
from quiz.live.server.closing import due, next_moment, ran_out
from quiz.live.server.hub import Hub

ALIVE = "alive"
"""Under this name the log keeps when the server was last known alive while a question was open."""

_BREATH = 0.05
"""Seconds between two looks: a class that answers at once is looked at now and then, not at each answer."""

_SECOND = 1.0

Keep = Callable[[str, str], Awaitable[None]]


class Timekeeper:
    """Closes what is to be closed, also for whoever goes at their own pace, and has all hear that time goes on."""

    def __init__(self, hub: Hub, keep: Keep, number: Callable[[], str | None]) -> None:
        self._hub = hub
        self._keep = keep
        self._number = number

    async def close_in_time(self) -> None:
        """Runs until it is cancelled."""
        hub = self._hub
        while True:
            hub.moved.clear()
            awaited = hub.listeners.awaited(hub.drill.seated)
            event = due(hub.drill, awaited, hub.clock.now())
            try:
                if event is not None:
                    # The host may have closed it a moment before.
                    with suppress(Conflict):
                        await hub.append(event)
                    continue
            except QuizError as error:
                hub.note(str(error))
                await asyncio.sleep(_SECOND)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds()):
                    await hub.moved.wait()
            await asyncio.sleep(_BREATH)

    def _seconds(self) -> float:
        """How long nothing is due by the clock; a second at the most while learners may be given up."""
        moment = next_moment(self._hub.drill)
        left = _SECOND if moment is None else (moment - self._hub.clock.now()) / 1000
        return min(max(left - _BREATH, 0.001), _SECOND)

    async def beat(self) -> None:
        """Runs until it is cancelled."""
        hub = self._hub
        seen: tuple[int, str | None] = 0, None
        looked_at = hub.clock.now()
        while True:
            await asyncio.sleep(_SECOND)
            hub.listeners.beat()
            since, looked_at = looked_at, hub.clock.now()
            self._show_who_ran_out(since, looked_at)
            if seen != (seen := (len(hub.listeners.connected()), self._number())):
                hub.listeners.tell_host()
            if hub.drill.phase is Phase.OPEN:
                try:
                    await self._keep(ALIVE, str(hub.clock.now()))
                except QuizError as error:
                    hub.note(str(error))

    def _show_who_ran_out(self, since: int, now: int) -> None:
        """Has all be shown that the question before them is closed whose own time for it ran out meanwhile."""
        hub = self._hub
        drill = hub.drill
        # Once a second for whoever looks: a timer for each of thousands of questions would outlive what it waits for.
        if drill.phase is Phase.OVER or not drill.terms.is_self_paced or drill.terms.limit is None:
            return
        for learner in hub.listeners.connected():
            if ran_out(drill, learner, hub.place_of(learner), since, now):
                hub.show_again(learner)
