"""What a history of a million answers costs: home, an answer more, and all memories drawn anew."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from statistics import median

import fsrs

from benchmarks import generated, histories
from benchmarks.figures import Effort, Table, ratio, shown
from benchmarks.pane import Pane
from quiz.banks.cache import open_bank
from quiz.core.answers import Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.marking import TOLERANCE, Rule
from quiz.core.questions import Bank, Choice
from quiz.core.schedule import rating_of
from quiz.core.session import Answered, Plan, Session
from quiz.paths import history_file
from quiz.store.database import Database
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds, moment_of

NAME = "large"

_ATTEMPTS, _QUESTIONS = 1_000_000, 20_000
_RETENTION = 0.9
_ANSWERS = 300
_BARE = 300_000
"""Reviews of the bare library beside the rebuild, at least where the history has so many."""

_REBUILDS = 5


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
    yield _rebuilding(large, attempts, effort)
    yield _home(empty, large, bank.title, attempts, effort)
    yield _recording(empty, large, bank, attempts)


def _rebuilding(home: Path, attempts: int, effort: Effort) -> Table:
    """Processor time and not time by the clock, of which other programs take their share.

    The library alone goes through reviews of this very history, with moments and ratings at hand. Ours reads the
    answers and writes the memories as well. Neither has to import the library.
    """
    path = history_file({"QUIZ_HOME": str(home)})
    ours: list[float] = []
    alone: list[float] = []
    ratios: list[float] = []
    with History.open(path) as history, closing(Database(path)) as database:
        history.memories.rebuild(_RETENTION)
        row = database.row("SELECT sum(reviews) FROM memory")
        reviews = int(row[0]) if row else 0
        series = _series(database)
        sample = sum(map(len, series.values()))
        gc.collect()
        gc.freeze()
        for _ in range(effort.rounds if effort.is_quick else _REBUILDS):
            before = _bare(database, series) / sample
            began = time.process_time()
            history.memories.rebuild(_RETENTION)
            ours.append((time.process_time() - began) / reviews)
            alone.append((before + _bare(database, series) / sample) / 2)
            ratios.append(alone[-1] / ours[-1])
        gc.unfreeze()
    table = Table(
        "Drawing all memories anew",
        ("what is reckoned", "reviews", "processor time a review", "a second", "to the bare library", "goal"),
        note=f"{attempts:,} attempts. Medians of {len(ours)} rounds; in each the library is timed before and after.",
    )
    bare, each = median(alone), median(ours)
    table.add("fsrs alone, review_card", f"{sample:,}", shown(bare), f"{1 / bare:,.0f}", "1.00", "")
    table.add(
        "`quiz history rebuild`", f"{reviews:,}", shown(each), f"{1 / each:,.0f}", f"{median(ratios):.2f}", "0.80"
    )
    return table


def _series(database: Database) -> dict[str, list[tuple[fsrs.Rating, datetime]]]:
    """The reviews of so many choice questions that `_BARE` come together, by question: the first answers of each day.

    The history has one bank, and its clock was never set back.
    """
    rows = database.rows(
        """
        SELECT question, at, fraction, certainty, min(id) FROM kept WHERE given GLOB '{"chosen":*'
        GROUP BY question, at / 86400000
        """
    )
    series: dict[str, list[tuple[fsrs.Rating, datetime]]] = {}
    count = 0
    for question, answers in groupby(rows, key=lambda row: str(row[0])):
        if count >= _BARE:
            break
        series[question] = [
            (
                fsrs.Rating(rating_of(fraction > 1 - TOLERANCE, Certainty(said) if said else None)),
                moment_of(at).replace(hour=0, minute=0, second=0, microsecond=0),
            )
            for _, at, fraction, said, _ in answers
        ]
        count += len(series[question])
    return series


def _bare(database: Database, series: Mapping[str, Sequence[tuple[fsrs.Rating, datetime]]]) -> float:
    """The seconds that the library alone takes for the reviews; AssertionError where the memories kept are others."""
    scheduler = fsrs.Scheduler(
        desired_retention=_RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    cards = []
    began = time.process_time()
    for number, reviews in enumerate(series.values()):
        card = fsrs.Card(card_id=number)
        for rating, at in reviews:
            card, _ = scheduler.review_card(card, rating, at)
        cards.append(card)
    seconds = time.process_time() - began
    kept: dict[str, float] = dict(database.rows("SELECT question, stability FROM memory WHERE part = ''"))
    if any(kept[question] != card.stability for question, card in zip(series, cards, strict=True)):
        raise AssertionError("the rebuild gives other memories than the library alone")
    return seconds


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
