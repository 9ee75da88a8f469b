"""The application of a learner who answers a drill without a network: a sheet on one side, the screen on the other."""

from __future__ import annotations

import secrets
from typing import Any

from textual import on
from textual.screen import Screen

from quiz.errors import QuizError
from quiz.live.client.turn import is_saved
from quiz.live.paper.door import PaperDoor
from quiz.settings import Settings
from quiz.tui.drill_messages import AnswerWanted, Left, OwnQuestionWanted
from quiz.tui.hosting import milliseconds
from quiz.tui.screens.join import JoinScreen
from quiz.tui.small_app import SmallApp


class AnswerApp(SmallApp):
    """Shows what the sheet asks, and has kept what the learner answers."""

    SCREEN_STYLES = "join.tcss"

    def __init__(self, door: PaperDoor, settings: Settings | None = None) -> None:
        self.door = door
        super().__init__(settings)

    def get_default_screen(self) -> Screen[Any]:
        return JoinScreen(milliseconds, lambda: secrets.token_hex(16), self.keys)

    @property
    def join_screen(self) -> JoinScreen:
        """The screen below all dialogs."""
        return next(screen for screen in self.screen_stack if isinstance(screen, JoinScreen))

    async def on_ready(self) -> None:
        await self.join_screen.show(self.door.first_view())

    @on(AnswerWanted)
    async def _keep(self, message: AnswerWanted) -> None:
        screen = self.join_screen
        try:
            receipt = self.door.answer(message.answering)
        except QuizError as error:
            # What was not kept was not answered: the program ends, and its message says why.
            self.failure = error
            self.exit(1)
            return
        screen.received(receipt)
        if is_saved(receipt):
            await screen.show(self.door.open_own(receipt["place"]))

    @on(OwnQuestionWanted)
    async def _turn(self, message: OwnQuestionWanted) -> None:
        await self.join_screen.show(self.door.open_own(message.place))

    @on(Left)
    def _leave(self) -> None:
        self.exit(0)


def run(door: PaperDoor, settings: Settings) -> int:
    """Opens the screen of the drill, and gives the exit status; QuizError where an answer could not be kept."""
    return AnswerApp(door, settings).finish()
