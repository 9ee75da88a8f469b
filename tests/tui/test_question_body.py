"""The body of a question in a tiny application, and the order of its keys."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from textual import on
from textual.app import App, ComposeResult

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.bank import Bank, catalogue_of
from quiz.core.marking import Mark
from quiz.core.questions import Question
from quiz.core.session import Answered
from quiz.tui import themes
from quiz.tui.widgets.answer_pad import AnswerPad
from quiz.tui.widgets.certainty_bar import CertaintyBar
from quiz.tui.widgets.choice_list import ChoiceList
from quiz.tui.widgets.matching_board import MatchingBoard
from quiz.tui.widgets.question_body import CHOOSING, QuestionBody, pad_of, queued
from tests.tui.pads import ARMS, CELLS, PRODUCERS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class BodyApp(App[None]):
    """Holds one body, whose letters it queues; `done` is what was done, in its order."""

    BINDINGS = (*CHOOSING, ("n", "wait('n')"), ("p", "wait('p')"))  # type: ignore[assignment]

    def __init__(self, question: Question | None) -> None:
        super().__init__()
        self.body = QuestionBody(pad_of(question, 1) if question else None, "goes on")
        self.done: list[str] = []
        self.register_theme(themes.DARK)
        self.theme = "quiz-dark"

    def compose(self) -> ComposeResult:
        yield self.body

    @queued
    def action_choose(self, key: str) -> None:
        self.done.append(key if self.body.take(key) else f"no {key}")

    @queued
    async def action_wait(self, key: str) -> None:
        await asyncio.sleep(0)
        self.done.append(key)

    @on(AnswerPad.Refused)
    def _say_why_not(self, message: AnswerPad.Refused) -> None:
        self.body.say_why_not(message)

    @property
    def said(self) -> str:
        return str(self.body.verdict.render())


@pytest.mark.parametrize(
    ("question", "pad", "how"),
    [
        (PRODUCERS, ChoiceList, "One answer: a letter chooses, enter goes on."),
        (CELLS, ChoiceList, "Several answers: letters choose, enter goes on."),
        (ARMS, MatchingBoard, "A letter gives the prompt at ▸ its partner; enter goes on."),
    ],
)
async def test_each_kind_has_its_pad_and_says_how_it_is_answered(
    question: Question, pad: type[ChoiceList | MatchingBoard], how: str
) -> None:
    app = BodyApp(question)
    async with app.run_test() as pilot:
        assert isinstance(app.body.pad, pad)
        app.body.say_how()
        assert app.said == how
        app.body.pad.strike()
        app.body.say_how()
        assert app.said == "Strike out which one? Type its key."
        await pilot.press("j")
        await pilot.pause()
        assert app.said.startswith("There are only")


async def test_keys_are_dealt_with_in_their_order_each_when_the_one_before_is_done() -> None:
    app = BodyApp(CELLS)
    async with app.run_test() as pilot:
        await pilot.press(*"anbpc")
        await pilot.pause()
        assert app.done == [*"anbpc"]


async def test_what_the_first_question_does_without_is_made_once_when_it_is_asked_for() -> None:
    app = BodyApp(CELLS)
    async with app.run_test():
        assert not app.query("#why, CertaintyBar")
        assert app.body.why is app.body.why
        assert app.body.certainty_bar is app.body.certainty_bar
        assert len(app.query("#why")) == len(app.query(CertaintyBar)) == 1
        await app.body.turn_to(pad_of(ARMS, 1))
        assert [type(child).__name__ for child in app.body.children][2:] == [
            *("Verdict", "MatchingBoard", "CertaintyBar", "Static")
        ]


async def test_where_there_is_no_question_no_answer_is_taken() -> None:
    app = BodyApp(None)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert app.done == ["no a"]
        assert not app.body.is_open


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (PRODUCERS, Chosen(frozenset({0})), "✗ Wrong  0.00"),
        (PRODUCERS, Chosen(frozenset()), "○ Not answered"),
        (ARMS, Matched((None, None, None)), "○ Not answered"),
    ],
)
async def test_an_answer_is_explained_and_no_answer_is_no_wrong_one(
    question: Question, answer: Answer, said: str
) -> None:
    bank = Bank(
        id="b", title="B", language="en", license="", topics={"t": "T"}, questions=(question,),
        catalogue=catalogue_of((question,), ("t",)),
    )  # fmt: skip
    app = BodyApp(question)
    async with app.run_test():
        app.body.explain(Answered(question.id, answer, Mark(0.0, "0.00"), NOON, 1.0), bank)
        assert app.said == said
        assert not app.body.is_open
        assert not app.body.take("a")
