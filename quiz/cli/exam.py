"""`quiz exam`: mock exams, and those that were sat."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command, seed, share
from quiz.cli.study import RULES

if TYPE_CHECKING:
    from quiz.cli.sitting import Wish

_TERMS = {
    "questions": "--questions",
    "minutes": "--minutes",
    "pass_share": "--pass",
    "path": "--blueprint",
    "topic": "--topic",
    "certainty": "--certainty",
    "seconds_each": "--seconds-each",
    "extra_time": "--extra-time",
    "seed": "--seed",
}
"""The options that settle what a new exam is, by the names that the parser gives them."""

_MOST_DIGITS = 6
_SITTING = {**_TERMS, "is_new": "--new", "resume": "--resume", "plain": "--plain"}
_GO_WITH = {"list": {"json"}, "show": {"json", "number"}, "remark": {"rule", "json"}}
"""What goes with the words that stand in the place of a bank."""


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "exam",
        run,
        about="sit a mock exam, or look at those you sat",
        examples=[
            "quiz exam il2-neonatal --questions 20 --minutes 15 --pass 60",
            "quiz exam il2-neonatal --topic disorders=5 --topic therapy=5",
            "quiz exam il2-neonatal --blueprint exam.toml",
            "quiz exam --resume                    go on with the exam that was left",
            "quiz exam list                        the exams you sat, and those to go on with",
            "quiz exam show 019c8d2a               one of them, by the start of its id",
            "quiz exam show 019c8d2a --number 3    its question 3, with explanation and passage",
            "quiz exam remark 019c8d2a --rule ou   its marks under another rule",
        ],
    )
    parser.usage = (
        "quiz exam [BANK] [options]\n"
        "       quiz exam list [BANK] [--json]\n"
        "       quiz exam show ID [--number N] [--json]\n"
        "       quiz exam remark ID --rule RULE [--json]"
    )
    parser.add_argument(
        "bank",
        nargs="?",
        metavar="BANK",
        help="a bank's id, folder or file, the first bank if left out; or the word list, show or remark",
    )
    parser.add_argument("of", nargs="?", metavar="ID", help="after show and remark an exam's id; after list a bank")
    what = parser.add_argument_group("what is asked")
    what.add_argument("--questions", type=_count, metavar="N", help="how many questions (default: 20)")
    what.add_argument(
        "--blueprint", dest="path", metavar="FILE", help="a TOML file that says how many of each topic and level"
    )
    what.add_argument(
        "--topic", action="append", default=[], metavar="T=K", help="K questions of topic T, or a share of all as 25%%"
    )
    what.add_argument("--seed", type=seed, metavar="N", help="the number that settles the questions (default: chance)")
    how = parser.add_argument_group("how")
    how.add_argument("--minutes", type=_number, metavar="M", help="the time for the whole exam (default: no limit)")
    how.add_argument("--seconds-each", type=_number, metavar="S", help="the time for each question (default: no limit)")
    how.add_argument("--extra-time", type=_number, metavar="F", help="a factor for all times, such as 1.25")
    how.add_argument("--pass", dest="pass_share", type=share, metavar="P", help="the per cent that pass (default: 60)")
    how.add_argument("--rule", choices=RULES, help="how partly right answers are marked (default: as the settings say)")
    how.add_argument("--certainty", action="store_true", help="say how sure you are of each answer")
    how.add_argument("--resume", action="store_true", help="go on with the exam that was left")
    how.add_argument("--new", dest="is_new", action="store_true", help="begin another though one is not handed in")
    how.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    records = parser.add_argument_group("list, show and remark")
    records.add_argument("--number", type=_count, metavar="N", help="show: the question of that number")
    records.add_argument("--json", action="store_true", help="print JSON")


def _count(text: str) -> int:
    if not (text.isdecimal() and text.strip("0")):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    if len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(
            f"{text[:20]} is more than any exam has: there are at most {'9' * _MOST_DIGITS}"
        )
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None


def run(args: argparse.Namespace) -> int:
    verb = args.bank if args.bank in _GO_WITH else None
    _refuse_what_does_not_go_together(args, verb)
    if verb:
        from quiz.cli.exam_records import list_exams, remark_exam, show_exam

        return {"list": list_exams, "show": show_exam, "remark": remark_exam}[verb](args)
    from quiz.cli import terminal
    from quiz.cli.sitting import exam_to_sit, sit_plainly
    from quiz.cli.workplace import Workplace

    workplace = Workplace(os.environ)
    with workplace.history() as history:
        desk = workplace.desk(history)
        bank, exam = exam_to_sit(_wish_of(args), workplace, desk)
        if args.plain or terminal.wants_plain(os.environ):
            return sit_plainly(bank, exam, desk, args.bank or bank.id)
        from quiz.tui.app import run as open_interface

        return open_interface(desk, exam=(bank, exam))


def _refuse_what_does_not_go_together(args: argparse.Namespace, verb: str | None) -> None:
    names = {**_SITTING, "rule": "--rule", "number": "--number", "json": "--json"}
    given = {name for name in names if getattr(args, name) != args.parser.get_default(name)}
    if verb:
        for name in sorted(given - _GO_WITH[verb]):
            args.parser.error(f"{names[name]} does not go with {verb}")
        if verb != "list" and args.of is None:
            args.parser.error(f"{verb} needs the ID of an exam: `quiz exam list` has them")
        if verb == "remark" and args.rule is None:
            args.parser.error("remark needs --rule")
        return
    if args.of is not None:
        args.parser.error(f"unrecognized arguments: {args.of}")
    for name in sorted(given & {"number", "json"}):
        args.parser.error(f"{names[name]} goes with list, show and remark")
    if args.path and args.topic:
        args.parser.error("--blueprint and --topic both say what is asked: give one of them")
    if args.resume and given & {*_TERMS, "rule", "is_new"}:
        args.parser.error("--resume goes on with an exam as it was agreed: only BANK and --plain go with it")


def _wish_of(args: argparse.Namespace) -> Wish:
    from quiz.cli.sitting import Wish
    from quiz.core.marking import Rule

    return Wish(
        bank=args.bank,
        questions=args.questions,
        blueprint=args.path,
        topics=tuple(args.topic),
        minutes=args.minutes,
        seconds_each=args.seconds_each,
        extra_time=args.extra_time,
        pass_share=args.pass_share,
        rule=Rule(args.rule) if args.rule else None,
        with_certainty=args.certainty,
        seed=args.seed,
        resumes=args.resume,
        is_new=args.is_new,
    )
