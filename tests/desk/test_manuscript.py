"""A question while it is written: what of it is in the bank's file, and which others there are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from quiz.core.drafting import with_text
from quiz.desk.manuscript import Manuscript, begun, opened
from quiz.desk.workbench import Workbench, workbench
from quiz.errors import BankError

CELLS = Path(__file__).parent.parent / "data" / "banks" / "cells"
IDS = ["carry", "nucleus", "defenders", "tasks"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(CELLS, tmp_path / "cells")


@pytest.fixture
def bench(folder: Path) -> Workbench:
    return workbench(folder)


@pytest.mark.parametrize(
    ("id", "place", "before", "after"),
    [
        ("carry", (1, 4), None, "nucleus"),
        ("nucleus", (2, 4), "carry", "defenders"),
        ("tasks", (4, 4), "defenders", None),
    ],
)
def test_a_question_has_its_place_and_its_neighbours(
    bench: Workbench, id: str, place: tuple[int, int], before: str | None, after: str | None
) -> None:
    written = opened(bench, id)
    assert (written.place, written.neighbour(-1), written.neighbour(1)) == (place, before, after)
    assert written.kept_as == id


def test_a_new_question_is_in_no_file_and_on_the_topic_of_the_one_before(bench: Workbench) -> None:
    first = begun(bench, ("They have no nucleus.",))
    assert (first.begun.topic, first.begun.cites) == ("red", ("They have no nucleus.",))
    second = opened(bench, "tasks").begun_anew()
    assert (second.begun.topic, second.begun.cites) == ("white", ())
    for new in (first, second):
        assert (new.place, new.kept_as, new.neighbour(1), new.neighbour(-1)) == (None, None, "carry", "tasks")
        assert not new.is_changed(new.begun)


def test_what_is_saved_is_changed_no_longer(bench: Workbench, folder: Path) -> None:
    written = opened(bench, "carry")
    draft = with_text(written.begun, "why", " It is their task. ")
    assert written.is_changed(draft)
    saved = written.saved(draft)
    assert not saved.is_changed(with_text(draft, "why", "It is their task."))
    assert workbench(folder).bank.question("carry").why == "It is their task."


@pytest.mark.parametrize(("id", "then"), [("carry", "nucleus"), ("nucleus", "defenders"), ("tasks", "defenders")])
def test_after_a_question_that_goes_comes_the_next_or_else_the_one_before(
    bench: Workbench, folder: Path, id: str, then: str
) -> None:
    assert opened(bench, id).removed(id).kept_as == then
    assert [question.id for question in workbench(folder).bank.questions] == [each for each in IDS if each != id]


def test_the_only_question_does_not_go(bench: Workbench) -> None:
    written = opened(bench, "carry")
    for id in IDS[1:]:
        written = opened(written.bench.remove(id), "carry")
    with pytest.raises(BankError, match="Keep one question"):
        written.removed("carry")


def test_what_was_written_elsewhere_is_read_and_what_was_begun_stays(bench: Workbench, folder: Path) -> None:
    file = folder / "bank.yaml"
    written = opened(bench, "carry")
    file.write_text(file.read_text().replace("What do red blood cells carry?", "What is carried?"))
    again = written.read_again()
    assert again.kept is not None
    assert (again.kept.stem, again.begun.stem) == ("What is carried?", "What do red blood cells carry?")
    assert again.is_changed(written.begun)
    again.bench.remove("carry")
    gone = again.read_again()
    assert (gone.kept, gone.begun) == (None, written.begun)
    saved = gone.saved(gone.begun)
    assert saved.place == (4, 4)


def test_a_rule_is_allowed_beside_what_is_not_saved_yet(bench: Workbench) -> None:
    written = opened(bench, "carry")
    draft = replace(written.begun, why="")
    assert "missing-why" in {flaw.rule for flaw in written.flaws(draft)}
    after = written.allowing("carry", "missing-why", "It is plain.")
    assert "missing-why" not in {flaw.rule for flaw in after.flaws(draft)}
    assert (after.kept, after.begun) == (written.kept, written.begun)
    assert isinstance(after, Manuscript)
