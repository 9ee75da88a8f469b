"""Groups of things to pick from, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from quiz.tui.widgets.typesetting import fill, hang, stack

_SEEN_WHOLE = 12
"""Up to so many rows are seen whole when they get the focus, and the one that is picked among them."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the things below it, as (value, title); of some groups just one is picked, always."""

    name: str
    title: str
    rows: tuple[tuple[str, str], ...]
    is_single: bool = False


class Picks(Widget, can_focus=True):
    """All groups below one another; the arrows move through all of them, space and the mouse pick."""

    DEFAULT_CSS = "Picks { height: auto; width: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("space", "pick", "Pick", show=False),
    ]

    highlighted: reactive[int] = reactive(0)
    """The place of the highlighted row, headings not counted; at first what is picked, where that is one of a few."""

    class Changed(Message):
        """What is picked is another now."""

    def __init__(
        self, groups: Sequence[Group], picked: dict[str, set[str]], *, id: str | None = None, is_quiet: bool = False
    ) -> None:
        """`picked` has the values that are picked at first, by the name of the group.

        `is_quiet` where no row is highlighted while the focus is elsewhere.
        """
        super().__init__(id=id)
        self._is_quiet = is_quiet
        self._groups = tuple(groups)
        self._picked = {group.name: set(picked.get(group.name, ())) for group in groups}
        self._rows = [(group, value) for group in groups for value, _ in group.rows]
        if len(self._groups) == 1 and self._groups[0].is_single and len(self._rows) <= _SEEN_WHOLE:
            is_picked = (value in self._picked[group.name] for group, value in self._rows)
            self.set_reactive(Picks.highlighted, next((place for place, it in enumerate(is_picked) if it), 0))

    def picked(self, name: str) -> frozenset[str]:
        return frozenset(self._picked[name])

    def pick(self, name: str, values: set[str]) -> None:
        """Has these values of the group picked, and says nothing of it."""
        self._picked[name] = values
        self.refresh()

    def action_move(self, step: int) -> None:
        self.highlighted = max(0, min(len(self._rows) - 1, self.highlighted + step))

    def action_pick(self) -> None:
        group, value = self._rows[self.highlighted]
        if group.is_single:
            self._picked[group.name] = {value}
        else:
            self._picked[group.name] ^= {value}
        self.refresh()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        if isinstance(place := event.style.meta.get("row"), int):
            event.stop()
            self.highlighted = place
            self.action_pick()

    def watch_highlighted(self) -> None:
        if self.is_mounted:
            self.refresh()
            self.call_after_refresh(self.show_row)

    def on_focus(self) -> None:
        self.refresh()
        self.call_after_refresh(self.place_cursor)

    def on_blur(self) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self.call_after_refresh(self.place_cursor)

    def show_row(self) -> None:
        """Scrolls what is around to the highlighted row, and to the heading where it stands just above."""
        places = [place for place, _ in self._lines(self.content_size.width)]
        first = places.index(self.highlighted)
        stop = first + places.count(self.highlighted)
        while first > 0 and places[first - 1] is None:
            first -= 1
        region = Region(0, first, 1, stop - first)
        for within, around in pairwise(self.ancestors_with_self):
            if not (isinstance(within, Widget) and isinstance(around, Widget)):
                break
            region = region.translate((0, within.virtual_region.y))
            if isinstance(around, ScrollableContainer):
                around.scroll_to_region(region, animate=False, immediate=True)
                break
        self.call_after_refresh(self.place_cursor)

    def place_cursor(self) -> None:
        """Puts the terminal's cursor on the highlighted row."""
        if self.has_focus and self.content_size.width:
            line = [place for place, _ in self._lines(self.content_size.width)].index(self.highlighted)
            self.app.cursor_position = Offset(self.content_region.x + 2, self.content_region.y + line)
            self.refresh()  # the terminal's cursor moves only when something is drawn

    def render(self) -> Content:
        return stack(line for _, line in self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return len(self._lines(width))

    def _lines(self, width: int) -> list[tuple[int | None, Content]]:
        """Every line with the place of its row, or None for a heading."""
        lines: list[tuple[int | None, Content]] = []
        place = 0
        for group in self._groups:
            if lines:
                lines.append((None, Content(" ")))
            lines += [(None, line) for line in hang("", Content.styled(group.title, "bold"), width)]
            for value, title in group.rows:
                lines += [(place, line) for line in self._row(place, group, value, title, width)]
                place += 1
        return lines

    def _row(self, place: int, group: Group, value: str, title: str, width: int) -> list[Content]:
        is_picked = value in self._picked[group.name]
        box = ("(•)" if is_picked else "( )") if group.is_single else ("[x]" if is_picked else "[ ]")
        is_highlighted = place == self.highlighted and (self.has_focus or not self._is_quiet)
        lines = hang(f"{'▸' if is_highlighted else ' '} {box} ", title, width)
        if is_highlighted:
            lines = [fill(line, width).stylize_before("bold on $panel") for line in lines]
        return [line.stylize(Style.from_meta({"row": place})) for line in lines]
