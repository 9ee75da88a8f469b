"""Whole drills without a network: handed out, answered by processes that are killed, collected and reported."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from quiz.core.questions import Kind, kind_of
from quiz.live.log.shelf import drill_at
from quiz.live.paper.handed_in import is_signed, read_paper
from quiz.live.paper.notebook import left
from quiz.live.paper.sheet import Sheet, read_sheet
from tests.cli.conftest import Quiz
from tests.cli.forks import Moment, Warm, warm
from tests.cli.shelf import Home
from tests.tui.terminal import Terminal

KILLS = 60
SEED = 4


@pytest.fixture
def elsewhere(tmp_path: Path) -> Home:
    """A learner's machine, without any bank."""
    other = Home(tmp_path / "elsewhere")
    other.folder.mkdir()
    return other


def hand_out(home: Home, *words: str) -> Path:
    """The sheet, on the learners' way."""
    path = home.folder / "drill.quiz"
    done = home.run("assign", "small", "--seed", "3", "-o", str(path), *words)
    assert (done.returncode, done.stderr) == (0, "")
    return path


def drill_of(home: Home, sheet: Path) -> Path:
    return home.folder / "home" / "drills" / f"{read_sheet(sheet).created.id}.drill"


def answers_to(sheet: Sheet) -> str:
    """A line for each question that can be an answer to it."""
    lines = {Kind.CHOICE: "a\n", Kind.MULTIPLE: "a b\n", Kind.MATCHING: "1a 2b\n"}
    return "".join(lines[kind_of(question)] for question in sheet.created.questions)


@pytest.mark.parametrize("words", [(), ("--exam",)])
def test_a_drill_is_handed_out_answered_collected_and_reported(
    home: Home, elsewhere: Home, words: tuple[str, ...]
) -> None:
    sheet = hand_out(home, *words)
    typed = answers_to(read_sheet(sheet))
    for name in ("Ada", "Bob"):
        answered = elsewhere.run("answer", str(sheet), "--name", name, typed=typed)
        assert (answered.returncode, answered.stderr) == (0, "")
        assert ("They make it." in answered.stdout) is not bool(words)
        assert f"To hand in: {name}.result" in answered.stdout
    collected = home.run("collect", str(elsewhere.folder))
    assert (collected.returncode, collected.stderr) == (0, "")
    assert "A small bank: 2 learners and 6 answers came in; 2 learners and 6 answers in all." in collected.stdout
    drill = drill_at(drill_of(home, sheet))
    assert sorted(learner.name for learner in drill.learners.values()) == ["Ada", "Bob"]
    told = home.run("drill", "report", drill.created.id, "--json")
    assert told.returncode == 0
    assert '"Ada"' in told.stdout
    again = home.run("collect", str(elsewhere.folder))
    assert "0 learners and 0 answers came in; 2 learners and 6 answers in all." in again.stdout


@pytest.mark.parametrize("words", [(), ("--exam",)])
def test_what_was_chosen_is_what_is_marked_whichever_letters_stood_for_it(
    home: Home, elsewhere: Home, words: tuple[str, ...]
) -> None:
    sheet = hand_out(home, *words)
    elsewhere.run("answer", str(sheet), "--name", "Ada", typed=answers_to(read_sheet(sheet)))
    home.run("collect", str(elsewhere.folder))
    handed_in, _ = read_paper(elsewhere.folder / "Ada.result")
    (own,) = drill_at(drill_of(home, sheet)).own.values()
    kept = {place: asking.answers[handed_in.attempt].given for place, asking in own.items()}
    assert kept == {reply.place: reply.given for reply in handed_in.replies}
    assert len(kept) == 3


def test_the_file_has_no_names_of_the_class_and_they_are_in_the_report(home: Home, elsewhere: Home) -> None:
    roster = home.folder / "roster.csv"
    roster.write_text('17,"Real, Ann"\n18,Bob\n')
    sheet = hand_out(home, "--roster", str(roster))
    assert read_sheet(sheet).created.terms.roster == ()
    typed = answers_to(read_sheet(sheet))
    refused = elsewhere.run("answer", str(sheet), "--name", "Ann", typed="")
    assert refused.returncode == 1
    assert "--identifier ID" in refused.stderr
    elsewhere.run("answer", str(sheet), "--name", "Ann", "--identifier", "17", typed=typed)
    elsewhere.run("answer", str(sheet), "--name", "Eve", "--identifier", "99", typed=typed)
    collected = home.run("collect", str(elsewhere.folder))
    assert collected.returncode == 1
    assert "Eve.result: The identifier is not on the class list." in collected.stderr
    assert [learner.name for learner in drill_at(drill_of(home, sheet)).learners.values()] == ["Ann"]
    assert "Real, Ann" in home.run("drill", "report", drill_of(home, sheet).stem).stdout


def test_a_learner_goes_on_where_they_left_and_hands_in_what_there_is(home: Home, elsewhere: Home) -> None:
    sheet = hand_out(home, "--certainty", "--until", "2099-01-01T12:00")
    lines = answers_to(read_sheet(sheet)).splitlines(keepends=True)
    first = elsewhere.run(
        "answer", str(sheet), "--name", "Ada", typed=lines[0].replace("\n", " high\n") + "skip\nquit\n"
    )
    assert first.returncode == 0
    assert "Left with 1 of 3 answered. To go on: quiz answer" in first.stdout
    assert "To hand in, by 2099-01-01 12:00: Ada.result" in first.stdout
    home.run("collect", str(elsewhere.folder))
    second = elsewhere.run("answer", str(sheet), typed="".join(lines[1:]))
    assert "for Ada" in second.stdout
    assert "Going on where you left: 1 of 3 answered." in second.stdout
    assert "You have answered all: " in second.stdout
    collected = home.run("collect", str(elsewhere.folder))
    assert "0 learners and 2 answers came in; 1 learner and 3 answers in all." in collected.stdout
    third = elsewhere.run("answer", str(sheet))
    assert third.returncode == 0
    assert "Question 1" not in third.stdout
    (learner,) = drill_at(drill_of(home, sheet)).own.values()
    assert [kept.certainty for asking in learner.values() for kept in asking.answers.values()] == ["high", None, None]


def test_what_is_wrong_with_an_answer_is_said_and_asked_again(home: Home, elsewhere: Home) -> None:
    sheet = hand_out(home, "--type", "choice")
    said = elsewhere.run("answer", str(sheet), "--name", "Ada", typed="\nz\nhelp\n?\nskip\na\n").stdout
    assert "Type help to see how." in said
    assert said.count("help or ?: this.") == 2
    assert "Type the letter of an option" in said
    assert "This is the only question left." in said
    assert "You have answered all: " in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("answer", "nowhere.quiz"), "There is no file nowhere.quiz."),
        (("answer", "shelf/small/bank.yaml"), "is no drill to answer"),
        (("collect", "nowhere"), "There is no folder nowhere."),
        (("assign", "nothing", "-o", "x.quiz"), "There is no bank"),
        (("assign", "small", "-o", "nowhere/x.quiz"), "there is no folder nowhere"),
        (("assign", "small", "-o", "shelf"), "There is a file shelf already"),
        (("assign", "small", "--until", "soon", "-o", "x.quiz"), "'soon' is no time"),
        (("assign", "small", "--topic", "nothing", "-o", "x.quiz"), "There is no topic nothing"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing(
    quiz: Quiz, home: Home, words: tuple[str, ...], sentence: str
) -> None:
    before = sorted(home.folder.iterdir())
    outcome = quiz(*words)
    assert outcome.status == 1
    assert sentence in outcome.err
    assert [path for path in sorted(home.folder.iterdir()) if path.name != "home"] == before
    assert not list((home.folder / "home").glob("drills/*.drill"))


def test_an_empty_folder_has_nothing_to_collect(quiz: Quiz, home: Home) -> None:
    (home.folder / "results").mkdir()
    outcome = quiz("collect", "results")
    assert outcome.status == 1
    assert "There is no file named *.result in results." in outcome.out


def test_a_name_that_cannot_be_shown_is_refused(home: Home, elsewhere: Home) -> None:
    sheet = hand_out(home)
    refused = elsewhere.run("answer", str(sheet), "--name", "\u202e\u200b")
    assert refused.returncode == 1
    assert "Type a name with letters" in refused.stderr


def test_in_a_terminal_it_is_answered_on_a_screen_and_handed_in_when_that_is_left(
    home: Home, elsewhere: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = hand_out(home, "--type", "choice")
    monkeypatch.chdir(elsewhere.folder)
    with Terminal(["answer", str(sheet), "--name", "Ada"], elsewhere.folder, env=elsewhere.env) as terminal:
        terminal.wait_for("Question 1 of 1")
        terminal.press("a\r")
        terminal.wait_for("1 answered")
        terminal.press("q")
        terminal.wait_for("Leave the drill?")
        terminal.press("\r")
        terminal.wait_for("To hand in: Ada.result")
        assert terminal.wait_for_end() == 0
    assert len(read_paper(elsewhere.folder / "Ada.result")[0].replies) == 1


# Killed


def survive(sheet: Path, folder: Path, program: Warm, dice: random.Random) -> int:
    """Answers the sheet, killed at every other breath, and holds the notebook against what was told."""
    handed_out = read_sheet(sheet)
    lines = answers_to(handed_out).splitlines(keepends=True)
    known, kills, learner = 0, 0, 0
    while kills < KILLS:
        if known == len(lines):
            learner, known = learner + 1, 0
        name = f"Learner {learner}"
        moment = Moment(written=dice.randrange(2500)) if dice.random() < 0.5 else Moment(seconds=dice.uniform(0, 0.05))
        ended = program.run(("answer", str(sheet), "--name", name), "".join(lines[known:]), moment)
        kills += ended.was_killed
        told = len(re.findall(r"^(?:Right|Wrong|Partly right|Saved).*\n", ended.out, re.MULTILINE))
        notebooks = [
            each for each in left(folder / "home" / "answers", handed_out.created.id) if each.paper.name == name
        ]
        kept = len(notebooks[0].paper.replies) if notebooks else 0
        assert len(notebooks) <= 1, ended.out
        # A kill between the disk and the line leaves one answer that nobody was told of.
        assert known + told <= kept <= known + told + 1, ended.out
        known = kept
    return learner


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no SIGKILL here")
@pytest.mark.parametrize("words", [(), ("--exam",)])
def test_of_answers_killed_at_many_moments_none_that_was_told_is_lost(
    home: Home, elsewhere: Home, words: tuple[str, ...]
) -> None:
    sheet = hand_out(home, *words)
    with warm(elsewhere.env, elsewhere.folder) as program:
        learners = survive(sheet, elsewhere.folder, program, random.Random(SEED))
        for learner in range(learners + 1):
            lines = answers_to(read_sheet(sheet)).splitlines(keepends=True)
            done = program.run(("answer", str(sheet), "--name", f"Learner {learner}"), "".join(lines))
            assert done.status == 0
    key = read_sheet(sheet).key
    for file in elsewhere.folder.glob("*.result"):
        assert is_signed(read_paper(file)[1], key)
    collected = home.run("collect", str(elsewhere.folder))
    assert (collected.returncode, collected.stderr) == (0, "")
    drill = drill_at(drill_of(home, sheet))
    assert len(drill.learners) == learners + 1 > 1
    assert all(len(own) == 3 for own in drill.own.values())
