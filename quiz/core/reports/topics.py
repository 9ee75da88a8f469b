"""What a report says of topics, and of what is remembered: the mean mark, what would be recalled, what falls due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from quiz.core.bank import parts_of
from quiz.core.reports.exhibits import Counted, Counts, Share, Shares
from quiz.core.reports.figures import Figures
from quiz.core.reports.shelf import RANGE, Shelf, number, share_row
from quiz.core.reports.statistics import by_topic
from quiz.core.revision.waiting import Learnt, forecast, leeches
from quiz.core.text import one_line

_DAYS_AHEAD = 14
_MOST_ROWS = 10


def accuracy(shelf: Shelf, figures: Figures) -> Shares:
    """The mean mark by topic, of the answers to questions that the banks have."""
    rows = (
        (shelf.topic_of[bank][question], count)
        for bank, counts in figures.questions.items()
        if bank in shelf.banks
        for question, count in counts.items()
        if question in shelf.topic_of[bank]
    )
    found = by_topic(rows)
    note = f"The mean mark, of so many answers. {RANGE}"
    shares = tuple(share_row(title, found[topic]) for topic, title in shelf.topics.items() if topic in found)
    return Shares("accuracy", "Accuracy by topic", note, shares)


def retrievability(shelf: Shelf, now: datetime) -> Shares:
    """How much of what was met would be recalled now, by topic."""
    recalls: dict[str, list[float]] = {}
    for topic, memory in shelf.memories():
        recalls.setdefault(topic, []).append(memory.recall(now))
    rows = tuple(
        Share(one_line(title), sum(recalls[topic]) / len(recalls[topic]), len(recalls[topic]))
        for topic, title in shelf.topics.items()
        if topic in recalls
    )
    note = (
        "How much you would recall now of what you met, as FSRS forecasts it from your answers. An item is a question, "
        "or a pair of one to match."
    )
    return Shares("retrievability", "What you would recall, by topic", note, rows, unit="items")


def due_by_day(learnt: Iterable[Learnt], end_of_day: datetime) -> tuple[int, ...]:
    """How many questions a review asks on each of the days ahead, the first being today."""
    each_bank = [forecast(each, end_of_day, _DAYS_AHEAD) for each in learnt]
    return tuple(map(sum, zip(*each_bank, strict=True))) if each_bank else (0,) * _DAYS_AHEAD


def days_ahead(due: Sequence[int], today: date) -> Counts:
    """How many questions fall due on each of the days ahead, the first being `today`."""
    rows = tuple(Counted(_day_name(today, ahead), count) for ahead, count in enumerate(due))
    note = (
        f"{number(sum(due), 'question')} of those answered. Today has what is overdue as "
        "well, what has changed, and what was wrong though you were sure."
    )
    return Counts("due", f"Due in {_DAYS_AHEAD} days", note, "questions", rows)


def _day_name(today: date, ahead: int) -> str:
    return "today" if not ahead else "tomorrow" if ahead == 1 else f"{today + timedelta(days=ahead):%a %d %b}"


def most_forgotten(shelf: Shelf) -> Counts:
    """The items that keep being forgotten."""
    rows = tuple(
        Counted(shelf.label(*parts_of(question)) + (f" ({memory.part})" if memory.part else ""), memory.lapses)
        for question, memory in leeches(shelf.learnt)[:_MOST_ROWS]
    )
    note = "Forgotten again and again: to read the passage may help more than to be asked once more."
    return Counts("leeches", "Leeches", note, "times forgotten", rows)
