"""One line to type, for a name or a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from quiz.core.text import one_line


class EntryDialog(ModalScreen[str | None]):
    """Gives the line as it was typed, None where nothing is to change."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(
        self,
        heading: str,
        question: str,
        text: str = "",
        *,
        longest: int = 60,
        fault_of: Callable[[str], str] = lambda line: "",  # noqa: ARG005
    ) -> None:
        """`fault_of` says why a line will not do, in a sentence, and nothing where it will."""
        super().__init__()
        self._fault_of = fault_of
        self._heading = heading
        self._question = question
        self._text = one_line(text)
        self._longest = longest

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(self._heading), classes="heading")
            yield Static(Content(self._question))
            yield Input(self._text, max_length=self._longest)
            fault = Static(id="fault")
            fault.display = False
            yield fault
            with Horizontal(classes="buttons"):
                yield Button("Keep", id="keep", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    @on(Input.Submitted)
    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        line = one_line(self.query_one(Input).value)
        if fault := self._fault_of(line):
            said = self.query_one("#fault", Static)
            said.update(Content.styled(fault, "bold $text-error"))
            said.display = True
            self.query_one(Input).focus()
        else:
            self._close(line)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, line: str | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(line)
