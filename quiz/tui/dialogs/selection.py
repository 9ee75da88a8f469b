"""What to study: topics, kinds, levels, and how many questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, SelectionList, Static
from textual.widgets.selection_list import Selection as Row

from quiz.core.progress import Standing
from quiz.core.questions import Bank, Kind, Level
from quiz.core.selection import MISSED, UNSEEN, Selection, fitting

_KINDS = {Kind.CHOICE: "single answer", Kind.MULTIPLE: "several answers", Kind.MATCHING: "matching"}
_STANDINGS = {"unseen": "not answered yet", "missed": "missed last time", "right": "right last time"}


class SelectionDialog(ModalScreen[Selection | None]):
    """Gives the selection, or None where nothing is to start. A group without a mark leaves that side open."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Cancel", show=False)]

    def __init__(self, bank: Bank, standings: Mapping[str, Standing], count: int) -> None:
        super().__init__()
        self._bank = bank
        self._standings = standings
        self._count = count

    def compose(self) -> ComposeResult:
        bank = self._bank
        with Vertical(classes="dialog -tall"):
            yield Static(Content(f"Study: {bank.title}"), classes="heading")
            yield Label("Mark what you want with space; no mark in a group means all of it.", classes="hint")
            with VerticalScroll(id="groups", can_focus=False):
                yield from self._group("topics", "Topics", [(title, topic) for topic, title in bank.topics.items()])
                yield from self._group("kinds", "Kinds", [(text, str(kind)) for kind, text in _KINDS.items()])
                yield from self._group("levels", "Levels", [(str(level), str(level)) for level in Level])
                yield from self._group("standings", "Standing", [(text, name) for name, text in _STANDINGS.items()])
                yield Label("How many questions at most", classes="group")
                yield Input(str(self._count), type="integer", id="count", max_length=6, compact=True)
            yield Static(id="fitting")
            with Horizontal(classes="buttons"):
                yield Button("Start", id="start", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    @staticmethod
    def _group(name: str, title: str, rows: list[tuple[str, str]]) -> ComposeResult:
        yield Label(title, classes="group")
        yield SelectionList[str](*(Row(Content(text), value) for text, value in rows), id=name, compact=True)

    def on_mount(self) -> None:
        self._show_number()

    def _selection(self) -> Selection:
        marked = {name: self.query_one(f"#{name}", SelectionList).selected for name in ("topics", "kinds", "levels")}
        standings: frozenset[Standing] = frozenset()
        for name in self.query_one("#standings", SelectionList).selected:
            standings |= {"unseen": UNSEEN, "missed": MISSED}.get(name, frozenset({Standing.RIGHT}))
        count = self.query_one("#count", Input).value
        return Selection(
            topics=frozenset(marked["topics"]),
            kinds=frozenset(Kind(name) for name in marked["kinds"]),
            levels=frozenset(Level(name) for name in marked["levels"]),
            standings=standings,
            count=max(int(count), 1) if count.isdecimal() else None,
        )

    @on(SelectionList.SelectedChanged)
    @on(Input.Changed)
    def _show_number(self) -> None:
        wanted = self._selection()
        fit = len(fitting(self._bank, replace(wanted, count=None), self._standings))
        asked = fit if wanted.count is None else min(fit, wanted.count)
        self.query_one("#fitting", Static).update(f"{fit} questions fit, {asked} will be asked.")
        self.query_one("#start", Button).disabled = not fit

    @on(Input.Submitted)
    @on(Button.Pressed, "#start")
    def _start(self) -> None:
        if not self.query_one("#start", Button).disabled:
            self.dismiss(self._selection())

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)
