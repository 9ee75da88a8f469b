"""Why what a rule found is right as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from quiz.core.text import one_line
from quiz.tui.widgets.more_below import MoreBelow
from quiz.tui.widgets.picks import Group, Picks
from quiz.tui.widgets.told import Remark


class Allowed(NamedTuple):
    """The id of a rule that is to be switched off, and the reason."""

    rule: str
    why: str


class AllowanceDialog(ModalScreen[Allowed | None]):
    """Gives which of the rules is switched off and why, None where none is; there is no doing so without a reason."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "allowance.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    reason = query_one(Input)

    def __init__(self, remarks: Sequence[Remark]) -> None:
        """`remarks` are what the rules found, one at least; of several the first is picked at first."""
        super().__init__()
        self._remarks = {remark.rule: remark for remark in reversed(remarks)}

    def compose(self) -> ComposeResult:
        rows = tuple((it.rule, f"{one_line(it.sentence)}  {it.rule}") for it in reversed(self._remarks.values()))
        with MoreBelow(classes="dialog", can_focus=False):
            yield Static("Leave it as it is?", classes="heading")
            if len(rows) > 1:
                yield Picks([Group("rule", "What was found", rows, is_single=True)], {"rule": {rows[0][0]}})
            else:
                yield Static(Content(rows[0][1]), classes="sentence")
            yield Static("Why is it right here? The reason is kept in the bank, and the rule finds this no more.")
            yield Input(max_length=500, placeholder="the reason")
            with Horizontal(classes="buttons"):
                yield Button("Leave it so", id="keep", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        self.reason.focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        why = one_line(self.reason.value)
        if not why:
            self.reason.placeholder = "without a reason it stays as it was found"
            self.reason.focus()
            return
        picks = self.query(Picks)
        (rule,) = picks.first().picked("rule") if picks else self._remarks
        self._close(Allowed(rule, why))

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, allowed: Allowed | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(allowed)
