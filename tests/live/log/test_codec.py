from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, strategies as st

from quiz.banks.loader import load
from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.events import (
    Answered,
    Closed,
    ClosedBy,
    Created,
    DiscussionBegun,
    Ended,
    Event,
    Granted,
    Joined,
    Locked,
    Opened,
    Prolonged,
    Removed,
    Renamed,
    Returned,
    Revealed,
    StemShown,
)
from quiz.core.drills.scoring import Scoring, scoring_of
from quiz.core.drills.terms import DrillTerms, Naming
from quiz.core.marking import Rule
from quiz.core.questions import Choice, Extra, Level, Matching, Option, Pair, Question
from quiz.live.log.codec import FORMAT, event_of, text_of

REPOSITORY = Path(__file__).parents[3]

CHOICE = Choice(
    id="dose",
    stem="Which dose?",
    topic="t",
    why="So it is.",
    cites=("Give 5 mg.",),
    level=Level.APPLY,
    tags=("drugs",),
    options=(Option("5 mg", True, "Yes."), Option("All of these", False, "", True)),
)
MATCHING = Matching(
    id="pairs",
    stem="Match.",
    topic="t",
    is_draft=True,
    pairs=(Pair("one", "1", "First.", ("1 is one.",)), Pair("two", "2")),
    extras=(Extra("3", "Nothing is."),),
)
TERMS = DrillTerms(
    seconds=None,
    rule=Rule.FALSE2,
    scoring=Scoring(is_speed=True, has_streaks=True),
    with_certainty=True,
    naming=Naming.DRAWN,
    teams=("red", "blue"),
    roster=(("m1", "Ada L."),),
    until=99,
)

# Each line is what a drill of format 1 has on the disk. It stays as it is, whatever the classes come to be called.
FORMAT_1: list[tuple[Event, str]] = [
    (
        Created(1, "d", "b", "T", "de", (("t", "Topic"),), (CHOICE, MATCHING), "Give 5 mg.", -7, TERMS),
        (
            '{"event":"created","format":1,"at":1,"id":"d","bank":"b","title":"T","language":"de",'
            '"topics":[["t","Topic"]],"questions":['
            '{"kind":"choice","id":"dose","stem":"Which dose?","topic":"t","why":"So it is.","cites":["Give 5 mg."],'
            '"level":"apply","tags":["drugs"],"is_draft":false,"options":['
            '{"text":"5 mg","is_key":true,"why":"Yes.","is_pinned":false},'
            '{"text":"All of these","is_key":false,"why":"","is_pinned":true}],"any_key_will_do":false},'
            '{"kind":"matching","id":"pairs","stem":"Match.","topic":"t","why":"","cites":[],"level":null,"tags":[],'
            '"is_draft":true,"pairs":[{"prompt":"one","answer":"1","why":"First.","cites":["1 is one."]},'
            '{"prompt":"two","answer":"2","why":"","cites":[]}],"extras":[{"text":"3","why":"Nothing is."}]}],'
            '"document":"Give 5 mg.","seed":-7,"terms":{"seconds":null,"rule":"false2","scoring":"v1/speed+streaks",'
            '"with_certainty":true,"shows_stem_first":false,"shows_leaderboard":false,"closes_when_all_answered":true,'
            '"admits_late":true,"naming":"drawn","teams":["red","blue"],"roster":[["m1","Ada L."]],"capacity":2000,'
            '"until":99}}'
        ),
    ),
    (
        Joined(2, "l", "Ada", "m1", "red", 1.5),
        '{"event":"joined","at":2,"learner":"l","name":"Ada","identifier":"m1","team":"red","extra_time":1.5}',
    ),
    (
        Joined(2, "l", "Ada", key="k-1"),
        ('{"event":"joined","at":2,"learner":"l","name":"Ada","identifier":"","team":"","extra_time":1.0,"key":"k-1"}'),
    ),
    (Returned(3, "l", 2), '{"event":"returned","at":3,"learner":"l","generation":2}'),
    (Renamed(4, "l", "Bob"), '{"event":"renamed","at":4,"learner":"l","name":"Bob"}'),
    (Granted(5, "l", 1.25), '{"event":"granted","at":5,"learner":"l","extra_time":1.25}'),
    (Removed(6, "l", is_banned=True), '{"event":"removed","at":6,"learner":"l","is_banned":true}'),
    (Locked(7, is_locked=False), '{"event":"locked","at":7,"is_locked":false}'),
    (DiscussionBegun(8, 0), '{"event":"discussion_begun","at":8,"place":0}'),
    (StemShown(8, 0), '{"event":"stem_shown","at":8,"place":0}'),
    (Opened(9, 1, 2, "l"), '{"event":"opened","at":9,"place":1,"round":2,"learner":"l"}'),
    (
        Answered(10, "l", 0, 1, Given(chosen=("5 mg",)), "k", Certainty.HIGH, 40),
        (
            '{"event":"answered","at":10,"learner":"l","place":0,"round":1,"given":{"chosen":["5 mg"]},"key":"k",'
            '"certainty":"high","credit":40}'
        ),
    ),
    (
        Answered(10, "l", 1, 2, Given(matched=(("one", "1"),)), "k"),
        (
            '{"event":"answered","at":10,"learner":"l","place":1,"round":2,"given":{"matched":[["one","1"]]},"key":"k",'
            '"certainty":null,"credit":0}'
        ),
    ),
    (Prolonged(11, 5000), '{"event":"prolonged","at":11,"milliseconds":5000}'),
    (
        Prolonged(11, 5000, was_away=True),
        '{"event":"prolonged","at":11,"milliseconds":5000,"was_away":true}',
    ),
    (Closed(12, 0, 1, ClosedBy.ALL), '{"event":"closed","at":12,"place":0,"round":1,"by":"all"}'),
    (Revealed(13, 0), '{"event":"revealed","at":13,"place":0}'),
    (Ended(14), '{"event":"ended","at":14}'),
]


@pytest.mark.parametrize(("event", "text"), FORMAT_1, ids=lambda each: type(each).__name__)
def test_an_event_is_this_line_and_the_line_this_event(event: Event, text: str) -> None:
    assert text_of(event) == text
    assert event_of(text) == event


def test_the_lines_have_every_event_and_every_scoring() -> None:
    assert FORMAT == 1
    assert {type(event) for event, _ in FORMAT_1} == set(get_args(Event))
    for scoring in (Scoring(), Scoring(is_speed=True, has_parity=True), Scoring(has_streaks=True)):
        assert scoring_of(scoring.version) == scoring


texts = st.text(st.characters(exclude_categories=()), max_size=8)
"""Any text at all, half surrogates and signs of control among them."""
whole = st.integers(-(2**70), 2**70)
pairs = st.lists(st.tuples(texts, texts), max_size=3).map(tuple)
lists = st.lists(texts, max_size=3).map(tuple)
factors = st.floats(1, 9)
items = {"id": texts, "stem": texts, "topic": texts, "why": texts, "cites": lists, "tags": lists}
questions: st.SearchStrategy[Question] = st.one_of(
    st.builds(Choice, **items, options=st.lists(st.builds(Option, texts, st.booleans(), texts), max_size=4).map(tuple)),
    st.builds(
        Matching,
        **items,
        pairs=st.lists(st.builds(Pair, texts, texts, texts, lists), max_size=3).map(tuple),
        extras=st.lists(st.builds(Extra, texts, texts), max_size=2).map(tuple),
    ),
)
terms = st.builds(
    DrillTerms,
    seconds=st.none() | st.floats(1, 3600),
    teams=lists,
    roster=pairs,
    capacity=whole,
    until=st.none() | whole,
)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        Created,
        whole,
        texts,
        texts,
        texts,
        texts,
        pairs,
        st.lists(questions, max_size=3).map(tuple),
        texts,
        whole,
        terms,
    ),
    st.builds(Joined, whole, texts, texts, texts, texts, factors, texts),
    st.builds(Returned, whole, texts, whole),
    st.builds(Renamed, whole, texts, texts),
    st.builds(Granted, whole, texts, factors),
    st.builds(Opened, whole, whole, whole, texts),
    st.builds(
        Answered,
        whole,
        texts,
        whole,
        whole,
        st.builds(Given, lists, pairs),
        texts,
        st.none() | st.sampled_from(Certainty),
    ),
    st.builds(Closed, whole, whole, whole, st.sampled_from(ClosedBy)),
)


@given(events)
def test_every_event_comes_back_as_it_was_from_one_line_of_ascii(event: Event) -> None:
    text = text_of(event)
    assert text.isascii()
    assert text.isprintable()
    assert event_of(text) == event


@given(st.sampled_from([text for _, text in FORMAT_1]), st.data())
def test_a_line_in_which_a_field_is_another_thing_is_refused_or_read_and_nothing_else(
    text: str, data: st.DataObject
) -> None:
    value = json.loads(text)
    ways: list[st.SearchStrategy[object]] = [st.none(), st.booleans(), st.integers(), st.floats(), st.text()]
    value[data.draw(st.sampled_from(sorted(value)))] = data.draw(st.one_of(*ways, st.just([[]]), st.just({"a": 1})))
    try:
        event = event_of(json.dumps(value))
    except ValueError:
        return
    assert event_of(text_of(event)) == event


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "{" * 100_000,
        '{"event":"exploded","at":1}',
        '{"event":["ended"],"at":1}',
        '{"event":"ended"}',
        '{"event":"ended","at":true}',
        '{"event":"ended","at":1.5}',
        '{"event":"closed","at":1,"place":0,"round":1,"by":"nobody"}',
        '{"event":"granted","at":1,"learner":"l","extra_time":NaN}',
        '{"event":"created","format":2}',
    ],
)
def test_what_is_no_event_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        event_of(text)


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert event_of('{"event":"ended","at":1,"why":"tired"}') == Ended(1)


def test_a_shipped_bank_comes_back_as_it_was() -> None:
    bank = load(REPOSITORY / "questions" / "il2-neonatal").bank
    topics = tuple(bank.topics.items())
    event = Created(1, "d", bank.id, bank.title, bank.language, topics, tuple(bank.questions), "", 7, DrillTerms())
    assert event_of(text_of(event)) == event
