from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.core.certainty import Certainty
from quiz.core.drills.assignment import Paper
from quiz.errors import QuizError
from quiz.live.paper.notebook import Notebook, begin, left, of_learner
from tests.core.papers import DRILL, paper, reply

ADA = paper(1, name="Ada", identifier="17", began=5)
FIRST, SECOND = reply(0, 0), reply(1, 0, 1, at=3, certainty=Certainty.HIGH)


def with_two(folder: Path) -> Notebook:
    notebook = begin(folder, ADA)
    notebook.add(FIRST)
    notebook.add(SECOND)
    return notebook


def papers(folder: Path) -> list[Paper]:
    return [notebook.paper for notebook in left(folder, DRILL)]


def test_what_was_added_is_there_for_whoever_opens_it_next(tmp_path: Path) -> None:
    notebook = with_two(tmp_path)
    assert notebook.paper.replies == (FIRST, SECOND)
    assert papers(tmp_path) == [notebook.paper]
    assert notebook.path.stat().st_mode & 0o077 == 0


def test_wherever_the_file_is_cut_off_the_answers_before_are_kept_and_it_goes_on(tmp_path: Path) -> None:
    path = with_two(tmp_path).path
    whole = path.read_bytes()
    heads = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        lines = sum(end <= cut for end in heads)
        found = left(tmp_path, DRILL)
        if not lines:
            assert found == []
            continue
        (notebook,) = found
        assert notebook.paper == replace(ADA, replies=(FIRST, SECOND)[: lines - 1])
        notebook.add(reply(2, 0, 1, at=9))
        assert papers(tmp_path) == [notebook.paper]


def test_of_two_programs_at_once_the_first_answer_counts(tmp_path: Path) -> None:
    one = begin(tmp_path, ADA)
    (two,) = left(tmp_path, DRILL)
    one.add(FIRST)
    two.add(reply(0, 1, at=1))
    assert papers(tmp_path)[0].replies == (FIRST,)


@pytest.mark.parametrize(
    ("name", "found"), [("", "Bob"), ("Ada", "Ada"), (" aDA ", "Ada"), ("Bob", "Bob"), ("Eve", None)]
)
def test_a_learner_finds_the_attempt_of_that_name_and_without_one_the_last(
    name: str, found: str | None, tmp_path: Path
) -> None:
    begin(tmp_path, ADA)
    begin(tmp_path, paper(2, name="Bob", began=7))
    notebook = of_learner(left(tmp_path, DRILL), name)
    assert (notebook and notebook.paper.name) == found


@pytest.mark.parametrize("line", ["", "7", "{}", "[" * 100_000, '{"place": 0}', "\u00e9"])
def test_a_damaged_line_is_said_and_the_file_left_as_it_is(line: str, tmp_path: Path) -> None:
    path = with_two(tmp_path).path
    damaged = path.read_bytes().replace(b"\n", b"\n" + line.encode() + b"\n", 1)
    path.write_bytes(damaged)
    with pytest.raises(QuizError, match="which has your answers, is damaged"):
        left(tmp_path, DRILL)
    assert path.read_bytes() == damaged


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    with_two(tmp_path).path.with_name("notes.answers").write_text("mine")
    assert len(left(tmp_path, DRILL)) == 1


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / DRILL).write_text("in the way")
    with pytest.raises(QuizError, match="cannot be written"):
        begin(tmp_path, ADA)
