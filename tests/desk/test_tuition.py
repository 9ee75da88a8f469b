"""Sessions as they are gone through, whichever front end shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.core.answers import Chosen
from quiz.core.bank import Bank
from quiz.core.certainty import Certainty
from quiz.core.mixture import Mixture
from quiz.core.selection import Selection
from quiz.core.session import Session
from quiz.desk import tuition
from quiz.desk.desk import Desk
from quiz.errors import HistoryError
from tests.tui.desks import BANKS, desk_in

FIRST = Chosen(frozenset({0}))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path, banks=BANKS / "cells", seed=2)


@pytest.fixture
def bank(desk: Desk) -> Bank:
    return desk.library.open("cells")


@pytest.fixture
def session(desk: Desk, bank: Bank) -> Session:
    plan = desk.begin(bank, Selection(ids=frozenset({"carry", "nucleus"})))
    assert plan
    return Session(plan)


def test_an_answer_is_on_the_disk_when_it_counts(desk: Desk, bank: Bank, session: Session) -> None:
    question = bank.question(session.current)
    after, answered = tuition.answer(desk, session, question, FIRST, 3.0, certainty=Certainty.LOW, proof="So.")
    assert after.answered == (answered,)
    assert (answered.seconds, answered.certainty, answered.proof) == (3.0, Certainty.LOW, "So.")
    assert desk.restored(bank, session.plan).answered == after.answered


def test_an_answer_that_is_taken_back_is_gone_from_the_session(desk: Desk, bank: Bank, session: Session) -> None:
    after, answered = tuition.answer(desk, session, bank.question(session.current), FIRST, 3.0)
    before, undone = tuition.undo(desk, after)
    assert (before.answered, undone) == ((), answered)
    assert desk.restored(bank, session.plan).answered == ()


def test_what_the_history_does_not_take_leaves_the_session_as_it_is(desk: Desk, bank: Bank, session: Session) -> None:
    desk.history._database.row("PRAGMA query_only = ON")
    with pytest.raises(HistoryError):
        tuition.answer(desk, session, bank.question(session.current), FIRST, 3.0)
    desk.history._database.row("PRAGMA query_only = OFF")
    assert session.answered == desk.restored(bank, session.plan).answered == ()


def test_a_question_is_marked_for_later_in_its_own_bank(desk: Desk, bank: Bank) -> None:
    tuition.flag(desk, bank, bank.question("carry"), "Why?")
    mixture = Mixture([bank], "Review")
    mixed = next(id for id in mixture.catalogue.ids if id.endswith("carry"))
    assert desk.flags(bank) == {"carry": "Why?"}
    assert desk.flags(mixture) == {mixed: "Why?"}
    tuition.flag(desk, mixture, mixture.question(mixed), None)
    assert desk.flags(bank) == {}
