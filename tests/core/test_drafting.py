"""A question while it is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.drafting import (
    Draft,
    added,
    cite_at,
    cites_of,
    draft_of,
    fresh,
    moved,
    pin_turned,
    question_of,
    removed,
    requoted,
    turned,
    with_cites,
    with_key,
    with_pin,
    with_row,
    with_text,
    without_row,
)
from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question

CHOICE = Choice(
    id="carry",
    stem="What do they carry?",
    topic="red",
    why="They carry it.",
    cites=("carry oxygen",),
    level=Level.RECALL,
    tags=("oxygen",),
    options=(Option("Oxygen", is_key=True, why="So it says."), Option("Gold", is_key=False, is_pinned=True)),
)
MATCHING = Matching(
    id="tasks",
    stem="Match.",
    topic="white",
    is_draft=True,
    pairs=(Pair("a", "A", "why", ("A is a",)), Pair("b", "B")),
    extras=(Extra("C", "none"),),
)

TEXTS = st.text("ab c", max_size=5).map(str.strip)
OPTIONS = st.builds(Option, TEXTS, st.booleans(), TEXTS, st.booleans())
PAIRS = st.builds(Pair, TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=2).map(tuple))
CHOICES = st.builds(
    lambda options, any_will_do: Choice(
        id="q",
        stem="s",
        topic="t",
        options=tuple(options),
        any_key_will_do=any_will_do and sum(option.is_key for option in options) > 1,
    ),
    st.lists(OPTIONS, max_size=4),
    st.booleans(),
)
MATCHINGS = st.builds(
    lambda pairs, extras: Matching(id="q", stem="s", topic="t", pairs=tuple(pairs), extras=tuple(extras)),
    st.lists(PAIRS, max_size=3),
    st.lists(st.builds(Extra, TEXTS, TEXTS), max_size=2),
)


@pytest.mark.parametrize("question", [CHOICE, MATCHING])
def test_a_question_comes_back_as_it_was(question: Question) -> None:
    assert question_of(draft_of(question)) == question


@given(st.one_of(CHOICES, MATCHINGS))
def test_any_question_comes_back_as_it_was(question: Question) -> None:
    assert question_of(draft_of(question)) == question


@pytest.mark.parametrize(
    ("part", "text", "field"),
    [
        ("id", "new", "id"),
        ("q", "Why?", "stem"),
        ("why", "Because.", "why"),
    ],
)
def test_a_text_of_the_question_is_put_in_its_place(part: str, text: str, field: str) -> None:
    draft = draft_of(CHOICE)
    assert with_text(draft, part, text) == replace(draft, **{field: text})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "row"),
    [
        ("options[1]", Option("x", is_key=False, is_pinned=True)),
        ("options[1].why", Option("Gold", is_key=False, why="x", is_pinned=True)),
    ],
)
def test_a_text_of_an_option_is_put_in_its_place(part: str, row: Option) -> None:
    assert with_text(draft_of(CHOICE), part, "x").options == (CHOICE.options[0], row)


@pytest.mark.parametrize(
    ("part", "pairs", "extras"),
    [
        ("match[1].prompt", (MATCHING.pairs[0], Pair("x", "B")), MATCHING.extras),
        ("match[1].answer", (MATCHING.pairs[0], Pair("b", "x")), MATCHING.extras),
        ("match[0].why", (Pair("a", "A", "x", ("A is a",)), MATCHING.pairs[1]), MATCHING.extras),
        ("extra[0]", MATCHING.pairs, (Extra("x", "none"),)),
        ("extra[0].why", MATCHING.pairs, (Extra("C", "x"),)),
    ],
)
def test_a_text_of_a_pair_is_put_in_its_place(part: str, pairs: tuple[Pair, ...], extras: tuple[Extra, ...]) -> None:
    changed = with_text(draft_of(MATCHING), part, "x")
    assert (changed.pairs, changed.extras) == (pairs, extras)


@pytest.mark.parametrize("part", ["", "topic", "options", "options[0].prompt", "match[0]", "cite"])
def test_what_is_no_text_cannot_be_written(part: str) -> None:
    draft = replace(draft_of(MATCHING), options=CHOICE.options)
    with pytest.raises(KeyError):
        with_text(draft, part, "x")


@pytest.mark.parametrize(
    ("line", "tags"),
    [("", ()), (" , ,", ()), ("a", ("a",)), ("a, b c ,a", ("a", "b c"))],
)
def test_tags_are_separated_by_commas(line: str, tags: tuple[str, ...]) -> None:
    assert with_text(Draft(), "tags", line).tags == tags


def test_white_space_around_texts_is_no_part_of_the_question() -> None:
    draft = with_text(with_text(draft_of(CHOICE), "q", "  Why? \n"), "options[0]", " Oxygen ")
    assert question_of(draft).stem == "Why?"
    assert question_of(draft) == replace(CHOICE, stem="Why?")


def test_one_key_alone_cannot_be_any_of_several() -> None:
    two = draft_of(replace(CHOICE, options=(*CHOICE.options, Option("Air", is_key=True)), any_key_will_do=True))
    one = with_key(two, 2, is_key=False)
    assert one.any_key_will_do
    assert question_of(two) != question_of(one)
    assert question_of(one) == replace(CHOICE, options=(*CHOICE.options, Option("Air", is_key=False)))


def test_a_change_of_kind_loses_nothing() -> None:
    draft = replace(draft_of(CHOICE), is_matching=True, pairs=MATCHING.pairs)
    assert question_of(replace(draft, is_matching=False)) == CHOICE


@pytest.mark.parametrize(
    ("part", "step", "to", "order"),
    [
        ("options[0]", 1, "options[1]", "bac"),
        ("options[2].why", -1, "options[1].why", "acb"),
        ("options[0]", -1, "options[0]", "abc"),
        ("options[2]", 1, "options[2]", "abc"),
        ("options[0].why", 5, "options[2].why", "bca"),
    ],
)
def test_a_row_is_moved_and_known_by_its_new_part(part: str, step: int, to: str, order: str) -> None:
    options = tuple(Option(text, is_key=False) for text in "abc")
    draft, then = moved(Draft(options=options), part, step)
    assert then == to
    assert "".join(option.text for option in draft.options) == order


@pytest.mark.parametrize("part", ["match[0].prompt", "match[0].answer"])
def test_pairs_and_extra_answers_are_moved_with_all_they_have(part: str) -> None:
    draft, _ = moved(draft_of(MATCHING), part, 1)
    assert draft.pairs == MATCHING.pairs[::-1]
    two = with_text(with_row(draft, "extra"), "extra[1]", "D")
    assert moved(two, "extra[1]", -1)[0].extras == (Extra("D"), Extra("C", "none"))


@pytest.mark.parametrize(
    ("name", "last"),
    [("options", "options[4]"), ("match", "match[3].prompt"), ("extra", "extra[0]")],
)
def test_a_row_that_comes_and_goes_leaves_the_draft_as_it_was(name: str, last: str) -> None:
    draft = fresh("red")
    more = with_row(draft, name)
    assert more != draft
    assert with_text(more, last, "x") != more
    assert without_row(more, last) == draft


@pytest.mark.parametrize("part", ["cite", "match[1]"])
def test_a_passage_is_quoted_once(part: str) -> None:
    draft = with_cites(draft_of(MATCHING), part, ["one", "two", "one"])
    assert cites_of(draft, part) == ("one", "two")
    assert cites_of(draft, "match[0]") == ("A is a",)


def test_a_new_question_has_its_topic_and_its_passage() -> None:
    draft = fresh("red", ("carry oxygen",))
    question = question_of(draft)
    assert (question.topic, question.cites, question.is_draft) == ("red", ("carry oxygen",), False)
    assert isinstance(question, Choice)
    assert question.keys == {0}


@pytest.mark.parametrize(
    ("place", "cites", "expected"),
    [
        (None, ("c", "d"), ("a", "b", "c", "d")),
        (0, ("c", "d"), ("c", "d", "b")),
        (1, ("c",), ("a", "c")),
        (0, (), ("b",)),
        (0, ("b",), ("b",)),
        (None, ("a",), ("a", "b")),
    ],
)
@pytest.mark.parametrize("part", ["cite", "match[0]"])
def test_passages_are_quoted_in_the_place_of_another_or_as_more(
    part: str, place: int | None, cites: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    draft = with_cites(draft_of(MATCHING), part, ("a", "b"))
    assert cites_of(requoted(draft, part, place, cites), part) == expected


def test_an_option_is_pinned_and_let_go_again() -> None:
    draft = fresh("topic")
    pinned = with_pin(draft, 3, is_pinned=True)
    assert [option.is_pinned for option in pinned.options] == [False, False, False, True]
    assert with_pin(pinned, 3, is_pinned=False) == draft


@pytest.mark.parametrize(
    ("question", "name", "part"),
    [(CHOICE, "options", "options[2]"), (MATCHING, "match", "match[2].prompt"), (MATCHING, "extra", "extra[1]")],
)
def test_a_row_that_is_added_is_empty_and_last(question: Question, name: str, part: str) -> None:
    draft, at = added(draft_of(question), name)
    assert at == part
    assert draft == with_row(draft_of(question), name)


@pytest.mark.parametrize(
    ("question", "part", "to"),
    [
        (CHOICE, "options[0].why", "options[0]"),
        (CHOICE, "options[1]", "options[0]"),
        (MATCHING, "match[0].answer", "match[0]"),
        (MATCHING, "extra[0]", "q"),
    ],
)
def test_from_a_row_that_is_removed_one_goes_to_that_in_its_place(question: Question, part: str, to: str) -> None:
    draft, at = removed(draft_of(question), part)
    assert at == to
    assert draft == without_row(draft_of(question), part)


def test_an_option_is_turned_and_turned_back() -> None:
    draft = draft_of(CHOICE)
    assert [option.is_key for option in turned(draft, "options[1].why").options] == [True, True]
    assert turned(turned(draft, "options[0]"), "options[0]") == draft
    assert [option.is_pinned for option in pin_turned(draft, "options[0]").options] == [True, True]
    assert pin_turned(pin_turned(draft, "options[1]"), "options[1]") == draft


@pytest.mark.parametrize(
    ("question", "part", "place", "cite"),
    [
        (CHOICE, "cite", 0, "carry oxygen"),
        (CHOICE, "cite", None, "carry oxygen"),
        (MATCHING, "match[0]", None, "A is a"),
        (MATCHING, "match[1]", None, ""),
        (replace(MATCHING, cites=("all", "more")), "match[1]", None, "more"),
        (replace(MATCHING, cites=("all", "more")), "cite", 0, "all"),
    ],
)
def test_a_quotation_is_picked_from_where_the_latest_stands(
    question: Question, part: str, place: int | None, cite: str
) -> None:
    assert cite_at(draft_of(question), part, place) == cite
