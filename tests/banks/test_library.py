import os
import time
from pathlib import Path

import pytest

from quiz.banks.library import Library
from quiz.errors import BankError, RequestError

BANK = """quiz: 1
id: {id}
title: {title}
topics: {{t: T}}
questions:
  - id: one
    q: One?
    options: [right: a, wrong: b]
    topic: t
"""


def put(folder: Path, id: str, title: str = "Title") -> Path:
    """A bank of one question in that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "bank.yaml"
    file.write_text(BANK.format(id=id, title=title), encoding="utf-8")
    then = time.time() - 60
    os.utime(file, (then, then))
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    return tmp_path / "shipped"


@pytest.fixture(params=[True, False], ids=["cache", "no cache"])
def library(request: pytest.FixtureRequest, tmp_path: Path, own: Path, shipped: Path) -> Library:
    """A library of the learner's own folder and then the shipped one, with a cache and without."""
    return Library([own, shipped], tmp_path / "cache" if request.param else None)


def test_banks_come_in_the_order_of_folders_and_ids(library: Library, own: Path, shipped: Path) -> None:
    put(own / "1", "zebra")
    put(own / "2", "ant", "Ants")
    put(shipped / "3", "bee")
    (own / "no bank").mkdir()
    (own / "file.txt").write_text("x", encoding="utf-8")
    for _ in range(2):
        banks = library.banks()
        assert [(bank.id, bank.path) for bank in banks] == [
            ("ant", own / "2"),
            ("zebra", own / "1"),
            ("bee", shipped / "3"),
        ]
        assert (banks[0].title, banks[0].questions, banks[0].problem) == ("Ants", 1, None)


def test_folders_that_do_not_exist_hold_no_banks(library: Library) -> None:
    assert library.banks() == ()
    with pytest.raises(RequestError, match='There is no bank "ant", and none at all in '):
        library.open("ant")


def test_a_folder_may_itself_be_a_bank(tmp_path: Path) -> None:
    put(tmp_path / "a", "ant")
    put(tmp_path / "a" / "inside", "bee")
    banks = Library([tmp_path / "a", tmp_path], None).banks()
    assert [(bank.id, bank.path) for bank in banks] == [("ant", tmp_path / "a")]


def test_a_broken_bank_hides_no_other(library: Library, own: Path, shipped: Path) -> None:
    put(own / "broken", "bad id", "")
    put(shipped / "a", "ant")
    broken, whole = library.banks()
    assert (broken.id, broken.title, broken.questions) == ("broken", "", 0)
    assert broken.problem is not None
    assert broken.problem.startswith(f'{own / "broken" / "bank.yaml"}:2:5: Make "bad id" an id')
    assert broken.problem.endswith(" There is 1 more.")
    assert whole.problem is None
    assert library.open("ant").id == "ant"
    with pytest.raises(BankError):
        library.open("broken")


def test_of_two_banks_with_an_id_the_first_is_taken(library: Library, own: Path, shipped: Path) -> None:
    put(shipped / "a", "ant", "Shipped")
    put(own / "a", "ant", "Own")
    first, second = library.banks()
    assert (first.title, first.is_shadowed) == ("Own", False)
    assert (second.title, second.is_shadowed) == ("Shipped", True)
    assert second.problem == f"Its id is that of the bank in {own / 'a'}, which comes first."
    assert library.open("ant").title == "Own"
    assert library.open(str(second.path)).title == "Shipped"


def test_a_bank_is_opened_by_folder_and_by_file(library: Library, tmp_path: Path) -> None:
    path = put(tmp_path / "elsewhere", "ant")
    assert library.open(str(path)).id == "ant"
    assert library.open(str(path / "bank.yaml")).id == "ant"
    with pytest.raises(BankError, match="There is no such file"):
        library.open(str(tmp_path))


def test_a_bank_has_the_path_that_is_opened(library: Library, own: Path, tmp_path: Path) -> None:
    shelved, other = put(own / "a", "ant"), put(tmp_path / "elsewhere", "ant")
    assert library.path_of("ant") == shelved
    assert library.path_of(str(other)) == other
    assert library.path_of(str(other / "bank.yaml")) == other / "bank.yaml"
    with pytest.raises(RequestError):
        library.path_of("nat")


def test_a_bank_in_the_current_folder_goes_before_an_id(
    library: Library, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(own / "a", "ant", "Shelved")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here" / "ant").mkdir()
    assert library.open("ant").title == "Shelved"
    put(tmp_path / "here" / "ant", "ant", "Here")
    assert library.open("ant").title == "Here"


@pytest.mark.parametrize("name", ["nat", "x\0y", "x" * 5000, "no/such/folder", "", "x/" * 3000])
def test_an_unknown_name_is_told_with_the_names_there_are(library: Library, own: Path, name: str) -> None:
    put(own / "a", "ant")
    put(own / "b", "bee")
    with pytest.raises(RequestError) as caught:
        library.open(name)
    assert str(caught.value).endswith(" The banks are: ant, bee.")
    assert ('did you mean "ant"?' in str(caught.value)) == (name == "nat")
