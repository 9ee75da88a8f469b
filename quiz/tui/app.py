"""The terminal user interface: settings, themes, and which screen comes next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import on, work
from textual.app import App, SystemCommand
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme

from quiz.core.bank import Bank
from quiz.core.selection import has_only_drafts
from quiz.core.session import Session
from quiz.core.text import printable
from quiz.desk.desk import Desk
from quiz.errors import QuizError, RequestError, SettingsError
from quiz.tui import commands, themes, ways
from quiz.tui.commands import Offering
from quiz.tui.keymap import keymap
from quiz.tui.messages import (
    BrowseWanted,
    EditWanted,
    ExamWanted,
    PlanWanted,
    ResumeWanted,
    ReviewWanted,
    SessionLeft,
    StatisticsWanted,
    StudyWanted,
)
from quiz.tui.widgets.terminal_cursor import follow_focus

if TYPE_CHECKING:
    from quiz.core.exams.exam import Exam


def _first_theme(app: QuizApp) -> str:
    return themes.name_of(app.desk.settings.theme, app.available_themes)


class First(NamedTuple):
    """The session that the app opens with, and what is said before its questions."""

    bank: Bank
    session: Session
    remarks: ways.Remarks | None = None


class QuizApp(App[int]):
    """Opens at home, or straight in a session or an exam, after which it ends."""

    TITLE = "quiz"
    ENABLE_COMMAND_PALETTE = True

    # The first theme as a default and not as a change, after which every style would be read anew.
    theme: Reactive[str] = Reactive(Initialize(_first_theme))

    def __init__(self, desk: Desk, first: First | None = None, exam: tuple[Bank, Exam] | None = None) -> None:
        self.desk = desk
        self._first = first
        self._exam = exam
        self._is_away = False
        self.failure: QuizError | None = None
        """What ended the app before its time."""
        # With the styles of the first screen at once, all are read once.
        super().__init__(css_path=["app.tcss", "screens/study.tcss" if first else "screens/home.tcss"])
        self.set_keymap(keymap(desk.settings.keys))

    @property
    def available_themes(self) -> dict[str, Theme]:
        return {theme.name: theme for theme in (themes.DARK, themes.LIGHT)} | super().available_themes

    def get_default_screen(self) -> Screen[Any]:
        # A screen pushed over the default one would have two of them made, styled and laid out before the first paint.
        if self._first:
            from quiz.tui.screens.study import StudyScreen

            bank, session, remarks = self._first
            return StudyScreen(bank, session, self.desk.flags(bank), self.desk, remarks)
        if self._exam:
            return super().get_default_screen()
        from quiz.tui.screens.home import HomeScreen

        return HomeScreen(self.desk)

    # What is studied

    @on(StudyWanted)
    def _begin_session(self, message: StudyWanted) -> None:
        def begin() -> Awaitable[None]:
            bank = self.desk.library.open(str(message.path))
            plan = self.desk.begin(bank, message.selection)
            if plan is None and has_only_drafts(bank.catalogue):
                raise RequestError(
                    f"{bank.id} has no question to ask: all of them are drafts. Write questions makes them whole."
                )
            if plan is None:
                raise RequestError("No question fits: nothing was missed, or nothing is left to ask.")
            return ways.study(self, self.desk, bank, Session(plan))

        self._go(begin)

    @on(ResumeWanted)
    def _resume_session(self, message: ResumeWanted) -> None:
        def begin() -> Awaitable[None]:
            bank = self.desk.library.open(str(message.path))
            return ways.study(self, self.desk, bank, self.desk.taken_up(bank, message.saved.plan))

        self._go(begin)

    @on(ReviewWanted)
    def _begin_review(self, _message: ReviewWanted) -> None:
        def begin() -> Awaitable[None]:
            begun = self.desk.begin_review(self.desk.usable_banks())
            if begun is None:
                raise RequestError("Nothing is due, and nothing new is to be asked today.")
            return ways.study(self, self.desk, begun.mixture, Session(begun.plan), begun.remarks)

        self._go(begin)

    @on(ExamWanted)
    def _sit_exam(self, message: ExamWanted) -> None:
        def begin() -> Awaitable[None]:
            from quiz.desk import invigilation

            bank = self.desk.library.open(str(message.path))
            exam = (
                invigilation.begin(self.desk, bank, message.terms, message.seed)
                if message.terms
                else invigilation.take_up(self.desk, bank)
            )
            return ways.sit(self, self.desk, bank, exam)

        self._go(begin)

    @on(PlanWanted)
    def _open_plan(self, message: PlanWanted) -> None:
        self._go(lambda: ways.plan(self, self.desk, self.desk.library.open(str(message.path))))

    @on(StatisticsWanted)
    def _open_statistics(self, message: StatisticsWanted) -> None:
        self._go(lambda: ways.statistics(self, self.desk, self.desk.library.open(str(message.path))))

    @on(BrowseWanted)
    def _open_document(self, message: BrowseWanted) -> None:
        self._go(lambda: ways.browse(self, message.path, self.desk.settings.keys))

    @on(EditWanted)
    def _open_editor(self, message: EditWanted) -> None:
        self._go(lambda: ways.edit(self, message.path, self.desk.settings.keys))

    def _go(self, begin: Callable[[], Awaitable[object]]) -> None:
        """Goes a way from the first screen and back to it, unless the learner is on one: enter was pressed twice."""
        if not self._is_away:
            self._is_away = True
            self._go_through(begin)

    @work
    async def _go_through(self, begin: Callable[[], Awaitable[object]]) -> None:
        try:
            await begin()
        except QuizError as error:
            self._tell(error)
        finally:
            self._is_away = False

    def _tell(self, error: QuizError) -> None:
        self.clear_notifications()  # above older ones, its last lines would be off the screen
        self.notify(printable(str(error)), title="That did not work", severity="error", timeout=20, markup=False)

    @on(SessionLeft)
    @work
    async def _go_on_and_end(self, message: SessionLeft) -> None:
        """Goes on from the session that the app was opened with, and ends the app when the learner is done."""
        remarks = self._first.remarks if self._first else None
        try:
            following = await ways.after(self, self.desk, message.bank, message.session)
            await ways.study(self, self.desk, message.bank, following, remarks)
        except QuizError as error:
            self.failure = error
        self.exit(0)

    @work
    async def _sit_and_end(self, bank: Bank, exam: Exam) -> None:
        """Has the exam sat that the app was opened with, and ends the app when the learner is done."""
        try:
            await ways.sit(self, self.desk, bank, exam)
        except QuizError as error:
            self.failure = error
        self.exit(0)

    def on_mount(self) -> None:
        if self._exam:
            self._sit_and_end(*self._exam)

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(follow_focus, self.screen)

    # Commands

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        if not isinstance(screen, Offering):
            return
        for command in screen.OFFERS:
            if screen.offers(command.action):
                run = partial(self.run_action, command.action, screen)
                yield SystemCommand(command.title, command.help, run)
        yield SystemCommand("Theme", "Choose among all themes", self.action_change_theme)

    async def action_quit(self) -> None:
        """Ends the app, unless a screen asks first: what it shows goes on without it."""
        if not any(isinstance(it, commands.Lasting) and it.asks_before_the_end() for it in self.screen_stack):
            await super().action_quit()

    def action_keys(self) -> None:
        from quiz.tui.dialogs.keys import KeysDialog

        offers = getattr(self.screen, "OFFERS", ())
        if offers:
            is_answering = offers in {commands.STUDY, commands.EXAM}
            self.push_screen(KeysDialog(offers, self.desk.settings.keys, is_answering=is_answering))

    def action_turn_theme(self) -> None:
        self.theme = "quiz-light" if self.current_theme.dark else "quiz-dark"
        try:
            self.desk.keep_theme("dark" if self.current_theme.dark else "light")
        except QuizError as error:
            self._tell(error)


def run(desk: Desk, first: First | None = None, exam: tuple[Bank, Exam] | None = None) -> int:
    """Opens the interface and gives the exit status.

    SettingsError where the settings' keys cannot be followed; the QuizError that ended what it was opened with.
    """
    try:
        app = QuizApp(desk, first, exam)
    except SettingsError as error:
        raise SettingsError(f"{desk.settings_path}: {error}") from error
    app.run()
    if app.failure:
        raise app.failure
    return app.return_code or 0
