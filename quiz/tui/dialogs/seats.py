"""Who is in the room, and what the host can do about each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from quiz.core.text import fold, one_line
from quiz.live.protocol import Command, CommandName, Seated
from quiz.tui import commands, drill_commands
from quiz.tui.dialogs.confirmation import ConfirmationDialog
from quiz.tui.dialogs.entry import EntryDialog
from quiz.tui.drill_messages import CommandWanted
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.seat_names import figures_of
from quiz.tui.widgets.tracked_list import TrackedList

_MINUTE = 60_000
_MOST_EXTRA = 10.0


class SeatsDialog(ModalScreen[None]):
    """Lists the seats, the latest first, and posts what the host wants done; `show` keeps the list up to date."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "seats.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(drill_commands.SEATS)]
    OFFERS: ClassVar[tuple[commands.Command, ...]] = drill_commands.SEATS

    def __init__(self, seats: Sequence[Seated], now: Callable[[], int], keys: Mapping[str, str]) -> None:
        """`now` is the server's clock; `keys` are those of the commands that the settings give others."""
        super().__init__()
        self._keys = keys
        self._seats = list(reversed(seats))
        self._now = now

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(id="figures", classes="heading")
            yield TrackedList(id="seats")
            fault = Static(id="fault")
            fault.display = False
            yield fault
            yield KeyHints(id="seat-hints")

    def on_mount(self) -> None:
        self._list.focus()
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def show(self, seats: Sequence[Seated]) -> None:
        """Lists these seats, and keeps the highlight on the learner it was on."""
        if [*reversed(seats)] == self._seats:
            return
        chosen = self._chosen
        self._seats = list(reversed(seats))
        self._draw()
        places = {seat["id"]: place for place, seat in enumerate(self._seats)}
        if chosen and (place := places.get(chosen["id"])) is not None:
            self._list.highlighted = place

    def tell(self, fault: str) -> None:
        """Says why what was wanted was not done, until something else is."""
        said = self.query_one("#fault", Static)
        said.update(Content.styled(one_line(fault), "bold $text-error"))
        said.display = bool(fault)

    @property
    def _list(self) -> TrackedList:
        return self.query_one(TrackedList)

    @property
    def _chosen(self) -> Seated | None:
        place = self._list.highlighted
        return self._seats[place] if place is not None and place < len(self._seats) else None

    def _draw(self) -> None:
        connected = sum(seat["is_connected"] for seat in self._seats)
        self.query_one("#figures", Static).update(figures_of(len(self._seats), connected))
        width = max(self._list.content_size.width - 3, 8)
        self._list.show([(seat["id"], _row(seat).truncate(width, ellipsis=True)) for seat in self._seats])
        self.query_one(KeyHints).show(commands.hints(self.offers, drill_commands.SEATS, self._keys, {}))

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        return action == "close" or bool(self._seats)

    # What is done. A click or enter on a row only highlights it: to send someone out takes a key of its own.

    @on(OptionList.OptionSelected)
    def _stay(self, message: OptionList.OptionSelected) -> None:
        message.stop()

    def _post(self, command: Command) -> None:
        self.tell("")
        self.app.post_message(CommandWanted(command))

    def action_rename(self) -> None:
        if (seat := self._chosen) is None:
            return

        def rename(name: str | None) -> None:
            if name and name != seat["name"]:
                self._post({"command": "rename", "learner": seat["id"], "name": name})

        def fault_of(name: str) -> str:
            others = {fold(other["name"]) for other in self._seats if other["id"] != seat["id"]}
            return "Somebody here has this name already." if fold(name) in others else ""

        dialog = EntryDialog("Rename", "What is the name to be?", seat["name"], fault_of=fault_of)
        self.app.push_screen(dialog, rename)

    def action_grant(self) -> None:
        if (seat := self._chosen) is None:
            return

        def grant(line: str | None) -> None:
            if line is not None and (factor := _factor(line)) is not None:
                self._post({"command": "grant", "learner": seat["id"], "extra_time": factor})

        question = f"How much more time for {one_line(seat['name'])}, in per cent? 25, 50 and 100 are common."
        now = f"{round((seat['extra_time'] - 1) * 100)}"
        self.app.push_screen(EntryDialog("Extra time", question, now, longest=5, fault_of=_no_factor), grant)

    def action_kick(self) -> None:
        self._send_out("kick", "Send out", "Whoever is sent out loses the seat, and may join again.")

    def action_ban(self) -> None:
        self._send_out("ban", "Send out for good", "Whoever is sent out for good cannot join again.")

    def _send_out(self, command: CommandName, heading: str, sentence: str) -> None:
        if (seat := self._chosen) is None:
            return

        def go_through(is_wanted: bool | None) -> None:
            if is_wanted:
                self._post({"command": command, "learner": seat["id"]})

        who = f"{heading}: {one_line(seat['name'])}?"
        self.app.push_screen(ConfirmationDialog(who, [sentence], "Send out", "Back", is_safe=False), go_through)

    def action_flood(self) -> None:
        since = self._now() - _MINUTE

        def go_through(is_wanted: bool | None) -> None:
            if is_wanted:
                self._post({"command": "kick_since", "since": since})

        heading = "Send out all who came in the last minute?"
        sentence = "This is for a flood of joins. Lock the room first, or they come back."
        self.app.push_screen(ConfirmationDialog(heading, [sentence], "Send out", "Back", is_safe=False), go_through)

    def action_close(self) -> None:
        if self.is_current:
            self.dismiss(None)


def _row(seat: Seated) -> Content:
    sign = ("● ", "$text-success") if seat["is_connected"] else ("○ ", "$foreground-muted")
    parts = [Content.assemble(sign, (one_line(seat["name"]), "bold"))]
    if seat["team"]:
        parts.append(Content.styled(one_line(seat["team"]), "$foreground-muted"))
    if not seat["is_connected"]:
        parts.append(Content.styled("not connected", "$foreground-muted"))
    if seat["has_answered"]:
        parts.append(Content("✓ answered"))
    if seat["extra_time"] > 1:
        parts.append(Content(f"+{round((seat['extra_time'] - 1) * 100)} % time"))
    return Content("  ").join(parts)


def _no_factor(line: str) -> str:
    most = round((_MOST_EXTRA - 1) * 100)
    return (
        "" if _factor(line) is not None else f"Type a number of per cent, from 0 to {most}: 50 for half as long again."
    )


def _factor(line: str) -> float | None:
    """The factor that a number of per cent more makes; None where it is no such number."""
    try:
        more = float(line.strip().removesuffix("%").replace(",", "."))
    except ValueError:
        return None
    factor = 1 + more / 100
    return factor if 1 <= factor <= _MOST_EXTRA else None
