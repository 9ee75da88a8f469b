"""What the applications beside the study application have in common: those of a drill, and the author's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from quiz.errors import QuizError
from quiz.settings import Settings
from quiz.tui import drill_commands, themes
from quiz.tui.commands import Offering
from quiz.tui.keymap import keymap
from quiz.tui.widgets.terminal_cursor import follow_focus


def _first_theme(app: SmallApp) -> str:
    return themes.name_of(app.wanted_theme, app.available_themes)


class SmallApp(App[int]):
    """Has the themes, the styles, the keys and their page of the study application."""

    TITLE = "quiz"
    ENABLE_COMMAND_PALETTE = True
    SCREEN_STYLES: ClassVar[str]
    """The styles of the screen that it opens with."""

    theme: Reactive[str] = Reactive(Initialize(_first_theme))

    def __init__(self, settings: Settings | None = None) -> None:
        """SettingsError where the settings' theme or keys cannot be followed."""
        settings = settings or Settings()
        self.wanted_theme = settings.theme
        self.keys = settings.keys
        self.failure: QuizError | None = None
        """What ended the app before its time."""
        here = Path(__file__).parent
        super().__init__(css_path=[here / "app.tcss", here / "screens" / self.SCREEN_STYLES])
        self.set_keymap(keymap(self.keys))

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {theme.name: theme for theme in (themes.DARK, themes.LIGHT)} | super().available_themes

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(follow_focus, self.screen)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        if not isinstance(screen, Offering):
            return
        for command in screen.OFFERS:
            if screen.offers(command.action):
                yield SystemCommand(command.title, command.help, partial(self.run_action, command.action, screen))
        yield SystemCommand("Theme", "Choose among all themes", self.action_change_theme)

    def action_keys(self) -> None:
        from quiz.tui.dialogs.keys import KeysDialog  # noqa: PLC0415 - only who asks for it waits for it

        offers = getattr(self.screen, "OFFERS", ())
        if offers:
            self.push_screen(KeysDialog(offers, self.keys, is_answering=offers == drill_commands.JOIN))

    def action_turn_theme(self) -> None:
        self.theme = "quiz-light" if self.current_theme.dark else "quiz-dark"

    def finish(self) -> int:
        """Runs until the end, and gives the exit status; the QuizError that ended it, if one did."""
        self.run()
        if self.failure:
            raise self.failure
        return self.return_code or 0
