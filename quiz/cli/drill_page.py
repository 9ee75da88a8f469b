"""The report of a drill as a web page that stands alone and prints well: no script, and nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import assert_never

from quiz.cli.drill_style import STYLE
from quiz.core.drills.items import QuestionReport
from quiz.core.drills.report import LearnerReport, Report
from quiz.core.drills.responses import Response
from quiz.core.drills.words import (
    HIDDEN,
    Moment,
    as_number,
    as_share,
    facility_text,
    gain_text,
    head_sentences,
    reasons,
    test_figures,
    test_sentence,
)
from quiz.core.marking import State
from quiz.core.questions import Choice, Matching
from quiz.core.text import printable

_BAR = 80


def page(report: Report, write: Moment) -> str:
    """The page as HTML; `write` writes a moment."""
    title = _text(report.head.title)
    body = "\n".join(_body(report, write))
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Drill: {title}</title>
<style>
{STYLE}</style>
</head>
<body>
<h1>Drill: <bdi>{title}</bdi></h1>
{body}
</body>
</html>
"""


def _text(text: str) -> str:
    return escape(printable(text))


def _body(report: Report, write: Moment) -> Iterator[str]:
    for sentence in head_sentences(report, write):
        yield f"<p>{_text(sentence)}</p>"
    yield from _learners(report)
    yield from _teams(report)
    yield from _marks(report)
    if report.questions:
        yield '<section id="questions">'
        yield "<h2>Questions</h2>"
        for question in report.questions:
            yield from _question(question, report.head.language)
        yield "</section>"
        yield from _test(report)
    yield from _certainties(report)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int]) -> Iterator[str]:
    """A table of cells that are HTML already; the columns of `numbers` are set to the right."""
    yield '<div class="wide"><table>'
    heads = "".join(f'<th scope="col"{_n(i, numbers)}>{_text(name)}</th>' for i, name in enumerate(header))
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in rows:
        cells = "".join(f"<td{_n(i, numbers)}>{cell}</td>" for i, cell in enumerate(row))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table></div>"


def _n(column: int, numbers: frozenset[int]) -> str:
    return ' class="n"' if column in numbers else ""


_FIGURES = ("Points", "Right", "Partly right", "Wrong", "Not answered", "Mean mark", "Mean time")


def _learners(report: Report) -> Iterator[str]:
    yield '<section id="learners">'
    yield "<h2>Learners</h2>"
    if not report.learners:
        yield '<p class="note">Nobody took part.</p></section>'
        return
    optional = {
        "Identifier": [learner.identifier for learner in report.learners],
        "In the roster": [learner.roster_name for learner in report.learners],
        "Team": [learner.team for learner in report.learners],
    }
    shown = {name: values for name, values in optional.items() if any(values)}
    with_certainty = any(learner.certainty is not None for learner in report.learners)
    header = ["Rank", "Name", *shown, *_FIGURES]
    header += ["Certainty marks"] if with_certainty else []
    rows = []
    for place, learner in enumerate(report.learners):
        row = [str(learner.rank), _name(learner.name), *(_name(values[place]) for values in shown.values())]
        rows.append([*row, *_figures(learner), *([_signed(learner.certainty)] if with_certainty else [])])
    first = 2 + len(shown)
    yield from _table(header, rows, frozenset({0, *range(first, len(header))}))
    yield "</section>"


def _name(name: str) -> str:
    """Text from elsewhere, whose direction is its own."""
    return f"<bdi>{_text(name)}</bdi>"


def _signed(marks: float | None) -> str:
    return HIDDEN if marks is None else f"{marks:+.0f}"


def _figures(learner: LearnerReport) -> Iterator[str]:
    yield str(learner.points)
    for state in (State.RIGHT, State.PARTLY, State.WRONG, None):
        yield str(learner.count(state))
    yield as_share(learner.mean_mark)
    yield HIDDEN if learner.mean_seconds is None else f"{learner.mean_seconds:.1f} s"


def _teams(report: Report) -> Iterator[str]:
    if not report.teams:
        return
    yield '<section id="teams">'
    yield "<h2>Teams</h2>"
    yield '<p class="note">Question by question the mean of the members who were there.</p>'
    rows = [[str(each.rank), _name(each.team), str(each.members), f"{each.points:.1f}"] for each in report.teams]
    yield from _table(("Rank", "Team", "Members", "Points"), rows, frozenset({0, 2, 3}))
    yield "</section>"


_CLASSES = {State.RIGHT: "right", State.PARTLY: "partly", State.WRONG: "wrong"}


def _marks(report: Report) -> Iterator[str]:
    if not (report.learners and report.questions):
        return
    yield '<section id="marks">'
    yield "<h2>Marks</h2>"
    yield f'<p class="note">1 is right, {HIDDEN} not answered; empty where the learner was not there yet.</p>'
    heads = "".join(f'<th scope="col">{question.number}</th>' for question in report.questions)
    yield f'<div class="wide"><table class="grid"><thead><tr><td></td>{heads}</tr></thead><tbody>'
    for learner in report.learners:
        yield f'<tr><th scope="row">{_name(learner.name)}</th>{"".join(map(_mark, learner.responses))}</tr>'
    yield "</tbody></table></div></section>"


def _mark(response: Response | None) -> str:
    if response is None:
        return "<td></td>"
    if response.state is None:
        return f"<td>{HIDDEN}</td>"
    return f'<td class="{_CLASSES[response.state]}">{f"{response.mark:.2f}".rstrip("0").rstrip(".")}</td>'


def _question(question: QuestionReport, language: str) -> Iterator[str]:
    figures = question.figures
    yield '<div class="question">'
    stem = f'<span lang="{_text(language)}" dir="auto">{_text(question.question.stem)}</span>'
    yield f"<h3>{question.number}. {stem}</h3>"
    said = [f"{question.answered} of {question.met} answered", f"facility {facility_text(question)}"]
    said += [f"discrimination {as_number(figures.discrimination)}", f"efficiency {as_share(figures.efficiency)}"]
    said += [] if question.seconds is None else [f"median time {question.seconds:.1f} s"]
    said += [f"{question.wrong_of_sure} of {question.sure} sure and wrong"] if question.sure else []
    said += [gain_text(question)] if len(question.rounds) > 1 else []
    said += ["marked by a mended key"] if question.is_mended else []
    yield f"<p>{_text('; '.join(said))}</p>"
    match question.question:
        case Choice(options=options):
            rows = [
                [
                    f'<span class="key">{_name(option.text)}</span>' if option.is_key else _name(option.text),
                    "right" if option.is_key else "wrong",
                    str(its.chosen),
                    f"{_bar(its.chosen, question.met)} {as_share(its.share)}",
                    as_number(its.discrimination),
                    _text(its.flag),
                ]
                for option, its in zip(options, question.options, strict=True)
            ]
            header = ("Option", "Key", "Chosen", "Share", "Discrimination", "Look at")
            yield from _table(header, rows, frozenset({2, 3, 4}))
        case Matching() as matching:
            yield from _pairs(question, matching)
        case _:
            assert_never(question.question)
    yield "</div>"


def _bar(count: int, of: int) -> str:
    width = _BAR * count / of if of else 0.0
    return (
        f'<svg width="{_BAR}" height="10" aria-hidden="true"><rect width="{_BAR}" height="10" fill="var(--line)"/>'
        f'<rect width="{width:.1f}" height="10" fill="var(--bar)"/></svg>'
    )


def _pairs(question: QuestionReport, matching: Matching) -> Iterator[str]:
    """How often each prompt was given each choice; the right one is bold and says so."""
    rows = []
    for pair in question.pairs:
        counts = [
            f'<span class="key">{count} right</span>' if choice == pair.key else str(count)
            for choice, count in enumerate(pair.counts)
        ]
        rows.append([_name(pair.prompt), *counts, str(pair.blank)])
    header = ("Prompt", *matching.choices, "Left blank")
    yield from _table(header, rows, frozenset(range(1, len(header))))


def _test(report: Report) -> Iterator[str]:
    yield '<section id="test">'
    yield "<h2>The questions as a test</h2>"
    yield f'<p class="note">{_text(test_sentence(report))}</p>'
    rows = [
        [_text(name), as_number(figure, decimals), _text(" ".join(reasons(figure)))]
        for name, figure, decimals in test_figures(report)
    ]
    yield from _table(("Figure", "Value", "Why it is hidden"), rows, frozenset({1}))
    for name, figures in (
        ("Facility", [question.figures.facility for question in report.questions]),
        ("Discrimination", [question.figures.discrimination for question in report.questions]),
    ):
        for reason in reasons(*figures):
            yield f'<p class="note">{name} hidden: {_text(reason)}</p>'
    yield "</section>"


def _certainties(report: Report) -> Iterator[str]:
    if not report.certainties:
        return
    yield '<section id="certainty">'
    yield "<h2>How sure they were</h2>"
    rows = [
        [_text(row.certainty or "not said"), str(row.right), str(row.partly), str(row.wrong)]
        for row in report.certainties
    ]
    yield from _table(("Certainty", "Right", "Partly right", "Wrong"), rows, frozenset({1, 2, 3}))
    yield "</section>"
