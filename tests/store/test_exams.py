"""Exams in the history: every event and every term comes back, and an exam is handed in as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.events import (
    Answered,
    Began,
    Cleared,
    Event,
    Flagged,
    HandedIn,
    Resumed,
    Struck,
    Turned,
    answering,
    striking,
)
from quiz.core.exams.exam import Exam
from quiz.core.exams.result import attempts
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule
from quiz.core.questions import Level
from quiz.errors import HistoryError
from quiz.store.database import Database
from quiz.store.history import History
from tests.store.examinees import BANK, acts, exam_for
from tests.store.learners import CHOICE, MATCHING, NOON, SEVERAL, plan_for


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    with History.open(tmp_path / "history.db") as history:
        yield history


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def begun(history: History, exam: Exam | None = None) -> Exam:
    exam, began = exam or exam_for("e"), Began(NOON)
    history.exams.begin(exam, began)
    return exam.apply(began)


def kept(history: History, exam: Exam, *events: Event) -> Exam:
    for event in events:
        history.exams.keep(exam, event)
        exam = exam.apply(event)
    return exam


def handed_in(history: History, exam: Exam, seconds: float = 100) -> Exam:
    exam = exam.apply(exam.handing_in(at(seconds)))
    history.exams.hand_in(exam, BANK)
    return exam


EVERY_EVENT: tuple[Event, ...] = (
    Turned(at(1), 2),
    answering(CHOICE, Chosen(frozenset({1})), at(2)),
    answering(SEVERAL, Chosen(frozenset({0, 1})), at(3), Certainty.HIGH),
    answering(MATCHING, Matched((2, None, 0)), at(4), Certainty.GUESS),
    striking(SEVERAL, [1, 3], at(5)),
    striking(MATCHING, [], at(6)),
    Flagged(at(7), "gut", is_flagged=True),
    Flagged(at(8), "gut", is_flagged=False),
    Cleared(at(9), "pairs"),
    Resumed(at(10)),
)


@pytest.mark.parametrize("event", EVERY_EVENT, ids=lambda event: type(event).__name__)
def test_every_event_comes_back(event: Event, history: History) -> None:
    exam = kept(history, begun(history), event)
    assert history.exams.exam("e") == exam
    assert history.exams.unfinished() == (exam,)


def test_every_event_is_tried() -> None:
    tried = {type(event) for event in EVERY_EVENT}
    assert tried | {Began, HandedIn} == {Began, Turned, Answered, Cleared, Flagged, Struck, Resumed, HandedIn}


@pytest.mark.parametrize("by_clock", [True, False])
def test_the_end_comes_back(by_clock: bool, history: History) -> None:
    exam = handed_in(history, kept(history, begun(history), *EVERY_EVENT), 10_000 if by_clock else 100)
    assert exam.handed_in == HandedIn(at(3600 if by_clock else 100), by_clock=by_clock)
    assert history.exams.exam("e") == exam
    assert list(history.exams.handed_in()) == [exam]
    assert history.exams.unfinished() == ()


TERMS_TRIED = st.builds(
    Terms,
    blueprint=st.lists(
        st.builds(Part, st.text(min_size=1), st.integers(1, 100_000), st.sampled_from([None, *Level])), min_size=1
    ).map(lambda parts: Blueprint(tuple(parts))),
    minutes=st.none() | st.floats(0.01, 10_080),
    seconds_each=st.none() | st.floats(1, 604_800),
    pass_share=st.floats(0, 1),
    extra_time=st.floats(1, 10),
    rule=st.sampled_from(Rule),
    with_certainty=st.booleans(),
    pauses=st.booleans(),
)


@given(terms=TERMS_TRIED)
def test_terms_come_back(terms: Terms, tmp_path_factory: pytest.TempPathFactory) -> None:
    with History.open(tmp_path_factory.mktemp("terms") / "history.db") as history:
        exam = begun(history, exam_for("e", terms))
        found = history.exams.exam("e")
        assert found is not None
        assert found == exam
        assert found.terms == terms


def test_moments_are_kept_to_the_millisecond_and_a_replay_has_the_same_times(history: History) -> None:
    odd = [replace(event, at=event.at + timedelta(microseconds=1999)) for event in acts(40)]
    exam = kept(history, begun(history), *odd)
    assert history.exams.exam("e") == exam


def test_exams_are_told_apart_by_bank_and_the_last_begun_comes_first(history: History) -> None:
    one = begun(history, exam_for("1"))
    two = begun(history, exam_for("2"))
    other = exam_for("3")
    other = begun(history, replace(other, plan=replace(other.plan, bank="other")))
    assert history.exams.unfinished() == (other, two, one)
    assert history.exams.unfinished("il2") == (two, one)
    done = [handed_in(history, exam) for exam in (one, two)]
    assert list(history.exams.handed_in("il2")) == done[::-1]
    assert list(history.exams.handed_in("other")) == []
    assert history.exams.unfinished() == (other,)


def test_a_study_session_is_no_exam_and_an_exam_no_study_session(history: History) -> None:
    study = plan_for(id="s")
    history.begin(study)
    exam = begun(history)
    assert history.exams.exam("s") is None
    assert history.exams.unfinished() == (exam,)
    assert [saved.plan for saved in history.unfinished()] == [study]


def test_answers_are_attempts_once_the_exam_is_handed_in_and_not_before(history: History) -> None:
    exam = kept(history, begun(history), *EVERY_EVENT)
    assert list(history.attempts()) == []
    exam = handed_in(history, exam)
    made = list(history.attempts())
    assert [(each.question, each.fraction) for each in made] == [
        (each.question, each.mark.fraction) for each in attempts(exam, BANK)
    ]
    assert {each.question for each in made} == {"gut", "cells"}
    assert {each.rule for each in made} == {Rule.FALSE2}
    assert [answer.certainty for answer in history.answers("e")] == [None, Certainty.HIGH]


def test_an_exam_that_is_not_handed_in_cannot_be_kept_as_handed_in(history: History) -> None:
    exam = begun(history)
    with pytest.raises(ValueError, match="not handed in"):
        history.exams.hand_in(exam, BANK)


def test_two_copies_that_hand_in_the_same_exam_hand_it_in_once(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History.open(path) as one, History.open(path) as other:
        exam = kept(one, begun(one), *EVERY_EVENT)
        beside = other.exams.exam("e")
        assert beside == exam
        first = handed_in(one, exam, 50)
        handed_in(other, beside, 60)
        assert list(other.exams.handed_in()) == [first]
        assert len(list(one.attempts())) == 2


def test_what_another_copy_does_after_the_end_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History.open(path) as one, History.open(path) as other:
        exam = begun(one)
        done = handed_in(one, exam)
        other.exams.keep(exam, answering(CHOICE, Chosen(frozenset({0})), at(200)))
        assert one.exams.exam("e") == done


def test_handing_in_is_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History.open(path) as history:
        exam = kept(history, begun(history), *EVERY_EVENT)
        with closing(Database(path)) as database, database.transaction():
            # The last of what handing in writes cannot be written.
            database.write(
                "CREATE TRIGGER no_end BEFORE INSERT ON session_end BEGIN SELECT raise(ABORT, 'no end'); END"
            )
        with pytest.raises(HistoryError, match="no end"):
            handed_in(history, exam)
        assert list(history.attempts()) == []
        assert history.exams.exam("e") == exam
        assert history.exams.unfinished() == (exam,)
