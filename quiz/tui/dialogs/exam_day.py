"""The day of an exam, and how long to learn for it on a day."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from quiz.core.revision.agenda import read_day, read_minutes


class NoExam:
    """The wish that no day be kept any longer."""


class ExamDayDialog(ModalScreen[tuple[date, float] | NoExam | None]):
    """Gives the day of the exam and the minutes a day to learn; NoExam; or None where nothing is to change."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "exam_day.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, day: date | None, minutes: float, today: date) -> None:
        """`day` is the one that is kept, None where none is; `today` is that of the learner's calendar."""
        super().__init__()
        self._day = day
        self._minutes = minutes
        self._today = today

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label("The day of the exam", classes="heading")
            yield Label(f"Year, month and day; today is {self._today.isoformat()}.")
            yield Input(
                "" if self._day is None else self._day.isoformat(),
                id="day",
                placeholder=f"{self._today.year + 1}-01-15",
                max_length=20,
                compact=True,
            )
            yield Label("Minutes a day to learn for it:")
            yield Input(f"{self._minutes:g}", id="minutes", max_length=10, compact=True)
            yield Static(id="fault", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Keep", id="keep", variant="primary", compact=True)
                if self._day is not None:
                    yield Button("No exam", id="forget", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    @on(Input.Submitted)
    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        day = read_day(self.query_one("#day", Input).value, self._today)
        minutes = read_minutes(self.query_one("#minutes", Input).value)
        if isinstance(day, str):
            self._refuse("#day", day)
        elif isinstance(minutes, str):
            self._refuse("#minutes", minutes)
        else:
            self._close((day, minutes))

    def _refuse(self, place: str, fault: str) -> None:
        self.query_one("#fault", Static).update(Content.styled(fault, "bold $text-error"))
        self.query_one(place, Input).focus()

    @on(Input.Changed)
    def _forgive(self) -> None:
        self.query_one("#fault", Static).update("")

    @on(Button.Pressed, "#forget")
    def _forget(self) -> None:
        self._close(NoExam())

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, wish: tuple[date, float] | NoExam | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(wish)
