"""All questions of a drill, for the host to ask another than the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from quiz.core.text import one_line
from quiz.live.protocol import Asked, HostQuestion
from quiz.tui import commands, drill_commands
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.tracked_list import TrackedList

_SIGNS: Mapping[Asked, tuple[str, str]] = {
    "waiting": ("·", "$foreground-muted"),
    "asked": ("●", "$text-warning"),
    "revealed": ("✓", "$text-success"),
}
_HOW = "✓ revealed  ● asked  · not yet. Enter asks the highlighted one."
_WAS_ASKED = "This question was asked already. Choose one that was not."


class QuestionsDialog(ModalScreen[int | None]):
    """Gives the place of the question to be asked, None to stay; `show` keeps the list up to date."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "drill_questions.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(drill_commands.QUESTIONS)]
    OFFERS: ClassVar[tuple[commands.Command, ...]] = drill_commands.QUESTIONS

    def __init__(self, questions: Sequence[HostQuestion], place: int, keys: Mapping[str, str]) -> None:
        """`place` is where the drill is, -1 before the first; `keys` are those that the settings give otherwise."""
        super().__init__()
        self._questions = tuple(questions)
        self._place = place
        self._keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(id="standing", classes="heading")
            yield Static(_HOW, id="how", classes="hint")
            yield TrackedList(id="questions")
            yield KeyHints(id="question-hints")

    def on_mount(self) -> None:
        self._list.focus()
        self._draw()
        self._list.highlighted = self._next(self._place) or 0

    def on_resize(self) -> None:
        self._draw()

    def show(self, questions: Sequence[HostQuestion], place: int) -> None:
        """Lists the questions as they stand now."""
        if (tuple(questions), place) != (self._questions, self._place):
            self._questions, self._place = tuple(questions), place
            self._draw()

    @property
    def _list(self) -> TrackedList:
        return self.query_one(TrackedList)

    def _draw(self) -> None:
        asked = sum(question["state"] != "waiting" for question in self._questions)
        self.query_one("#standing", Static).update(f"{asked} of {len(self._questions)} questions were asked")
        width = max(self._list.content_size.width - 3, 8)
        rows = range(len(self._questions))
        self._list.show([(str(place), self._row(place).truncate(width, ellipsis=True)) for place in rows])
        self.query_one(KeyHints).show(commands.hints(self.offers, drill_commands.QUESTIONS, self._keys, {}))

    def _row(self, place: int) -> Content:
        question = self._questions[place]
        return Content.assemble(
            (f"{place + 1:>{len(str(len(self._questions)))}} ", "bold $primary"),
            _SIGNS[question["state"]],
            "▸" if place == self._place else " ",
            one_line(question["stem"]),
        )

    def _next(self, here: int) -> int | None:
        """The next question after this place that was not asked, from the start again after the last."""
        count = len(self._questions)
        following = [(here + step) % count for step in range(1, count + 1)]
        return next((place for place in following if self._questions[place]["state"] == "waiting"), None)

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        return action != "find" or self._next(self._place) is not None

    def action_find(self) -> None:
        """Highlights the next question that was not asked."""
        if (place := self._next(self._list.highlighted or 0)) is not None:
            self._list.highlighted = place

    @on(OptionList.OptionHighlighted)
    def _say_how(self) -> None:
        self.query_one("#how", Static).update(_HOW)

    @on(OptionList.OptionSelected)
    def _ask(self, message: OptionList.OptionSelected) -> None:
        if self._questions[message.option_index]["state"] == "waiting":
            self._close(message.option_index)
        else:
            self.query_one("#how", Static).update(_WAS_ASKED)

    def action_close(self) -> None:
        self._close(None)

    def _close(self, place: int | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(place)
