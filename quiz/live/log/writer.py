"""The thread that writes a drill's file: what comes within a few milliseconds is on the disk with one wait for it."""

from __future__ import annotations

import sqlite3
import time
from asyncio import Future
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from quiz.core.drills.events import Event
from quiz.errors import QuizError
from quiz.live.log.drillfile import DiskFullError, close_written, in_sentences, open_to_write, sole_writer
from quiz.live.log.log import Conflict

_V = TypeVar("_V")

_MOST = 300
"""Rows in one statement: three parameters each, and SQLite takes 999 of them in its oldest versions."""


@dataclass(slots=True)
class Request:
    """What is to be written together or not at all: events with their rows of (slot, text), and (name, value) pairs.

    What is urgent waits for no others that may come: the class waits for it. `outcome` is the number of the last event
    in the log once the request is on the disk, or why it is not.
    """

    future: Future[int]
    events: Sequence[Event] = ()
    rows: Sequence[tuple[str | None, str]] = ()
    pairs: Sequence[tuple[str, str]] = ()
    is_urgent: bool = False
    outcome: int | Exception = 0


class Writer:
    """Writes requests in the order in which they came, and hands them back through `done`, in a thread of its own."""

    def __init__(self, path: Path, window: float, done: Callable[[Sequence[Request]], None]) -> None:
        """QuizError where the file cannot be opened, or is written by somebody else."""
        self._path = path
        self._window = window
        self._done = done
        self._fault: str | None = None
        with ExitStack() as stack:
            stack.enter_context(sole_writer(path))
            self._connection = open_to_write(path)
            stack.callback(close_written, self._connection)
            with in_sentences(path):
                (latest,) = self._connection.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()
                self.latest = int(latest)
                self.pairs: dict[str, str] = dict(self._connection.execute("SELECT name, value FROM meta").fetchall())
            self._closing = stack.pop_all()
        self._queue: SimpleQueue[Request | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name=f"log {path.stem}", daemon=True)
        self._thread.start()

    def put(self, request: Request) -> None:
        self._queue.put(request)

    def close(self) -> None:
        """Returns once all that was put is written, and the file is closed."""
        self._queue.put(None)
        self._thread.join()
        self._closing.close()

    def _run(self) -> None:
        last: Request | None = self._queue.get()
        while last is not None:
            batch = [last]
            # Whoever comes in this time shares the wait for the disk.
            if not last.is_urgent:
                time.sleep(self._window)
            try:
                while (last := self._queue.get_nowait()) is not None:
                    batch.append(last)
            except Empty:
                self._commit(batch)
                last = self._queue.get()
            else:
                self._commit(batch)

    def _commit(self, batch: Sequence[Request]) -> None:
        try:
            latest = self._try(batch)
        except Exception as error:  # noqa: BLE001 - else those who wait would wait for ever
            self._take_back(error)
            for request in batch:
                request.outcome = error
        else:
            self.latest = latest
        self._done(batch)

    def _try(self, batch: Sequence[Request]) -> int:
        """The number of the last event in the log, once the batch is on the disk."""
        if self._fault:
            raise QuizError(self._fault)
        with in_sentences(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            rows = self._decided(batch)
            self._insert(rows)
            for pair in (pair for request in batch for pair in request.pairs):
                self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", pair)
            self._connection.execute("COMMIT")
        return self.latest + len(rows)

    def _decided(self, batch: Sequence[Request]) -> list[tuple[int, str | None, str]]:
        """The rows to write, and the outcome of every request: of two with one slot the first is taken."""
        taken = self._taken({slot for request in batch for slot, _ in request.rows if slot is not None})
        rows: list[tuple[int, str | None, str]] = []
        for request in batch:
            latest = self.latest + len(rows)
            clash = next((taken[slot] for slot, _ in request.rows if slot in taken), None)
            if clash is not None:
                request.outcome = Conflict(clash)
                continue
            fresh = [(seq, slot, text) for seq, (slot, text) in enumerate(request.rows, latest + 1)]
            taken.update((slot, seq) for seq, slot, _ in fresh if slot is not None)
            rows += fresh
            request.outcome = latest + len(fresh)
        return rows

    # Each statement gives the interpreter to the other thread and has to wait to get it back, so a batch is a few
    # statements, not a few for each event.

    def _taken(self, slots: Collection[str]) -> dict[str | None, int]:
        found: dict[str | None, int] = {}
        for part in _parts(list(slots)):
            places = ", ".join("?" * len(part))
            found.update(self._connection.execute(f"SELECT slot, seq FROM event WHERE slot IN ({places})", part))  # noqa: S608
        return found

    def _insert(self, rows: Sequence[tuple[int, str | None, str]]) -> None:
        for part in _parts(rows):
            places = ", ".join(["(?, ?, ?)"] * len(part))
            self._connection.execute(f"INSERT INTO event VALUES {places}", list(chain.from_iterable(part)))  # noqa: S608

    def _take_back(self, error: Exception) -> None:
        # After any failure but a full disk nobody knows what the disk has: whoever opens the file anew will.
        if not isinstance(error, DiskFullError):
            self._fault = str(error)
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.DatabaseError as fault:
            self._fault = str(fault)


def _parts(values: Sequence[_V]) -> Iterator[Sequence[_V]]:
    """The values in parts that are few enough for the parameters of one statement."""
    return (values[start : start + _MOST] for start in range(0, len(values), _MOST))
