"""The report of a drill as a web page that stands alone and prints well: no script, and nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.cli.drill_cells import cards, own, table, text
from quiz.cli.drill_page_questions import question_lines
from quiz.cli.drill_style import STYLE
from quiz.core.drills.report import TOO_QUICK, LearnerReport, Report
from quiz.core.drills.responses import Response
from quiz.core.drills.words import (
    HIDDEN,
    Moment,
    as_number,
    as_points,
    as_share,
    certainty_sentence,
    head_sentences,
    reasons,
    test_figures,
    test_sentence,
)
from quiz.core.marking import State
from quiz.core.reports.item_analysis import Hidden

_AT_ONCE = 10
"""Questions side by side in the table of marks: as many as a phone and a sheet of paper have room for."""


def page(report: Report, write: Moment) -> str:
    """The page as HTML; `write` writes a moment."""
    title = text(report.head.title)
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


def _body(report: Report, write: Moment) -> Iterator[str]:
    for sentence in head_sentences(report, write):
        yield f"<p>{text(sentence)}</p>"
    yield from _learners(report)
    yield from _teams(report)
    yield from _marks(report)
    if report.questions:
        yield '<section id="questions">'
        yield "<h2>Questions</h2>"
        for question in report.questions:
            yield from question_lines(question, report.head.language)
        yield "</section>"
        yield from _test(report)
    yield from _certainties(report)


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
        row = [str(learner.rank), own(learner.name), *(own(values[place]) for values in shown.values())]
        rows.append([*row, *_figures(learner), *([_signed(learner.certainty)] if with_certainty else [])])
    first = 2 + len(shown)
    yield from cards(header, rows, frozenset({0, *range(first, len(header))}), frozenset(range(1, first)))
    if with_certainty:
        yield f'<p class="note">{text(certainty_sentence())}</p>'
    yield "</section>"


def _signed(marks: float | None) -> str:
    return HIDDEN if marks is None else f"{marks:+.0f}"


def _figures(learner: LearnerReport) -> Iterator[str]:
    yield as_points(learner.points)
    for state in (State.RIGHT, State.PARTLY, State.WRONG, None):
        yield str(learner.count(state))
    yield as_share(learner.mean_mark)
    quick = f" ({learner.too_quick} within {TOO_QUICK:g} s)" if learner.too_quick else ""
    yield HIDDEN if learner.mean_seconds is None else f"{learner.mean_seconds:.1f} s{quick}"


def _teams(report: Report) -> Iterator[str]:
    if not report.teams:
        return
    yield '<section id="teams">'
    yield "<h2>Teams</h2>"
    yield '<p class="note">Question by question the mean of the members who were there.</p>'
    rows = [[str(each.rank), own(each.team), str(each.members), as_points(each.points)] for each in report.teams]
    yield from table(("Rank", "Team", "Members", "Points"), rows, frozenset({0, 2, 3}))
    yield "</section>"


_CLASSES = {State.RIGHT: "right", State.PARTLY: "partly", State.WRONG: "wrong"}


def _marks(report: Report) -> Iterator[str]:
    if not (report.learners and report.questions):
        return
    yield '<section id="marks">'
    yield "<h2>Marks</h2>"
    yield f'<p class="note">1 is right, {HIDDEN} not answered; empty where the learner was not there yet.</p>'
    for columns in _batches(range(len(report.questions))):
        heads = "".join(f'<th scope="col">{report.questions[column].number}</th>' for column in columns)
        yield f'<table class="grid"><thead><tr><td></td>{heads}</tr></thead><tbody>'
        for learner in report.learners:
            marks = "".join(_mark(learner.responses[column]) for column in columns)
            yield f'<tr><th scope="row">{own(learner.name)}</th>{marks}</tr>'
        yield "</tbody></table>"
    yield "</section>"


def _batches(columns: range) -> Iterator[range]:
    return (columns[first : first + _AT_ONCE] for first in range(0, len(columns), _AT_ONCE))


def _mark(response: Response | None) -> str:
    if response is None:
        return "<td></td>"
    if response.state is None:
        return f"<td>{HIDDEN}</td>"
    return f'<td class="{_CLASSES[response.state]}">{f"{response.mark:.2f}".rstrip("0").rstrip(".")}</td>'


def _test(report: Report) -> Iterator[str]:
    yield '<section id="test">'
    yield "<h2>The questions as a test</h2>"
    yield f'<p class="note">{text(test_sentence(report))}</p>'
    every = test_figures(report)
    told = [[text(name), as_number(figure, places)] for name, figure, places in every if not isinstance(figure, Hidden)]
    if told:
        yield from table(("Figure", "Value"), told, frozenset({1}))
    for reason in reasons(*(figure for _, figure, _ in every)):
        hidden = ", ".join(name for name, figure, _ in every if reasons(figure) == (reason,))
        yield f'<p class="note">Hidden: {text(f"{hidden}. {reason}")}</p>'
    for name, figures in (
        ("Facility", [question.figures.facility for question in report.questions]),
        ("Discrimination", [question.figures.discrimination for question in report.questions]),
    ):
        for reason in reasons(*figures):
            yield f'<p class="note">{name} hidden: {text(reason)}</p>'
    yield "</section>"


def _certainties(report: Report) -> Iterator[str]:
    if not report.certainties:
        return
    yield '<section id="certainty">'
    yield "<h2>How sure they were</h2>"
    rows = [
        [text(row.certainty or "not said"), str(row.right), str(row.partly), str(row.wrong)]
        for row in report.certainties
    ]
    yield from table(("Certainty", "Right", "Partly right", "Wrong"), rows, frozenset({1, 2, 3}))
    yield "</section>"
