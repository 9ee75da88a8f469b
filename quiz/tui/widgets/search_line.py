"""The line in which words are sought, over what they are sought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from quiz.core.documents.outline import found_from
from quiz.tui.widgets.key_hints import Hint


class SearchLine(Input):
    """Finds at each key what has the words; down and up find the next and the one before, enter goes on from there.

    It is there only while something is sought. Escape and tab close it wherever the search stands, and enter does not
    where nothing was found.
    """

    DEFAULT_CSS = """
    SearchLine {
        display: none;

        &.-open {
            display: block;
        }

        &.-not-found {
            color: $text-error;
            text-style: bold;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Go on from there", show=False),
        Binding("down", "seek(1)", "Next", show=False),
        Binding("up", "seek(-1)", "Before", show=False),
        Binding("escape,tab", "close", "Close", show=False),
    ]
    HINTS = (
        Hint("enter", "go there", "focused.take"),
        Hint("↓", "next", "focused.seek(1)"),
        Hint("↑", "before", "focused.seek(-1)"),
        Hint("escape", "close", "focused.close"),
    )

    class Found(Message):
        """The place of what has the words."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class Closed(Message):
        """What was found is to be gone on with."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(id=id, placeholder=placeholder, max_length=100, compact=True)
        self._texts: Sequence[str] = ()
        self._at: Callable[[], int] = int

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    def open(self, texts: Sequence[str], at: Callable[[], int]) -> None:
        """Seeks in the texts, which are folded, from the place that `at` gives."""
        self._texts, self._at = texts, at
        self.add_class("-open")
        self.focus()

    @on(Input.Changed)
    def _seek_anew(self, message: Input.Changed) -> None:
        message.stop()
        self.action_seek(0)

    def action_seek(self, step: int) -> None:
        """Finds the words in that direction; with 0, where one is or after it."""
        place = found_from(self._texts, self.value, self._at() + step, step or 1)
        self.set_class(place is None and bool(self.value.strip()), "-not-found")
        if place is not None:
            self.post_message(self.Found(place))

    def action_take(self) -> None:
        if not self.has_class("-not-found"):
            self.action_close()

    def action_close(self) -> None:
        self.remove_class("-open", "-not-found")
        self.post_message(self.Closed())
