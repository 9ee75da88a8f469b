import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import quiz
from quiz.banks import blobs, cachefile
from quiz.banks.cache import Head, head_of, open_bank, read_head
from quiz.banks.columns import CachedQuestions
from quiz.banks.loader import load
from quiz.core.bank import Bank
from quiz.core.questions import Kind, Question
from quiz.errors import BankError
from tests.banks.strategies import banks, yaml_of

GOOD = Path(__file__).parent / "good"

BANK = """quiz: 1
id: cells
title: Cells
document: document.md
topics: {blood: Blood, bone: Bone}
questions:
  - id: carriers
    q: Which cells carry oxygen?
    options: [right: Red cells, wrong: White cells]
    cite: Red cells carry oxygen.
    topic: blood
    tags: [é]
  - id: tasks
    q: What does each do?
    match: [{prompt: Red cells, answer: carry}, {prompt: White cells, answer: fight}]
    topic: bone
    level: apply
    draft: true
"""


def at_rest(path: Path, seconds_ago: int = 60) -> None:
    """Leaves the file as if it had been written some time ago."""
    then = time.time() - seconds_ago
    os.utime(path, (then, then))


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    at_rest(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a small bank with a document, both at rest."""
    path = tmp_path / "cells"
    path.mkdir()
    write(path / "bank.yaml", BANK)
    write(path / "document.md", "Red cells carry oxygen.\n")
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where a cache may be made."""
    return tmp_path / "cache" / "banks"


def is_cached(bank: Bank) -> bool:
    return isinstance(bank.questions, CachedQuestions)


def values(bank: Bank) -> tuple[object, ...]:
    """All that a bank holds."""
    columns = bank.catalogue
    catalogue = (
        list(columns.ids),
        columns.kinds,
        list(columns.topics),
        columns.levels,
        dict(columns.tags),
        columns.drafts,
    )
    head = (bank.id, bank.title, bank.language, bank.license, dict(bank.topics))
    return head, tuple(bank.questions), catalogue, bank.document.text


def cache_file(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def test_a_bank_opened_again_comes_from_the_cache_and_is_the_same(folder: Path, cache: Path) -> None:
    first = open_bank(folder, cache)
    again = open_bank(folder / "bank.yaml", cache)
    assert not is_cached(first)
    assert is_cached(again)
    assert values(again) == values(first) == values(open_bank(folder, None))
    assert again.question("tasks") == first.question("tasks")
    assert [question.id for question in again.questions[::-1]] == ["tasks", "carriers"]
    assert again.questions[-1].id == "tasks"
    with pytest.raises(IndexError):
        again.questions[2]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(bank=banks())
def test_any_question_comes_out_as_it_went_in(bank: Bank) -> None:
    questions: Sequence[Question] = bank.questions
    assert [blobs.decode(blobs.encode(question)) for question in questions] == list(questions)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(bank=banks())
def test_any_bank_comes_out_as_it_went_in(folder: Path, cache: Path, bank: Bank) -> None:
    write(folder / "bank.yaml", yaml_of(bank))
    fresh = open_bank(folder, cache)
    cached = open_bank(folder, cache)
    assert is_cached(cached)
    assert values(cached) == values(fresh)


def test_a_list_of_banks_reads_the_head_alone(folder: Path, cache: Path) -> None:
    assert read_head(folder, cache) is None
    bank = open_bank(folder, cache)
    head = Head(
        "cells", "Cells", "en", "", {"blood": "Blood", "bone": "Bone"}, dict.fromkeys(Kind, 1) | {Kind.MULTIPLE: 0}
    )
    assert read_head(folder, cache) == head_of(bank) == head
    assert head.questions == 2
    assert read_head(folder, None) is None


@pytest.mark.parametrize("name", ["bank.yaml", "document.md"])
def test_a_file_that_was_changed_is_read_again(folder: Path, cache: Path, name: str) -> None:
    open_bank(folder, cache)
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").replace("carry oxygen", "cARRY oxygen"), encoding="utf-8")
    at_rest(path, 30)
    assert read_head(folder, cache) is None
    bank = open_bank(folder, cache)
    assert not is_cached(bank)
    assert values(bank) == values(load(folder).bank)
    assert is_cached(open_bank(folder, cache))


def test_a_change_that_leaves_size_and_time_alone_is_seen(folder: Path, cache: Path) -> None:
    open_bank(folder, cache)
    file = folder / "bank.yaml"
    before = file.stat()
    while file.stat().st_ctime_ns == before.st_ctime_ns:  # until the clock of the file system has ticked
        file.write_text(BANK.replace("title: Cells", "title: Sells"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert open_bank(folder, cache).title == "Sells"


@pytest.mark.parametrize("name", ["bank.yaml", "document.md"])
@pytest.mark.parametrize("seconds_ago", [0, -60])
def test_a_file_that_may_still_be_changing_is_not_cached(
    folder: Path, cache: Path, name: str, seconds_ago: int
) -> None:
    at_rest(folder / name, seconds_ago)
    open_bank(folder, cache)
    assert not cache.exists()


def test_a_document_that_went_away_is_missed(folder: Path, cache: Path) -> None:
    open_bank(folder, cache)
    (folder / "document.md").unlink()
    with pytest.raises(BankError):
        open_bank(folder, cache)


def test_a_broken_bank_is_not_cached(folder: Path, cache: Path) -> None:
    write(folder / "bank.yaml", "quiz: 1\n")
    with pytest.raises(BankError):
        open_bank(folder, cache)
    assert not cache.exists()


def test_another_version_of_the_program_reads_anew(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_bank(folder, cache)
    monkeypatch.setattr(quiz, "__version__", "0.0.0")
    assert not is_cached(open_bank(folder, cache))


def test_another_layout_is_read_anew(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_bank(folder, cache)
    monkeypatch.setattr(cachefile, "LAYOUT", cachefile.LAYOUT + 1)
    assert not is_cached(open_bank(folder, cache))


def test_the_cache_of_another_bank_is_not_taken(folder: Path, cache: Path) -> None:
    open_bank(folder, cache)
    content = cache_file(cache).read_bytes()
    copy = folder.parent / "copy"
    folder.rename(copy)
    open_bank(copy, cache)
    for path in cache.iterdir():
        path.write_bytes(content)
    assert not is_cached(open_bank(copy, cache))


@pytest.mark.parametrize("made", ["a file", "a folder"])
def test_a_cache_that_cannot_be_written_is_passed_over(folder: Path, cache: Path, made: str) -> None:
    if made == "a file":
        cache.parent.mkdir()
        cache.write_text("not a folder", encoding="utf-8")
    else:
        open_bank(folder, cache)
        path = cache_file(cache)
        path.unlink()
        path.mkdir()
    assert open_bank(folder, cache).id == "cells"
    assert cache.is_file() or cache_file(cache).is_dir()  # and no temporary file beside it


def test_whatever_byte_is_damaged_the_bank_is_right(folder: Path, cache: Path) -> None:
    expected = values(open_bank(folder, cache))
    path = cache_file(cache)
    content = path.read_bytes()
    for i in range(len(content)):
        path.write_bytes(content[:i] + bytes([content[i] ^ (1 << i % 8)]) + content[i + 1 :])
        read_head(folder, cache)
        assert values(open_bank(folder, cache)) == expected


def test_whatever_is_cut_off_the_bank_is_right(folder: Path, cache: Path) -> None:
    expected = values(open_bank(folder, cache))
    path = cache_file(cache)
    content = path.read_bytes()
    for i in range(0, len(content), 3):
        path.write_bytes(content[:i])
        assert values(open_bank(folder, cache)) == expected
    path.write_bytes(content + b"x")
    assert values(open_bank(folder, cache)) == expected


def test_damage_found_late_is_mended_from_the_bank_itself(folder: Path, cache: Path) -> None:
    open_bank(folder, cache)
    path = cache_file(cache)
    path.write_bytes(path.read_bytes().replace(b"Which cells", b"Whose cells"))
    bank = open_bank(folder, cache)
    assert is_cached(bank)
    assert bank.questions[0].stem == "Which cells carry oxygen?"
    assert not path.exists()


def test_damage_found_after_the_bank_was_changed_is_told(folder: Path, cache: Path) -> None:
    open_bank(folder, cache)
    path = cache_file(cache)
    path.write_bytes(path.read_bytes().replace(b"Which cells", b"Whose cells"))
    bank = open_bank(folder, cache)
    write(folder / "bank.yaml", BANK.replace("id: carriers", "id: others"))
    with pytest.raises(BankError, match="Open the bank again"):
        bank.questions[0]


def test_a_cached_bank_opens_without_yaml(folder: Path, cache: Path) -> None:
    open_bank(folder, cache)
    program = (
        "import sys; from pathlib import Path; from quiz.banks.library import Library; "
        f"library = Library([Path({str(folder)!r})], Path({str(cache)!r})); "
        "print(library.banks()[0].title, library.open('cells').questions[0].id, 'yaml' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "Cells carriers False\n"
