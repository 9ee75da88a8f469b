"""The page of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from quiz.tui.commands import ANSWERING, Command, key_of


class KeysDialog(ModalScreen[None]):
    """The keys of a screen with what they do; any of escape, enter, q and ? closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,question_mark", "dismiss", "Close", show=False),
    ]

    def __init__(self, commands: Sequence[Command], keys: Mapping[str, str], *, is_answering: bool) -> None:
        super().__init__()
        self._rows = [(key_of(command, keys), command.help) for command in commands]
        self._rows.append(("ctrl+p", "Everything by name, in the command palette"))
        self._answering = [*ANSWERING] if is_answering else []

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            if self._answering:
                yield Static("Answering", classes="heading")
                yield from self._table(self._answering)
            yield Static("Commands", classes="heading")
            yield from self._table(self._rows)
            yield Static(Content.styled("Close with escape.", "$foreground-muted"))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def on_click(self) -> None:
        self.dismiss(None)

    @staticmethod
    def _table(rows: Sequence[tuple[str, str]]) -> ComposeResult:
        for key, text in rows:
            yield Static(Content.assemble((f"{key:<13} ", "bold $primary"), text), classes="row")
