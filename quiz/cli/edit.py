"""`quiz edit`: a bank's file in the author's editor, checked when it is closed or whenever it is saved."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command
from quiz.errors import QuizError, RequestError, Severity

if TYPE_CHECKING:
    from quiz.cli.check_report import Report

_PAUSE = 0.5
_CHOICE = "e edit again, k keep it so, r restore what was before"


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "edit",
        run,
        about="edit a bank's file in your own editor, and have it checked",
        examples=[
            "quiz edit MYBANK",
            "quiz edit MYBANK --question producers    at the line of that question, if the editor can",
            "quiz edit MYBANK --screen                question by question on a screen, with the check as you type",
            "quiz edit MYBANK --watch                 no editor: the check again at each save, until Ctrl+C",
            "",
            "The editor is the one that VISUAL or EDITOR names. One that returns at once needs its option to wait:",
            'EDITOR="code --wait". A bank that is not to be changed where it is, such as those that come with the',
            "program, is copied to the folder of your own banks first. The exit status is 1 where the bank has errors",
            "in the end, and 2 where there is no terminal and neither VISUAL nor EDITOR is set.",
        ],
    )
    parser.add_argument("bank", metavar="BANK", help="a bank's id, folder or file")
    parser.add_argument("--question", metavar="ID", help="the question to begin with")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--screen", action="store_true", help="write the questions on a screen of the program's own")
    how.add_argument(
        "--watch", action="store_true", help="check the bank again at each save, beside an editor in another window"
    )


def run(args: argparse.Namespace) -> int:
    from quiz.cli import editors, terminal

    file = _file_of(args.bank, os.environ)
    if args.watch:
        import time
        from functools import partial

        return watch(file, partial(time.sleep, _PAUSE))
    if args.screen:
        return _on_screen(args, file)
    if not editors.is_named(os.environ) and not (terminal.is_terminal(sys.stdin) and terminal.is_terminal(sys.stdout)):
        args.parser.error(
            "there is no terminal for an editor. Name one that needs none in VISUAL or EDITOR, or give --watch"
        )
    words = editors.editor(os.environ)
    file = _writable(file, os.environ)
    line = 1 if args.question is None else _line_of(file, args.question)
    if line > 1 and not editors.knows_lines(words):
        _say(f"{args.question} begins in line {line}.")
    return _edited(file, words, line)


def _on_screen(args: argparse.Namespace, file: Path) -> int:
    """Has questions written on a screen; the status is 1 where the file has errors in the end."""
    from quiz.cli import terminal
    from quiz.cli.workplace import Workplace

    if terminal.wants_plain(os.environ):
        args.parser.error("--screen needs a full terminal. Without it the file is opened in your own editor")
    from quiz.tui.authoring import edit

    file = _writable(file, os.environ)
    edit(file, Workplace(os.environ).settings, args.question)
    report = _told(file, of_errors_alone=True)  # all else was to be seen on the screen
    return 1 if report.count(Severity.ERROR) else 0


def watch(file: Path, pause: Callable[[], None]) -> int:
    """Prints what the check finds, at first and whenever the file or its document was saved, until Ctrl+C."""
    _say(f"{file} is checked whenever it is saved; Ctrl+C ends this.")
    known: tuple[object, ...] = ()
    document: Path | None = None
    try:
        while True:
            stamps = _stamp(file), _stamp(document)
            if stamps != known:
                report = _told(file)
                document = next((bank.loaded.document_path for bank in report.banks if bank.loaded), document)
                known = stamps[0], _stamp(document)
            pause()
    except KeyboardInterrupt:
        return 0


def _edited(file: Path, words: Sequence[str], line: int) -> int:
    """Opens the file in the editor as often as the author wants; the status is 1 where it has errors in the end."""
    from quiz.banks.writing.saving import put
    from quiz.cli import terminal
    from quiz.plain.page import number_of

    before = file.read_bytes()
    while True:
        status = _run_editor(words, file, line)
        if status and file.read_bytes() == before:
            raise RequestError(f"{words[0]} ended with the status {status}, and the bank was not changed.")
        report = _told(file)
        errors = report.count(Severity.ERROR)
        if not errors or not terminal.is_terminal(sys.stdin):
            return 1 if errors else 0
        match _asked(f"The bank has {number_of(errors, 'error')}."):
            case "e":
                line = next(problem.line for problem in report.problems if problem.severity is Severity.ERROR)
            case "r":
                put(file, before, over=None)
                _say("The bank is as it was before.")
                return 0
            case _:
                return 1


def _asked(sentence: str) -> str:
    """The letter that the author chooses; that of keeping the file where no more lines come."""
    from quiz.cli import terminal

    talk = terminal.talk()
    talk.say(sentence)
    while True:
        try:
            letter = talk.ask(_CHOICE).strip().lower()[:1]
        except EOFError:
            return "k"
        if letter in {"e", "k", "r"}:
            return letter


def _run_editor(words: Sequence[str], file: Path, line: int) -> int:
    """The exit status of the editor, which alone is to hear of Ctrl+C while it has the terminal."""
    import signal
    import subprocess

    from quiz.cli import editors

    handler = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(editors.at_line(words, file, line), check=False).returncode  # noqa: S603 - as the author named it
    except OSError as error:
        reason = error.strerror or str(error)
        raise RequestError(
            f"The editor {words[0]} cannot be run: {reason}. Name another in VISUAL or EDITOR."
        ) from error
    finally:
        signal.signal(signal.SIGINT, handler)


def _file_of(name: str, env: Mapping[str, str]) -> Path:
    """The file of the bank, which need not be one that can be read."""
    from quiz.banks.folder import bank_file
    from quiz.cli.workplace import Workplace

    file = bank_file(Workplace(env).library.path_of(name))
    if not file.exists():
        raise RequestError(f"There is no bank {file}; quiz new makes one for a document.")
    return file


def _writable(file: Path, env: Mapping[str, str]) -> Path:
    """The file, or that of a copy among the author's own banks where it is not to be written."""
    from quiz import paths
    from quiz.banks.writing.copying import copied, is_installed
    from quiz.banks.writing.saving import may_be_written

    if may_be_written(file) and not is_installed(file, paths.shipped_banks()):
        return file
    copy = copied(file, paths.banks_folder(env))
    _say(f"{file} is not to be changed where it is, so it was copied. This is your own now, and comes first: {copy}")
    return copy


def _line_of(file: Path, question: str) -> int:
    """The line in which the question begins; RequestError where the bank has no such question."""
    from quiz.banks.writing import editing

    text = editing.read(file)
    try:
        loaded = text.loaded
    except QuizError:
        # A bank is edited for the very reason that it cannot be read.
        id = rf"""^[ \t]*-[ \t]+\{{?[ \t]*id:[ \t]*["']?{re.escape(question)}["']?[ \t,\r]*$"""
        found = re.search(id, text.text, re.MULTILINE)
        return text.text.count("\n", 0, found.start()) + 1 if found else 1
    if question not in loaded.bank:
        raise RequestError(f'The bank {file} has no question "{question}".')
    return loaded.places.of(question).line


def _told(file: Path, *, of_errors_alone: bool = False) -> Report:
    """What the check finds, which is printed."""
    from quiz.cli.check_report import report_on
    from quiz.cli.printing import print_lines

    report = report_on([file], guesses=False, max_guess=None)
    print_lines(_lines(report, of_errors_alone=of_errors_alone))
    if sys.stdout is not None:
        sys.stdout.flush()
    return report


def _say(sentence: str) -> None:
    from quiz.cli.printing import print_lines
    from quiz.cli.terminal import width
    from quiz.plain.page import hang

    print_lines(hang("", sentence, width()))


def _stamp(path: Path | None) -> tuple[int, ...]:
    """What changes when the file is saved; nothing where there is none at the moment."""
    try:
        status = path.stat() if path else None
    except OSError:
        status = None
    return (status.st_mtime_ns, status.st_size, status.st_ino) if status else ()


def _lines(report: Report, *, of_errors_alone: bool) -> Iterator[str]:
    for problem in report.told(remarks=False):
        if problem.severity is Severity.ERROR or not of_errors_alone:
            yield f"{problem} [{problem.rule}]"
    yield report.summary(remarks=False)
