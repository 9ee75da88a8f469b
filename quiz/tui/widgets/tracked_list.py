"""A list whose highlighted row the terminal's cursor follows."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Offset
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class TrackedList(OptionList):
    """Rows of one height to choose from; screen readers and braille displays follow the highlighted one."""

    DEFAULT_CSS = "TrackedList { text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(self, row_height: int = 1, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._row_height = row_height

    def show(self, rows: list[tuple[str, Content]]) -> None:
        """Shows these rows, (id, text) each, and keeps the highlight at its place."""
        highlighted = self.highlighted or 0
        self.set_options([Option(text, id=name) for name, text in rows])
        if rows:
            self.highlighted = min(highlighted, len(rows) - 1)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self.call_after_refresh(self._place_cursor)

    def on_focus(self) -> None:
        self.call_after_refresh(self._place_cursor)

    def _place_cursor(self) -> None:
        if self.has_focus and self.highlighted is not None:
            region = self.content_region
            line = self.highlighted * self._row_height - self.scroll_offset.y
            self.app.cursor_position = Offset(region.x, region.y + line)
            self.refresh()  # the terminal's cursor moves only when something is drawn
