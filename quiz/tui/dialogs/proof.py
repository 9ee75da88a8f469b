"""Which sentence of the document proves the answer."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static

from quiz.core.documents.document import Document
from quiz.core.proof import found_in, statements_of
from quiz.tui.widgets.tracked_list import TrackedList
from quiz.tui.widgets.typesetting import hang, stack

_MOVES = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}
_HOW = "Type to find, the arrows move, enter marks."


class Unsaid:
    """The wish to hand in the answer without a proof."""


class ProofDialog(ModalScreen[str | Unsaid | None]):
    """Gives the statement that the learner marks, Unsaid to do without, or None to go back to the answer.

    What is typed, wherever the focus is, is sought in the statements; the arrows go back to their list.
    """

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#statements"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", show=False),
        *(Binding(key, f"go_back({move!r})", show=False) for key, move in _MOVES.items()),
    ]

    statements = query_one("#statements", TrackedList)
    sought = query_one("#sought", Input)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._statements = statements_of(document)
        self._found: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static("Which sentence proves your answer?", classes="heading")
            yield Static(_HOW, id="how", classes="hint")
            yield Input(
                id="sought", placeholder="words of the sentence", max_length=100, compact=True, select_on_focus=False
            )
            yield TrackedList(id="statements")
            with Horizontal(classes="buttons"):
                yield Button("Skip", id="skip", compact=True)
                yield Button("Back", id="cancel", compact=True)

    def on_resize(self) -> None:
        self._show_found()

    @on(Input.Changed)
    def _seek(self) -> None:
        self._show_found()
        self.statements.highlighted = 0 if self._found else None

    def _show_found(self) -> None:
        width = max(self.statements.content_size.width - 3, 10)
        self._found = found_in(self._statements, self.sought.value)
        rows = []
        section = ""
        for place in self._found:
            title, statement = self._statements[place]
            heading = hang("", Content.styled(title, "bold $primary"), width) if title != section else []
            section = title
            rows.append((str(place), stack([*heading, *hang("· ", statement, width)])))
        self.statements.show(rows)
        self.query_one("#how", Static).update(_HOW if rows else "No sentence has all of these words.")

    def on_key(self, event: events.Key) -> None:
        if self.focused is not self.statements:
            return
        if event.key == "backspace" and self.sought.value:
            self.sought.action_delete_left()
        elif event.is_printable and event.character:
            self.sought.insert_text_at_cursor(event.character)
        else:
            return
        event.stop()
        self.sought.focus()

    async def action_go_back(self, move: str) -> None:
        """Moves in the list, from wherever the focus is."""
        self.statements.focus()
        await self.statements.run_action(move)

    @on(Input.Submitted)
    def _mark_highlighted(self) -> None:
        if self.statements.highlighted is not None:
            self._mark(self.statements.highlighted)

    @on(OptionList.OptionSelected)
    def _mark_selected(self, message: OptionList.OptionSelected) -> None:
        self._mark(message.option_index)

    def _mark(self, row: int) -> None:
        self._close(self._statements[self._found[row]][1])

    @on(Button.Pressed, "#skip")
    def _skip(self) -> None:
        self._close(Unsaid())

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, wish: str | Unsaid | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(wish)
