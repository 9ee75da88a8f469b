"""What to study: topics, kinds, levels, and how many questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from quiz.core.bank import Bank
from quiz.core.questions import Kind, Level
from quiz.core.reports.progress import Standing
from quiz.core.selection import MISSED, UNSEEN, Selection, all_tags, fitting
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.widgets.more_below import MoreBelow
from quiz.tui.widgets.picks import Group, Picks

_KINDS = {Kind.CHOICE: "single answer", Kind.MULTIPLE: "several answers", Kind.MATCHING: "matching"}
_STANDINGS = {
    "unseen": ("not answered yet", UNSEEN),
    "missed": ("missed last time", MISSED),
    "right": ("right last time", frozenset({Standing.RIGHT})),
}
_COUNTS = (5, 10, 20, 50)
_ALL = "all"


class SelectionDialog(ModalScreen[Selection | None]):
    """Gives the selection, or None where nothing is to start. A group without a mark leaves that side open."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.SELECTION)]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.SELECTION

    def __init__(self, bank: Bank, standings: Mapping[str, Standing], count: int) -> None:
        super().__init__()
        self._bank = bank
        self._standings = standings
        self._count = count

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(Content(f"Study: {self._bank.title}"), classes="heading")
            yield Static("Space marks, enter starts, ? helps. No mark in a group: all.", classes="hint")
            with MoreBelow(id="groups", can_focus=False):
                yield Picks(self._groups(), {"count": {str(self._count)}})
            yield Static(id="fitting")
            with Horizontal(classes="buttons"):
                yield Button("Start", id="start", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def _groups(self) -> list[Group]:
        counts = sorted({*_COUNTS, self._count})
        groups = [
            Group("topics", "Topics", tuple(self._bank.topics.items())),
            Group("kinds", "Kinds", tuple((str(kind), title) for kind, title in _KINDS.items())),
            Group("levels", "Levels", tuple((str(level), str(level)) for level in Level)),
            Group("standings", "Standing", tuple((name, title) for name, (title, _) in _STANDINGS.items())),
            Group("count", "How many", (*((str(n), str(n)) for n in counts), (_ALL, _ALL)), is_single=True),
        ]
        if tags := all_tags(self._bank.catalogue):
            groups.append(Group("tags", "Tags", tuple((tag, tag) for tag in tags)))
        return groups

    def on_mount(self) -> None:
        self.query_one(Picks).focus()
        self._show_number()

    def _selection(self) -> Selection:
        picks = self.query_one(Picks)
        (count,) = picks.picked("count")
        standings = [_STANDINGS[name][1] for name in picks.picked("standings")]
        return Selection(
            topics=picks.picked("topics"),
            kinds=frozenset(map(Kind, picks.picked("kinds"))),
            levels=frozenset(map(Level, picks.picked("levels"))),
            tags=picks.picked("tags") if all_tags(self._bank.catalogue) else frozenset(),
            standings=frozenset().union(*standings),
            count=None if count == _ALL else int(count),
        )

    @on(Picks.Changed)
    def _show_number(self) -> None:
        wanted = self._selection()
        fit = len(fitting(self._bank, replace(wanted, count=None), self._standings))
        asked = fit if wanted.count is None else min(fit, wanted.count)
        self.query_one("#fitting", Static).update(f"{fit} fit, {asked} will be asked.")
        self.query_one("#start", Button).disabled = not fit

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        return action != "start" or not self.query_one("#start", Button).disabled

    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        if self.offers("start"):
            self._close(self._selection())

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, wish: Selection | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(wish)
