"""`quiz plan`: the day of an exam, what it would be like, and what to do for it today."""

from __future__ import annotations

import argparse
import os
from datetime import date
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command, share
from quiz.errors import RequestError

if TYPE_CHECKING:
    from quiz.core.bank import Bank
    from quiz.core.revision.agenda import Agenda
    from quiz.core.revision.readiness import Readiness
    from quiz.desk.desk import Desk
    from quiz.store.exam_days import ExamDay


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "plan",
        run,
        about="prepare for the day of an exam: what to expect, and today's list",
        examples=[
            "quiz plan il2-neonatal --date 2027-01-15 --minutes-a-day 30    both are kept",
            "quiz plan                       the plan for the exam that comes next",
            "quiz plan --study               study today's list",
            'quiz plan --json                an object with "exam_day", "before", "after", "today" and more;',
            "                                shares from 0 to 1",
            "quiz plan il2-neonatal --forget",
        ],
    )
    parser.add_argument(
        "bank",
        nargs="?",
        metavar="BANK",
        help="a bank's id, folder or file; if left out, the bank whose exam comes next, or else the first bank",
    )
    parser.add_argument("--date", metavar="DAY", help="the day of the exam, as 2027-01-15; it is kept")
    parser.add_argument("--minutes-a-day", metavar="N", help="how long you want to learn on a day (20 at first); kept")
    parser.add_argument(
        "--pass",
        dest="pass_share",
        type=share,
        metavar="P",
        help="the share of the questions that passes, as 60%% or 0.6 (default: 60%%)",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--json", action="store_true", help="print JSON")
    what.add_argument("--study", action="store_true", help="study today's list, best first")
    what.add_argument("--forget", action="store_true", help="there is no exam any more")
    parser.add_argument("--plain", action="store_true", help="with --study: line by line, for screen readers and pipes")


def run(args: argparse.Namespace) -> int:
    from quiz.cli import terminal
    from quiz.cli.printing import print_json, print_lines
    from quiz.cli.workplace import Workplace
    from quiz.core.revision.agenda import PASS_SHARE
    from quiz.desk.preparation import next_exam

    if args.forget and (args.date or args.minutes_a_day):
        args.parser.error("--forget goes with BANK alone")
    if args.plain and not args.study:
        args.parser.error("--plain goes with --study")
    workplace = Workplace(os.environ)
    with workplace.history() as history:
        desk = workplace.desk(history)
        name = args.bank or next_exam(desk) or workplace.first_bank()
        bank = desk.library.open(name)
        if args.forget:
            print_lines([_forget(desk, bank)])
            return 0
        exam_day = _exam_day(args, name, desk, bank)
        agenda = _agenda(desk, bank, exam_day)
        pass_share = PASS_SHARE if args.pass_share is None else args.pass_share
        if args.study:
            return _study(desk, bank, agenda, name=name, plainly=args.plain or terminal.wants_plain(os.environ))
        if args.json:
            print_json(_json(bank, agenda, pass_share))
        else:
            print_lines(_lines(name, bank, agenda, pass_share, terminal.width()))
    return 0


def _forget(desk: Desk, bank: Bank) -> str:
    kept = desk.history.exam_days.of(bank.id)
    if kept is None:
        return f"No exam day is kept for {bank.id}."
    desk.history.exam_days.keep(bank.id, None, kept.minutes, desk.now())
    return f"The exam day of {bank.id}, {kept.day.isoformat()}, is kept no longer."


def _exam_day(args: argparse.Namespace, name: str, desk: Desk, bank: Bank) -> ExamDay:
    """The day and the minutes asked for, kept from now on, or else those kept before."""
    from quiz.core.revision.agenda import MINUTES_A_DAY
    from quiz.store.exam_days import ExamDay

    today = desk.start_of_day().date()
    kept = desk.history.exam_days.of(bank.id)
    day = kept.day if kept else None
    minutes = kept.minutes if kept else MINUTES_A_DAY
    if args.date is not None:
        day = _day(args.date, today)
    if args.minutes_a_day is not None:
        minutes = _minutes(args.minutes_a_day)
    if day is None:
        raise RequestError(
            f"No exam day is kept for {bank.id}. Name it: quiz plan {name} --date {today.year + 1}-01-15"
        )
    if day < today:
        raise RequestError(
            f"The exam day of {bank.id}, {day.isoformat()}, is past. "
            "Name the next one with --date, or drop it with --forget."
        )
    wanted = ExamDay(bank.id, day, minutes)
    if wanted != kept:
        desk.history.exam_days.keep(bank.id, day, minutes, desk.now())
    return wanted


def _day(text: str, today: date) -> date:
    from quiz.core.revision.agenda import read_day

    day = read_day(text, today)
    if isinstance(day, str):
        raise RequestError(day)
    return day


def _minutes(text: str) -> float:
    from quiz.core.revision.agenda import read_minutes

    minutes = read_minutes(text)
    if isinstance(minutes, str):
        raise RequestError(minutes)
    return minutes


def _agenda(desk: Desk, bank: Bank, exam_day: ExamDay) -> Agenda:
    from quiz.desk.preparation import preparation

    agenda = preparation(desk, bank).agenda(exam_day)
    if agenda is None:
        raise RequestError(f"{bank.id} has no question to ask: all of them are drafts.")
    return agenda


def _study(desk: Desk, bank: Bank, agenda: Agenda, *, name: str, plainly: bool) -> int:
    from quiz.core.revision.agenda import nothing_more
    from quiz.core.session import Session
    from quiz.desk.preparation import begin_today

    if not agenda.today:
        raise RequestError(nothing_more(agenda))
    session = Session(begin_today(desk, bank, [each.question for each in agenda.today]))
    if plainly:
        from quiz.cli.sessions import ask_plainly

        return ask_plainly(desk, bank, session, name)
    from quiz.tui.app import First, run as open_interface

    return open_interface(desk, First(bank, session))


def _lines(name: str, bank: Bank, agenda: Agenda, pass_share: float, width: int) -> list[str]:
    import shlex

    from quiz.core.revision.agenda import exhibits_of
    from quiz.core.text import one_line
    from quiz.plain.exhibits import exhibit_lines
    from quiz.plain.page import hang

    stems = {each.question: bank.question(each.question).stem for each in agenda.today}
    lines = hang("", one_line(bank.title or bank.id), width)
    for exhibit in exhibits_of(agenda, stems, pass_share):
        lines += ["", *exhibit_lines(exhibit, width)]
    if agenda.today:
        lines += ["", *hang("", f"To study the list: quiz plan {shlex.quote(name)} --study", width)]
    return lines


def _json(bank: Bank, agenda: Agenda, pass_share: float) -> dict[str, object]:
    return {
        "bank": bank.id,
        "exam_day": agenda.exam_day.isoformat(),
        "days": agenda.days,
        "minutes_a_day": agenda.minutes,
        "minutes_done": round(agenda.minutes_done, 2),
        "minutes_needed": round(agenda.minutes_needed, 2),
        "pass": pass_share,
        "questions": agenda.questions,
        "questions_met": agenda.met,
        "questions_done_today": agenda.done,
        "before": _readiness_json(agenda.before, pass_share),
        "after": _readiness_json(agenda.after, pass_share),
        "cost_of_skipping": round(agenda.skipping, 6),
        "today": [
            {
                "question": each.question,
                "stem": bank.question(each.question).stem,
                "seconds": round(each.seconds, 1),
                "gain": round(each.gain / agenda.questions, 6),
            }
            for each in agenda.today
        ],
    }


def _readiness_json(readiness: Readiness, pass_share: float) -> dict[str, object]:
    from quiz.cli.printing import json_share

    return {
        "score": json_share(readiness.score),
        "knowledge": json_share(readiness.knowledge),
        "guessing": json_share(readiness.guessing),
        "low": json_share(readiness.low),
        "high": json_share(readiness.high),
        "confidence": json_share(readiness.confidence),
        "chance_to_pass": json_share(readiness.chance_to_pass(pass_share)),
    }
