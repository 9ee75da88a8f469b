"""Drills for browsers: questions of each kind, and texts that would be code were they taken for it."""

from __future__ import annotations

import time
from dataclasses import replace

from quiz.core.drills.events import Created
from quiz.core.drills.terms import DrillTerms, Naming
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question

DOCUMENT = "# Cells\n\nInterleukin-2 is a cytokine. T cells make it.\n"

ONE = Choice(
    id="one",
    topic="t",
    stem="What is interleukin-2?",
    why="The sheet calls it a cytokine.",
    cites=("Interleukin-2 is a cytokine.",),
    options=(
        Option("A cytokine", True, "It says so."),
        Option("An enzyme", False, "No enzyme is named."),
        Option("A vitamin", False, "No vitamin is named."),
    ),
)
SEVERAL = Choice(
    id="several",
    topic="t",
    stem="Which are right?",
    options=(Option("This one", True), Option("That one", True), Option("Not this", False), Option("Nor that", False)),
)
PAIRS = Matching(
    id="pairs",
    topic="t",
    stem="Which belongs to which?",
    pairs=(Pair("Mouse", "squeaks", "Mice squeak."), Pair("Dog", "barks"), Pair("Cow", "moos")),
    extras=(Extra("sings"),),
)

ARABIC = Choice(
    id="arabic",
    topic="t",
    stem="ما هو الإنترلوكين 2؟",
    options=(Option("سيتوكين (Cytokine)", True), Option("إنزيم", False), Option("فيتامين", False)),
)

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    '"><iframe srcdoc="<script>parent.ran=1</script>">',
    "javascript:window.ran=1",
    "{{constructor.constructor('window.ran=1')()}}",
)
HOSTILE = Choice(
    id="hostile",
    topic="t",
    stem=PAYLOADS[0],
    why=PAYLOADS[1],
    cites=("Interleukin-2 is a cytokine.",),
    options=(Option(PAYLOADS[2], True, PAYLOADS[3]), Option(PAYLOADS[4], False), Option(PAYLOADS[5], False)),
)

TERMS = DrillTerms(seconds=None, naming=Naming.FREE, closes_when_all_answered=False)


def drill(*questions: Question, terms: DrillTerms = TERMS, language: str = "en", title: str = "Cells") -> Created:
    """A drill of these questions that nobody has joined yet."""
    now = int(time.time() * 1000)
    return Created(now, "drill", "bank", title, language, (("t", "T"),), questions, DOCUMENT, 7, terms)


def hurried(seconds: float) -> DrillTerms:
    """The terms of a drill with a clock."""
    return replace(TERMS, seconds=seconds)


def own_pace() -> DrillTerms:
    """The terms of a drill at each one's own pace, for an hour."""
    return replace(TERMS, until=int(time.time() * 1000) + 3_600_000)
