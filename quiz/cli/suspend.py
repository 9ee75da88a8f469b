"""`quiz suspend`: questions that are not to be reviewed, and those that keep being forgotten."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command
from quiz.core.text import one_line
from quiz.errors import QuizError, RequestError

if TYPE_CHECKING:
    from quiz.core.bank import Bank
    from quiz.core.revision.memory import Memory
    from quiz.desk.desk import Desk


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "suspend",
        run,
        about="take questions out of the reviews, and name those that keep being forgotten",
        examples=[
            "quiz suspend il2-neonatal producers           reviews and plans leave it out",
            "quiz suspend il2-neonatal --lift producers    and ask it again",
            "quiz suspend --list",
            "quiz suspend --leeches                        what costs more time than it is worth",
            'quiz suspend --leeches --json                 an object with "leeches"; with --list "suspended"',
        ],
    )
    parser.add_argument(
        "bank",
        nargs="?",
        metavar="BANK",
        help="a bank's id, folder or file; --list and --leeches do without: all banks",
    )
    parser.add_argument("question", nargs="*", metavar="ID", help="the questions, by their ids")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--lift", nargs="+", metavar="ID", help="let these questions be reviewed again")
    what.add_argument("--list", action="store_true", help="list the questions that are suspended")
    what.add_argument("--leeches", action="store_true", help="list what was forgotten 8 times or more")
    parser.add_argument("--json", action="store_true", help="with --list and --leeches: print JSON")


def run(args: argparse.Namespace) -> int:
    from quiz.cli.workplace import Workplace

    tells = args.list or args.leeches
    if (tells or args.lift) and args.question:
        args.parser.error("name the questions behind --lift, and none with --list or --leeches")
    if args.json and not tells:
        args.parser.error("--json goes with --list or --leeches")
    if not tells and not (args.bank and (args.question or args.lift)):
        args.parser.error("name the BANK and the ID of a question, or give --list or --leeches")
    workplace = Workplace(os.environ)
    with workplace.history() as history:
        desk = workplace.desk(history)
        bank = desk.library.open(args.bank) if args.bank is not None else None
        if args.list:
            _tell_suspended(desk, bank, as_json=args.json)
        elif args.leeches:
            _tell_leeches(desk, bank, as_json=args.json)
        elif bank is not None:
            _change(desk, bank, args)
    return 0


def _change(desk: Desk, bank: Bank, args: argparse.Namespace) -> None:
    import shlex

    from quiz.cli.printing import print_lines

    memories = desk.history.memories
    name = shlex.quote(args.bank)
    if args.lift:
        suspended = {question for _, question in memories.suspended(bank.id)}
        if others := [id for id in args.lift if id not in suspended]:
            raise RequestError(f"{bank.id} has no suspended question {one_line(others[0])}. {_named(suspended)}")
        lifted = list(dict.fromkeys(args.lift))
        memories.take_up(bank.id, lifted, desk.now())
        print_lines([f"Asked again in {bank.id}: {', '.join(lifted)}."])
        return
    if unknown := [id for id in args.question if id not in bank]:
        raise RequestError(f"{bank.id} has no question {one_line(unknown[0])}. To see its questions: quiz show {name}")
    questions = list(dict.fromkeys(args.question))
    memories.suspend(bank.id, questions, desk.now())
    print_lines(
        [
            f"Suspended in {bank.id}: {', '.join(questions)}. Reviews and plans leave out what is suspended.",
            f"To take it up again: quiz suspend {name} --lift {' '.join(questions)}",
        ]
    )


def _named(suspended: set[str]) -> str:
    return f"Suspended are: {', '.join(sorted(suspended))}." if suspended else "None is suspended."


def _tell_suspended(desk: Desk, only: Bank | None, *, as_json: bool) -> None:
    from quiz.cli.printing import print_json, print_lines

    found = sorted(desk.history.memories.suspended(only.id if only else None))
    banks = {only.id: only} if only else _banks(desk, {bank for bank, _ in found})
    stems = [_stem(banks.get(bank), id) for bank, id in found]
    if as_json:
        entries = [{"bank": bank, "question": id, "stem": stem} for (bank, id), stem in zip(found, stems, strict=True)]
        print_json({"suspended": entries})
    elif not found:
        print_lines(["No question is suspended."])
    else:
        for (bank, id), stem in zip(found, stems, strict=True):
            gone = "the bank no longer has it" if bank in banks else "the bank is not on the shelves"
            print_lines([one_line(f"{bank} {id}: {gone if stem is None else stem}")])


def _stem(bank: Bank | None, id: str) -> str | None:
    return bank.question(id).stem if bank and id in bank else None


def _banks(desk: Desk, ids: set[str]) -> dict[str, Bank]:
    """Those of the banks that can be opened, by id."""
    banks: dict[str, Bank] = {}
    for id in ids:
        with contextlib.suppress(QuizError):
            banks[id] = desk.library.open(id)
    return banks


def _tell_leeches(desk: Desk, only: Bank | None, *, as_json: bool) -> None:
    from quiz.cli.printing import print_json, print_lines
    from quiz.core.bank import parts_of
    from quiz.core.revision.waiting import leeches

    desk.remember()
    banks = {bank.id: bank for bank in ([only] if only else desk.usable_banks())}
    found = [(*parts_of(id), memory) for id, memory in leeches(desk.learnt(banks.values()))]
    suspended = desk.history.memories.suspended()
    if as_json:
        entries = [
            {
                "bank": bank,
                "question": id,
                "stem": banks[bank].question(id).stem,
                "prompt": _prompt(banks[bank], id, memory),
                "lapses": memory.lapses,
                "suspended": (bank, id) in suspended,
            }
            for bank, id, memory in found
        ]
        print_json({"leeches": entries})
    elif not found:
        print_lines(["Nothing keeps being forgotten."])
    else:
        print_lines(_leech_lines(banks, found, suspended))


def _leech_lines(
    banks: dict[str, Bank], found: Sequence[tuple[str, str, Memory]], suspended: frozenset[tuple[str, str]]
) -> Iterator[str]:
    for bank, id, memory in found:
        prompt = _prompt(banks[bank], id, memory)
        about = f"{banks[bank].question(id).stem} {prompt or ''}"
        now = ", suspended" if (bank, id) in suspended else ""
        yield one_line(f"{bank} {id}, forgotten {memory.lapses} times{now}: {about}")
    yield "Each of these costs more time than it gives. Read its passage again, and what it is mixed up with;"
    yield "have its author split or reword it; or suspend it: quiz suspend BANK ID"


def _prompt(bank: Bank, id: str, memory: Memory) -> str | None:
    """The prompt of the pair that is remembered, None where it is no pair."""
    from quiz.core.questions import Matching
    from quiz.core.text import fold

    question = bank.question(id)
    if not isinstance(question, Matching):
        return None
    return next((pair.prompt for pair in question.pairs if fold(pair.prompt) == memory.part), memory.part or None)
