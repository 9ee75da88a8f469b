"""The terminal user interface: settings, themes, and which screen comes next."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from textual import on, work
from textual.app import App, SystemCommand
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from quiz.banks.library import Library
from quiz.core.questions import Bank
from quiz.core.session import Plan, Session
from quiz.errors import QuizError
from quiz.settings import Settings
from quiz.store.history import History
from quiz.tui import commands, themes
from quiz.tui.desk import Desk
from quiz.tui.messages import ResumeWanted, StudyWanted
from quiz.tui.screens.study import StudyScreen


def _first_theme(app: QuizApp) -> str:
    return themes.name_of(app.desk.settings.theme, app.available_themes)


class QuizApp(App[int]):
    """Opens at home, or straight in the session of `plan`, after which it ends."""

    TITLE = "quiz"
    ENABLE_COMMAND_PALETTE = True

    # The first theme as a default and not as a change, after which every style would be read anew.
    theme: Reactive[str] = Reactive(Initialize(_first_theme))

    def __init__(self, desk: Desk, bank: Bank | None = None, plan: Plan | None = None) -> None:
        self.desk = desk
        self._begin = (bank, plan) if bank and plan else None
        # With the styles of the first screen at once, all are read once.
        super().__init__(css_path=["app.tcss", "screens/study.tcss" if self._begin else "screens/home.tcss"])
        self.set_keymap(commands.keymap(desk.settings.keys))

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {theme.name: theme for theme in (themes.DARK, themes.LIGHT)} | super().available_themes

    def on_mount(self) -> None:
        if self._begin:
            self._study(*self._begin)
        else:
            from quiz.tui.screens.home import HomeScreen

            self.push_screen(HomeScreen(self.desk))

    # What is studied

    @on(StudyWanted)
    def _begin_session(self, message: StudyWanted) -> None:
        try:
            bank = self.desk.library.open(str(message.path))
            plan = self.desk.begin(bank, message.selection)
        except QuizError as error:
            self._tell(error)
            return
        if plan is None:
            self.notify("No question fits: nothing was missed, or nothing is left to ask.", markup=False)
            return
        self._study(bank, plan)

    @on(ResumeWanted)
    def _resume_session(self, message: ResumeWanted) -> None:
        try:
            bank = self.desk.library.open(str(message.path))
        except QuizError as error:
            self._tell(error)
            return
        self._study(bank, message.saved.plan)

    def _tell(self, error: QuizError) -> None:
        self.notify(str(error), title="That did not work", severity="error", timeout=20, markup=False)

    @work
    async def _study(self, bank: Bank, plan: Plan) -> None:
        """Goes between the questions and their result until the learner leaves."""
        session = self.desk.restored(bank, plan)
        while True:
            left = await self.push_screen_wait(StudyScreen(bank, session, self.desk))
            following = await self._after(bank, left) if left and left.is_over else None
            if following is None:
                break
            session = following
        if self._begin:
            self.exit(0)

    async def _after(self, bank: Bank, session: Session) -> Session | None:
        """The session to show after this one's result: itself to be looked at, its missed questions, or none."""
        from quiz.tui.screens.results import Again, Look, ResultsScreen

        match await self.push_screen_wait(ResultsScreen(bank, session, self.desk)):
            case Look(position):
                return session.go(position)
            case Again():
                try:
                    return self.desk.begin_again(session)
                except QuizError as error:
                    self._tell(error)
                    return None
            case None:
                return None

    # Commands

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for command in getattr(screen, "OFFERS", ()):
            if screen.check_action(command.action, ()):
                run = partial(self.run_action, command.action, screen)
                yield SystemCommand(command.title, command.help, run)
        yield from super().get_system_commands(screen)

    def action_keys(self) -> None:
        from quiz.tui.dialogs.keys import KeysDialog

        offers = getattr(self.screen, "OFFERS", ())
        if offers:
            is_answering = isinstance(self.screen, StudyScreen)
            self.push_screen(KeysDialog(offers, self.desk.settings.keys, is_answering=is_answering))

    def action_turn_theme(self) -> None:
        self.theme = "quiz-light" if self.current_theme.dark else "quiz-dark"
        self.desk.keep_theme("dark" if self.current_theme.dark else "light")


def run(
    library: Library,
    history: History,
    settings: Settings,
    *,
    settings_path: Path,
    bank: Bank | None = None,
    plan: Plan | None = None,
) -> int:
    """Opens the interface and gives the exit status; SettingsError where the settings' keys cannot be followed."""
    desk = Desk(
        library=library,
        history=history,
        settings=settings,
        settings_path=settings_path,
        now=partial(datetime.now, UTC),
        ticks=time.monotonic,
        dice=partial(random.SystemRandom().randrange, 1_000_000),
    )
    return QuizApp(desk, bank, plan).run() or 0
