"""The first screen: the banks, and where the learner stands with each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static

from quiz.core.selection import MISSED, Selection
from quiz.core.text import printable
from quiz.desk import overview
from quiz.desk.desk import Desk
from quiz.errors import QuizError
from quiz.tui import commands
from quiz.tui.commands import Command, key_of
from quiz.tui.messages import (
    BrowseWanted,
    EditWanted,
    ExamWanted,
    PlanWanted,
    ResumeWanted,
    ReviewWanted,
    StatisticsWanted,
    StudyWanted,
)
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.shelf import LEAD, Entry, drawn, review_sentence
from quiz.tui.widgets.tracked_list import TrackedList

if TYPE_CHECKING:
    from quiz.core.exams.terms import Terms


class HomeScreen(Screen[None]):
    """Lists the banks; posts what the learner wants to study."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.HOME)]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide")]  # noqa: RUF012  Textual declares it so
    OFFERS: ClassVar[tuple[Command, ...]] = commands.HOME

    banks = query_one(TrackedList)
    hints = query_one(KeyHints)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._rows: list[overview.Row] = []
        self._review = (0, 0)
        """How many questions a review would ask that are due, and how many new ones."""

    def compose(self) -> ComposeResult:
        yield Static("quiz", id="title")
        yield Static(LEAD, id="lead")
        yield TrackedList(id="banks")
        yield Static(id="nothing")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.banks.focus()

    def on_screen_resume(self) -> None:
        try:
            left = overview.unfinished(self.desk)
        except QuizError as error:
            left = {}
            self._tell(str(error))
        self._rows = overview.rows(self.desk, left)
        self._show_rows()
        self._show_hints()
        self._find_progress()

    def on_resize(self) -> None:
        self._show_rows()

    @work(thread=True, exclusive=True)
    def _find_progress(self) -> None:
        """Reads banks and history apart from the screen, which is painted before."""
        try:
            with self.desk.reopened() as desk:
                key = key_of(commands.EVERY["home.exam"], desk.settings.keys)
                self._review = overview.look_up(desk, self._rows, key)
        except QuizError:
            pass  # the rows are there; opening a bank will say what is wrong
        self.app.call_from_thread(self._show_progress)

    def _show_progress(self) -> None:
        self._show_rows()
        key = key_of(commands.REVIEW, self.desk.settings.keys)
        self.query_one("#lead", Static).update(review_sentence(*self._review, key))
        self._show_hints()

    def _show_rows(self) -> None:
        width = max(self.banks.content_size.width - 4, 20)
        now = self.desk.now()
        self.banks.show([(str(row.shelved.path), drawn(_entry(row), width, now)) for row in self._rows])
        nothing = self.query_one("#nothing", Static)
        nothing.display = not self._rows
        if not self._rows:
            nothing.update("There is no bank yet. Put a folder with a bank.yaml where QUIZ_PATH points.")

    def _show_hints(self) -> None:
        row = self._row()
        labels = {
            "home.start": "resume" if row and row.unfinished else "study",
            "home.exam": "go on with the exam" if row and row.sitting else "exam",
        }
        self.hints.show(commands.hints(self.offers, commands.HOME, self.desk.settings.keys, labels))

    def _row(self) -> overview.Row | None:
        place = self.banks.highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        row = self._row()
        match action:
            case "new":
                return bool(row and row.unfinished)
            case "start" | "options" | "missed" | "exam" | "plan" | "statistics" | "browse" | "edit":
                return row is not None
            case "review":
                return bool(self._rows)
            case _:
                return True

    @on(OptionList.OptionHighlighted)
    def _turn_to_bank(self) -> None:
        self._show_hints()

    @on(OptionList.OptionSelected)
    def _start_clicked(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        row = self._usable_row()
        if row and row.unfinished:
            self.post_message(ResumeWanted(row.shelved.path, row.unfinished))
        elif row:
            self.action_new()

    def action_new(self) -> None:
        if row := self._usable_row():
            self.post_message(StudyWanted(row.shelved.path, Selection(count=self.desk.settings.count)))

    def action_missed(self) -> None:
        if row := self._usable_row():
            wanted = Selection(standings=MISSED, count=self.desk.settings.count)
            self.post_message(StudyWanted(row.shelved.path, wanted))

    def action_options(self) -> None:
        from quiz.tui.dialogs.selection import SelectionDialog  # noqa: PLC0415  only who asks for it waits for it

        if not (row := self._usable_row()) or not self.is_current:
            return
        try:
            bank = self.desk.library.open(str(row.shelved.path))
            standings = self.desk.standings(bank)
        except QuizError as error:
            self._tell(str(error))
            return

        def start(wanted: Selection | None) -> None:
            if wanted:
                self.post_message(StudyWanted(row.shelved.path, wanted))

        self.app.push_screen(SelectionDialog(bank, standings, self.desk.settings.count), start)

    def action_review(self) -> None:
        self.post_message(ReviewWanted())

    def action_plan(self) -> None:
        if row := self._usable_row():
            self.post_message(PlanWanted(row.shelved.path))

    def action_statistics(self) -> None:
        if row := self._usable_row():
            self.post_message(StatisticsWanted(row.shelved.path))

    def action_browse(self) -> None:
        if row := self._usable_row():
            self.post_message(BrowseWanted(row.shelved.path))

    def action_edit(self) -> None:
        if row := self._usable_row():
            self.post_message(EditWanted(row.shelved.path))

    def action_exam(self) -> None:
        from quiz.tui.dialogs.exam_setup import ExamSetupDialog  # noqa: PLC0415  only who asks for it waits for it

        if not (row := self._usable_row()) or not self.is_current:
            return
        try:
            bank = self.desk.library.open(str(row.shelved.path))
            is_running = bool(self.desk.history.exams.unfinished(bank.id))
        except QuizError as error:
            self._tell(str(error))
            return
        seed = self.desk.dice()
        if is_running:
            self.post_message(ExamWanted(row.shelved.path, None, seed))
            return

        def start(terms: Terms | None) -> None:
            if terms:
                self.post_message(ExamWanted(row.shelved.path, terms, seed))

        self.app.push_screen(ExamSetupDialog(bank, self.desk.settings, seed), start)

    def _usable_row(self) -> overview.Row | None:
        """The highlighted row, unless its bank cannot be used; then the learner reads why."""
        row = self._row()
        if row and row.shelved.problem:
            self._tell(row.shelved.problem)
            return None
        return row

    def _tell(self, sentence: str) -> None:
        self.notify(printable(sentence), severity="error", timeout=20, markup=False)


def _entry(row: overview.Row) -> Entry:
    shelved, left = row.shelved, row.unfinished
    return Entry(
        title=shelved.title or shelved.id,
        questions=shelved.questions,
        is_usable=not shelved.problem,
        progress=row.progress,
        due=row.due,
        day=row.day,
        sitting=row.sitting,
        left=(left.answered, len(left.plan.questions)) if left else None,
    )
