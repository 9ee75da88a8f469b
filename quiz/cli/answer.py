"""`quiz answer`: a drill that was handed out as a file."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command

if TYPE_CHECKING:
    from quiz.live.paper.notebook import Notebook
    from quiz.live.paper.sheet import Sheet
    from quiz.plain.talk import Talk


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "answer",
        run,
        about="answer a drill that was handed out as a file",
        examples=[
            "quiz answer drill.quiz",
            "quiz answer drill.quiz --name Ada --identifier 17",
            "printf 'b\\na c\\n' | quiz answer drill.quiz --name Ada",
        ],
    )
    parser.description = (
        "Answer a drill that was handed out as a file.\n\n"
        "Each answer is kept at once, and the same command goes on where you left. What\n"
        "you have answered is written to NAME.result in this folder: hand that in. It is\n"
        "signed, so that damage and careless editing are noticed; the signature proves\n"
        "nothing about who answered."
    )
    parser.add_argument("file", metavar="FILE", help="the file that was handed out, such as drill.quiz")
    parser.add_argument(
        "--name", default="", metavar="N", help="your name, as the report will show it (default: asked)"
    )
    parser.add_argument(
        "--identifier", default="", metavar="I", help="who you are in the class list, where it is asked"
    )
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")


def run(args: argparse.Namespace) -> int:
    from quiz import paths
    from quiz.cli import terminal
    from quiz.live.paper.sheet import read_sheet

    sheet = read_sheet(Path(args.file))
    talk = terminal.talk()
    folder = paths.history_file(os.environ).parent / "answers"
    notebook = _notebook(args, sheet, folder, talk)
    try:
        if args.plain or terminal.wants_plain(os.environ):
            from quiz.plain.answer import AnswerByLines

            AnswerByLines(sheet, notebook, talk, _now).run()
            return 0
        from quiz import settings
        from quiz.live.paper.door import PaperDoor
        from quiz.tui.answering import run as open_interface

        return open_interface(PaperDoor(sheet, notebook, _now), settings.load(paths.settings_file(os.environ)))
    finally:
        _hand_in(args, sheet, notebook, talk)


def _now() -> int:
    return time.time_ns() // 1_000_000


def _notebook(args: argparse.Namespace, sheet: Sheet, folder: Path, talk: Talk) -> Notebook:
    """The notebook of the attempt to go on with, or of a new one; QuizError where nobody says whose it is."""
    from quiz.core.drills.assignment import Paper, fault_of_name
    from quiz.core.drills.names import clean
    from quiz.errors import QuizError
    from quiz.live.paper.notebook import begin, left, of_learner
    from quiz.store.ids import new_id

    name, identifier = args.name, args.identifier
    known = of_learner(left(folder, sheet.created.id), name)
    if known:
        return known
    terms = sheet.created.terms
    try:
        while fault := fault_of_name(name, terms):
            if name and not talk.is_interactive:
                raise QuizError(fault)
            if name:
                talk.say(fault)
            name = talk.ask("Your name, as the report will show it")
        while sheet.wants_identifier and not identifier.strip():
            identifier = talk.ask("Your number in the class list")
    except EOFError:
        raise QuizError("Say who you are: --name NAME, and --identifier ID where there is a class list.") from None
    now = _now()
    return begin(folder, Paper(sheet.created.id, new_id(now), clean(name), identifier.strip(), now))


def _hand_in(args: argparse.Namespace, sheet: Sheet, notebook: Notebook, talk: Talk) -> None:
    """Writes what is to be handed in, and says how to go on."""
    import shlex
    from datetime import UTC, datetime

    from quiz.cli.printing import local_time
    from quiz.live.paper.handed_in import write_paper

    paper = notebook.paper
    answered, count = len(paper.replies), len(sheet.created.questions)
    path = write_paper(Path.cwd(), paper, sheet.key) if answered else None
    if answered < count:
        again = f"quiz answer {shlex.quote(args.file)} --name {shlex.quote(paper.name)}"
        talk.say(f"Left with {answered} of {count} answered. To go on: {again}")
    if path:
        by = ""
        if sheet.hand_in_by is not None:
            by = f", by {local_time(datetime.fromtimestamp(sheet.hand_in_by / 1000, UTC))}"
        talk.say(f"To hand in{by}: {path.name}")
