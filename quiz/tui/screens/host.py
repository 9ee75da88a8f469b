"""The host's screen, which the room sees: what the drill is at, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from quiz.core.documents.document import Document
from quiz.core.text import one_line
from quiz.live.client.host_turn import is_past, may, next_step
from quiz.live.client.shown import excerpt
from quiz.live.protocol import Command, Fault, HostView
from quiz.tui import commands, drill_commands
from quiz.tui.dialogs.confirmation import ConfirmationDialog
from quiz.tui.dialogs.drill_questions import QuestionsDialog
from quiz.tui.dialogs.seats import SeatsDialog
from quiz.tui.drill_messages import CommandWanted, Left, RestartWanted
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.passage import Passage
from quiz.tui.widgets.seat_names import place_and_figures
from quiz.tui.widgets.stage import Page, Stage

WIDE = 110
"""From this many columns on, the passage stands beside the question instead of in its place."""

_SETTLED = 600
"""Milliseconds after a change in which enter does nothing: it was pressed for what was there before."""

_MORE = 15.0


class HostScreen(Screen[None]):
    """Shows the views it is given, and posts what the host wants done."""

    CSS_PATH = "host.tcss"
    AUTO_FOCUS = "#body"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(drill_commands.HOST)]
    OFFERS: ClassVar[tuple[commands.Command, ...]] = drill_commands.HOST
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  Textual declares it so

    stage = query_one(Stage)
    body = query_one("#body", VerticalScroll)
    hints = query_one(KeyHints)

    def __init__(self, clock: Callable[[], int], keys: Mapping[str, str]) -> None:
        """`clock` is that of this machine, in milliseconds since 1970.

        `keys` are those of the commands that the settings give others.
        """
        super().__init__()
        self._keys = keys
        self._clock = clock
        self._ahead = 0  # the server's clock, against this one
        self._view: HostView | None = None
        self._page = Page.DRILL
        self._is_hidden = False
        self._lost = ""  # why there is nothing new
        self._has_died = False
        self._fault = ""
        self._changed_at = 0

    def compose(self) -> ComposeResult:
        with Horizontal(id="head"):
            yield Static(id="title", markup=False)
            yield Static(id="figures", markup=False)
        with Horizontal(id="desk"):
            with VerticalScroll(id="body", can_focus=True):
                yield Stage()
            yield Passage()
        yield Static(id="said", markup=False)
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self._tell()
        self.set_interval(0.25, self.draw)

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    # Showing

    def show(self, view: HostView) -> None:
        """Shows the view that has come in."""
        before, self._view = self._view, view
        self._ahead = view["now"] - self._clock()
        self._lost, self._has_died = "", False
        if before is None or _scene(before) != _scene(view):
            self._changed_at = self._clock()
            self._page, self._fault = Page.DRILL, ""
            self.remove_class("-passage")
            self.body.scroll_home(animate=False)
            if view["phase"] == "revealed" and view["reveal"]:
                text, quotes = excerpt(view["reveal"]["passages"])
                self.query_one(Passage).show(Document(text), quotes)
                self.set_class(bool(quotes) and self.size.width >= WIDE, "-passage")
        for screen in self.app.screen_stack:
            if isinstance(screen, SeatsDialog):
                screen.show(view["seats"])
            elif isinstance(screen, QuestionsDialog):
                screen.show(view["questions"], view["place"])
        self.draw()

    def lose(self) -> None:
        """Says that the server does not answer."""
        self._lost, self._has_died = "✗ Connection lost, trying again.", False
        self._tell()

    def await_server(self) -> None:
        """Says that the server, which has died, is being started again."""
        self._lost = "Starting the server again …"
        self._tell()

    def lose_server(self, fault: str = "") -> None:
        """Says that there is no server any more, and why it could not be started again where that was tried."""
        view = self._view
        if not self._has_died:
            self._changed_at = self._clock()
        elif not fault:
            return
        self._has_died = True
        id = view["drill"] if view else "ID"
        said = fault or "✗ The server of the drill has died: enter starts it again."
        self._lost = one_line(f"{said} Or go on with `quiz host --resume {id}`: nothing that was acknowledged is lost.")
        self._tell()

    def told(self, fault: Fault | None) -> None:
        """Says why what was wanted was not done."""
        self._fault = one_line(fault["sentence"]) if fault else ""
        self._tell()

    def draw(self) -> None:
        """Draws what is the case now, the time that is left included."""
        view = self._view
        if view is None or not self.is_attached:
            return
        room = self.body.scrollable_content_region.size
        self.stage.show(view, self._left(view), self._page, is_hidden=self._is_hidden, room=room)
        self.query_one("#title", Static).update(Content(one_line(view["title"])))
        self.query_one("#figures", Static).update(place_and_figures(view, is_slim=self.has_class("-slim")))
        self._tell()

    def _left(self, view: HostView) -> timedelta | None:
        closes_at = view["closes_at"]
        if view["phase"] != "open" or closes_at is None:
            return None
        return timedelta(milliseconds=max(closes_at - self.now(), 0))

    def now(self) -> int:
        """The server's clock, in milliseconds since 1970."""
        return self._clock() + self._ahead

    def _tell(self) -> None:
        """Says what is to be said above the keys, and which keys do something now."""
        if self._lost:
            said = Content.styled(self._lost, "bold $text-error")
        elif self._view is None:
            said = Content.styled("Connecting …", "$foreground-muted")
        elif self._fault:
            said = Content.styled(self._fault, "bold $text-error")
        else:
            notices = [] if self._view["phase"] == "lobby" else [one_line(each) for each in self._view["notices"]]
            said = Content.styled("  ".join(notices), "$text-warning")
        self.query_one("#said", Static).update(said)
        self.set_class(bool(said.plain), "-told")
        hints = commands.hints(self.offers, drill_commands.HOST, self._keys, self._labels())
        self.hints.show([hint for hint in hints if hint.label])

    def _labels(self) -> dict[str, str]:
        view = self._view
        if view is None or self._has_died:
            return {"host.next": "start the server again"}
        return {
            "host.next": next_step(view).label,
            "host.close": "reveal" if view["phase"] == "discussion" else "",  # an open question is closed with enter
            "host.hide": "show answers" if self._is_hidden else "hide answers",
            "host.passage": "question" if self.has_class("-passage") else "passage",
            "host.standings": "back" if self._page is Page.STANDINGS else "standings",
            "host.joining": "back" if self._page is Page.JOINING else "how to join",
            "host.lock": "unlock" if view["is_locked"] else "lock",
        }

    # Commands

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        view = self._view
        if view is None or self._has_died:
            return action in {"leave", "app.keys", "app.turn_theme"} or (self._has_died and action == "go_on")
        return may(view, action)

    def _want(self, command: Command) -> None:
        self._fault = ""
        self.post_message(CommandWanted(command))

    def action_go_on(self) -> None:
        view = self._view
        if not self.offers("go_on") or self._clock() - self._changed_at < _SETTLED:
            return
        if view is None or self._has_died:
            self.post_message(RestartWanted())
        elif view["phase"] == "over":
            self.action_leave() if is_past(view) else self._ask_to_close()
        else:
            self._want(next_step(view).command)

    def _ask_to_close(self) -> None:
        def close(is_wanted: bool | None) -> None:
            if is_wanted:
                self._want({"command": "end"})
                self.post_message(Left())

        sentences = ["Learners who still look at their results lose the page. The report stays."]
        self.app.push_screen(ConfirmationDialog("Close the room?", sentences, "Close", "Back", is_safe=True), close)

    def _if_offered(self, action: str, command: Command) -> None:
        if self.offers(action):
            self._want(command)

    def action_discuss(self) -> None:
        self._if_offered("discuss", {"command": "discuss"})

    def action_close(self) -> None:
        is_discussed = self._view is not None and self._view["phase"] == "discussion"
        self._if_offered("close", {"command": "reveal" if is_discussed else "close"})

    def action_more_time(self) -> None:
        self._if_offered("more_time", {"command": "prolong", "seconds": _MORE})

    def action_skip(self) -> None:
        self._if_offered("skip", {"command": "open"})

    def action_lock(self) -> None:
        if self._view:
            self._if_offered("lock", {"command": "unlock" if self._view["is_locked"] else "lock"})

    def action_hide(self) -> None:
        if self.offers("hide"):
            self._is_hidden = not self._is_hidden
            self.draw()

    def action_passage(self) -> None:
        if self.offers("passage"):
            self.toggle_class("-passage")
            (self.query_one(Passage) if self.has_class("-passage") else self.body).focus()
            self.draw()

    def action_standings(self) -> None:
        if self._view and self.offers("standings"):
            if self._page is not Page.STANDINGS and not self._view["shows_leaderboard"]:
                self._want({"command": "leaderboard", "is_shown": True})
            self._turn_to(Page.STANDINGS)

    def action_joining(self) -> None:
        if self.offers("joining"):
            self._turn_to(Page.JOINING)

    def _turn_to(self, page: Page) -> None:
        self._page = Page.DRILL if self._page is page else page
        self.remove_class("-passage")
        self.body.focus()
        self.body.scroll_home(animate=False)
        self.draw()

    def action_questions(self) -> None:
        def ask(place: int | None) -> None:
            if place is not None:
                self._want({"command": "open", "place": place})

        if (view := self._view) and self.offers("questions") and self.is_current:
            self.app.push_screen(QuestionsDialog(view["questions"], view["place"], self._keys), ask)

    def action_seats(self) -> None:
        if self._view and self.offers("seats") and self.is_current:
            self.app.push_screen(SeatsDialog(self._view["seats"], self.now, self._keys))

    def action_end(self) -> None:
        def end(is_wanted: bool | None) -> None:
            if is_wanted:
                self._want({"command": "end"})

        if self.offers("end") and self.is_current:
            sentences = ["Nobody can answer any more. What was answered is kept, and the report is made from it."]
            self.app.push_screen(ConfirmationDialog("End the drill?", sentences, "End", "Back", is_safe=False), end)

    def action_leave(self) -> None:
        def leave(is_wanted: bool | None) -> None:
            if is_wanted:
                self.post_message(Left())

        if self._view is None or self._has_died or self._view["phase"] == "over" or is_past(self._view):
            self.post_message(Left())
        elif self.is_current:
            sentences = ["The drill goes on without this screen. To come back: quiz attach"]
            self.app.push_screen(
                ConfirmationDialog("Leave the screen?", sentences, "Leave", "Stay", is_safe=True), leave
            )


def _scene(view: HostView) -> tuple[str, int, int]:
    """What changes where the room is to look at something else."""
    return view["phase"], view["place"], view["round"]
