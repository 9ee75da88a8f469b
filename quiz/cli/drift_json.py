"""What `quiz drift --json` prints."""

from __future__ import annotations

from typing import assert_never

from quiz.banks.loader import Loaded
from quiz.checks.drift.fates import Changed, Moved, Retyped, Stands, Vanished, place_of
from quiz.checks.drift.relocation import Relocated, Relocation, name_of
from quiz.cli.authoring import Lines
from quiz.core.documents.document import Document
from quiz.core.text import one_line


def json_of(loaded: Loaded, found: Relocation, new: Document, mended: frozenset[str]) -> dict[str, object]:
    """Every quotation but those that stand unchanged, in the order of the file, and what nothing quotes."""
    lines = Lines(new)
    told = [each for each in found.quotations if _fate(each) != "stands"]
    return {
        "bank": loaded.bank.id,
        "quotations": [_quotation(loaded, each, new, lines, mended) for each in told],
        "unexamined": [
            {**_place(lines.place_of(span)), "text": one_line(new.text[span.start : span.end])}
            for span in found.unexamined
        ],
    }


def _quotation(
    loaded: Loaded, each: Relocated, new: Document, lines: Lines, mended: frozenset[str]
) -> dict[str, object]:
    quotation, fate = each
    span = place_of(fate)
    changed = fate if isinstance(fate, Changed) else None
    id, part = quotation.question, quotation.part
    place = loaded.places.of_bank(part) if id is None else loaded.places.of(id, part)
    return {
        "question": id,
        "part": part,
        "line": place.line,
        "column": place.column,
        "quotation": quotation.text,
        "fate": _fate(each),
        "mended": name_of(quotation) in mended,
        "place": None if span is None else _place(lines.place_of(span)),
        "text": None if span is None else one_line(new.text[span.start : span.end]),
        "likeness": round(changed.likeness, 4) if changed else None,
        "diff": [{"was": piece.was, "now": piece.now} for piece in changed.pieces] if changed else None,
    }


def _place(at: tuple[int, int]) -> dict[str, object]:
    return {"line": at[0], "column": at[1]}


def _fate(each: Relocated) -> str:
    match each.fate:
        case Stands(_, is_amid_changes):
            return "amid-changes" if is_amid_changes else "stands"
        case Moved(_, is_amid_changes):
            return "amid-changes" if is_amid_changes else "moved"
        case Retyped():
            return "retyped"
        case Changed():
            return "changed"
        case Vanished():
            return "vanished"
        case _:
            assert_never(each.fate)
