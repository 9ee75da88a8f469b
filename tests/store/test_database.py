import hashlib
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest

from quiz.errors import HistoryError
from quiz.store.database import APPLICATION_ID, VERSION, Database
from quiz.store.history import History
from tests.store.learners import CHOICE, NOON, answered, plan_for

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold root back")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder?" / "history #1%.db"


def fill(path: Path) -> None:
    with History.open(path) as history:
        plan = plan_for()
        for _ in range(30):
            history.record(plan, CHOICE, answered(CHOICE))


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file in the folder; that of an index to a log, which every reader writes in, is empty."""
    return {
        each.name: "" if each.name.endswith("-shm") else hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.iterdir()
        if each.is_file()
    }


def refusal(path: Path) -> str:
    """The sentence with which the history is refused, having been left as it was."""
    before = contents(path.parent)
    with pytest.raises(HistoryError) as refused:
        History.open(path)
    assert contents(path.parent) == before
    sentence = str(refused.value)
    assert str(path) in sentence
    return sentence


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_new_history_is_marked_and_up_to_date(path: Path) -> None:
    History.open(path).close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert APPLICATION_ID.to_bytes(4) == b"QUIZ"
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").fetchall()
    assert {name for name, _ in tables if not name.startswith("sqlite_")} == {
        *("session", "session_end", "attempt", "wording", "retraction", "flag"),
        *("exam_event", "suspension", "exam_day"),
        *("tally", "open_session", "memory", "stale", "memory_terms"),
    }
    assert all(strict for name, strict in tables if not name.startswith("sqlite_"))


def test_the_migrations_are_numbered_without_a_gap_up_to_the_version() -> None:
    names = sorted(script.name for script in files("quiz.store").joinpath("migrations").iterdir())
    assert [re.fullmatch(r"(\d{4})_\w+\.sql", name)[1] for name in names] == [  # type: ignore[index]
        f"{number:04}" for number in range(1, VERSION + 1)
    ]


def test_a_commit_is_on_the_disk_before_it_returns(path: Path) -> None:
    with closing(Database(path)) as database:
        assert database.row("PRAGMA synchronous") == (2,)
        assert database.row("PRAGMA journal_mode") == ("wal",)
        assert database.row("PRAGMA busy_timeout") == (5000,)


@pytest.mark.parametrize("prepare", [Path.touch, lambda path: run(path, "PRAGMA journal_mode = WAL", "VACUUM")])
def test_an_empty_file_becomes_a_history(path: Path, prepare: Callable[[Path], None]) -> None:
    path.parent.mkdir()
    prepare(path)
    fill(path)
    with History.open(path) as history:
        assert history.records("il2")["gut"].attempts == 30


def test_a_migration_that_was_cut_off_is_made_whole(path: Path) -> None:
    path.parent.mkdir()
    run(path, f"PRAGMA application_id = {APPLICATION_ID}")
    fill(path)
    with History.open(path) as history:
        assert history.records("il2")["gut"].attempts == 30


def test_opening_a_history_that_is_up_to_date_looks_for_no_migration(path: Path) -> None:
    History.open(path).close()
    code = (
        "import sys; from pathlib import Path; from quiz.store.history import History\n"
        "with History.open(Path(sys.argv[1])) as history: history.summaries()\n"
        "print('importlib.resources' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_history_left_by_a_killed_copy_is_read_from_its_log(path: Path, tmp_path: Path) -> None:
    with History.open(path) as history:
        history.record(plan_for(), CHOICE, answered(CHOICE))
        left = tmp_path / "left"
        left.mkdir()
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{left / 'history.db'}{suffix}")
    with History.open(left / "history.db") as history:
        assert history.records("il2")["gut"].attempts == 1


def test_a_newer_history_is_refused(path: Path) -> None:
    fill(path)
    run(path, f"PRAGMA user_version = {VERSION + 41}")
    sentence = refusal(path)
    assert f"its format is {VERSION + 41}, and this version knows formats up to {VERSION}" in sentence


def test_a_newer_history_is_refused_where_only_its_log_says_so(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA user_version = 42")
        assert path.read_bytes()[60:64] == VERSION.to_bytes(4)
        assert "its format is 42" in refusal(path)


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE bookmark (url TEXT)"],
        ["CREATE TABLE bookmark (url TEXT)", "PRAGMA journal_mode = WAL"],
        ["PRAGMA user_version = 3"],
        ["PRAGMA application_id = 77"],
        [f"CREATE TABLE t{i} (name TEXT, address TEXT, telephone TEXT)" for i in range(100)],
    ],
)
def test_the_database_of_another_program_is_refused(path: Path, statements: list[str]) -> None:
    path.parent.mkdir()
    run(path, *statements)
    assert "is the database of another program" in refusal(path)


@pytest.mark.parametrize("content", [b"#", b"stem: what?\n" * 400, bytes(8192), b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert "it is no SQLite database" in refusal(path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:108],
        lambda data: data[:4096],
        lambda data: data[: len(data) // 2],
        lambda data: data[:120] + b"\xa5" * 3976 + data[4096:],
        lambda data: data[:16] + b"\0\1" + data[18:],
    ],
)
def test_a_damaged_history_is_refused(path: Path, damage: Callable[[bytes], bytes]) -> None:
    fill(path)
    path.write_bytes(damage(path.read_bytes()))
    assert "is damaged" in refusal(path)


def test_damage_that_shows_later_has_its_sentence_too(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path)) as connection:
        pages = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE name IN ('tally', 'attempt')"))
    data = bytearray(path.read_bytes())
    for page in pages.values():
        data[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    before = contents(path.parent)
    with History.open(path) as history:
        with pytest.raises(HistoryError, match="is damaged"):
            history.records("il2")
        with pytest.raises(HistoryError, match="is damaged"):
            history.record(plan_for(), CHOICE, answered(CHOICE))
    assert contents(path.parent) == before


def test_a_folder_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    assert "is a folder" in refusal(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/quiz")):
        with pytest.raises(HistoryError, match=re.escape(f"The folder {folder} for the history cannot be made")):
            History.open(folder / "history.db")


@as_root
@pytest.mark.parametrize("is_folder", [True, False])
def test_what_may_not_be_written_is_named(path: Path, is_folder: bool) -> None:
    fill(path)
    closed = path.parent if is_folder else path
    mode = closed.stat().st_mode
    closed.chmod(mode & ~0o222)
    before = contents(path.parent)
    try:
        with pytest.raises(HistoryError, match=re.escape(f"{closed} cannot be written")):
            History.open(path)
    finally:
        closed.chmod(mode)
    assert contents(path.parent) == before


@as_root
def test_what_may_not_be_read_is_named(path: Path) -> None:
    fill(path)
    path.chmod(0)
    with pytest.raises(HistoryError, match="cannot be read: Permission denied"):
        History.open(path)


def test_a_full_disk_loses_the_answer_that_was_not_acknowledged_and_no_other(path: Path) -> None:
    kept: list[str] = []
    with History.open(path) as history:
        plan = plan_for()
        history._database.row("PRAGMA max_page_count = 24")
        with pytest.raises(HistoryError, match="is full"):
            kept.extend(history.record(plan, CHOICE, answered(CHOICE)) for _ in range(10_000))
        assert len(kept) > 10
        assert [each.id for each in history.attempts()] == kept
        history._database.row("PRAGMA max_page_count = 100000")
        kept.append(history.record(plan, CHOICE, answered(CHOICE)))
    with History.open(path) as history:
        assert [each.id for each in history.attempts()] == kept
        assert history.records("il2")["gut"].attempts == len(kept)


def test_a_disk_that_takes_no_more_has_its_sentence(path: Path) -> None:
    kept: list[str] = []
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with History.open(path) as history:
        plan = plan_for()
        kept.append(history.record(plan, CHOICE, answered(CHOICE)))
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, limits[1]))
        try:
            with pytest.raises(HistoryError, match="cannot be read or written"):
                kept.extend(history.record(plan, CHOICE, answered(CHOICE)) for _ in range(10_000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        kept.append(history.record(plan, CHOICE, answered(CHOICE)))
    with History.open(path) as history:
        assert [each.id for each in history.attempts()] == kept


def test_a_history_that_another_program_holds_for_long_has_its_sentence(path: Path) -> None:
    with History.open(path) as history, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        history._database.row("PRAGMA busy_timeout = 1")
        with pytest.raises(HistoryError, match="is in use by another program"):
            history.end("session", NOON)
        other.execute("ROLLBACK")
        history.end("session", NOON)


def test_a_history_is_closed_by_its_block(path: Path) -> None:
    with History.open(path) as history:
        pass
    with pytest.raises(sqlite3.ProgrammingError):
        history.summaries()
