"""`quiz review`: what is asked when, and what is told where nothing is."""

from __future__ import annotations

import json
import re

import pytest

from quiz.store.history import History
from tests.cli.conftest import Quiz
from tests.cli.shelf import Home


def test_a_review_asks_new_questions_and_says_why(quiz: Quiz) -> None:
    done = quiz("review", "small", "--new", "2", "--seed", "1", typed="a\na\n")
    assert done.status == 0
    assert done.out.startswith("A small bank\n2 questions, seed 1.")
    assert len(re.findall(r"^New\.$", done.out, re.MULTILINE)) == 2
    assert "The session is over." in done.out


def test_what_was_answered_today_is_not_due_today(quiz: Quiz) -> None:
    quiz("study", "small", "--type", "choice", typed="a\n")
    done = quiz("review", "small", "--new", "0")
    assert done.status == 0
    assert re.fullmatch(r"Nothing is due today\. The next question falls due on \d{4}-\d\d-\d\d\.\n", done.out)


def test_what_falls_due_in_the_days_ahead_can_be_asked_already(quiz: Quiz) -> None:
    quiz("study", "--type", "choice", typed="a\n")
    done = quiz("review", "--new", "0", "--ahead", "3", typed="a\n")
    assert "Ahead of its day." in done.out
    assert "1 question, seed" in done.out


def test_the_list_tells_what_is_due_without_asking_it(quiz: Quiz, history: History) -> None:
    assert quiz("review", "--list", "--new", "0").out == "Nothing is due today.\n"
    assert quiz("review", "--list", "--new", "2").out == "2 questions today:\n  2 new\n"
    quiz("study", "--type", "choice", typed="b\n")
    told = json.loads(quiz("review", "--list", "--json", "--new", "0").out)
    assert told["questions"] == []
    assert sum(told["forecast"]) == 1
    assert not told["forecast"][0]
    assert re.search(r"^In the 13 days after:\n  \d{4}-\d\d-\d\d: 1$", quiz("review", "--list").out, re.MULTILINE)
    assert history.unfinished() == ()


def test_a_review_of_all_banks_names_the_bank_of_each_question(quiz: Quiz) -> None:
    done = quiz("review", "--new", "30", "--seed", "1")
    assert done.out.startswith("Review\n30 questions, seed 1.")
    assert re.search(r"^Question 1 of 30 · .+ · .+$", done.out, re.MULTILINE)


def test_a_changed_key_is_told_and_asked_again(quiz: Quiz, home: Home) -> None:
    quiz("study", "--type", "choice", typed="a\n")
    file = home.shelf / "small" / "bank.yaml"
    text = file.read_text("utf-8")
    assert "T cells" in text
    file.write_text(text.replace("right: T cells", "right: T helper cells"), "utf-8")
    done = quiz("review", "--new", "0", typed="a\n")
    before, _, after = done.out.partition("Your answer")
    assert "Changed since you learnt it." in before
    assert "It is now" not in before
    assert "The answer was: T cells. It is now: T helper cells." in after


def test_a_review_that_is_left_says_what_becomes_of_it(quiz: Quiz) -> None:
    done = quiz("review", "small", typed="quit\n")
    assert done.out.endswith("Left with 0 of 3 answered. What is still due is asked in the next review.\n")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--topic", "cells"), "--topic is of a bank: name the BANK"),
        (("--json",), "--json goes with --list"),
        (("--count", "0"), "'0' is no whole number from 1 on"),
        (("--ahead", "x"), "'x' is no whole number from 0 on"),
    ],
)
def test_what_cannot_be_asked_for_gets_a_sentence(quiz: Quiz, args: tuple[str, ...], sentence: str) -> None:
    done = quiz("review", *args)
    assert done.status == 2
    assert sentence in done.err


def test_a_topic_that_is_not_in_the_bank_is_named_with_those_that_are(quiz: Quiz) -> None:
    done = quiz("review", "small", "--topic", "cell")
    assert done.status == 1
    assert "There is no topic cell in small. Its topics: cells, disorders." in done.err


def test_a_review_that_was_left_is_not_taken_up_but_begun_anew(quiz: Quiz, history: History) -> None:
    quiz("review", "--new", "2", "--seed", "3", typed="a\nquit\n")
    assert history.unfinished() == ()
    assert quiz("study", "--resume").status == 1
    assert len(list(history.attempts())) == 1
