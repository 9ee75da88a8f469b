"""Figures as a web page that stands alone: no script, and nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from html import escape
from typing import assert_never

from quiz.core.exhibits import Calendar, Counts, Exhibit, Reliability, Sentences, Shares
from quiz.core.marking import percent
from quiz.core.text import printable

_STYLE = """\
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6675; --page: #fbfbf9; --line: #d9dde3;
  --good: #2f7d4f; --count: #3465a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa5b4; --page: #14181f; --line: #2c3440;
  --good: #62b985; --count: #7aa6dc; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 52rem;
  margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
p.note, caption, figcaption { color: var(--soft); margin: 0 0 .5rem; text-align: left; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: normal; width: 40%; }
th, td { padding: .2rem .5rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
td.figures { white-space: nowrap; } svg { display: block; max-width: 100%; height: auto; }
figure { margin: 0; } text { fill: var(--soft); font-size: 11px; }
"""


def page(title: str, taken: str, exhibits: Iterable[Exhibit]) -> str:
    """The page as HTML; `taken` says when the figures were taken and from what."""
    sections = "\n".join("\n".join(_section(exhibit)) for exhibit in exhibits)
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{_text(title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<h1>{_text(title)}</h1>
<p class="note">{_text(taken)}</p>
{sections}
</body>
</html>
"""


def _text(text: str) -> str:
    return escape(printable(text))


def _section(exhibit: Exhibit) -> Iterator[str]:
    yield f'<section id="{_text(exhibit.id)}">'
    yield f"<h2>{_text(exhibit.title)}</h2>"
    if exhibit.note:
        yield f'<p class="note">{_text(exhibit.note)}</p>'
    body = list(_body(exhibit))
    yield from body or ['<p class="note">none yet</p>']
    yield "</section>"


def _body(exhibit: Exhibit) -> Iterator[str]:
    match exhibit:
        case Shares():
            yield from _table([(row.label, row.share, row.figures) for row in exhibit.rows], "--good")
        case Counts():
            yield from _table([(row.label, share, row.figures) for row, share in exhibit.bars], "--count")
        case Calendar():
            yield from _calendar(dict(exhibit.days))
        case Reliability():
            yield from _plot(exhibit)
        case Sentences():
            if exhibit.rows:
                yield "<ul>"
                yield from (f"<li>{_text(sentence)}</li>" for sentence in exhibit.rows)
                yield "</ul>"
        case _:
            assert_never(exhibit)


def _table(rows: list[tuple[str, float, str]], colour: str) -> Iterator[str]:
    if not rows:
        return
    yield "<table>"
    for label, share, text in rows:
        width = 160 * max(0.0, min(share, 1.0))
        yield (
            f'<tr><th scope="row">{_text(label)}</th>'
            f'<td><svg width="160" height="12" aria-hidden="true"><rect width="160" height="12" fill="var(--line)"/>'
            f'<rect width="{width:.1f}" height="12" fill="var({colour})"/></svg></td>'
            f'<td class="figures">{_text(text)}</td></tr>'
        )
    yield "</table>"


def _calendar(days: dict[date, int]) -> Iterator[str]:
    """A column a week of the last year, Monday at the top; each day says its number to whoever points at it."""
    if not days:
        return
    last, most = max(days), max(*days.values(), 1)
    monday = last - timedelta(days=last.weekday())
    first = max(monday - timedelta(weeks=52), min(days) - timedelta(days=min(days).weekday()))
    weeks = (monday - first).days // 7 + 1
    answers = sum(count for day, count in days.items() if day >= first)
    said = f"{answers} answers from {first.isoformat()} to {last.isoformat()}, at most {most} in a day"
    yield f'<figure><svg width="{weeks * 14}" height="98" role="img" aria-label="{said}">'
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        count = days.get(day, 0)
        opacity = 0.25 + 0.75 * count / most if count else 1
        colour = "--good" if count else "--line"
        yield (
            f'<rect x="{offset // 7 * 14}" y="{offset % 7 * 14}" width="12" height="12" fill="var({colour})" '
            f'fill-opacity="{opacity:.2f}"><title>{day.isoformat()}: {count}</title></rect>'
        )
    yield f"</svg><figcaption>{said}</figcaption></figure>"


def _plot(exhibit: Reliability) -> Iterator[str]:
    if not exhibit.rows:
        return
    yield f'<figure><svg width="280" height="280" role="img" aria-label="{_text(exhibit.title)}">'
    yield '<g transform="translate(40 10)"><rect width="220" height="220" fill="none" stroke="var(--line)"/>'
    yield '<line x1="0" y1="220" x2="220" y2="0" stroke="var(--soft)" stroke-dasharray="4 4"/>'
    for row in exhibit.rows:
        x = 220 * row.forecast
        yield (
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{220 - 220 * row.low:.1f}" y2="{220 - 220 * row.high:.1f}" '
            f'stroke="var(--count)"/><circle cx="{x:.1f}" cy="{220 - 220 * row.share:.1f}" r="5" fill="var(--count)">'
            f"<title>{_text(row.label)}</title></circle>"
        )
    yield '<text x="-8" y="8" text-anchor="end">100 %</text><text x="-8" y="220" text-anchor="end">0 %</text>'
    yield '<text x="110" y="245" text-anchor="middle">how sure it was said to be, 0 to 100 %</text></g></svg></figure>'
    yield "<table>"
    for row in exhibit.rows:
        yield (
            f'<tr><th scope="row">{_text(row.label)}</th><td>{percent(row.share)} right of {row.answers} '
            f"({percent(row.low)} to {percent(row.high)})</td><td>{percent(row.forecast)} would be fitting</td></tr>"
        )
    yield "</table>"
