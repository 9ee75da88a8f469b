"""Programs that are killed at 200 moments of a session and of an exam: nothing they acknowledged is lost or doubled."""

from __future__ import annotations

import os
import random
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from quiz.banks.cache import open_bank
from quiz.core.bank import Bank
from quiz.store.database import Database
from quiz.store.history import History
from tests.cli.forks import Moment, Warm, warm
from tests.cli.scripts import BANK, ORDER, Script, State, exam_script, study_script
from tests.cli.shelf import Home, put_bank

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no SIGKILL here")

KILLS = 100
"""Of each of the two."""

SEED = 20
STUDY = ("study", "killed", "--plain")
EXAM = ("exam", "killed", "--plain")


@pytest.fixture
def killed(tmp_path: Path) -> Home:
    """A home with a bank for sessions that are killed."""
    home = Home(tmp_path)
    put_bank(home.shelf / "killed", BANK)
    return home


def bank_of(home: Home) -> Bank:
    return open_bank(home.shelf / "killed", home.folder / "home" / "cache")


def order_of(home: Home, *command: str) -> tuple[str, ...]:
    """The questions of the session that the command begins, as another learner has them who leaves at once."""
    other = Home(home.folder / "other", {"QUIZ_PATH": str(home.shelf)})
    other.folder.mkdir()
    assert other.run(*command, typed="quit\n").returncode == 0
    with History.open(history_of(other)) as history:
        plans = [saved.plan for saved in history.unfinished()] + [exam.plan for exam in history.exams.unfinished()]
    return plans[0].questions


def history_of(home: Home) -> Path:
    return home.folder / "home" / "history.db"


# What the history has of them


def studied(history: History) -> list[State]:
    """The sessions that have an answer."""
    attempts = list(history.attempts())
    running = {saved.plan.id for saved in history.unfinished()}
    states = []
    for session in dict.fromkeys(attempt.session for attempt in attempts):
        made = [attempt for attempt in attempts if attempt.session == session]
        answers = history.answers(session)
        assert [attempt.question for attempt in made] == [answer.question for answer in answers]
        held = tuple(
            (answer.question, answer.given, attempt.fraction) for answer, attempt in zip(answers, made, strict=True)
        )
        states.append(State(held, session not in running))
    return states


def examined(history: History) -> list[State]:
    """The exams that have begun; those that were handed in with the marks of their attempts."""
    exams = sorted((*history.exams.handed_in(), *history.exams.unfinished()), key=lambda exam: exam.plan.id)
    attempts = list(history.attempts())
    assert {attempt.session for attempt in attempts} <= {exam.plan.id for exam in exams if exam.handed_in}
    states = []
    for exam in exams:
        marks = {attempt.question: attempt.fraction for attempt in attempts if attempt.session == exam.plan.id}
        answers = [(id, sheet.given) for id, sheet in zip(exam.plan.questions, exam.sheets, strict=True)]
        held = tuple((id, given, marks.get(id)) for id, given in answers if given)
        assert len(held if exam.handed_in else ()) == sum(attempt.session == exam.plan.id for attempt in attempts)
        states.append(State(held, exam.handed_in is not None))
    return states


# Killed


def moment_of(dice: random.Random) -> Moment:
    """Half of the moments follow a line closely, the others fall where they will: into the start, or into a commit."""
    if dice.random() < 0.5:
        return Moment(written=dice.randrange(6000))
    return Moment(seconds=dice.uniform(0, 0.1))


def begin_again_on_nothing(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def survive(home: Home, program: Warm, script: Script, dice: random.Random) -> None:
    """Types the script again and again, killed at every other breath, and holds the history against what was told."""
    path = history_of(home)
    kills = answers = 0
    for number in count():
        if number % 3 == 0:  # the next kills fall into the making of the file
            begin_again_on_nothing(path)
        before = number % 3
        done, is_begun = 0, False
        while done < len(script.steps):
            moment = moment_of(dice) if kills < KILLS else None
            arguments = script.again if is_begun else script.first
            ended = program.run(arguments, "".join(step.typed for step in script.steps[done:]), moment)
            kills += ended.was_killed
            where = f"seed {SEED}, kill {kills}, session {number}, after step {done}, {moment}: {ended.out}"
            assert ended.was_killed or ended.status == 0, where
            told = script.told(ended.out, done)
            answers += told
            with History.open(path) as history:
                sessions = script.sessions(history)
                records = history.tallies.records("killed")
                attempts = sum(1 for _ in history.attempts())
                is_begun = bool(history.unfinished() or history.exams.unfinished())
            assert sessions[:before] == [script.states[-1]] * before, where
            assert len(sessions) <= before + 1, where
            found = sessions[before] if len(sessions) > before else State(())
            # A kill between a commit and its line leaves one step that nobody was told of.
            possible = script.states[done + told : done + told + 2]
            assert found in possible, where
            assert sum(record.attempts for record in records.values()) == attempts, where
            with closing(Database(path)) as database:
                assert database.row("PRAGMA integrity_check") == ("ok",), where
            done += told + possible.index(found)
        if kills == KILLS:
            break
    assert answers > KILLS


def test_of_a_session_that_is_killed_at_100_moments_no_answer_is_lost_and_none_counts_twice(killed: Home) -> None:
    first = (*STUDY, "--count", "12", "--seed", str(ORDER))
    dice = random.Random(SEED)
    steps = tuple(study_script(bank_of(killed), order_of(killed, *first), dice))
    with warm(killed.env, killed.folder) as program:
        survive(killed, program, Script(first, (*STUDY, "--resume"), steps, studied), dice)


def test_of_an_exam_that_is_killed_at_100_moments_no_answer_is_lost_and_none_counts_twice(killed: Home) -> None:
    first = (*EXAM, "--minutes", "60", "--pass", "0", "--seed", str(ORDER))
    dice = random.Random(SEED)
    steps = tuple(exam_script(bank_of(killed), order_of(killed, *first), dice))
    with warm(killed.env, killed.folder) as program:
        survive(killed, program, Script(first, (*EXAM, "--resume"), steps, examined), dice)
