"""The note on a question that is marked for later."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label

from quiz.core.text import one_line


class Unmark:
    """The wish that the question be marked no longer."""


class NoteDialog(ModalScreen[str | Unmark | None]):
    """Gives the note, which may be empty; Unmark; or None where nothing is to change."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, note: str | None) -> None:
        """`note` is that of a question marked already, None for one that is not."""
        super().__init__()
        self._note = None if note is None else one_line(note)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label("Marked for later" if self._note is not None else "Mark for later", classes="heading")
            yield Label("What is wrong with it, if anything?")
            yield Input(self._note or "", placeholder="a note, or nothing", max_length=500)
            with Horizontal(classes="buttons"):
                yield Button("Mark", id="mark", variant="primary", compact=True)
                if self._note is not None:
                    yield Button("Remove the mark", id="unmark", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    @on(Input.Submitted)
    @on(Button.Pressed, "#mark")
    def _keep(self) -> None:
        self._close(one_line(self.query_one(Input).value))

    @on(Button.Pressed, "#unmark")
    def _remove(self) -> None:
        self._close(Unmark())

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, wish: str | Unmark | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(wish)
