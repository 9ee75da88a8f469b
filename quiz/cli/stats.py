"""`quiz stats`: how it went so far."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command
from quiz.core.text import one_line
from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.cli.workplace import Workplace
    from quiz.core.bank import Bank
    from quiz.core.reports.exhibits import Exhibit
    from quiz.core.reports.progress import Progress
    from quiz.desk.desk import Desk
    from quiz.store.tallies import Totals


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
        examples=[
            "quiz stats                            in a few lines",
            "quiz stats il2-neonatal --full        all figures of a bank",
            "quiz stats --html figures.html        as a web page that stands alone",
            'quiz stats --json                     an object with "banks", "total" and "exhibits"',
        ],
    )
    parser.add_argument("bank", nargs="?", metavar="BANK", help="a bank's id, folder or file; all banks if left out")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--full", action="store_true", help="by topic, day and certainty, what is due, and what is hard")
    form.add_argument("--json", action="store_true", help="print JSON; shares from 0 to 1, times in UTC")
    form.add_argument("--html", metavar="FILE", help="write a web page with all figures; - for standard output")


def run(args: argparse.Namespace) -> int:
    from quiz.cli.printing import print_json, print_lines
    from quiz.cli.workplace import Workplace

    workplace = Workplace(os.environ)
    with workplace.history() as history:
        desk = workplace.desk(history)
        banks = list(_banks(workplace, args.bank))
        rows = list(_rows(desk, banks, args.bank))
        if args.full or args.json or args.html:
            from quiz.desk.appraisal import appraise

            exhibits = appraise(desk, banks, only=banks[0].id if args.bank else None).exhibits
        else:
            exhibits = ()
    if args.html:
        _write_page(args.html, banks[0].title if args.bank else "Where you stand", exhibits)
    elif args.json:
        from quiz.cli.exhibits import exhibit_json

        shown = [exhibit_json(exhibit) for exhibit in exhibits]
        print_json({"banks": [_bank_json(row) for row in rows], "total": _total_json(rows), "exhibits": shown})
    elif args.full:
        print_lines(_exhibit_lines(exhibits))
    elif not rows:
        print_lines(["There is no bank, and nothing was answered yet."])
    else:
        for number, row in enumerate(rows):
            print_lines(["", *_lines(row)] if number else _lines(row))
    return 0


def _banks(workplace: Workplace, only: str | None) -> Iterator[Bank]:
    """The bank asked for, or every bank that can be used."""
    library = workplace.library
    if only is not None:
        yield library.open(only)
        return
    for shelved in library.banks():
        if shelved.problem is None:
            try:
                yield library.open(str(shelved.path))
            except QuizError:
                continue


def _rows(desk: Desk, banks: Iterable[Bank], only: str | None) -> Iterator[_Row]:
    """The banks; where all are asked for, those of which only the history knows as well."""
    totals = desk.history.tallies.totals()
    for bank in banks:
        yield _Row(bank.id, bank.title, desk.progress(bank), totals.pop(bank.id, None))
    if only is None:
        for id, rest in totals.items():
            yield _Row(id, None, None, rest)


def _exhibit_lines(exhibits: Iterable[Exhibit]) -> Iterator[str]:
    from quiz.cli.terminal import width
    from quiz.plain.exhibits import exhibit_lines

    for number, exhibit in enumerate(exhibits):
        yield from ["", *exhibit_lines(exhibit, width())] if number else exhibit_lines(exhibit, width())


def _write_page(name: str, title: str, exhibits: Iterable[Exhibit]) -> None:
    from datetime import UTC, datetime

    from quiz.cli.printing import local_time
    from quiz.cli.webpage import page, write_page

    write_page(name, page(title, f"As of {local_time(datetime.now(UTC))}", exhibits))


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
