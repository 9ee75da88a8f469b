"""Where the learner stands with a bank: all figures, and the way to a drill of what is confused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from quiz.core.bank import Bank
from quiz.core.reports.exhibits import Exhibit
from quiz.core.reports.report import Report
from quiz.core.text import one_line, printable
from quiz.desk.appraisal import appraise, still_confused
from quiz.desk.desk import Desk
from quiz.errors import QuizError
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.widgets.exhibit import ExhibitView, drawn
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.more_below import MoreBelow

_TWO_COLUMNS_FROM = 110
_BESIDE = 6
"""Cells of the screen that a column does not have for its figures, and of a column beside another."""


@dataclass(frozen=True, slots=True)
class Drill:
    """The wish to be asked the questions in which things were confused."""

    questions: tuple[str, ...]


class _LeftError(Exception):
    """The screen was left before all was counted."""


class StatisticsScreen(Screen[Drill | None]):
    """Counts all answers in the bank apart from the screen; gives what the learner wants next, None to leave."""

    CSS_PATH = "statistics.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.STATISTICS)]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide")]  # noqa: RUF012  Textual declares it so
    OFFERS: ClassVar[tuple[Command, ...]] = commands.STATISTICS

    def __init__(self, desk: Desk, bank: Bank) -> None:
        super().__init__()
        self.desk = desk
        self.bank = bank
        self._report: Report | None = None
        self._confused: tuple[str, ...] = ()
        self._telling: Timer | None = None
        self._counted = 0
        self._columns = 0
        self._at = 0

    def compose(self) -> ComposeResult:
        yield Static(Content(f"Where you stand: {one_line(self.bank.title)}"), id="title")
        with MoreBelow(id="body"):
            yield Static(id="notice", markup=False)
            yield Horizontal(id="columns")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.query_one(MoreBelow).focus()
        self._show_hints()
        self._tell_of_counting()
        self._telling = self.set_interval(0.25, self._tell_of_counting)
        self._count()

    # What is counted

    @work(thread=True)
    def _count(self) -> None:
        worker = get_current_worker()
        found: Report | QuizError
        confused: tuple[str, ...] = ()

        def told(answers: int) -> None:
            if worker.is_cancelled:
                raise _LeftError
            self._counted = answers

        try:
            with self.desk.reopened() as desk:
                found = appraise(desk, [self.bank], only=self.bank.id, told=told)
                confused = still_confused(desk, self.bank, found.confused)
        except QuizError as error:
            found = error
        except _LeftError:
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self.call_later, self._show, found, confused)

    def _tell_of_counting(self) -> None:
        if self._report is None:  # or the clock had struck once more before it was stopped
            counted = f": {self._counted}" if self._counted else ""
            self._say(f"Counting your answers{counted} …")

    async def _show(self, found: Report | QuizError, confused: tuple[str, ...]) -> None:
        if self._telling:
            self._telling.stop()
        if isinstance(found, QuizError):
            self._report = Report(())
            self._say(str(found))
            return
        self._report, self._confused = found, confused
        self._say("")
        await self._lay_out()
        self._show_hints()

    def _say(self, sentence: str) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(printable(sentence))
        notice.display = bool(sentence)

    # How it is laid out

    async def on_resize(self, event: Resize) -> None:
        if self._report and self._columns_for(event.size.width) != self._columns:
            await self._lay_out()

    @staticmethod
    def _columns_for(width: int) -> int:
        return 2 if width >= _TWO_COLUMNS_FROM else 1

    async def _lay_out(self) -> None:
        if self._report is None:
            return
        self._columns = self._columns_for(self.size.width)
        width = self.size.width // self._columns - _BESIDE
        columns = self.query_one("#columns", Horizontal)
        await columns.remove_children()
        parts = _halves(self._report.exhibits, width) if self._columns == 2 else (self._report.exhibits,)
        await columns.mount_all(Vertical(*map(ExhibitView, part), classes="column") for part in parts)
        self._turn_to(self._at)

    def _show_hints(self) -> None:
        self.query_one(KeyHints).show(commands.hints(self.offers, commands.STATISTICS, self.desk.settings.keys, {}))

    # What the learner wants

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        match action:
            case "drill":
                return bool(self._confused)
            case "next" | "previous":
                return bool(self._report and len(self._report.exhibits) > 1)
            case _:
                return True

    def action_next(self) -> None:
        self._turn_to(self._at + 1)

    def action_previous(self) -> None:
        self._turn_to(self._at - 1)

    def _turn_to(self, place: int) -> None:
        views = list(self.query(ExhibitView))
        if not views:
            return
        self._at = min(max(place, 0), len(views) - 1)
        for number, view in enumerate(views):
            view.set_class(number == self._at, "-at-hand")
        self.query_one(MoreBelow).scroll_to_widget(views[self._at], animate=False, top=True)

    def action_drill(self) -> None:
        if self._confused:
            self._leave_for(Drill(self._confused))

    def action_leave(self) -> None:
        self._leave_for(None)

    def _leave_for(self, wish: Drill | None) -> None:
        if self.is_current:  # or it is left already: a key was pressed twice
            self.dismiss(wish)


def _halves(exhibits: Sequence[Exhibit], width: int) -> tuple[Sequence[Exhibit], Sequence[Exhibit]]:
    """The exhibits in two columns as nearly as high as can be, both in their order."""
    heights = [len(drawn(exhibit, width)) + 1 for exhibit in exhibits]
    whole = sum(heights)
    first = min(range(len(heights) + 1), key=lambda place: abs(whole - 2 * sum(heights[:place])))
    return exhibits[:first], exhibits[first:]
