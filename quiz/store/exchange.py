"""What goes from one history to another: exported, taken in, kept in step through a folder, copied, and taken back."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from quiz.errors import HistoryError
from quiz.store import backup
from quiz.store.database import Database
from quiz.store.facts import RETRACTION, SUSPENSION, TABLES, Table
from quiz.store.ids import new_id
from quiz.store.jsonlines import Fact, UnreadableError, begins_so, facts_in, lines_of
from quiz.store.merging import Counted, here, stage, staged, staging, take_in
from quiz.store.stamp import is_opened_here
from quiz.store.times import milliseconds
from quiz.store.wholefile import written_whole

_MAGIC = b"SQLite format 3\0"
SUFFIX = ".jsonl"


class Synced(NamedTuple):
    """What came from a folder and what went to it: in the new file, None where nothing went.

    `skipped` are sentences on the files that could not be taken in.
    """

    came: Counted
    went: Counted
    file: Path | None
    skipped: tuple[str, ...]


class TakenBack(NamedTuple):
    """So many answers to so many questions, and how many questions are suspended no more."""

    answers: int
    questions: int
    suspended: int


class Exchange:
    """A history's dealings with others. The facts travel, and what is drawn from them is drawn anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Out

    def export(self, write: Callable[[str], object]) -> Counted:
        """What went through `write`, line by line: all facts as they are at this moment."""
        with self._database.snapshot():
            return self._write(write, _all)

    def export_to(self, file: Path) -> Counted:
        """What went into the file, which takes the place of an earlier export but of no other file."""
        if file.exists() and not (file.is_file() and _is_export(file)):
            raise HistoryError(f"{file} is no exported history, and is left as it is. Name another file.")
        with written_whole(file, replaces=True) as filled, filled.open("w", encoding="ascii", newline="\n") as out:
            return self.export(out.write)

    def backup(self, at: datetime, file: Path | None = None) -> Path:
        """The file that is now a copy of the history: a dated one in the folder of backups if none is named."""
        database = self._database
        if file is None:
            return backup.keep_dated(database.path, database.copy, at)
        backup.keep(file, database.copy)
        return file

    def _write(self, write: Callable[[str], object], rows: Callable[[Table, str], str]) -> Counted:
        """What went through `write` of the rows that the SQL from `rows` gives, inside `snapshot`."""
        counts = {table: self._count(rows(table, "count(*)")) for table in TABLES}
        counted = Counted(counts[TABLES[0]], sum(counts.values()))
        for line in lines_of(counted.rows, self._facts(rows)):
            write(line)
        return counted

    def _facts(self, rows: Callable[[Table, str], str]) -> Iterator[Fact]:
        for table in TABLES:
            columns = ", ".join(f"ours.{name}" for name in table.names)
            with closing(self._database.rows(f"{rows(table, columns)} ORDER BY ours.{table.key}")) as found:
                for values in found:
                    yield Fact(table, values)

    def _count(self, sql: str, *values: str) -> int:
        row = self._database.row(sql, values)
        return int(row[0]) if row else 0

    # In

    def merge(self, file: Path, now: datetime | None = None) -> Counted:
        """What came from the file, an exported history or the file of another history.

        Where `now` is said no answer may be from more than a day after it.

        UnreadableError where it is neither or cannot be taken in; nothing of it is then.
        """
        database = self._database
        with _opened(file) as opened:
            if opened.peek(len(_MAGIC)).startswith(_MAGIC):
                from quiz.store.otherfile import take_in_file  # noqa: PLC0415 - 5 ms that lines of JSON do without

                return take_in_file(database, file, now)
            with staging(database):
                with database.snapshot():
                    stage(database, facts_in(opened, str(file), now))
                with database.transaction():
                    return take_in(database, staged)

    # Both ways

    def sync(self, folder: Path, now: datetime | None = None) -> Synced:
        """What came from the exported histories in the folder, and what went into a new one there.

        Where `now` is said no answer that comes may be from more than a day after it.

        What goes is what the history has and none of them. The new file is named by its content, and no file is ever
        changed: machines that sync at once cannot be in one another's way, nor can programs that copy the folder.
        """
        database = self._database
        if not folder.is_dir():
            raise HistoryError(f"There is no folder {folder}. Make it, or name another.")
        skipped: list[str] = []
        with staging(database):
            with database.snapshot():
                for file in _exports_in(folder):
                    try:
                        with _opened(file) as opened, database.savepoint():
                            stage(database, facts_in(opened, str(file), now))
                    except UnreadableError as error:
                        skipped.append(str(error))
            with database.transaction():
                came = take_in(database, staged)
            with database.snapshot():
                went, sent = self._send(folder)
        return Synced(came, went, sent, tuple(skipped))

    def _send(self, folder: Path) -> tuple[Counted, Path | None]:
        """What the history has and the staged facts have not, and the new file that it went into."""
        if not any(self._count(_unstaged(table, "count(*)")) for table in TABLES):
            return Counted(0, 0), None
        digest = hashlib.sha256()

        def hashing(line: str) -> None:
            digest.update(line.encode())

        self._write(hashing, _unstaged)
        path = folder / f"history-{digest.hexdigest()[:32]}{SUFFIX}"
        with written_whole(path, replaces=True) as filled, filled.open("w", encoding="ascii", newline="\n") as out:
            return self._write(out.write, _unstaged), path

    # Taken back

    def what_reset_would_take(self, bank: str, questions: Sequence[str] | None = None) -> TakenBack:
        """What `reset` would take back now."""
        row = self._database.row(
            f"SELECT count(*), count(DISTINCT question) FROM kept WHERE {_OF_QUESTIONS}",  # noqa: S608 - a constant
            _chosen(bank, questions),
        )
        answers, asked = row or (0, 0)
        return TakenBack(answers, asked, len(self._suspended(bank, questions)))

    def reset(self, bank: str, questions: Sequence[str] | None, at: datetime) -> TakenBack:
        """What was taken back: all answers to these questions of the bank, or to all of them, and their suspensions.

        The answers stay in the file and count no more, here and in every history that learns of it.
        """
        database = self._database
        now = milliseconds(at)
        with staging(database), database.transaction():
            taken = self.what_reset_would_take(bank, questions)
            database.write(
                f"INSERT INTO {staged(RETRACTION)} SELECT id, :at FROM kept WHERE {_OF_QUESTIONS}",  # noqa: S608 - a constant
                {**_chosen(bank, questions), "at": now},
            )
            latest = database.row("SELECT max(id) FROM suspension")
            id = latest[0] if latest else None
            for question in self._suspended(bank, questions):
                id = new_id(now, after=id)
                database.write(f"INSERT INTO {staged(SUSPENSION)} VALUES (?, ?, ?, 0, ?)", (id, bank, question, now))  # noqa: S608 - a constant
            take_in(database, staged)
        return taken

    def _suspended(self, bank: str, questions: Sequence[str] | None) -> list[str]:
        rows = self._database.rows(
            f"SELECT question FROM suspended WHERE {_OF_QUESTIONS} ORDER BY question",  # noqa: S608 - a constant
            _chosen(bank, questions),
        )
        return [question for (question,) in rows]


_OF_QUESTIONS = "bank = :bank AND (:questions IS NULL OR question IN (SELECT value FROM json_each(:questions)))"


def _chosen(bank: str, questions: Sequence[str] | None) -> dict[str, str | int | float | None]:
    return {"bank": bank, "questions": None if questions is None else json.dumps(questions)}


def _all(table: Table, columns: str) -> str:
    return f"SELECT {columns} FROM {here(table)} AS ours"  # noqa: S608 - names of ours


def _unstaged(table: Table, columns: str) -> str:
    """The rows of the history that the staged facts have not, or have with another content."""
    ours, theirs = (", ".join(f"{of}.{name}" for name in table.names) for of in ("ours", "theirs"))
    return f"""
        SELECT {columns} FROM {here(table)} AS ours
        LEFT JOIN {staged(table)} AS theirs ON theirs.{table.key} = ours.{table.key}
        WHERE ({theirs}) IS NOT ({ours})
    """  # noqa: S608 - names of ours


def _opened(file: Path) -> io.BufferedReader:
    try:
        return file.open("rb")
    except OSError as error:
        raise UnreadableError(f"{file} cannot be read: {error.strerror or error}.") from error


def _is_export(file: Path) -> bool:
    if is_opened_here(file):
        return False
    with _opened(file) as opened:
        return begins_so(opened, str(file))


def _exports_in(folder: Path) -> Iterable[Path]:
    """The files in the folder that may be exported histories, but for hidden ones, which other programs leave."""
    return sorted(
        file for file in folder.iterdir() if file.suffix == SUFFIX and not file.name.startswith(".") and file.is_file()
    )
