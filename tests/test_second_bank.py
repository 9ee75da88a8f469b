"""What the bank on the kidneys promises beyond what every shipped bank does."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.banks.loader import Loaded, load
from quiz.checks.mutation.mutants import mutate
from quiz.core.questions import Choice

BANK = Path(__file__).parents[1] / "questions" / "kidneys"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(BANK)


def test_nothing_of_it_is_excused(loaded: Loaded) -> None:
    assert loaded.exemptions.ignored == ()
    assert not loaded.exemptions.of_bank
    assert not loaded.exemptions.of_question


@pytest.mark.parametrize("seed", range(12))
def test_a_key_would_notice_its_facts_however_they_are_flipped(loaded: Loaded, seed: int) -> None:
    found = mutate(loaded.bank, loaded.exemptions, seed=seed)
    assert [f"{mutant.flip.was} -> {mutant.flip.now}" for mutant in found.survivors] == []


@pytest.mark.parametrize(
    "number",
    [
        "A fifth",
        "One million",
        "125 millilitres",
        "180 litres",
        "99 per cent",
        "1 to 2 litres",
        "10 millimoles per litre",
        "Three months",
        "15 millilitres a minute",
    ],
)
def test_a_question_asks_for_each_number_of_the_document(loaded: Loaded, number: str) -> None:
    keys = [
        option.text
        for question in loaded.bank.questions
        if isinstance(question, Choice)
        for option in question.options
        if option.is_key
    ]
    assert number in keys
