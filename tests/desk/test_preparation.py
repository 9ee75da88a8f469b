from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from quiz.core.bank import Bank
from quiz.core.session import Mode
from quiz.desk.desk import Desk
from quiz.desk.preparation import begin_today, next_exam, preparation
from quiz.store.exam_days import ExamDay
from tests.tui.desks import BANKS, desk_in
from tests.tui.plans import answer_rightly, day_in


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path, banks=BANKS)


@pytest.fixture
def bank(desk: Desk) -> Bank:
    return desk.library.open("cells")


def test_what_is_remembered_is_brought_up_to_date_first(desk: Desk, bank: Bank) -> None:
    answer_rightly(desk, bank, "carry", days_ago=2)
    prepared = preparation(desk, bank)
    assert set(prepared.learnt.memories) == {"carry"}
    assert prepared.paces == {"carry": 20.0}
    assert prepared.today == day_in(desk, 0)


def test_an_agenda_needs_the_history_no_more(desk: Desk, bank: Bank) -> None:
    answer_rightly(desk, bank, "carry", days_ago=2)
    prepared = preparation(desk, bank)
    desk.history.close()
    agenda = prepared.agenda(ExamDay("cells", day_in(desk, 9), 20))
    assert agenda is not None
    assert (agenda.days, agenda.met, agenda.questions) == (9, 1, 4)
    with pytest.raises(ValueError, match="is past"):
        prepared.agenda(ExamDay("cells", day_in(desk, -1), 20))


def test_a_session_of_todays_list_is_one_of_study_and_can_be_resumed(desk: Desk, bank: Bank) -> None:
    plan = begin_today(desk, bank, ["tasks", "carry"])
    assert (plan.questions, plan.mode, plan.bank) == (("tasks", "carry"), Mode.STUDY, "cells")
    assert [saved.plan for saved in desk.history.unfinished("cells")] == [plan]


def test_the_next_exam_is_the_first_that_is_not_past(desk: Desk) -> None:
    def keep(bank: str, days: int) -> None:
        desk.history.exam_days.keep(bank, day_in(desk, days), 20, desk.now() + timedelta(days=days))

    assert next_exam(desk) is None
    keep("cells", -1)
    assert next_exam(desk) is None
    keep("gone", 1)  # no such bank is on the shelves
    keep("cells", 30)
    assert next_exam(desk) == "cells"
    keep("hard", 0)
    assert next_exam(desk) == "hard"
