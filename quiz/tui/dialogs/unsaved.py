"""What becomes of changes that are not saved."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from quiz.tui.widgets.more_below import MoreBelow


class Unsaved(Enum):
    """What to do with them: save them, drop them, or go back to them."""

    SAVE = auto()
    DROP = auto()
    BACK = auto()


class UnsavedDialog(ModalScreen[Unsaved]):
    """Asks what becomes of the changes; s, d and escape answer too. What cannot be saved yet is not offered to be."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "exam.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b", "answer('BACK')", "Back", show=False),
        Binding("s", "answer('SAVE')", "Save", show=False),
        Binding("d", "answer('DROP')", "Drop", show=False),
        Binding("left", "app.focus_previous", "Left", show=False),
        Binding("right", "app.focus_next", "Right", show=False),
    ]

    def __init__(self, missing: int) -> None:
        """`missing` is the number of things without which the question cannot be saved."""
        super().__init__()
        self._missing = missing

    def compose(self) -> ComposeResult:
        with MoreBelow(classes="dialog", can_focus=False):
            yield Static("The question is not saved", classes="heading")
            yield Static(Content(self._sentence), classes="sentence")
            with Horizontal(classes="buttons"):
                if not self._missing:
                    yield Button("Save (s)", id="save", variant="primary", compact=True)
                yield Button("Drop (d)", id="drop", compact=True)
                yield Button("Back (b)", id="back", variant="primary" if self._missing else "default", compact=True)

    @property
    def _sentence(self) -> str:
        if not self._missing:
            return "Save what you changed, or drop it? What is dropped cannot be had again."
        what = "1 thing is" if self._missing == 1 else f"{self._missing} things are"
        return f"It cannot be saved yet: {what} missing, which the form names. What is dropped cannot be had again."

    def on_mount(self) -> None:
        self.query_one("#back" if self._missing else "#save", Button).focus()

    @on(Button.Pressed)
    def _answer_pressed(self, message: Button.Pressed) -> None:
        self.action_answer((message.button.id or "").upper())

    def action_answer(self, name: str) -> None:
        answer = Unsaved[name]
        if answer is Unsaved.SAVE and self._missing:
            return
        if self.is_current:  # or it is closed already: a key was pressed twice
            self.dismiss(answer)
