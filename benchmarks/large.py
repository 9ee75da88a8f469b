"""What a history of a million answers costs: home, and an answer more."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import histories
from benchmarks.figures import Effort, Table, ratio, shown
from benchmarks.pane import Pane
from quiz.core.answers import Chosen, Matched
from quiz.core.bank import Bank
from quiz.core.marking import Rule
from quiz.core.questions import Choice
from quiz.core.session import Answered, Plan, Session
from quiz.paths import history_file
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds

NAME = "large"

_ANSWERS = 300


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    questions, attempts = histories.size(effort)
    empty, large = folder / "no-answers", folder / "many-answers"
    bank = histories.put_home(large, questions, attempts)
    histories.put_home(empty, questions, 0)
    yield _home(empty, large, bank.title, attempts, effort)
    yield _recording(empty, large, bank, attempts)


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
