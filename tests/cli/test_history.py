"""A history carried about: exported, merged, shared through a folder, copied and taken back."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from quiz.store.history import History
from quiz.store.ids import new_id
from tests.cli.conftest import Quiz
from tests.cli.shelf import Home, command, put_bank
from tests.store.learners import CHOICE, QUESTIONS, answered, plan_for

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ACTIONS = ("export", "import", "merge", "backup", "rebuild", "reset")


@pytest.fixture
def studied(quiz: Quiz) -> Quiz:
    """The program, with two answers in the history."""
    assert quiz("study", "small", "--seed", "1", "--type", "choice", typed="a\n").status == 0
    assert quiz("study", "small", "--seed", "1", "--type", "multiple", typed="a\n").status == 0
    return quiz


@pytest.fixture
def there(home: Home) -> Home:
    """Another machine with the same bank."""
    folder = home.folder / "there"
    put_bank(folder / "shelf" / "small")
    return Home(folder)


def stats(home: Home) -> Any:
    """What stats says of the answers, without what it says of memory, which fades from one moment to the next."""
    done = home.run("stats", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    told["exhibits"] = [each for each in told["exhibits"] if each["id"] not in {"overview", "retrievability"}]
    return told


@pytest.mark.parametrize("way", ["lines", "file"])
def test_a_history_carried_to_another_home_and_back_gives_the_same_stats(
    studied: Quiz, home: Home, there: Home, way: str
) -> None:
    before = stats(home)
    carried = home.folder / "home" / "history.db"
    if way == "lines":
        assert studied("history", "export", "carried.jsonl").out == "2 answers went to carried.jsonl.\n"
        carried = home.folder / "carried.jsonl"
    done = there.run("history", "merge", str(carried))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"2 answers came from {carried}.\n", "")
    assert stats(there) == before
    assert (
        there.run("history", "import", str(carried)).stdout
        == f"Nothing came from {carried}: its 2 answers are here already.\n"
    )
    assert there.run("study", "small", "--type", "matching", typed="1a 2b\n").returncode == 0
    there.run("history", "export", str(there.folder / "back.jsonl"))
    assert studied("history", "import", str(there.folder / "back.jsonl")).out.startswith("1 answer came from ")
    assert stats(home) == stats(there)
    assert stats(home) != before


def test_two_homes_share_a_folder(studied: Quiz, home: Home, there: Home) -> None:
    shared = home.folder / "shared"
    shared.mkdir()
    assert there.run("study", "small", "--type", "matching", typed="1a 2b\n").returncode == 0
    out = studied("sync", "shared").out
    (file,) = shared.iterdir()
    assert out == f"Nothing came, 2 answers went into {file.name}.\n"
    assert there.run("sync", str(shared)).stdout.startswith("2 answers came, 1 answer went into history-")
    assert studied("sync", "shared").out == "1 answer came, nothing went.\n"
    assert studied("sync", "shared").out == "Nothing came, nothing went.\n"
    assert stats(home) == stats(there)


def test_programs_that_sync_at_once_lose_nothing(home: Home, there: Home) -> None:
    shared = home.folder / "shared"
    shared.mkdir()
    for number, each in enumerate((home, there)):
        with History.open(each.folder / "home" / "history.db") as history:
            for i in range(50):
                history.record(replace(plan_for(), id=new_id(number)), QUESTIONS[i % 3], answered(QUESTIONS[i % 3]))
    for _ in range(2):
        programs = [each.start("sync", str(shared)) for each in (home, there, home, there)]
        for program in programs:
            _, err = program.communicate(timeout=60)
            assert (program.returncode, err) == (0, "")
    assert stats(home) == stats(there)
    for each in (home, there):
        with History.open(each.folder / "home" / "history.db") as history:
            assert history.tallies.totals()["il2"].answers == 100
    assert all(file.name.startswith("history-") and file.suffix == ".jsonl" for file in shared.iterdir())


def test_a_file_that_is_skipped_is_told_of(studied: Quiz, home: Home) -> None:
    shared = home.folder / "shared"
    shared.mkdir()
    (shared / "half\x1b.jsonl").write_text('{"format":"quiz history","rows":9,"version":1}\n', encoding="utf-8")
    done = studied("sync", "shared")
    assert done.status == 1
    assert done.out.startswith("Nothing came, 2 answers went into history-")
    assert done.err == (
        "quiz: shared/half<U+001B>.jsonl is not whole: it has 0 rows of the 9 that its first line says. "
        "It may still be on its way here: try again later.\n"
    )


def test_export_to_standard_output_is_lines_of_json(studied: Quiz, home: Home) -> None:
    out = studied("history", "export").out
    assert out == studied("history", "export", "-").out
    assert len([json.loads(line) for line in out.splitlines()]) == json.loads(out.splitlines()[0])["rows"] + 1
    assert out.isascii()
    (home.folder / "out.jsonl").write_text(out, encoding="utf-8")
    assert (
        studied("history", "import", "out.jsonl").out
        == "Nothing came from out.jsonl: its 2 answers are here already.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_an_export_that_nobody_reads_to_its_end_is_no_error(home: Home) -> None:
    with History.open(home.folder / "home" / "history.db") as history:
        for _ in range(300):
            history.record(plan_for(), CHOICE, answered(CHOICE))
    with subprocess.Popen(
        command("history", "export", "-"),
        env=home.env,
        cwd=home.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout
        assert program.stderr
        assert program.stdout.readline().startswith('{"format":')
        program.stdout.close()
        assert program.stderr.read() == ""
        assert program.wait(timeout=60) == 0


def test_what_cannot_be_read_is_named(studied: Quiz, home: Home) -> None:
    (home.folder / "odd.jsonl").write_text('{"format":"quiz history","rows":1,"version":1}\n{}\n', encoding="utf-8")
    for action in ("import", "merge"):
        done = studied("history", action, "odd.jsonl")
        assert done.status == 1
        assert done.out == ""
        assert done.err.startswith('quiz: odd.jsonl:2: A row has a "table", which is one of attempt, ')
    assert studied("sync", "nowhere").err == "quiz: There is no folder nowhere. Make it, or name another.\n"
    assert "cannot be read: No such file" in studied("history", "merge", "nowhere.db").err


def test_a_backup_is_dated_or_where_it_is_asked_for(studied: Quiz, home: Home) -> None:
    out = studied("history", "backup").out
    (copy,) = (home.folder / "home" / "backups").iterdir()
    assert out == f"The history is copied to {copy}.\n"
    assert studied("history", "backup", "copy.db").out == "The history is copied to copy.db.\n"
    done = studied("history", "backup", "copy.db")
    assert (done.status, done.out) == (1, "")
    assert "There is a file copy.db already" in done.err
    assert studied("history", "backup", "nowhere/x.db").err == (
        "quiz: nowhere/x.db cannot be written: there is no folder nowhere. Make it, or name another place.\n"
    )
    for file in (str(copy), "copy.db"):
        assert studied("history", "merge", file).out == f"Nothing came from {file}: its 2 answers are here already.\n"


def test_memory_is_worked_out_anew(studied: Quiz) -> None:
    assert studied("history", "rebuild").out == "What you remember of 2 questions is worked out anew.\n"


# Taken back


def reset(home: Home, typed: str, *args: str) -> tuple[int, str]:
    """The status and the words of a reset with a person at the keyboard."""
    keyboard, terminal = pty.openpty()
    try:
        os.write(keyboard, typed.encode())
        done = subprocess.run(
            command("history", "reset", *args),
            env=home.env,
            cwd=home.folder,
            stdin=terminal,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        os.close(keyboard)
        os.close(terminal)
    assert done.stderr == ""
    return done.returncode, " ".join(done.stdout.split())


@pytest.mark.usefixtures("studied")
def test_a_reset_asks_for_the_bank_s_id(home: Home) -> None:
    asked = (
        "This takes back 2 answers to 2 questions of small. They stay in the file but count no more, here and "
        "wherever this history is merged. Type the bank's id to go on:"
    )
    for typed in ("\x04", "\n", "yes\n", "smal\n"):
        assert reset(home, typed, "small") == (1, f"{asked} Nothing was taken back.")
    assert stats(home)["total"]["answers"] == 2
    assert reset(home, "small\n", "small") == (0, f"{asked} 2 answers to 2 questions of small taken back.")
    assert stats(home)["total"]["answers"] == 0
    assert reset(home, "small\n", "small") == (0, "There is nothing to take back in small.")


def test_an_import_of_what_was_reset_says_why_nothing_comes(studied: Quiz) -> None:
    studied("history", "export", "out.jsonl")
    studied("history", "reset", "small", "--topic", "cells", "--yes")
    out = studied("history", "import", "out.jsonl").out
    assert out.startswith("Nothing came from out.jsonl: its 2 answers are here already, and ")
    studied("history", "reset", "small", "--yes")
    out = studied("history", "import", "out.jsonl").out
    assert out == (
        "Nothing came from out.jsonl: its 2 answers are here already, and taken back, so that they count no more.\n"
    )


def test_an_answer_of_a_clock_that_is_ahead_is_refused_by_its_line(studied: Quiz, home: Home) -> None:
    file = home.folder / "out.jsonl"
    studied("history", "export", "out.jsonl")
    text = file.read_text(encoding="utf-8")
    at = json.loads(text.splitlines()[1])["at"]
    file.write_text(text.replace(f'"at":{at}', f'"at":{at + 3 * 86_400_000}', 1), encoding="utf-8")
    done = studied("history", "import", "out.jsonl")
    assert (done.status, done.out) == (1, "")
    assert "out.jsonl:2: The answer is of " in done.err
    assert "more than a day ahead of the clock here" in done.err


def test_a_reset_without_anybody_to_ask_does_nothing(studied: Quiz, home: Home) -> None:
    done = studied("history", "reset", "small", typed="small\n")
    assert (done.status, done.out) == (2, "")
    assert "--yes takes the answers back without a question" in done.err
    assert stats(home)["total"]["answers"] == 2


def test_a_reset_of_topics_leaves_the_others(studied: Quiz, history: History) -> None:
    studied("study", "small", "--seed", "1", "--type", "matching", typed="1a 2b\n")
    history.memories.suspend("small", ["maker"], NOON)
    done = studied("history", "reset", "small", "--topic", "cells", "--yes")
    assert done.out == "2 answers to 2 questions of small, and 1 suspension taken back.\n"
    assert set(history.tallies.records("small")) == {"described"}
    done = studied("history", "reset", "small", "--topic", "cell", "--yes")
    assert (done.status, done.err) == (
        1,
        "quiz: There is no topic cell in small. The topics are: cells, disorders.\n",
    )


def test_a_bank_that_is_gone_can_be_reset_as_a_whole(studied: Quiz, home: Home) -> None:
    (home.shelf / "small" / "bank.yaml").unlink()
    assert studied("history", "reset", "small", "--topic", "cells", "--yes").status == 1
    assert studied("history", "reset", "small", "--yes").out == "2 answers to 2 questions of small taken back.\n"
    assert studied("history", "reset", "small", "--yes").status == 1


# Help


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_has_help_with_an_example(quiz: Quiz, action: str) -> None:
    done = quiz("history", action, "--help")
    assert done.status == 0
    assert f"\n  quiz history {action}" in done.out.partition("example")[2]


@pytest.mark.parametrize("name", ["history", "sync"])
def test_the_commands_have_help_with_an_example(quiz: Quiz, name: str) -> None:
    done = quiz(name, "--help")
    assert done.status == 0
    assert f"\n  quiz {name}" in done.out.partition("example")[2]


@pytest.mark.parametrize("args", [["history"], ["history", "nonsense"], ["history", "merge"], ["sync"]])
def test_a_wrong_command_has_status_2(quiz: Quiz, args: list[str]) -> None:
    done = quiz(*args)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"usage: quiz {args[0]}")


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_the_actions(quiz: Quiz, shell: str) -> None:
    out = quiz("completion", shell).out
    assert all(action in out for action in (*ACTIONS, "sync"))


def test_nothing_of_a_name_reaches_the_terminal_as_a_command(quiz: Quiz, home: Home) -> None:
    evil = "\x1b]0;mine\x07"
    (home.folder / evil).mkdir()
    for args in (
        ["history", "export", f"{evil}.jsonl"],
        ["history", "export", evil],
        ["history", "merge", evil],
        ["history", "backup", f"{evil}.db"],
        ["history", "reset", evil],
        ["sync", evil],
        ["sync", f"{evil}{os.sep}nowhere"],
    ):
        done = quiz(*args)
        assert "\x1b" not in done.out + done.err, args
        assert done.out + done.err
