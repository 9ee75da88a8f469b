"""The result of a session, with the way back into each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static

from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.marking import State, percent
from quiz.core.reports.confidence import certainty_sentences
from quiz.core.session import Session, TopicScore, by_topic
from quiz.desk.desk import Desk
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.tracked_list import TrackedList
from quiz.tui.widgets.typesetting import fill, hang, stack
from quiz.tui.widgets.verdict import sign_of


@dataclass(frozen=True, slots=True)
class Look:
    """The wish to see the question at this position again."""

    position: int


@dataclass(frozen=True, slots=True)
class Again:
    """The wish to be asked again what was missed."""


class ResultsScreen(Screen[Look | Again | None]):
    """Shows what a session came to; gives what the learner wants next, None to leave."""

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.RESULTS)]
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide")]  # noqa: RUF012  Textual declares it so
    OFFERS: ClassVar[tuple[Command, ...]] = commands.RESULTS

    questions = query_one(TrackedList)

    def __init__(self, bank: Bank, session: Session, desk: Desk) -> None:
        super().__init__()
        self.bank = bank
        self.session = session
        self.desk = desk
        order = session.plan.questions
        # What was missed comes first: it is what the learner came back for.
        mistakes = [order.index(id) for id in session.mistakes]
        self._positions = [*mistakes, *sorted({*range(len(order))} - {*mistakes})]

    def compose(self) -> ComposeResult:
        yield Static(Content(self.bank.title), id="title")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="score")
            yield Static(id="topics")
            yield Static(id="certainty")
            yield Static(id="heading")
            yield TrackedList(id="questions")
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        self.query_one("#score", Static).update(_score(self.session))
        said = certainty_sentences((each.mark.fraction, each.certainty) for each in self.session.answered)
        certainty = self.query_one("#certainty", Static)
        certainty.update(Content("\n").join(map(Content, said)))
        certainty.display = bool(said)
        missed = len(self.session.missed)
        self.query_one("#heading", Static).update(
            Content.styled(
                f"{missed} of {len(self.session.answered)} missed, these first"
                if missed
                else "Nothing missed: all of it is right.",
                "bold",
            )
        )
        self.questions.focus(scroll_visible=False)  # the score comes first
        self._show_hints()

    def on_resize(self) -> None:
        rows = [(str(place), self._row(place)) for place in self._positions]
        self.questions.show(rows)
        topics = [(id, self.bank.question(id).topic) for id in self.session.plan.questions]
        scores = {score.topic: score for score in by_topic(self.session, topics)}
        titles = [(title, scores[topic]) for topic, title in self.bank.topics.items() if topic in scores]
        self.query_one("#topics", Static).update(_bars(titles, self.size.width - 6))

    def _row(self, position: int) -> Content:
        id = self.session.plan.questions[position]
        answered = self.session.answer_to(id)
        sign, style = sign_of(answered.mark.state) if answered else ("·", "$foreground-muted")
        lead = Content.styled(f"{sign} ", f"bold {style}")
        stem = Content(" ".join(self.bank.question(id).stem.split()))
        if answered and not answered.mark.is_right and answered.certainty is Certainty.HIGH:
            stem = Content.assemble(("you were sure: ", "$text-warning"), stem)
        return stack(hang(lead, stem, self.size.width - 8))

    def _show_hints(self) -> None:
        self.query_one(KeyHints).show(commands.hints(self.offers, commands.RESULTS, self.desk.settings.keys, {}))

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        return bool(self.session.missed) if action == "again" else True

    @on(OptionList.OptionSelected)
    def _look(self) -> None:
        self.action_look()

    def action_look(self) -> None:
        if self.is_mounted and self.questions.highlighted is not None:
            self._leave_for(Look(self._positions[self.questions.highlighted]))

    def action_again(self) -> None:
        if self.session.missed:
            self._leave_for(Again())

    def action_leave(self) -> None:
        self._leave_for(None)

    def _leave_for(self, wish: Look | Again | None) -> None:
        if self.is_current:  # or it is left already: a key was pressed twice
            self.dismiss(wish)


def _score(session: Session) -> Content:
    answers = len(session.answered)
    share = session.points / answers if answers else 0.0
    minutes, seconds = divmod(round(session.seconds), 60)
    counts = [
        Content.assemble(
            (sign_of(state)[0], f"bold {sign_of(state)[1]}"),
            f"\u00a0{session.count(state)}\u00a0{state}".replace(" ", "\u00a0"),
        )
        for state in State
    ]
    time = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    return Content.assemble(
        (f"{session.points:.2f} of {answers}", "bold $primary"),
        (f"  {percent(share)}", "bold"),
        (f"  in {time}", "$foreground-muted"),
        "\n",
        Content("  ").join(counts),
    )


def _bars(titles: Sequence[tuple[str, TopicScore]], width: int) -> Content:
    """A bar a topic: beside its title, or below where both do not fit."""
    figures = [f" {score.points:.2f} of {score.answers}" for _, score in titles]
    longest = max((cell_len(title) for title, _ in titles), default=0)
    cells = max(min(width - max(map(len, figures), default=0) - longest - 1, 30), 0)
    is_beside = cells >= 10
    lines = []
    for (title, score), figure in zip(titles, figures, strict=True):
        if is_beside:
            lines.append(Content.assemble(fill(Content(title), longest + 1), bar(score.share, cells), figure))
        else:
            lines += [*hang("", title, width), Content.assemble(bar(score.share, min(width // 2, 30)), figure)]
    return stack(lines)
