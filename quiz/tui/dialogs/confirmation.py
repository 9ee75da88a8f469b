"""What cannot be taken back, asked for once more."""

from __future__ import annotations

from collections.abc import Sequence
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


class ConfirmationDialog(ModalScreen[bool]):
    """Gives true where the learner goes through with it; y and n answer too, and the safer answer has the focus."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "exam.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "cancel", "Back", show=False),
        Binding("y", "go_through", "Go through with it", show=False),
        Binding("left", "app.focus_previous", "Left", show=False),
        Binding("right", "app.focus_next", "Right", show=False),
    ]

    def __init__(self, heading: str, sentences: Sequence[str], yes: str, no: str, *, is_safe: bool) -> None:
        """`is_safe` where nothing is lost by going through with it."""
        super().__init__()
        self._heading = heading
        self._sentences = tuple(sentences)
        self._yes = yes
        self._no = no
        self._is_safe = is_safe

    def compose(self) -> ComposeResult:
        with MoreBelow(classes="dialog", can_focus=False):
            yield Static(Content(self._heading), classes="heading")
            for sentence in self._sentences:
                yield Static(Content(sentence), classes="sentence")
            with Horizontal(classes="buttons"):
                yield Button(
                    f"{self._yes} (y)", id="yes", variant="primary" if self._is_safe else "default", compact=True
                )
                yield Button(
                    f"{self._no} (n)", id="no", variant="default" if self._is_safe else "primary", compact=True
                )

    def on_mount(self) -> None:
        self.query_one("#yes" if self._is_safe else "#no", Button).focus()

    @on(Button.Pressed, "#yes")
    def action_go_through(self) -> None:
        self._close(is_wanted=True)

    @on(Button.Pressed, "#no")
    def action_cancel(self) -> None:
        self._close(is_wanted=False)

    def _close(self, *, is_wanted: bool) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(is_wanted)
