"""How a class answered: a bar for each option, with its letter, its share and its count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from quiz.core.marking import percent
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.typesetting import hang

_WIDEST = 60
_NARROWEST = 6


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes for an option: `count` of the `answered`. `before` is their number in the round before.

    `is_key` is None while it is not told which options are right. `label` is the letter of an option, or the number of
    a prompt, and `note` stands beside the count.
    """

    label: str
    text: str
    count: int
    answered: int
    is_key: bool | None = None
    before: tuple[int, int] | None = None
    why: str = ""
    note: str = ""

    @property
    def share(self) -> float:
        return self.count / self.answered if self.answered else 0.0


def distribution(rows: Sequence[Votes], width: int, *, is_spacious: bool = False) -> list[Content]:
    """The lines of all options, none wider than `width`."""
    lines: list[Content] = []
    for row in rows:
        lines += _lines(row, width, len(str(max(each.count for each in rows))))
        if is_spacious:
            lines.append(Content(" "))
    return lines[:-1] if is_spacious else lines


def _lines(row: Votes, width: int, digits: int) -> list[Content]:
    sign, word, style = _told(row.is_key)
    lead = Content.assemble((f"{sign} ", f"bold {style}"), chip(row.label), " ")
    text = Content.styled(row.text, "bold" if row.is_key else "")
    if word:
        text = Content.assemble(text, (f"  {word}", f"bold {style}"))
    indent = " " * lead.cell_length
    figures = f" {percent(row.share):>5}  {row.count:>{digits}}"
    before = _before(row)
    room = width - len(indent) - len(figures)
    is_beside = room - len(before) >= _NARROWEST
    cells = min(room - (len(before) if is_beside else 0), _WIDEST)
    drawn = bar(row.share, cells, "$success" if row.is_key else "$primary") if cells >= _NARROWEST else Content("")
    lines = hang(lead, text, width)
    lines.append(Content.assemble(indent, drawn, (figures, "bold"), before if is_beside else ""))
    if before and not is_beside:
        lines += hang(indent, before.strip(), width)
    if row.note:
        lines += hang(indent, Content.styled(row.note, "$foreground-muted"), width)
    if row.why:
        lines += hang(indent, Content.styled(row.why, "$foreground-muted"), width)
    return lines


def _before(row: Votes) -> str:
    """The share in the round before, "" where there was none."""
    if row.before is None:
        return ""
    count, answered = row.before
    return f"  (before {percent(count / answered if answered else 0.0)})"


def _told(is_key: bool | None) -> tuple[str, str, str]:
    """The sign, the word and the style that tell whether an option is right."""
    if is_key is None:
        return " ", "", "$foreground"
    return ("✓", "right", "$text-success") if is_key else (" ", "", "$foreground-muted")


def chip(label: str) -> Content:
    """A letter or number set off from the text, so that it is found at a glance."""
    return Content.styled(f" {label} ", "bold $primary on $primary-muted")
