"""Draws the README's pictures: the real program on the shipped bank, exported as SVG to docs/pictures."""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from quiz.banks.library import Library
from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.marking import Rule
from quiz.core.questions import Choice, Matching, Question
from quiz.core.session import Plan, Session
from quiz.desk.desk import Desk
from quiz.settings import Settings
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds
from quiz.tui.app import QuizApp
from quiz.tui.screens.browse import BrowseScreen
from quiz.tui.screens.editor import EditorScreen
from quiz.tui.widgets.answer_pad import AnswerPad

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "pictures"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
A_PRESS = timedelta(seconds=7)
"""The time from one key to the next."""

# What is pressed before each picture; with the seed 1 the second question is a matching one.
SCENES: dict[str, tuple[tuple[int, int], str, str]] = {
    "home": ((80, 24), "dark", "enter a b enter q"),
    "choice": ((80, 24), "dark", "enter b"),
    "explained": ((120, 36), "dark", "enter a b enter"),
    "matching": ((80, 24), "dark", "enter n d a b"),
    "matched": ((80, 24), "light", "enter n d a b e enter"),
    "passage": ((80, 24), "light", "enter b d enter s"),
    "phone-width": ((40, 24), "dark", "enter n d a"),
    "results": ((80, 24), "dark", "enter" + " ANSWER" * 10),
    "browse": ((120, 36), "dark", "v j j tab enter"),
    "editor": ((120, 40), "light", "w"),
}

# The same for a learner of some weeks, who sits an exam soon.
LATER: dict[str, tuple[tuple[int, int], str, str]] = {
    "review": ((80, 24), "dark", "r a plus"),
    "exam-setup": ((80, 24), "light", "x"),
    "exam": ((80, 24), "dark", "x enter a n b m n c"),
    "exam-map": ((80, 24), "dark", "x enter a n b m n c n o"),
    "exam-result": ((80, 30), "light", "x enter" + " MARK" * 19 + " z tab enter"),
    "plan": ((80, 30), "dark", "p"),
    "statistics": ((120, 40), "dark", "s"),
}


def learn(history: History, bank: Bank) -> None:
    """Fills the history with sessions of the weeks before, in which more and more answers are right."""
    dice = random.Random(4)
    for day in range(40, 0, -1):
        if dice.random() < 0.35:
            continue
        at = NOON - timedelta(days=day) + timedelta(hours=dice.choice([-3, 0, 2, 5]))
        ids = tuple(dice.sample(list(bank.catalogue.ids), dice.choice([5, 10, 12])))
        session = Session(Plan(new_id(milliseconds(at)), bank.id, ids, day, Rule.OU, at))
        history.begin(session.plan)
        for id in ids:
            is_right = dice.random() < 0.95 - 0.01 * day
            question = bank.question(id)
            at += timedelta(seconds=dice.randrange(8, 60))
            sure = dice.choice([None, Certainty.MIDDLE, Certainty.HIGH] if is_right else [None, *Certainty])
            given = right(question) if is_right else wrong(question, dice)
            session, answered = session.answer(question, given, at, dice.uniform(5, 45), certainty=sure)
            history.record(session.plan, question, answered)
            session = session.go_on()
        history.end(session.plan.id, at)
    history.exam_days.keep(bank.id, (NOON + timedelta(days=51)).date(), 20, NOON)


def right(question: Question) -> Answer:
    return Chosen(question.keys) if isinstance(question, Choice) else Matched(question.key)


def wrong(question: Question, dice: random.Random) -> Answer:
    if isinstance(question, Choice):
        distractors = [i for i, option in enumerate(question.options) if not option.is_key]
        return Chosen(frozenset({dice.choice(distractors)}))
    first, second, *others = question.key
    return Matched((second, first, *others))


async def draw(name: str, size: tuple[int, int], theme: str, keys: str, *, has_learnt: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        seconds = 0.0
        presses = 0

        def ticks() -> float:
            nonlocal seconds
            seconds += 4.2
            return seconds

        def now() -> datetime:
            return NOON + presses * A_PRESS

        with History.open(home / "history.db") as history:
            desk = Desk(
                library=Library([ROOT / "questions"], home / "cache"),
                history=history,
                settings=Settings(theme=theme),
                settings_path=home / "settings.toml",
                now=now,
                ticks=ticks,
                dice=lambda: 1,
            )
            if has_learnt:
                learn(history, desk.library.open("il2-neonatal"))
            app = QuizApp(desk)
            async with app.run_test(size=size) as pilot:
                await settle(pilot)
                for key in keys.split():
                    for each in keys_of(app, key):
                        presses += 1
                        await pilot.press(each)
                        await settle(pilot, each)
                (TARGET / f"{name}.svg").write_text(app.export_screenshot(title="quiz"), encoding="utf-8")


def keys_of(app: QuizApp, key: str) -> list[str]:
    """The key, or those that answer the question on the screen: right or wrong by the way it happens to be shuffled."""
    if key not in {"ANSWER", "MARK"}:
        return [key]
    pad = app.screen.query_one(AnswerPad)
    if isinstance(pad.question, Matching):
        chosen = [*"a" * len(pad.question.pairs)]
    else:
        chosen = ["abcdefghij"[next(place for place, option in enumerate(pad.order.choices) if option < 2)]]
    return [*chosen, "enter", "enter"] if key == "ANSWER" else [*chosen, "enter"]


READERS = {"_find_progress", "_reckon", "_count", "lookout"}
"""The workers that read what a screen shows."""

OPENS = {"v": BrowseScreen, "w": EditorScreen}
"""The screens for which home reads a bank in a thread."""


async def settle(pilot: Pilot[int], key: str = "") -> None:
    await pilot.pause()
    while key in OPENS and not isinstance(pilot.app.screen, OPENS[key]):
        await pilot.pause(0.01)
    if reading := [worker for worker in pilot.app.workers if worker.name in READERS]:
        await pilot.app.workers.wait_for_complete(reading)
        await pilot.pause()


async def main() -> None:
    TARGET.mkdir(exist_ok=True)
    for scenes in (SCENES, LATER):
        for name, (size, theme, keys) in scenes.items():
            if not sys.argv[1:] or name in sys.argv[1:]:
                await draw(name, size, theme, keys, has_learnt=scenes is LATER)


if __name__ == "__main__":
    asyncio.run(main())
