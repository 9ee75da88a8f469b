"""The report of a drill as tables: a CSV file of the learners, and a workbook with a sheet for each side of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from quiz.core.drills.items import QuestionReport
from quiz.core.drills.report import LearnerReport, Report
from quiz.core.drills.responses import Response
from quiz.core.drills.words import given_in_words, test_figures
from quiz.core.marking import State
from quiz.core.questions import Choice, Matching
from quiz.core.reports.item_analysis import Figure, Hidden
from quiz.core.reports.statistics import Interval
from quiz.core.text import one_line
from quiz.errors import RequestError

Cell = str | int | float | None
Row = Sequence[Cell]

_COMMANDS = tuple("=+-@\t\r\n＝＋－＠")
"""How a text begins that a spreadsheet takes for a formula."""

_LONGEST = 32_767
"""The most characters that a cell of a workbook holds."""


class Table(NamedTuple):
    name: str
    header: tuple[str, ...]
    rows: list[Row]


def csv_text(report: Report) -> str:
    """A row for each learner, with marks, points, seconds and answers by question.

    It begins with the mark that has spreadsheets read UTF-8. A text that a spreadsheet would take for a formula has an
    apostrophe before it.
    """
    table = learners_table(report)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (table.header, *table.rows):
        writer.writerow([_defended(one_line(cell)) if isinstance(cell, str) else cell for cell in row])
    return f"\ufeff{out.getvalue()}"


def _defended(text: str) -> str:
    return f"'{text}" if text.startswith(_COMMANDS) else text


def workbook(report: Report, about: Sequence[str]) -> bytes:
    """The report as an xlsx file, whose first sheet begins with what is said about the drill.

    RequestError where the library that writes such files is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise RequestError(
            "A workbook needs xlsxwriter, which is not installed. Install quiz with its extra `xlsx`, "
            "as with `pip install 'quiz[xlsx]'`, or ask for --csv."
        ) from None

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        tables = [Table("Drill", (report.head.title,), [[line] for line in about]), *tables_of(report)]
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for row, cells in enumerate((table.header, *table.rows)):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        # A string stays one, whatever it begins with.
                        sheet.write_string(row, column, one_line(cell)[:_LONGEST], None if row else bold)
                    elif cell is not None:
                        sheet.write_number(row, column, cell)
    return out.getvalue()


def tables_of(report: Report) -> Iterator[Table]:
    """Every table of the report: learners, questions, options, pairs, the test, certainties and teams."""
    yield learners_table(report)
    yield _questions(report)
    yield _options(report)
    yield _pairs(report)
    yield Table(
        "Test",
        ("Figure", "Value", "Why it is hidden"),
        [[name, _number(figure), _why(figure)] for name, figure, _ in test_figures(report)],
    )
    if report.certainties:
        rows: list[Row] = [
            [row.certainty or "not said", row.right, row.partly, row.wrong] for row in report.certainties
        ]
        yield Table("Certainty", ("Certainty", "Right", "Partly right", "Wrong"), rows)
    if report.teams:
        teams: list[Row] = [[each.rank, each.team, each.members, each.points] for each in report.teams]
        yield Table("Teams", ("Rank", "Team", "Members", "Points"), teams)


_LEARNER = (
    "Rank",
    "Name",
    "Identifier",
    "Name in the roster",
    "Team",
    "Points",
    "Right",
    "Partly right",
    "Wrong",
    "Not answered",
    "Mean mark",
    "Mean seconds",
    "Certainty marks",
)
_OF_QUESTION = ("mark", "points", "seconds", "certainty", "answer")


def learners_table(report: Report) -> Table:
    """A row for each learner; what they did not meet is empty, and what they left unanswered has 0 marks."""
    of_questions = tuple(f"Q{question.number} {what}" for question in report.questions for what in _OF_QUESTION)
    return Table("Learners", (*_LEARNER, *of_questions), [list(_learner(learner)) for learner in report.learners])


def _learner(learner: LearnerReport) -> Iterator[Cell]:
    yield from (learner.rank, learner.name, learner.identifier, learner.roster_name, learner.team, learner.points)
    yield from (learner.count(state) for state in (State.RIGHT, State.PARTLY, State.WRONG, None))
    yield from (_rounded(learner.mean_mark), _rounded(learner.mean_seconds, 1), learner.certainty)
    for response in learner.responses:
        yield from _response(response)


def _response(response: Response | None) -> Row:
    if response is None:
        return [None] * len(_OF_QUESTION)
    answer = given_in_words(response.given) if response.given else ""
    mark, seconds = _rounded(response.mark), _rounded(response.seconds, 1)
    return [mark, response.points.total, seconds, response.certainty, answer]


def _questions(report: Report) -> Table:
    header = (
        "Number",
        "Id",
        "Question",
        "Met",
        "Right",
        "Partly right",
        "Wrong",
        "Not answered",
        "Facility",
        "Low",
        "High",
        "Discrimination",
        "Efficiency",
        "Rounds",
        "Gain",
        "Sure",
        "Sure and wrong",
        "Median seconds",
        "Why figures are hidden",
    )
    return Table("Questions", header, [list(_question(question)) for question in report.questions])


def _question(question: QuestionReport) -> Iterator[Cell]:
    figures = question.figures
    yield from (question.number, question.question.id, question.question.stem, question.met)
    yield from (question.right, question.partly, question.wrong, question.unanswered)
    yield _number(figures.facility)
    interval = figures.interval
    yield from (_rounded(interval.low), _rounded(interval.high)) if isinstance(interval, Interval) else (None, None)
    yield from (_number(figures.discrimination), _number(figures.efficiency))
    yield from (len(question.rounds), _rounded(question.gain), question.sure, question.wrong_of_sure)
    yield _rounded(question.seconds, 1)
    yield _why(figures.discrimination) or _why(figures.facility)


def _options(report: Report) -> Table:
    rows: list[Row] = []
    for question in report.questions:
        match question.question:
            case Choice(options=options):
                rows += [
                    [
                        question.number,
                        option.text,
                        "right" if its.is_key else "wrong",
                        its.chosen,
                        _number(its.share),
                        _number(its.discrimination),
                        its.flag,
                    ]
                    for option, its in zip(options, question.options, strict=True)
                ]
            case Matching():
                continue
            case _:
                assert_never(question.question)
    return Table("Options", ("Question", "Option", "Key", "Chosen", "Share", "Discrimination", "Look at"), rows)


def _pairs(report: Report) -> Table:
    rows: list[Row] = []
    for question in report.questions:
        match question.question:
            case Matching(choices=choices):
                for pair in question.pairs:
                    rows += [
                        [question.number, pair.prompt, choice, "right" if place == pair.key else "wrong", count]
                        for place, (choice, count) in enumerate(zip(choices, pair.counts, strict=True))
                    ]
                    rows.append([question.number, pair.prompt, "", "left blank", pair.blank])
            case Choice():
                continue
            case _:
                assert_never(question.question)
    return Table("Pairs", ("Question", "Prompt", "Choice", "Key", "Given"), rows)


def _number(figure: Figure) -> float | None:
    return None if isinstance(figure, Hidden) else round(figure, 4)


def _why(figure: Figure) -> str:
    return figure.reason if isinstance(figure, Hidden) else ""


def _rounded(number: float | None, digits: int = 4) -> float | None:
    return None if number is None else round(number, digits)
