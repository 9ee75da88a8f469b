"""`quiz drift`: which questions rest on words of the document that changed or vanished."""

from __future__ import annotations

import argparse
import os
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from quiz.cli.authoring import UNREADABLE, Lines, refusing
from quiz.cli.command import Subparsers, add_command
from quiz.core.text import one_line, printable

_SHOWN = 3

if TYPE_CHECKING:
    from quiz.banks.loader import Loaded
    from quiz.checks.drift.relocation import Quotation, Relocated, Relocation
    from quiz.checks.drift.word_diff import Piece
    from quiz.core.documents.document import Document, Span
    from quiz.core.questions import Question


def add(commands: Subparsers) -> None:
    parser = add_command(
        commands,
        "drift",
        refusing(run),
        about="tell which questions rest on passages that changed or vanished from one document to another",
        examples=[
            "quiz drift old.md new.md my-bank",
            "git show HEAD~1:my-bank/document.md > old.md && quiz drift old.md my-bank/document.md my-bank",
            "quiz drift old.md new.md my-bank --update    mend the quotations of which only the typing changed",
            "",
            "OLD is the document that the bank was written from, NEW the one that takes its place. A sentence in which",
            "words changed is shown as [was -> is], [- gone] and [+ new].",
            "",
            "--update writes into the bank's file the new document's own words where a quotation's sentence still says",
            "the same words in the same order, and only commas, brackets, hyphens and the like are others. A quotation",
            "that merely stands elsewhere needs no mending, and any other change is yours to judge.",
            "",
            'In JSON "quotations" are those that do not stand unchanged: question (null for a passage that the bank',
            'ignores), part, line and column in the bank\'s file, quotation, fate ("moved", "amid-changes", "retyped",',
            '"changed", "vanished"), mended, and place, text, likeness and diff in the new document, null where it has',
            'none; "unexamined" are the new statements that nothing quotes.',
            "",
            "The exit status is 1 where a quotation changed, vanished or was retyped and is not mended, and 2 where",
            "OLD does not have most of the bank's quotations: then it is another document. Those that it does not",
            "have are told on standard error.",
        ],
    )
    parser.add_argument("old", metavar="OLD-DOCUMENT", help="the document that the bank was written from")
    parser.add_argument("new", metavar="NEW-DOCUMENT", help="the document that takes its place")
    parser.add_argument("bank", metavar="BANK", help="a bank's id, folder or file")
    parser.add_argument("--update", action="store_true", help="mend quotations of which only the typing changed")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    from quiz.banks.loader import document_text, load
    from quiz.checks.drift.relocation import quotations_of, relocate
    from quiz.cli.printing import print_json, print_lines
    from quiz.cli.workplace import Workplace
    from quiz.core.documents.document import Document

    old, new = Document(document_text(Path(args.old))), Document(document_text(Path(args.new)))
    loaded = load(Workplace(os.environ).library.path_of(args.bank), old.text)
    quotations = list(quotations_of(loaded.bank.questions, loaded.exemptions.ignored))
    missing = _missing(quotations, old)
    if missing:
        _say_missing(missing, len(quotations), args.old)
        if 2 * len(missing) > len(quotations):
            return UNREADABLE
    found = relocate(quotations, old, new)
    mended = _mended(loaded, found, new) if args.update else frozenset[str]()
    left = sum(_is_open(each, mended) for each in found.quotations)
    if args.json:
        from quiz.cli.drift_json import json_of

        print_json(json_of(loaded, found, new, mended))
    else:
        print_lines(_Report(loaded, found, new, args.new, mended).lines())
        print_lines(_next_step(loaded, new, args.new, left))
    return 1 if left else 0


def _next_step(loaded: Loaded, new: Document, new_name: str, left: int) -> Iterator[str]:
    """What is still to be done by hand, where the bank's document is not the new one yet."""
    from quiz.banks.loader import document_text
    from quiz.cli.terminal import width
    from quiz.plain.page import hang, number_of

    path = loaded.document_path
    if path is None or (path.exists() and document_text(path) == new.text):
        return
    judge = f" {number_of(left, 'quotation')} above {'is' if left == 1 else 'are'} yours to judge." if left else ""
    yield from hang("", f"Next, put the new document in the place of the bank's, and check the bank.{judge}", width())
    yield f"  {new_name} -> {path}"


def _missing(quotations: Sequence[Quotation], old: Document) -> list[Quotation]:
    """The quotations that do not stand in the old document, from which the bank was then not written."""
    places = old.find_all(quotation.text for quotation in quotations)
    return [quotation for quotation in quotations if not places[quotation.text]]


def _say_missing(missing: Sequence[Quotation], number: int, old_name: str) -> None:
    """Says on standard error how many there are, and the first of them."""
    from quiz.plain.page import number_of

    of_all = f"of the bank's {number_of(number, 'quotation')}"
    which = (
        f"None {of_all} stands"
        if len(missing) == number
        else f"{len(missing)} {of_all} {'does' if len(missing) == 1 else 'do'} not stand"
    )
    nothing = " Nothing was compared." if 2 * len(missing) > number else ""
    sentence = f"{which} in {old_name}; is it what the bank was written from?{nothing}"
    lines = [f"quiz: {sentence}"]
    for quotation in missing[:_SHOWN]:
        name = quotation.question if quotation.question is not None else "ignored passage"
        lines.append(f"  {name}: {one_line(quotation.text)}")
    if len(missing) > _SHOWN:
        lines.append(f"  and {number_of(len(missing) - _SHOWN, 'more quotation')}")
    for line in lines:
        print(printable(line), file=sys.stderr)


def _is_open(each: Relocated, mended: frozenset[str]) -> bool:
    """Whether the quotation no longer stands in the document, and was not mended."""
    from quiz.checks.drift.fates import holds
    from quiz.checks.drift.relocation import name_of

    return not holds(each.fate) and name_of(each.quotation) not in mended


def _mended(loaded: Loaded, found: Relocation, new: Document) -> frozenset[str]:
    """Writes the retyped quotations of questions into the bank's file; gives the names of those it wrote."""
    from quiz.banks.writing import editing
    from quiz.checks.drift.fates import Retyped
    from quiz.checks.drift.relocation import name_of

    mended = [
        each for each in found.quotations if isinstance(each.fate, Retyped) and each.quotation.question is not None
    ]
    if mended:
        before = editing.read(Path(loaded.places.path), new.text)
        editing.save(before.with_questions(_requoted(loaded, mended)), before)
    return frozenset(name_of(each.quotation) for each in mended)


def _requoted(loaded: Loaded, mended: Sequence[Relocated]) -> Iterator[Question]:
    """The questions of the quotations with the words that the new document has for them."""
    from quiz.checks.drift.fates import Retyped
    from quiz.checks.drift.relocation import requoted

    texts = {each.quotation.text: each.fate.text for each in mended if isinstance(each.fate, Retyped)}
    for id in dict.fromkeys(each.quotation.question for each in mended):
        if id is not None:
            yield requoted(loaded.bank.question(id), texts)


class _Report:
    """What is printed for people: first what must be mended, then what was mended, then what may be looked at."""

    def __init__(self, loaded: Loaded, found: Relocation, new: Document, new_name: str, mended: frozenset[str]) -> None:
        self._loaded = loaded
        self._found = found
        self._new = new
        self._new_name = new_name
        self._mended = mended
        self._lines = Lines(new)

    def lines(self) -> Iterator[str]:
        from quiz.checks.drift.fates import Changed, Moved, Retyped, Stands, Vanished
        from quiz.checks.drift.relocation import name_of
        from quiz.plain.page import number_of

        all_of_them = self._found.quotations
        changed = [each for each in all_of_them if isinstance(each.fate, Changed)]
        vanished = [each for each in all_of_them if isinstance(each.fate, Vanished)]
        retyped = [each for each in all_of_them if isinstance(each.fate, Retyped)]
        mended = [each for each in retyped if name_of(each.quotation) in self._mended]
        unmended = [each for each in retyped if name_of(each.quotation) not in self._mended]
        amid = [each for each in all_of_them if isinstance(each.fate, Stands | Moved) and each.fate.is_amid_changes]
        moved = [each for each in all_of_them if isinstance(each.fate, Moved) and not each.fate.is_amid_changes]
        yield from self._part("changed", changed)
        yield from self._part("vanished", vanished)
        yield from self._part("only typed otherwise (--update mends those of questions)", unmended)
        yield from self._part("mended", mended)
        yield from self._part("unchanged, but their sentence says something else", amid)
        yield from self._part("moved, nothing to do", moved)
        if self._found.unexamined:
            yield f"{number_of(len(self._found.unexamined), 'new statement')} that nothing quotes:"
            for span in self._found.unexamined:
                yield f"  {self._place(span)}: {self._words(span)}"
            yield ""
        broken = {each.quotation.question for each in (*changed, *vanished, *unmended)} - {None}
        if broken:
            it_rests = "1 question rests" if len(broken) == 1 else f"{len(broken)} questions rest"
            yield f"{it_rests} on words that do not stand in the new document."
        elif changed or vanished or unmended:
            yield "Every question's quotations stand in the new document; a passage that the bank ignores does not."
        else:
            yield "Every quotation stands in the new document."

    def _part(self, what: str, them: Sequence[Relocated]) -> Iterator[str]:
        from quiz.plain.page import number_of

        if not them:
            return
        yield f"{number_of(len(them), 'quotation')} {what}:"
        for each in them:
            yield from self._entry(each)
        yield ""

    def _entry(self, each: Relocated) -> Iterator[str]:
        from quiz.checks.drift.fates import Changed, Moved, Retyped, Stands, Vanished

        quotation, fate = each
        place = _bank_place(self._loaded, quotation)
        name = f"question {quotation.question}" if quotation.question is not None else "ignored passage"
        yield f"  {place}: {one_line(name)}"
        yield f"    was: {one_line(quotation.text)}"
        match fate:
            case Changed(span, likeness, pieces):
                yield f"    {self._place(span)}: {likeness:.0%} alike: {_shown(pieces)}"
            case Retyped(span, text):
                yield f"    {self._place(span)}: {one_line(text)}"
            case Stands(span) | Moved(span):
                yield f"    {self._place(span)}: {self._words(self._sentence(span))}"
            case Vanished():
                yield "    nothing like it is left"
            case _:
                assert_never(fate)

    def _sentence(self, span: Span) -> Span:
        statements = self._new.statements
        at = bisect_right(statements, span.start, key=lambda each: each.end)
        return statements[at] if at < len(statements) and statements[at].overlaps(span) else span

    def _words(self, span: Span) -> str:
        return one_line(self._new.text[span.start : span.end])

    def _place(self, span: Span) -> str:
        line, column = self._lines.place_of(span)
        return f"{self._new_name}:{line}:{column}"


def _shown(pieces: Sequence[Piece]) -> str:
    return one_line(" ".join(_piece(piece) for piece in pieces))


def _piece(piece: Piece) -> str:
    if piece.was == piece.now or piece.stands:
        return piece.now
    if not piece.was:
        return f"[+ {piece.now}]"
    return f"[{piece.was} -> {piece.now}]" if piece.now else f"[- {piece.was}]"


def _bank_place(loaded: Loaded, quotation: Quotation) -> str:
    places = loaded.places
    id, part = quotation.question, quotation.part
    place = places.of_bank(part) if id is None else places.of(id, part)
    return f"{places.path}:{place.line}:{place.column}"
