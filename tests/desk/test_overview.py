"""Where the learner stands with every bank on the shelves."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from quiz.core.answers import Chosen
from quiz.core.exams.blueprint import spread
from quiz.core.exams.terms import Terms
from quiz.core.selection import Selection
from quiz.core.session import Session
from quiz.desk import invigilation, overview, tuition
from quiz.desk.desk import Desk
from tests.tui.desks import BANKS, desk_in


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    banks = tmp_path / "banks"
    copytree(BANKS / "cells", banks / "cells")
    (banks / "broken").mkdir()
    (banks / "broken" / "bank.yaml").write_text("quiz: 1\n")
    return desk_in(tmp_path, banks=banks, seed=2)


def looked_up(desk: Desk) -> tuple[dict[str, overview.Row], tuple[int, int]]:
    found = overview.rows(desk, overview.unfinished(desk))
    review = overview.look_up(desk, found, "x")
    return {row.shelved.id: row for row in found}, review


def test_a_bank_is_there_before_anything_is_known_of_it(desk: Desk) -> None:
    rows = {row.shelved.id: row for row in overview.rows(desk, {})}
    assert set(rows) == {"cells", "broken"}
    assert rows["cells"].progress is None
    assert rows["cells"].shelved.questions == 4
    assert rows["broken"].shelved.problem


def test_what_a_review_would_ask_is_counted(desk: Desk) -> None:
    rows, review = looked_up(desk)
    assert review == (0, 4)
    assert rows["broken"].progress is None
    assert (rows["cells"].unfinished, rows["cells"].due, rows["cells"].day, rows["cells"].sitting) == (None, 0, "", "")


def test_a_session_is_left_once_something_was_answered_in_it(desk: Desk) -> None:
    bank = desk.library.open("cells")
    plan = desk.begin(bank, Selection(ids=frozenset({"carry", "nucleus"})))
    assert plan
    assert overview.unfinished(desk) == {}
    session = Session(plan)
    tuition.answer(desk, session, bank.question(session.current), Chosen(frozenset({0})), 1.0)
    rows, _ = looked_up(desk)
    left, progress = rows["cells"].unfinished, rows["cells"].progress
    assert left
    assert left.answered == 1
    assert progress
    assert progress.answered == 1


def test_an_exam_that_runs_is_told_with_the_key_that_goes_on(desk: Desk) -> None:
    bank = desk.library.open("cells")
    invigilation.begin(desk, bank, Terms(spread(bank, 2, 1), minutes=10), 1)
    rows, _ = looked_up(desk)
    assert "x" in rows["cells"].sitting
