from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings, strategies as st

from quiz.core.bank import MIXED, mixed_id
from quiz.core.certainty import Certainty
from quiz.core.questions import Question, Wording, wording_of
from quiz.core.revision.facts import WHOLE
from quiz.core.revision.memory import Memory
from quiz.core.revision.schedule import Scheduler
from quiz.core.session import Mode
from quiz.store.history import History
from tests.store.learners import CHOICE, MATCHING, NOON, QUESTIONS, SEVERAL, answered, plan_for

DAY = timedelta(days=1)
PLAN = plan_for(id="session")
FOLDED = ("innate", "adaptive", "humoral")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def record(history: History, question: Question, *, rightly: bool = True, at: datetime = NOON) -> None:
    history.record(replace(PLAN, id=f"session at {at}"), question, answered(question, rightly=rightly, at=at))


def everything(history: History) -> dict[str, dict[str, Memory]]:
    return history.memories.of_bank("il2")


def test_nothing_is_remembered_before_the_first_answer(path: Path) -> None:
    with History.open(path) as history:
        assert history.memories.bring_up_to_date(0.9) == 0
        assert everything(history) == {}
        assert history.memories.begun_since(NOON) == 0
        assert history.memories.suspended() == frozenset()


def test_answers_are_remembered_once_memory_is_brought_up_to_date(path: Path) -> None:
    with History.open(path) as history:
        for question in QUESTIONS:
            record(history, question, rightly=False)
        assert everything(history) == {}
        assert history.memories.bring_up_to_date(0.9) == 3
        assert history.memories.bring_up_to_date(0.9) == 0
        remembered = everything(history)
        assert set(remembered["gut"]) == set(remembered["cells"]) == {WHOLE}
        assert {part: memory.is_right for part, memory in remembered["pairs"].items()} == {
            "innate": True,
            "adaptive": False,
            "humoral": False,
        }
        forgotten, known = remembered["gut"][WHOLE], remembered["pairs"]["innate"]
        assert (round(forgotten.stability, 4), round(known.stability, 4)) == (0.212, 2.3065)
        assert forgotten.first == forgotten.last == NOON
        assert (forgotten.due - NOON, known.due - NOON) == (DAY, 2 * DAY)


def test_certainty_is_remembered_and_a_right_guess_is_no_memory(path: Path) -> None:
    with History.open(path) as history:
        for question, certainty in ((CHOICE, Certainty.GUESS), (SEVERAL, Certainty.HIGH)):
            history.record(PLAN, question, answered(question)._replace(certainty=certainty))
        history.memories.bring_up_to_date(0.9)
        guessed, sure = (everything(history)[id][WHOLE] for id in ("gut", "cells"))
        assert (guessed.certainty, round(guessed.stability, 4)) == (Certainty.GUESS, 0.212)
        assert (sure.certainty, round(sure.stability, 4)) == (Certainty.HIGH, 2.3065)


def test_a_question_is_suspended_until_it_is_taken_up(path: Path) -> None:
    with History.open(path) as history:
        history.memories.suspend("il2", ["gut", "pairs"], NOON)
        history.memories.take_up("il2", ["pairs"], NOON)
        assert history.memories.suspended() == history.memories.suspended("il2") == {("il2", "gut")}
        assert history.memories.suspended("other") == frozenset()


def test_questions_are_begun_with_their_first_answer(path: Path) -> None:
    with History.open(path) as history:
        record(history, CHOICE)
        record(history, MATCHING, at=NOON + DAY)
        record(history, CHOICE, at=NOON + DAY)
        history.memories.bring_up_to_date(0.9)
        assert history.memories.begun_since(NOON) == 2
        assert history.memories.begun_since(NOON + DAY) == 1


def test_another_retention_draws_everything_anew(path: Path) -> None:
    with History.open(path) as history:
        record(history, CHOICE)
        record(history, SEVERAL)
        history.memories.bring_up_to_date(0.9)
        assert history.memories.bring_up_to_date(0.7) == 2
        later = everything(history)["gut"][WHOLE]
        assert later.due - NOON > 10 * DAY
        assert round(later.stability, 4) == 2.3065


def test_another_clock_of_days_draws_everything_anew(path: Path) -> None:
    with History.open(path) as history:
        record(history, CHOICE, rightly=False, at=NOON - timedelta(hours=12))  # the evening before, west of Greenwich
        record(history, CHOICE, at=NOON + timedelta(hours=3))
        history.memories.bring_up_to_date(0.9)
        assert everything(history)["gut"][WHOLE].reviews == 1
        assert history.memories.bring_up_to_date(0.9, timedelta(hours=-8)) == 1
        assert everything(history)["gut"][WHOLE].reviews == 2
        assert history.memories.bring_up_to_date(0.9, timedelta(hours=-8)) == 0


def test_the_wording_that_was_answered_is_found_again(path: Path) -> None:
    cited = replace(CHOICE, cites=("the gut of infants",))
    with History.open(path) as history:
        record(history, cited)
        fingerprint = wording_of(cited).fingerprint
        assert history.memories.wordings([fingerprint, "unknown"]) == {
            fingerprint: Wording(CHOICE.stem, ("Enterocolitis",), ("the gut of infants",))
        }


def test_answers_of_a_review_across_banks_are_each_in_their_bank(path: Path) -> None:
    plan = replace(plan_for(bank=MIXED), questions=(mixed_id("il2", "gut"), mixed_id("other", "gut")), mode=Mode.REVIEW)
    with History.open(path) as history:
        for id in plan.questions:
            question = replace(CHOICE, id=id)
            history.record(plan, question, answered(question))
        assert [(each.bank, each.question) for each in history.attempts()] == [("il2", "gut"), ("other", "gut")]
        assert [each.question for each in history.answers(plan.id)] == list(plan.questions)
        history.retract(plan.id, "other/gut", NOON)
        assert [each.question for each in history.answers(plan.id)] == ["il2/gut"]
        assert set(history.tallies.totals()) == {"il2"}
        assert history.tallies.totals()["il2"].sessions == 1
        assert history.unfinished() == ()  # what is still due is asked in the next review
        history.memories.bring_up_to_date(0.9)
        assert set(everything(history)) == {"gut"}
        assert history.memories.of_bank("other") == {}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["record", "record", "record", "retract", "bring up", "other copy"]),
        st.sampled_from(QUESTIONS),
        st.booleans(),
        st.integers(-1, 40),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_memory_brought_up_to_date_step_by_step_is_memory_drawn_anew(
    steps: Iterable[tuple[str, Question, bool, int]],
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        with History.open(path) as history, History.open(path) as other:
            at = NOON
            for name, question, rightly, days in steps:
                at += days * DAY
                match name:
                    case "record":
                        record(history, question, rightly=rightly, at=at)
                    case "retract":
                        history.retract(f"session at {at}", question.id, at)
                    case "bring up":
                        history.memories.bring_up_to_date(0.9)
                    case _:
                        record(other, question, rightly=rightly, at=at)
            history.memories.bring_up_to_date(0.9)
            kept = everything(history)
            other.memories.rebuild(0.9)
            assert kept == everything(other) == everything(history)
            assert set(kept) == set(history.tallies.records("il2"))


def test_many_stale_questions_are_read_at_once_and_come_out_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with History.open(path) as history:
        for i in range(6):
            for question in QUESTIONS:
                record(history, question, rightly=i % 3 != 1, at=NOON + i * DAY)
        history.memories.rebuild(0.9)
        one_by_one = everything(history)
        monkeypatch.setattr("quiz.store.responses._MANY", 0)
        history.memories.rebuild(0.9)
        assert everything(history) == one_by_one
        assert all(set(parts) <= {WHOLE, *FOLDED} for parts in one_by_one.values())


def test_an_answer_that_another_copy_records_meanwhile_is_not_lost(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.store.responses._MANY", 0)
    with History.open(path) as history, History.open(path) as other:
        for question in QUESTIONS:
            record(history, question)
        made = []

        class Late(Scheduler):
            """Another copy of quiz answers once all attempts are read."""

            def __init__(self, retention: float) -> None:
                super().__init__(retention)
                made.append(self)
                record(other, CHOICE, rightly=False, at=NOON + 3 * DAY)

        monkeypatch.setattr("quiz.store.memories.Scheduler", Late)
        history.memories.bring_up_to_date(0.9)
        assert len(made) == 1
        history.memories.bring_up_to_date(0.9)
        assert everything(history)["gut"][WHOLE].reviews == 2
