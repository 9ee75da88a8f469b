import re
import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quiz.errors import HistoryError
from quiz.store.database import Database
from quiz.store.history import History
from quiz.store.stamp import APPLICATION_ID, VERSION
from tests.store.historyfiles import contents, fill, refusal
from tests.store.learners import CHOICE, NOON, answered, plan_for


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder?" / "history #1%.db"


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


def test_a_commit_is_on_the_disk_before_it_returns(path: Path) -> None:
    with closing(Database(path)) as database:
        assert database.row("PRAGMA synchronous") == (2,)
        assert database.row("PRAGMA journal_mode") == ("wal",)
        assert database.row("PRAGMA busy_timeout") == (5000,)


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
            history.tallies.records("il2")
        with pytest.raises(HistoryError, match="is damaged"):
            history.record(plan_for(), CHOICE, answered(CHOICE))
    assert contents(path.parent) == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/quiz")):
        with pytest.raises(HistoryError, match=re.escape(f"The folder {folder} for the history cannot be made")):
            History.open(folder / "history.db")


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
        assert history.tallies.records("il2")["gut"].attempts == len(kept)


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
        history.tallies.summaries()
