"""What takes a while, done apart from the screen."""

from __future__ import annotations

import asyncio

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from quiz.tui.lookout import Lookout


class Looking(Screen[str | None]):
    """Looks at `shown` for as long as the gate is shut; `seen` is what was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = 0
        self.seen: list[int] = []
        self.gate = asyncio.Event()
        self.lookout = Lookout(self, self._look)

    async def _look(self) -> None:
        seen = self.shown
        await self.gate.wait()
        self.seen.append(seen)

    def turn(self) -> None:
        self.shown += 1
        self.lookout.look()


async def looked(pilot: Pilot[None], screen: Looking) -> list[int]:
    screen.gate.set()
    await pilot.app.workers.wait_for_complete()
    screen.gate.clear()
    return screen.seen


async def test_one_thing_is_looked_at_at_a_time_and_then_the_latest() -> None:
    screen = Looking()
    async with App[None]().run_test() as pilot:
        await pilot.app.push_screen(screen)
        for _ in range(4):
            screen.turn()
            await pilot.pause()
        assert await looked(pilot, screen) == [1, 4]
        screen.turn()
        await pilot.pause()
        assert await looked(pilot, screen) == [1, 4, 5]


async def test_a_change_waits_for_a_pause_unless_it_is_looked_before() -> None:
    screen = Looking()
    screen.gate.set()
    async with App[None]().run_test() as pilot:
        await pilot.app.push_screen(screen)
        screen.lookout.change()
        screen.lookout.change()
        assert screen.lookout.is_waiting
        screen.turn()
        assert not screen.lookout.is_waiting
        await pilot.app.workers.wait_for_complete()
        assert screen.seen == [1]
