from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, strategies as st

from quiz.core.bank import MIXED, Bank, catalogue_of, mixed_id, parts_of
from quiz.core.mixture import Mixture
from quiz.core.questions import Question
from quiz.core.selection import Selection, draw
from tests.core.samples import bank, choice, matching

FIRST = bank(
    [choice("one", "10", topic="x", tags=("hard",)), matching("two", ["1", "2"], topic="y", is_draft=True)], id="first"
)
SECOND = bank([choice("one", "110", topic="y", tags=("hard", "long")), choice("three", "10", topic="x")], id="second")
MIXTURE = Mixture([FIRST, SECOND], "All")
IDS = ["first/one", "first/two", "second/one", "second/three"]


def test_a_mixture_has_the_questions_of_its_banks_one_after_another() -> None:
    assert MIXTURE.id == MIXED
    assert MIXTURE.title == "All"
    assert [question.id for question in MIXTURE.questions] == IDS
    assert [question.stem for question in MIXTURE.questions] == ["one?", "two?", "one?", "three?"]
    assert list(MIXTURE.topics.items()) == [("first/x", "X"), ("first/y", "Y"), ("second/y", "Y"), ("second/x", "X")]
    assert MIXTURE.document.text == ""


def test_the_catalogue_is_that_of_its_questions() -> None:
    expected = catalogue_of(MIXTURE.questions, tuple(MIXTURE.topics))
    assert MIXTURE.catalogue.ids == expected.ids == IDS
    assert MIXTURE.catalogue.topics == expected.topics
    assert MIXTURE.catalogue.kinds == expected.kinds
    assert MIXTURE.catalogue.levels == expected.levels
    assert MIXTURE.catalogue.tags == expected.tags
    assert MIXTURE.catalogue.drafts == expected.drafts


@pytest.mark.parametrize("id", IDS)
def test_a_question_leads_back_to_its_bank(id: str) -> None:
    of_bank, its_id = MIXTURE.source(id)
    assert mixed_id(of_bank.id, its_id) == id
    assert parts_of(id) == (of_bank.id, its_id)
    assert MIXTURE.question(id).stem == of_bank.question(its_id).stem
    assert id in MIXTURE


@pytest.mark.parametrize("id", ["one", "third/one", "first/three", "first/", "/one", ""])
@pytest.mark.parametrize("asked", [Mixture.source, Mixture.question])
def test_a_question_that_no_bank_has_is_not_there(id: str, asked: Callable[[Bank, str], object]) -> None:
    assert id not in MIXTURE
    with pytest.raises(KeyError):
        asked(MIXTURE, id)


@given(st.integers(-6, 6))
def test_a_place_is_that_of_a_list(place: int) -> None:
    listed = list(MIXTURE.questions)
    assert len(MIXTURE.questions) == len(listed)
    if -len(listed) <= place < len(listed):
        assert MIXTURE.questions[place] == listed[place]
    else:
        with pytest.raises(IndexError):
            MIXTURE.questions[place]


@given(st.slices(4))
def test_a_slice_is_that_of_a_list(places: slice) -> None:
    assert MIXTURE.questions[places] == list(MIXTURE.questions)[places]


def test_only_a_language_of_all_banks_is_the_mixtures() -> None:
    assert MIXTURE.language == "en"
    french = bank([choice("un", "10")], id="french")
    french.language = "fr"
    assert Mixture([FIRST, french], "All").language == ""
    assert Mixture([french], "All").language == "fr"


def test_questions_are_drawn_from_a_mixture_as_from_a_bank() -> None:
    assert sorted(draw(MIXTURE, Selection(), {}, 1)) == ["first/one", "second/one", "second/three"]
    assert draw(MIXTURE, Selection(topics=frozenset({"second/x"})), {}, 1) == ("second/three",)
    assert draw(MIXTURE, Selection(tags=frozenset({"long"})), {}, 1) == ("second/one",)


def test_a_question_is_read_only_when_it_is_asked_for() -> None:
    class Unread(Sequence[Question]):
        def __len__(self) -> int:
            return 2

        def __getitem__(self, place: Any) -> Any:
            raise AssertionError("read")

    unread = bank([choice("one", "10"), choice("two", "10")], id="unread")
    unread.questions = Unread()
    mixture = Mixture([unread, SECOND], "All")
    assert len(mixture.questions) == 4
    assert mixture.question("second/one").stem == "one?"
    with pytest.raises(AssertionError, match="read"):
        mixture.question("unread/one")
