"""The time that is left."""

from __future__ import annotations

from datetime import timedelta

from textual.content import Content
from textual.widgets import Static

from quiz.core.durations import on_a_clock


class Countdown(Static):
    """The time left for all and for the question at hand; empty where neither is limited."""

    DEFAULT_CSS = "Countdown { width: auto; height: 1; }"

    def show(self, left: timedelta | None, left_for_one: timedelta | None, *, is_short: bool) -> None:
        """Shows what is left, None for what is not limited; a sign says where the time gets short."""
        parts = []
        if left_for_one is not None:
            parts.append(Content(f"{on_a_clock(left_for_one)} for this one"))
        if left is not None:
            sign = "! " if is_short else ""
            style = "bold $text-warning" if is_short else "bold"
            parts.append(Content.styled(f"{sign}{on_a_clock(left)} left", style))
        self.update(Content(", ").join(parts))
