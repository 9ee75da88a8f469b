"""`quiz join`: taking part in a drill from a terminal."""

from __future__ import annotations

import argparse
import os

from quiz.cli.command import Subparsers, add_command


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "join",
        run,
        about="take part in a drill that somebody hosts",
        examples=[
            "quiz join 192.168.0.10:8080/7K2XQ4",
            "quiz join https://192.168.0.10:8443/7K2XQ4#FINGERPRINT --name Ada",
            "quiz join 'HTTP://192.168.0.10:8080/#TOKEN'   what the QR code on the wall says",
            "printf 'b\\na c\\n' | quiz join 192.168.0.10:8080/7K2XQ4 --name Ada",
        ],
    )
    parser.add_argument(
        "url", metavar="URL", help="the address on the wall, with the code at its end, or what the QR code says"
    )
    parser.add_argument("--name", default="", metavar="N", help="your name, as all there will see it (default: asked)")
    parser.add_argument("--team", default="", metavar="T", help="your team, where there are teams")
    parser.add_argument(
        "--identifier", default="", metavar="I", help="who you are in the class list, where it is asked"
    )
    parser.add_argument("--number", default="", metavar="NN", help="the two digits on the wall, where they are asked")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")


def run(args: argparse.Namespace) -> int:
    from quiz import paths, settings
    from quiz.cli import terminal
    from quiz.live.client.joining import Entry, Visit

    folder = paths.history_file(os.environ).parent / "seats"
    visit = Visit(args.url, Entry(args.name, args.team, args.identifier, args.number), folder)
    if args.plain or terminal.wants_plain(os.environ):
        import asyncio

        from quiz.plain.join import Attendance

        asyncio.run(Attendance(visit, terminal.talk()).run())
        return 0
    from quiz.tui.joining import run as open_interface

    return open_interface(visit, settings.load(paths.settings_file(os.environ)))
