"""The figures, against a count that takes every answer by itself."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings, strategies as st

from quiz.core.answers import given_of
from quiz.core.certainty import Certainty
from quiz.core.questions import Question, fingerprint_of
from quiz.core.reports.figures import MOST_PLACES, MOST_REPEATS, Figures, Taken
from quiz.core.reports.statistics import Count
from quiz.core.session import Answered, Plan
from quiz.store.history import History
from tests.store.learners import NOON, QUESTIONS, answered, plan_for

BANKS = ("il2", "il3")


class Told(NamedTuple):
    """An answer of a history."""

    plan: Plan
    answer: Answered
    said: Taken | None


def naive(told: list[Told]) -> Figures:
    """The figures counted from one answer after another."""
    questions: dict[str, dict[str, list[Answered]]] = {}
    quarters: dict[datetime, list[Answered]] = {}
    repeats: dict[int, list[Answered]] = {}
    places: dict[int, list[Answered]] = {}
    certainties: dict[Certainty, list[Answered]] = {}
    taken: Counter[Taken] = Counter()
    for number, (plan, answer, said) in enumerate(told):
        before = told[:number]
        named = (plan.bank, answer.question)
        repeat = sum((it.plan.bank, it.answer.question) == named for it in before)
        place = sum(it.plan.id == plan.id for it in before)
        begun = answer.at.replace(minute=answer.at.minute // 15 * 15, second=0, microsecond=0)
        questions.setdefault(plan.bank, {}).setdefault(answer.question, []).append(answer)
        quarters.setdefault(begun, []).append(answer)
        repeats.setdefault(min(repeat, MOST_REPEATS - 1), []).append(answer)
        places.setdefault(min(place, MOST_PLACES - 1), []).append(answer)
        if answer.certainty:
            certainties.setdefault(answer.certainty, []).append(answer)
        if said:
            taken[said] += 1
    return Figures(
        sessions=len({it.plan.id for it in told}),
        questions={bank: {id: counted(each) for id, each in rows.items()} for bank, rows in questions.items()},
        quarters={moment: counted(each) for moment, each in quarters.items()},
        repeats=tuple(counted(repeats[place]) for place in sorted(repeats)),
        places=tuple(counted(places[place]) for place in sorted(places)),
        certainties={level: counted(each) for level, each in certainties.items()},
        taken=tuple(it._replace(times=times) for it, times in taken.items()),
    )


def counted(answers: list[Answered]) -> Count:
    return Count(
        len(answers),
        sum(answer.mark.is_right for answer in answers),
        round(sum(answer.mark.fraction for answer in answers), 6),
    )


def rounded(count: Count) -> Count:
    return Count(count.answers, count.right, round(count.points, 6))


def comparable(it: Figures) -> tuple[object, ...]:
    """The figures without their order where it means nothing, and sums without what rounding makes of them."""
    return (
        it.sessions,
        {bank: {id: rounded(count) for id, count in rows.items()} for bank, rows in it.questions.items()},
        {moment: rounded(count) for moment, count in it.quarters.items()},
        tuple(map(rounded, it.repeats)),
        tuple(map(rounded, it.places)),
        {level: rounded(count) for level, count in it.certainties.items()},
        sorted(it.taken, key=repr),
    )


class Drawn(NamedTuple):
    """An answer to be given in one of the bank's sessions, so long after the one before; it may be taken back."""

    bank: str
    session: int
    question: Question
    rightly: bool
    certainty: Certainty | None
    minutes: int
    is_retracted: bool


ANSWERS = st.builds(
    Drawn,
    st.sampled_from(BANKS),
    st.integers(0, 2),
    st.sampled_from(QUESTIONS),
    st.booleans(),
    st.sampled_from([None, *Certainty]),
    st.integers(0, 4000),
    st.booleans(),
)


def told_of(plan: Plan, question: Question, answer: Answered) -> Told:
    said = Taken(plan.bank, question.id, fingerprint_of(question), given_of(question, answer.answer), 1)
    return Told(plan, answer, None if answer.mark.is_right else said)


def kept(history: History, drawn: list[Drawn]) -> list[Told]:
    """Records the answers, takes some of them back, and gives those that count."""
    plans: dict[tuple[str, int], Plan] = {}
    told: list[Told] = []
    at = NOON
    for each in drawn:
        at += timedelta(minutes=each.minutes)
        plan = plans.setdefault((each.bank, each.session), plan_for(bank=each.bank))
        answer = answered(each.question, rightly=each.rightly, at=at)._replace(certainty=each.certainty)
        history.record(plan, each.question, answer)
        told.append(told_of(plan, each.question, answer))
        if each.is_retracted:
            history.retract(plan.id, answer.question, at)
            told = [it for it in told if (it.plan.id, it.answer.question) != (plan.id, answer.question)]
    return told


@settings(max_examples=60, deadline=None)
@given(st.lists(ANSWERS, max_size=30))
def test_figures_are_those_of_a_count_answer_by_answer(drawn: list[Drawn]) -> None:
    with TemporaryDirectory() as folder, History.open(Path(folder) / "history.db") as history:
        told = kept(history, drawn)
        assert comparable(history.figures()) == comparable(naive(told))
        for bank in BANKS:
            assert comparable(history.figures(bank)) == comparable(naive([it for it in told if it.plan.bank == bank]))


def test_attempts_and_places_beyond_the_last_are_counted_with_it(tmp_path: Path) -> None:
    with History.open(tmp_path / "history.db") as history:
        plan = plan_for()
        told = []
        for number in range(MOST_PLACES + 5):
            it = answered(QUESTIONS[0], rightly=number % 2 == 0, at=NOON + timedelta(seconds=number))
            history.record(plan, QUESTIONS[0], it)
            told.append(told_of(plan, QUESTIONS[0], it))
        figures = history.figures("il2")
        assert len(figures.repeats) == MOST_REPEATS
        assert len(figures.places) == MOST_PLACES
        assert figures.repeats[-1].answers == MOST_PLACES + 5 - (MOST_REPEATS - 1)
        assert figures.places[-1].answers == 6
        assert figures.total == counted([it.answer for it in told])


def test_who_waits_hears_how_many_were_counted_and_can_end_it(tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    heard: list[int] = []

    def hear(answers: int) -> None:
        heard.append(answers)
        raise EnoughError

    with History.open(tmp_path / "history.db") as history:
        assert history.figures(told=heard.append).total.answers == 0
        assert heard == []
        history.record(plan_for(), QUESTIONS[0], answered(QUESTIONS[0]))
        with pytest.raises(EnoughError):
            history.figures(told=hear)
        assert heard == [0]
        history.record(plan_for(), QUESTIONS[0], answered(QUESTIONS[0]))
        assert history.figures().total.answers == 2


def test_the_history_can_be_open_for_another_thread(tmp_path: Path) -> None:
    with History.open(tmp_path / "history.db") as history:
        history.record(plan_for(), QUESTIONS[0], answered(QUESTIONS[0]))
        with history.reopened() as other:
            history.record(plan_for(), QUESTIONS[1], answered(QUESTIONS[1]))
            assert other.figures().total.answers == 2
        assert history.figures().total.answers == 2
