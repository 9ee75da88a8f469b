"""Which sentence of the document proves the answer."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static

from quiz.core.document import Document
from quiz.core.proof import statements_of
from quiz.tui.widgets.tracked_list import TrackedList
from quiz.tui.widgets.typesetting import hang, stack


class Unsaid:
    """The wish to hand in the answer without a proof."""


class ProofDialog(ModalScreen[str | Unsaid | None]):
    """Gives the statement that the learner marks, Unsaid to do without, or None to go back to the answer."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Back", show=False)]

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._statements = statements_of(document)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static("Which sentence proves your answer?", classes="heading")
            yield Static("The arrows move, enter marks.", classes="hint")
            yield TrackedList(id="statements")
            with Horizontal(classes="buttons"):
                yield Button("Skip", id="skip", compact=True)
                yield Button("Back", id="cancel", compact=True)

    def on_mount(self) -> None:
        self.query_one(TrackedList).focus()

    def on_resize(self) -> None:
        width = max(self.query_one(TrackedList).content_size.width - 3, 10)
        rows = []
        section = ""
        for place, (title, statement) in enumerate(self._statements):
            heading = hang("", Content.styled(title, "bold $primary"), width) if title != section else []
            section = title
            rows.append((str(place), stack([*heading, *hang("· ", statement, width)])))
        self.query_one(TrackedList).show(rows)

    @on(OptionList.OptionSelected)
    def _mark(self, message: OptionList.OptionSelected) -> None:
        self._close(self._statements[message.option_index][1])

    @on(Button.Pressed, "#skip")
    def _skip(self) -> None:
        self._close(Unsaid())

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, wish: str | Unsaid | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(wish)
