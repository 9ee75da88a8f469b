"""The plan for the day of an exam: what to expect, and what to do for it today."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from quiz.core.bank import Bank
from quiz.core.revision.agenda import MINUTES_A_DAY, PASS_SHARE, Agenda, exhibits_of
from quiz.core.text import one_line, printable
from quiz.desk.desk import Desk
from quiz.desk.preparation import Preparation, preparation
from quiz.errors import QuizError
from quiz.store.exam_days import ExamDay
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.dialogs.exam_day import ExamDayDialog, NoExam
from quiz.tui.widgets.exhibit import ExhibitView
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.more_below import MoreBelow


@dataclass(frozen=True, slots=True)
class StudyToday:
    """The wish to be asked today's list, in its order."""

    questions: tuple[str, ...]


class PlanScreen(Screen[StudyToday | None]):
    """Asks for the day of the exam where none is kept that is to come; gives what the learner wants, None to leave."""

    CSS_PATH = "plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.PLAN)]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide")]  # noqa: RUF012  Textual declares it so
    OFFERS: ClassVar[tuple[Command, ...]] = commands.PLAN

    def __init__(self, desk: Desk, bank: Bank) -> None:
        super().__init__()
        self.desk = desk
        self.bank = bank
        self._exam_day: ExamDay | None = None
        self._agenda: Agenda | None = None

    def compose(self) -> ComposeResult:
        yield Static(Content(f"The exam: {one_line(self.bank.title or self.bank.id)}"), id="title")
        with MoreBelow(id="body"):
            yield Static(id="notice", markup=False)
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.query_one(MoreBelow).focus()
        try:
            self._exam_day = self.desk.history.exam_days.of(self.bank.id)
        except QuizError as error:
            self._tell(error)
        if self._exam_day is None or self._exam_day.day < self._today:
            self._say("No day of an exam to come is kept for this bank.")
            self.action_change()
        else:
            self._reckon(self._exam_day)
        self._show_hints()

    @property
    def _today(self) -> date:
        return self.desk.start_of_day().date()

    # What there is to show

    @work(exclusive=True)
    async def _reckon(self, exam_day: ExamDay) -> None:
        self._agenda = None
        self._say("Looking at what you remember …")
        self._show_hints()
        try:
            prepared = preparation(self.desk, self.bank)
            # Apart from the screen: of ten thousand questions it takes a second.
            agenda, stems = await asyncio.to_thread(_found, prepared, exam_day)
        except QuizError as error:
            self._say(str(error))
            return
        self._say("" if agenda else "The bank has no question to ask: all of them are drafts.")
        self._agenda = agenda
        body = self.query_one(MoreBelow)
        await body.query(ExhibitView).remove()
        await body.mount_all(map(ExhibitView, exhibits_of(agenda, stems, PASS_SHARE) if agenda else ()))
        body.scroll_home(animate=False)
        self._show_hints()

    def _say(self, sentence: str) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(printable(sentence))
        notice.display = bool(sentence)

    def _show_hints(self) -> None:
        self.query_one(KeyHints).show(commands.hints(self.offers, commands.PLAN, self.desk.settings.keys, {}))

    def _tell(self, error: QuizError) -> None:
        self.notify(printable(str(error)), severity="error", timeout=20, markup=False)

    # What the learner wants

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        return action != "study" or bool(self._agenda and self._agenda.today)

    def action_study(self) -> None:
        if self._agenda and self._agenda.today:
            self._leave_for(StudyToday(tuple(each.question for each in self._agenda.today)))

    def action_change(self) -> None:
        if not self.is_current:
            return
        kept = self._exam_day
        minutes = kept.minutes if kept else MINUTES_A_DAY
        self.app.push_screen(ExamDayDialog(kept.day if kept else None, minutes, self._today), self._change)

    def _change(self, wish: tuple[date, float] | NoExam | None) -> None:
        is_past = self._exam_day is None or self._exam_day.day < self._today
        if wish is None and is_past:
            self.call_later(self._leave_for, None)
        elif isinstance(wish, NoExam):
            self._keep(None)
            self.call_later(self._leave_for, None)
        elif wish is not None:
            day, minutes = wish
            self._exam_day = ExamDay(self.bank.id, day, minutes)
            self._keep(day)
            self._reckon(self._exam_day)

    def _keep(self, day: date | None) -> None:
        minutes = self._exam_day.minutes if self._exam_day else MINUTES_A_DAY
        try:
            self.desk.history.exam_days.keep(self.bank.id, day, minutes, self.desk.now())
        except QuizError as error:
            self._tell(error)

    def action_leave(self) -> None:
        self._leave_for(None)

    def _leave_for(self, wish: StudyToday | None) -> None:
        if self.is_current:  # or it is left already: a key was pressed twice
            self.dismiss(wish)


def _found(prepared: Preparation, exam_day: ExamDay) -> tuple[Agenda | None, Mapping[str, str]]:
    """The agenda, and the stems of its list by question."""
    agenda = prepared.agenda(exam_day)
    bank = prepared.learnt.bank
    return agenda, {each.question: bank.question(each.question).stem for each in agenda.today} if agenda else {}
