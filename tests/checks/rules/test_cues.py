from __future__ import annotations

import pytest

from quiz.core.questions import Choice, Question
from tests.checks.authoring import choice, matching, parts


@pytest.mark.parametrize("rule", ["key-longest", "clang", "convergence", "verbatim-key"])
@pytest.mark.parametrize(
    "question",
    [
        choice(),
        choice("True or false: it is so.", ["True", "False"], pinned=True),
        choice("Is it so?", ["Yes, it is so at all times", "Yes, it"], pinned=True),
    ],
)
def test_a_well_written_question_has_no_cue(rule: str, question: Choice) -> None:
    assert parts(rule, question) == []


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
    assert parts("key-longest", question) == (["options[0]"] if is_flaw else [])


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
    assert parts("clang", question) == (["options[0]"] if is_flaw else [])


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
    assert parts("convergence", choice(options=options)) == (["options[0]"] if is_flaw else [])


def test_several_keys_give_nothing_away_by_what_they_share() -> None:
    question = choice(
        options=["Fewer lymphocytes, more antibodies", "Fewer lymphocytes", "More antibodies"], keys=(0, 1)
    )
    assert parts("convergence", question) == []


CITE = "In the gut of neonates, interleukin-2 keeps the balance between tolerance and defence."
NINE = "interleukin-2 keeps the balance between tolerance and defence"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (choice(options=[NINE, "Something else"], cites=(CITE,)), ["options[0]"]),
        (choice(options=[NINE.upper().replace("-", "‑"), "Something else"], cites=(CITE,)), ["options[0]"]),
        (choice(options=[f"It is so that {NINE}.", "Something else"], cites=(CITE,)), ["options[0]"]),
        (choice(options=["Something else", NINE], cites=(CITE,)), []),  # a distractor
        (choice(options=[NINE.removesuffix(" defence"), "Something else"], cites=(CITE,)), []),  # eight words
        (choice(options=[NINE.replace("keeps", "holds"), "Something else"], cites=(CITE,)), []),
        (choice(options=[f"{NINE}s", "Something else"], cites=(CITE,)), []),  # eight whole words and one more
        (choice(options=[NINE, "Something else"]), []),  # cites nothing
        (matching(cite=CITE), []),
    ],
)
def test_a_key_in_the_words_of_the_document(question: Question, expected: list[str]) -> None:
    assert parts("verbatim-key", question) == expected
