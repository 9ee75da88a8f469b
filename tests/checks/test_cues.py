from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from quiz.checks import cues
from quiz.checks.flaw import Flaw
from quiz.core.questions import Choice
from tests.checks.authoring import choice, places

Rule = Callable[[Choice], Iterator[Flaw]]
RULES: list[Rule] = [
    cues.key_longest,
    cues.clang,
    cues.convergence,
    cues.near_duplicates,
    cues.length_spread,
    cues.lead_in,
]


@pytest.mark.parametrize("rule", RULES)
def test_a_well_written_question_has_no_cue(rule: Rule) -> None:
    assert list(rule(choice())) == []


@pytest.mark.parametrize("rule", RULES)
def test_true_and_false_are_no_cues(rule: Rule) -> None:
    assert list(rule(choice("True or false: it is so.", ["True", "False"], pinned=True))) == []
    assert list(rule(choice("Is it so?", ["Yes, it is so at all times", "Yes, it"], pinned=True))) == []


@pytest.mark.parametrize(
    ("lengths", "keys", "is_flaw"),
    [
        ((30, 20, 20, 20), (0,), True),
        ((29, 20, 20, 20), (0,), False),  # less than half as long again
        ((15, 6, 6, 6), (0,), False),  # less than ten characters longer
        ((16, 6, 6, 6), (0,), True),
        ((30, 30, 10, 10), (0,), False),  # not the only longest
        ((20, 30, 20, 20), (0,), False),  # a distractor is the longest
        ((30, 20), (0,), False),
        ((40, 20, 40, 20), (0, 2), False),
    ],
)
def test_a_key_that_stands_out_by_its_length(lengths: tuple[int, ...], keys: tuple[int, ...], is_flaw: bool) -> None:
    question = choice(options=["abcdefgh"[i] * length for i, length in enumerate(lengths)], keys=keys)
    assert places(cues.key_longest(question)) == ([("key-longest", "options[0]")] if is_flaw else [])


@pytest.mark.parametrize(
    ("options", "keys", "is_flaw"),
    [
        (["Producer cells", "Neutrophils", "Platelets"], (0,), True),
        (["Production of it", "Neutrophils", "Platelets"], (0,), False),  # another word
        (["Producers", "Productive cells that produce", "Platelets"], (0,), False),
        (["Lymphocytes", "Neutrophils that produce", "Platelets"], (0,), False),
        (["Which of the two", "Neutrophils", "Platelets"], (0,), False),  # a function word
        (["Produced", "Produces", "Platelets"], (0, 1), False),
    ],
)
def test_a_key_that_alone_repeats_a_word_of_the_stem(options: list[str], keys: tuple[int, ...], is_flaw: bool) -> None:
    question = choice("Which of them produce the cytokine?", options, keys)
    assert places(cues.clang(question)) == ([("clang", "options[0]")] if is_flaw else [])


@pytest.mark.parametrize(
    ("options", "is_flaw"),
    [
        (["Fewer lymphocytes, more antibodies", "Fewer lymphocytes, fever", "Pallor, more antibodies"], True),
        (["Fever, pallor", "Fewer lymphocytes, fever", "Fewer lymphocytes, cough"], False),
        (["Fewer lymphocytes", "Fewer lymphocytes, fever", "Fewer lymphocytes, cough"], False),
        (["Fever", "Pallor", "Cough"], False),
    ],
)
def test_a_key_in_which_the_distractors_meet(options: list[str], is_flaw: bool) -> None:
    assert places(cues.convergence(choice(options=options))) == ([("convergence", "options[0]")] if is_flaw else [])


def test_several_keys_give_nothing_away_by_what_they_share() -> None:
    question = choice(
        options=["Fewer lymphocytes, more antibodies", "Fewer lymphocytes", "More antibodies"], keys=(0, 1)
    )
    assert list(cues.convergence(question)) == []


LONG = "the level of the cytokine in the blood of neonates with sepsis rises"


@pytest.mark.parametrize(
    ("one", "other", "is_flaw"),
    [
        (LONG, LONG.replace("rises", "falls"), True),
        (LONG, LONG.replace("the blood", "a vein").replace("rises", "falls"), False),
        ("Activated T cells", "activated  t‑cells", False),
        ("Activated T-cells", "activated  t‑cells", True),
        ("5 mg", "10 mg", False),
        ("1990 to 2000", "1900 to 2010", False),
        ("Sepsis before enterocolitis", "Enterocolitis before sepsis", False),
        ("+", "-", False),
        ("Yes", "No", False),
    ],
)
def test_two_options_that_say_almost_the_same(one: str, other: str, is_flaw: bool) -> None:
    question = choice(options=["Something else", one, other])
    assert places(cues.near_duplicates(question)) == ([("near-duplicates", "options[2]")] if is_flaw else [])


@pytest.mark.parametrize(
    ("lengths", "is_flaw"),
    [((10, 26), True), ((10, 25), False), ((2, 11), False), ((2, 12), True), ((10, 10), False), ((26, 12, 10), True)],
)
def test_options_of_very_different_lengths(lengths: tuple[int, ...], is_flaw: bool) -> None:
    question = choice(options=["abc"[i] * length for i, length in enumerate(lengths)])
    assert places(cues.length_spread(question)) == ([("length-spread", "options")] if is_flaw else [])


@pytest.mark.parametrize(
    ("options", "shared"),
    [
        (["It is made by T cells", "It is made in the gut", "It is stored"], "It is"),
        (["It grows", "It rests", "It is stored"], ""),
        (["It is made", "Is it made", "It is stored"], ""),
        (["It is", "It is stored"], "It is"),
        (["细胞因子", "细胞因子的"], ""),
    ],
)
def test_options_that_all_begin_with_the_same_words(options: list[str], shared: str) -> None:
    flaws = list(cues.lead_in(choice(options=options)))
    assert places(flaws) == ([("lead-in", "options")] if shared else [])
    assert all(f'"{shared}"' in flaw.sentence for flaw in flaws)
