"""All questions of an exam at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from quiz.core.exams.map import Place, Status
from quiz.core.exams.words import standing_sentence
from quiz.core.text import one_line
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.widgets.exam_strip import LEGEND, sign_of
from quiz.tui.widgets.tracked_list import TrackedList


class QuestionMapDialog(ModalScreen[int | None]):
    """Gives the place that the learner wants to go to, None to stay."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "exam.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.EXAM_MAP)]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.EXAM_MAP

    def __init__(self, places: Sequence[Place], stems: Sequence[str]) -> None:
        """`stems` has the stem of each place."""
        super().__init__()
        self._places = tuple(places)
        self._stems = tuple(map(one_line, stems))

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(standing_sentence(self._places), classes="heading")
            yield Static(
                f"{LEGEND}. Enter goes there, u finds the next unanswered, escape closes, ? helps.",
                id="legend",
            )
            yield TrackedList(id="places")

    def on_mount(self) -> None:
        self._list.focus()

    @property
    def _list(self) -> TrackedList:
        return self.query_one(TrackedList)

    def on_resize(self) -> None:
        position = next(i for i, place in enumerate(self._places) if place.is_current)
        if self._list.highlighted is not None:
            position = self._list.highlighted
        width = max(self._list.content_size.width - 3, 8)
        self._list.show([(str(i), self._row(i).truncate(width, ellipsis=True)) for i in range(len(self._places))])
        self._list.highlighted = position

    def _row(self, number: int) -> Content:
        place = self._places[number]
        return Content.assemble(
            (f"{number + 1:>{len(str(len(self._places)))}} ", "bold $primary"),
            sign_of(place),
            "▸" if place.is_current else " ",
            "(time used up) " if place.is_locked else "",
            self._stems[number],
        )

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        return action != "find_unanswered" or any(place.status is Status.UNANSWERED for place in self._places)

    def action_find_unanswered(self) -> None:
        """Highlights the next unanswered question after the highlighted one, from the start again after the last."""
        count = len(self._places)
        here = self._list.highlighted or 0
        following = [(here + step) % count for step in range(1, count + 1)]
        found = next((i for i in following if self._places[i].status is Status.UNANSWERED), None)
        if found is not None:
            self._list.highlighted = found

    @on(OptionList.OptionSelected)
    def _go_there(self, message: OptionList.OptionSelected) -> None:
        self._close(message.option_index)

    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, place: int | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(place)
