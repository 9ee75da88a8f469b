"""The drills that were held: listed, shown, reported on, scored again, and what was missed in them."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from quiz import paths
from quiz.cli import terminal
from quiz.cli.printing import local_time, print_json, print_lines
from quiz.cli.short_ids import shorts
from quiz.core.drills.drill import Drill
from quiz.core.drills.report import Report, class_missed, report
from quiz.core.drills.words import head_sentences, moment_of
from quiz.core.text import fold, one_line
from quiz.errors import RequestError
from quiz.live.log.shelf import Head, drill_at, drills, find

_STANDARD_OUTPUT = "-"


def list_drills(args: argparse.Namespace) -> int:
    """Prints the drills, the last created first, and what is to be said of files that are none."""
    from quiz.cli.drill_json import listed_json

    found = drills(paths.drills_folder(os.environ))
    heads = [each for each in found if isinstance(each, Head)]
    broken = [each for each in found if not isinstance(each, Head)]
    if args.json:
        unreadable = [{"file": str(each.path), "problem": each.sentence} for each in broken]
        print_json({"drills": [listed_json(head) for head in heads], "unreadable": unreadable})
        return 0
    if not heads:
        print_lines(["No drill was held yet. `quiz host BANK` holds one."])
    short = shorts(head.id for head in heads)
    print_lines(_line(short[head.id], head) for head in heads)
    print_lines(one_line(each.sentence) for each in broken)
    return 0


def _line(short: str, head: Head) -> str:
    from quiz.plain.page import number_of

    said = [number_of(head.questions, "question"), number_of(head.seated, "learner"), number_of(head.answers, "answer")]
    said += [] if head.ended_at else ["not over"]
    return one_line(f"{short} {local_time(moment_of(head.created_at))} {head.title}: {', '.join(said)}")


def show_drill(args: argparse.Namespace) -> int:
    """Prints what the drill was, and where everybody stands."""
    said = report(_drill(args.id))
    if args.json:
        from quiz.cli.drill_json import summary_json

        print_json(summary_json(said))
    else:
        from quiz.plain.drill_report import summary_lines

        print_lines(summary_lines(said, local_time, terminal.width()))
    return 0


def report_drill(args: argparse.Namespace) -> int:
    """Writes the report to the files that are asked for; prints it where none is, or as JSON."""
    said = report(_drill(args.id))
    if args.xlsx is not None:
        _write_workbook(args.xlsx, said)
    if args.html is not None:
        from quiz.cli.drill_page import page

        _write(args.html, page(said, local_time).encode(), b"<!doctype html>", "web page")
    if args.csv is not None:
        from quiz.cli.drill_tables import csv_text

        _write(args.csv, csv_text(said).encode(), b"\xef\xbb\xbfRank,Name", "table of a drill")
    if args.json:
        from quiz.cli.drill_json import report_json

        print_json(report_json(said))
    elif args.html is args.csv is args.xlsx is None:
        from quiz.plain.drill_report import report_lines

        print_lines(report_lines(said, local_time, terminal.width()))
    return 0


def _write_workbook(name: str, said: Report) -> None:
    from quiz.cli.drill_tables import workbook

    if name == _STANDARD_OUTPUT:
        raise RequestError("A workbook does not go to standard output. Name a file.")
    _write(name, workbook(said, head_sentences(said, local_time)), b"PK\x03\x04", "workbook")


def rescore_drill(args: argparse.Namespace) -> int:
    """Prints what the drill would be worth by other terms, or with the questions as a bank has them now."""
    from quiz.core.drills.rescoring import rescored
    from quiz.core.drills.scoring import scoring_of
    from quiz.core.marking import Rule
    from quiz.plain.drill_report import rescoring_lines

    drill = _drill(args.id)
    scoring = scoring_of(args.scoring) if args.scoring else None
    if scoring and scoring.is_speed and drill.terms.seconds is None:
        raise RequestError("That drill had no clock, so nobody can have points for speed.")
    mended = []
    gone: list[str] = []
    if args.bank is not None:
        from quiz.cli.workplace import Workplace

        bank = Workplace(os.environ).library.open(args.bank)
        gone = [question.id for question in drill.questions if question.id not in bank]
        if len(gone) == len(drill.questions):
            raise RequestError(f"{bank.id} has none of the questions of that drill, which was of {drill.created.bank}.")
        both = [(question, bank.question(question.id)) for question in drill.questions if question.id in bank]
        mended = [now for then, now in both if now != then]
    rescoring = rescored(drill, rule=Rule(args.rule) if args.rule else None, scoring=scoring, mended=mended)
    if args.json:
        from quiz.cli.drill_json import rescoring_json

        print_json({**rescoring_json(rescoring), "not_in_bank": gone})
        return 0
    lines = rescoring_lines(rescoring, terminal.width())
    if gone:
        lines += ["", one_line(f"Not in the bank any more, and marked as they were: {', '.join(gone)}.")]
    print_lines(lines)
    return 0


def write_missed(args: argparse.Namespace) -> int:
    """Writes what the learner missed, or fewer than half of the class got right, as a bank."""
    import shlex

    from quiz.live.takeaway import FIRST_LINE, bank_text, missed
    from quiz.plain.page import number_of

    to_standard_output = args.output == _STANDARD_OUTPUT
    if not to_standard_output and Path(args.output).suffix not in {".yaml", ".yml"}:
        raise RequestError(f"{one_line(args.output)} is no name for a bank. Name a file that ends in .yaml.")
    drill = _drill(args.id)
    if args.learner is None:
        ids = class_missed(drill)
        questions = tuple(question for question in drill.questions if question.id in ids)
        who = "The class"
    else:
        learner = _learner(drill, args.learner)
        questions = missed(drill, learner)
        who = drill.learners[learner].name
    if not questions:
        raise RequestError(one_line(f"{who} has missed nothing in that drill, so there is nothing to write."))
    study = "" if to_standard_output else shlex.quote(args.output)
    text = bank_text(drill, questions, one_line(study))
    _write(args.output, text.encode(), f"{FIRST_LINE}\n".encode(), "bank of what was missed")
    if not to_standard_output:
        count = number_of(len(questions), "question")
        print_lines([one_line(f"{count} went to {args.output}. To answer them again: quiz study {study}")])
    return 0


def _drill(start: str) -> Drill:
    return drill_at(find(paths.drills_folder(os.environ), start.lower()))


def _learner(drill: Drill, name: str) -> str:
    """The seated learner of that name or identifier; RequestError where there is none."""
    wanted = fold(name)
    for learner in drill.seated.values():
        if fold(learner.name) == wanted:
            return learner.id
    found = [learner.id for learner in drill.seated.values() if learner.identifier and learner.identifier == name]
    if len(found) == 1:
        return found[0]
    raise RequestError(f"Nobody in that drill is called {name!a}. `quiz drill show` names them all.")


def _write(name: str, data: bytes, begins: bytes, kind: str) -> None:
    """Writes the file; one that is there is replaced only where it is empty or begins as such a file does."""
    from quiz.store.wholefile import written_whole

    if name == _STANDARD_OUTPUT:
        sys.stdout.write(data.decode())
        return
    target = Path(name)
    if target.is_file():
        with target.open("rb") as opened:
            if opened.read(len(begins)) not in {b"", begins}:
                raise RequestError(f"{one_line(name)} is no {kind}, and is left as it is. Name another file.")
    with written_whole(target, replaces=True) as file:
        file.write_bytes(data)
