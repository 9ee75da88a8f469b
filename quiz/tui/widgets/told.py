"""What is to be said of a part of a question that is being written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.checks.flaw import Flaw
from quiz.core.unfinished import Missing
from quiz.errors import Severity
from quiz.tui.widgets.typesetting import hang, stack

_SIGNS = {
    Severity.ERROR: ("✗", "$text-error"),
    Severity.WARNING: ("!", "$text-warning"),
    Severity.INFO: ("·", "$text-muted"),
}


class Remark(NamedTuple):
    """A sentence about a part of the draft; `rule` is the id of the rule that found it, empty where something is
    missing."""

    part: str
    sentence: str
    severity: Severity = Severity.ERROR
    rule: str = ""


def remarks_of(missing: Sequence[Missing], flaws: Sequence[Flaw] = ()) -> tuple[Remark, ...]:
    """What is missing, and what the rules found."""
    found = (Remark(flaw.part, flaw.sentence, flaw.severity, flaw.rule) for flaw in flaws)
    return (*(Remark(*each) for each in missing), *found)


class Told(Widget):
    """Remarks below one another; nothing where there are none. `part` is what they are about."""

    DEFAULT_CSS = "Told { height: auto; width: 1fr; }"

    def __init__(self, part: str) -> None:
        super().__init__()
        self.part = part
        self._remarks: tuple[Remark, ...] = ()
        self.display = False

    def tell(self, remarks: Sequence[Remark]) -> None:
        if tuple(remarks) != self._remarks:
            self._remarks = tuple(remarks)
            self.display = bool(remarks)
            self.refresh(layout=True)

    def render(self) -> Content:
        return stack(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        return [line for remark in self._remarks for line in _drawn(remark, width)]


def _drawn(remark: Remark, width: int) -> list[Content]:
    sign, style = _SIGNS[remark.severity]
    kind = f" {remark.severity}: " if remark.rule else " "
    rule = (f"  {remark.rule}", "$foreground-muted") if remark.rule else ""
    text = Content.assemble((remark.sentence, style), rule)
    return hang(Content.styled(f"{sign}{kind}", f"bold {style}"), text, width)


def nearest(part: str) -> Iterator[str]:
    """The part, then what it is a part of, and so on; the question as a whole last."""
    yield part
    without_field = part.partition(".")[0]
    yield without_field
    yield f"{without_field}.prompt"
    yield without_field.partition("[")[0]
    yield ""


def in_short(remarks: Sequence[Remark]) -> str:
    """How much is missing, or else how much may want mending, in a sentence."""
    missing = sum(remark.rule == "" for remark in remarks)
    noted = sum(remark.rule != "" and remark.severity is Severity.INFO for remark in remarks)
    found = len(remarks) - missing - noted
    if missing:
        return "1 thing is missing." if missing == 1 else f"{missing} things are missing."
    if found:
        what = "1 thing was" if found == 1 else f"{found} things were"
        return f"{what} found that you may want to mend."
    if noted:
        return f"Nothing to mend was found, and {'1 thing' if noted == 1 else f'{noted} things'} to think about."
    return "Nothing to mend was found."
