from __future__ import annotations

import pytest

from quiz.checks.guessing.cues import ABOUT, ENGLISH, Cue, cues_of
from quiz.checks.guessing.weights import BY_HAND, LEARNT, WEIGHTS

STEM = "What keeps the defence of an infant weak?"
PLAIN = ("liver", "blood", "heart", "brain")

MARKED = [
    (Cue.LONGEST, STEM, ("livers", "blood", "heart", "brain"), {0}),
    (Cue.LONGEST, STEM, ("livers", "bloods", "heart", "brain"), set()),
    (Cue.LONGEST, STEM, ("livers", "blood"), {0}),
    (Cue.MUCH_LONGER, STEM, ("a liver that is large", "blood", "heart", "brain"), {0}),
    (Cue.MUCH_LONGER, STEM, ("a big liver", "blood", "heart", "brain"), set()),  # twice as long, six characters longer
    (Cue.MUCH_LONGER, STEM, (f"{'l' * 45}", f"{'b' * 34}", f"{'h' * 34}", f"{'r' * 34}"), set()),
    (Cue.DETAILED, STEM, ("liver, blood", "blood", "heart (left)", "brain"), {0, 2}),
    (Cue.DETAILED, STEM, ("liver and blood", "blood and bone", "heart & brain", "brain, bone"), set()),
    (Cue.DETAILED, STEM, ("sand", "blood", "heart", "brain"), set()),
    (Cue.CLANG, STEM, ("liver", "weakness", "heart", "weak muscles"), {3}),
    (Cue.CLANG, STEM, ("infants", "weak muscles", "heart", "brain"), set()),
    (Cue.CONVERGENCE, STEM, ("large liver", "large heart", "small liver", "small brain"), set()),
    (Cue.CONVERGENCE, STEM, ("large liver", "large heart", "small liver", "brain"), {0}),
    (Cue.ABSOLUTE, STEM, ("always the liver", "blood", "Never the heart", "brain"), {0, 2}),
    (Cue.ABSOLUTE, STEM, ("liver", "blood", "heart", "None of the above"), set()),
    (Cue.HEDGE, STEM, ("usually the liver", "blood", "heart", "brain"), {0}),
    (Cue.HEDGE, STEM, ("may", "can", "often", "some"), set()),  # what all have sets none apart
    (Cue.ALL_OF_ABOVE, STEM, ("liver", "blood", "heart", "All of the above."), {3}),
    (Cue.ALL_OF_ABOVE, STEM, ("liver", "blood", "heart", "all of these"), {3}),
    (Cue.NONE_OF_ABOVE, STEM, ("liver", "blood", "heart", "None of the above"), {3}),
    (Cue.MIDDLE_NUMBER, STEM, ("1,000 g", "20 g", "300 g", "4 g"), {1, 2}),
    (Cue.MIDDLE_NUMBER, STEM, ("1", "2", "2.0", "3"), set()),
    (Cue.MIDDLE_NUMBER, STEM, ("1", "2", "3", "many"), set()),
    (Cue.GRAMMAR, "It is an", ("enzyme", "antibody", "cytokine", "organ"), {2}),
    (Cue.GRAMMAR, "It is a", ("enzyme", "antibody", "organ", "acid"), set()),
    (Cue.GRAMMAR, "What is it?", ("enzyme", "antibody", "cytokine", "organ"), set()),
]


@pytest.mark.parametrize(("cue", "stem", "options", "marked"), MARKED)
def test_a_cue_marks_what_it_sets_apart(cue: Cue, stem: str, options: tuple[str, ...], marked: set[int]) -> None:
    found = cues_of(stem, options, is_english=True)
    assert {i for i, cues in enumerate(found) if cue in cues} == marked


def test_options_alike_have_no_cue() -> None:
    assert cues_of(STEM, PLAIN, is_english=True) == (frozenset(),) * 4


def test_every_cue_of_options_has_a_case_that_it_marks() -> None:
    assert {cue for cue, _, _, marked in MARKED if marked} == {*WEIGHTS} - {Cue.ABSOLUTE_STATEMENT, Cue.MOSTLY_TRUE}
    assert not {*LEARNT} & {*BY_HAND}
    assert {*ABOUT} == {*Cue}


@pytest.mark.parametrize(("cue", "stem", "options", "marked"), MARKED)
def test_of_another_language_only_lengths_and_shared_words_are_seen(
    cue: Cue, stem: str, options: tuple[str, ...], marked: set[int]
) -> None:
    found = cues_of(stem, options, is_english=False)
    expected = set() if cue in ENGLISH else marked
    assert {i for i, cues in enumerate(found) if cue in cues} == expected
