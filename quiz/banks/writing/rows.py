"""The entries of a list put in another order, some gone and some new, with what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from quiz.banks.writing.spans import outdented

_BREAKS = "\r\n"
_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*")


class Row(NamedTuple):
    """An entry: its text, the place where it stood before, None of a new one; and whether it ends in a block, which
    would take a comment that is indented like it for its own.
    """

    text: str
    source: int | None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """What stands between entries: `line_break` is None between brackets, `column` is that of the dashes. New entries
    are set off with a blank line where the others are, or where there is but one and `is_spaced`.
    """

    line_break: str | None
    column: int
    is_spaced: bool


def arranged(rows: Sequence[Row], between: Sequence[str], manner: Manner) -> str:
    """The rows with what stands between them; `between` is what did before."""
    kept = sorted(row.source for row in rows if row.source is not None)
    fresh = _fresh(between, manner)
    pieces = []
    separators: list[str] = []
    if kept:
        pieces.append(_comments(between[: kept[0]], manner).lstrip(_BREAKS))
        separators = [_joined(between[i:j], manner) for i, j in pairwise(kept)]
    passed = 0
    for at, row in enumerate(rows):
        if at:
            pieces.append(fresh if row.source is None or not passed else separators[passed - 1])
        pieces.append(row.text)
        if at and rows[at - 1].is_open:
            pieces[-2:] = [_outdented("".join(pieces[-2:]), manner.column)]
        passed += row.source is not None
    left = _comments(between[kept[-1] :], manner).rstrip(_BREAKS) if kept else ""
    return "".join([*pieces, outdented(left, manner.column) if rows[-1].is_open else left])


def _outdented(text: str, column: int) -> str:
    """The text, of which no comment before the first entry is indented further than the column."""
    end = _COMMENTS.match(text)
    split = end.end() if end else 0
    return outdented(text[:split], column) + text[split:]


def _joined(between: Sequence[str], manner: Manner) -> str:
    """What stands between two entries once those between them are gone: of the separators, those with comments."""
    if manner.line_break is None or len(between) == 1:
        return between[0]
    return _comments(between, manner) or between[-1]


def _comments(between: Sequence[str], manner: Manner) -> str:
    told = [text for text in between if text.strip()] if manner.line_break is not None else []
    return "".join([*(text.rstrip(_BREAKS) for text in told[:-1]), *told[-1:]])


def _fresh(between: Sequence[str], manner: Manner) -> str:
    if manner.line_break is None:
        return between[0] if between and "#" not in between[0] else ", "
    spaced = sum(text.strip(" \t") != manner.line_break for text in between)
    is_spaced = 2 * spaced > len(between) or (not between and manner.is_spaced)
    return manner.line_break * 2 if is_spaced else manner.line_break
