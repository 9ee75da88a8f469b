"""What the desk does for every front end, with clocks and dice that a test can know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quiz.banks.library import Library
from quiz.core.answers import Chosen, Matched
from quiz.core.bank import MIXED, Bank
from quiz.core.certainty import Certainty
from quiz.core.questions import Choice
from quiz.core.revision.review import Scope
from quiz.core.revision.waiting import Reason
from quiz.core.selection import MISSED, Selection
from quiz.core.session import Mode, Session
from quiz.desk.desk import Begun, Desk
from quiz.settings import Settings
from quiz.store.history import History

BANKS = Path(__file__).parents[1] / "data" / "banks"
DAY = timedelta(days=1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_at(NOON, tmp_path)


def desk_at(now: datetime, folder: Path, **settings: object) -> Desk:
    return Desk(
        library=Library([BANKS], folder / "cache"),
        history=History.open(folder / "history.db"),
        settings=Settings(**settings),  # type: ignore[arg-type]
        settings_path=folder / "settings.toml",
        now=lambda: now,
        ticks=lambda: 0.0,
        dice=lambda: 7,
    )


def cells(desk: Desk) -> Bank:
    return next(bank for bank in desk.usable_banks() if bank.id == "cells")


def answer(desk: Desk, begun: Begun, *, rightly: bool, certainty: Certainty | None = None) -> Session:
    """Answers every question of the review."""
    session = Session(begun.plan)
    for id in begun.plan.questions:
        question = begun.mixture.question(id)
        if isinstance(question, Choice):
            wrong = next(i for i, option in enumerate(question.options) if not option.is_key)
            given: Chosen | Matched = Chosen(question.keys if rightly else frozenset({wrong}))
        else:
            given = Matched(question.key if rightly else question.key[::-1])
        session, answered = session.answer(question, given, desk.now(), 3.0, certainty=certainty)
        desk.history.record(session.plan, question, answered)
        session = session.go_on()
    return desk.finish(session)


def test_a_review_begins_with_as_many_new_questions_as_the_day_allows(desk: Desk) -> None:
    bank = cells(desk)
    begun = desk.begin_review([bank], Scope(new_per_day=2))
    assert begun is not None
    assert begun.plan.mode is Mode.REVIEW
    assert begun.plan.bank == MIXED
    assert begun.mixture.title == bank.title
    assert [asked.reason for asked in begun.review.asked] == [Reason.NEW] * 2
    assert set(begun.remarks.values()) == {("New.",)}
    answer(desk, begun, rightly=True)
    assert desk.begin_review([bank], Scope(new_per_day=2)) is None
    assert len(desk.begin_review([bank], Scope(new_per_day=3)).review.asked) == 1  # type: ignore[union-attr]


def test_what_was_answered_is_due_on_a_later_day_and_counted_for_home(tmp_path: Path) -> None:
    today = desk_at(NOON, tmp_path)
    begun = today.begin_review([cells(today)], Scope(new_per_day=4))
    assert begun is not None
    answer(today, begun, rightly=False)
    today.remember()
    assert today.forecast([cells(today)], 3) == (0, 4, 0)
    today.history.close()
    tomorrow = desk_at(NOON + DAY, tmp_path)
    assert tomorrow.forecast([cells(tomorrow)], 1) == (4,)
    again = tomorrow.begin_review(tomorrow.usable_banks(), Scope(new_per_day=0))
    assert again is not None
    assert again.mixture.title == "Review"
    assert {asked.reason for asked in again.review.asked} == {Reason.DUE}
    assert sorted(again.plan.questions) == sorted(begun.plan.questions)


def test_sure_and_wrong_comes_back_the_same_day(desk: Desk) -> None:
    begun = desk.begin_review([cells(desk)], Scope(new_per_day=1))
    assert begun is not None
    answer(desk, begun, rightly=False, certainty=Certainty.HIGH)
    again = desk.begin_review([cells(desk)], Scope(new_per_day=0))
    assert again is not None
    assert [(asked.question, asked.reason) for asked in again.review.asked] == [
        (begun.plan.questions[0], Reason.SURE_AND_WRONG)
    ]


def test_suspended_questions_are_not_reviewed(desk: Desk) -> None:
    bank = cells(desk)
    desk.history.memories.suspend("cells", list(bank.catalogue.ids)[1:], NOON)
    begun = desk.begin_review([bank], Scope())
    assert begun is not None
    assert begun.plan.questions == (f"cells/{bank.catalogue.ids[0]}",)


def test_the_day_is_the_learners_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time  # noqa: PLC0415 - to set the zone of this process

    for zone, start in (("Pacific/Auckland", 11), ("America/Los_Angeles", 8), ("Asia/Kolkata", 18.5)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        desk = desk_at(NOON, tmp_path)
        began = desk.start_of_day().astimezone(UTC)
        assert began.hour + began.minute / 60 == start
        assert began <= NOON < desk.end_of_day()
        assert desk.end_of_day() - desk.start_of_day() == DAY
    monkeypatch.delenv("TZ")
    time.tzset()


def test_a_session_is_begun_with_what_is_not_said_from_settings_and_dice(desk: Desk) -> None:
    plan = desk.begin(cells(desk), Selection(count=2))
    assert plan is not None
    assert (len(plan.questions), plan.seed, plan.rule, plan.mode) == (2, 7, desk.settings.rule, Mode.STUDY)
    assert [saved.plan for saved in desk.history.unfinished()] == [plan]
    assert desk.begin(cells(desk), Selection(standings=MISSED)) is None
    assert desk.restored(cells(desk), plan) == Session(plan)
