"""Figures as values that JSON can hold."""

from __future__ import annotations

from typing import assert_never

from quiz.cli.printing import json_share
from quiz.core.reports.exhibits import Calendar, Counts, Exhibit, Reliability, Sentences, Shares


def exhibit_json(exhibit: Exhibit) -> dict[str, object]:
    """The exhibit as an object; shares are from 0 to 1, and bounds null where there are none."""
    kind, rows = _rows(exhibit)
    unit = exhibit.unit if isinstance(exhibit, Shares | Counts) else "answers"
    return {
        "id": exhibit.id,
        "title": exhibit.title,
        "note": exhibit.note,
        "kind": kind,
        "unit": unit,
        "rows": rows,
    }


def _rows(exhibit: Exhibit) -> tuple[str, list[dict[str, object]]]:
    match exhibit:
        case Shares():
            return "shares", [
                {
                    "label": row.label,
                    "share": json_share(row.share),
                    "of": row.answers,
                    "low": json_share(row.low),
                    "high": json_share(row.high),
                }
                for row in exhibit.rows
            ]
        case Counts():
            return "counts", [{"label": row.label, "count": row.count, "of": row.of} for row in exhibit.rows]
        case Calendar():
            return "calendar", [{"day": day.isoformat(), "count": count} for day, count in exhibit.days]
        case Reliability():
            return "reliability", [
                {
                    "label": row.label,
                    "forecast": json_share(row.forecast),
                    "share": json_share(row.share),
                    "of": row.answers,
                    "low": json_share(row.low),
                    "high": json_share(row.high),
                }
                for row in exhibit.rows
            ]
        case Sentences():
            return "sentences", [{"text": sentence} for sentence in exhibit.rows]
        case _:
            assert_never(exhibit)
