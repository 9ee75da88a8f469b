"""Something that takes a while, done apart from the screen whenever what is shown has changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

PAUSE = 0.3
"""Seconds without a change after which it is looked."""


class Lookout:
    """Looks once nothing has changed for a pause, at one thing at a time; of what changes meanwhile, at the latest."""

    def __init__(self, screen: Screen[str | None], look: Callable[[], Awaitable[None]]) -> None:
        """`look` looks at what is there when it is called; it runs in a worker of the screen."""
        self._screen = screen
        self._look = look
        self._pausing: Timer | None = None
        self._worker: Worker[None] | None = None
        self._is_to_look_again = False

    def change(self) -> None:
        """Looks after a pause, unless something changes again before."""
        if self._pausing:
            self._pausing.stop()
        self._pausing = self._screen.set_timer(PAUSE, self.look)

    def look(self) -> None:
        """Looks now, or once it has done so at what was there before."""
        if self._pausing:
            self._pausing.stop()
            self._pausing = None
        if self._worker and not self._worker.is_finished:
            self._is_to_look_again = True
        else:
            self._worker = self._screen.run_worker(self._go_on(), name="lookout")

    async def _go_on(self) -> None:
        self._is_to_look_again = True
        while self._is_to_look_again:
            self._is_to_look_again = False
            await self._look()

    @property
    def is_waiting(self) -> bool:
        """Whether a pause is running."""
        return self._pausing is not None
