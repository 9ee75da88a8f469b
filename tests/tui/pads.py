"""A tiny application around one answer pad, which records what the pad posts."""

from __future__ import annotations

from textual import on
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from quiz.core.answers import Answer
from quiz.core.questions import Choice, Extra, Matching, Option, Pair
from quiz.core.shuffling import Layout
from quiz.tui import themes
from quiz.tui.widgets.answer_pad import AnswerPad

CELLS = Choice(
    id="cells",
    stem="Which of these are cells?",
    topic="t",
    options=(
        Option("Macrophages", is_key=True, why="They are cells."),
        Option("Antibodies", is_key=False, why="They are proteins."),
        Option("Neutrophils", is_key=True, why="They are cells too."),
        Option("Vitamins", is_key=False, why="They are small molecules."),
    ),
)
PRODUCERS = Choice(
    id="producers",
    stem="Which cells produce it?",
    topic="t",
    options=(
        Option("Activated T cells", is_key=True, why="The sheet says so."),
        Option("Red blood cells", is_key=False, why="They carry oxygen."),
        Option("Platelets", is_key=False, why="They clot."),
    ),
)
ARMS = Matching(
    id="arms",
    stem="Match each cell with its arm of immunity.",
    topic="t",
    pairs=(
        Pair("T cells", "Adaptive immunity", why="They learn."),
        Pair("B cells", "Adaptive immunity", why="They learn too."),
        Pair("NK cells", "Innate immunity", why="They are born ready."),
    ),
    extras=(Extra("Digestion", why="Not an arm of immunity."),),
)


def straight(choices: int, prompts: int = 0) -> Layout:
    """The order of the file, so that a test can name a choice by its place."""
    return Layout(tuple(range(choices)), tuple(range(prompts)))


class PadApp(App[None]):
    """Holds one pad and keeps its messages."""

    def __init__(self, pad: AnswerPad) -> None:
        super().__init__()
        self.pad = pad
        self.answers: list[Answer] = []
        self.refusals: list[str] = []
        self.register_theme(themes.DARK)
        self.theme = "quiz-dark"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield self.pad

    def on_mount(self) -> None:
        self.pad.focus()

    def hand_in(self) -> None:
        """Hands in what the pad has, as enter does."""
        if answer := self.pad.hand_in():
            self.answers.append(answer)

    @on(AnswerPad.Refused)
    def _note(self, message: AnswerPad.Refused) -> None:
        self.refusals.append(message.sentence)

    def text(self) -> list[str]:
        """The pad's lines as they are drawn at its width, without styles."""
        return [line.plain.rstrip() for line in self.pad.lines(self.pad.content_size.width)]
