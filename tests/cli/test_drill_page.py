from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, strategies as st

from quiz.cli.drill_page import page
from quiz.cli.drill_tables import csv_text, workbook
from quiz.core.answers import Given
from quiz.core.drills.drill import replay
from quiz.core.drills.events import Answered, Closed, ClosedBy, Ended, Event, Joined, Opened, Revealed
from quiz.core.drills.report import Report, report
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Choice, Extra, Matching, Option, Pair
from quiz.plain.drill_report import report_lines, summary_lines
from tests.cli.held import created, small_class

EVILS = (
    "=HYPERLINK(1)",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    '"><script>alert(1)</script>',
    "</style><img src=x onerror=alert(1)>",
    "\x1b]0;title\x07\x1b[2J",
    "\u202eevil\u2066",
    "a,b\n=c",
    "'",
)


def write(moment: datetime) -> str:
    return moment.isoformat()


def class_named(text: str) -> Report:
    """A report that says the text wherever text from elsewhere can stand."""
    questions = (
        Choice(id="a", stem=text, topic="t", options=(Option(text, True), Option(f"{text} not", False))),
        Matching(id="b", stem=text, topic="t", pairs=(Pair(text, text),), extras=(Extra(f"{text} too"),)),
    )
    terms = DrillTerms(teams=(text, "Other"), roster=((text, text),), with_certainty=True)
    events: list[Event] = [
        replace(created(title=text, questions=questions, terms=terms), language=text),
        Joined(1, "l", text, text, text),
    ]
    for place, its in enumerate((Given(chosen=(text,)), Given(matched=((text, text),)))):
        at = 100_000 * (place + 1)
        events += [
            Opened(at, place),
            Answered(at + 1, "l", place, 1, its, "k"),
            Closed(at + 2, place, 1, ClosedBy.HOST),
        ]
        events.append(Revealed(at + 3, place))
    said = report(replay([*events, Ended(900_000)]))
    assert said.answers == 2
    return said


class Reader(HTMLParser):
    """Reads a page: its elements with their attributes' names, what it says, and that all are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.said.append(data)


ANY = st.text(max_size=15).filter(lambda text: text.strip() != "")
PLAIN = Reader(page(class_named("x"), write)).tags


@pytest.mark.parametrize("text", EVILS)
def test_text_is_never_an_element_of_the_page(text: str) -> None:
    read = Reader(page(class_named(text), write))
    assert read.tags == PLAIN
    assert not [character for part in read.said for character in part if character in "\x1b\x07\u202e"]


@given(ANY)
def test_whatever_the_text_the_page_has_the_same_elements(text: str) -> None:
    assert Reader(page(class_named(text), write)).tags == PLAIN


def test_the_page_stands_alone_and_prints() -> None:
    text = page(report(replay(small_class())), write)
    read = Reader(text)
    assert {tag for tag, _ in read.tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "image", "use", "form"}
    )
    assert not [
        name for _, names in read.tags for name in names if name in {"src", "href", "style"} or name[:2] == "on"
    ]
    assert "url(" not in text
    assert "@import" not in text
    assert "http" not in text.replace("http-equiv", "")
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert "@media print" in text
    for section in ("learners", "marks", "questions", "test", "certainty", "teams"):
        assert f'<section id="{section}">' in text


def test_a_drill_in_which_nobody_took_part_has_a_page() -> None:
    said = " ".join(Reader(page(report(replay([created()])), write)).said)
    assert "Nobody took part." in said
    assert "No question was asked yet." in said


# Tables


@pytest.mark.parametrize("text", EVILS)
def test_no_cell_of_the_table_is_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(class_named(text)).removeprefix("\ufeff"))))
    assert len(rows) == 2
    assert not [cell for row in rows for cell in row if cell[:1] in "=+@\t\r＝" and cell]
    name = rows[1][rows[0].index("Name")]
    assert not name.startswith("-")


@given(ANY)
def test_every_text_is_one_cell(text: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(class_named(text)).removeprefix("\ufeff"), newline="")))
    assert [len(row) for row in rows] == [len(rows[0])] * 2
    assert all(not cell.startswith(("=", "+", "@", "\t", "\r")) for cell in rows[1])


def test_a_number_below_nothing_stays_a_number() -> None:
    text = csv_text(report(replay(small_class())))
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["Name"]: row["Certainty marks"] for row in rows}["Cy"] == "-6.0"
    assert [row["Q1 mark"] for row in rows] == ["1.0", "1.0", "0.0", ""]
    assert [row["Q2 mark"] for row in rows] == ["1.0", "0.5", "0.0", "0.0"]


def sheets(data: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        return {name: ET.fromstring(book.read(name)) for name in book.namelist() if name.endswith((".xml", ".rels"))}  # noqa: S314


NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.mark.parametrize("text", [*EVILS, "x" * 40_000, "\ufffe\uffff", "_x0041_"])
def test_a_workbook_has_neither_formulas_nor_links(text: str) -> None:
    parts = sheets(workbook(class_named(text), [text]))
    assert not [part for part in parts.values() if list(part.iter(f"{NAMESPACE}f"))]
    assert not [part for part in parts.values() if list(part.iter(f"{NAMESPACE}hyperlink"))]
    assert not [name for name in parts if "external" in name.lower()]


def test_a_workbook_has_a_sheet_for_each_side_of_the_report() -> None:
    parts = sheets(workbook(report(replay(small_class())), ["Held"]))
    names = [sheet.get("name") for sheet in parts["xl/workbook.xml"].iter(f"{NAMESPACE}sheet")]
    assert names == ["Drill", "Learners", "Questions", "Options", "Pairs", "Test", "Certainty", "Teams"]
    shared = ["".join(item.itertext()) for item in parts["xl/sharedStrings.xml"].iter(f"{NAMESPACE}si")]
    assert {"Ann", "s1", "Student 1", "T cells", "Late Lee"} <= set(shared)
    assert "Mallory" not in shared


# Lines


@pytest.mark.parametrize("text", EVILS)
def test_no_line_has_what_a_terminal_takes_for_a_command(text: str) -> None:
    said = class_named(text)
    for line in [*report_lines(said, write, 79), *summary_lines(said, write, 79)]:
        assert line.isprintable() or not set(line) & set("\x1b\x07\r\n\u202e")


@given(st.integers(40, 120))
def test_lines_keep_to_the_width(width: int) -> None:
    said = report(replay(small_class()))
    assert max(map(len, report_lines(said, write, width))) <= width
