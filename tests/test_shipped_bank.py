"""What the shipped bank promises: a question on every statement, explained, cited, and not to be guessed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quiz.banks.loader import Loaded, load
from quiz.checks.coverage import coverage
from quiz.checks.examination import examine
from quiz.checks.kinds import is_true_or_false
from quiz.checks.rules.item_writing import absolute_distractor
from quiz.checks.rules.key_length import tail
from quiz.core.bank import Bank
from quiz.core.questions import Choice, Kind, Level, Matching, all_cites, kind_of
from quiz.core.text import fold

BANK = Path(__file__).parents[1] / "questions" / "il2-neonatal"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(BANK)


@pytest.fixture(scope="module")
def bank(loaded: Loaded) -> Bank:
    return loaded.bank


def single_answers(bank: Bank) -> list[Choice]:
    """The questions with one key among three options or more."""
    return [
        question
        for question in bank.questions
        if isinstance(question, Choice) and len(question.keys) == 1 and not is_true_or_false(question)
    ]


def test_it_loads_without_a_warning(loaded: Loaded) -> None:
    assert loaded.warnings == ()
    assert loaded.bank.id == "il2-neonatal"


def test_it_has_enough_questions_of_every_kind(bank: Bank) -> None:
    kinds = Counter(kind_of(question) for question in bank.questions)
    assert len(bank.questions) >= 48
    assert kinds[Kind.MATCHING] >= 10
    assert kinds[Kind.MULTIPLE] >= 8
    assert len(single_answers(bank)) >= 20
    assert not bank.catalogue.drafts


@pytest.mark.parametrize(
    ("stem", "key"),
    [
        ("Which cells predominantly produce IL-2?", "Activated T cells"),
        ("Which disorder primarily affects the gut of premature infants?", "Necrotizing enterocolitis"),
    ],
)
def test_it_asks_the_questions_it_was_asked_for(bank: Bank, stem: str, key: str) -> None:
    (question,) = (question for question in bank.questions if question.stem == stem)
    assert isinstance(question, Choice)
    (right,) = (option.text for option in question.options if option.is_key)
    assert fold(right).startswith(fold(key))


def test_it_asks_at_every_level_and_on_every_topic(bank: Bank) -> None:
    levels = Counter(question.level for question in bank.questions)
    assert set(levels) == set(Level)
    assert min(levels.values()) >= 10
    topics = Counter(question.topic for question in bank.questions)
    assert set(topics) == set(bank.topics)
    assert min(topics.values()) >= 5


def test_everything_is_explained(bank: Bank) -> None:
    for question in bank.questions:
        if isinstance(question, Choice):
            whys = [option.why for option in question.options]
        else:
            whys = [*(pair.why for pair in question.pairs), *(extra.why for extra in question.extras)]
        assert question.why, question.id
        assert all(whys), question.id


def test_every_question_cites_the_document(bank: Bank) -> None:
    for question in bank.questions:
        cites = all_cites(question)
        assert cites, question.id
        assert all(len(bank.document.find(cite)) == 1 for cite in cites), question.id


def test_every_statement_is_examined(bank: Bank) -> None:
    it = coverage(bank)
    assert len(it.statements) >= 30
    assert [bank.document.text[span.start : span.end] for span in it.uncovered] == []
    assert it.share == 1
    assert all(section.tally.share == 1 for section in it.sections)


def test_the_checks_find_nothing(bank: Bank) -> None:
    assert examine(bank) == ()


def test_no_distractor_has_a_word_without_exception(bank: Bank) -> None:
    # Asked of every choice question by itself, so that it holds whatever the checks leave out.
    for question in bank.questions:
        if isinstance(question, Choice):
            assert list(absolute_distractor(question)) == []


def test_the_longest_option_is_the_key_no_more_often_than_by_chance(bank: Bank) -> None:
    questions = single_answers(bank)
    longest = 0
    for question in questions:
        lengths = {option.is_key: 0 for option in question.options}
        for option in question.options:
            lengths[option.is_key] = max(lengths[option.is_key], len(option.text))
        longest += lengths[True] > lengths[False]
    chances = [1 / len(question.options) for question in questions]
    assert longest <= sum(chances)
    assert tail(chances, longest) > 0.05


def test_the_first_option_of_the_file_is_shuffled(bank: Bank) -> None:
    assert all(not option.is_pinned for question in single_answers(bank) for option in question.options)


def test_true_and_false_are_the_answer_about_equally_often(bank: Bank) -> None:
    keys = Counter(
        fold(option.text)
        for question in bank.questions
        if isinstance(question, Choice) and is_true_or_false(question)
        for option in question.options
        if option.is_key
    )
    assert set(keys) == {"true", "false"}
    assert abs(keys["true"] - keys["false"]) <= 1


def test_matching_cannot_be_solved_by_leaving_out_alone(bank: Bank) -> None:
    for question in bank.questions:
        if isinstance(question, Matching):
            spare = len(question.choices) - len({pair.answer for pair in question.pairs})
            assert spare >= 1, question.id
