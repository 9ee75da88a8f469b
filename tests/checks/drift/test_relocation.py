"""What becomes of quotations when the document changes."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from quiz.checks.drift.fates import Changed, Fate, Moved, Retyped, Stands, Vanished, holds, place_of
from quiz.checks.drift.relocation import Quotation, quotations_of, relocate, requoted
from quiz.checks.drift.word_diff import Piece
from quiz.core.documents.document import Document
from quiz.core.exemptions import Ignored
from quiz.core.questions import Pair
from tests.checks.authoring import choice, matching

OLD = """\
# Cells

T cells make IL-2.

- IL-2 wakes NK cells.
- IL-2 wakes B cells.

# Disorders

Sepsis is an infection. Lupus comes from antibodies. It (the level) is often raised, in adults.
"""


def fate(quote: str, new: str, old: str = OLD) -> Fate:
    (relocated,) = relocate([Quotation("q", "cite[0]", quote)], Document(old), Document(new)).quotations
    return relocated.fate


def passage(quote: str, new: str, old: str = OLD) -> str | None:
    place = place_of(fate(quote, new, old))
    return None if place is None else new[place.start : place.end]


def kind(quote: str, new: str, old: str = OLD) -> str:
    return type(fate(quote, new, old)).__name__


@pytest.mark.parametrize(
    ("was", "now", "quote", "expected", "there"),
    [
        ("", "", "T cells make IL-2.", "Stands", "T cells make IL-2."),
        ("T cells make IL-2.", "T  cells\nmake IL‑2.", "T cells make IL-2.", "Stands", "T  cells\nmake IL‑2."),
        ("T cells make", "Old T cells never make", "T cells make IL-2.", "Changed", "Old T cells never make IL-2."),
        ("an infection", "a severe infection", "Sepsis is an infection.", "Changed", "Sepsis is a severe infection."),
        ("an infection", "a severe infection", "infection", "Stands", "infection"),
        ("Sepsis is an infection. ", "", "Sepsis is an infection.", "Vanished", None),
        ("- IL-2 wakes NK cells.\n", "", "IL-2 wakes NK cells.", "Vanished", None),
        ("(the level) is often raised,", "the level is often raised", "It (the level) is often raised, in adults.",
         "Retyped", "It the level is often raised in adults."),
        ("wakes NK cells", "wakes NK-cells", "IL-2 wakes NK cells", "Retyped", "IL-2 wakes NK-cells"),
        ("wakes B cells.", "wakes B cells", "IL-2 wakes B cells.", "Retyped", "IL-2 wakes B cells"),
        ("wakes B cells.", "wakes B cells too.", "IL-2 wakes B cells.", "Changed", "IL-2 wakes B cells too."),
        ("wakes B cells.", "wakes B cells?", "IL-2 wakes B cells.", "Changed", "IL-2 wakes B cells?"),
        ("make IL-2.", "make IL-21.", "T cells make IL-2", "Changed", "T cells make IL-21"),
    ],
)  # fmt: skip
def test_each_quotation_has_its_fate(was: str, now: str, quote: str, expected: str, there: str | None) -> None:
    new = OLD.replace(was, now)
    assert kind(quote, new) == expected
    assert passage(quote, new) == there


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("The dose is 1.5 mg.", "The dose is 15 mg."),
        ("The dose is 1.5 mg.", "The dose is 1, 5 mg."),
        ("It is below -5 degrees.", "It is below 5 degrees."),
        ("They are CD4+ cells.", "They are CD4- cells."),
        ("They are CD4+ cells.", "They are CD4 cells."),
        ("Give 3-5 doses.", "Give 3, 5 doses."),
        ("It is so.", "It is so?"),
        ("P < 5 was seen.", "P > 5 was seen."),
        ("It grows. Not the other.", "It grows not the other."),
        ("Take 5% of it.", "Take 5 of it."),
        ("These are the cells' walls.", "These are the cell's walls."),
        ("Well, it is its end.", "Well, it is it's end."),
        ("Give 1,000 units.", "Give 1 000 units."),
    ],
)
def test_signs_that_can_say_something_are_never_mere_typing(was: str, now: str) -> None:
    assert not isinstance(fate(was, now, was), Retyped)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("T-cell growth needs it.", "T cell growth needs it."),
        ("Cells grow (multiply) fast.", "Cells grow, multiply, fast."),
        ("Cells, however, grow.", "Cells however grow."),
        ("**IL-2** is a cytokine.", "*IL-2* is a cytokine."),
        ("It is a “key” role.", "It is a key role."),
        ("One thing; another.", "One thing: another."),
        ("IL-2 grows.", "IL 2 grows."),
    ],
)
def test_mere_typing_is_told_from_change(was: str, now: str) -> None:
    found = fate(was, now, was)
    assert isinstance(found, Retyped | Stands)
    place = place_of(found)
    assert place is not None
    assert now[place.start : place.end].rstrip(".") == now.rstrip(".")


def test_a_sentence_in_which_anything_else_is_said_is_not_merely_retyped() -> None:
    assert kind("IL-2 wakes NK cells", OLD.replace("wakes NK cells", "wakes NK-cells in mice")) == "Changed"


def test_what_stands_amid_changes_is_told() -> None:
    assert fate("antibodies", OLD.replace("Lupus comes", "Lupus never comes")) == Stands(
        Document(OLD.replace("Lupus comes", "Lupus never comes")).find("antibodies")[0], is_amid_changes=True
    )


def test_words_that_changed_are_shown() -> None:
    found = fate("Sepsis is an infection.", OLD.replace("an infection", "no infection"))
    assert isinstance(found, Changed)
    assert found.pieces == (
        Piece("Sepsis is", "Sepsis is"),
        Piece("an", "no"),
        Piece("infection.", "infection."),
    )
    assert 0.5 < found.likeness < 1


def test_a_statement_that_is_anothers_is_no_likely_place() -> None:
    new = OLD.replace("- IL-2 wakes NK cells.\n", "").replace("wakes B cells", "often wakes B cells")
    assert fate("IL-2 wakes NK cells.", new) == Vanished()
    assert passage("IL-2 wakes B cells.", new) == "IL-2 often wakes B cells."


def test_of_two_like_places_the_one_beside_the_old_neighbours_is_likelier() -> None:
    old = "# A\n\nFirst here. The level may rise in them. Last here.\n\n# B\n\nOther words."
    new = (
        "# B\n\nOther words. The level can rise in them.\n\n# A\n\nFirst here. The level will rise in them. Last here."
    )
    assert passage("The level may rise in them.", new, old) == "The level will rise in them."


def test_statements_that_read_alike_keep_to_their_sections() -> None:
    old = "# A\n\nIt is rare.\n\n# B\n\nIt is rare."
    new = "# C\n\nNew words.\n\n# B\n\nIt is rare.\n\n# A\n\nIt is rare."
    found = relocate([Quotation("q", "cite[0]", "It is rare.")], Document(old), Document(new))
    assert holds(found.quotations[0].fate)
    assert [new[span.start : span.end] for span in found.unexamined] == ["New words."]


def test_new_statements_that_nothing_quotes_are_told() -> None:
    new = f"{OLD}\nAll this is new. Lupus comes from the mother."
    found = relocate([Quotation("q", "cite[0]", "All this is new")], Document(OLD), Document(new))
    assert [new[span.start : span.end] for span in found.unexamined] == ["Lupus comes from the mother."]


def test_a_quotation_that_only_the_new_document_has_stands() -> None:
    assert kind("All this is new", f"{OLD}\nAll this is new.") == "Stands"


def test_a_quotation_that_neither_document_has_gets_the_likeliest_place() -> None:
    assert passage("All of this is new", f"{OLD}\nAll this is new.") == "All this is new"
    assert kind("Nothing of the kind", OLD) == "Vanished"


def test_every_quotation_of_a_question_is_named_as_in_its_file() -> None:
    pairs = (Pair("p", "a", cites=("one",)), Pair("r", "b", cites=("two", "three")))
    question = replace(matching(), pairs=pairs, cites=("four",))
    assert list(quotations_of([question, choice(cites=("one", "five"))], [Ignored("six", "why")])) == [
        Quotation(None, "ignore[0].cite", "six"),
        Quotation("m", "match[0].cite", "one"),
        Quotation("m", "match[1].cite[0]", "two"),
        Quotation("m", "match[1].cite[1]", "three"),
        Quotation("m", "cite[0]", "four"),
        Quotation("q", "cite[0]", "one"),
        Quotation("q", "cite[1]", "five"),
    ]


def test_a_question_is_given_other_quotations_and_nothing_else() -> None:
    pairs = (Pair("one", "a", cites=("one",)), Pair("r", "b", cites=("two", "three")))
    question = replace(matching(), pairs=pairs, cites=("three", "one"))
    assert requoted(question, {"one": "1", "three": "3"}) == replace(
        question, pairs=(pairs[0]._replace(cites=("1",)), pairs[1]._replace(cites=("two", "3"))), cites=("3", "1")
    )


WORDS = ("cells", "grow", "level", "blood", "heart", "nerve", "bone", "salt", "water", "gland", "lung", "skin", "tooth")


@st.composite
def statements(draw: st.DrawFn) -> list[str]:
    """Statements that are all different, and unlike enough not to be taken for one another."""
    seed = draw(st.integers(0, 10**6))
    dice = random.Random(seed)
    count = draw(st.integers(1, 12))
    return [f"Fact {n} {' '.join(f'{dice.choice(WORDS)}{n}{i}' for i in range(5))}." for n in range(count)]


def document(paragraphs: list[str]) -> Document:
    return Document("# Heading\n\n" + "\n\n".join(paragraphs))


@given(statements(), st.randoms(use_true_random=False))
def test_in_a_shuffled_document_every_quotation_holds_at_its_own_place(said: list[str], dice: random.Random) -> None:
    shuffled = [*said]
    dice.shuffle(shuffled)
    new = document(shuffled)
    found = relocate([Quotation("q", str(n), each) for n, each in enumerate(said)], document(said), new)
    for quotation, fate in found.quotations:
        assert isinstance(fate, Stands | Moved)
        assert new.text[fate.span.start : fate.span.end] == quotation.text
        assert not fate.is_amid_changes
    standing = [shuffled.index(said[n]) for n, each in enumerate(found.quotations) if isinstance(each.fate, Stands)]
    assert all(one < other for one, other in pairwise(standing))
    assert not found.unexamined


@given(statements())
def test_an_untouched_document_leaves_everything_where_it_stood(said: list[str]) -> None:
    found = relocate([Quotation("q", "c", each) for each in said], document(said), document(said))
    assert all(isinstance(each.fate, Stands) and not each.fate.is_amid_changes for each in found.quotations)
    assert not found.unexamined


@given(statements(), st.data())
def test_a_deleted_statement_takes_exactly_its_quotations_along(said: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(said) - 1))
    new = document([each for n, each in enumerate(said) if n != gone])
    found = relocate([Quotation(str(n), "c", each) for n, each in enumerate(said)], document(said), new)
    assert [each.quotation.question for each in found.quotations if not holds(each.fate)] == [str(gone)]


@given(statements(), st.data())
def test_a_changed_word_touches_exactly_its_quotations(said: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(said) - 1))
    words = said[at].split()
    words[3] = "otherwise"
    new = document([*said[:at], " ".join(words), *said[at + 1 :]])
    found = relocate([Quotation(str(n), "c", each) for n, each in enumerate(said)], document(said), new)
    (changed,) = [each for each in found.quotations if not holds(each.fate)]
    assert changed.quotation.question == str(at)
    assert isinstance(changed.fate, Changed)
    assert new.text[changed.fate.span.start : changed.fate.span.end] == " ".join(words)


HOSTILE = st.lists(st.sampled_from([*"aB1.,;:-()*_[]\n #’“\u00ad\u0301ﬁIL2+%", " a. ", "\n\n- "]), max_size=30).map(
    "".join
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_texts_are_compared_and_places_lie_in_the_new_one(old: str, new: str, quote: str) -> None:
    (relocated,) = relocate([Quotation("q", "c", quote)], Document(old), Document(new)).quotations
    place = place_of(relocated.fate)
    assert place is None or 0 <= place.start <= place.end <= len(new)
    if isinstance(relocated.fate, Retyped):
        assert Document(new).find(relocated.fate.text)
