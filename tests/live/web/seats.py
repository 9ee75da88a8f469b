"""Where those of a class sit who are no browser: terminals whose programs may write at any moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from tests.tui.terminal import Terminal

_PATIENCE = 30.0
_AGAIN = 0.8
"""Seconds after which a key is pressed again where nothing came of it."""


class Watched(Terminal):
    """A terminal that the loop of the test reads, so that no program waits for its reader."""

    def __init__(self, arguments: Sequence[str], home: Path, size: tuple[int, int] = (80, 24)) -> None:
        home.mkdir(exist_ok=True)
        super().__init__(arguments, home, size, folder=home)
        self._moved = asyncio.Event()
        self._has_ended = False
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self, self._look)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.remove_reader(self)
        super().__exit__(kind, value, trace)

    def _look(self) -> None:
        if not self.take_in():
            self._has_ended = True
            self._loop.remove_reader(self)
        self._moved.set()

    async def shows(self, *wanted: str | Callable[[str], object], seconds: float = _PATIENCE) -> None:
        """Returns once all texts are on the screen and all conditions hold of it; AssertionError where they do not."""
        missing: list[str | Callable[[str], object]] = []
        try:
            async with asyncio.timeout(seconds):
                while missing := [each for each in wanted if not _holds(each, self.text)]:
                    assert not self._has_ended, f"the program ended; the screen is:\n{self.text}"
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            raise AssertionError(f"{missing!r} did not come; the screen is:\n{self.text}") from None

    async def go_on(self, key: str, *wanted: str) -> None:
        """Presses the key until the texts are there, as a person does: it does nothing just after a change."""
        for _ in range(int(_PATIENCE / _AGAIN)):
            self.press(key)
            try:
                await self.shows(*wanted, seconds=_AGAIN)
            except AssertionError:
                continue
            return
        await self.shows(*wanted)

    async def ends(self) -> int:
        """The exit status, once the program has ended by itself."""
        async with asyncio.timeout(_PATIENCE):
            return await asyncio.to_thread(self.process.wait, _PATIENCE)


def _holds(wanted: str | Callable[[str], object], text: str) -> object:
    return wanted in text if isinstance(wanted, str) else wanted(text)
