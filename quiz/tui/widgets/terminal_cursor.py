"""The terminal's cursor where the focus is, so that screen readers and braille displays follow it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea


@runtime_checkable
class Pointing(Protocol):
    """A widget that knows to which of its lines the cursor goes while it has the focus."""

    def place_cursor(self) -> None: ...


def follow_focus(screen: Screen[object]) -> None:
    """Puts the terminal's cursor where one types, or on the line or the button that has the focus, if it is in view."""
    focused = screen.focused
    if focused is None or not screen.is_current:
        return
    if isinstance(focused, Pointing):
        focused.place_cursor()
        return
    place = focused.cursor_screen_offset if isinstance(focused, Input | TextArea) else focused.content_region.offset
    if _is_in_view(focused, place):
        screen.app.cursor_position = place
        focused.refresh()  # the terminal's cursor moves only when something is drawn


def _is_in_view(widget: Widget, place: Offset) -> bool:
    """Whether the place is within all that is around the widget."""
    around = (it for it in widget.ancestors if isinstance(it, Widget))
    return all(Region(*it.region).contains_point(place) for it in around)
