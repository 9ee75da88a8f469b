from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Given
from quiz.core.certainty import Certainty
from quiz.core.drills.assignment import (
    Paper,
    Reply,
    fault_of_name,
    gather,
    handed_out,
    handed_out_sealed,
)
from quiz.core.drills.drill import Drill, replay
from quiz.core.drills.events import Answered, Ended, Joined, Opened, Removed
from quiz.core.drills.terms import DrillTerms, Naming
from quiz.core.questions import Choice, Matching, kind_of
from tests.core.made_drills import QUESTIONS, created, drill
from tests.core.papers import attempt, paper, reply
from tests.core.samples import choice, matching

OPEN = DrillTerms(seconds=None, until=4_000_000_000_000)
SURE = replace(OPEN, with_certainty=True)
LISTED = replace(OPEN, roster=(("17", "Real, Ann"), ("18", "Bob")))


# Handing out


def shown(drill: Drill, place: int) -> list[str]:
    """What is read of the question: options in the order of showing, choices and prompts in any."""
    question, order = drill.questions[place], drill.layout(place)
    match question:
        case Choice():
            return [question.options[i].text for i in order.choices]
        case Matching():
            return sorted([*question.choices, *(pair.prompt for pair in question.pairs)])


def test_what_is_sealed_is_asked_as_it_would_be_in_the_drill() -> None:
    whole = drill(terms=OPEN)
    sealed = handed_out_sealed(whole)
    for place, (question, before) in enumerate(zip(sealed.questions, QUESTIONS, strict=True)):
        assert kind_of(question) is kind_of(before)
        assert question.stem == before.stem
        assert shown(Drill(sealed), place) == shown(whole, place)


def test_nothing_that_is_sealed_depends_on_keys_or_explanations() -> None:
    other = (
        replace(choice("a", "001"), why="It is so.", cites=("A fact.",), tags=("hard",)),
        choice("b", "0110"),
        # The same prompts and choices, differently paired: in the file the choices follow the key.
        matching("c", ["y", "z"], ["x"]),
    )
    one = handed_out_sealed(Drill(created(OPEN)))
    two = handed_out_sealed(Drill(replace(created(OPEN), questions=other, document="A fact.", topics=(("t", "X"),))))
    assert one == two


def test_names_of_the_class_list_stay_at_home() -> None:
    for sent in (handed_out(drill(terms=LISTED)), handed_out_sealed(drill(terms=LISTED))):
        assert sent.terms.roster == ()
    assert handed_out(drill(terms=LISTED)).questions == QUESTIONS


# Handing in


def test_papers_become_the_events_of_the_drill() -> None:
    class_of_two = drill(terms=SURE)
    gathering = gather(
        class_of_two,
        [
            paper(2, reply(0, 0, at=9), began=8000),
            paper(1, reply(2, 0, None, at=5), reply(1, 0, 1, at=3, certainty=Certainty.HIGH), began=2000),
        ],
    )
    one, two = attempt(1), attempt(2)
    kinds = [Joined, Opened, Answered, Opened, Answered, Joined, Opened, Answered]
    assert [type(event) for event in gathering.events] == kinds
    assert (gathering.learners, gathering.answers, gathering.faults) == (2, 3, ())
    assert class_of_two.learners[one].name == "Learner 1"
    kept = class_of_two.own[one][1].answers[one]
    assert (kept.taken, kept.certainty) == (1000, Certainty.HIGH)
    assert set(class_of_two.own[one]) == {1, 2}
    assert set(class_of_two.own[two]) == {0}


def test_a_certainty_that_nobody_asked_for_is_left_out() -> None:
    without = drill(terms=OPEN)
    gather(without, [paper(1, reply(0, 0, certainty=Certainty.LOW))])
    assert without.own[attempt(1)][0].answers[attempt(1)].certainty is None


def test_what_is_handed_in_again_adds_what_is_new() -> None:
    once = drill(terms=OPEN)
    gather(once, [paper(1, reply(0, 0))])
    again = gather(once, [paper(1, reply(0, 0), reply(1, 0, at=4))])
    assert (again.learners, again.answers) == (0, 1)
    assert again.faults == ()


def test_of_two_answers_in_one_attempt_the_first_given_counts() -> None:
    twice = drill(terms=OPEN)
    gather(twice, [paper(1, reply(0, 1, at=7)), paper(1, reply(0, 0, at=3))])
    assert twice.own[attempt(1)][0].answers[attempt(1)].given.chosen == ("a option 0",)


@pytest.mark.parametrize(
    ("terms", "handed", "sentence"),
    [
        (OPEN, paper(1, name="\u202e\u200b"), "The name cannot be shown here"),
        (OPEN, paper(1, name="fuck"), "The name cannot be shown here"),
        (LISTED, paper(1, identifier="19"), "not on the class list"),
        (replace(OPEN, capacity=1), paper(1), "The room is full"),
        (OPEN, paper(1, Reply(3, 0, 0, Given(("x",)))), "question 4 was left out: there is no such"),
        (OPEN, paper(1, Reply(0, 0, 0, Given(("x",)))), "question 1 was left out: it cannot be an answer"),
        (OPEN, paper(1, Reply(0, 0, 0, Given())), "question 1 was left out: it cannot be an answer"),
        (OPEN, paper(1, reply(0, 0, 1)), "question 1 was left out: it cannot be an answer"),
        (OPEN, paper(1, Reply(2, 0, 0, Given(matched=(("c prompt 0", "w"),)))), "question 3 was left out"),
    ],
)
def test_what_cannot_be_taken_is_said(terms: DrillTerms, handed: Paper, sentence: str) -> None:
    seated = drill(Joined(0, "somebody", "Somebody"), terms=terms)
    gathering = gather(seated, [handed])
    ((of, said),) = gathering.faults
    assert of == handed
    assert sentence in said
    assert gathering.answers == 0


def test_what_cannot_be_taken_keeps_nothing_else_out() -> None:
    mixed = drill(terms=OPEN)
    gathering = gather(mixed, [paper(1, Reply(0, 0, 0, Given(("x",))), reply(1, 0)), paper(2, reply(0, 0))])
    assert (gathering.learners, gathering.answers, len(gathering.faults)) == (2, 2, 1)


def test_of_two_attempts_with_one_identifier_the_one_begun_first_counts() -> None:
    listed = drill(terms=LISTED)
    gathering = gather(listed, [paper(1, identifier="17", began=9), paper(2, identifier=" 17 ", began=3)])
    assert [learner.id for learner in listed.learners.values()] == [attempt(2)]
    assert "Another attempt with this identifier" in gathering.faults[0][1]


def test_whoever_has_a_name_that_is_taken_gets_a_number() -> None:
    named = drill(terms=OPEN)
    long = "W" * 24
    names = ["Ada", "\u0410da", "ADA", long, long]  # the second with a Cyrillic letter
    gather(named, [paper(number, name=name, began=number) for number, name in enumerate(names)])
    seated = [learner.name for learner in named.learners.values()]
    assert seated == ["Ada", "\u0410da 2", "ADA 3", long, "W" * 22 + " 2"]


def test_nothing_is_taken_of_whoever_was_sent_out_or_after_the_end() -> None:
    one = attempt(1)
    out = drill(Joined(0, one, "Learner 1"), Removed(1, one, is_banned=False), terms=OPEN)
    assert gather(out, [paper(1, reply(0, 0))]).answers == 0
    over = drill(Joined(0, one, "Learner 1"), Ended(1), terms=OPEN)
    gathering = gather(over, [paper(1, reply(0, 0)), paper(2, reply(0, 0))])
    assert gathering.events == ()
    assert [sentence for _, sentence in gathering.faults] == [
        "The answer to question 1 was left out. The drill is over.",
        "The drill is over.",
    ]


@pytest.mark.parametrize(
    ("name", "naming", "is_fit"),
    [
        ("Ada", Naming.FILTERED, True),
        ("", Naming.FREE, False),
        (" \u200b", Naming.FREE, False),
        ("fuck", Naming.FREE, True),
        ("fuck", Naming.FILTERED, False),
    ],
)
def test_a_name_is_fit_or_it_is_said_why_not(name: str, naming: Naming, is_fit: bool) -> None:
    assert (fault_of_name(name, replace(OPEN, naming=naming)) is None) is is_fit


# Always


def replies() -> st.SearchStrategy[Reply]:
    given = st.one_of(
        st.builds(
            Given, st.lists(st.sampled_from(["a option 0", "b option 0", "b option 1", "x"]), max_size=2).map(tuple)
        ),
        st.builds(Given, st.just(()), st.just((("c prompt 0", "x"),))),
    )
    moments = st.tuples(st.integers(0, 9), st.integers(0, 9))
    return st.builds(lambda place, at, given: Reply(place, min(at), max(at), given), st.integers(0, 4), moments, given)


def papers(most: int = 3) -> st.SearchStrategy[list[Paper]]:
    one = st.builds(
        lambda number, name, began, replies: paper(number, *replies, name=name, began=began),
        st.integers(0, most),
        st.sampled_from(["Ada", "ada", "Bob", ""]),
        st.integers(0, 3),
        st.lists(replies(), max_size=4),
    )
    return st.lists(one, max_size=6)


def handled_again(same: Sequence[Paper], data: st.DataObject) -> Iterator[Paper]:
    yield from data.draw(st.permutations(same))
    yield from data.draw(st.lists(st.sampled_from(same), max_size=4)) if same else []


@given(papers(), st.data())
def test_papers_in_any_order_and_any_number_make_the_same_events(handed: list[Paper], data: st.DataObject) -> None:
    assert gather(drill(terms=OPEN), handed).events == gather(drill(terms=OPEN), handled_again(handed, data)).events


@given(papers())
def test_the_events_make_the_drill_and_are_wanted_once(handed: list[Paper]) -> None:
    gathered = drill(terms=OPEN)
    events = gather(gathered, handed).events
    again = replay([created(OPEN), *events])
    assert (again.learners, again.own) == (gathered.learners, gathered.own)
    assert gather(again, handed).events == ()


@given(papers(), st.data())
def test_papers_that_come_little_by_little_give_the_answers_that_they_give_at_once(
    handed: list[Paper], data: st.DataObject
) -> None:
    # Each attempt once, under a name of its own: who comes first decides about the rest.
    once = list({each.attempt: replace(each, name=each.attempt[-5:]) for each in handed}.values())
    at_once, by_and_by = drill(terms=OPEN), drill(terms=OPEN)
    gather(at_once, once)
    for each in data.draw(st.permutations(once)):
        gather(by_and_by, [each])
    assert (at_once.learners, at_once.own) == (by_and_by.learners, by_and_by.own)
