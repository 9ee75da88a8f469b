"""A list whose highlighted row the terminal's cursor follows."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Offset, Region
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class TrackedList(OptionList):
    """Rows to choose from, each as high as its text; screen readers and braille displays follow the highlighted one.

    Where the list does not scroll, what is around it does. The arrows show all of the highlighted row before they move
    on to another, and up, at the first row, shows what stands above the list.
    """

    # Narrower than this a row would have no cell for its text, and Textual wraps no text to none.
    DEFAULT_CSS = "TrackedList { min-width: 8; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show(self, rows: list[tuple[str, Content]]) -> None:
        """Shows these rows, (id, text) each, and keeps the highlight at its place."""
        highlighted = self.highlighted or 0
        self.set_options([Option(text, id=name) for name, text in rows])
        if rows:
            self.highlighted = min(highlighted, len(rows) - 1)

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self.call_after_refresh(self._show_row)

    def on_focus(self) -> None:
        self.call_after_refresh(self.place_cursor)

    def on_resize(self) -> None:
        self.call_after_refresh(self.place_cursor)

    # The keys

    def action_cursor_up(self) -> None:
        row, window = self._row, self._window
        is_at_the_top = self.highlighted == 0 and row.y >= window.y
        if not self._scroll_in(window.y if is_at_the_top else window.y - row.y, -1):
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        if not self._scroll_in(self._row.bottom - self._window.bottom, 1):
            super().action_cursor_down()

    def _scroll_in(self, hidden: int, direction: int) -> bool:
        """Whether hidden lines were there, and are scrolled into view now: almost a window of them at most."""
        scroller, step = self._scroller, min(hidden, max(self._window.height - 1, 1))
        now = scroller.scroll_offset.y
        then = max(0, min(now + direction * step, scroller.max_scroll_y))
        if hidden <= 0 or then == now:
            return False
        scroller.scroll_to(y=then, animate=False, immediate=True)
        self.call_after_refresh(self.place_cursor)
        return True

    def action_page_up(self) -> None:
        self._turn_page(-1)

    def action_page_down(self) -> None:
        self._turn_page(1)

    def _turn_page(self, direction: int) -> None:
        """Moves the highlight by as many rows as are in view together, and by one at least."""
        starts = self._index_to_line
        if self.highlighted is None or not starts:
            return  # no row has a line where there is no room for one
        aim = starts[self.highlighted] + direction * self._window.height
        if direction > 0:
            self.highlighted = max(self.highlighted + 1, *(row for row, start in starts.items() if start <= aim))
        else:
            self.highlighted = min(self.highlighted - 1, *(row for row, start in starts.items() if start >= aim))

    # What is in view

    @property
    def _scroller(self) -> Widget:
        """What scrolls: the list, or else what is around it."""
        return self.parent if not self.max_scroll_y and isinstance(self.parent, Widget) else self

    @property
    def _window(self) -> Region:
        """What is in view of that which scrolls."""
        return self._scroller.scrollable_content_region.at_offset(self._scroller.scroll_offset)

    @property
    def _row(self) -> Region:
        """Where the highlighted row is in that which scrolls."""
        place = self.highlighted or 0
        top = 0 if self._scroller is self else self.virtual_region.y
        # OptionList knows where its rows begin at the width they are drawn at, and has no other name for it.
        return Region(0, top + self._index_to_line.get(place, 0), 1, self._heights.get(place, 0))

    def _show_row(self) -> None:
        """Scrolls to the highlighted row; the first one leaves in view what stands above, until something scrolled."""
        if self.highlighted or self._scroller.scroll_offset.y:
            self._scroller.scroll_to_region(self._row, animate=False, force=True, immediate=True)
        self.call_after_refresh(self.place_cursor)

    def place_cursor(self) -> None:
        """Puts the terminal's cursor on the highlighted row, if it is in view."""
        row, window = self._row, self._window
        if self.has_focus and self.highlighted is not None and window.y <= row.y < window.bottom:
            top = self._scroller.scrollable_content_region.y
            self.app.cursor_position = Offset(self.content_region.x, top + row.y - window.y)
            self.refresh()  # the terminal's cursor moves only when something is drawn
