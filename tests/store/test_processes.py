"""Several copies of the program at one history."""

from __future__ import annotations

import subprocess
import sys
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
        assert sum(record.attempts for record in history.tallies.records("il2").values()) == 240
        assert [saved.answered for saved in history.unfinished()] == [3] * 4
    assert is_sound(path)


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
