"""The document statement by statement, with a sign for each and a cursor on one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from quiz.core.documents.document import BlockKind, Document, Span, stand_close
from quiz.core.documents.outline import Row, rows_of
from quiz.tui.widgets.quoted_text import quoted_text
from quiz.tui.widgets.typesetting import fill, hang, stack

_ROWS_AT_ONCE = 3
"""Lines that the wheel moves."""


class Gutter(NamedTuple):
    """What stands before a statement: as many cells for each, and a style."""

    text: str
    style: str


NO_GUTTER = Gutter("", "")


class DocumentView(Widget, can_focus=True):
    """Draws what is in view alone, whatever the length of the document; the terminal's cursor follows the statement."""

    DEFAULT_CSS = "DocumentView { height: 1fr; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "turn_page(-1)", "Page up", show=False),
        Binding("pagedown", "turn_page(1)", "Page down", show=False),
        Binding("home", "go(0)", "Home", show=False),
        Binding("end", "go(-1)", "End", show=False),
    ]

    class Moved(Message):
        """The cursor is on another statement."""

        def __init__(self, view: DocumentView, statement: int) -> None:
            super().__init__()
            self.view = view
            self.statement = statement

        @property
        def control(self) -> DocumentView:
            return self.view

    class Pointed(Message):
        """The mouse went down, moved with its button down, or came up, on a word that begins at `at`."""

        def __init__(self, view: DocumentView, at: int, *, is_first: bool) -> None:
            super().__init__()
            self.view = view
            self.at = at
            self.is_first = is_first

        @property
        def control(self) -> DocumentView:
            return self.view

    def __init__(self, *, id: str | None = None, has_words: bool = False) -> None:
        """`has_words` where the mouse points at words, and not at statements."""
        super().__init__(id=id)
        self._document = Document("")
        self._rows: tuple[Row, ...] = ()
        self._row_of: list[int] = []  # the row of each statement
        self._gutter: Callable[[int], Gutter] = lambda _: NO_GUTTER
        self._quoted: tuple[Span, ...] = ()
        self._has_words = has_words
        self._is_pointing = False
        self._top = (0, 0)  # the row at the top, and how many of its lines are above
        self._follows = True  # whether what is in view is to have the cursor in it
        self.cursor = 0
        """The place of the statement at hand."""

    def show(self, document: Document, gutter: Callable[[int], Gutter], cursor: int = 0) -> None:
        """Shows the document with what `gutter` gives for each statement, and the cursor on one."""
        self._document, self._gutter = document, gutter
        self._rows = rows_of(document)
        self._row_of = [place for place, row in enumerate(self._rows) if row.statement is not None]
        self.cursor = max(0, min(cursor, len(self._row_of) - 1))
        self._follows = True
        self.refresh()

    def quote(self, spans: Sequence[Span]) -> None:
        """Marks these stretches of the document."""
        self._quoted = tuple(spans)
        self.refresh()

    def go_to(self, statement: int) -> None:
        """Puts the cursor on the statement, or on the nearest there is."""
        if not self._row_of:
            return
        to = max(0, min(statement, len(self._row_of) - 1))
        self._follows = True
        if to != self.cursor:
            self.cursor = to
            self.post_message(self.Moved(self, to))
        self.refresh()
        self.call_after_refresh(self.place_cursor)

    # The keys and the mouse

    def action_move(self, step: int) -> None:
        if not self._shows_more(step):
            self.go_to(self.cursor + step)

    def action_go(self, statement: int) -> None:
        self.go_to(statement if statement >= 0 else len(self._row_of))

    def action_turn_page(self, direction: int) -> None:
        """Goes to the statement that is a window further, and by one at least."""
        if not self._row_of:
            return
        left = self.content_size.height
        to = self.cursor
        while 0 <= to + direction < len(self._row_of) and left > 0:
            to += direction
            left -= len(self._lines(self._row_of[to]))
        self.go_to(to)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll(_ROWS_AT_ONCE)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll(-_ROWS_AT_ONCE)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._is_pointing = self._has_words
        if not self._point(event, is_first=True) and isinstance(place := event.style.meta.get("statement"), int):
            self.go_to(place)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._is_pointing:
            self._point(event, is_first=False)

    def on_mouse_up(self) -> None:
        self._is_pointing = False

    def _point(self, event: events.MouseEvent, *, is_first: bool) -> bool:
        if not isinstance(at := event.style.meta.get("at"), int) or not self._has_words:
            return False
        self.post_message(self.Pointed(self, at, is_first=is_first))
        return True

    # What is in view

    @property
    def _gutter_width(self) -> int:
        """The cells before each statement, the space after them included."""
        text = self._gutter(0).text
        return len(text) + 1 if text else 0

    def _scroll(self, lines: int) -> None:
        self._top = self._moved(self._top, lines)
        self._follows = False
        self.refresh()

    def _moved(self, top: tuple[int, int], lines: int) -> tuple[int, int]:
        """The top of what is in view so many lines further, as far as the document goes."""
        row, line = top[0], top[1] + lines
        while line < 0 and row > 0:
            row -= 1
            line += len(self._lines(row))
        while row < len(self._rows) - 1 and line >= (height := len(self._lines(row))):
            row, line = row + 1, line - height
        return row, max(0, min(line, len(self._lines(row)) - 1 if self._rows else 0))

    def _line_of(self, row: int) -> int:
        """How many lines below the top of what is in view the row begins; those above it have lines below 0."""
        top, line = self._top
        if row >= top:
            return sum(len(self._lines(each)) for each in range(top, row)) - line
        return -line - sum(len(self._lines(each)) for each in range(row, top))

    def _shows_more(self, step: int) -> bool:
        """Whether the statement at hand had lines out of view on that side, and shows more of them now."""
        if not self._row_of:
            return False
        row, height = self._row_of[self.cursor], self.content_size.height
        if abs(row - self._top[0]) > height:
            return False
        first = self._line_of(row)
        hidden = first + len(self._lines(row)) - height if step > 0 else -first
        if hidden <= 0 or not (0 <= first < height or first < 0 < first + len(self._lines(row))):
            return False
        self._top = self._moved(self._top, step * min(hidden, max(height - 1, 1)))
        self.refresh()
        return True

    def _bring_into_view(self) -> None:
        """Moves what is in view as little as has all of the statement at hand in it, or as much as there is room for.

        Where it is far away, it comes with some of what stands before it.
        """
        row, height = self._row_of[self.cursor], self.content_size.height
        before = 1 if row and self._rows[row - 1].statement is None else 0
        if abs(row - self._top[0]) > height:
            self._top = self._moved((row, 0), -(height // 3))
            return
        first = self._line_of(row - before)
        last = self._line_of(row) + len(self._lines(row))
        if first < 0 or last - first > height:
            self._top = (row - before, 0) if last - first <= height else self._fitting(row)
        elif last > height:
            self._top = self._moved(self._top, last - height)

    def _fitting(self, row: int) -> tuple[int, int]:
        """The top for a row that what is in view has no room for, or not for its heading too."""
        first, last = self._line_of(row), self._line_of(row) + len(self._lines(row))
        if last - first <= self.content_size.height or not first <= 0 < last:
            return row, 0
        return self._top

    # Drawing

    def render(self) -> Content:
        height = self.content_size.height
        if not self._row_of or not height:
            return Content()
        if self._follows:
            self._bring_into_view()
        row, above = self._top
        lines = self._lines(row)[above:]
        while len(lines) < height and row + 1 < len(self._rows):
            row += 1
            lines += self._lines(row)
        return stack(lines[:height])

    def _lines(self, index: int) -> list[Content]:
        """The lines of a row, with an empty one before it where it does not go on with what stands above."""
        row = self._rows[index]
        width = self.content_size.width
        text = quoted_text(self._document, row.span, self._quoted, has_places=self._has_words)
        empty = [Content(" ")] if index and self._has_space_before(index) else []
        if row.kind is BlockKind.HEADING:
            return [*empty, *hang("", text.stylize("bold $primary"), width)]
        if row.statement is None:
            return [*empty, *hang(" " * (1 + self._gutter_width), text.stylize("$foreground-muted"), width)]
        gutter = self._gutter(row.statement)
        is_at_hand = row.statement == self.cursor
        bullet = "• " if row.kind is BlockKind.ITEM and row.is_first else "  " if row.kind is BlockKind.ITEM else ""
        lead = Content.assemble("▸" if is_at_hand else " ", (gutter.text, gutter.style), " " if gutter.text else "")
        lines = hang(lead + Content(" " * min(2 * row.depth, width // 4) + bullet), text, width)
        if is_at_hand:
            lines = [fill(line, width).stylize_before("on $panel") for line in lines]
        return empty + [line.stylize(Style.from_meta({"statement": row.statement})) for line in lines]

    def _has_space_before(self, index: int) -> bool:
        row, before = self._rows[index], self._rows[index - 1]
        return row.is_first and not stand_close(before.kind, row.kind)

    # The terminal's cursor

    def place_cursor(self) -> None:
        """Puts the terminal's cursor on the statement at hand, if it is in view."""
        if not (self.has_focus and self._row_of):
            return
        row = self._row_of[self.cursor]
        if abs(row - self._top[0]) > self.content_size.height:
            return
        line = self._line_of(row) + (1 if row and self._has_space_before(row) else 0)
        if 0 <= line < self.content_size.height:
            self.app.cursor_position = Offset(self.content_region.x + 1, self.content_region.y + line)
            self.refresh()  # the terminal's cursor moves only when something is drawn

    def on_focus(self) -> None:
        self.call_after_refresh(self.place_cursor)

    def on_resize(self) -> None:
        self._follows = True
        self.call_after_refresh(self.place_cursor)
