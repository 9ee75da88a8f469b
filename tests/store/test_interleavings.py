"""What must hold of any sequence of steps, and of the union of any two histories."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from quiz.core.marking import State, state_of
from quiz.store.history import History
from tests.store.learners import NOON, QUESTIONS, answered, plan_for

PLANS = [plan_for(id=f"session-{i}", bank=bank, at=NOON) for i, bank in enumerate(("a", "a", "b"))]

Step = tuple[str, int, int, bool]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["begin", "record", "record", "record", "retract", "flag", "unflag", "end", "reopen"]),
        st.integers(0, len(PLANS) - 1),
        st.integers(0, len(QUESTIONS) - 1),
        st.booleans(),
    ),
    max_size=25,
)


def take(history: History, i: int, step: Step) -> None:
    name, p, q, rightly = step
    plan, question, at = PLANS[p], QUESTIONS[q], NOON + timedelta(seconds=i)
    match name:
        case "begin":
            history.begin(plan)
        case "record":
            history.record(plan, question, answered(question, rightly=rightly, at=at))
        case "retract":
            history.retract(plan.id, question.id, at)
        case "flag":
            history.flag(plan.bank, question.id, "f", f"note {i}", at)
        case "unflag":
            history.unflag(plan.bank, question.id, "f", at)
        case "end":
            history.end(plan.id, at)
        case _:
            pass


class Model:
    """What a history is to say after some steps, kept in lists."""

    def __init__(self) -> None:
        self.begun: set[str] = set()
        self.ended: set[str] = set()
        self.answers: list[tuple[str, str, str, float]] = []
        self.flags: dict[tuple[str, str], str] = {}

    def take(self, i: int, step: Step) -> None:
        name, p, q, rightly = step
        plan, question = PLANS[p], QUESTIONS[q]
        match name:
            case "begin":
                self.begun.add(plan.id)
            case "record":
                self.begun.add(plan.id)
                fraction = answered(question, rightly=rightly).mark.fraction
                self.answers.append((plan.id, plan.bank, question.id, fraction))
            case "retract":
                self.answers = [each for each in self.answers if (each[0], each[2]) != (plan.id, question.id)]
            case "flag":
                self.flags.pop((plan.bank, question.id), None)
                self.flags[plan.bank, question.id] = f"note {i}"
            case "unflag":
                self.flags.pop((plan.bank, question.id), None)
            case "end" if plan.id in self.begun:
                self.ended.add(plan.id)
            case _:
                pass

    def marks(self, bank: str) -> dict[str, list[float]]:
        marks: dict[str, list[float]] = {}
        for _, of_bank, question, fraction in self.answers:
            if of_bank == bank:
                marks.setdefault(question, []).append(fraction)
        return marks


@settings(max_examples=80, deadline=None)
@given(STEPS)
def test_any_steps_leave_what_a_plain_model_says(steps: list[Step]) -> None:
    model = Model()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        history = History.open(path)
        try:
            for i, step in enumerate(steps):
                model.take(i, step)
                take(history, i, step)
                if step[0] == "reopen":
                    history.close()
                    history = History.open(path)
            check(history, model)
        finally:
            history.close()


def check(history: History, model: Model) -> None:
    summaries, totals = history.tallies.summaries(), history.tallies.totals()
    for bank in ("a", "b"):
        marks = model.marks(bank)
        records = history.tallies.records(bank)
        assert {id: (record.attempts, record.fraction) for id, record in records.items()} == {
            id: (len(each), each[-1]) for id, each in marks.items()
        }
        for id, each in marks.items():
            assert records[id].average == pytest.approx(sum(each) / len(each), abs=1e-9)
        if marks:
            every = [fraction for each in marks.values() for fraction in each]
            states = [state_of(fraction) for fraction in every]
            assert summaries[bank].attempts == totals[bank].answers == len(every)
            assert summaries[bank].questions == len(marks)
            assert summaries[bank].mean == pytest.approx(sum(each[-1] for each in marks.values()) / len(marks))
            assert (totals[bank].right, totals[bank].partly, totals[bank].wrong) == tuple(map(states.count, State))
            assert totals[bank].mean == pytest.approx(sum(every) / len(every))
        else:
            assert bank not in summaries
            assert bank not in totals
    for plan in PLANS:
        assert [each.question for each in history.answers(plan.id)] == [
            question for session, _, question, _ in model.answers if session == plan.id
        ]
    assert {saved.plan.id: saved.answered for saved in history.unfinished()} == {
        id: len({question for session, _, question, _ in model.answers if session == id})
        for id in model.begun - model.ended
    }
    assert [(flag.bank, flag.question, flag.note) for flag in history.flags()] == [
        (*place, note) for place, note in reversed(model.flags.items())
    ]


TABLES = ("session", "session_end", "attempt", "wording", "retraction", "flag")


def rows_of(path: Path) -> list[tuple[str, tuple[Any, ...]]]:
    """Every row of what happened, with the name of its table."""
    with closing(sqlite3.connect(path)) as connection:
        return [(table, row) for table in TABLES for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608


def said_by(path: Path) -> object:
    with History.open(path) as history:
        return (
            [history.tallies.records(bank) for bank in ("a", "b")],
            [history.answers(plan.id) for plan in PLANS],
            *(history.tallies.summaries(), history.tallies.totals(), history.flags()),
            *({saved.plan.id: saved.answered for saved in history.unfinished()}, list(history.attempts())),
        )


def union(path: Path, rows: Iterable[tuple[str, tuple[Any, ...]]]) -> object:
    """What a new history says that the rows are put into in this order."""
    History.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, row in rows:
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608
    return said_by(path)


@settings(max_examples=40, deadline=None)
@given(STEPS, STEPS, STEPS, st.randoms(use_true_random=False))
def test_two_histories_are_one_whatever_the_order_of_their_rows(
    shared: list[Step], here: list[Step], there: list[Step], dice: random.Random
) -> None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("here.db", "there.db")]
        for path, steps in zip(paths, (here, there), strict=True):
            with History.open(path) as history:
                if path == paths[0]:
                    for i, step in enumerate(shared):
                        take(history, i, step)
                for i, step in enumerate(steps, start=len(shared)):
                    take(history, i, step)
            if path == paths[0]:
                paths[1].write_bytes(path.read_bytes())
        ours, theirs = rows_of(paths[0]), rows_of(paths[1])
        mixed = dice.sample([*ours, *theirs, *ours], len(ours) * 2 + len(theirs))
        one = union(Path(folder) / "one.db", [*ours, *theirs])
        assert union(Path(folder) / "other.db", [*theirs, *ours]) == one
        assert union(Path(folder) / "mixed.db", mixed) == one
        assert union(Path(folder) / "alone.db", ours) == said_by(paths[0])
