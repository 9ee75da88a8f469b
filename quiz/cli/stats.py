"""`quiz stats`: how it went so far."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command
from quiz.core.text import one_line
from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.cli.workplace import Workplace
    from quiz.core.progress import Progress
    from quiz.store.history import History, Totals

_EXAMPLE = 'quiz stats --json    an object with "banks" and "total"; shares from 0 to 1, times in UTC'


@dataclass(frozen=True, slots=True)
class _Row:
    """A bank with what the history says of it; `progress` is None where the bank cannot be opened any more."""

    id: str
    title: str | None
    progress: Progress | None
    totals: Totals | None


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "stats",
        run,
        about="tell what you answered, how well, and what is left",
        examples=["quiz stats", "quiz stats il2-neonatal", _EXAMPLE],
    )
    parser.add_argument("bank", nargs="?", metavar="BANK", help="a bank's id, folder or file; all banks if left out")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    from quiz.cli.printing import print_json, print_lines
    from quiz.cli.workplace import Workplace

    workplace = Workplace(os.environ)
    with workplace.history() as history:
        rows = list(_rows(workplace, history, args.bank))
    if args.json:
        print_json({"banks": [_bank_json(row) for row in rows], "total": _total_json(rows)})
    elif not rows:
        print_lines(["There is no bank, and nothing was answered yet."])
    else:
        for number, row in enumerate(rows):
            print_lines(["", *_lines(row)] if number else _lines(row))
    return 0


def _rows(workplace: Workplace, history: History, only: str | None) -> Iterator[_Row]:
    """The bank asked for; or every bank that can be used, then those of which only the history knows."""
    from quiz.core.progress import progress

    library = workplace.library
    if only is not None:
        bank = library.open(only)
        totals = history.totals(bank.id)
        yield _Row(bank.id, bank.title, progress(bank, history.records(bank.id)), totals.get(bank.id))
        return
    totals = history.totals()
    for shelved in library.banks():
        if shelved.problem is None:
            try:
                bank = library.open(str(shelved.path))
            except QuizError:
                continue
            yield _Row(bank.id, bank.title, progress(bank, history.records(bank.id)), totals.pop(bank.id, None))
    for id, rest in totals.items():
        yield _Row(id, None, None, rest)


def _bank_json(row: _Row) -> dict[str, object]:
    from quiz.cli.printing import json_share, json_time

    known, totals = row.progress, row.totals
    return {
        "id": row.id,
        "title": row.title,
        "questions": known.questions if known else None,
        "questions_right": known.right if known else None,
        "questions_missed": known.missed if known else None,
        "questions_changed": known.changed if known else None,
        "questions_unseen": known.unseen if known else None,
        "latest_mean": json_share(known.mean) if known else None,
        "answers": totals.answers if totals else 0,
        "right": totals.right if totals else 0,
        "partly_right": totals.partly if totals else 0,
        "wrong": totals.wrong if totals else 0,
        "mean": json_share(totals.mean) if totals else None,
        "seconds": round(totals.seconds, 1) if totals else 0.0,
        "sessions": totals.sessions if totals else 0,
        "last": json_time(totals.last) if totals else None,
    }


def _total_json(rows: Sequence[_Row]) -> dict[str, object]:
    all_totals = [row.totals for row in rows if row.totals]
    return {
        "answers": sum(totals.answers for totals in all_totals),
        "right": sum(totals.right for totals in all_totals),
        "partly_right": sum(totals.partly for totals in all_totals),
        "wrong": sum(totals.wrong for totals in all_totals),
        "seconds": round(sum(totals.seconds for totals in all_totals), 1),
        "sessions": sum(totals.sessions for totals in all_totals),
    }


def _lines(row: _Row) -> list[str]:
    from quiz.cli.printing import local_time
    from quiz.core.marking import percent
    from quiz.plain.page import duration_of, number_of

    known, totals = row.progress, row.totals
    lines = [one_line(f"{row.id}: {row.title}" if row.title else row.id)]
    if known is None:
        lines.append("  The bank is not on the shelves any more.")
    else:
        changed = f", {known.changed} changed since" if known.changed else ""
        lines.append(
            f"  {number_of(known.questions, 'question')}: {known.right} right, {known.missed} missed{changed}, "
            f"{known.unseen} not answered"
        )
        if known.mean is not None:
            lines.append(f"  Latest marks: {percent(known.mean)} on average")
    if totals is None:
        lines.append("  Nothing was answered yet.")
        return lines
    counts = f"{totals.right} right, {totals.partly} partly right, {totals.wrong} wrong"
    lines += [
        f"  {number_of(totals.answers, 'answer')} in {number_of(totals.sessions, 'session')}: {counts}",
        f"  All marks: {percent(totals.mean)} on average",
        f"  Time: {duration_of(totals.seconds)}; last answer {local_time(totals.last)}",
    ]
    return lines
