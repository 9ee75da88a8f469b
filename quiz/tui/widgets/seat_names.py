"""Who is in the room: the names in columns, and the figures."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from quiz.core.text import one_line
from quiz.live.protocol import HostView, Seated

_LONGEST = 24


def seat_names(seats: Sequence[Seated], width: int, height: int) -> list[Content]:
    """The latest names that there is room for, in the order in which they came, and how many more there are.

    A filled dot is someone connected, an empty one someone who is not.
    """
    if not seats or height < 1:
        return []
    names = [one_line(seat["name"]) for seat in seats]
    column = min(max(map(cell_len, names)), _LONGEST, max(width - 2, 4)) + 4
    across = max((width + 2) // column, 1)
    shown = min(len(seats), across * height)
    if shown < len(seats):
        shown = max(across * (height - 1), 0)
    drawn = [
        Content.assemble(
            ("● ", "$text-success") if seat["is_connected"] else ("○ ", "$foreground-muted"),
            (set_cell_size(name, column - 4), "" if seat["is_connected"] else "$foreground-muted"),
            "  ",
        )
        for seat, name in zip(seats[-shown:] if shown else [], names[-shown:] if shown else [], strict=True)
    ]
    lines = [Content("").join(drawn[start : start + across]) for start in range(0, len(drawn), across)]
    if hidden := len(seats) - shown:
        lines.append(Content.styled(f"and {hidden:,} more", "$foreground-muted"))
    return lines


def figures_of(joined: int, connected: int) -> Content:
    """Who has joined and who is connected, as two figures."""
    return Content.assemble((f"{joined:,}", "bold"), " joined  ", (f"{connected:,}", "bold"), " connected")


def place_and_figures(view: HostView, *, is_slim: bool) -> Content:
    """Which question it is, whether the room is locked, and the two figures where there is room for them."""
    parts = []
    if view["place"] >= 0 and view["phase"] not in {"lobby", "over"}:
        again = f", vote {view['round']}" if view["round"] > 1 else ""
        number = (
            f"{view['place'] + 1}/{view['count']}" if is_slim else f"Question {view['place'] + 1} of {view['count']}"
        )
        parts.append(Content(f"{number}{again}"))
    if view["is_locked"]:
        parts.append(Content.styled("locked", "bold $text-warning"))
    if not is_slim:
        parts.append(figures_of(view["joined"], view["connected"]))
    return Content("  ·  ").join(parts)
