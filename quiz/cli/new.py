"""`quiz new`: a bank folder for a document, with drafts of questions."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.cli.command import Subparsers, add_command

if TYPE_CHECKING:
    from quiz.checks.skeletons.outline import Outline
    from quiz.desk.founding import Proposal
    from quiz.documents.converted import Converted


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "new",
        run,
        about="make a bank for a document, with drafts of questions that its lists, tables and sentences suggest",
        examples=[
            "quiz new lecture.md",
            "quiz new chapter.pdf --into my-banks --id kidney --license CC-BY-4.0",
            "quiz new lecture.md --list     only show its statements by section",
            "",
            "The bank's folder holds document.md, the text as it was read, and bank.yaml with the drafts, none of",
            "which is asked before you take its line draft: true away. Between them stand, as comments, the statements",
            "that no draft examines, each after the sentence, in brackets, that says what its it or this is. Wrong",
            "options are other terms of the document, or numbers made up beside a right one; comments say where there",
            "are too few, and which were made up.",
            "",
            "The first line of bank.yaml names ../bank.schema.json, by which many editors complete and check what is",
            "typed. That file is put beside the bank's folder where there is none; quiz schema prints it.",
        ],
    )
    parser.add_argument(
        "document",
        metavar="DOCUMENT",
        help="Markdown, text or HTML; with pip install 'quiz[documents]' PDF and DOCX too",
    )
    parser.add_argument(
        "--into", metavar="FOLDER", help="the folder to make the bank's folder in (default: that of your own banks)"
    )
    parser.add_argument("--id", default="", metavar="ID", help="the bank's id (default: from its title)")
    parser.add_argument("--title", default="", metavar="T", help="its title (default: the document's)")
    parser.add_argument(
        "--language",
        default="",
        metavar="TAG",
        help="the language of the document, as en or pt-BR; sentences are read in English alone (default: as it seems)",
    )
    parser.add_argument("--license", default="", metavar="L", help="the licence of the bank, as CC-BY-4.0")
    parser.add_argument(
        "--list", action="store_true", help="show the document's statements by section, and make nothing"
    )


def run(args: argparse.Namespace) -> int:
    import sys

    from quiz.cli.authoring import UNREADABLE
    from quiz.core.text import printable
    from quiz.documents.converted import DocumentError
    from quiz.errors import RequestError

    try:
        return _run(args)
    except (DocumentError, RequestError) as error:
        print(printable(f"quiz: {error}"), file=sys.stderr)
        return UNREADABLE


def _run(args: argparse.Namespace) -> int:
    from quiz import paths
    from quiz.cli.printing import print_lines
    from quiz.cli.terminal import width
    from quiz.desk.founding import found, propose
    from quiz.documents.conversion import convert
    from quiz.plain.page import hang

    path = Path(args.document)
    converted = convert(path)
    proposal = propose(converted, path.stem, id=args.id, title=args.title, language=args.language, license=args.license)
    if args.list:
        lines = _statements(proposal.suggestion.outline)
    else:
        into = Path(args.into) if args.into is not None else paths.banks_folder(os.environ)
        folder = found(proposal, converted, into)
        lines = _told(proposal, converted, folder)
    for lead, text in lines:
        print_lines(hang(lead, text, width()) if text else [lead])
    return 0


def _statements(outline: Outline) -> Iterator[tuple[str, str]]:
    """Every statement with its number, under the titles of the sections."""
    number = 0
    for section in outline.sections:
        if section.statements:
            yield "", section.title or "(before the first heading)"
        for statement in section.statements:
            number += 1
            yield f"{number:>4}  ", statement.text


def _told(proposal: Proposal, converted: Converted, folder: Path) -> Iterator[tuple[str, str]]:
    """What was made and what was not, and how to go on."""
    import shlex

    from quiz.plain.page import number_of

    suggestion = proposal.suggestion
    outline = suggestion.outline
    sections = len({statement.section for statement in outline.statements})
    yield "Made ", str(folder)
    yield "  document.md  ", f"{number_of(sections, 'section')}, {number_of(len(outline.statements), 'statement')}"
    for loss in converted.losses:
        yield "    ", loss
    yield "  bank.yaml    ", f"{number_of(len(suggestion.drafts), 'draft')} of questions; none is asked yet"
    for source, count in suggestion.counts.items():
        if count:
            yield f"    {count:>4}  ", source.value
    if not suggestion.drafts:
        yield "    ", "Nothing could be made from the document; one draft shows the form of a question."
    if left := len(suggestion.unexamined):
        yield (
            f"    {left:>4}  ",
            "statements that no draft examines: comments “not examined yet” in bank.yaml have them",
        )
    short = sum(bool(draft.note) for draft in suggestion.drafts)
    if short:
        yield f"    {short:>4}  ", "drafts with too few wrong options or pairs, each with a comment that says so"
    if not proposal.knows_english:
        known = "The language could not be told: name it with --language. " if proposal.language == "und" else ""
        yield "    ", f"{known}Only lists, tables and headings were read: sentences are read in English alone."
    yield "", ""
    yield "", "Next, make questions of the drafts: mend each and take its draft: true away, or delete it."
    name = shlex.quote(str(folder))
    yield from ((f"  quiz {command} {name}", "") for command in ("edit", "check", "cover"))
