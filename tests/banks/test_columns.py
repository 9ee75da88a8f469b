"""The columns of a bank in the cache: its ids are found without making them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import generated
from quiz.banks.cache import open_bank
from quiz.banks.columns import CachedIds
from quiz.core.bank import Bank
from quiz.core.questions import fingerprint_of

COUNT = 40


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    folder = generated.write(tmp_path / "bank", COUNT)
    open_bank(folder, tmp_path / "cache")
    return open_bank(folder, tmp_path / "cache")


def test_every_id_is_found_at_its_place(bank: Bank) -> None:
    ids = bank.catalogue.ids
    assert isinstance(ids, CachedIds)
    assert list(ids) == [ids[place] for place in range(COUNT)] == list(ids[:])
    assert [bank.question(id).id for id in ids] == list(ids)
    assert ids[-1] == ids[COUNT - 1]
    assert ids[-3:] == list(ids)[-3:]


@pytest.mark.parametrize("searched", [0, 1, 63, 64, 65, 200])
def test_an_id_is_found_however_many_were_searched_before(bank: Bank, searched: int) -> None:
    for number in range(searched):
        assert f"other-{number}" not in bank
    assert "question-000001" in bank
    assert "question-0" not in bank
    assert bank.question(bank.catalogue.ids[-1]).id == f"question-{COUNT - 1:06}"


def test_the_fingerprints_are_those_of_the_questions(bank: Bank) -> None:
    fingerprints = bank.catalogue.fingerprints
    assert fingerprints is not None
    assert list(fingerprints) == [fingerprint_of(question) for question in bank.questions]
    assert [bank.fingerprint(id) for id in bank.catalogue.ids] == list(fingerprints)
    assert (fingerprints[-1], fingerprints[3:5]) == (fingerprints[COUNT - 1], [fingerprints[3], fingerprints[4]])
    for place in (COUNT, -COUNT - 1):
        with pytest.raises(IndexError):
            fingerprints[place]
    with pytest.raises(KeyError):
        bank.fingerprint("other")


@pytest.mark.parametrize(
    "other",
    ["", "question", "question-00000", "question-0000000", "question-000000\nquestion-000001", "\n", "\ud800", "é"],
)
def test_no_part_of_an_id_and_no_two_of_them_are_one(bank: Bank, other: str) -> None:
    assert other not in bank
    with pytest.raises(KeyError):
        bank.question(other)


@pytest.mark.parametrize("place", [COUNT, -COUNT - 1])
def test_there_is_none_beyond_the_ends(bank: Bank, place: int) -> None:
    with pytest.raises(IndexError):
        bank.catalogue.ids[place]


def test_a_generated_bank_is_the_same_each_time_and_has_no_fault(tmp_path: Path) -> None:
    one, other = (generated.write(tmp_path / name, COUNT) for name in ("one", "other"))
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes()
    assert len(open_bank(one, None).questions) == COUNT
