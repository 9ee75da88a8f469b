"""`quiz check --fix`: what can be mended in the files of banks without knowing what they are about."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from quiz.banks.folder import bank_file
from quiz.banks.loader import Loaded
from quiz.banks.writing import editing
from quiz.banks.writing.editing import BankText
from quiz.checks.fixes import Fix, NewOrder, NewText, fixes
from quiz.cli.printing import print_lines
from quiz.core.bank import Bank
from quiz.core.questions import has_same_keys
from quiz.core.text import printable
from quiz.errors import BankError, QuizError

_CONTEXT = 3


class Mended(NamedTuple):
    """The text of a bank's file as it is and as it is to be, with a line on each thing that is mended."""

    before: BankText
    after: BankText
    lines: tuple[str, ...]


def mend(paths: Iterable[Path]) -> None:
    """Mends the banks at the paths and prints what was mended; one that cannot be read is left to who checks it."""
    for mended in _mended_all(paths):
        if mended.after is not mended.before:
            editing.save(mended.after, mended.before)
        print_lines(mended.lines)


def print_changes(paths: Sequence[Path]) -> int:
    """Prints what `mend` would change, as a unified diff; 1 where that is anything, and 0 where it is nothing."""
    status = 0
    for mended in _mended_all(paths):
        name = str(mended.before.path)
        before, after = (text.text.split("\n") for text in (mended.before, mended.after))
        changes = difflib.unified_diff(before, after, name, name, lineterm="", n=_CONTEXT)
        for line in changes:
            # A file's line may end as on Windows; whoever applies the changes needs it as it stands.
            body = line.removesuffix("\r")
            print(printable(body), end="\r\n" if body != line else "\n")
            status = 1
    return status


def _mended_all(paths: Iterable[Path]) -> Iterator[Mended]:
    for path in paths:
        try:
            before = editing.read(bank_file(path))
            _ = before.loaded
        except BankError:
            continue
        yield mended(before)


def mended(before: BankText) -> Mended:
    """The text with all that can be mended in it; QuizError where the outcome would be another bank."""
    loaded = before.loaded
    found = [*fixes(loaded.bank, loaded.exemptions)]
    texts = [fix for fix in found if isinstance(fix, NewText)]
    orders = [fix for fix in found if isinstance(fix, NewOrder)]
    # Parts are numbered as they stood before anything was put into another order.
    after, undone = _made(before, texts)
    after, out_of_order = _made(after, orders)
    undone |= out_of_order
    if after is not before:
        _make_sure(loaded.bank, after)
    return Mended(before, after, tuple(_line(fix, loaded, undone.get(fix)) for fix in found))


def _made(text: BankText, found: Sequence[Fix]) -> tuple[BankText, dict[Fix, str]]:
    """The text with the fixes, and why some of them could not be made.

    Each way to change a text reads the whole bank anew, so all are made at once, and one at a time only where one of
    them cannot be.
    """
    try:
        return _with(text, found), {}
    except BankError:
        undone = {}
        for fix in found:
            try:
                text = _with(text, [fix])
            except BankError as error:
                undone[fix] = error.problems[0].sentence
        return text, undone


def _with(text: BankText, found: Sequence[Fix]) -> BankText:
    if texts := [(fix.question, fix.part, fix.text) for fix in found if isinstance(fix, NewText)]:
        text = text.with_texts(texts)
    if orders := {fix.question: fix.order for fix in found if isinstance(fix, NewOrder)}:
        text = text.with_options_in_orders(orders)
    return text


def _make_sure(before: Bank, after: BankText) -> None:
    """Raises QuizError where the new text is not a bank with the same questions and the same keys."""
    bank = after.loaded.bank
    for question in before.questions:
        if question.id not in bank or not has_same_keys(before.fingerprint(question.id), bank.fingerprint(question.id)):
            sentence = f"the key of {question.id} would become another. Please mend it by hand."
            raise QuizError(f"{after.path} was left as it is: {sentence}")


def _line(fix: Fix, loaded: Loaded, undone: str | None) -> str:
    place = loaded.places.of(fix.question, fix.part if isinstance(fix, NewText) else "options")
    said = f"mended: {fix.sentence}" if undone is None else f"not mended: {undone}"
    return f"{loaded.places.path}:{place.line}:{place.column}: {said} [{fix.rule}]"
