"""Text to type, as high as what is typed."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widgets import Input, TextArea

_HIGHEST = 8


class TypedText(TextArea):
    """One text of a question: enter goes on to the next text, ctrl+j begins a new line."""

    DEFAULT_CSS = "TypedText { height: auto; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the text hears of the key, or what is typed right after it would go there as well.
        Binding("enter", "go_on", "Next text", show=False, priority=True),
        Binding("ctrl+a", "select_all", "Mark all", show=False),
    ]

    def __init__(self, part: str, text: str, placeholder: str = "") -> None:
        """`part` names the text, as `quiz.core.drafting.Draft` does."""
        super().__init__(text, compact=True, highlight_cursor_line=False, placeholder=placeholder)
        self.cursor_blink = False
        self.part = part

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return max(1, min(self.wrapped_document.height, _HIGHEST))

    def on_text_area_changed(self) -> None:
        self.refresh(layout=True)

    def action_go_on(self) -> None:
        """Goes to the next text below, of whatever kind; after the last to what is chosen there, and never back up."""
        later = self.screen.focus_chain[self.screen.focus_chain.index(self) + 1 :]
        texts = [each for each in later if isinstance(each, TypedText | Input)]
        if following := texts or later:
            self.screen.set_focus(following[0])

    async def _on_key(self, event: events.Key) -> None:
        if event.key != "ctrl+j":
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        self.insert("\n")


class TypedLine(Input):
    """One line to type in the form of a question."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", "Mark all", show=False)]
