"""The page of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from quiz.tui import author_commands, drill_commands
from quiz.tui.commands import ANSWERING, OTHER_KEYS, Command, key_of
from quiz.tui.widgets.more_below import MoreBelow
from quiz.tui.widgets.typesetting import hang, stack

_KEY_COLUMN = 11
"""Cells of the column of keys, or more where a key is longer."""

_OTHER_KEYS = {**OTHER_KEYS, **author_commands.OTHER_KEYS, **drill_commands.OTHER_KEYS}


class KeyTable(Widget):
    """Keys with what they do, in two columns."""

    DEFAULT_CSS = "KeyTable { height: auto; width: 1fr; }"

    def __init__(self, rows: Sequence[tuple[str, str]], column: int) -> None:
        """`column` is how many cells the keys have."""
        super().__init__()
        self._rows = rows
        self._column = column

    def _lines(self, width: int) -> list[Content]:
        return [
            line
            for key, text in self._rows
            for line in hang(Content.styled(f"{key:<{self._column}}", "bold $primary"), text, width)
        ]

    def render(self) -> Content:
        return stack(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return len(self._lines(width))


class KeysDialog(ModalScreen[None]):
    """The keys of a screen with what they do; any of escape, enter, q, ? and F1 closes it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark,f1", "close", "Close", show=False),
    ]

    def __init__(self, commands: Sequence[Command], keys: Mapping[str, str], *, is_answering: bool) -> None:
        super().__init__()
        self._rows = [(key_of(command, keys), command.help) for command in commands]
        self._rows.append(("ctrl+p", "Everything by name, in the command palette"))
        answering = ("Answering", ANSWERING) if is_answering else ("", ())
        self._heading, self._others = _OTHER_KEYS.get(tuple(commands), answering)

    def compose(self) -> ComposeResult:
        column = max(_KEY_COLUMN, *(len(key) + 2 for key, _ in (*self._others, *self._rows)))
        with MoreBelow(classes="dialog"):
            if self._others:
                yield Static(self._heading, classes="heading")
                yield KeyTable(self._others, column)
            yield Static("Commands", classes="heading")
            yield KeyTable(self._rows, column)
            yield Static("Escape closes this page.", classes="hint")

    def on_mount(self) -> None:
        self.query_one(MoreBelow).focus()

    def on_click(self) -> None:
        self.action_close()

    def action_close(self) -> None:
        if self.is_current:
            self.dismiss(None)
