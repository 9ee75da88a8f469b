"""The exams that were sat: listed, shown and marked again."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime

from quiz.cli import terminal
from quiz.cli.printing import json_share, json_time, local_time, print_json, print_lines
from quiz.cli.short_ids import shorts
from quiz.cli.workplace import Workplace
from quiz.core.bank import Bank
from quiz.core.durations import in_words
from quiz.core.exams.exam import Exam
from quiz.core.exams.map import map_of
from quiz.core.exams.report import verdict_of
from quiz.core.exams.result import ExamResult, Marked, remark, result
from quiz.core.exams.words import standing_sentence
from quiz.core.marking import Rule, percent
from quiz.core.text import one_line
from quiz.desk import invigilation
from quiz.errors import QuizError, RequestError
from quiz.store.history import History


def list_exams(args: argparse.Namespace) -> int:
    """Prints the exams that can be gone on with, the one that is taken up first, and those that were handed in."""
    workplace = Workplace(os.environ)
    only = workplace.library.open(args.of) if args.of is not None else None
    with workplace.history() as history:
        every = list(history.exams.handed_in())
        running = history.exams.unfinished(only.id if only else None)
        now = workplace.desk(history).now()
    short = shorts([exam.plan.id for exam in every])
    exams = [exam for exam in every if only is None or exam.plan.bank == only.id]
    banks = {only.id: only} if only else _banks(workplace, exams)
    if args.json:
        print_json(
            {
                "exams": [_summary(exam, _result(exam, banks)) for exam in exams],
                "running": [_running_json(exam, now) for exam in running],
            }
        )
        return 0
    for exam in running:
        print_lines([_running_line(exam, now), f"  {_going_on(exam, running)}"])
    if not exams:
        print_lines(["No exam was handed in yet."])
    print_lines(_line(short[exam.plan.id], exam, _result(exam, banks)) for exam in exams)
    return 0


def _running_line(exam: Exam, now: datetime) -> str:
    left = exam.remaining(now)
    time = "" if left is None else ", its time is up" if exam.is_up(now) else f", {in_words(left)} left"
    said = f"not handed in, {standing_sentence(map_of(exam, now))}{time}"
    return one_line(f"{local_time(exam.plan.began)}  {exam.plan.bank}: {said}")


def _going_on(exam: Exam, running: Sequence[Exam]) -> str:
    """How to go on with the exam: of several in a bank the last begun is taken up first."""
    first = next(each for each in running if each.plan.bank == exam.plan.bank)
    if exam is not first:
        return "It can be gone on with once the later one is handed in."
    return one_line(f"To go on: quiz exam {shlex.quote(exam.plan.bank)} --resume")


def _running_json(exam: Exam, now: datetime) -> dict[str, object]:
    """The exam that is not handed in yet in figures; seconds that are left, null where there is no limit."""
    left = exam.remaining(now)
    return {
        "id": exam.plan.id,
        "bank": exam.plan.bank,
        "began": json_time(exam.plan.began),
        "asked": len(exam),
        "answered": sum(sheet.given is not None for sheet in exam.sheets),
        "seconds_left": None if left is None else round(left.total_seconds(), 1),
    }


def show_exam(args: argparse.Namespace) -> int:
    """Prints the result of one exam, or one of its questions."""
    from quiz.plain.exam_result import look_lines, result_lines

    workplace = Workplace(os.environ)
    with workplace.history() as history:
        exam = _named(args.of, history)
        bank = _bank_of(workplace, exam)
        sittings = invigilation.sittings_of(workplace.desk(history), bank)
    if args.number is not None:
        if args.number > len(exam):
            raise RequestError(f"That exam has {len(exam)} questions, and no question {args.number}.")
        print_lines(look_lines(bank, exam, args.number - 1, terminal.width()))
    elif args.json:
        outcome = result(exam, bank)
        print_json({**_summary(exam, outcome), "questions": [_question(marked) for marked in outcome.marked]})
    else:
        print_lines([one_line(f"Mock exam: {bank.title}"), f"Begun {local_time(exam.plan.began)}"])
        print_lines(result_lines(bank, exam, sittings, local_time, terminal.width()))
    return 0


def remark_exam(args: argparse.Namespace) -> int:
    """Prints what one exam would be worth under another rule."""
    from quiz.plain.exam_result import remark_lines

    workplace = Workplace(os.environ)
    with workplace.history() as history:
        exam = _named(args.of, history)
    bank = _bank_of(workplace, exam)
    remarked = remark(exam, bank, Rule(args.rule))
    if args.json:
        both = zip(remarked.before.marked, remarked.after.marked, strict=True)
        print_json(
            {
                "before": _summary(exam, remarked.before),
                "after": _summary(exam, remarked.after),
                "questions": [{"before": _question(old), "after": _question(new)} for old, new in both],
            }
        )
    else:
        print_lines(remark_lines(bank, remarked, terminal.width()))
    return 0


def _named(start: str, history: History) -> Exam:
    """The exam whose id begins so; RequestError where there is none, or more than one, that was handed in."""
    found = [exam for exam in history.exams.handed_in() if start and exam.plan.id.startswith(start.lower())]
    if not found:
        raise RequestError(f"No exam that was handed in has an id like {start!r}. `quiz exam list` has them all.")
    if len(found) > 1:
        raise RequestError(f"{len(found)} exams have ids that begin with {start!r}. Give more of the id.")
    return found[0]


def _banks(workplace: Workplace, exams: list[Exam]) -> Mapping[str, Bank]:
    """The banks of the exams that can be opened, by id."""
    banks: dict[str, Bank] = {}
    for id in {exam.plan.bank for exam in exams}:
        try:
            banks[id] = workplace.library.open(id)
        except QuizError:  # the list says that it has no mark
            continue
    return banks


def _bank_of(workplace: Workplace, exam: Exam) -> Bank:
    return workplace.library.open(exam.plan.bank)


def _result(exam: Exam, banks: Mapping[str, Bank]) -> ExamResult | None:
    """The result, None where the bank is not on the shelves any more."""
    return result(exam, banks[exam.plan.bank]) if exam.plan.bank in banks else None


def _line(short: str, exam: Exam, outcome: ExamResult | None) -> str:
    mark = (
        f"{outcome.points:.2f} of {len(outcome.counted)}, {percent(outcome.share)}, {verdict_of(outcome)}"
        if outcome
        else "the bank is not on the shelves any more"
    )
    return one_line(f"{short}  {local_time(exam.plan.began)}  {exam.plan.bank}: {mark}")


def _summary(exam: Exam, outcome: ExamResult | None) -> dict[str, object]:
    """The exam in figures: shares from 0 to 1, times in UTC; null where the bank cannot be opened any more."""
    handed_in = exam.handed_in
    return {
        "id": exam.plan.id,
        "bank": exam.plan.bank,
        "began": json_time(exam.plan.began),
        "handed_in": json_time(handed_in.at if handed_in else None),
        "by_clock": handed_in.by_clock if handed_in else None,
        "rule": outcome.rule.value if outcome else exam.plan.rule.value,
        "asked": len(exam),
        "counted": len(outcome.counted) if outcome else None,
        "points": round(outcome.points, 4) if outcome else None,
        "share": json_share(outcome.share) if outcome else None,
        "pass_share": json_share(exam.terms.pass_share),
        "passed": outcome.is_passed if outcome else None,
        "seconds": round(exam.elapsed.total_seconds(), 1),
    }


def _question(marked: Marked) -> dict[str, object]:
    return {
        "question": marked.question,
        "topic": marked.topic or None,
        "outcome": marked.outcome.value,
        "points": json_share(marked.points),
        "arithmetic": marked.mark.arithmetic if marked.mark else None,
        "certainty": marked.certainty.value if marked.certainty else None,
        "seconds": round(marked.seconds, 1),
    }
