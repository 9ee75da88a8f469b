"""Something that scrolls, and says so."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.events import Resize


class MoreBelow(VerticalScroll):
    """Scrolls what it holds; while some of that is below what is in view, the border at its foot says it."""

    def on_mount(self) -> None:
        self.call_after_refresh(self._tell)

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002  Textual's signature
        self.call_after_refresh(self._tell)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def watch_virtual_size(self) -> None:
        # What it holds may come and go while its own size stays.
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        self.border_subtitle = "↓ more below" if self.scroll_offset.y < self.max_scroll_y else ""
