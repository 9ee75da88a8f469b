"""The first screen: the banks, and where the learner stands with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static

from quiz.banks.library import Shelved
from quiz.core.progress import Progress, progress
from quiz.core.selection import MISSED, Selection
from quiz.errors import QuizError
from quiz.store.history import Saved
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.desk import Desk
from quiz.tui.dialogs.selection import SelectionDialog
from quiz.tui.messages import ResumeWanted, StudyWanted
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.tracked_list import TrackedList
from quiz.tui.widgets.typesetting import stack


@dataclass(slots=True)
class Row:
    """A bank on the shelf, the session left unfinished in it, and how the learner stands with it once known."""

    shelved: Shelved
    unfinished: Saved | None
    progress: Progress | None = None


class HomeScreen(Screen[None]):
    """Lists the banks; posts what the learner wants to study."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.HOME)]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.HOME

    banks = query_one(TrackedList)
    hints = query_one(KeyHints)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._rows: list[Row] = []

    def compose(self) -> ComposeResult:
        yield Static("quiz", id="title")
        yield Static("What do you want to know whether you know?", id="lead")
        yield TrackedList(row_height=3, id="banks")
        yield Static(id="nothing")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.banks.focus()

    def on_screen_resume(self) -> None:
        try:
            unfinished = {saved.plan.bank: saved for saved in reversed(self.desk.history.unfinished())}
        except QuizError as error:
            unfinished = {}
            self.notify(str(error), severity="error", timeout=20, markup=False)
        self._rows = [Row(shelved, unfinished.get(shelved.id)) for shelved in self.desk.library.banks()]
        self._show_rows()
        self._show_hints()
        self._find_progress()

    def on_resize(self) -> None:
        self._show_rows()

    @work(thread=True, exclusive=True)
    def _find_progress(self) -> None:
        """Reads banks and history apart from the screen, which is painted before."""
        for row in self._rows:
            if row.shelved.problem is None:
                try:
                    bank = self.desk.library.open(str(row.shelved.path))
                    records = self.app.call_from_thread(self.desk.history.records, bank.id)
                    row.progress = progress(bank, records)
                except QuizError:
                    # The row is there; opening the bank will say what is wrong.
                    continue
        self.app.call_from_thread(self._show_rows)

    def _show_rows(self) -> None:
        width = max(self.banks.content_size.width - 4, 20)
        self.banks.show([(str(row.shelved.path), _drawn(row, width, self.desk.now())) for row in self._rows])
        nothing = self.query_one("#nothing", Static)
        nothing.display = not self._rows
        if not self._rows:
            nothing.update("There is no bank yet. Put a folder with a bank.yaml where QUIZ_PATH points.")

    def _show_hints(self) -> None:
        row = self._row()
        labels = {"home.start": "resume" if row and row.unfinished else "study"}
        self.hints.show(commands.hints(self, commands.HOME, self.desk.settings.keys, labels))

    def _row(self) -> Row | None:
        place = self.banks.highlighted
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action == "new":
            row = self._row() if self._rows else None
            return bool(row and row.unfinished)
        return True

    @on(OptionList.OptionHighlighted)
    def _turn_to_bank(self) -> None:
        self._show_hints()

    @on(OptionList.OptionSelected)
    def _start_clicked(self) -> None:
        self.action_start()

    def action_start(self) -> None:
        if row := self._row():
            if row.unfinished and not row.shelved.problem:
                self.post_message(ResumeWanted(row.shelved.path, row.unfinished))
            else:
                self.action_new()

    def action_new(self) -> None:
        if row := self._row():
            self.post_message(StudyWanted(row.shelved.path, Selection(count=self.desk.settings.count)))

    def action_missed(self) -> None:
        if row := self._row():
            self.post_message(StudyWanted(row.shelved.path, Selection(standings=MISSED)))

    def action_options(self) -> None:
        if not (row := self._row()):
            return
        try:
            bank = self.desk.library.open(str(row.shelved.path))
        except QuizError as error:
            self.notify(str(error), severity="error", timeout=20, markup=False)
            return
        standings = self.desk.standings(bank)

        def start(wanted: Selection | None) -> None:
            if wanted:
                self.post_message(StudyWanted(row.shelved.path, wanted))

        self.app.push_screen(SelectionDialog(bank, standings, self.desk.settings.count), start)


def _drawn(row: Row, width: int, now: datetime) -> Content:
    shelved = row.shelved
    if shelved.problem:
        what = Content.assemble(("cannot be opened: ", "bold $text-error"), shelved.problem)
        return Content.assemble((shelved.title or shelved.id, "bold"), "\n", what, "\n")
    title = Content.assemble((shelved.title, "bold"), (f"  {shelved.questions} questions", "$foreground-muted"))
    left = Content()
    if row.unfinished:
        done, planned = row.unfinished.answered, len(row.unfinished.plan.questions)
        left = Content.styled(f"left at {done} of {planned}", "bold $accent")
    return stack([title, _standing(row.progress, width, now), left])


def _standing(it: Progress | None, width: int, now: datetime) -> Content:
    if it is None:
        return Content()
    if not it.last:
        return Content.styled("not studied yet", "$foreground-muted")
    parts = [
        Content.assemble(bar(it.answered / max(it.questions, 1), min(width // 6, 20)), f" {it.answered} answered"),
        Content("" if it.mean is None else f"{it.mean:.0%} right"),
        Content.styled(_ago(it.last, now), "$foreground-muted"),
    ]
    if it.changed:
        parts.append(Content.styled(f"{it.changed} changed since", "$text-warning"))
    return Content("  ").join(part for part in parts if part)


def _ago(then: datetime, now: datetime) -> str:
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"
