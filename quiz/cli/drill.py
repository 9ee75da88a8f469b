"""`quiz drill`: the drills that were held, and their reports."""

from __future__ import annotations

import argparse
import sys

from quiz.cli.command import Parser, Subparsers, add_command
from quiz.cli.study import RULES

# The versions that the core's scoring has, which only a drill scored again needs to import.
SCORINGS = (
    "v1/accuracy",
    "v1/accuracy+streaks",
    "v1/speed",
    "v1/speed+parity",
    "v1/speed+parity+streaks",
    "v1/speed+streaks",
)


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "drill",
        run,
        about="look at the drills that were held, and report on them",
        examples=[
            "quiz drill list",
            "quiz drill report 019c8d2a                        a drill, by the start of its id",
            "quiz drill report 019c8d2a --html report.html     a page to print or to send",
            "quiz drill rescore 019c8d2a --bank il2-neonatal   with the keys that the bank has now",
            "quiz drill missed 019c8d2a Ann -o missed.yaml     what Ann missed, to study",
            "quiz drill replay 019c8d2a --speed 4              on the host's screen, as it went",
        ],
    )
    actions = parser.add_subparsers(title="what to do", metavar="WHAT", parser_class=Parser)
    listing = add_command(
        actions, "list", _list, about="list the drills, the last one first", examples=["quiz drill list"]
    )
    listing.add_argument("--json", action="store_true", help="print JSON")
    show = add_command(
        actions,
        "show",
        _show,
        about="show what a drill was, and where everybody stands",
        examples=["quiz drill show 019c8d2a"],
    )
    _add_id(show)
    show.add_argument("--json", action="store_true", help="print JSON")
    _add_report(actions)
    _add_rescore(actions)
    _add_missed(actions)
    _add_replay(actions)


def _add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the start of a drill's id: `quiz drill list` has them")


def _add_report(actions: Subparsers) -> None:
    report = add_command(
        actions,
        "report",
        _report,
        about="report on a drill: its learners, its questions, and the test that they make",
        examples=[
            "quiz drill report 019c8d2a",
            "quiz drill report 019c8d2a --html report.html --csv marks.csv",
            "quiz drill report 019c8d2a --json | jq .test.alpha",
        ],
    )
    _add_id(report)
    report.add_argument("--html", metavar="FILE", help="write a web page that stands alone, - for standard output")
    report.add_argument("--csv", metavar="FILE", help="write a row for each learner, - for standard output")
    report.add_argument("--xlsx", metavar="FILE", help="write a workbook (needs the extra `xlsx`)")
    report.add_argument("--json", action="store_true", help="print JSON")


def _add_rescore(actions: Subparsers) -> None:
    rescore = add_command(
        actions,
        "rescore",
        _rescore,
        about="score a drill again, and see what changes; what was kept of it stays as it is",
        examples=[
            "quiz drill rescore 019c8d2a --rule all-or-nothing",
            "quiz drill rescore 019c8d2a --scoring v1/speed",
            "quiz drill rescore 019c8d2a --bank il2-neonatal   with the keys that the bank has now",
        ],
    )
    _add_id(rescore)
    rescore.add_argument("--rule", choices=RULES, help="how partly right answers are marked")
    rescore.add_argument("--scoring", choices=SCORINGS, metavar="V", help=f"what earns points: {', '.join(SCORINGS)}")
    rescore.add_argument("--bank", metavar="BANK", help="a bank whose questions replace those of the same ids")
    rescore.add_argument("--json", action="store_true", help="print JSON")


def _add_missed(actions: Subparsers) -> None:
    missed = add_command(
        actions,
        "missed",
        _missed,
        about="write what a learner missed, or most of the class, as a bank to study and review",
        examples=[
            "quiz drill missed 019c8d2a Ann -o missed.yaml",
            "quiz drill missed 019c8d2a -o class.yaml      what fewer than half got right",
            "quiz study missed.yaml",
        ],
    )
    _add_id(missed)
    missed.add_argument("learner", nargs="?", metavar="LEARNER", help="a name or an identifier; the class if left out")
    missed.add_argument("-o", "--output", required=True, metavar="FILE", help="a .yaml file, - for standard output")


def _add_replay(actions: Subparsers) -> None:
    replay = add_command(
        actions,
        "replay",
        _replay,
        about="play a past drill on the host's screen, from its first question; enter goes on to the next step",
        examples=["quiz drill replay 019c8d2a", "quiz drill replay 019c8d2a --speed 4"],
    )
    _add_id(replay)
    replay.add_argument(
        "--speed", type=_speed, default=1.0, metavar="X", help="times as quick, 0.1 to 1000 (default: 1)"
    )


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.1 <= speed <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 0.1 to 1000")
    return speed


def run(args: argparse.Namespace) -> int:
    args.parser.print_help(sys.stderr)
    return 2


def _list(args: argparse.Namespace) -> int:
    from quiz.cli.drill_records import list_drills

    return list_drills(args)


def _show(args: argparse.Namespace) -> int:
    from quiz.cli.drill_records import show_drill

    return show_drill(args)


def _report(args: argparse.Namespace) -> int:
    from quiz.cli.drill_records import report_drill

    if args.json and "-" in {args.html, args.csv}:
        args.parser.error("--json and - both go to standard output")
    if args.html == args.csv == "-":
        args.parser.error("one of --html and --csv goes to standard output, not both")
    return report_drill(args)


def _rescore(args: argparse.Namespace) -> int:
    from quiz.cli.drill_records import rescore_drill

    if args.rule is None and args.scoring is None and args.bank is None:
        args.parser.error("rescore needs --rule, --scoring or --bank")
    return rescore_drill(args)


def _missed(args: argparse.Namespace) -> int:
    from quiz.cli.drill_records import write_missed

    return write_missed(args)


def _replay(args: argparse.Namespace) -> int:
    from quiz.cli.drill_replay import replay_drill

    return replay_drill(args)
