"""What goes to other histories and comes from them: lines, files, a shared folder, and what is taken back."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from quiz.core.certainty import Certainty
from quiz.core.exams.events import Began, Event, HandedIn
from quiz.errors import HistoryError
from quiz.store.exchange import TakenBack
from quiz.store.history import History
from quiz.store.ids import new_id
from quiz.store.jsonlines import NotWholeError, UnreadableError
from quiz.store.merging import Counted
from quiz.store.stamp import APPLICATION_ID, VERSION
from quiz.store.times import milliseconds
from tests.store.examinees import BANK, exam_for
from tests.store.facts import facts_of
from tests.store.historyfiles import as_root, contents
from tests.store.learners import CHOICE, MATCHING, NOON, QUESTIONS, SEVERAL, answered, plan_for
from tests.store.test_exams import EVERY_EVENT
from tests.store.test_processes import REPOSITORY

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def fill(path: Path, *, bank: str = "il2", answers: int = 3) -> Path:
    """The history, with a session of some answers, one of them taken back, and a row in every other table."""
    with History.open(path) as history:
        plan = plan_for(bank=bank)
        for i in range(answers):
            given = answered(QUESTIONS[i % 3], rightly=i % 2 == 0, at=NOON + i * MINUTE)._replace(
                certainty=(None, *Certainty)[i % 5],
                proof="چنین است" if i % 2 else None,
            )
            history.record(plan, QUESTIONS[i % 3], given)
        history.retract(plan.id, CHOICE.id, NOON)
        history.end(plan.id, NOON)
        history.flag(bank, "gut", "0123456789abcdef-0123456789abcdef", "Is it?\n\x1b]0;mine\x07 🧬", NOON)
        history.memories.suspend(bank, ["cells"], NOON)
        history.exam_days.keep(bank, NOON.date(), 20, NOON)
        exam = exam_for(new_id(0))
        history.exams.begin(exam, Began(NOON))
        exam = exam.apply(Began(NOON))
        for event in EVERY_EVENT:
            history.exams.keep(exam, event)
            exam = exam.apply(event)
        history.exams.hand_in(exam.apply(HandedIn(NOON + MINUTE, by_clock=False)), BANK)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fill(tmp_path / "home #1%?" / "history.db")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return fill(tmp_path / "there" / "history.db", bank="other", answers=5)


@pytest.fixture
def lines(path: Path, tmp_path: Path) -> Path:
    with History.open(path) as history:
        history.exchange.export_to(tmp_path / "lines.jsonl")
    return tmp_path / "lines.jsonl"


def rows_of(path: Path) -> set[tuple[Any, ...]]:
    return {(table, *row) for table, rows in facts_of(path).items() for row in rows}


def merge(path: Path, file: Path) -> Counted:
    with History.open(path) as history:
        return history.exchange.merge(file)


def sync(path: Path, folder: Path) -> tuple[int, int]:
    """How many rows came and went, nothing having been skipped."""
    with History.open(path) as history:
        done = history.exchange.sync(folder)
    assert done.skipped == ()
    assert (done.file is None) == (done.went.rows == 0)
    return done.came.rows, done.went.rows


def refusal(path: Path, file: Path, error: type[HistoryError] = UnreadableError) -> str:
    """The sentence with which the file is refused, nothing of it having been taken in, and it being as it was."""
    before, beside = facts_of(path), contents(file.parent)
    with pytest.raises(error) as refused:
        merge(path, file)
    assert facts_of(path) == before
    assert contents(file.parent) == beside
    sentence = str(refused.value)
    assert str(file) in sentence
    assert "\n" not in sentence
    assert "\x1b" not in sentence
    return sentence


# Out


def test_every_kind_of_event_is_among_those_exported() -> None:
    assert {type(event) for event in EVERY_EVENT} | {Began, HandedIn} == set(get_args(Event))


def test_an_export_has_a_header_and_a_row_on_each_line_in_order(path: Path, lines: Path) -> None:
    text = lines.read_bytes().decode("ascii")
    header, *rows = map(json.loads, text.splitlines())
    facts = facts_of(path)
    assert header == {"format": "quiz history", "version": 1, "rows": sum(map(len, facts.values()))}
    assert [row["table"] for row in rows] == [table for table, found in facts.items() for _ in found]
    assert [row[key] for row in rows for key in ("id", "session") if row["table"] == "attempt"] == [
        value for row in facts["attempt"] for value in row[:2]
    ]
    assert all(list(row) == sorted(row) for row in rows)
    assert all(len(found) for found in facts.values())


def test_an_export_read_elsewhere_is_the_same_history_and_the_same_bytes(path: Path, lines: Path) -> None:
    there = path.with_name("there.db")
    assert merge(there, lines).rows == sum(map(len, facts_of(path).values()))
    assert facts_of(there) == facts_of(path)
    exported: list[str] = []
    with History.open(there) as history, History.open(path) as here:
        history.exchange.export(exported.append)
        assert history.tallies.totals() == here.tallies.totals()
        assert list(history.exams.handed_in()) == list(here.exams.handed_in())
        assert history.flags() == here.flags()
    assert "".join(exported).encode() == lines.read_bytes()


def test_an_export_replaces_an_export_and_no_other_file(path: Path, lines: Path, tmp_path: Path) -> None:
    with History.open(path) as history:
        history.end(new_id(0), NOON)
        history.record(plan_for(), CHOICE, answered(CHOICE))
        history.exchange.export_to(lines)
        for other in (path, tmp_path / "notes", tmp_path):
            if other.name == "notes":
                other.write_text("mine", encoding="utf-8")
            with pytest.raises(HistoryError, match="is no exported history"):
                history.exchange.export_to(other)
    assert len(lines.read_text(encoding="utf-8").splitlines()) == 1 + sum(map(len, facts_of(path).values()))
    assert (tmp_path / "notes").read_text(encoding="utf-8") == "mine"
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob(".*.part"))


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """No file of this process becomes larger inside."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_disk_that_takes_no_more_is_named_and_nothing_is_left(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    with History.open(path) as history, small_disk(1000):
        for out in (
            history.exchange.export_to,
            history.exchange.sync,
            lambda file: history.exchange.backup(NOON, file),
        ):
            target = folder if out == history.exchange.sync else folder / "file"
            with pytest.raises(HistoryError, match=re.escape(str(folder))):
                out(target)
            assert list(folder.iterdir()) == []


@as_root
def test_a_folder_that_may_not_be_written_is_named_and_what_it_has_comes(path: Path, other: Path, lines: Path) -> None:
    folder = lines.parent / "shared"
    folder.mkdir()
    shutil.move(lines, folder)
    folder.chmod(0o555)
    try:
        with History.open(other) as history, pytest.raises(HistoryError, match="cannot be written: Permission denied"):
            history.exchange.sync(folder)
        assert merge(other, path)[:2] == (0, 0)
    finally:
        folder.chmod(0o755)


# What comes in lines


def edited(lines: Path, row: int, **changes: Any) -> None:
    """Changes a row of the export, the first being 1; a value of None that the row had not takes a name away."""
    every = lines.read_text(encoding="utf-8").splitlines()
    value = json.loads(every[row])
    for name, change in changes.items():
        if change is ...:
            del value[name]
        else:
            value[name] = change
    every[row] = json.dumps(value)
    lines.write_text("\n".join(every) + "\n", encoding="utf-8")


def row_of(lines: Path, table: str) -> int:
    """The number of the first row of that table."""
    rows = map(json.loads, lines.read_text(encoding="utf-8").splitlines())
    return next(number for number, row in enumerate(rows) if row.get("table") == table)


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("table", "changes", "said"),
    [
        ("attempt", {"table": "tally"}, 'A row has a "table", which is one of attempt, '),
        ("attempt", {"table": ...}, 'A row has a "table"'),
        ("attempt", {"table": ["attempt"]}, 'A row has a "table"'),
        ("attempt", {"fraction": ...}, 'The row of "attempt" has no "fraction".'),
        ("attempt", {"extra\x1b": 1}, 'A row of "attempt" has no "extra\\u001b".'),
        ("attempt", {"id": "1"}, "is a UUID of version 7, and '1' is not."),
        ("attempt", {"id": "019CAA00-0000-7000-8000-000000000000"}, "is a UUID of version 7"),
        ("attempt", {"id": "6f9619ff-8b86-4011-b42d-00c04fc964ff"}, "is a UUID of version 7"),
        ("attempt", {"id": "ffffffff-ffff-7fff-bfff-ffffffffffff"}, "is a UUID of version 7"),
        (
            "attempt",
            {"session": None},
            'The "session" of a row of "attempt" is a UUID of version 7, and nothing is not.',
        ),
        ("attempt", {"fraction": "1"}, 'The "fraction" of a row of "attempt" is a number from 0 to 1'),
        ("attempt", {"fraction": 1.01}, "is a number from 0 to 1, and 1.01 is not."),
        ("attempt", {"fraction": True}, "is a number from 0 to 1, and True is not."),
        ("attempt", {"fraction": 10**400}, "is a number from 0 to 1, and 10000000"),
        ("attempt", {"seconds": -1}, "is a number of seconds"),
        ("attempt", {"seconds": 1e300}, "is a number of seconds"),
        ("attempt", {"at": 1.5}, "is a time in milliseconds since 1970"),
        ("attempt", {"at": 2**62}, "is a time in milliseconds since 1970"),
        ("attempt", {"at": -1798761600000}, "The answer is of 1913-01-01, and there is none from before 2000"),
        ("attempt", {"at": 946684799999}, "The answer is of 1999-12-31, and there is none"),
        ("attempt", {"rule": "mine"}, "is one of ou, false2, all-or-nothing"),
        ("attempt", {"certainty": "sure"}, "is one of guess, low, middle, high"),
        ("attempt", {"proof": 1}, "is a text"),
        ("attempt", {"fingerprint": "f"}, "is a fingerprint"),
        ("attempt", {"given": "{}"}, "is an answer in JSON"),
        ("attempt", {"given": '{"chosen":[1]}'}, "is an answer in JSON"),
        ("attempt", {"given": '{"chosen":["\\ud800"]}'}, "is an answer in JSON"),
        ("attempt", {"given": '{"matched":["ab"]}'}, "is an answer in JSON"),
        ("attempt", {"given": '{"matched":5,"matched":[["a","b"]]}'}, "is an answer in JSON"),
        ("attempt", {"given": DEEP}, "is an answer in JSON"),
        ("attempt", {"given": '{"chosen":["a"]} '}, "is an answer in JSON"),
        ("attempt", {"question": ["\x1b[31m\n"]}, "is a text, and ['\\x1b[31m\\n'] is not."),
        ("session", {"seed": "9" * 1001}, "is a whole number"),
        ("session", {"seed": "٣"}, "is a whole number"),
        ("session", {"questions": '"gut"'}, "is a JSON list of texts"),
        ("session", {"mode": "drill"}, "is one of study, review, exam"),
        ("session", {"mode": "study", "terms": "{}"}, "is the terms of an exam in JSON"),
        ("session", {"mode": "exam", "terms": None}, 'An exam has "terms", and no other session has.'),
        ("exam_event", {"event": '{"turned":true}'}, "is an event of an exam in JSON"),
        ("exam_event", {"event": '{"slept":true}'}, "is an event of an exam in JSON"),
        ("exam_event", {"event": '{"began":true,"cleared":"gut"}'}, "is an event of an exam in JSON"),
        ("exam_day", {"day": "2026-02-30"}, "is a day"),
        ("exam_day", {"minutes": -1}, "is a number of minutes"),
        ("flag", {"raised": 2}, "is 0 or 1"),
        ("wording", {"keys": "[1]"}, "is a JSON list of texts"),
    ],
)
def test_a_row_that_cannot_be_is_named_by_its_line(
    table: str, changes: dict[str, Any], said: str, other: Path, lines: Path
) -> None:
    row = row_of(lines, table)
    edited(lines, row, **changes)
    sentence = refusal(other, lines)
    assert sentence.startswith(f"{lines}:{row + 1}: ")
    assert said in sentence
    assert len(sentence) < 400


def test_an_answer_from_more_than_a_day_ahead_is_refused_from_lines_and_from_a_file(
    path: Path, other: Path, lines: Path, tmp_path: Path
) -> None:
    row = row_of(lines, "attempt")
    edited(lines, row, at=milliseconds(NOON + 2 * DAY))
    copy = Path(shutil.copy(other, tmp_path / "ahead.db"))
    run(copy, f"UPDATE attempt SET at = {milliseconds(NOON + 2 * DAY)}")  # noqa: S608 - a number
    said = "The answer is of 2026-03-03, more than a day ahead of the clock here"
    with History.open(path.with_name("new.db")) as history:
        for file, place in ((lines, f"{lines}:{row + 1}: "), (copy, f"{copy}: ")):
            with pytest.raises(UnreadableError) as refused:
                history.exchange.merge(file, NOON + DAY - timedelta(milliseconds=1))
            assert str(refused.value).startswith(f"{place}{said}")
        assert list(history.attempts()) == []
        shared = tmp_path / "shared"
        shared.mkdir()
        shutil.copy(lines, shared)
        (skipped,) = history.exchange.sync(shared, NOON).skipped
        assert said in skipped
        for file in (lines, copy):
            assert history.exchange.merge(file, NOON + DAY).answers


def test_where_no_answer_comes_those_that_are_here_and_those_taken_back_are_counted(other: Path, path: Path) -> None:
    answers = len(facts_of(other)["attempt"])
    merge(path, other)
    taken_back = merge(path, other).taken_back
    assert merge(path, other) == Counted(0, 0, answers, taken_back)
    assert taken_back < answers
    with History.open(path) as history:
        history.exchange.reset("other", None, NOON + DAY)
        assert taken_back < history.exchange.merge(other).taken_back <= answers


TERMS: dict[str, Any] = {
    "parts": [["disorders", 1, None], ["cells", 2, "recall"]],
    "minutes": 60,
    "seconds_each": None,
    "pass_share": 0.6,
    "extra_time": 1.25,
    "rule": "ou",
    "with_certainty": False,
    "pauses": True,
}


@pytest.mark.parametrize(
    "changes",
    [
        {"parts": []},
        {"parts": [["disorders", True, None]]},
        {"parts": [["disorders", 1, "hard"]]},
        {"parts": [["disorders", 1]]},
        {"minutes": "60"},
        {"minutes": 1e300},
        {"pass_share": 2},
        {"extra_time": 0},
        {"rule": "mine"},
        {"pauses": 1},
        {"more": 1},
    ],
)
def test_terms_of_an_exam_are_looked_at_whole(changes: dict[str, Any], other: Path, lines: Path) -> None:
    row = row_of(lines, "session")
    edited(lines, row, mode="exam", terms=json.dumps(TERMS))
    good = lines.read_bytes()
    edited(lines, row, terms=json.dumps({**TERMS, **changes}))
    assert "is the terms of an exam in JSON" in refusal(other, lines)
    edited(lines, row, terms=json.dumps({**TERMS}), questions="[]")
    assert "An exam has questions" in refusal(other, lines)
    lines.write_bytes(good)
    assert merge(other, lines).answers


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda text: text.replace(b'{"', b"{'", 1), "lines.jsonl:1: The line is no JSON"),
        (lambda _: b"[]\n", "lines.jsonl:1: This is no exported history"),
        (lambda _: b'{"url":"x"}\n', "lines.jsonl:1: This is no exported history"),
        (lambda text: text.replace(b'"version":1', b'"version":2', 1), "its format is 2, and this version knows"),
        (lambda text: text.replace(b'"rows":', b'"rows":-', 1), "lines.jsonl:1: This is no exported history"),
        (lambda text: text + b"{}\n", "and here is more."),
        (lambda text: text.replace(b'"table":"attempt"', b'"table":NaN', 1), "lines.jsonl:2: The line is no JSON (NaN"),
        (lambda text: re.sub(rb'"fraction":[0-9.]+', b'"fraction":Infinity', text, count=1), "2: The line is no JSON"),
        (lambda text: re.sub(rb'"fraction":[0-9.]+', b'"fraction":1e999', text, count=1), "and inf is not."),
        (
            lambda text: re.sub(rb'"fraction":[0-9.]+', b'"fraction":1' + b"0" * 9999, text, count=1),
            "2: The line is no",
        ),
        (lambda text: text.replace(b'"again":null', b'"again":"\xff"', 1), "The line is not UTF-8 from byte "),
        (lambda text: text.replace(b'"again":null', b'"again":null,"again":null', 1), "a name stands twice"),
        (lambda text: text.replace(b'"again":null', b'"again":' + DEEP.encode(), 1), "too many brackets"),
        (lambda text: text.replace(b'"again":null', b'"again":"' + b"x" * 2**24 + b'"', 1), "is longer than 16 MiB"),
        (lambda text: text.replace(b"\n", b"\n[]\n", 1), "lines.jsonl:2: A row is an object"),
        (lambda text: text.replace(b"\n", b"\n\n", 1), "lines.jsonl:2: The line is no JSON"),
        (lambda text: text.decode().encode("utf-16"), "lines.jsonl:1: The line is not UTF-8 from byte 1 on."),
    ],
)
def test_lines_that_are_none_are_named(break_it: Callable[[bytes], bytes], said: str, other: Path, lines: Path) -> None:
    lines.write_bytes(break_it(lines.read_bytes()))
    assert said in refusal(other, lines)


@pytest.mark.parametrize("size", [0, 1, 20, 60, 1000, -1000, -2])
def test_a_file_that_is_cut_off_is_not_whole(size: int, other: Path, lines: Path) -> None:
    lines.write_bytes(lines.read_bytes()[:size])
    assert "try again later" in refusal(other, lines, NotWholeError)


def test_a_file_that_is_cut_off_between_lines_is_not_whole(other: Path, lines: Path) -> None:
    *rows, _ = lines.read_bytes().splitlines(keepends=True)
    lines.write_bytes(b"".join(rows))
    assert f"it has {len(rows) - 1} rows of the {len(rows)} that its first line says" in refusal(
        other, lines, NotWholeError
    )


@pytest.mark.parametrize("edit", [lambda text: text.replace(b"\n", b"\r\n"), lambda text: text[:-1]])
def test_line_ends_of_another_system_and_none_at_the_end_will_do(
    edit: Callable[[bytes], bytes], path: Path, other: Path, lines: Path
) -> None:
    lines.write_bytes(edit(lines.read_bytes()))
    missing = len(rows_of(path) - rows_of(other))
    assert merge(other, lines).rows == missing > 10


def test_half_a_surrogate_is_a_replacement_character(other: Path, lines: Path) -> None:
    row = row_of(lines, "flag")
    edited(lines, row, note="half \ud83e and 🧬")
    merge(other, lines)
    with History.open(other) as history:
        assert [flag.note for flag in history.flags("il2")] == ["half \ufffd and 🧬"]


def test_after_a_refusal_the_same_connection_takes_in_a_sound_file(path: Path, other: Path, lines: Path) -> None:
    bad = [lines.with_name("bad.jsonl"), other.with_name("bad.db")]
    bad[0].write_bytes(lines.read_bytes()[:-10])
    shutil.copy(other, bad[1])
    run(bad[1], "UPDATE attempt SET given = 'x'")
    with History.open(path.with_name("new.db")) as history:
        for refused, sound in zip(bad, (lines, other), strict=True):
            with pytest.raises(UnreadableError):
                history.exchange.merge(refused)
            assert history.exchange.merge(sound).answers


def test_a_file_that_is_not_there_is_named(path: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(UnreadableError, match=re.escape(f"{file} cannot be read: ")):
            merge(path, file)


# What comes in the file of another history


def test_a_file_of_another_history_is_taken_in_and_stays_as_it_is(path: Path, other: Path) -> None:
    beside = contents(other.parent)
    with History.open(other) as history:
        totals = history.tallies.totals()
    missing = len(rows_of(other) - rows_of(path))
    assert merge(path, other) == Counted(len(facts_of(other)["attempt"]), missing)
    assert contents(other.parent) == beside
    assert merge(path, other)[:2] == merge(path, path)[:2] == (0, 0)
    with History.open(path) as history:
        assert {bank: total for bank, total in history.tallies.totals().items() if bank == "other"} == {
            bank: total for bank, total in totals.items() if bank == "other"
        }


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


FLAG = "id TEXT NOT NULL PRIMARY KEY, bank TEXT, question TEXT, fingerprint TEXT, note TEXT, raised INTEGER, at INTEGER"
PUT = (
    "INSERT INTO flag VALUES "
    "('019caa00-0000-7000-8000-000000000000', 'a', 'gut', '0123456789abcdef-0123456789abcdef', {})"
)
ENDLESS = "CREATE VIEW {} AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n FROM c) SELECT n, n FROM c"


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["DROP TABLE flag"], 'its table "flag" is not as a history has it'),
        (["DROP TABLE flag", ENDLESS.format("flag")], 'its table "flag" is not'),
        (["DROP TABLE flag", "CREATE VIRTUAL TABLE flag USING fts5(id, bank)"], 'its table "flag" is not'),
        (["ALTER TABLE flag ADD COLUMN more TEXT"], 'its table "flag" is not'),
        (["ALTER TABLE flag ADD COLUMN more TEXT AS ('x')"], 'its table "flag" is not'),
        (
            ["DROP TABLE flag", f"CREATE TABLE flag ({FLAG.replace('note TEXT', 'note BLOB')})"],
            'its table "flag" is not',
        ),
        (["DROP TABLE flag", f"CREATE TABLE flag ({FLAG.replace('PRIMARY KEY', '')})"], 'its table "flag" is not'),
        (
            ["DROP TABLE flag", f"CREATE TABLE flag ({FLAG.replace('note TEXT', 'note TEXT AS (bank)')})"],
            'its table "flag" is not',
        ),
        (
            ["DROP TABLE flag", f"CREATE TABLE flag ({FLAG})", PUT.format("x'00', 1, 0")],
            "is a text, and b'\\x00' is not.",
        ),
        (
            ["DROP TABLE flag", f"CREATE TABLE flag ({FLAG})", PUT.format("'', 'x', 0")],
            "is 0 or 1, and 'x' is not.",
        ),
        (
            ["DROP TABLE flag", f"CREATE TABLE flag ({FLAG})", PUT.format("NULL, 1, 0")],
            "is a text, and nothing is not.",
        ),
        (["UPDATE flag SET note = CAST(x'ff' AS TEXT)"], "Could not decode to UTF-8"),
        (["UPDATE flag SET note = CAST(zeroblob(20000000) AS TEXT)"], "cannot be read"),
        (["UPDATE attempt SET given = 'x'"], "is an answer in JSON, and 'x' is not. Nothing was taken in."),
        (["UPDATE attempt SET id = 'x' || id"], "is a UUID of version 7"),
        ([f"PRAGMA user_version = {VERSION + 1}"], f"its format is {VERSION + 1}, and this version knows"),
        (["PRAGMA user_version = 0"], "is no history of quiz"),
        (["PRAGMA application_id = 7"], "is no history of quiz"),
    ],
)
def test_a_file_that_is_no_sound_history_is_refused(statements: list[str], said: str, path: Path, other: Path) -> None:
    run(other, *statements)
    assert said in refusal(path, other)


def test_what_the_schema_of_another_file_says_is_not_run(path: Path, other: Path) -> None:
    run(
        other,
        "DROP VIEW kept",
        ENDLESS.format("kept"),
        "CREATE TRIGGER forever AFTER INSERT ON attempt BEGIN INSERT INTO stale SELECT * FROM kept; END",
        "CREATE TABLE staged_attempt (id)",
        "CREATE TABLE news_attempt (id)",
        "CREATE INDEX odd ON attempt (abs(fraction))",
    )
    assert merge(path, other).answers == len(facts_of(other)["attempt"])
    assert set(facts_of(other)["attempt"]) <= set(facts_of(path)["attempt"])


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:60],
        lambda data: data[: len(data) // 2],
        lambda data: data[:120] + b"\xa5" * 3976 + data[4096:],
        lambda data: data[:8192] + b"\xa5" * (len(data) - 8192),
    ],
)
def test_a_damaged_file_is_refused(damage: Callable[[bytes], bytes], path: Path, other: Path) -> None:
    other.write_bytes(damage(other.read_bytes()))
    refusal(path, other)


def test_a_file_that_changes_while_it_is_read_is_not_taken_in(path: Path, other: Path) -> None:
    before = facts_of(path)

    def write(sql: str) -> None:
        """Has another program write to the other file while its rows are looked at."""
        if "news_wording" in sql:
            with History.open(other) as another:
                another.record(plan_for(), CHOICE, answered(CHOICE))

    with History.open(path) as history:
        history._database._connection.set_trace_callback(write)
        with pytest.raises(UnreadableError, match="was written to while it was read"):
            history.exchange.merge(other)
        history._database._connection.set_trace_callback(None)
        assert facts_of(path) == before
        assert history.exchange.merge(other).answers


@as_root
def test_a_file_in_a_folder_that_may_not_be_written_is_read(path: Path, other: Path) -> None:
    other.parent.chmod(0o555)
    try:
        assert merge(path, other).answers
    finally:
        other.parent.chmod(0o755)


# A history of version 1


def first_version(path: Path) -> Path:
    """A history as the first migration alone makes it, with a session of two answers, one taken back."""
    path.parent.mkdir()
    script = files("quiz.store").joinpath("migrations", "0001_history.sql").read_text(encoding="utf-8")
    ids = [new_id(i) for i in range(3)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(f"PRAGMA journal_mode = WAL; {script} PRAGMA user_version = 1;")
        connection.execute("INSERT INTO session VALUES (?, 'old', '[\"gut\"]', '7', 'ou', 0, NULL)", (ids[0],))
        fingerprint = "0123456789abcdef-0123456789abcdef"
        for i, id in enumerate(ids[1:]):
            connection.execute(
                "INSERT INTO attempt VALUES (?, ?, 'old', 'gut', ?, ?, ?, 'ou', ?, 4.5)",
                (id, ids[0], fingerprint, '{"chosen":["Sepsis"]}', float(i), milliseconds(NOON) + i),
            )
        connection.execute("INSERT INTO retraction VALUES (?, 9)", (ids[1],))
        connection.execute("INSERT INTO wording VALUES (?, 'Which?', '[\"Sepsis\"]')", (fingerprint,))
        connection.execute("INSERT INTO flag VALUES (?, 'old', 'gut', ?, 'note', 1, 5)", (ids[0], fingerprint))
    return path


def old_rows(path: Path) -> list[tuple[Any, ...]]:
    columns = "id, session, bank, question, fingerprint, given, fraction, rule, at, seconds"
    with closing(sqlite3.connect(path)) as connection:
        return [
            row
            for told in (f"attempt|{columns}", "session|id, bank, seed", "retraction|attempt, at", "flag|*", "tally|*")
            for row in connection.execute("SELECT {1} FROM {0}".format(*told.split("|"))).fetchall()  # noqa: S608
        ]


def test_a_history_of_the_first_version_is_copied_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path = first_version(tmp_path / "home" / "history.db")
    rows = old_rows(path)
    for _ in range(2):
        with History.open(path) as history:
            assert history.tallies.records("old")["gut"].attempts == 1
            assert history.flags()[0].note == "note"
        assert old_rows(path) == rows
    (copy,) = (path.parent / "backups").iterdir()
    assert re.fullmatch(r"history-\d{4}-\d\d-\d\dT\d{6}Z\.db", copy.name)
    assert old_rows(copy) == rows
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_history_without_rows_is_brought_up_to_date_without_a_copy(tmp_path: Path) -> None:
    path = first_version(tmp_path / "home" / "history.db")
    tables = ("session", "attempt", "retraction", "wording", "flag", "tally", "open_session")
    run(path, *(f"DELETE FROM {table}" for table in tables))  # noqa: S608
    History.open(path).close()
    History.open(tmp_path / "new.db").close()
    assert not (path.parent / "backups").exists()
    assert not (tmp_path / "backups").exists()


def test_a_history_that_cannot_be_copied_is_not_brought_up_to_date(tmp_path: Path) -> None:
    path = first_version(tmp_path / "home" / "history.db")
    before = contents(path.parent)
    with small_disk(40_000), pytest.raises(HistoryError, match=re.escape(str(path.parent / "backups"))):
        History.open(path)
    assert {name: content for name, content in contents(path.parent).items() if not name.startswith("history.db-")} == (
        before
    )
    assert list((path.parent / "backups").iterdir()) == []
    (path.parent / "backups").rmdir()
    (path.parent / "backups").touch()
    with pytest.raises(HistoryError, match="for copies of the history cannot be made: File exists"):
        History.open(path)
    (path.parent / "backups").unlink()
    with History.open(path) as history:
        assert history.tallies.records("old")["gut"].attempts == 1


def test_programs_that_open_an_old_history_at_once_copy_it_once(tmp_path: Path) -> None:
    path = first_version(tmp_path / "home" / "history.db")
    code = (
        "import sys; from pathlib import Path; from quiz.store.history import History; History.open(Path(sys.argv[1]))"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code, path], cwd=REPOSITORY) for _ in range(4)]
    assert [program.wait(timeout=60) for program in programs] == [0] * 4
    assert len(list((path.parent / "backups").iterdir())) == 1


def test_a_file_of_the_first_version_is_taken_in_as_it_is(path: Path, tmp_path: Path) -> None:
    old = first_version(tmp_path / "old" / "history.db")
    beside = contents(old.parent)
    assert merge(path, old) == Counted(2, 6)
    assert contents(old.parent) == beside
    assert [each.name for each in old.parent.iterdir()] == ["history.db"]
    with History.open(path) as history:
        assert history.tallies.records("old")["gut"].attempts == 1
        assert history.flags("old")[0].note == "note"


# Copies


def test_a_copy_is_a_history_of_its_own_and_takes_no_file_s_place(path: Path, tmp_path: Path) -> None:
    with History.open(path) as history:
        history.record(plan_for(), CHOICE, answered(CHOICE))  # so that the log has something
        copies = [history.exchange.backup(NOON), history.exchange.backup(NOON)]
        copies.append(history.exchange.backup(NOON, tmp_path / "copy.db"))
        with pytest.raises(HistoryError, match=r"There is a file .*copy\.db already"):
            history.exchange.backup(NOON, tmp_path / "copy.db")
    assert [copy.name for copy in copies] == [
        "history-2026-03-01T120000Z.db",
        "history-2026-03-01T120000Z-1.db",
        "copy.db",
    ]
    for copy in copies:
        assert facts_of(copy) == facts_of(path)
        assert merge(path, copy)[:2] == (0, 0)


# A shared folder


def test_two_machines_share_a_history_through_a_folder(path: Path, other: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    every = [sum(map(len, facts_of(each).values())) for each in (path, other)]
    shared = len(set(facts_of(path)["wording"]) & set(facts_of(other)["wording"]))
    assert sync(path, folder) == (0, every[0])
    assert sync(other, folder) == (every[0] - shared, every[1] - shared)
    assert sync(path, folder) == (every[1] - shared, 0)
    before = contents(folder)
    for each in (path, other, path):
        assert sync(each, folder) == (0, 0)
    assert contents(folder) == before
    assert len(before) == 2
    assert facts_of(path) == facts_of(other)
    with History.open(path) as here, History.open(other) as there:
        assert (here.tallies.totals(), here.tallies.summaries()) == (there.tallies.totals(), there.tallies.summaries())
        here.flag("il2", "gut", "0123456789abcdef-0123456789abcdef", "again", NOON)
    assert sync(path, folder) == (0, 1)
    assert {name: content for name, content in contents(folder).items() if name in before} == before
    third = tmp_path / "third.db"
    assert sync(third, folder) == (sum(every) - shared + 1, 0)
    assert facts_of(third) == facts_of(path)


def test_what_is_not_whole_or_not_sound_is_skipped_and_the_rest_comes(path: Path, other: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    sync(path, folder)
    (good,) = folder.iterdir()
    (folder / "00 cut off.jsonl").write_bytes(good.read_bytes()[:-100])
    (folder / "01 odd.jsonl").write_text("odd\n", encoding="utf-8")
    (folder / "._history.jsonl").write_text("another program's", encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "folder.jsonl").mkdir()
    os.mkfifo(folder / "pipe.jsonl")
    before = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    with History.open(other) as history:
        done = history.exchange.sync(folder)
    assert [sentence.split(":")[0] for sentence in done.skipped] == [
        str(folder / "00 cut off.jsonl"),
        str(folder / "01 odd.jsonl"),
    ]
    assert done.came.answers == len(facts_of(path)["attempt"])
    assert done.file
    assert {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file() and each != done.file} == before


def test_nothing_of_a_file_that_is_skipped_counts_as_being_in_the_folder(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    sync(path, folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-100])
    with History.open(path) as history:
        done = history.exchange.sync(folder)
    assert len(done.skipped) == 1
    assert done.file == file  # the same content has the same name, and is whole again
    assert file.read_bytes() == whole


def test_of_two_contents_of_one_key_the_same_one_counts_on_both_machines(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    paths = [tmp_path / "one.db", tmp_path / "other.db"]
    plan = plan_for()
    for minutes, path in enumerate(paths):
        with History.open(path) as history:
            history.begin(plan)
            history.end(plan.id, NOON + minutes * MINUTE)
    # The later end goes first, and the earlier one follows it.
    assert sync(paths[1], folder) == (0, 2)
    assert sync(paths[0], folder) == (0, 1)
    assert sync(paths[1], folder) == (0, 0)
    assert sync(paths[0], folder) == (0, 0)
    assert facts_of(paths[0]) == facts_of(paths[1])


def test_a_folder_that_is_not_there_is_not_made(path: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", path):
        with History.open(path) as history, pytest.raises(HistoryError, match="There is no folder"):
            history.exchange.sync(folder)
    assert not (tmp_path / "nowhere").exists()


# Taken back


def test_a_reset_takes_back_the_answers_and_suspensions_of_a_bank_alone(path: Path) -> None:
    with History.open(path) as history:
        history.record(plan_for(bank="other"), CHOICE, answered(CHOICE))
        history.memories.suspend("other", ["gut"], NOON)
        records = history.tallies.records("il2")
        answers = sum(record.attempts for record in records.values())
        expected = TakenBack(answers, len(records), 1)
        assert answers > len(records) > 1
        assert history.exchange.what_reset_would_take("il2") == expected
        assert history.exchange.what_reset_would_take("nothing") == TakenBack(0, 0, 0)
        assert history.tallies.records("il2") == records
        before = facts_of(path)
        assert history.exchange.reset("il2", None, NOON) == expected
        assert history.exchange.what_reset_would_take("il2") == TakenBack(0, 0, 0)
        assert history.tallies.records("il2") == {}
        assert set(history.tallies.totals()) == {"other"}
        assert history.memories.suspended() == {("other", "gut")}
        history.memories.bring_up_to_date(0.9)
        assert history.memories.of_bank("il2") == {}
        after = facts_of(path)
        assert {table for table in after if after[table] != before[table]} == {"retraction", "suspension"}
        assert all(set(before[table]) <= set(after[table]) for table in before)
        history.record(plan_for(), CHOICE, answered(CHOICE))
        assert history.tallies.records("il2")["gut"].attempts == 1


def test_a_reset_of_some_questions_leaves_the_others(path: Path) -> None:
    with History.open(path) as history:
        records = history.tallies.records("il2")
        assert {"cells", "pairs"} <= set(records)
        taken = history.exchange.reset("il2", ["pairs", "never asked"], NOON)
        assert taken == TakenBack(records["pairs"].attempts, 1, 0)
        assert history.tallies.records("il2") == {id: record for id, record in records.items() if id != "pairs"}
        assert history.memories.suspended() == {("il2", "cells")}
        assert history.exchange.reset("il2", [], NOON) == TakenBack(0, 0, 0)


def test_a_reset_is_told_to_the_other_machine(path: Path, other: Path) -> None:
    with History.open(path) as history:
        question = replace(SEVERAL, id="more")
        history.record(plan_for(), question, answered(question))
    merge(other, path)
    merge(path, other)
    with History.open(path) as history:
        history.exchange.reset("il2", None, NOON)
    merge(other, path)
    with History.open(other) as history:
        assert history.tallies.records("il2") == {}
        assert set(history.tallies.totals()) == {"other"}
        assert history.exchange.what_reset_would_take("il2") == TakenBack(0, 0, 0)
        history.record(plan_for(), MATCHING, answered(MATCHING))
        assert set(history.tallies.records("il2")) == {"pairs"}
