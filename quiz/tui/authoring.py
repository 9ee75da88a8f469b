"""The author's screens as applications of their own, for the commands that open them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual import work
from textual.screen import Screen

from quiz.errors import QuizError, SettingsError
from quiz.settings import Settings
from quiz.tui import ways
from quiz.tui.commands import Lasting
from quiz.tui.small_app import SmallApp


class AuthoringApp(SmallApp):
    """Goes one way through the author's screens, and ends where it ends."""

    SCREEN_STYLES = "browse.tcss"

    def __init__(self, way: Callable[[AuthoringApp], Awaitable[object]], settings: Settings) -> None:
        """SettingsError where the settings' theme or keys cannot be followed."""
        self._way = way
        super().__init__(settings)

    def get_default_screen(self) -> Screen[Any]:
        return Screen()

    def on_ready(self) -> None:
        self._go()

    @work
    async def _go(self) -> None:
        try:
            await self._way(self)
        except QuizError as error:
            self.failure = error
        self.exit(0)

    async def action_quit(self) -> None:
        """Ends the app, unless a screen asks first: what is written on it is not saved."""
        if not any(isinstance(it, Lasting) and it.asks_before_the_end() for it in self.screen_stack):
            await super().action_quit()


def browse(path: Path, settings: Settings) -> int:
    """Opens the bank's document beside its questions, and gives the exit status.

    QuizError where the bank cannot be read, or has no document with a statement in it.
    """
    return _open(lambda app: ways.browse(app, path, settings.keys), settings)


def edit(path: Path, settings: Settings, question_id: str | None = None) -> int:
    """Opens the question in the editor, or the first draft or question of the bank, and gives the exit status.

    QuizError where the bank cannot be read, or has no such question.
    """
    return _open(lambda app: ways.edit(app, path, settings.keys, question_id), settings)


def _open(way: Callable[[AuthoringApp], Awaitable[object]], settings: Settings) -> int:
    try:
        app = AuthoringApp(way, settings)
    except SettingsError as error:
        raise SettingsError(f"The settings: {error}") from error
    return app.finish()
