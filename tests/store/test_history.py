from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.core.answers import Chosen, Given, answer_of
from quiz.core.marking import Rule, mark
from quiz.core.questions import Choice, Option, fingerprint_of
from quiz.core.session import Answered, SavedAnswer
from quiz.store.history import Flag, History, Saved
from tests.store.learners import CHOICE, MATCHING, NOON, QUESTIONS, SEVERAL, answered, plan_for

MINUTE = timedelta(minutes=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def test_a_new_history_is_empty(path: Path) -> None:
    with History.open(path) as history:
        assert history.unfinished() == ()
        assert history.answers("s") == ()
        assert history.tallies.records("il2") == {}
        assert history.tallies.summaries() == {}
        assert history.tallies.totals() == history.tallies.totals("il2") == {}
        assert list(history.attempts()) == []
        assert history.flags() == ()


def test_answers_come_back_as_they_were_given(path: Path) -> None:
    plan = plan_for(seed=2**63 - 1)
    given = [answered(question, rightly=False, at=NOON + MINUTE) for question in QUESTIONS]
    with History.open(path) as history:
        history.begin(plan)
        for question, each in zip(QUESTIONS, given, strict=True):
            history.record(plan, question, each)
    with History.open(path) as history:
        assert history.unfinished() == (Saved(plan, 3, NOON + MINUTE),)
        saved = history.answers(plan.id)
    assert saved == (
        SavedAnswer("gut", fingerprint_of(CHOICE), Given(chosen=("Sepsis",)), NOON + MINUTE, 4.5),
        SavedAnswer("cells", fingerprint_of(SEVERAL), Given(chosen=("سلول‌های NK",)), NOON + MINUTE, 4.5),
        SavedAnswer(
            "pairs",
            fingerprint_of(MATCHING),
            Given(matched=(("innate", "NK cell"), ("humoral", "T cell"))),
            NOON + MINUTE,
            4.5,
        ),
    )
    assert [answer_of(question, each.given) for question, each in zip(QUESTIONS, saved, strict=True)] == [
        each.answer for each in given
    ]


def test_an_answer_taken_back_counts_for_nothing(path: Path) -> None:
    old, plan = plan_for(), plan_for()
    with History.open(path) as history:
        history.record(old, CHOICE, answered(CHOICE, at=NOON))
        before = history.tallies.records("il2"), history.tallies.summaries(), history.tallies.totals()
        history.begin(plan)
        for question in (CHOICE, SEVERAL):
            history.record(plan, question, answered(question, rightly=False, at=NOON + MINUTE))
        for _ in range(2):
            history.retract(plan.id, "gut", NOON + MINUTE)
            history.retract(plan.id, "cells", NOON + 2 * MINUTE)
        history.retract(plan.id, "never asked", NOON)
        history.retract("never begun", "gut", NOON)
        assert (history.tallies.records("il2"), history.tallies.summaries(), history.tallies.totals()) == before
        assert history.answers(plan.id) == ()
        assert len(list(history.attempts())) == 1
        assert [(saved.plan, saved.answered) for saved in history.unfinished()] == [(plan, 0), (old, 1)]
        history.record(plan, CHOICE, answered(CHOICE, rightly=False))
        assert history.tallies.records("il2")["gut"].attempts == 2


def test_sessions_are_unfinished_until_they_end_and_the_last_touched_comes_first(path: Path) -> None:
    first, second, third = (plan_for(bank=bank, at=NOON + i * MINUTE) for i, bank in enumerate(("a", "b", "a")))
    third = replace(third, again=first.id, rule=Rule.FALSE2, questions=())
    with History.open(path) as history:
        for plan in (second, first, third, first):
            history.begin(plan)
        history.record(first, CHOICE, answered(CHOICE, at=NOON + 9 * MINUTE))
        history.record(first, CHOICE, answered(CHOICE, at=NOON + 9 * MINUTE))
        assert history.unfinished() == (
            Saved(first, 1, NOON + 9 * MINUTE),
            Saved(third, 0, NOON + 2 * MINUTE),
            Saved(second, 0, NOON + MINUTE),
        )
        assert [saved.plan for saved in history.unfinished("a")] == [first, third]
        for session in (first.id, first.id, "never begun"):
            history.end(session, NOON)
        history.begin(first)
        assert [saved.plan for saved in history.unfinished()] == [third, second]
        assert len(history.answers(first.id)) == 2


def test_an_answer_keeps_its_session_too(path: Path) -> None:
    plan = plan_for()
    with History.open(path) as history:
        history.record(plan, CHOICE, answered(CHOICE))
        assert [saved.plan for saved in history.unfinished()] == [plan]


def test_a_flag_is_raised_once_keeps_its_latest_note_and_is_taken_down(path: Path) -> None:
    with History.open(path) as history:
        history.flag("il2", "gut", "f1", "", NOON)
        history.flag("il2", "cells", "f2", "two answers", NOON + MINUTE)
        history.flag("other", "gut", "f3", "x", NOON)
        history.flag("il2", "gut", "f4", "a typo", NOON)
        assert history.flags() == (
            Flag("il2", "gut", "f4", "a typo", NOON),
            Flag("other", "gut", "f3", "x", NOON),
            Flag("il2", "cells", "f2", "two answers", NOON + MINUTE),
        )
        history.unflag("il2", "gut", "f4", NOON)
        history.unflag("il2", "never flagged", "f", NOON)
        assert [flag.question for flag in history.flags("il2")] == ["cells"]
        history.flag("il2", "gut", "f4", "again", NOON)
        assert [flag.note for flag in history.flags("il2")] == ["again", "two answers"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("سلول‌های T (بله)", "سلول‌های T (بله)"),
        ("🧬👩🏽‍🔬\u0000\x1b[31m'\"\\\n\u2028", "🧬👩🏽‍🔬\u0000\x1b[31m'\"\\\n\u2028"),
        ("half \ud83d and \udc00", "half \ufffd and \ufffd"),
        ("pair \ud83e\uddec", "pair 🧬"),
    ],
)
def test_any_text_is_kept(path: Path, text: str, kept: str) -> None:
    question = Choice(id=text, stem=text, topic="t", options=(Option(text, is_key=True), Option("no", is_key=False)))
    answer = Chosen(frozenset({0}))
    plan = plan_for(bank=text)
    plan = replace(plan, questions=(text,))
    with History.open(path) as history:
        history.begin(plan)
        history.record(plan, question, Answered(text, answer, mark(question, answer), NOON, 1.0))
        history.flag(text, text, fingerprint_of(question), text, NOON)
    with History.open(path) as history:
        assert [each.given for each in history.answers(plan.id)] == [Given(chosen=(kept,))]
        assert list(history.tallies.records(text)) == list(history.tallies.records(kept)) == [kept]
        assert history.unfinished(text) == (Saved(replace(plan, bank=kept, questions=(kept,)), 1, NOON),)
        assert history.flags(text) == (Flag(kept, kept, fingerprint_of(question), kept, NOON),)
        history.retract(plan.id, text, NOON)
        assert history.tallies.records(text) == {}
        assert history._database.row("SELECT stem FROM wording") == (kept,)
