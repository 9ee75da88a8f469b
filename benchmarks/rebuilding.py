"""How long it takes to draw all memories of a history anew, next to the library alone."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from itertools import groupby
from pathlib import Path
from statistics import median

import fsrs

from benchmarks import histories
from benchmarks.figures import Effort, Table, shown
from quiz.core.certainty import Certainty
from quiz.core.marking import TOLERANCE
from quiz.core.revision.schedule import rating_of
from quiz.paths import history_file
from quiz.store.database import Database
from quiz.store.history import History
from quiz.store.times import moment_of

NAME = "rebuilding"

_RETENTION = 0.9
_BARE = 300_000
"""Reviews of the bare library beside the rebuild, at least where the history has so many."""

_REBUILDS = 5


def measure(folder: Path, effort: Effort) -> Iterator[Table]:
    """Processor time and not time by the clock, of which other programs take their share.

    The library alone goes through reviews of this very history, with moments and ratings at hand. Ours reads the
    answers and writes the memories as well. Neither has to import the library.
    """
    questions, attempts = histories.size(effort)
    home = folder / "rebuilt"
    histories.put_home(home, questions, attempts)
    path = history_file({"QUIZ_HOME": str(home)})
    ours: list[float] = []
    alone: list[float] = []
    ratios: list[float] = []
    with History.open(path) as history, closing(Database(path)) as database:
        history.memories.rebuild(_RETENTION)
        row = database.row("SELECT sum(reviews) FROM memory")
        reviews = int(row[0]) if row else 0
        series = _series(database)
        sample = sum(map(len, series.values()))
        gc.collect()
        gc.freeze()
        for _ in range(effort.rounds if effort.is_quick else _REBUILDS):
            before = _bare(database, series) / sample
            began = time.process_time()
            history.memories.rebuild(_RETENTION)
            ours.append((time.process_time() - began) / reviews)
            alone.append((before + _bare(database, series) / sample) / 2)
            ratios.append(alone[-1] / ours[-1])
        gc.unfreeze()
    table = Table(
        "Drawing all memories anew",
        ("what is reckoned", "reviews", "processor time a review", "a second", "to the bare library", "goal"),
        note=f"{attempts:,} attempts. Medians of {len(ours)} rounds; in each the library is timed before and after.",
    )
    bare, each = median(alone), median(ours)
    table.add("fsrs alone, review_card", f"{sample:,}", shown(bare), f"{1 / bare:,.0f}", "1.00", "")
    table.add(
        "`quiz history rebuild`", f"{reviews:,}", shown(each), f"{1 / each:,.0f}", f"{median(ratios):.2f}", "0.80"
    )
    yield table


def _series(database: Database) -> dict[str, list[tuple[fsrs.Rating, datetime]]]:
    """The reviews of so many choice questions that `_BARE` come together, by question: the first answers of each day.

    The history has one bank, and its clock was never set back.
    """
    rows = database.rows(
        """
        SELECT question, at, fraction, certainty, min(id) FROM kept WHERE given GLOB '{"chosen":*'
        GROUP BY question, at / 86400000
        """
    )
    series: dict[str, list[tuple[fsrs.Rating, datetime]]] = {}
    count = 0
    for question, answers in groupby(rows, key=lambda row: str(row[0])):
        if count >= _BARE:
            break
        series[question] = [
            (
                fsrs.Rating(rating_of(fraction > 1 - TOLERANCE, Certainty(said) if said else None)),
                moment_of(at).replace(hour=0, minute=0, second=0, microsecond=0),
            )
            for _, at, fraction, said, _ in answers
        ]
        count += len(series[question])
    return series


def _bare(database: Database, series: Mapping[str, Sequence[tuple[fsrs.Rating, datetime]]]) -> float:
    """The seconds that the library alone takes for the reviews; AssertionError where the memories kept are others."""
    scheduler = fsrs.Scheduler(
        desired_retention=_RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    cards = []
    began = time.process_time()
    for number, reviews in enumerate(series.values()):
        card = fsrs.Card(card_id=number)
        for rating, at in reviews:
            card, _ = scheduler.review_card(card, rating, at)
        cards.append(card)
    seconds = time.process_time() - began
    kept: dict[str, float] = dict(database.rows("SELECT question, stability FROM memory WHERE part = ''"))
    if any(kept[question] != card.stability for question, card in zip(series, cards, strict=True)):
        raise AssertionError("the rebuild gives other memories than the library alone")
    return seconds
