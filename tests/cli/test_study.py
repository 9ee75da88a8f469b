"""`quiz study` and `quiz` without a terminal: what is asked, and what comes of it."""

from __future__ import annotations

import json
import re

import pytest

from quiz.cli import study
from quiz.core.marking import Rule
from quiz.core.questions import Kind, Level
from quiz.desk.desk import Desk
from quiz.store.history import History
from quiz.tui.app import First
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, Home, put_bank


def asked(out: str) -> list[str]:
    """The topics of the questions that were asked, in order."""
    return re.findall(r"^Question \d+ of \d+ · (.+)$", out, re.MULTILINE)


def seed_of(out: str) -> int:
    found = re.search(r"seed (\d+)\.", out)
    assert found
    return int(found[1])


def test_a_question_its_verdict_its_passage_and_the_results_are_written(quiz: Quiz) -> None:
    done = quiz("study", "small", "--topic", "cells", "--type", "choice", "--seed", "1", typed="a\n")
    assert done.status == 0
    assert done.err == ""
    for part in (
        "A small bank\n1 question, seed 1.",
        "Question 1 of 1 · Cells at work\nWhich cells make IL-2?",
        "Right: 1.00",
        "Explanation: T cells make it.",
        "  >>T cells make IL-2.<<",
        "Points: 1 of 1 (100 %)",
    ):
        assert part in done.out


def test_the_answer_is_counted_afterwards(quiz: Quiz) -> None:
    quiz("study", "small", "--type", "choice", typed="a\n")
    stats = json.loads(quiz("stats", "--json").out)
    assert stats["total"]["answers"] == 1
    assert stats["banks"][0]["answers"] == 1


def test_without_a_terminal_quiz_studies_the_first_bank(quiz: Quiz) -> None:
    done = quiz(typed="")
    assert done.status == 0
    assert done.out.startswith("A small bank\n3 questions, seed ")
    assert done.out.endswith("The session is over. No question was answered.\n")


def test_the_bank_may_be_an_id_a_folder_or_a_file(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "elsewhere", BANK.replace("id: small", "id: other"))
    for name in ("small", "elsewhere", "./elsewhere", "elsewhere/bank.yaml", str(home.folder / "elsewhere")):
        assert quiz("study", name).status == 0


def test_what_is_left_says_how_to_go_on_with_the_bank_as_it_was_named(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "else where", BANK.replace("id: small", "id: other"))
    done = quiz("study", "./else where", typed="quit\n")
    assert done.out.endswith("To go on: quiz study './else where' --resume --plain\n")
    assert "Going on" not in quiz("study", "./else where", "--resume").out


@pytest.mark.parametrize(
    ("options", "topics"),
    [
        ([], 3),
        (["--topic", "disorders"], 1),
        (["--topic", "disorders", "--topic", "cells"], 3),
        (["--type", "multiple"], 1),
        (["--type", "multiple", "--type", "matching"], 2),
        (["--level", "recall"], 2),
        (["--tag", "woken"], 1),
        (["--tag", "woken", "--tag", "makers"], 2),
        (["--topic", "cells", "--level", "recall"], 1),
        (["--count", "2"], 2),
        (["--count", "99"], 3),
        (["--unseen"], 3),
    ],
)
def test_the_options_say_which_questions(quiz: Quiz, options: list[str], topics: int) -> None:
    out = quiz("study", *options, typed="skip\n" * 2).out
    assert f"{topics} question{'s' if topics > 1 else ''}, seed" in out


def test_the_count_comes_from_the_settings_where_none_is_asked_for(quiz: Quiz, home: Home) -> None:
    (home.folder / "home").mkdir()
    (home.folder / "home" / "settings.toml").write_text('count = 2\nrule = "all-or-nothing"\n', encoding="utf-8")
    done = quiz("study", "--type", "multiple", typed="a\n")
    assert "all or nothing = 0.00" in done.out
    assert "2 questions" in quiz("study").out


def test_the_rule_marks_what_is_partly_right(quiz: Quiz) -> None:
    out = quiz("study", "--type", "multiple", "--rule", "false2", "--seed", "1", typed="abcd\n").out
    assert "2 of 2 right choices, 2 wrong: 2/2 - 2/2 = 0.00" in out


def test_the_seed_settles_what_is_asked_and_shown(quiz: Quiz) -> None:
    assert quiz("study", "--seed", "5").out == quiz("study", "--seed", "5").out
    done = quiz("study")
    assert 0 <= seed_of(done.out) < 1_000_000
    assert asked(quiz("study", "--seed", str(seed_of(done.out))).out) == asked(done.out)


def test_missed_and_unseen_go_by_the_latest_answers(quiz: Quiz) -> None:
    quiz("study", "--topic", "cells", "--type", "choice", "--seed", "1", typed="b\n")
    assert "1 question," in quiz("study", "--missed").out
    assert "2 questions," in quiz("study", "--unseen").out
    assert "3 questions," in quiz("study", "--missed", "--unseen").out
    quiz("study", "--missed", "--seed", "1", typed="a\n")
    assert quiz("study", "--missed").err == "quiz: No question fits: of those asked for, you have missed none.\n"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["smal"], 'There is no bank "smal"; did you mean "small"?'),
        (["--topic", "gut"], "There is no topic gut in small. Its topics: cells, disorders."),
        (["--tag", "gut"], "There is no tag gut in small. Its tags: makers, woken."),
        (["--topic", "disorders", "--type", "choice"], "No question fits all that was asked for."),
        (["--resume"], "No session of small was left unfinished. Begin one without --resume."),
    ],
)
def test_what_cannot_be_asked_for_gets_a_sentence(quiz: Quiz, options: list[str], sentence: str) -> None:
    done = quiz("study", *options)
    assert done.status == 1
    assert done.out == ""
    assert done.err.startswith(f"quiz: {sentence}")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--type", "essay"], "invalid choice: 'essay' (choose from"),
        (["--level", "guess"], "invalid choice: 'guess' (choose from"),
        (["--rule", "mine"], "invalid choice: 'mine' (choose from"),
        (["--count", "0"], "'0' is no whole number from 1 on"),
        (["--count", "-3"], "is no whole number from 1 on"),
        (["--seed", "x"], "'x' is no whole number from 0 on"),
        (["--resume", "--seed", "1"], "--resume goes on with a session as it was begun"),
        (["--resume", "--topic", "cells"], "--resume goes on with a session as it was begun"),
    ],
)
def test_a_wrong_option_is_a_wrong_command(quiz: Quiz, options: list[str], sentence: str) -> None:
    done = quiz("study", *options)
    assert done.status == 2
    assert sentence in done.err


def test_the_latest_unfinished_session_of_the_bank_is_resumed(quiz: Quiz, history: History) -> None:
    quiz("study", "--seed", "1", typed="quit\n")
    quiz("study", "--seed", "2", "--rule", "false2", typed="skip\nquit\n")
    done = quiz("study", "--resume", typed="")
    assert seed_of(done.out) == 2
    assert [saved.plan.seed for saved in history.unfinished()] == [1]


def test_a_session_none_of_whose_questions_is_left_is_not_resumed(quiz: Quiz, home: Home) -> None:
    quiz("study", "--type", "choice", typed="quit\n")
    file = home.shelf / "small" / "bank.yaml"
    file.write_text(BANK.replace("id: maker", "id: renamed"), encoding="utf-8")
    assert "No session of small was left unfinished." in quiz("study", "--resume").err


def test_the_names_on_the_command_line_are_those_of_the_core() -> None:
    assert list(study.KINDS) == [str(kind) for kind in Kind]
    assert list(study.LEVELS) == [str(level) for level in Level]
    assert list(study.RULES) == [str(rule) for rule in Rule]


# With a terminal


Opened = list[tuple[Desk, First | None]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the terminal interface was opened with, in place of opening it."""
    calls: Opened = []

    def run(desk: Desk, first: First | None = None) -> int:
        assert desk.library.banks()
        assert desk.settings.count == 10
        assert desk.history.unfinished() == () or first
        calls.append((desk, first))
        return 0

    monkeypatch.setattr("quiz.tui.app.run", run)
    monkeypatch.setattr("quiz.cli.terminal.is_terminal", lambda stream: stream is not None)
    return calls


def test_on_a_terminal_quiz_opens_the_interface(quiz: Quiz, opened: Opened) -> None:
    assert quiz().status == 0
    assert [first for _, first in opened] == [None]
    assert opened[0][0].settings_path.name == "settings.toml"


def test_on_a_terminal_study_opens_the_interface_in_a_session_already_begun(
    quiz: Quiz, opened: Opened, history: History
) -> None:
    assert quiz("study", "--topic", "cells", "--seed", "9").status == 0
    assert quiz("study", "--resume").status == 0
    (_, begun), (_, resumed) = opened
    assert begun
    assert resumed
    assert begun.bank.id == "small"
    assert begun.session.plan.seed == 9
    assert [saved.plan.id for saved in history.unfinished()] == [begun.session.plan.id]
    assert resumed.session.plan.id == begun.session.plan.id


@pytest.mark.parametrize(("name", "value"), [("ACCESSIBLE", "1"), ("TERM", "dumb")])
def test_whoever_wants_plain_lines_gets_them_on_a_terminal_too(
    quiz: Quiz, opened: Opened, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert quiz(typed="quit\n").out.startswith("A small bank\n")
    assert quiz("study", typed="quit\n").out.startswith("A small bank\n")
    assert opened == []


def test_plain_is_plain_on_a_terminal(quiz: Quiz, opened: Opened) -> None:
    assert quiz("study", "--plain", typed="quit\n").out.startswith("A small bank\n")
    assert opened == []


def test_without_a_full_terminal_what_waits_is_told_first(quiz: Quiz) -> None:
    quiz("exam", "small", typed="quit\n")
    quiz("study", "small", "--type", "choice", typed="Red cells high\n")
    assert quiz(typed="").out.splitlines()[:2] == [
        "1 question due for a review: quiz review --plain",
        "A mock exam of small is not handed in: quiz exam small --resume --plain",
    ]
