"""Suspending questions, and naming leeches, as a command."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.bank import Bank
from quiz.core.marking import Rule, mark
from quiz.core.questions import Matching
from quiz.core.session import Answered, Plan
from quiz.store.history import History
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, Home, put_bank

NOW = datetime.now(UTC)


def forget(history: History, bank: Bank, id: str, times: int) -> None:
    """Answers the question wrongly on so many days in a row, after the first one."""
    question = bank.question(id)
    wrong: Answer = Matched((None, question.key[1])) if isinstance(question, Matching) else Chosen(frozenset({2}))
    for day in range(times + 1):
        at = NOW - timedelta(days=100 - day)
        plan = Plan(f"{id} {day}", bank.id, (id,), 1, Rule.OU, at)
        history.record(plan, question, Answered(id, wrong, mark(question, wrong), at, 5.0))


@pytest.fixture
def small(home: Home) -> Bank:
    from quiz.banks.loader import load  # noqa: PLC0415 - beside the program's own use of it

    return load(home.shelf / "small").bank


def test_questions_are_suspended_and_taken_up_again(quiz: Quiz, history: History) -> None:
    done = quiz("suspend", "small", "maker", "woken")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "Suspended in small: maker, woken. Reviews and plans leave out what is suspended.\n"
        "To take it up again: quiz suspend small --lift maker woken\n"
    )
    assert history.memories.suspended() == {("small", "maker"), ("small", "woken")}
    assert quiz("suspend", "small", "--lift", "woken").out == "Asked again in small: woken.\n"
    assert history.memories.suspended() == {("small", "maker")}


def test_what_is_suspended_twice_is_taken_up_at_once(quiz: Quiz, history: History) -> None:
    quiz("suspend", "small", "maker", "maker")
    quiz("suspend", "small", "maker")
    quiz("suspend", "small", "--lift", "maker", "maker")
    assert history.memories.suspended() == frozenset()


def test_an_unknown_question_suspends_nothing(quiz: Quiz, history: History) -> None:
    done = quiz("suspend", "small", "maker", "mkaer")
    assert (done.status, done.out) == (1, "")
    assert done.err == "quiz: small has no question mkaer. To see its questions: quiz show small\n"
    assert history.memories.suspended() == frozenset()


def test_only_what_is_suspended_is_taken_up(quiz: Quiz) -> None:
    assert (
        "small has no suspended question maker. None is suspended." in quiz("suspend", "small", "--lift", "maker").err
    )
    quiz("suspend", "small", "woken", "described")
    done = quiz("suspend", "small", "--lift", "maker", "woken")
    assert (done.status, done.out) == (1, "")
    assert done.err == "quiz: small has no suspended question maker. Suspended are: described, woken.\n"


def test_the_suspended_are_listed(quiz: Quiz, home: Home) -> None:
    assert quiz("suspend", "--list").out == "No question is suspended.\n"
    put_bank(home.shelf / "other", BANK.replace("id: small", "id: other"))
    quiz("suspend", "small", "woken", "maker")
    quiz("suspend", "other", "maker")
    ours = "small maker: Which cells make IL-2?\nsmall woken: Which cells does IL-2 wake? Choose all that apply.\n"
    assert quiz("suspend", "small", "--list").out == ours
    assert quiz("suspend", "--list").out == f"other maker: Which cells make IL-2?\n{ours}"
    assert json.loads(quiz("suspend", "other", "--list", "--json").out) == {
        "suspended": [{"bank": "other", "question": "maker", "stem": "Which cells make IL-2?"}]
    }


def test_what_is_gone_can_be_listed_and_taken_up(quiz: Quiz, home: Home, history: History) -> None:
    put_bank(home.shelf / "other", BANK.replace("id: small", "id: other"))
    quiz("suspend", "other", "maker")
    quiz("suspend", "small", "maker")
    shutil.rmtree(home.shelf / "other")
    file = home.shelf / "small" / "bank.yaml"
    file.write_text(BANK.replace("id: maker", "id: producer"), encoding="utf-8")
    assert quiz("suspend", "--list").out == (
        "other maker: the bank is not on the shelves\nsmall maker: the bank no longer has it\n"
    )
    assert quiz("suspend", "small", "--lift", "maker").status == 0
    assert history.memories.suspended() == {("other", "maker")}


def test_leeches_are_named_with_how_often_they_were_forgotten(quiz: Quiz, history: History, small: Bank) -> None:
    assert quiz("suspend", "--leeches").out == "Nothing keeps being forgotten.\n"
    forget(history, small, "maker", 7)
    assert quiz("suspend", "--leeches").out == "Nothing keeps being forgotten.\n"
    forget(history, small, "woken", 8)
    forget(history, small, "described", 9)
    quiz("suspend", "small", "woken")
    out = quiz("suspend", "--leeches").out
    assert out.splitlines()[:2] == [
        "small described, forgotten 9 times: Match each disorder with its description. Sepsis",
        "small woken, forgotten 8 times, suspended: Which cells does IL-2 wake? Choose all that apply.",
    ]
    assert out.endswith("or suspend it: quiz suspend BANK ID\n")
    assert quiz("suspend", "small", "--leeches").out == out
    assert quiz("suspend", "il2-neonatal", "--leeches").out == "Nothing keeps being forgotten.\n"


def test_leeches_json_has_a_stable_shape(quiz: Quiz, history: History, small: Bank) -> None:
    forget(history, small, "woken", 8)
    forget(history, small, "described", 9)
    assert json.loads(quiz("suspend", "--leeches", "--json").out) == {
        "leeches": [
            {
                "bank": "small",
                "question": "described",
                "stem": "Match each disorder with its description.",
                "prompt": "Sepsis",
                "lapses": 9,
                "suspended": False,
            },
            {
                "bank": "small",
                "question": "woken",
                "stem": "Which cells does IL-2 wake? Choose all that apply.",
                "prompt": None,
                "lapses": 8,
                "suspended": False,
            },
        ]
    }


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("small",),
        ("--lift", "maker"),
        ("small", "maker", "--list"),
        ("small", "maker", "--lift", "woken"),
        ("small", "--list", "--leeches"),
        ("small", "maker", "--json"),
    ],
)
def test_what_does_not_go_together_is_a_wrong_command(quiz: Quiz, args: tuple[str, ...]) -> None:
    assert quiz("suspend", *args).status == 2


def test_the_help_has_an_example(quiz: Quiz) -> None:
    assert "quiz suspend il2-neonatal producers" in quiz("suspend", "--help").out


def test_a_question_that_is_named_twice_is_told_once(quiz: Quiz) -> None:
    assert quiz("suspend", "small", "maker", "maker").out.startswith("Suspended in small: maker. ")
    assert quiz("suspend", "small", "--lift", "maker", "maker").out == "Asked again in small: maker.\n"
