"""`quiz host`: a drill for a class, held from this terminal."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from quiz.cli.command import Subparsers, add_command, seed, whole_number
from quiz.cli.study import KINDS, LEVELS, RULES

NAMINGS = ("free", "filtered", "drawn")


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "host",
        run,
        about="hold a drill: a class joins with phones and terminals",
        examples=[
            "quiz host il2-neonatal --count 10",
            "quiz host il2-neonatal --topic disorders --seconds 45 --certainty",
            "quiz host il2-neonatal --teams Red,Blue --leaderboard",
            "quiz host il2-neonatal --missed 019c8d2a   what this class missed in that drill",
            "quiz host il2-neonatal --ghosts 019c8d2a   against the class's earlier self in that drill",
            "quiz host il2-neonatal --self-paced --until 18:00",
            "quiz host il2-neonatal --headless     serve here; open the screen with quiz attach",
            "quiz host --resume 019c8d2a           serve a drill again whose server has died",
        ],
    )
    parser.add_argument("bank", nargs="?", metavar="BANK", help="a bank's id, folder or file")
    parser.add_argument("--resume", metavar="DRILL", help="serve this drill again, by the start of its id")
    which = parser.add_argument_group("which questions (an option given several times takes any of them)")
    which.add_argument("--topic", action="append", default=[], metavar="T", help="only this topic, by its id")
    which.add_argument("--type", action="append", default=[], choices=KINDS, help="only this type")
    which.add_argument("--level", action="append", default=[], choices=LEVELS, help="only this level")
    which.add_argument("--tag", action="append", default=[], metavar="T", help="only questions with this tag")
    which.add_argument("--missed", metavar="DRILL", help="only what fewer than half got right in that drill, by its id")
    which.add_argument("--ghosts", metavar="DRILL", help="what that drill asked, to run against how the class did then")
    which.add_argument(
        "--count", type=whole_number, metavar="N", help="how many at most (default: as the settings say)"
    )
    which.add_argument("--seed", type=seed, metavar="N", help="the number that settles the order (default: by chance)")
    how = parser.add_argument_group("how")
    how.add_argument(
        "--seconds", type=_seconds, default=30.0, metavar="N", help="for each question; 0 for no clock (default: 30)"
    )
    how.add_argument(
        "--wait",
        action=argparse.BooleanOptionalAction,
        help="keep a question open until its clock or you close it, though all who are there have answered "
        "(default: only with --seconds 0)",
    )
    how.add_argument("--stem-first", action="store_true", help="show the question before what to choose from")
    how.add_argument("--certainty", action="store_true", help="ask how sure everybody is of an answer")
    how.add_argument("--leaderboard", action="store_true", help="show the leaderboard")
    how.add_argument("--speed", action="store_true", help="points for being quick too")
    how.add_argument("--streaks", action="store_true", help="points for right answers in a row too")
    how.add_argument("--rule", choices=RULES, help="how partly right answers are marked (default: as the settings say)")
    how.add_argument("--self-paced", action="store_true", help="everybody at their own pace, with --until")
    how.add_argument("--until", metavar="TIME", help="when a self-paced drill ends: 18:00, or 2026-03-01T18:00")
    who = parser.add_argument_group("who")
    who.add_argument("--teams", metavar="A,B", help="two or more teams, with commas between")
    who.add_argument(
        "--names", choices=NAMINGS, default="filtered", help="names as typed, without offensive ones, or drawn"
    )
    who.add_argument("--roster", metavar="FILE", help="a CSV file with an identifier and a name in each line")
    who.add_argument("--no-late", action="store_true", help="nobody joins after the first question")
    who.add_argument(
        "--capacity", type=whole_number, default=2000, metavar="N", help="the most learners (default: 2000)"
    )
    who.add_argument(
        "--number", action="store_true", help="whoever types the code types two digits that change on the wall"
    )
    where = parser.add_argument_group("where")
    where.add_argument("--bind", metavar="A", help="the address to listen on (default: this machine's in its network)")
    where.add_argument("--port", type=_port, metavar="P", help="the port (default: 8765, or one that is free)")
    where.add_argument(
        "--name", type=_name, action="append", default=[], metavar="H:P", help="another host:port that leads here"
    )
    where.add_argument(
        "--tls", nargs="*", metavar=("CERT", "KEY"), help="encrypt, with these files or a certificate made for it"
    )
    where.add_argument("--headless", action="store_true", help="serve in this terminal, without the host's screen")


def _seconds(text: str) -> float:
    if not (text.isdecimal() and len(text) <= 6):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return float(text)


def _port(text: str) -> int:
    if not (text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: one is from 1 to 65535, or 0 for any that is free")
    return int(text)


def _name(text: str) -> str:
    host, _, port = text.rpartition(":")
    is_host = host.isprintable() and set(host).isdisjoint("/ @?#\\")
    # Without a port it would lead to whatever web server that machine has.
    if not (host and is_host and port.isdecimal() and len(port) <= 5 and 0 < int(port) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no host with its port, such as quiz.example:443")
    return text.lower()


def run(args: argparse.Namespace) -> int:
    _refuse_what_does_not_go_together(args)
    from quiz.cli import drill_server
    from quiz.cli.attach import need_terminal, open_screen
    from quiz.live.log.shelf import discard

    drill = _drill(args)
    try:
        if args.headless:
            return drill_server.serve_here(drill)
        need_terminal()
        key = drill_server.start(drill)
    except BaseException:
        if args.resume is None:
            discard(drill)
        raise
    return open_screen(drill, key)


def _drill(args: argparse.Namespace) -> Path:
    """The drill to serve, new or found again, once all that the command line names was looked at."""
    if args.resume is None:
        from quiz.cli.drill_setup import new_drill

        return new_drill(args, os.environ)
    from quiz.cli.drill_options import drill_to_resume, report_hint
    from quiz.cli.printing import print_lines
    from quiz.live.log.shelf import is_over

    drill = drill_to_resume(args, os.environ)
    if is_over(drill):
        print_lines([f"This drill is over: it is served to be looked at, and takes no answers. {report_hint(drill)}"])
    return drill


def _refuse_what_does_not_go_together(args: argparse.Namespace) -> None:
    if (args.bank is None) == (args.resume is None):
        args.parser.error("name a BANK, or a drill with --resume")
    if args.self_paced != (args.until is not None):
        args.parser.error("--self-paced and --until go together")
    if args.ghosts is not None and (args.missed is not None or args.self_paced):
        args.parser.error("--ghosts goes with neither --missed nor --self-paced")
    if args.tls is not None and len(args.tls) not in {0, 2}:
        args.parser.error("--tls takes a certificate and its key, or nothing")
