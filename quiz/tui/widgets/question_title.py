"""Which question is written, and whether it is kept as it stands."""

from __future__ import annotations

from textual.content import Content

from quiz.core.text import one_line


def question_title(
    bank: str, id: str | None, place: tuple[int, int] | None, *, is_draft: bool, is_changed: bool
) -> Content:
    """The title of the bank, empty where there is little room, then the question's id and which of how many it is.

    `id` and `place` are None while the question is in no file.
    """
    title = f"{one_line(bank)} · " if bank else ""
    name = f"{id} ({place[0]} of {place[1]})" if place else "a new question"
    parts = [Content(f"{title}{name}")]
    if is_draft:
        parts.append(Content.styled("draft", "bold $text-warning"))
    if is_changed:
        parts.append(Content.styled("● not saved", "bold $text-warning"))
    return Content("  ").join(parts)
