"""What is agreed before an exam."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from quiz.core.bank import Bank
from quiz.core.exams.blueprint import spread
from quiz.core.exams.terms import Terms, faults_of
from quiz.core.exams.words import rule_in_words, terms_sentence
from quiz.core.marking import Rule, percent
from quiz.core.selection import Selection, fitting
from quiz.settings import Settings
from quiz.tui import commands
from quiz.tui.commands import Command
from quiz.tui.widgets.more_below import MoreBelow
from quiz.tui.widgets.picks import Group, Picks

_QUESTIONS = (10, 20, 30, 40, 60)
_USUAL = 20
_MINUTES = (10, 15, 20, 30, 45, 60, 90, 120)
_SHARES = (0.5, 0.6, 0.7, 0.8)
_SECONDS_EACH = (30, 45, 60, 90, 120)
_EXTRA = {1.0: "none", 1.25: "a quarter more", 1.5: "half as much again", 2.0: "twice the time"}
_NONE = ""


class ExamSetupDialog(ModalScreen[Terms | None]):
    """Gives the terms of the exam that is to begin, or None where none is."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "exam.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings(commands.EXAM_SETUP)]
    OFFERS: ClassVar[tuple[Command, ...]] = commands.EXAM_SETUP
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-slim"), (60, "-wide")]  # noqa: RUF012  Textual declares it so

    def __init__(self, bank: Bank, settings: Settings, seed: int) -> None:
        """The seed is that of the exam: where topics have equal claims it says whose question is asked."""
        super().__init__()
        self._bank = bank
        self._settings = settings
        self._seed = seed
        self._faults: tuple[str, ...] = ()
        asked = fitting(bank, Selection(), {})
        self._most = len(asked)
        self._asked_of = Counter(bank.catalogue.topics[i] for i in asked)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(Content(f"Mock exam: {self._bank.title}"), classes="heading")
            yield Static("Space marks, enter starts, ? helps.", classes="hint")
            with MoreBelow(id="groups", can_focus=False):
                yield Picks(self._groups(), self._picked_at_first())
            yield Static(id="summary", markup=False)
            yield Static(id="by-topic", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Start", id="start", variant="primary", compact=True, disabled=True)
                yield Button("Cancel", id="cancel", compact=True)

    def _groups(self) -> list[Group]:
        counts = [count for count in _QUESTIONS if count < self._most]
        minutes = [(str(minutes), f"{minutes} minutes") for minutes in _MINUTES]
        seconds = [(str(seconds), f"{seconds} seconds") for seconds in _SECONDS_EACH]
        return [
            Group(
                "count",
                "Questions",
                (*((str(count), str(count)) for count in counts), (str(self._most), "all")),
                is_single=True,
            ),
            Group("minutes", "Time", (*minutes, (_NONE, "no limit")), is_single=True),
            Group("topics", "Topics", self._topics()),
            Group("pass", "What passes", tuple((str(share), percent(share)) for share in _SHARES), is_single=True),
            Group("rule", "Marking", tuple((rule, rule_in_words(rule)) for rule in Rule), is_single=True),
            Group("certainty", "Certainty", (("asked", "say how sure you are of each answer"),)),
            Group("seconds", "Time for each question", ((_NONE, "no limit"), *seconds), is_single=True),
            Group("extra", "Extra time", tuple((str(extra), words) for extra, words in _EXTRA.items()), is_single=True),
        ]

    def _topics(self) -> tuple[tuple[str, str], ...]:
        """The topics of which something is asked, each with how many questions the bank has of it."""
        named = enumerate(self._bank.topics.items())
        return tuple((topic, f"{title} ({self._asked_of[i]})") for i, (topic, title) in named if self._asked_of[i])

    def _picked_at_first(self) -> dict[str, set[str]]:
        count = min(_USUAL, self._most)
        minutes = next((minutes for minutes in _MINUTES if minutes >= count), _MINUTES[-1])
        return {
            "count": {str(count)},
            "minutes": {str(minutes)},
            "topics": {topic for topic, _ in self._topics()},
            "pass": {str(0.6)},
            "rule": {self._settings.rule},
            "certainty": {"asked"} if self._settings.certainty else set(),
            "seconds": {_NONE},
            "extra": {str(1.0)},
        }

    def on_mount(self) -> None:
        self.query_one(Picks).focus()
        self._show_terms()

    def _terms(self) -> Terms:
        picks = self.query_one(Picks)

        def number(group: str) -> float | None:
            (value,) = picks.picked(group)
            return float(value) if value != _NONE else None

        (rule,) = picks.picked("rule")
        return Terms(
            blueprint=spread(self._bank, int(number("count") or 0), self._seed, picks.picked("topics")),
            minutes=number("minutes"),
            seconds_each=number("seconds"),
            pass_share=number("pass") or 0.0,
            extra_time=number("extra") or 1.0,
            rule=Rule(rule),
            with_certainty=bool(picks.picked("certainty")),
            pauses=self._settings.exam_pauses,
        )

    @on(Picks.Changed)
    def _show_terms(self) -> None:
        terms = self._terms()
        self._faults = faults_of(terms) if terms.blueprint.parts else ("Mark a topic or more to ask about.",)
        sentence = " ".join(self._faults) or terms_sentence(terms, terms.blueprint.questions)
        topics = "; ".join(f"{self._bank.topics[part.topic]} {part.count}" for part in terms.blueprint.parts)
        self.query_one("#summary", Static).update(Content(sentence))
        self.query_one("#by-topic", Static).update(Content(f"By topic: {topics}." if topics else ""))
        self.query_one("#start", Button).disabled = bool(self._faults)

    def offers(self, action: str) -> bool:
        """Whether the action has something to do now."""
        return action != "start" or not self._faults

    @on(Button.Pressed, "#start")
    def action_start(self) -> None:
        if self.offers("start"):
            self._close(self._terms())

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        self._close(None)

    def _close(self, wish: Terms | None) -> None:
        if self.is_current:  # or it is closed already: enter was pressed twice
            self.dismiss(wish)
