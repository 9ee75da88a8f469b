"""`quiz drill` on the files that servers leave."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from quiz.banks.loader import load_text
from quiz.cli import drill_setup
from quiz.cli.drill import SCORINGS
from quiz.cli.parser import build
from quiz.core.drills.events import Joined
from quiz.core.drills.scoring import scoring_of
from quiz.errors import RequestError
from quiz.live.log.shelf import drill_at
from tests.cli.conftest import Outcome, Quiz
from tests.cli.held import ID, created, keep, small_class
from tests.cli.shelf import BANK, Home

GOLDEN = Path(__file__).parent / "reports"
"""With QUIZ_GOLDEN=write in the environment they are written anew."""


def as_kept(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("QUIZ_GOLDEN") == "write":
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode()


@pytest.fixture
def drills(home: Home) -> Path:
    """The folder of the drills, with the small class."""
    home.settings["TZ"] = "UTC"
    folder = home.folder / "home" / "drills"
    keep(folder, small_class())
    return folder


def in_utc(home: Home, *args: str) -> str:
    """What the command prints as a process of its own, whose time zone is UTC."""
    done = home.run("drill", *args)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


# What is written


@pytest.mark.usefixtures("drills")
def test_the_report_is_a_page(home: Home) -> None:
    as_kept("small.html", in_utc(home, "report", ID, "--html", "-"))


@pytest.mark.usefixtures("drills")
def test_the_report_is_a_table(home: Home) -> None:
    in_utc(home, "report", ID, "--csv", "marks.csv")
    as_kept("small.csv", (home.folder / "marks.csv").read_bytes().decode())


@pytest.mark.usefixtures("drills")
def test_the_report_is_json(home: Home) -> None:
    as_kept("small.json", in_utc(home, "report", ID, "--json"))


@pytest.mark.usefixtures("drills")
def test_the_report_is_read_in_the_terminal(home: Home) -> None:
    as_kept("small.txt", in_utc(home, "report", ID))


@pytest.mark.usefixtures("drills")
def test_what_scoring_again_changes_is_said_with_the_arithmetic(home: Home) -> None:
    as_kept("rescored.txt", in_utc(home, "rescore", ID, "--rule", "all-or-nothing", "--scoring", "v1/speed"))


@pytest.mark.usefixtures("drills")
def test_several_files_are_written_at_once_and_again(quiz: Quiz, home: Home) -> None:
    for _ in range(2):
        outcome = quiz("drill", "report", ID, "--html", "a.html", "--csv", "a.csv", "--xlsx", "a.xlsx")
        assert outcome == Outcome(0, "", "")
    assert {path.name for path in home.folder.iterdir()} >= {"a.html", "a.csv", "a.xlsx"}
    assert not [path for path in home.folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("option", ["--html", "--csv", "--xlsx"])
@pytest.mark.usefixtures("drills")
def test_a_file_that_is_something_else_is_left_as_it_is(quiz: Quiz, home: Home, option: str) -> None:
    (home.folder / "thesis").write_text("mine")
    outcome = quiz("drill", "report", ID, option, "thesis")
    assert outcome.status == 1
    assert "is left as it is. Name another file." in outcome.err
    assert (home.folder / "thesis").read_text() == "mine"


@pytest.mark.usefixtures("drills")
def test_without_the_library_a_workbook_is_refused_with_what_to_install(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    outcome = quiz("drill", "report", ID, "--xlsx", "a.xlsx")
    assert outcome.status == 1
    assert "quiz[xlsx]" in outcome.err


# The list


def test_drills_are_listed_the_last_first_with_as_much_of_the_id_as_is_needed(quiz: Quiz, drills: Path) -> None:
    twin = f"{ID[:-1]}2"
    keep(drills, [created(id=twin, title="\x1b[31mRed")])
    (drills / "other.drill").write_text("no drill")
    outcome = quiz("drill", "list")
    first, second, third = outcome.out.splitlines()
    assert first.startswith(f"{twin} 2026")
    assert first.endswith("<U+001B>[31mRed: 4 questions, 0 learners, 0 answers, not over")
    assert second.startswith(f"{ID} 2026")
    assert second.endswith("A small bank: 4 questions, 4 learners, 13 answers")
    assert "other.drill is no drill" in third
    told = json.loads(quiz("drill", "list", "--json").out)
    assert [each["id"] for each in told["drills"]] == [twin, ID]
    assert told["drills"][1]["created"] == "2026-02-02T02:39:00Z"
    assert told["drills"][0]["ended"] is None
    assert len(told["unreadable"]) == 1


def test_where_no_drill_was_held_the_list_says_how_to_hold_one(quiz: Quiz) -> None:
    assert quiz("drill", "list") == Outcome(0, "No drill was held yet. `quiz host BANK` holds one.\n", "")


@pytest.mark.usefixtures("drills")
def test_a_drill_is_shown_without_identifiers(quiz: Quiz) -> None:
    outcome = quiz("drill", "show", ID[:8])
    assert "  1. Ann: 3,000 points" in outcome.out
    assert "  3. Late Lee: 500 points" in outcome.out
    as_json = quiz("drill", "show", ID[:8], "--json").out
    assert json.loads(as_json)["learners"][0] == {"rank": 1, "name": "Ann", "points": 3000}
    for text in (outcome.out, as_json):
        assert "s1" not in text
        assert "Student" not in text


def test_names_never_reach_the_terminal_as_commands(home: Home) -> None:
    start, ann, *rest = small_class()
    assert isinstance(ann, Joined)
    evil = replace(ann, name="\x1b[2J\u202e", identifier="\x07")
    keep(home.folder / "home" / "drills", [start, evil, *rest])
    for words in (["show", ID], ["report", ID], ["report", ID, "--html", "-"], ["report", ID, "--csv", "-"], ["list"]):
        done = home.run("drill", *words)
        assert done.returncode == 0, done.stderr
        assert set(done.stdout).isdisjoint("\x1b\x07\u202e")
        assert ("<U+001B>[2J" in done.stdout or "&lt;U+001B&gt;[2J" in done.stdout) == (words != ["list"])
    done = home.run("drill", "missed", ID, "\x1b[2J\u202e", "-o", "a.yaml")
    assert done.returncode == 1
    assert done.stderr == "quiz: <U+001B>[2J<U+202E> has missed nothing in that drill, so there is nothing to write.\n"


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["show", "nothing"], 1, "There is no drill 'nothing'"),
        (["report", ID, "--xlsx", "-"], 1, "A workbook does not go to standard output"),
        (["report", ID, "--html", "-", "--csv", "-"], 2, "not both"),
        (["report", ID, "--html", "-", "--json"], 2, "both go to standard output"),
        (["report", ID, "--html", "nowhere/a.html"], 1, "there is no folder"),
        (["rescore", ID], 2, "rescore needs --rule, --scoring or --bank"),
        (["rescore", ID, "--bank", "nothing"], 1, "There is no bank"),
        (["missed", ID, "Nobody", "-o", "a.yaml"], 1, "Nobody in that drill is called 'Nobody'"),
        (["missed", ID, "Mallory", "-o", "a.yaml"], 1, "Nobody in that drill is called"),
        (["missed", ID, "Ann", "-o", "a.yaml"], 1, "Ann has missed nothing"),
        (["missed", ID, "Bob", "-o", "bob.json"], 1, "Name a file that ends in .yaml"),
        ([], 2, "usage: quiz drill"),
    ],
)
@pytest.mark.usefixtures("drills")
def test_what_cannot_be_done_is_said(quiz: Quiz, words: list[str], status: int, sentence: str) -> None:
    outcome = quiz("drill", *words)
    assert outcome.status == status
    assert sentence in outcome.err


# Scored again


def test_every_scoring_that_the_core_knows_can_be_asked_for() -> None:
    assert [scoring_of(version).version for version in SCORINGS] == list(SCORINGS)
    with pytest.raises(ValueError, match=re.escape(", ".join(SCORINGS))):
        scoring_of("none")


def test_a_key_that_was_mended_in_the_bank_pays_and_the_log_stays(quiz: Quiz, home: Home, drills: Path) -> None:
    file = home.shelf / "small" / "bank.yaml"
    mended = BANK.replace("- right: T cells", "- wrong: T cells", 1).replace(
        "- wrong: Red cells", "- right: Red cells", 1
    )
    file.write_text(mended)
    log = (drills / f"{ID}.drill").read_bytes()
    outcome = quiz("drill", "rescore", ID, "--bank", "small")
    assert "mended, key before: T cells; now: Red cells" in outcome.out
    assert "Cy: 1,000 points, before 0" in outcome.out
    assert "Not in the bank any more, and marked as they were: never." in outcome.out
    told = json.loads(quiz("drill", "rescore", ID, "--bank", "small", "--json").out)
    assert told["not_in_bank"] == ["never"]
    changes = {each["learner"]: each for each in told["questions"][0]["changes"]}
    assert (changes["Ann"]["before"]["points"], changes["Ann"]["after"]["points"]) == (1000, 0)
    assert (changes["Cy"]["before"]["outcome"], changes["Cy"]["after"]["outcome"]) == ("wrong", "right")
    assert (drills / f"{ID}.drill").read_bytes() == log


@pytest.mark.usefixtures("drills")
def test_a_bank_of_other_questions_mends_nothing(quiz: Quiz, home: Home) -> None:
    other = home.folder / "other.yaml"
    other.write_text(BANK.replace("id: maker", "id: x").replace("id: woken", "id: y").replace("id: described", "id: z"))
    (home.folder / "document.md").write_text((home.shelf / "small" / "document.md").read_text())
    outcome = quiz("drill", "rescore", ID, "--bank", "./other.yaml")
    assert outcome.status == 1
    assert "small has none of the questions of that drill" in outcome.err


# What was missed


@pytest.mark.parametrize(
    ("who", "ids"),
    [(["bob"], ["woken", "described"]), (["s3"], ["maker", "woken", "described"]), ([], ["woken", "described"])],
)
@pytest.mark.usefixtures("drills")
def test_what_was_missed_is_a_bank_that_can_be_studied(quiz: Quiz, home: Home, who: list[str], ids: list[str]) -> None:
    outcome = quiz("drill", "missed", ID, *who, "-o", "missed.yaml")
    again = "To answer them again: quiz study missed.yaml"
    assert outcome == Outcome(0, f"{len(ids)} questions went to missed.yaml. {again}\n", "")
    text = (home.folder / "missed.yaml").read_text()
    day = datetime.fromtimestamp(created().at / 1000).astimezone().date()
    assert text.startswith(f"# Questions that were missed in a drill.\n# The drill: A small bank, {day}\n")
    assert f"# {again}\n" in text
    assert [question.id for question in load_text(text, home.folder / "missed.yaml").bank.questions] == ids
    printed = quiz("drill", "missed", ID, *who, "-o", "-").out
    assert f"# To answer them again: quiz study missed-small-{day}.yaml\n" in printed
    studied = quiz("study", "missed.yaml", "--plain", typed="")
    assert f"{len(ids)} questions" in studied.out
    assert (studied.status, studied.err) == (0, "")
    assert quiz("drill", "missed", ID, *who, "-o", "missed.yaml").status == 0


def args_of(*words: str) -> argparse.Namespace:
    return build().parse_args(["host", *words])


@pytest.mark.usefixtures("drills")
def test_a_drill_can_be_held_of_what_the_class_missed(home: Home) -> None:
    again = drill_at(drill_setup.new_drill(args_of("small", "--missed", ID[:8]), home.env))
    assert {question.id for question in again.questions} == {"woken", "described"}
    one = drill_at(drill_setup.new_drill(args_of("small", "--missed", ID, "--topic", "cells"), home.env))
    assert [question.id for question in one.questions] == ["woken"]


def test_where_the_class_missed_nothing_no_drill_is_made_of_it(home: Home, drills: Path) -> None:
    path = keep(drills, [created(id="nobody"), Joined(1, "a", "Ann")])
    with pytest.raises(RequestError, match="none was missed"):
        drill_setup.new_drill(args_of("small", "--missed", path.stem), home.env)
    with pytest.raises(RequestError, match="none of the questions that were missed"):
        drill_setup.new_drill(args_of("il2-neonatal", "--missed", ID), home.env)
