import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quiz.errors import HistoryError
from quiz.store.history import History
from quiz.store.stamp import VERSION
from tests.store.historyfiles import as_root, contents, fill, refusal, run
from tests.store.learners import CHOICE, answered, plan_for


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder?" / "history #1%.db"


def test_a_history_left_by_a_killed_copy_is_read_from_its_log(path: Path, tmp_path: Path) -> None:
    with History.open(path) as history:
        history.record(plan_for(), CHOICE, answered(CHOICE))
        left = tmp_path / "left"
        left.mkdir()
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{left / 'history.db'}{suffix}")
    with History.open(left / "history.db") as history:
        assert history.tallies.records("il2")["gut"].attempts == 1


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


def test_a_folder_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    assert "is a folder" in refusal(path)


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
