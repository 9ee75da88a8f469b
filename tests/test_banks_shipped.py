"""What every shipped bank promises: a question on every statement, explained, cited, and not to be guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.banks.loader import Loaded, load
from quiz.checks.coverage import coverage
from quiz.checks.guessing.report import guess
from quiz.checks.kinds import is_true_or_false
from quiz.checks.mutation.mutants import mutate
from quiz.cli.mutate import DEFAULT_SEED
from quiz.core.bank import Bank
from quiz.core.questions import Choice, Kind, Level, Matching, all_cites, kind_of
from quiz.core.text import fold
from quiz.desk.bench import examined

QUESTIONS = Path(__file__).parents[1] / "questions"
FOLDERS = sorted(file.parent for file in QUESTIONS.glob("*/bank.yaml"))


@pytest.fixture(scope="module", params=FOLDERS, ids=[folder.name for folder in FOLDERS])
def folder(request: pytest.FixtureRequest) -> Path:
    found = request.param
    assert isinstance(found, Path)
    return found


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Loaded:
    return load(folder)


@pytest.fixture(scope="module")
def bank(loaded: Loaded) -> Bank:
    return loaded.bank


def explanations(bank: Bank) -> Iterator[tuple[str, str]]:
    """Every explanation of the bank with the id of its question."""
    for question in bank.questions:
        yield question.id, question.why
        if isinstance(question, Choice):
            yield from ((question.id, option.why) for option in question.options)
        else:
            yield from ((question.id, pair.why) for pair in question.pairs)
            yield from ((question.id, extra.why) for extra in question.extras)


def test_there_are_two_banks() -> None:
    assert [folder.name for folder in FOLDERS] == ["il2-neonatal", "kidneys"]


def test_it_stands_in_a_folder_of_its_name_with_its_document_and_nothing_else(folder: Path, bank: Bank) -> None:
    assert bank.id == folder.name
    assert sorted(path.name for path in folder.iterdir()) == ["bank.yaml", "document.md"]
    assert bank.license == "CC-BY-4.0"


def test_an_editor_completes_and_checks_it_while_one_types(folder: Path) -> None:
    first = (folder / "bank.yaml").read_text(encoding="utf-8").partition("\n")[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (folder / schema).resolve() == QUESTIONS / "bank.schema.json"


def test_it_has_enough_questions_of_every_kind_and_no_drafts(bank: Bank) -> None:
    kinds = Counter(kind_of(question) for question in bank.questions)
    assert len(bank.questions) >= 36
    assert kinds[Kind.MATCHING] >= 10
    assert kinds[Kind.MULTIPLE] >= 5
    assert not bank.catalogue.drafts


def test_it_asks_at_every_level_and_on_every_topic(bank: Bank) -> None:
    levels = Counter(question.level for question in bank.questions)
    assert set(levels) == set(Level)
    assert min(levels.values()) >= 8
    topics = Counter(question.topic for question in bank.questions)
    assert set(topics) == set(bank.topics)
    assert min(topics.values()) >= 5


def test_all_of_it_is_explained(bank: Bank) -> None:
    assert [id for id, why in explanations(bank) if not why] == []


def test_all_quotations_stand_in_the_document_once(bank: Bank) -> None:
    for question in bank.questions:
        cites = all_cites(question)
        assert cites, question.id
        assert [cite for cite in cites if len(bank.document.find(cite)) != 1] == [], question.id


def test_pairs_have_quotations_of_their_own(bank: Bank) -> None:
    for question in bank.questions:
        if isinstance(question, Matching):
            assert all(pair.cites for pair in question.pairs), question.id


def test_the_bench_has_nothing_to_say(folder: Path) -> None:
    assert examined(folder).problems == ()


def test_all_statements_are_examined(loaded: Loaded) -> None:
    bank = loaded.bank
    it = coverage(bank, loaded.exemptions.ignored)
    assert len(it.statements) >= 30
    assert [bank.document.text[span.start : span.end] for span in it.uncovered] == []
    assert it.share == 1


def test_who_has_read_nothing_does_no_better_than_chance(bank: Bank) -> None:
    guesses = guess(bank)
    assert guesses.is_enough
    assert not guesses.is_above_chance


def test_a_key_would_notice_whatever_fact_is_flipped(loaded: Loaded) -> None:
    found = mutate(loaded.bank, loaded.exemptions, seed=DEFAULT_SEED)
    assert found.mutants
    assert [f"{mutant.flip.was} -> {mutant.flip.now}" for mutant in found.survivors] == []


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
