from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.checks.coverage import Section, coverage, coverage_of, uncovered_statements
from quiz.core.document import Document, Span
from quiz.errors import Severity
from tests.checks.authoring import bank, choice, matching
from tests.core.test_document import WORKED

SECTIONS = """\
Before all.

# One

First here. Second here.

## Without statements

# Two

- An item
- Another item
"""


def test_the_worked_example_of_the_specification() -> None:
    quotes = (
        "made mainly by activated CD4+ T cells",
        "binds a receptor with three chains:\n alpha (CD25), beta (CD122)",
    )
    it = coverage(bank([choice(cites=quotes)], WORKED))
    assert (len(it.covered), it.statements) == (2, 4)
    assert (it.covered_characters, it.characters) == (84, 178)
    assert it.covered_characters / it.characters == pytest.approx(0.4719, abs=5e-5)
    assert it.share == 0.5
    assert [WORKED[span.start : span.end] for span in it.uncovered] == [
        "Activation takes days.",
        "It is given as a drug.",
    ]


def test_sections_have_their_own_numbers() -> None:
    it = coverage(bank([choice(cites=("Second",)), matching(cite="item\n- Another")], SECTIONS))
    assert it.sections == (Section("", 1, 0), Section("One", 2, 1), Section("Two", 2, 2))
    assert sum(section.covered for section in it.sections) == len(it.covered)


def test_headings_are_neither_covered_nor_to_be_covered() -> None:
    document = Document(SECTIONS)
    whole = coverage_of(document, [Span(0, len(SECTIONS))])
    assert (
        whole.covered_characters
        == whole.characters
        == sum(len(text) for text in ("Beforeall.", "Firsthere.", "Secondhere.", "Anitem", "Anotheritem"))
    )
    assert coverage_of(document, document.find("Without statements")).covered == ()


def test_a_statement_quoted_twice_is_covered_once() -> None:
    document = Document("One two three. Four.")
    it = coverage_of(document, [Span(0, 7), Span(4, 13), Span(4, 7)])
    assert it.covered_characters == len("Onetwothree")
    assert it.covered == (Span(0, 14),)


def test_drafts_and_quotations_that_are_nowhere_cover_nothing() -> None:
    it = coverage(bank([choice(cites=("First here.",), is_draft=True), choice(id="r", cites=("nowhere",))], SECTIONS))
    assert it.covered == ()
    assert it.covered_characters == 0


def test_a_bank_without_a_document_has_nothing_to_cover() -> None:
    it = coverage(bank([choice()]))
    assert (it.statements, it.share, it.sections) == (0, 1.0, ())
    assert list(uncovered_statements(bank([choice()]))) == []


def test_a_statement_that_nobody_examines_is_named_by_its_beginning() -> None:
    long = "A statement that goes on and on, over a line\nand over another, and does not end soon."
    flaws = list(uncovered_statements(bank([choice(cites=("Short.",))], f"{long} Short. And brief.")))
    assert [(flaw.rule, flaw.question, flaw.severity) for flaw in flaws] == [("uncovered", None, Severity.WARNING)] * 2
    assert '"A statement that goes on and on, over a line and over anoth…"' in flaws[0].sentence
    assert '"And brief."' in flaws[1].sentence
    assert flaws[0].span == Span(0, len(long))


@given(st.lists(st.tuples(st.integers(0, len(SECTIONS)), st.integers(0, len(SECTIONS))), max_size=6))
def test_every_statement_is_covered_or_not(ends: list[tuple[int, int]]) -> None:
    document = Document(SECTIONS)
    spans = [Span(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]]
    it = coverage_of(document, spans)
    assert sorted((*it.covered, *it.uncovered)) == list(document.statements)
    assert set(it.covered) == {each for each in document.statements if any(each.overlaps(span) for span in spans)}
    quoted = {i for span in spans for i in range(span.start, span.end)}
    assert it.covered_characters == sum(
        i in quoted and not SECTIONS[i].isspace() for each in document.statements for i in range(each.start, each.end)
    )
