"""`quiz history`: what you answered, taken to another machine, brought together, copied and taken back."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.command import Parser, Subparsers, add_command
from quiz.core.text import one_line
from quiz.errors import QuizError, RequestError

if TYPE_CHECKING:
    from quiz.cli.workplace import Workplace
    from quiz.store.exchange import TakenBack
    from quiz.store.history import History
    from quiz.store.merging import Counted

_STANDARD_OUTPUT = "-"


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "history",
        run,
        about="carry your history to another machine, bring two together, copy it, or begin a bank anew",
        examples=[
            "quiz history export history.jsonl       everything, as text",
            "quiz history merge laptop.db            add what another machine has",
            "quiz history backup",
            "quiz history reset il2-neonatal",
            "quiz sync ~/Dropbox/quiz                let two machines share a folder instead",
        ],
    )
    actions = parser.add_subparsers(title="what to do", metavar="WHAT", parser_class=Parser)
    _add_export(actions)
    for name, example in (("import", "quiz history import history.jsonl"), ("merge", "quiz history merge laptop.db")):
        merging = add_command(
            actions,
            name,
            _merge,
            about="add what other histories have: exported ones (.jsonl) or their files (.db)",
            examples=[example],
        )
        merging.add_argument("path", nargs="+", type=Path, metavar="FILE", help="the files; each stays as it is")
    backup = add_command(
        actions,
        "backup",
        _backup,
        about="copy the history into a file",
        examples=["quiz history backup", "quiz history backup /media/stick/history.db"],
    )
    backup.add_argument(
        "path", nargs="?", type=Path, metavar="FILE", help="a new file; if left out, one with the date, in backups/"
    )
    add_command(
        actions,
        "rebuild",
        _rebuild,
        about="work out anew, from all your answers, what you remember",
        examples=["quiz history rebuild"],
    )
    _add_reset(actions)


def _add_export(actions: Subparsers) -> None:
    export = add_command(
        actions,
        "export",
        _export,
        about="write the history as lines of JSON",
        examples=[
            "quiz history export history.jsonl    an earlier export of that name is replaced",
            "quiz history export | gzip > history.jsonl.gz",
        ],
    )
    export.add_argument(
        "path", nargs="?", default=_STANDARD_OUTPUT, metavar="FILE", help="the file; standard output for - or nothing"
    )


def _add_reset(actions: Subparsers) -> None:
    reset = add_command(
        actions,
        "reset",
        _reset,
        about="take back your answers to a bank, or to some of its topics, and begin anew",
        examples=[
            "quiz history reset il2-neonatal",
            "quiz history reset il2-neonatal --topic disorders --yes",
        ],
    )
    reset.add_argument("bank", metavar="BANK", help="a bank's id, folder or file")
    reset.add_argument("--topic", action="append", default=[], metavar="T", help="only this topic, by its id")
    reset.add_argument("--yes", action="store_true", help="do not ask")


def run(args: argparse.Namespace) -> int:
    args.parser.print_help(sys.stderr)
    return 2


def told(counted: Counted) -> str:
    """What came or went, in a word or two: answers, and where there are none, other entries."""
    from quiz.plain.page import number_of

    if counted.answers:
        return number_of(counted.answers, "answer")
    if counted.rows:
        return "1 other entry" if counted.rows == 1 else f"{counted.rows} other entries"
    return "nothing"


def _export(args: argparse.Namespace) -> int:
    from quiz.cli.printing import print_lines
    from quiz.cli.workplace import Workplace

    with Workplace(os.environ).history() as history:
        if args.path == _STANDARD_OUTPUT:
            history.exchange.export((sys.stdout or io.StringIO()).write)
            return 0
        counted = history.exchange.export_to(Path(args.path))
    print_lines([one_line(f"{told(counted).capitalize()} went to {args.path}.")])
    return 0


def _merge(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from quiz.cli.printing import print_lines
    from quiz.cli.workplace import Workplace

    with Workplace(os.environ).history() as history:
        for path in args.path:
            counted = history.exchange.merge(path, datetime.now(UTC))
            print_lines([one_line(f"{told(counted).capitalize()} came from {path}{_known(counted)}.")])
    return 0


def _known(counted: Counted) -> str:
    """Why no answer came, where the file has some."""
    known, taken_back = counted.known, counted.taken_back
    if not known:
        return ""
    it = "answer is" if known == 1 else f"{known} answers are"
    if not taken_back:
        return f": its {it} here already"
    if taken_back == known:
        return f": its {it} here already, and taken back, so that {'it counts' if known == 1 else 'they count'} no more"
    return f": its {it} here already, and {taken_back} of them taken back"


def _backup(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from quiz.cli.printing import print_lines
    from quiz.cli.workplace import Workplace

    with Workplace(os.environ).history() as history:
        path = history.exchange.backup(datetime.now(UTC), args.path)
    print_lines([one_line(f"The history is copied to {path}.")])
    return 0


def _rebuild(_: argparse.Namespace) -> int:
    from datetime import UTC, datetime, timedelta

    from quiz.cli.printing import print_lines
    from quiz.cli.workplace import Workplace
    from quiz.plain.page import number_of

    workplace = Workplace(os.environ)
    ahead_of_utc = datetime.now(UTC).astimezone().utcoffset() or timedelta()
    with workplace.history() as history:
        drawn = history.memories.rebuild(workplace.settings.retention, ahead_of_utc)
    print_lines([f"What you remember of {number_of(drawn, 'question')} is worked out anew."])
    return 0


def _reset(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from quiz.cli.printing import print_lines
    from quiz.cli.workplace import Workplace

    workplace = Workplace(os.environ)
    with workplace.history() as history:
        bank, questions = _asked_for(workplace, history, args.bank, args.topic)
        found = history.exchange.what_reset_would_take(bank, questions)
        if found == (0, 0, 0):
            print_lines([one_line(f"There is nothing to take back in {bank}.")])
            return 0
        if not args.yes and not _agrees(args, bank, found):
            print_lines(["Nothing was taken back."])
            return 1
        taken = history.exchange.reset(bank, questions, datetime.now(UTC))
    print_lines([one_line(f"{_told_of(taken, bank)} taken back.")])
    return 0


def _asked_for(
    workplace: Workplace, history: History, name: str, topics: Sequence[str]
) -> tuple[str, Sequence[str] | None]:
    """The bank's id, and the questions of the topics, None for all; a bank that is gone has its answers still."""
    try:
        bank = workplace.library.open(name)
    except QuizError:
        if topics or name not in history.tallies.summaries():
            raise
        return name, None
    if not topics:
        return bank.id, None
    if unknown := [topic for topic in topics if topic not in bank.topics]:
        raise RequestError(f"There is no topic {unknown[0]} in {bank.id}. The topics are: {', '.join(bank.topics)}.")
    places = {place for place, topic in enumerate(bank.topics) if topic in topics}
    catalogue = bank.catalogue
    return bank.id, [id for id, place in zip(catalogue.ids, catalogue.topics, strict=True) if place in places]


def _agrees(args: argparse.Namespace, bank: str, found: TakenBack) -> bool:
    """Whether the learner types the bank's id, having read what it does."""
    from quiz.cli import terminal

    if not terminal.is_terminal(sys.stdin):
        args.parser.error("nobody is here to be asked; --yes takes the answers back without a question")
    talk = terminal.talk()
    talk.say(
        f"This takes back {_told_of(found, bank)}. "
        "They stay in the file but count no more, here and wherever this history is merged."
    )
    try:
        return talk.ask("Type the bank's id to go on").strip() == bank
    except EOFError:
        return False


def _told_of(found: TakenBack, bank: str) -> str:
    from quiz.plain.page import number_of

    answers = f"{number_of(found.answers, 'answer')} to {number_of(found.questions, 'question')} of {bank}"
    lifted = f", and {number_of(found.suspended, 'suspension')}" if found.suspended else ""
    return f"{answers}{lifted}"
