"""`quiz exam`: begun, left, taken up again, handed in, listed, shown and marked again."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from quiz.core.exams.blueprint import Blueprint, Part
from quiz.core.exams.events import Began
from quiz.core.exams.exam import exam_of
from quiz.core.exams.terms import Terms
from quiz.core.marking import Rule
from quiz.core.session import Mode, Plan
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.times import milliseconds
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, Home, put_bank

HAND_IN = "hand in\nyes\n"


def begun_long_ago(history: History, minutes: float) -> str:
    """The id of an exam of the small bank that began so long ago and has half an hour."""
    then = datetime.now(UTC) - timedelta(minutes=minutes)
    plan = Plan(new_id(milliseconds(then)), "small", ("maker", "woken", "described"), 1, Rule.OU, then, mode=Mode.EXAM)
    terms = Terms(Blueprint((Part("cells", 2), Part("disorders", 1))), minutes=30)
    history.exams.begin(exam_of(plan, terms), Began(then))
    return plan.id


def id_of(out: str) -> str:
    """The start of the id in the first line of the list."""
    return out.split(maxsplit=1)[0]


def test_an_exam_is_asked_handed_in_and_listed(quiz: Quiz) -> None:
    done = quiz("exam", "small", "--minutes", "15", "--pass", "50", "--seed", "1", typed=HAND_IN)
    assert done.status == 0
    assert done.err == ""
    assert "Mock exam: A small bank\n3 questions, 15 minutes; 50 % passes. Seed 1.\n" in done.out
    assert "Not passed: 0.00 of 3 points" in done.out
    listed = quiz("exam", "list")
    assert re.fullmatch(r"[0-9a-f-]{8,} \d{4}-\d\d-\d\d \d\d:\d\d small: 0.00 of 3, 0 %, not passed\n", listed.out)


def test_without_a_bank_the_first_one_is_examined(quiz: Quiz) -> None:
    assert quiz("exam", typed=HAND_IN).out.startswith("Mock exam: A small bank\n3 questions, no time limit;")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--questions", "2"], "2 questions, no time limit; 60 % passes."),
        (["--minutes", "10", "--extra-time", "1.5"], "3 questions, 15 minutes; 60 % passes."),
        (["--seconds-each", "30"], "3 questions, no time limit, 30 seconds a question; 60 % passes."),
        (["--pass", "75"], "3 questions, no time limit; 75 % passes."),
        (["--pass", "75%"], "3 questions, no time limit; 75 % passes."),
        (["--pass", "0.75"], "3 questions, no time limit; 75 % passes."),
        (["--pass", "0.5%"], "3 questions, no time limit; 1 % passes."),
        (["--topic", "cells=1", "--topic", "disorders=1"], "2 questions, no time limit; 60 % passes."),
        (["--topic", "cells=50%", "--topic", "disorders=50%", "--questions", "2"], "2 questions, no time limit;"),
        (["--seed", "0"], "Seed 0."),
    ],
)
def test_the_terms_are_as_they_were_asked_for(options: list[str], sentence: str, quiz: Quiz) -> None:
    done = quiz("exam", "small", *options)
    assert done.status == 0
    assert sentence in done.out


def test_a_blueprint_says_what_is_asked(quiz: Quiz, home: Home) -> None:
    path = home.folder / "exam.toml"
    path.write_text("[topics]\ndisorders = 1\ncells = { recall = 1 }\n", encoding="utf-8")
    done = quiz("exam", "small", "--blueprint", str(path), "--plain", typed="next\n" + HAND_IN)
    assert "2 questions," in done.out
    assert "Which cells make IL-2?" in done.out
    assert "Which cells does IL-2 wake?" not in done.out


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"topics = 1", "A blueprint needs a table [topics]"),
        (b"[topics]\ncells = 5\n", 'The topic "cells" has 2 questions, and the blueprint asks for 5.'),
        (b"[topics]\nnone = 5\n", 'The bank has no topic "none". Its topics are: cells, disorders.'),
        (b"[topics\n", "is not TOML"),
        (b"\xff", "is not TOML"),
        (None, "cannot be read: No such file or directory."),
    ],
)
def test_a_blueprint_that_cannot_be_followed_is_refused(
    text: bytes | None, sentence: str, quiz: Quiz, home: Home
) -> None:
    path = home.folder / "exam.toml"
    if text is not None:
        path.write_bytes(text)
    done = quiz("exam", "small", "--blueprint", str(path))
    assert done.status == 1
    assert sentence in done.err
    assert quiz("exam", "--resume").err.endswith("No exam was left. Begin one without --resume.\n")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--questions", "4"], "small has 3 questions to ask, and not 4."),
        (["--topic", "cells"], "such as --topic disorders=5"),
        (["--topic", "cells=many"], '"cells" is to be a number of questions'),
        (["--topic", "cells=9"], 'The topic "cells" has 2 questions'),
        (["--minutes", "0"], "An exam takes from 0.01"),
        (["--minutes", "nan"], "An exam takes from 0.01"),
        (["--extra-time", "0.5"], "Extra time is a factor from 1 to 10"),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(options: list[str], sentence: str, quiz: Quiz) -> None:
    done = quiz("exam", "small", *options)
    assert done.status == 1
    assert sentence in done.err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--questions", "0"], "no whole number from 1 on"),
        (["--minutes", "soon"], "is no number"),
        (["--pass", "most"], "is no number of per cent"),
        (["small", "--topic", "cells=1", "--blueprint", "x"], "give one of them"),
        (["--resume", "--minutes", "3"], "--resume goes on with an exam as it was agreed"),
        (["--resume", "--seed", "0"], "--resume goes on with an exam as it was agreed"),
        (["--resume", "--new"], "--resume goes on with an exam as it was agreed"),
        (["small", "other"], "unrecognized arguments: other"),
        (["small", "--json"], "--json goes with list, show and remark"),
        (["list", "--minutes", "3"], "--minutes does not go with list"),
        (["show"], "show needs the ID of an exam"),
        (["remark", "1"], "remark needs --rule"),
        (["show", "1", "--rule", "ou"], "--rule does not go with show"),
    ],
)
def test_what_does_not_go_together_is_a_wrong_command(options: list[str], sentence: str, quiz: Quiz) -> None:
    done = quiz("exam", *options)
    assert done.status == 2
    assert sentence in done.err


# Leaving and coming back


def test_an_exam_that_was_left_is_named_before_another_begins(quiz: Quiz, history: History) -> None:
    quiz("exam", "small", "--minutes", "15")
    refused = quiz("exam", "small")
    assert refused.status == 1
    assert "is not handed in yet: 0 answered, 3 unanswered, 0 flagged." in refused.err
    assert "`quiz exam small --resume`, or begin another with --new." in refused.err
    assert len(history.exams.unfinished()) == 1
    assert quiz("exam", "small", "--new").status == 0
    assert len(history.exams.unfinished()) == 2


def test_an_exam_goes_on_where_it_was_left(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "else where", BANK.replace("id: small", "id: other"))
    left = quiz("exam", "./else where", "--minutes", "15", typed="next\nflag\n")
    assert left.out.endswith("To go on: quiz exam './else where' --resume --plain\n")
    resumed = quiz("exam", "./else where", "--resume", "--plain", typed=HAND_IN)
    assert "Going on with it: 0 answered, 3 unanswered, 1 flagged." in resumed.out
    assert "Question 2 of 3" in resumed.out
    assert "Not passed" in resumed.out


def test_without_a_bank_the_latest_exam_goes_on(quiz: Quiz) -> None:
    quiz("exam", "small", "--questions", "2")
    assert "2 questions" in quiz("exam", "--resume").out


def test_an_exam_whose_time_was_up_is_handed_in_before_another_begins(quiz: Quiz, history: History) -> None:
    id = begun_long_ago(history, 60)
    done = quiz("exam", "small")
    assert done.out.startswith("The exam begun ")
    assert " is handed in: its time was up.\nMock exam:" in done.out
    (late,) = history.exams.handed_in()
    assert late.plan.id == id
    assert late.elapsed == timedelta(minutes=30)


def test_an_exam_whose_time_is_up_comes_back_with_its_result(quiz: Quiz, history: History) -> None:
    begun_long_ago(history, 31)
    done = quiz("exam", "--resume")
    assert done.status == 0
    assert "The time was up while you were away" in done.out
    assert "Time: 30 minutes; handed in when the time was up." in done.out


# Those that were sat


@pytest.fixture
def sat(quiz: Quiz, history: History) -> str:
    """The start of the id of an exam in which the question with several answers was answered in part."""
    quiz("exam", "small", "--topic", "cells=2", "--seed", "1", "--rule", "ou")
    (exam,) = history.exams.unfinished()
    number = exam.plan.questions.index("woken") + 1
    quiz("exam", "--resume", typed=f"goto {number}\na b c\n{HAND_IN}")
    return id_of(quiz("exam", "list").out)


def test_an_exam_is_shown_by_the_start_of_its_id(sat: str, quiz: Quiz) -> None:
    shown = quiz("exam", "show", sat)
    assert shown.status == 0
    assert shown.out.startswith("Mock exam: A small bank\nBegun ")
    assert "Question by question:" in shown.out
    looked = quiz("exam", "show", sat, "--number", "2")
    assert looked.out.startswith("Question 2 of 2 · Cells at work\n")
    assert "Passage, from the section" in looked.out
    assert quiz("exam", "show", sat, "--number", "3").err.endswith("has 2 questions, and no question 3.\n")


def test_an_exam_in_figures(sat: str, quiz: Quiz, history: History) -> None:
    (exam,) = history.exams.handed_in()
    shown = json.loads(quiz("exam", "show", sat, "--json").out)
    questions = shown.pop("questions")
    (listed,) = json.loads(quiz("exam", "list", "--json").out)["exams"]
    assert listed == shown
    assert listed["id"] == exam.plan.id
    assert listed["bank"] == "small"
    assert listed["asked"] == listed["counted"] == 2
    assert listed["points"] == sum(question["points"] for question in questions)
    assert listed["passed"] is False
    assert {question["outcome"] for question in questions} == {"partly right", "unanswered"}
    assert [question["arithmetic"] for question in questions if question["arithmetic"]] != []


def test_an_exam_is_marked_again_under_another_rule_with_the_arithmetic(sat: str, quiz: Quiz) -> None:
    done = quiz("exam", "remark", sat, "--rule", "all-or-nothing")
    assert done.status == 0
    assert "ou: not passed, 0.50 of 2 points, 25 %" in done.out
    assert "all-or-nothing: not passed, 0.00 of 2 points, 0 %" in done.out
    assert "1 question earns another mark." in done.out
    text = " ".join(done.out.split())
    assert re.search(r"ou: partly right: \d of 2 right choices, \d wrong: min\(", text)
    assert re.search(r"all-or-nothing: wrong: \d of 2 right choices, \d wrong: all or nothing = 0.00", text)
    figures = json.loads(quiz("exam", "remark", sat, "--rule", "all-or-nothing", "--json").out)
    assert (figures["before"]["points"], figures["after"]["points"]) == (0.5, 0.0)
    assert quiz("exam", "list").out.endswith("small: 0.50 of 2, 25 %, not passed\n")


@pytest.mark.parametrize("verb", [["show"], ["remark", "--rule", "ou"]])
def test_an_exam_that_there_is_not_is_refused(verb: list[str], sat: str, quiz: Quiz) -> None:
    name, *options = verb
    done = quiz("exam", name, "ffff", *options)
    assert done.status == 1
    assert "No exam that was handed in has an id like 'ffff'." in done.err
    assert quiz("exam", name, sat, *options).status == 0


def test_ids_in_the_list_are_as_long_as_they_must_be(quiz: Quiz, history: History) -> None:
    for _ in range(3):
        quiz("exam", "small", typed=HAND_IN)
    starts = [line.split()[0] for line in quiz("exam", "list").out.splitlines()]
    ids = [exam.plan.id for exam in history.exams.handed_in()]
    assert len(set(starts)) == 3
    assert all(id.startswith(start) for id, start in zip(ids, starts, strict=True))
    assert [quiz("exam", "show", start).status for start in starts] == [0, 0, 0]
    assert "exams have ids that begin with '0'" in quiz("exam", "show", "0").err


def test_the_list_is_of_one_bank_or_of_all_and_names_banks_that_are_gone(quiz: Quiz, home: Home) -> None:
    folder = put_bank(home.shelf / "other", BANK.replace("id: small", "id: other"))
    quiz("exam", "other", typed=HAND_IN)
    quiz("exam", "small", typed=HAND_IN)
    assert [line.split()[3] for line in quiz("exam", "list").out.splitlines()] == ["small:", "other:"]
    assert [line.split()[3] for line in quiz("exam", "list", "other").out.splitlines()] == ["other:"]
    (folder / "bank.yaml").unlink()
    assert "other: the bank is not on the shelves any more\n" in quiz("exam", "list").out
    assert [each["points"] for each in json.loads(quiz("exam", "list", "--json").out)["exams"]] == [0.0, None]


def test_exams_that_are_not_handed_in_are_listed_with_how_to_go_on(quiz: Quiz, home: Home) -> None:
    put_bank(home.shelf / "other", BANK.replace("id: small", "id: other"))
    quiz("exam", "small", typed="quit\n")
    quiz("exam", "small", "--new", "--minutes", "10", typed="quit\n")
    quiz("exam", "other", typed="quit\n")
    lines = quiz("exam", "list").out.splitlines()
    assert [line.split()[2] for line in lines[0::2]] == ["other:", "small:", "small:", "was"]
    assert lines[1::2] == [
        "  To go on: quiz exam other --resume",
        "  To go on: quiz exam small --resume",
        "  It can be gone on with once the later one is handed in.",
    ]
    assert re.search(r"small: not handed in, 0 answered, 3 unanswered, 0 flagged, .* left$", lines[2])
    assert lines[-1] == "No exam was handed in yet."
    assert len(quiz("exam", "list", "other").out.splitlines()) == 3
    running = json.loads(quiz("exam", "list", "--json").out)["running"]
    assert [(each["bank"], each["asked"], each["answered"]) for each in running] == [
        ("other", 3, 0),
        ("small", 3, 0),
        ("small", 3, 0),
    ]
    assert 0 < running[1]["seconds_left"] <= 600
    assert running[0]["seconds_left"] is None


def test_an_empty_list_says_so(quiz: Quiz) -> None:
    assert quiz("exam", "list").out == "No exam was handed in yet.\n"
    assert json.loads(quiz("exam", "list", "--json").out) == {"exams": [], "running": []}
