"""The host's application: the door of the drill's server on one side, the screen on the other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Protocol

from textual import on, work
from textual.screen import Screen

from quiz.core.drills.drill import Drill
from quiz.errors import QuizError
from quiz.live.client.client import HostDoor
from quiz.live.client.door import Away
from quiz.live.protocol import Command, Fault, HostView
from quiz.settings import Settings
from quiz.tui.dialogs.seats import SeatsDialog
from quiz.tui.drill_messages import CommandWanted, Left, RestartWanted
from quiz.tui.screens.host import HostScreen
from quiz.tui.small_app import SmallApp


def milliseconds() -> int:
    """This machine's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Door(Protocol):
    """What the host's screen is opened for: a drill that is held, or one that was."""

    def views(self) -> AsyncIterator[HostView | Away] | AsyncIterator[HostView]: ...

    async def command(self, command: Command) -> Fault | None: ...

    async def close(self) -> None: ...


Restart = Callable[[], object]
"""Starts the server of the drill again, and returns when it has begun; QuizError where it does not."""


class HostApp(SmallApp):
    """Shows what the door says, and has done there what the host wants."""

    SCREEN_STYLES = "host.tcss"

    def __init__(self, door: Door, settings: Settings | None = None, restart: Restart | None = None) -> None:
        """`restart` is None where a server that has died cannot be started again from here."""
        self.door = door
        self._restart = restart
        self._is_starting = False
        super().__init__(settings)

    def get_default_screen(self) -> Screen[Any]:
        return HostScreen(milliseconds, self.keys)

    @property
    def host_screen(self) -> HostScreen:
        """The screen below all dialogs."""
        return next(screen for screen in self.screen_stack if isinstance(screen, HostScreen))

    def on_ready(self) -> None:
        self._follow()

    async def on_unmount(self) -> None:
        await self.door.close()

    @work
    async def _follow(self) -> None:
        try:
            async for view in self.door.views():
                if not isinstance(view, Away):
                    self.host_screen.show(view)
                elif view.is_dead and self._restart and not self._is_starting:
                    self.host_screen.lose_server()
                elif not self._is_starting:
                    self.host_screen.lose()
        except QuizError as error:
            self.failure = error
            self.exit(1)

    @on(CommandWanted)
    @work(group="commands")
    async def _have_done(self, message: CommandWanted) -> None:
        fault = await self.door.command(message.command)
        self.host_screen.told(fault)
        # What stands on the screen is below the dialog from which it was wanted.
        if fault and isinstance(self.screen, SeatsDialog):
            self.screen.tell(fault["sentence"])

    @on(RestartWanted)
    @work
    async def _start_again(self) -> None:
        if self._restart is None or self._is_starting:
            return
        self._is_starting = True
        self.host_screen.await_server()
        try:
            await asyncio.to_thread(self._restart)
        except QuizError as error:
            self.host_screen.lose_server(str(error))
        else:
            self.host_screen.lose()
        finally:
            self._is_starting = False

    @on(Left)
    @work
    async def _leave(self) -> None:
        # What was wanted before is done first, as that the room be closed.
        # Of no workers at all Textual would wait for every one, and so for this.
        if wanted := [each for each in self.workers if each.group == "commands"]:
            await self.workers.wait_for_complete(wanted)
        self.exit(0)


def run(socket_path: Path, secret: str, settings: Settings, restart: Restart | None = None) -> int:
    """Opens the host's screen of the drill whose server listens on the socket, and gives the exit status.

    `restart` starts that server again. QuizError where the server does not take this host.
    """
    return show(HostDoor(socket_path, secret), settings, restart)


def run_against(
    socket_path: Path, secret: str, drill: Path, earlier: Drill, settings: Settings, restart: Restart | None = None
) -> int:
    """As `run`, with how the class did in the earlier drill; `drill` is the file of the one that is held."""
    from quiz.live.past.ghosts import GhostsDoor  # noqa: PLC0415 - most drills have no ghosts

    return show(GhostsDoor(HostDoor(socket_path, secret), drill, earlier, milliseconds), settings, restart)


def show(door: Door, settings: Settings, restart: Restart | None = None) -> int:
    """Opens the host's screen of what is behind the door, and gives the exit status; QuizError where it is shut."""
    return HostApp(door, settings, restart).finish()
