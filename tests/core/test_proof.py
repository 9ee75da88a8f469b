from __future__ import annotations

from dataclasses import replace

import pytest

from quiz.core.documents.document import Document
from quiz.core.marking import State
from quiz.core.proof import found_in, proves, reasoning, statements_of
from quiz.core.questions import Pair
from tests.core.samples import choice, matching

DOCUMENT = Document(
    "# IL-2\n\nIt is made mainly by\nactivated T cells. It may help.\n\n"
    "## Gut\n\n- NEC affects the gut. Sepsis does not.\n"
)
CITED = replace(choice("q", "10"), cites=("made mainly by activated T cells",))


def test_statements_stand_on_one_line_under_the_title_of_their_section() -> None:
    assert statements_of(DOCUMENT) == (
        ("IL-2", "It is made mainly by activated T cells."),
        ("IL-2", "It may help."),
        ("Gut", "NEC affects the gut."),
        ("Gut", "Sepsis does not."),
    )


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("It is made mainly by activated T cells.", True),
        ("it is made  mainly by activated T‑cells.", False),
        ("It may help.", False),
        ("This stands nowhere.", False),
        ("", False),
    ],
)
def test_a_statement_proves_what_it_holds_some_of(statement: str, expected: bool) -> None:
    assert proves(DOCUMENT, CITED, statement) is expected


def test_a_fact_across_two_statements_is_proved_by_either_and_a_pairs_own_cite_counts() -> None:
    across = replace(CITED, cites=("T cells. It may",))
    assert [text for _, text in statements_of(DOCUMENT) if proves(DOCUMENT, across, text)] == [
        "It is made mainly by activated T cells.",
        "It may help.",
    ]
    pairs = replace(matching("m", ["a"]), pairs=(Pair("NEC", "gut", cites=("NEC affects the gut",)),))
    assert proves(DOCUMENT, pairs, "NEC affects the gut.")
    assert not proves(DOCUMENT, choice("none", "10"), "NEC affects the gut.")


def test_every_outcome_has_its_own_words_where_the_answer_was_right_or_the_sentence_was() -> None:
    said = {(state, is_proved): reasoning(state, is_proved=is_proved) for state in State for is_proved in (True, False)}
    assert said[State.RIGHT, False].startswith("Right for the wrong reason")
    assert len(set(said.values())) == 5
    assert said[State.PARTLY, False] == said[State.WRONG, False]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", (0, 1, 2, 3)),
        ("  ", (0, 1, 2, 3)),
        ("may", (1,)),
        ("MADE cells", (0,)),
        ("cells made", (0,)),
        ("gut", (2, 3)),
        ("gut sep", (3,)),
        ("il‑2 help", (1,)),
        ("made gut", ()),
        ("*", ()),
    ],
)
def test_statements_are_found_by_words_of_them_and_of_their_title(sought: str, found: tuple[int, ...]) -> None:
    assert found_in(statements_of(DOCUMENT), sought) == found
