from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.checks.coverage import Tally, coverage, coverage_of, uncovered_statements
from quiz.core.documents.document import Document, Span
from quiz.core.exemptions import Ignored
from quiz.core.questions import Question
from quiz.errors import Severity
from tests.checks.authoring import bank, choice, matching
from tests.core.documents.test_document import WORKED

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
    assert it.quoted == (Span(42, 79), Span(87, 149))
    assert it.tally == Tally(4, 2, 0, 178, 84)
    assert it.tally.share_of_characters == pytest.approx(0.4719, abs=5e-5)
    assert it.share == 0.5
    assert [WORKED[span.start : span.end] for span in it.uncovered] == [
        "Activation takes days.",
        "It is given as a drug.",
    ]


def test_sections_have_their_own_numbers() -> None:
    it = coverage(bank([choice(cites=("Second",)), matching(cite="item\n- Another")], SECTIONS))
    assert [(each.title, each.tally) for each in it.sections] == [
        ("", Tally(1, 0, 0, 10, 0)),
        ("One", Tally(2, 1, 0, 21, 6)),
        ("Two", Tally(2, 2, 0, 17, 11)),
    ]
    assert [each.heading for each in it.sections] == [
        None,
        *Document(SECTIONS).find("One"),
        *Document(SECTIONS).find("Two"),
    ]
    assert tuple(each for section in it.sections for each in section.statements) == it.statements


def test_headings_are_neither_covered_nor_to_be_covered() -> None:
    document = Document(SECTIONS)
    whole = coverage_of(document, {"q": [Span(0, len(SECTIONS))]})
    assert (
        whole.tally.covered_characters
        == whole.tally.characters
        == sum(len(text) for text in ("Beforeall.", "Firsthere.", "Secondhere.", "Anitem", "Anotheritem"))
    )
    assert coverage_of(document, {"q": document.find("Without statements")}).covered == ()


def test_a_statement_quoted_twice_is_covered_once() -> None:
    document = Document("One two three. Four.")
    it = coverage_of(document, {"q": [Span(0, 7), Span(4, 13)], "r": [Span(4, 7)]})
    assert it.tally == Tally(2, 1, 0, len("Onetwothree.Four."), len("Onetwothree"))
    assert it.covered == (Span(0, 14),)
    assert [each.examined_by for each in it.statements] == [("q", "r"), ()]


def test_a_statement_knows_the_questions_that_rest_on_it_in_the_order_of_the_bank() -> None:
    questions: list[Question] = [
        choice(id="late", cites=("Second here.",)),
        choice(id="both", cites=("First here. Second",)),
        choice(id="draft", cites=("First here.",), is_draft=True),
        matching(id="pairs", cite="Second"),
    ]
    it = coverage(bank(questions, SECTIONS))
    assert [each.examined_by for each in it.statements] == [(), ("both",), ("late", "both", "pairs"), (), ()]
    assert [each.examined_by for each in it.at(it.statements[2].span)] == [("late", "both", "pairs")]


def test_what_is_ignored_is_left_out_of_the_figures_with_its_reason() -> None:
    ignored = (Ignored("Before", "It is an introduction."), Ignored("An item", "It is plain."), Ignored("nowhere", "x"))
    it = coverage(bank([choice(cites=("First here.",))], SECTIONS), ignored)
    assert it.tally == Tally(3, 1, 2, 32, 10)
    assert it.share == pytest.approx(1 / 3)
    assert [each.ignored for each in it.statements] == ["It is an introduction.", None, None, "It is plain.", None]
    assert [SECTIONS[span.start : span.end] for span in it.ignored] == ["Before all.", "An item"]
    assert [SECTIONS[span.start : span.end] for span in it.uncovered] == ["Second here.", "Another item"]
    flaws = uncovered_statements(bank([choice(cites=("First here.",))], SECTIONS), ignored)
    assert [flaw.span for flaw in flaws] == list(it.uncovered)


def test_what_is_ignored_and_examined_all_the_same_counts_as_examined() -> None:
    it = coverage(bank([choice(cites=("First here.",))], SECTIONS), [Ignored("First here. Second", "Why not.")])
    assert [(each.is_examined, each.is_ignored, each.is_missed) for each in it.statements[1:3]] == [
        (True, False, False),
        (False, True, False),
    ]
    assert it.statements[1].ignored == "Why not."
    assert it.tally == Tally(4, 1, 1, 37, 10)


def test_a_fact_that_is_spared_leaves_its_statement_to_be_examined() -> None:
    it = coverage(bank([], SECTIONS), [Ignored("First here.", "No key can notice it.", fact="First")])
    assert it.ignored == ()
    assert len(it.uncovered) == 5


def test_where_everything_is_ignored_nothing_is_missing() -> None:
    it = coverage(bank([], "One. Two."), [Ignored("One. Two.", "Only a test.")])
    assert (it.share, it.tally.share_of_characters, it.uncovered) == (1.0, 1.0, ())


def test_lists_of_references_need_no_question_and_a_quotation_of_them_covers_nothing() -> None:
    text = "Facts here.\n\n# References\n\n- Smith 1999. A book."
    it = coverage(bank([choice(cites=("A book",))], text))
    assert [text[each.span.start : each.span.end] for each in it.statements] == ["Facts here."]
    assert it.covered == ()


def test_drafts_and_quotations_that_are_nowhere_cover_nothing() -> None:
    it = coverage(bank([choice(cites=("First here.",), is_draft=True), choice(id="r", cites=("nowhere",))], SECTIONS))
    assert it.covered == ()
    assert it.tally.covered_characters == 0


def test_a_bank_without_a_document_has_nothing_to_cover() -> None:
    it = coverage(bank([choice()]))
    assert (it.statements, it.share, it.sections) == ((), 1.0, ())
    assert list(uncovered_statements(bank([choice()]))) == []


def test_a_statement_that_nobody_examines_is_named_by_its_beginning() -> None:
    long = "A statement that goes on and on, over a line\nand over another, and does not end soon."
    flaws = list(uncovered_statements(bank([choice(cites=("Short.",))], f"{long} Short. And brief.")))
    assert [(flaw.rule, flaw.question, flaw.severity) for flaw in flaws] == [("uncovered", None, Severity.WARNING)] * 2
    assert '"A statement that goes on and on, over a line and over anoth…"' in flaws[0].sentence
    assert '"And brief."' in flaws[1].sentence
    assert flaws[0].span == Span(0, len(long))


SPANS = st.lists(st.tuples(st.integers(0, len(SECTIONS)), st.integers(0, len(SECTIONS))), max_size=6).map(
    lambda ends: [Span(min(pair), max(pair)) for pair in ends]
)


@given(st.dictionaries(st.sampled_from("abc"), SPANS), SPANS)
def test_every_statement_is_covered_ignored_or_neither(quoted: dict[str, list[Span]], ignored: list[Span]) -> None:
    document = Document(SECTIONS)
    it = coverage_of(document, quoted, [(span, "Why.") for span in ignored])
    assert sorted((*it.covered, *it.uncovered, *it.ignored)) == list(document.statements)
    for statement in it.statements:
        characters = set(range(statement.span.start, statement.span.end))
        ids = [id for id, spans in quoted.items() if any(characters & {*range(s.start, s.end)} for s in spans)]
        assert list(statement.examined_by) == ids
        assert statement.is_ignored == (not ids and any(characters & {*range(s.start, s.end)} for s in ignored))
    everywhere = {i for spans in quoted.values() for span in spans for i in range(span.start, span.end)}
    counted = [
        i for span in (*it.covered, *it.uncovered) for i in range(span.start, span.end) if not SECTIONS[i].isspace()
    ]
    assert it.tally == Tally(
        len(it.covered) + len(it.uncovered),
        len(it.covered),
        len(it.ignored),
        len(counted),
        sum(i in everywhere for i in counted),
    )
    assert {i for span in it.quoted for i in range(span.start, span.end)} == everywhere
