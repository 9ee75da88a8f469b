"""The leaderboard, and the scores of the teams."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from quiz.core.text import one_line
from quiz.live.protocol import Standing
from quiz.tui.widgets.bars import bar

_LONGEST = 24
_WIDEST = 40


def standings(heading: str, rows: Sequence[Standing], width: int, most: int = 0) -> list[Content]:
    """A line for each standing, the best first; where there are more than `most`, how many more. 0 shows all."""
    if not rows:
        return []
    shown = rows[:most] if most else rows
    highest = max((row["points"] for row in rows), default=0) or 1
    names = [one_line(row["name"]) for row in shown]
    figures = [f"{row['points']:,.1f}".removesuffix(".0") for row in shown]
    ranks = max(len(str(row["rank"])) for row in shown)
    last = max(map(len, figures))
    column = min(max(map(cell_len, names)), _LONGEST, max(width - ranks - last - 4, 4))
    cells = min(width - ranks - column - last - 6, _WIDEST)
    lines = [Content.styled(heading, "bold $primary"), Content(" ")]
    for row, name, text in zip(shown, names, figures, strict=True):
        style = "bold" if row["rank"] == 1 else ""
        drawn = bar(row["points"] / highest, cells, "$primary") + Content("  ") if cells >= 6 else Content("")
        lines.append(
            Content.assemble(
                (f"{row['rank']:>{ranks}}  ", "bold $primary"),
                (set_cell_size(name, column), style),
                "  ",
                drawn,
                (f"{text:>{last}}", "bold"),
            )
        )
    if hidden := len(rows) - len(shown):
        lines.append(Content.styled(f"and {hidden:,} more", "$foreground-muted"))
    return lines
