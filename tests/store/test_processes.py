"""Several copies of the program at one history, and copies that are killed."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from quiz.store.database import Database
from quiz.store.history import History
from tests.store.learners import QUESTIONS, answered, plan_for

REPOSITORY = Path(__file__).parents[2]


@contextmanager
def writers(path: Path, count: int, answers: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Programs that are ready to fill the history, each a session of its own, and are over in the end."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.learners", str(path), f"session-{i}", str(answers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=REPOSITORY,
            text=True,
        )
        for i in range(count)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def start(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def is_sound(path: Path) -> bool:
    with closing(Database(path)) as database:
        return database.row("PRAGMA integrity_check") == ("ok",)


def test_copies_that_begin_and_fill_a_history_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "history.db"
    with writers(path, count=4, answers=60) as processes:
        for process in processes:
            start(process)
        printed = [process.communicate(timeout=60)[0].split() for process in processes]
        assert [process.returncode for process in processes] == [0] * 4
    with History.open(path) as history:
        ids = [attempt.id for attempt in history.attempts()]
        assert ids == sorted(id for each in printed for id in each)
        assert len(ids) == len(set(ids)) == 240
        assert sum(record.attempts for record in history.records("il2").values()) == 240
        assert [saved.answered for saved in history.unfinished()] == [3] * 4
    assert is_sound(path)


def test_every_answer_that_was_acknowledged_before_a_kill_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    dice = random.Random(20)
    acknowledged: list[str] = []
    for killed in range(1, 21):
        with writers(path, count=1, answers=10_000) as (process,):
            start(process)
            assert process.stdout is not None
            # The first kills fall into the making of the file, the others between and into commits.
            lines = [process.stdout.readline() for _ in range(dice.choice((0, 0, 1, 5, 20)) if killed > 5 else 0)]
            try:
                process.wait(timeout=dice.uniform(0, 0.06))
            except subprocess.TimeoutExpired:
                process.kill()
            rest, _ = process.communicate(timeout=60)
        # A line cut off by the kill acknowledges nothing.
        acknowledged += [line for line in "".join([*lines, rest]).split("\n")[:-1] if line]
        with History.open(path) as history:
            there = Counter(attempt.id for attempt in history.attempts())
            records = history.records("il2")
        assert set(acknowledged) <= set(there)
        assert set(there.values()) <= {1}
        # A kill between a commit and its acknowledgement leaves one that nobody was told of.
        assert len(there) <= len(acknowledged) + killed
        assert sum(record.attempts for record in records.values()) == len(there)
        assert is_sound(path)
    assert len(acknowledged) > 20


def test_a_second_connection_that_is_closed_again_leaves_the_locks_of_the_first(tmp_path: Path) -> None:
    """A file that is opened and closed beside SQLite takes every lock of this process on it away (sqlite.org)."""
    path = tmp_path / "history.db"
    count = "import sys; from quiz.store.history import History; from pathlib import Path\n"
    count += "with History.open(Path(sys.argv[1])) as it: print(len(list(it.attempts())))"

    def elsewhere() -> int:
        command = [sys.executable, "-c", count, str(path)]
        return int(subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout)

    with History.open(path) as history:
        assert history.unfinished() == ()  # from its first reading on a connection has the file locked
        with history.reopened() as beside:
            assert list(beside.attempts()) == []
        History.open(path).close()
        assert elsewhere() == 0
        plan = plan_for(id="session")
        for number, question in enumerate(QUESTIONS, start=1):
            history.record(plan, question, answered(question))
            assert elsewhere() == number
    assert elsewhere() == len(QUESTIONS)
    assert is_sound(path)
