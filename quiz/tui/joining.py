"""The learner's application: the door of a drill on one side, the screen on the other."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual import on, work
from textual.screen import Screen

from quiz.core.text import printable
from quiz.errors import QuizError
from quiz.live.client.client import Missed
from quiz.live.client.door import Away, DoorClosed
from quiz.live.client.joining import Entry, Visit, keep_missed
from quiz.live.client.turn import is_saved
from quiz.live.protocol import Room
from quiz.settings import Settings
from quiz.tui.dialogs.join_form import JoinForm
from quiz.tui.drill_messages import AnswerWanted, Left, MissedWanted, OwnQuestionWanted
from quiz.tui.hosting import milliseconds
from quiz.tui.screens.join import JoinScreen
from quiz.tui.small_app import SmallApp


class JoinApp(SmallApp):
    """Takes a seat, shows what the door says, and sends there what the learner answers."""

    SCREEN_STYLES = "join.tcss"

    def __init__(self, visit: Visit, settings: Settings | None = None) -> None:
        """RequestError where the visit is to no address of a drill."""
        self.visit = visit
        self.door = visit.door()
        self._missed: Missed | None = None
        super().__init__(settings)

    def get_default_screen(self) -> Screen[Any]:
        return JoinScreen(milliseconds, lambda: secrets.token_hex(16), self.keys)

    @property
    def join_screen(self) -> JoinScreen:
        """The screen below all dialogs."""
        return next(screen for screen in self.screen_stack if isinstance(screen, JoinScreen))

    def on_ready(self) -> None:
        self._attend()

    async def on_unmount(self) -> None:
        await self.door.close()

    @work
    async def _attend(self) -> None:
        try:
            if await self.visit.resumed(self.door) or await self._take_seat():
                await self._follow()
            else:
                self.exit(0)
        except QuizError as error:
            self.failure = error
            self.exit(1)

    async def _take_seat(self) -> bool:
        """Whether a seat was taken; the learner is asked for what is missing, and again where it does not do."""
        room = await self.door.room()
        entry, fault = self.visit.entry, ""
        while True:
            if fault or entry.lacks(room):
                wish = await self._asked(room, entry, fault)
                if wish is None:
                    return False
                entry = wish
            try:
                await self.visit.take_seat(self.door, entry)
            except DoorClosed as closed:
                fault = str(closed)
            else:
                return True

    async def _asked(self, room: Room, entry: Entry, fault: str) -> Entry | None:
        return await self.push_screen_wait(JoinForm(room, entry, fault))

    async def _follow(self) -> None:
        async for view in self.door.views():
            if not isinstance(view, Away):
                await self.join_screen.show(view)
                if view["phase"] == "over":
                    await self._fetch_missed()
            elif self.is_over:
                return
            else:
                self.join_screen.lose()

    @property
    def is_over(self) -> bool:
        """Whether the drill is over: nothing more comes then, and the server may end."""
        view = self.join_screen.view
        return view is not None and view["phase"] == "over"

    async def _fetch_missed(self) -> None:
        """Has what was missed at hand, for a learner who wants it once the server has ended."""
        with suppress(DoorClosed):  # nothing was missed
            self._missed = self._missed or await self.door.missed()

    @on(AnswerWanted)
    @work
    async def _send(self, message: AnswerWanted) -> None:
        try:
            receipt = await self.door.answer(message.answering)
            self.join_screen.received(receipt)
            view = self.join_screen.view
            if is_saved(receipt) and view and view["is_self_paced"]:
                # The server tells a page nothing that it knows from the receipt but for which places are answered.
                await self.join_screen.show(await self.door.open_own(receipt["place"]))
        except QuizError as error:
            self.join_screen.refused(str(error))

    @on(OwnQuestionWanted)
    @work
    async def _turn(self, message: OwnQuestionWanted) -> None:
        try:
            await self.join_screen.show(await self.door.open_own(message.place))
        except QuizError as error:
            self.join_screen.refused(str(error))

    @on(MissedWanted)
    @work
    async def _keep_missed(self) -> None:
        try:
            path = keep_missed(Path.cwd(), self._missed or await self.door.missed())
        except QuizError as error:
            self.notify(printable(str(error)), severity="error", markup=False)
        else:
            self.notify(f"To learn it: quiz study {printable(path.name)}", title="Kept", timeout=20, markup=False)

    @on(Left)
    def _leave(self) -> None:
        if self.is_over:
            self.visit.left(self.door)
        self.exit(0)


def run(visit: Visit, settings: Settings) -> int:
    """Opens the learner's screen of the drill, and gives the exit status.

    RequestError where the URL is none of a drill; DoorClosed where the server takes this learner no further.
    """
    return JoinApp(visit, settings).finish()
