"""The ids of a bank in the cache, found without making them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import generated
from quiz.banks.cache import open_bank
from quiz.banks.cachefile import CachedIds
from quiz.core.questions import Bank

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
