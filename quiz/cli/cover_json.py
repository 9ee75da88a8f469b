"""What a bank examines of its document, as values that JSON can hold."""

from __future__ import annotations

from quiz.banks.loader import Loaded
from quiz.checks.coverage import Coverage, Tally
from quiz.cli.authoring import Lines
from quiz.cli.cover_view import left_out, state_of
from quiz.cli.printing import json_share


def json_of(loaded: Loaded, found: Coverage) -> dict[str, object]:
    """The figures, and every statement in the order of the document; see `quiz cover --help`."""
    bank, document = loaded.bank, loaded.bank.document
    lines = Lines(document)
    places = ((each, *lines.place_of(each.span)) for each in found.statements)
    return {
        "bank": bank.id,
        "document": str(loaded.document_path) if loaded.document_path else None,
        "total": _tally(found.tally),
        "sections": [
            {
                "title": section.title,
                "line": lines.place_of(section.heading)[0] if section.heading else None,
                **_tally(section.tally),
            }
            for section in found.sections
        ],
        "statements": [
            {
                "start": each.span.start,
                "end": each.span.end,
                "line": line,
                "column": column,
                "section": document.section_of(each.span),
                "text": document.text[each.span.start : each.span.end],
                "status": state_of(each),
                "examined_by": list(each.examined_by),
                "ignored": each.ignored,
            }
            for each, line, column in places
        ],
        "left_out": [{"title": title, "line": lines.place_of(span)[0]} for title, span in left_out(document)],
        "drafts": [bank.catalogue.ids[place] for place in sorted(bank.catalogue.drafts)],
    }


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "statements": tally.statements,
        "examined": tally.covered,
        "missed": tally.statements - tally.covered,
        "ignored": tally.ignored,
        "share": json_share(tally.share),
        "characters": tally.characters,
        "quoted_characters": tally.covered_characters,
        "share_of_characters": json_share(tally.share_of_characters),
    }
