"""The screens of a drill with views given as values, and the applications on a real server in the same loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from textual import on
from textual.pilot import Pilot
from textual.screen import Screen

from quiz.live.protocol import Answering, Command
from quiz.settings import Settings
from quiz.tui.drill_messages import AnswerWanted, CommandWanted, Left, MissedWanted, OwnQuestionWanted, RestartWanted
from quiz.tui.screens.host import HostScreen
from quiz.tui.screens.join import JoinScreen
from quiz.tui.small_app import SmallApp
from tests.tui.drill_views import NOW

PATIENCE = 15.0


class Hands:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


class HostBench(SmallApp):
    """The host's screen alone; `commands` are those it wanted."""

    SCREEN_STYLES = "host.tcss"

    def __init__(self, theme: str = "auto", keys: Mapping[str, str] | None = None) -> None:
        self.clock = Hands()
        self.commands: list[Command] = []
        self.restarts = 0
        self.is_left = False
        super().__init__(Settings(theme=theme, keys=keys or {}))

    def get_default_screen(self) -> Screen[Any]:
        return HostScreen(self.clock, self.keys)

    @property
    def host(self) -> HostScreen:
        return next(screen for screen in self.screen_stack if isinstance(screen, HostScreen))

    @on(CommandWanted)
    def _note(self, message: CommandWanted) -> None:
        self.commands.append(message.command)

    @on(RestartWanted)
    def _note_restart(self) -> None:
        self.restarts += 1

    @on(Left)
    def _leave(self) -> None:
        self.is_left = True


class JoinBench(SmallApp):
    """The learner's screen alone; `answers` are those it wanted sent."""

    SCREEN_STYLES = "join.tcss"

    def __init__(self, theme: str = "auto", keys: Mapping[str, str] | None = None) -> None:
        self.clock = Hands()
        self.answers: list[Answering] = []
        self.places: list[int] = []
        self.wants_missed = False
        self.is_left = False
        super().__init__(Settings(theme=theme, keys=keys or {}))

    def get_default_screen(self) -> Screen[Any]:
        return JoinScreen(self.clock, lambda: f"key-{len(self.answers)}", self.keys)

    @property
    def join(self) -> JoinScreen:
        return next(screen for screen in self.screen_stack if isinstance(screen, JoinScreen))

    @on(AnswerWanted)
    def _note_answer(self, message: AnswerWanted) -> None:
        self.answers.append(message.answering)

    @on(OwnQuestionWanted)
    def _note_place(self, message: OwnQuestionWanted) -> None:
        self.places.append(message.place)

    @on(MissedWanted)
    def _note_missed(self) -> None:
        self.wants_missed = True

    @on(Left)
    def _leave(self) -> None:
        self.is_left = True


async def press(pilot: Pilot[int], keys: str) -> None:
    """Presses the keys, a text split at its spaces, each when the one before is dealt with."""
    for key in keys.split():
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[int]) -> None:
    for _ in range(4):  # a key's action is queued, shows a screen, which is drawn
        await pilot.pause()


def seen(app: SmallApp) -> str:
    """Everything on the screen, line by line, without styles."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def wait_for(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Lets the application go on until it holds, as it must when the server has answered."""
    app = pilot.app
    assert isinstance(app, SmallApp)
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await pilot.pause(0.02)


async def wait_for_text(pilot: Pilot[int], text: str) -> None:
    app = pilot.app
    assert isinstance(app, SmallApp)
    try:
        await wait_for(pilot, lambda: text in seen(app))
    except TimeoutError:
        raise AssertionError(f"{text!r} did not come; the screen is:\n{seen(app)}") from None
