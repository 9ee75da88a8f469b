"""The first screen: the banks, and where the learner stands with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static

from quiz.banks.library import Shelved
from quiz.core.marking import percent
from quiz.core.reports.progress import Progress
from quiz.core.selection import MISSED, Selection
from quiz.core.text import one_line, printable
from quiz.desk.desk import Desk
from quiz.errors import QuizError
from quiz.store.history import Saved
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
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.tracked_list import TrackedList
from quiz.tui.widgets.typesetting import hang, stack

if TYPE_CHECKING:
    from quiz.core.exams.terms import Terms
    from quiz.core.questions import Bank

_LEAD = "What do you want to know whether you know?"


@dataclass(slots=True)
class Row:
    """A bank on the shelf, the session left unfinished in it, and how the learner stands with it once known.

    `due` are the questions due today; `day` says what there is to say of an exam on a day to come, `sitting` what of
    a mock exam that was left running.
    """

    shelved: Shelved
    unfinished: Saved | None
    progress: Progress | None = None
    due: int = 0
    day: str = ""
    sitting: str = ""


class HomeScreen(Screen[None]):
    """Lists the banks; posts what the learner wants to study."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.HOME)]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide"), (92, "-broad")]  # noqa: RUF012  Textual declares it so
    OFFERS: ClassVar[tuple[Command, ...]] = commands.HOME

    banks = query_one(TrackedList)
    hints = query_one(KeyHints)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._rows: list[Row] = []
        self._review = (0, 0)
        """How many questions a review would ask that are due, and how many new ones."""

    def compose(self) -> ComposeResult:
        yield Static("quiz", id="title")
        yield Static(_LEAD, id="lead")
        yield TrackedList(id="banks")
        yield Static(id="nothing")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.banks.focus()

    def on_screen_resume(self) -> None:
        try:
            left = [saved for saved in self.desk.history.unfinished() if saved.answered]
            unfinished = {saved.plan.bank: saved for saved in reversed(left)}
        except QuizError as error:
            unfinished = {}
            self._tell(str(error))
        self._rows = [Row(shelved, unfinished.get(shelved.id)) for shelved in self.desk.library.banks()]
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
                desk.remember()
                key = key_of(commands.EVERY["home.exam"], desk.settings.keys)
                rows = [row for row in self._rows if row.shelved.problem is None]
                self._review = _review_of([bank for row in rows if (bank := _look_up(row, desk, key))], desk)
        except QuizError:
            pass  # the rows are there; opening a bank will say what is wrong
        self.app.call_from_thread(self._show_progress)

    def _show_progress(self) -> None:
        self._show_rows()
        self._show_due()
        self._show_hints()

    def _show_due(self) -> None:
        due, new = self._review
        key = key_of(commands.REVIEW, self.desk.settings.keys)
        if due:
            parts = ["1 question is due today" if due == 1 else f"{due} questions are due today"]
            if new:
                parts.append("1 is new" if new == 1 else f"{new} are new")
            asked = "it" if due + new == 1 else "them"
            said = Content.styled(f"{', '.join(parts)}: {key} asks {asked}.", "bold $accent")
        elif new:
            said = Content(f"{_LEAD} {key} asks {'1 new question' if new == 1 else f'{new} new questions'}.")
        else:
            said = Content(_LEAD)
        self.query_one("#lead", Static).update(said)

    def _show_rows(self) -> None:
        width = max(self.banks.content_size.width - 4, 20)
        self.banks.show([(str(row.shelved.path), _drawn(row, width, self.desk.now())) for row in self._rows])
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

    def _row(self) -> Row | None:
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

    def _usable_row(self) -> Row | None:
        """The highlighted row, unless its bank cannot be used; then the learner reads why."""
        row = self._row()
        if row and row.shelved.problem:
            self._tell(row.shelved.problem)
            return None
        return row

    def _tell(self, sentence: str) -> None:
        self.notify(printable(sentence), severity="error", timeout=20, markup=False)


def _review_of(banks: Sequence[Bank], desk: Desk) -> tuple[int, int]:
    """How many questions a review of the banks would ask now that are due, and how many new ones."""
    from quiz.core.revision.review import Scope  # noqa: PLC0415 - what the first paint does without
    from quiz.core.revision.waiting import Reason  # noqa: PLC0415

    drawn = desk.draw_review(banks, Scope(new_per_day=desk.settings.new_per_day), seed=0)
    new = drawn.count(Reason.NEW)
    return len(drawn.asked) - new, new


def _look_up(row: Row, desk: Desk, key: str) -> Bank | None:
    """Finds how the learner stands with the bank of the row; the key is the one that goes on with an exam.

    Gives the bank, None where it cannot be opened.
    """
    from quiz.core.exams.words import running_sentence  # noqa: PLC0415
    from quiz.desk import preparation  # noqa: PLC0415 - what the first paint does without

    try:
        bank = desk.library.open(str(row.shelved.path))
    except QuizError:
        return None  # the row is there; opening it will say what is wrong
    (row.due,) = desk.forecast([bank], 1)
    row.progress = desk.progress(bank)
    running = desk.history.exams.unfinished(bank.id)
    row.sitting = running_sentence(running[0], desk.now(), key) if running else ""
    row.day = preparation.line_of(desk, bank)
    return bank


def _drawn(row: Row, width: int, now: datetime) -> Content:
    shelved = row.shelved
    title = hang("", Content.styled(one_line(shelved.title or shelved.id), "bold"), width)
    if shelved.problem:
        return stack([*title, Content.styled("cannot be used: enter says why", "bold $text-error"), Content()])
    lines = [*title, *hang("", _standing(row, now, width), width)]
    if row.day:
        lines += hang("", Content.styled(row.day, "$text-warning"), width)
    if row.sitting:
        lines += hang("", Content.styled(row.sitting, "bold $accent"), width)
    if row.unfinished:
        done, planned = row.unfinished.answered, len(row.unfinished.plan.questions)
        left = f"left: {done} of {planned} answered, enter goes on"
        lines += hang("", Content.styled(left, "bold $accent"), width)
    return stack([*lines, Content()])


def _standing(row: Row, now: datetime, width: int) -> Content:
    it = row.progress
    if it is None or not it.last:
        if it is not None and not it.questions:
            drafts = f"{row.shelved.questions} draft{'' if row.shelved.questions == 1 else 's'}, none is asked yet"
            return Content.styled(drafts, "$foreground-muted")
        count = f"{row.shelved.questions} question{'' if row.shelved.questions == 1 else 's'}"
        return Content.styled(count + (", not studied yet" if it else ""), "$foreground-muted")
    parts = [
        Content.assemble(
            bar(it.answered / max(it.questions, 1), min(width // 8, 20)), f" {it.answered} of {it.questions}"
        ),
        Content("" if it.mean is None else f"mark {percent(it.mean)}"),
        Content.styled(_ago(it.last, now), "$foreground-muted"),
    ]
    if row.due:
        parts.append(Content.styled(f"{row.due} due", "bold $accent"))
    if it.changed:
        parts.append(Content.styled(f"{it.changed} changed since", "$text-warning"))
    return Content("  ").join(part for part in parts if part)


def _ago(then: datetime, now: datetime) -> str:
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"
