"""What is examined of a document, in signs and in words."""

from __future__ import annotations

from textual.content import Content

from quiz.checks.coverage import Statement, Tally
from quiz.core.marking import percent
from quiz.core.text import printable
from quiz.tui.widgets.document_view import Gutter

_MOST_COUNTED = 99

LEGEND = Content.assemble(
    ("✓", "bold $text-success"), " examined  ", ("✗", "bold $text-error"), " not  ", ("–", "bold"), " ignored"
)


def sign_of(it: Statement) -> Gutter:
    """Whether questions examine the statement, and how many."""
    if it.is_ignored:
        return Gutter("–   ", "bold $foreground-muted")
    sign, style = ("✓", "$text-success") if it.is_examined else ("✗", "bold $text-error")
    number = min(len(it.examined_by), _MOST_COUNTED)
    return Gutter(f"{sign} {number or '':<2}", style)


def share_of(tally: Tally) -> Content:
    """How much of the document is examined."""
    said = f"{tally.covered} of {tally.statements} examined, {percent(tally.share)}"
    if tally.ignored:
        said += f", {tally.ignored} ignored"
    return Content(said)


def said_of(it: Statement, drafts: int) -> Content:
    """What rests on the statement, with so many drafts beside it."""
    number = len(it.examined_by)
    if number:
        said = "1 question examines it" if number == 1 else f"{number} questions examine it"
        content = Content.styled(f"✓ {said}.", "$text-success")
    elif it.is_ignored:
        content = Content.assemble(("– Ignored: ", "bold"), printable(it.ignored or ""))
    else:
        content = Content.styled("✗ No question examines it.", "bold $text-error")
    if drafts:
        said = "1 draft does not count." if drafts == 1 else f"{drafts} drafts do not count."
        content = Content.assemble(content, (f"\n{said}", "$text-warning"))
    return content
