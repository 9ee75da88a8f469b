"""The note on a question that is marked for later."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label


class Unmark:
    """The wish that the question be marked no longer."""


class NoteDialog(ModalScreen[str | Unmark | None]):
    """Gives the note, which may be empty; Unmark; or None where nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Cancel", show=False)]

    def __init__(self, note: str | None) -> None:
        """`note` is that of a question marked already, None for one that is not."""
        super().__init__()
        self._note = note

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
        self.dismiss(self.query_one(Input).value.strip())

    @on(Button.Pressed, "#unmark")
    def _remove(self) -> None:
        self.dismiss(Unmark())

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)
