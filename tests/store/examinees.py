"""Exams to keep in a history, and what happens in them."""

from __future__ import annotations

from datetime import timedelta

from quiz.core.answers import Chosen, Matched
from quiz.core.bank import Bank, catalogue_of
from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.events import Event, Flagged, Turned, answering
from quiz.core.exams.exam import Exam, exam_of
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule
from quiz.core.questions import Matching
from quiz.core.session import Mode, Plan
from tests.store.learners import NOON, QUESTIONS

TOPICS = {"disorders": "Disorders", "cells": "Cells"}
BANK = Bank(
    id="il2",
    title="IL-2",
    language="en",
    license="",
    topics=TOPICS,
    questions=QUESTIONS,
    catalogue=catalogue_of(QUESTIONS, tuple(TOPICS)),
)
TERMS = Terms(Blueprint((Part("disorders", 1), Part("cells", 2))), minutes=60)


def exam_for(id: str, terms: Terms = TERMS) -> Exam:
    """An exam of all questions that has not begun."""
    plan = Plan(id, "il2", tuple(question.id for question in QUESTIONS), 7, Rule.FALSE2, NOON, mode=Mode.EXAM)
    return exam_of(plan, terms)


def acts(count: int) -> list[Event]:
    """So many events, a second between them: turning, answering now so and now otherwise, flagging."""
    made: list[Event] = []
    for i in range(count):
        at = NOON + timedelta(seconds=i + 1)
        question = QUESTIONS[i % 3]
        if i % 4 == 0:
            made.append(Turned(at, i % 3))
        elif i % 4 == 1:
            made.append(Flagged(at, question.id, is_flagged=i % 8 == 1))
        elif isinstance(question, Matching):
            made.append(answering(question, Matched((i % 2, None, 2)), at))
        else:
            made.append(answering(question, Chosen(frozenset({i % 2})), at))
    return made
