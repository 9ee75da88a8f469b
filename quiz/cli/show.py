"""`quiz show`: a bank or one of its questions, with the answers."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command
from quiz.core.text import one_line
from quiz.errors import RequestError

if TYPE_CHECKING:
    from quiz.core.bank import Bank
    from quiz.core.questions import Question
    from quiz.core.shuffling import Layout


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "show",
        run,
        about="show a bank, or one question with its answer, explanations and passages",
        examples=["quiz show il2-neonatal", "quiz show il2-neonatal producers"],
    )
    parser.add_argument("bank", metavar="BANK", help="a bank's id, folder or file")
    parser.add_argument("question", nargs="?", metavar="ID", help="a question's id")


def run(args: argparse.Namespace) -> int:
    from quiz.cli import terminal
    from quiz.cli.printing import print_lines
    from quiz.cli.workplace import Workplace

    bank = Workplace(os.environ).library.open(args.bank)
    if args.question is None:
        print_lines(_bank_lines(bank))
    elif args.question in bank:
        print_lines(_question_lines(bank, bank.question(args.question), terminal.width()))
    else:
        raise RequestError(_unknown(bank, args.question))
    return 0


def _bank_lines(bank: Bank) -> Iterator[str]:
    """The bank's head, topics and questions, one a line."""
    from quiz.plain.page import number_of

    kinds = Counter(bank.catalogue.kinds)
    yield one_line(bank.title or bank.id)
    yield one_line(f"id: {bank.id}")
    yield one_line(f"language: {bank.language}")
    if bank.license:
        yield one_line(f"licence: {bank.license}")
    drafts = f", {number_of(len(bank.catalogue.drafts), 'draft')} among them" if bank.catalogue.drafts else ""
    yield (
        f"{number_of(len(bank.catalogue), 'question')}: "
        f"{kinds['c']} choice, {kinds['m']} multiple, {kinds['p']} matching{drafts}"
    )
    yield ""
    yield "Topics:"
    for topic, title in bank.topics.items():
        yield f"  {topic}: {one_line(title)}"
    yield ""
    yield "Questions:"
    for question in bank.questions:
        yield f"  {question.id}: {one_line(question.stem)}"


def _question_lines(bank: Bank, question: Question, width: int) -> list[str]:
    """The whole question in the order of the file, with what is right and why."""
    from quiz.core.questions import all_cites, kind_of
    from quiz.plain.asking import explanation_lines
    from quiz.plain.page import hang
    from quiz.plain.passages import passage_lines

    lines = [f"{question.id}", *hang("topic: ", one_line(bank.topics[question.topic]), width)]
    lines.append(f"type: {kind_of(question)}")
    if question.level:
        lines.append(f"level: {question.level}")
    if question.tags:
        lines += hang("tags: ", ", ".join(question.tags), width)
    if question.is_draft:
        lines.append("This question is a draft and is never asked.")
    lines += ["", *hang("", question.stem, width)]
    lines += explanation_lines(question, _file_order(question), None, width)
    if passages := passage_lines(bank.document, all_cites(question), width):
        lines += ["", *passages]
    return lines


def _file_order(question: Question) -> Layout:
    from quiz.core.questions import Choice, Matching
    from quiz.core.shuffling import Layout

    match question:
        case Choice(options=options):
            return Layout(tuple(range(len(options))))
        case Matching(pairs=pairs, choices=choices):
            return Layout(tuple(range(len(choices))), tuple(range(len(pairs))))


def _unknown(bank: Bank, id: str) -> str:
    import difflib

    near = difflib.get_close_matches(id, bank.catalogue.ids, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"There is no question {id} in {bank.id}.{hint} `quiz show {bank.id}` lists them all."
