"""What a history of a million answers costs: home, an answer more, and all memories drawn anew."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import fsrs

from benchmarks import generated, histories
from benchmarks.figures import Effort, Table, ratio, shown
from benchmarks.pane import Pane
from quiz.banks.cache import open_bank
from quiz.core.answers import Chosen, Matched
from quiz.core.marking import Rule
from quiz.core.questions import Bank, Choice
from quiz.core.session import Answered, Plan, Session
from quiz.paths import history_file
from quiz.store.database import Database
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds

NAME = "large"

_ATTEMPTS, _QUESTIONS = 1_000_000, 20_000
_RETENTION = 0.9
_ANSWERS = 300
_BARE = 100_000
"""Reviews of the bare library beside the rebuild."""


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    attempts = 20_000 if effort.is_quick else _ATTEMPTS
    questions = 2_000 if effort.is_quick else _QUESTIONS
    empty, large = folder / "no-answers", folder / "many-answers"
    for home in (empty, large):
        generated.write(home / "banks" / "generated", questions)
    bank = open_bank(large / "banks" / "generated", large / "cache")
    open_bank(empty / "banks" / "generated", empty / "cache")
    histories.fill(history_file({"QUIZ_HOME": str(large)}), bank, attempts)
    History.open(history_file({"QUIZ_HOME": str(empty)})).close()
    yield _rebuilding(large, attempts)
    yield _home(empty, large, bank.title, attempts, effort)
    yield _recording(empty, large, bank, attempts)


def _rebuilding(home: Path, attempts: int) -> Table:
    """Processor time and not time by the clock, of which other programs take their share."""
    path = history_file({"QUIZ_HOME": str(home)})
    gc.collect()
    gc.freeze()
    before = _bare_rate()
    with History.open(path) as history:
        began = time.process_time()
        history.memories.rebuild(_RETENTION)
        seconds = time.process_time() - began
    with closing(Database(path)) as database:
        row = database.row("SELECT sum(reviews) FROM memory")
    reviews = int(row[0]) if row else 0
    bare = (before + _bare_rate()) / 2
    table = Table(
        "Drawing all memories anew",
        ("what is reckoned", "reviews", "processor time", "a second", "to the bare library", "goal"),
        note=f"{attempts:,} attempts; the library was timed before and after, and its rate is the mean of the two.",
    )
    table.add("fsrs alone, review_card", f"{2 * _BARE:,}", "", f"{bare:,.0f}", "1.00", "")
    rate = reviews / seconds
    table.add("`quiz history rebuild`", f"{reviews:,}", shown(seconds), f"{rate:,.0f}", f"{rate / bare:.2f}", "0.80")
    return table


def _bare_rate() -> float:
    """Reviews a second of the library alone, ten of each card."""
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    ratings = (fsrs.Rating.Good, fsrs.Rating.Good, fsrs.Rating.Again)
    began = time.process_time()
    for number in range(_BARE // 10):
        card, now = fsrs.Card(card_id=number), datetime(2026, 1, 1, tzinfo=UTC)
        for turn in range(10):
            card, _ = scheduler.review_card(card, ratings[turn % 3], now)
            now += timedelta(days=14)
    return _BARE / (time.process_time() - began)


def _home(empty: Path, large: Path, title: str, attempts: int, effort: Effort) -> Table:
    taken: dict[Path, list[float]] = {empty: [], large: []}
    for turn in range(effort.rounds + 1):
        for home, seconds in taken.items():
            with Pane("quiz", (), home) as pane:
                painted = pane.wait_for(title[:12]) - pane.began
                pane.leave("q")
            if turn:
                seconds.append(painted)
    table = Table(
        "Home with many answers",
        ("history", "min", "median", "median of ratios", "goal"),
        note=f"From the start of the process to the banks; {effort.rounds} rounds, both in each.",
    )
    table.add("empty", shown(min(taken[empty])), shown(median(taken[empty])), "1.00", "")
    many = taken[large]
    table.add(
        f"{attempts:,} attempts", shown(min(many)), shown(median(many)), f"{ratio(many, taken[empty]):.2f}", "1.25"
    )
    return table


def _recording(empty: Path, large: Path, bank: Bank, attempts: int) -> Table:
    now = datetime.now(UTC)
    plan = Plan(new_id(milliseconds(now)), bank.id, tuple(bank.catalogue.ids[:_ANSWERS]), 1, Rule.OU, now)
    answers = list(_answers(bank, plan))
    taken: list[tuple[float, float]] = []
    with (
        History.open(history_file({"QUIZ_HOME": str(empty)})) as few,
        History.open(history_file({"QUIZ_HOME": str(large)})) as many,
    ):
        for history in (few, many):
            history.begin(plan)
        for id, answered in answers:
            question = bank.question(id)
            pair = []
            for history in (few, many):
                began = time.perf_counter()
                history.record(plan, question, answered)
                pair.append(time.perf_counter() - began)
            taken.append((pair[0], pair[1]))
    table = Table(
        "Recording an answer with many answers",
        ("history", "min", "median", "median of ratios", "goal"),
        note=f"{len(taken)} answers, each recorded in both histories in turn.",
    )
    alone, beside = ([pair[place] for pair in taken] for place in (0, 1))
    table.add("empty", shown(min(alone)), shown(median(alone)), "1.00", "")
    table.add(
        f"{attempts:,} attempts", shown(min(beside)), shown(median(beside)), f"{ratio(beside, alone):.2f}", "1.20"
    )
    return table


def _answers(bank: Bank, plan: Plan) -> Iterator[tuple[str, Answered]]:
    session = Session(plan)
    for id in plan.questions:
        question = bank.question(id)
        right = Chosen(question.keys) if isinstance(question, Choice) else Matched(question.key)
        session, answered = session.answer(question, right, datetime.now(UTC), 1.0)
        yield id, answered
        session = session.go_on()
