"""What a draft needs before it is a question."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.documents.document import Document
from quiz.core.drafting import Draft, draft_of, fresh, with_text
from quiz.core.questions import Choice, Extra, Matching, Option, Pair
from quiz.core.unfinished import missing, suggested_id

DOCUMENT = Document("Red cells carry oxygen. White cells defend.")
TOPICS = {"red": "Red cells", "white": "White cells"}
CHOICE = draft_of(
    Choice(
        id="carry",
        stem="What do they carry?",
        topic="red",
        cites=("carry oxygen",),
        options=(Option("Oxygen", is_key=True), Option("Gold", is_key=False)),
    )
)
MATCHING = draft_of(
    Matching(
        id="tasks",
        stem="Match.",
        topic="white",
        pairs=(Pair("a", "A", cites=("White cells",)), Pair("b", "B")),
        extras=(Extra("C"),),
    )
)


def parts(draft: Draft, taken: frozenset[str] = frozenset(), document: Document = DOCUMENT) -> list[str]:
    return [each.part for each in missing(draft, TOPICS, taken, document)]


@pytest.mark.parametrize("draft", [CHOICE, MATCHING, replace(CHOICE, id="")])
def test_nothing_is_missing_in_a_whole_question(draft: Draft) -> None:
    assert parts(draft) == []


def options(*texts: str, keys: int = 1) -> Draft:
    return replace(CHOICE, options=tuple(Option(text, is_key=place < keys) for place, text in enumerate(texts)))


def pairs(*each: tuple[str, str], extras: tuple[str, ...] = ()) -> Draft:
    return replace(MATCHING, pairs=tuple(Pair(*it) for it in each), extras=tuple(Extra(text) for text in extras))


@pytest.mark.parametrize(
    ("draft", "missed"),
    [
        (replace(CHOICE, stem=" \n"), ["q"]),
        (replace(CHOICE, topic="blue"), ["topic"]),
        (replace(CHOICE, topic=""), ["topic"]),
        (replace(CHOICE, stem="A\x1b[31m?"), ["q"]),
        (replace(CHOICE, why="\u202e"), ["why"]),
        (replace(CHOICE, tags=("a\x07",)), ["tags"]),
        (options("Oxygen", ""), ["options[1]"]),
        (options("Oxygen", "Gold", " "), ["options[2]"]),
        (options("Oxygen"), ["options"]),
        (options(), ["options"]),
        (options("Oxygen", "Gold", keys=0), ["options"]),
        (options("Oxygen", "Gold", keys=2), ["options"]),
        (options("Oxygen", "Gold", "oxygen"), ["options[2]"]),
        (with_text(CHOICE, "options[1].why", "\x00"), ["options[1].why"]),
        (replace(CHOICE, cites=("carry gold",)), ["cite"]),
        (pairs(("a", "A"), ("", "B")), ["match[1].prompt"]),
        (pairs(("a", "A"), ("b", "")), ["match[1].answer"]),
        (pairs(("a", "A"), ("A", "B")), ["match[1].prompt"]),
        (pairs(("a", "A"), ("b", "a")), ["match[1].answer", "match"]),
        (pairs(("a", "A"), ("b", "A")), ["match"]),
        (pairs(("a", "A")), ["match"]),
        (pairs(("a", "A"), ("b", "B"), extras=("",)), ["extra[0]"]),
        (pairs(("a", "A"), ("b", "B"), extras=("b",)), ["extra[0]"]),
        (pairs(("a", "A"), ("b", "B"), extras=("C", "c")), ["extra[1]"]),
        (with_text(MATCHING, "match[0].why", "\x9b"), ["match[0].why"]),
        (with_text(MATCHING, "extra[0].why", "\x9b"), ["extra[0].why"]),
        (replace(MATCHING, pairs=(Pair("a", "A", cites=("elsewhere",)), Pair("b", "B"))), ["match[0]"]),
    ],
)
def test_what_is_missing_is_told_at_its_part(draft: Draft, missed: list[str]) -> None:
    assert parts(draft) == missed


def test_the_same_answer_may_serve_two_prompts() -> None:
    assert parts(pairs(("a", "A"), ("b", "A"), ("c", "B"))) == []


def test_pairs_of_a_question_with_options_are_not_asked_for() -> None:
    assert parts(replace(CHOICE, pairs=(Pair("", "", cites=("elsewhere",)),))) == []


def test_an_id_is_another_questions() -> None:
    assert parts(CHOICE, frozenset({"carry"})) == ["id"]


def test_without_a_document_nothing_can_be_quoted() -> None:
    assert parts(CHOICE, document=Document("")) == ["cite"]


def test_a_new_question_misses_what_it_asks_and_each_option() -> None:
    assert parts(fresh("red")) == ["q", *(f"options[{place}]" for place in range(4))]


def test_every_sentence_says_what_to_do() -> None:
    found = missing(replace(options("", "b", "b", keys=0), stem="", topic="", cites=("no",)), TOPICS, (), DOCUMENT)
    assert len(found) == 6
    assert {each.sentence.split()[0] for each in found} == {"Write", "Choose", "Change", "Mark", "Pick"}


@pytest.mark.parametrize(
    ("stem", "taken", "id"),
    [
        ("What do red blood cells carry?", (), "red-blood-cells-carry"),
        ("What do red blood cells carry?", ("red-blood-cells-carry",), "red-blood-cells-carry-2"),
        (
            "Which cells produce IL-2 (interleukin-2) in the sheet of today?",
            (),
            "cells-produce-il-2-interleukin-2-sheet",
        ),
        ("Élan vital?", (), "elan-vital"),
        ("白细胞做什么？", (), "question-1"),
        ("白细胞做什么？", ("question-1",), "question-2"),
        ("", (), "question-1"),
    ],
)
def test_an_id_is_made_of_the_words_that_say_most(stem: str, taken: tuple[str, ...], id: str) -> None:
    assert suggested_id(stem, taken) == id


@given(st.text(max_size=200), st.sets(st.text("ab-1", max_size=4)))
def test_a_suggested_id_is_one_and_is_free(stem: str, taken: set[str]) -> None:
    id = suggested_id(stem, taken)
    assert id not in taken
    assert len(id) <= 100
    assert id[0].isalnum()
    assert id.isascii()
    assert set(id) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
