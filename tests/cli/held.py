"""Drills that were held, in the files in which a server would have left them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.events import Answered, Closed, ClosedBy, Created, Ended, Event, Joined, Opened, Removed, Revealed
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question
from quiz.live.log.embedded import open_log

ID = "019c8d2a-0000-7000-8000-000000000001"
BEGAN = 1_770_000_000_000  # 2026-02-02 02:40:00 UTC

TERMS = DrillTerms(
    with_certainty=True, teams=("Red", "Blue"), roster=tuple((f"s{n}", f"Student {n}") for n in range(1, 4))
)

QUESTIONS: tuple[Question, ...] = (
    Choice(
        id="maker",
        stem="Which cells make IL-2?",
        topic="cells",
        options=(Option("T cells", True, "They make it."), Option("Red cells", False), Option("Nerve cells", False)),
    ),
    Choice(
        id="woken",
        stem="Which cells does IL-2 wake? Choose all that apply.",
        topic="cells",
        options=(
            Option("NK cells", True),
            Option("B cells", True),
            Option("Red cells", False),
            Option("Fat cells", False),
        ),
    ),
    Matching(
        id="described",
        stem="Match each disorder with its description.",
        topic="disorders",
        pairs=(Pair("Sepsis", "An infection"), Pair("Lupus", "Antibodies at work")),
        extras=(Extra("A broken bone"),),
    ),
    Choice(
        id="never",
        stem="Is this asked?",
        topic="cells",
        options=(Option("Yes", False), Option("No", True)),
    ),
)


def created(
    *,
    id: str = ID,
    title: str = "A small bank",
    questions: Sequence[Question] = QUESTIONS,
    terms: DrillTerms = TERMS,
    bank: str = "small",
) -> Created:
    topics = (("cells", "Cells at work"), ("disorders", "Disorders"))
    return Created(BEGAN - 60_000, id, bank, title, "en", topics, tuple(questions), "", 1, terms)


def keep(folder: Path, events: Iterable[Event]) -> Path:
    """The file of a drill with these events, the first of which names it."""
    every = list(events)
    assert isinstance(every[0], Created)
    path = folder / f"{every[0].id}.drill"

    async def write() -> None:
        log = open_log(path)
        await log.append(every)
        await log.close()

    asyncio.run(write())
    return path


def options(*texts: str) -> Given:
    return Given(chosen=texts)


def pairs(sepsis: str, lupus: str = "") -> Given:
    both = [("Sepsis", sepsis), ("Lupus", lupus)]
    return Given(matched=tuple((prompt, choice) for prompt, choice in both if choice))


RIGHT = (options("T cells"), options("NK cells", "B cells"), pairs("An infection", "Antibodies at work"))


def small_class() -> list[Event]:
    """Four learners, one of them late, and one who is sent out; three questions of four, the first voted on twice."""
    at = BEGAN
    events: list[Event] = [created()]
    for n, (name, team) in enumerate([("Ann", "Red"), ("Bob", "Blue"), ("Cy", "Red"), ("Mallory", "Blue")], 1):
        events.append(Joined(at - 1000, f"l{n}", name, f"s{n}", team))
    events.append(Opened(at, 0))
    for learner, text, certainty in [
        ("l1", "Red cells", Certainty.HIGH),
        ("l2", "T cells", Certainty.LOW),
        ("l4", "T cells", None),
    ]:
        events.append(_answer(at + 4000, learner, 0, options(text), certainty))
    events += [Closed(at + 30_000, 0, 1, ClosedBy.CLOCK), Opened(at + 60_000, 0, 2)]
    for learner, text, certainty in [
        ("l1", "T cells", Certainty.MIDDLE),
        ("l2", "T cells", Certainty.HIGH),
        ("l3", "Red cells", Certainty.HIGH),
        ("l4", "T cells", None),
    ]:
        events.append(_answer(at + 65_000, learner, 0, options(text), certainty, round=2))
    events += [Closed(at + 70_000, 0, 2, ClosedBy.ALL), Revealed(at + 71_000, 0)]
    events += [Removed(at + 72_000, "l4", is_banned=True), Joined(at + 73_000, "l5", "Late Lee", "", "Blue")]
    events.append(Opened(at + 80_000, 1))
    events.append(_answer(at + 83_000, "l1", 1, options("NK cells", "B cells"), Certainty.HIGH))
    events.append(_answer(at + 84_000, "l2", 1, options("NK cells", "Red cells"), Certainty.GUESS))
    events.append(_answer(at + 86_500, "l5", 1, options("Fat cells"), None))
    events += [Closed(at + 110_000, 1, 1, ClosedBy.CLOCK), Revealed(at + 111_000, 1), Opened(at + 120_000, 2)]
    events.append(_answer(at + 126_000, "l1", 2, pairs("An infection", "Antibodies at work"), Certainty.HIGH))
    events.append(_answer(at + 127_000, "l3", 2, pairs("A broken bone", "Antibodies at work"), Certainty.LOW))
    events.append(_answer(at + 128_000, "l5", 2, pairs("An infection"), Certainty.LOW))
    return [*events, Closed(at + 150_000, 2, 1, ClosedBy.HOST), Revealed(at + 151_000, 2), Ended(at + 160_000)]


def _answer(at: int, learner: str, place: int, given: Given, certainty: Certainty | None, round: int = 1) -> Answered:
    return Answered(at, learner, place, round, given, f"{learner}/{place}/{round}", certainty)


def large_class(learners: int, seed: int = 1, terms: DrillTerms | None = None) -> list[Event]:
    """So many learners, who know more or less, some of whom come late or leave questions out."""
    dice = random.Random(seed)
    able = {f"l{n}": dice.random() for n in range(learners)}
    late = {learner for learner in able if dice.random() < 0.1}
    events: list[Event] = [created(terms=terms or DrillTerms(with_certainty=True))]
    events += [Joined(BEGAN - 1, learner, f"Learner {learner}") for learner in able if learner not in late]
    wrong = (
        (options("Red cells"), options("Nerve cells")),
        (options("NK cells"), options("Fat cells", "B cells"), options("Red cells")),
        (pairs("A broken bone"), pairs("An infection", "A broken bone")),
    )
    for place in range(3):
        at = BEGAN + place * 60_000
        events += [Joined(at - 1, learner, f"Learner {learner}") for learner in sorted(late) if place == 1]
        events.append(Opened(at, place))
        for learner, ability in able.items():
            if (learner in late and not place) or dice.random() < 0.05:
                continue
            given = RIGHT[place] if dice.random() < ability else dice.choice(wrong[place])
            certainty = dice.choice(list(Certainty))
            events.append(_answer(at + dice.randrange(1000, 29_000), learner, place, given, certainty))
        events += [Closed(at + 40_000, place, 1, ClosedBy.CLOCK), Revealed(at + 41_000, place)]
    return [*events, Ended(BEGAN + 200_000)]
