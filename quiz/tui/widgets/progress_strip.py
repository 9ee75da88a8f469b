"""Where a session stands, one sign a question."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from quiz.core.marking import State
from quiz.tui.widgets.verdict import sign_of


class ProgressStrip(Static):
    """Number of the question, then a sign for each: marked, open, or the one at hand.

    Where there are more questions than cells, the signs are those around the one at hand.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._states: tuple[State | None, ...] = ()
        self._position = 0
        self._flagged: frozenset[int] = frozenset()

    def show(self, states: Sequence[State | None], position: int, flagged: frozenset[int]) -> None:
        """Shows the states of all questions, None for an open one, and the places of those marked for later."""
        self._states, self._position, self._flagged = tuple(states), position, flagged
        self._redraw()

    def on_resize(self) -> None:
        self._redraw()

    def _redraw(self) -> None:
        if not self._states:
            return
        count = len(self._states)
        number = f"{self._position + 1}/{count}"
        flag = " ⚑" if self._position in self._flagged else ""
        room = max(self.content_size.width - len(number) - 6, 5)
        first = max(0, min(self._position - room // 2, count - room))
        last = min(first + room, count)
        signs = [self._sign(place) for place in range(first, last)]
        before = ("…" if first else " ", "$foreground-muted")
        after = ("…" if last < count else "", "$foreground-muted")
        self.update(Content.assemble((number, "bold"), before, *signs, after, (flag, "bold $text-warning")))

    def _sign(self, place: int) -> tuple[str, str]:
        state = self._states[place]
        sign, style = sign_of(state) if state else ("⚑" if place in self._flagged else "·", "$foreground-muted")
        if place == self._position:
            return sign if state else "▸", f"{style} reverse" if state else "bold reverse $primary"
        return sign, style
