"""The result of an exam, with the way to each question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static

from quiz.core.bank import Bank
from quiz.core.durations import on_a_clock
from quiz.core.exams.exam import Exam
from quiz.core.exams.report import (
    certainty_exhibit,
    changed_sentence,
    time_sentence,
    topics_exhibit,
    trend_exhibit,
    verdict_of,
)
from quiz.core.exams.result import Marked, Outcome, Sitting, result
from quiz.core.marking import State, percent
from quiz.core.reports.exhibits import Exhibit
from quiz.core.text import one_line
from quiz.desk.desk import Desk
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.widgets.exhibit import ExhibitView
from quiz.tui.widgets.key_hints import KeyHints
from quiz.tui.widgets.tracked_list import TrackedList
from quiz.tui.widgets.typesetting import hang, stack
from quiz.tui.widgets.verdict import UNANSWERED, sign_of

_GONE = "The bank no longer has this question."


class ExamResultScreen(Screen[str | None]):
    """Shows what an exam that was handed in came to; gives the id of the question to look at, None to leave."""

    CSS_PATH = "exam_result.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.EXAM_RESULT)]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.EXAM_RESULT
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide")]  # noqa: RUF012  Textual declares it so

    questions = query_one(TrackedList)

    def __init__(self, bank: Bank, exam: Exam, sittings: Sequence[Sitting], desk: Desk, at: str | None = None) -> None:
        """`sittings` are all exams of the bank, this one too; `at` is the id of the question that is highlighted."""
        super().__init__()
        self.bank = bank
        self.exam = exam
        self.result = result(exam, bank)
        self.desk = desk
        self._sittings = tuple(sittings)
        marked = self.result.marked
        # What earned less than all comes first: it is what the learner came for.
        self._places = sorted(range(len(marked)), key=lambda place: marked[place].outcome is Outcome.RIGHT)
        ids = [marked[place].question for place in self._places]
        self._at = ids.index(at) if at in ids else 0

    def compose(self) -> ComposeResult:
        yield Static(Content(f"Mock exam: {self.bank.title}"), id="title")
        with VerticalScroll(id="body", can_focus=False):
            yield Static(id="verdict", markup=False)
            for exhibit in self._exhibits():
                yield ExhibitView(exhibit)
            yield Static(id="heading", markup=False)
            yield TrackedList(id="questions")
        yield KeyHints(id="hints")

    def _exhibits(self) -> list[Exhibit]:
        exhibits: list[Exhibit] = [topics_exhibit(self.result, self.bank)]
        if certainty := certainty_exhibit(self.result):
            exhibits.append(certainty)
        if len(self._sittings) > 1:
            exhibits.append(trend_exhibit(self._sittings, _day_of))
        return exhibits

    def on_mount(self) -> None:
        self.query_one("#verdict", Static).update(self._verdict())
        right = self.result.count(Outcome.RIGHT)
        heading = "Questions" if right in {0, len(self.result.marked)} else "Questions, those not wholly right first"
        self.query_one("#heading", Static).update(Content.styled(heading, "bold $primary"))
        self.questions.focus(scroll_visible=False)  # the verdict comes first
        self.query_one(KeyHints).show(commands.hints(self.offers, self.OFFERS, self.desk.settings.keys, {}))

    def on_resize(self) -> None:
        is_first = not self.questions.option_count
        self.questions.show([(str(place), self._row(place)) for place in self._places])
        if is_first and self._at:
            self.questions.highlighted = self._at

    def _verdict(self) -> Content:
        it = self.result
        sign, style = sign_of(State.RIGHT if it.is_passed else State.WRONG)
        lines = [
            Content.assemble(
                (f"{sign} {verdict_of(it).capitalize()}", f"bold {style}"),
                (f"  {it.points:.2f} of {len(it.counted)}", "bold $primary"),
                (f"  {percent(it.share)}", "bold"),
                (f"  {percent(it.pass_share)} passes", "$foreground-muted"),
            ),
            self._counts(),
            Content.styled(f"in {time_sentence(it)}", "$foreground-muted"),
        ]
        if changed := changed_sentence(it):
            lines.append(Content.styled(changed, "$text-warning"))
        return stack(lines)

    def _counts(self) -> Content:
        parts = []
        for outcome in Outcome:
            sign, style = _sign_of(outcome)
            if count := self.result.count(outcome):
                said = f"\u00a0{count}\u00a0{outcome}".replace(" ", "\u00a0")
                parts.append(Content.assemble((sign, f"bold {style}"), said))
        return Content("  ").join(parts)

    def _row(self, place: int) -> Content:
        marked = self.result.marked[place]
        sign, style = _sign_of(marked.outcome)
        number = f"{place + 1:>{len(str(len(self.exam)))}}"
        lead = Content.assemble((f"{sign} ", f"bold {style}"), (f"{number} ", "$foreground-muted"))
        text = Content.assemble(self._stem(marked), ("  " + _figures(marked), "$foreground-muted"))
        return stack(hang(lead, text, self.size.width - 8))

    def _stem(self, marked: Marked) -> str:
        return one_line(self.bank.question(marked.question).stem) if marked.question in self.bank else _GONE

    def offers(self, action: str) -> bool:  # noqa: ARG002  there is always a question, and a way out
        """Whether the action has something to do now."""
        return True

    @on(OptionList.OptionSelected)
    def _look(self) -> None:
        self.action_look()

    def action_look(self) -> None:
        if self.is_mounted and self.questions.highlighted is not None:
            id = self.result.marked[self._places[self.questions.highlighted]].question
            if id in self.bank:
                self._leave_for(id)
            else:
                self.notify(_GONE, markup=False)

    def action_leave(self) -> None:
        self._leave_for(None)

    def _leave_for(self, wish: str | None) -> None:
        if self.is_current:  # or it is left already: a key was pressed twice
            self.dismiss(wish)


def _sign_of(outcome: Outcome) -> tuple[str, str]:
    match outcome:
        case Outcome.UNANSWERED:
            return UNANSWERED
        case Outcome.CHANGED:
            return "≠", "$text-warning"
        case _:
            return sign_of(State(outcome.value))


def _figures(marked: Marked) -> str:
    """The mark, the time and the certainty of a question."""
    parts = [f"{marked.points:.2f}"] if marked.outcome is not Outcome.CHANGED else ["not counted"]
    parts.append(f"in\u00a0{on_a_clock(timedelta(seconds=marked.seconds))}")
    if marked.certainty:
        parts.append(f"certainty\u00a0{marked.certainty}")
    return "  ".join(parts)


def _day_of(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
