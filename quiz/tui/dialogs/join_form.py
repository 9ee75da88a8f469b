"""What is asked before a seat in a drill is taken."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, RadioButton, RadioSet, Static

from quiz.core.text import one_line
from quiz.live.client.joining import Entry
from quiz.live.protocol import Room
from quiz.tui.widgets.more_below import MoreBelow


class JoinForm(ModalScreen[Entry | None]):
    """Gives what was entered, None where the learner leaves."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "join_form.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Leave", show=False)]

    def __init__(self, room: Room, entry: Entry, fault: str = "") -> None:
        """`entry` is what is known already, `fault` why that did not do."""
        super().__init__()
        self._room = room
        self._entry = entry
        self._fault = fault

    def compose(self) -> ComposeResult:
        room, entry = self._room, self._entry
        with MoreBelow(classes="dialog", can_focus=False):
            yield Static(Content(one_line(room["title"])), classes="heading")
            if room["draws_names"]:
                yield Static("Your name is drawn for you.")
            else:
                yield Static("Your name, as all here will see it:")
                yield Input(entry.name, id="name", max_length=60, compact=True)
            if room["teams"]:
                yield Static("Your team:")
                with RadioSet(id="team", compact=True):
                    for team in room["teams"]:
                        yield RadioButton(Content(one_line(team)), value=team == entry.team)
            if room["wants_identifier"]:
                yield Static("Your number or address in the class list, which only the report shows:")
                yield Input(entry.identifier, id="identifier", max_length=100, compact=True)
            if room["wants_number"]:
                yield Static("The two digits on the wall:")
                yield Input(entry.number, id="number", max_length=4, compact=True)
            yield Static(Content.styled(self._fault, "bold $text-error"), id="fault")
            with Horizontal(classes="buttons"):
                yield Button("Join", id="join", variant="primary", compact=True)
                yield Button("Leave", id="leave", compact=True)

    def on_mount(self) -> None:
        empty = [each for each in self.query(Input) if not each.value]
        first = next(iter([*empty, *self.query(Input), *self.query(RadioSet)]), self.query_one("#join", Button))
        first.focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#join")
    def _join(self) -> None:
        empty = next((each for each in self.query(Input) if not each.value.strip()), None)
        if empty is not None and empty.id != "identifier":
            empty.focus()
            return
        team = ""
        for choices in self.query(RadioSet):
            if choices.pressed_index < 0:
                choices.focus()
                return
            team = self._room["teams"][choices.pressed_index]
        self._close(Entry(self._typed("name"), team, self._typed("identifier"), self._typed("number")))

    def _typed(self, name: str) -> str:
        return next((one_line(each.value) for each in self.query(Input) if each.id == name), "")

    @on(Input.Changed)
    def _forgive(self, message: Input.Changed) -> None:
        # What stands there from the start is told as a change too.
        if message.value != self._entry._asdict().get(message.input.id or ""):
            self.query_one("#fault", Static).update("")

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, entry: Entry | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(entry)
