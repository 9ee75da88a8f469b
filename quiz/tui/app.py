"""The terminal user interface: settings, themes, and which screen comes next."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import App, SystemCommand
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from quiz.banks.library import Library
from quiz.core.questions import Bank
from quiz.core.session import Plan, Session
from quiz.core.text import printable
from quiz.errors import QuizError, SettingsError
from quiz.settings import Settings
from quiz.store.history import History
from quiz.tui import commands, themes
from quiz.tui.commands import Offering
from quiz.tui.desk import Desk
from quiz.tui.messages import ResumeWanted, StudyWanted


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
        self._is_studying = False
        # With the styles of the first screen at once, all are read once.
        super().__init__(css_path=["app.tcss", "screens/study.tcss" if self._begin else "screens/home.tcss"])
        self.set_keymap(commands.keymap(desk.settings.keys))

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {theme.name: theme for theme in (themes.DARK, themes.LIGHT)} | super().available_themes

    def get_default_screen(self) -> Screen[Any]:
        if self._begin:
            return super().get_default_screen()
        from quiz.tui.screens.home import HomeScreen

        return HomeScreen(self.desk)

    def on_mount(self) -> None:
        if self._begin:
            self._study(*self._begin)

    # What is studied

    @on(StudyWanted)
    def _begin_session(self, message: StudyWanted) -> None:
        if self._is_studying:
            return  # enter was pressed again before the first question came
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
        if self._is_studying:
            return
        try:
            bank = self.desk.library.open(str(message.path))
        except QuizError as error:
            self._tell(error)
            return
        self._study(bank, message.saved.plan)

    def _tell(self, error: QuizError) -> None:
        self.notify(printable(str(error)), title="That did not work", severity="error", timeout=20, markup=False)

    def _study(self, bank: Bank, plan: Plan) -> None:
        self._is_studying = True
        self._go_through(bank, plan)

    @work
    async def _go_through(self, bank: Bank, plan: Plan) -> None:
        """Goes between the questions and their result until the learner leaves."""
        from quiz.tui.screens.study import StudyScreen

        try:
            session = self.desk.restored(bank, plan)
            if not session.plan.questions:
                self.desk.history.end(plan.id, self.desk.now())
                self.notify("The bank has none of that session's questions any more. Start anew.", markup=False)
                return
            following: Session | None = session
            while following is not None:
                flags = {flag.question: flag.note for flag in self.desk.history.flags(bank.id)}
                left = await self.push_screen_wait(StudyScreen(bank, following, flags, self.desk))
                following = await self._after(bank, left) if left and left.is_over else None
        except QuizError as error:
            self._tell(error)
        finally:
            self._is_studying = False
        if self._begin:
            self.exit(0)

    async def _after(self, bank: Bank, session: Session) -> Session | None:
        """The session to show after this one's result: itself to be looked at, its missed questions, or none."""
        from quiz.tui.screens.results import Again, Look, ResultsScreen

        match await self.push_screen_wait(ResultsScreen(bank, session, self.desk)):
            case Look(position):
                return session.go(position)
            case Again():
                return self.desk.begin_again(session)
            case None:
                return None

    # Commands

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        if not isinstance(screen, Offering):
            return
        for command in screen.OFFERS:
            if screen.offers(command.action):
                run = partial(self.run_action, command.action, screen)
                yield SystemCommand(command.title, command.help, run)
        yield SystemCommand("Theme", "Choose among all themes", self.action_change_theme)

    def action_keys(self) -> None:
        from quiz.tui.dialogs.keys import KeysDialog

        offers = getattr(self.screen, "OFFERS", ())
        if offers:
            is_answering = offers is commands.STUDY
            self.push_screen(KeysDialog(offers, self.desk.settings.keys, is_answering=is_answering))

    def action_turn_theme(self) -> None:
        self.theme = "quiz-light" if self.current_theme.dark else "quiz-dark"
        try:
            self.desk.keep_theme("dark" if self.current_theme.dark else "light")
        except QuizError as error:
            self._tell(error)


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
    try:
        app = QuizApp(desk, bank, plan)
    except SettingsError as error:
        raise SettingsError(f"{settings_path}: {error}") from error
    app.run()
    return app.return_code or 0
