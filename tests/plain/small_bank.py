"""A small bank, and a learner who studies it with lines typed beforehand."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quiz.banks.library import Library
from quiz.core.bank import Bank, catalogue_of
from quiz.core.marking import Rule
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question
from quiz.core.session import Plan, Session, restore
from quiz.desk.desk import Desk
from quiz.plain.study import Study
from quiz.plain.talk import Talk
from quiz.settings import Settings
from quiz.store.history import History

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

DOCUMENT = """\
# Cells

T cells make IL-2. They need it
to grow.

- IL-2 wakes NK cells, and it
  wakes B cells.
- It sleeps at night.

# Disorders

Sepsis is an infection. Lupus comes from antibodies.
"""

QUESTIONS: tuple[Question, ...] = (
    Choice(
        id="maker",
        stem="Which cells make IL-2?",
        topic="cells",
        options=(
            Option("T cells", is_key=True, why="They make it."),
            Option("Red cells", is_key=False, why="They carry oxygen."),
            Option("Neurons", is_key=False),
        ),
        why="T cells make IL-2 and need it to grow.",
        cites=("T cells make IL-2", "need it to grow"),
    ),
    Choice(
        id="woken",
        stem="Which cells does IL-2 wake? Choose all that apply.",
        topic="cells",
        options=(
            Option("NK cells", is_key=True, why="It wakes them."),
            Option("B cells", is_key=True, why="It wakes them too."),
            Option("Red cells", is_key=False, why="They do not sleep."),
            Option("None of these", is_key=False, is_pinned=True),
        ),
        why="It wakes two kinds.",
        cites=("wakes NK cells", "wakes B cells"),
    ),
    Matching(
        id="described",
        stem="Match each disorder with its description.",
        topic="disorders",
        pairs=(
            Pair("Sepsis", "An infection", why="So it says.", cites=("Sepsis is an infection",)),
            Pair("Lupus", "Antibodies at work"),
        ),
        extras=(Extra("A broken bone", why="That is neither."),),
        why="One is an infection, the other is not.",
        cites=("Lupus comes from antibodies.",),
    ),
)
TOPICS = {"cells": "Cells at work", "disorders": "Disorders"}


def bank_of(questions: tuple[Question, ...] = QUESTIONS, document: str = DOCUMENT, title: str = "Small bank") -> Bank:
    return Bank(
        id="small",
        title=title,
        language="en",
        license="",
        topics=TOPICS,
        questions=questions,
        catalogue=catalogue_of(questions, tuple(TOPICS)),
        document=document,
    )


@dataclass(slots=True)
class Clock:
    """A clock that goes on by ten seconds each time it is looked at."""

    seconds: float = 0

    def ticks(self) -> float:
        self.seconds += 10
        return self.seconds

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)


@dataclass(slots=True)
class Learner:
    """A learner at a desk: studies what was typed beforehand, and shows what was written."""

    history: History
    bank: Bank = field(default_factory=bank_of)
    clock: Clock = field(default_factory=Clock)
    session: Session | None = None
    settings: Settings = field(default_factory=Settings)

    @property
    def desk(self) -> Desk:
        nowhere = Path("nowhere")
        clock = self.clock
        return Desk(Library([], nowhere), self.history, self.settings, nowhere, clock.now, clock.ticks, lambda: 1)

    def plan(self, *questions: str, seed: int = 3, id: str = "first") -> Plan:
        plan = Plan(id, "small", questions or ("maker", "woken", "described"), seed, Rule.OU, NOON)
        self.history.begin(plan)
        return plan

    def study(self, typed: str, plan: Plan | None = None, *, is_interactive: bool = False, width: int = 79) -> str:
        plan = plan or self.plan()
        session = restore(plan, self.bank, self.history.answers(plan.id))
        out = io.StringIO()
        talk = Talk(io.StringIO(typed), out, width, is_interactive)
        study = Study(
            bank=self.bank,
            desk=self.desk,
            talk=talk,
            session=session,
            resume="quiz study small --resume",
            missed="quiz study small --missed",
        )
        study.run()
        self.session = study.session
        return out.getvalue()

    def answered(self, session: str = "first") -> list[str]:
        return [each.question for each in self.history.answers(session)]

    @property
    def unfinished(self) -> list[str]:
        return [saved.plan.id for saved in self.history.unfinished()]
