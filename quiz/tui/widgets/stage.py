"""What the room sees of a drill, whatever its phase."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import assert_never

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from quiz.live.protocol import HostView
from quiz.tui.widgets.asking import asking
from quiz.tui.widgets.lobby import lobby
from quiz.tui.widgets.outcome import outcome
from quiz.tui.widgets.standings import standings
from quiz.tui.widgets.typesetting import stack


class Page(StrEnum):
    """What is on the wall: what the phase asks for, or for a while the way to join or the standings."""

    DRILL = "drill"
    JOINING = "joining"
    STANDINGS = "standings"


class Stage(Widget):
    """Draws a view of the drill as large as the room there is."""

    DEFAULT_CSS = "Stage { height: auto; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._view: HostView | None = None
        self._left: timedelta | None = None
        self._page = Page.DRILL
        self._is_hidden = False
        self._room = Size(80, 20)

    def show(self, view: HostView, left: timedelta | None, page: Page, *, is_hidden: bool, room: Size) -> None:
        """Shows the view; `left` is the time for the open question, `room` the cells that are in view at once."""
        shown = (view, left, page, is_hidden, room)
        if shown != (self._view, self._left, self._page, self._is_hidden, self._room):
            self._view, self._left, self._page, self._is_hidden, self._room = shown
            self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        """What is drawn at this width."""
        if self._view is None:
            return []
        return drawn(self._view, Size(width, self._room.height), self._left, self._page, is_hidden=self._is_hidden)

    def render(self) -> Content:
        return stack(self.lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        return len(self.lines(width))


def drawn(view: HostView, size: Size, left: timedelta | None, page: Page, *, is_hidden: bool) -> list[Content]:
    """The lines of the view for so much room."""
    if page is Page.JOINING:
        return lobby(view, size)
    if page is Page.STANDINGS:
        return _standings(view, size)
    match view["phase"]:
        case "lobby":
            return lobby(view, size)
        case "stem" | "open" | "discussion":
            return asking(view, size, left)
        case "closed" | "revealed":
            return outcome(view, size, is_hidden=is_hidden)
        case "over":
            return _end(view, size)
        case _:
            assert_never(view["phase"])


def _standings(view: HostView, size: Size) -> list[Content]:
    rows = view["leaderboard"] or []
    teams = standings("Teams", view["team_scores"] or [], size.width)
    room = max(size.height - len(teams) - 4, 5)
    learners = standings("Standings", rows, size.width, room if len(rows) > room else 0)
    if not (teams or learners):
        return [Content.styled("No points yet.", "$foreground-muted")]
    return [*teams, *([Content(" ")] if teams and learners else []), *learners]


def _end(view: HostView, size: Size) -> list[Content]:
    learners = "1 learner" if view["joined"] == 1 else f"{view['joined']:,} learners"
    count = view["count"]
    asked = count if view["is_self_paced"] else sum(it["state"] != "waiting" for it in view["questions"])
    questions = "1 question" if count == 1 else f"{count} questions"
    if asked < count:
        questions = f"{asked or 'none'} of {questions} asked"
    lines = [
        Content.styled("The drill is over.", "bold $primary"),
        Content(f"{learners}, {questions}."),
        Content.assemble(("The report: ", "$foreground-muted"), f"quiz drill report {view['drill']}"),
        Content(" "),
    ]
    is_wanted = view["shows_leaderboard"] and (view["leaderboard"] or view["team_scores"])
    return lines + _standings(view, Size(size.width, max(size.height - len(lines), 5))) if is_wanted else lines
