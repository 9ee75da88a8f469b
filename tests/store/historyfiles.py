"""Files of histories, looked at and spoilt from outside."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quiz.errors import HistoryError
from quiz.store.history import History
from tests.store.learners import CHOICE, answered, plan_for

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold root back")


def fill(path: Path) -> None:
    with History.open(path) as history:
        plan = plan_for()
        for _ in range(30):
            history.record(plan, CHOICE, answered(CHOICE))


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file in the folder; that of an index to a log, which every reader writes in, is empty."""
    return {
        each.name: "" if each.name.endswith("-shm") else hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.iterdir()
        if each.is_file()
    }


def refusal(path: Path) -> str:
    """The sentence with which the history is refused, having been left as it was."""
    before = contents(path.parent)
    with pytest.raises(HistoryError) as refused:
        History.open(path)
    assert contents(path.parent) == before
    sentence = str(refused.value)
    assert str(path) in sentence
    return sentence


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
