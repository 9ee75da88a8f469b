"""A question as a client has it, before and after the reveal."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from quiz.core.answers import Answer, Chosen, Matched
from quiz.core.certainty import Certainty
from quiz.core.documents.document import Document
from quiz.core.marking import mark
from quiz.core.questions import Choice, Kind, Matching, kind_of
from quiz.live.client.shown import answer_of, excerpt, mark_of, own_answer, shown
from quiz.live.protocol import PublicQuestion, Reveal
from tests.tui.drill_views import CHOICE, MATCHING, MATCHING_REVEAL, REVEAL, RIGHT, SEVERAL


@pytest.mark.parametrize(
    ("public", "reveal", "kind"),
    [
        (CHOICE, None, Kind.CHOICE),
        (CHOICE, REVEAL, Kind.CHOICE),
        (CHOICE, {**REVEAL, "key": [0, 1]}, Kind.CHOICE),
        (SEVERAL, None, Kind.MULTIPLE),
        (SEVERAL, {**REVEAL, "key": [0, 1]}, Kind.MULTIPLE),
        (MATCHING, None, Kind.MATCHING),
        (MATCHING, MATCHING_REVEAL, Kind.MATCHING),
    ],
)
def test_a_question_keeps_its_kind_and_its_order(public: PublicQuestion, reveal: Reveal | None, kind: Kind) -> None:
    question, order = shown(public, reveal)
    assert kind_of(question) is kind
    texts = question.choices if isinstance(question, Matching) else tuple(each.text for each in question.options)
    assert [texts[index] for index in order.choices] == public["options"]
    if isinstance(question, Matching):
        assert [question.pairs[index].prompt for index in order.prompts] == public["prompts"]


def test_the_key_and_the_explanations_come_with_the_reveal() -> None:
    question, _ = shown(CHOICE, REVEAL)
    assert isinstance(question, Choice)
    assert question.keys == {0}
    assert question.options[1].why == "They carry oxygen."
    pairs, _ = shown(MATCHING, MATCHING_REVEAL)
    assert isinstance(pairs, Matching)
    assert [pair.answer for pair in pairs.pairs] == ["Adaptive immunity", "Carries oxygen", "Clots blood"]


def test_a_stem_alone_has_nothing_to_choose_from() -> None:
    question, order = shown({**CHOICE, "options": None})
    assert question.stem == CHOICE["stem"]
    assert order.choices == ()


@given(st.sets(st.integers(0, 3)).map(frozenset))
def test_options_come_back_from_the_wire(options: frozenset[int]) -> None:
    known = shown(SEVERAL)
    assert answer_of(known, own_answer(known, Chosen(options), None)) == Chosen(options)


@given(st.tuples(*[st.none() | st.integers(0, 2)] * 3), st.booleans())
def test_pairs_come_back_from_the_wire(choices: tuple[int | None, ...], is_revealed: bool) -> None:
    known = shown(MATCHING, MATCHING_REVEAL if is_revealed else None)
    answer = Matched(choices)
    own = own_answer(known, answer, Certainty.HIGH)
    assert own["certainty"] == "high"
    assert answer_of(known, own) == answer


@given(st.permutations([0, 1, 2]))
def test_the_partners_of_the_key_are_right_wherever_they_stand(key: list[int]) -> None:
    known = shown(MATCHING, {**MATCHING_REVEAL, "key": key})
    answer: Answer = answer_of(known, {"chosen": [], "matched": list(key), "certainty": None})
    assert mark(known.question, answer).is_right


def test_places_that_there_are_not_are_left_out() -> None:
    known = shown(MATCHING)
    assert answer_of(known, {"chosen": [], "matched": [7, -1, 1, 2], "certainty": None}) == Matched((None, None, 1))
    assert answer_of(shown(CHOICE), {"chosen": [9, 1], "matched": [], "certainty": None}) == Chosen(frozenset({1}))


def test_the_mark_is_the_servers() -> None:
    assert mark_of(RIGHT).is_right
    assert mark_of(None).fraction == 0


def test_an_excerpt_has_each_heading_once_and_its_quotations_stand_in_it() -> None:
    text, quotes = excerpt([*REVEAL["passages"], {"heading": "Production", "parts": [("More.", False), (" ", True)]}])
    assert text.count("# Production") == 1
    assert quotes == ("IL-2 is produced mainly by activated CD4+ T cells",)
    assert all(Document(text).find(quote) for quote in quotes)
