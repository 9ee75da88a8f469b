"""Where a learner stands in an exam, one sign a question."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from quiz.core.exams.map import Place, Status

_SIGNS = {
    (Status.ANSWERED, False): ("●", "$primary"),
    (Status.ANSWERED, True): ("⚑", "$text-warning"),
    (Status.UNANSWERED, False): ("○", "$foreground-muted"),
    (Status.UNANSWERED, True): ("⚐", "$text-warning"),
}
"""Of the answered and the unanswered, flagged or not."""

LEGEND = "● answered  ○ unanswered  ⚑ ⚐ flagged"
"""What the signs mean."""


def sign_of(place: Place) -> tuple[str, str]:
    """The sign and the style of a question: full where it is answered, a flag where it is flagged."""
    return _SIGNS[place.status, place.is_flagged]


class ExamStrip(Static):
    """Number of the question, then a sign for each, and how many are answered where there is room to say it.

    Where there are more questions than cells, the signs are those around the one at hand.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._places: tuple[Place, ...] = ()

    def show(self, places: Sequence[Place]) -> None:
        self._places = tuple(places)
        self._redraw()

    def on_resize(self) -> None:
        self._redraw()

    def _redraw(self) -> None:
        count, width = len(self._places), self.content_size.width
        if not count or not width:
            return  # before the first layout
        position = next(i for i, place in enumerate(self._places) if place.is_current)
        number = f"{position + 1}/{count}"
        room = max(width - len(number) - 3, 5)
        first = max(0, min(position - room // 2, count - room))
        last = min(first + room, count)
        signs = [self._sign(place) for place in self._places[first:last]]
        before = ("…" if first else " ", "$foreground-muted")
        after = ("…" if last < count else "", "$foreground-muted")
        strip = Content.assemble((number, "bold"), before, *signs, after)
        answered = sum(place.status is Status.ANSWERED for place in self._places)
        said = Content.styled(f"{answered} answered", "$foreground-muted")
        gap = width - strip.cell_length - said.cell_length
        self.update(Content.assemble(strip, " " * gap, said) if gap >= 2 else strip)

    @staticmethod
    def _sign(place: Place) -> tuple[str, str]:
        sign, style = sign_of(place)
        return sign, f"reverse {style}" if place.is_current else style
