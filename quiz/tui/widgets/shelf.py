"""The banks on the shelf as they are drawn, each with where the learner stands."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from textual.content import Content

from quiz.core.marking import percent
from quiz.core.reports.progress import Progress
from quiz.core.text import one_line
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.typesetting import hang, stack

LEAD = "What do you want to know whether you know?"


class Entry(NamedTuple):
    """A bank with so many questions; `progress` is None while it is not known how the learner stands with it.

    `due` are the questions due today, `day` and `sitting` sentences on an exam to come and on one that runs, and `left`
    how many questions of how many were answered in a session that was left.
    """

    title: str
    questions: int
    is_usable: bool = True
    progress: Progress | None = None
    due: int = 0
    day: str = ""
    sitting: str = ""
    left: tuple[int, int] | None = None


def drawn(it: Entry, width: int, now: datetime) -> Content:
    """The entry, with an empty line below it."""
    title = hang("", Content.styled(one_line(it.title), "bold"), width)
    if not it.is_usable:
        return stack([*title, Content.styled("cannot be used: enter says why", "bold $text-error"), Content()])
    lines = [*title, *hang("", _standing(it, now, width), width)]
    if it.day:
        lines += hang("", Content.styled(it.day, "$text-warning"), width)
    if it.sitting:
        lines += hang("", Content.styled(it.sitting, "bold $accent"), width)
    if it.left:
        done, planned = it.left
        lines += hang("", Content.styled(f"left: {done} of {planned} answered, enter goes on", "bold $accent"), width)
    return stack([*lines, Content()])


def _standing(entry: Entry, now: datetime, width: int) -> Content:
    it = entry.progress
    if it is None or not it.last:
        if it is not None and not it.questions:
            drafts = f"{entry.questions} draft{'' if entry.questions == 1 else 's'}, none is asked yet"
            return Content.styled(drafts, "$foreground-muted")
        count = f"{entry.questions} question{'' if entry.questions == 1 else 's'}"
        return Content.styled(count + (", not studied yet" if it else ""), "$foreground-muted")
    parts = [
        Content.assemble(
            bar(it.answered / max(it.questions, 1), min(width // 8, 20)), f" {it.answered} of {it.questions}"
        ),
        Content("" if it.mean is None else f"mark {percent(it.mean)}"),
        Content.styled(_ago(it.last, now), "$foreground-muted"),
    ]
    if entry.due:
        parts.append(Content.styled(f"{entry.due} due", "bold $accent"))
    if it.changed:
        parts.append(Content.styled(f"{it.changed} changed since", "$text-warning"))
    return Content("  ").join(part for part in parts if part)


def _ago(then: datetime, now: datetime) -> str:
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def review_sentence(due: int, new: int, key: str) -> Content:
    """What the key of the review would ask: so many questions that are due, and so many new ones."""
    if due:
        parts = ["1 question is due today" if due == 1 else f"{due} questions are due today"]
        if new:
            parts.append("1 is new" if new == 1 else f"{new} are new")
        asked = "it" if due + new == 1 else "them"
        return Content.styled(f"{', '.join(parts)}: {key} asks {asked}.", "bold $accent")
    if new:
        return Content(f"{LEAD} {key} asks {'1 new question' if new == 1 else f'{new} new questions'}.")
    return Content(LEAD)
