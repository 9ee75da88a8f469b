"""Where the learner stands with every bank on the shelves, at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.banks.library import Shelved
from quiz.core.reports.progress import Progress
from quiz.desk.desk import Desk
from quiz.errors import QuizError
from quiz.store.history import Saved

if TYPE_CHECKING:
    from quiz.core.bank import Bank


@dataclass(slots=True)
class Row:
    """A bank on the shelf, the session left unfinished in it, and how the learner stands with it once known.

    `due` are the questions due today; `day` says what there is to say of an exam on a day to come, `sitting` what of
    a mock exam that was left running.
    """

    shelved: Shelved
    unfinished: Saved | None
    progress: Progress | None = None
    due: int = 0
    day: str = ""
    sitting: str = ""


def unfinished(desk: Desk) -> dict[str, Saved]:
    """The latest session of each bank that was left with an answer in it; HistoryError where it cannot be read."""
    left = [saved for saved in desk.history.unfinished() if saved.answered]
    return {saved.plan.bank: saved for saved in reversed(left)}


def rows(desk: Desk, left: Mapping[str, Saved]) -> list[Row]:
    """The banks as far as they are known without reading them, with the sessions that were left in them."""
    return [Row(shelved, left.get(shelved.id)) for shelved in desk.library.banks()]


def look_up(desk: Desk, found: Iterable[Row], key: str) -> tuple[int, int]:
    """Finds how the learner stands with the bank of each row; `key` is the one that goes on with an exam.

    Gives how many questions a review of all of them would ask now that are due, and how many new ones. QuizError where
    the history cannot be read.
    """
    from quiz.core.revision.review import Scope  # noqa: PLC0415 - what the first paint does without
    from quiz.core.revision.waiting import Reason  # noqa: PLC0415

    desk.remember()
    banks = [bank for row in found if row.shelved.problem is None and (bank := _look_up(desk, row, key))]
    drawn = desk.draw_review(banks, Scope(new_per_day=desk.settings.new_per_day), seed=0)
    new = drawn.count(Reason.NEW)
    return len(drawn.asked) - new, new


def _look_up(desk: Desk, row: Row, key: str) -> Bank | None:
    """The bank of the row, of which it then has all; None where it cannot be opened."""
    from quiz.core.exams.words import running_sentence  # noqa: PLC0415 - what the first paint does without
    from quiz.desk import preparation  # noqa: PLC0415

    try:
        bank = desk.library.open(str(row.shelved.path))
    except QuizError:
        return None  # the row is there; opening it will say what is wrong
    (row.due,) = desk.forecast([bank], 1)
    row.progress = desk.progress(bank)
    running = desk.history.exams.unfinished(bank.id)
    row.sitting = running_sentence(running[0], desk.now(), key) if running else ""
    row.day = preparation.line_of(desk, bank)
    return bank
