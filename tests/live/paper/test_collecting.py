from __future__ import annotations

import asyncio
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from quiz.core.drills.assignment import Paper
from quiz.core.drills.events import Event
from quiz.core.drills.standing import Phase
from quiz.core.drills.terms import DrillTerms
from quiz.errors import QuizError
from quiz.live.log.embedded import open_log
from quiz.live.log.shelf import drill_at, events_at
from quiz.live.paper.collecting import Collection, collect, hand_out, results_in
from quiz.live.paper.handed_in import write_paper
from quiz.live.paper.sheet import Sheet
from tests.core.made_drills import created
from tests.core.papers import DRILL, attempt, paper, reply

OPEN = DrillTerms(seconds=None, until=4_000_000_000_000)
ADA = paper(1, reply(0, 0), reply(1, 0, 1, at=2), name="Ada", began=1)
BOB = paper(2, reply(0, 1), name="Bob", began=2)
OTHER = "01a213e2-eb4b-7000-a916-000000000000"


def made(folder: Path, *, terms: DrillTerms = OPEN, id: str = DRILL) -> Path:
    """A drill that was created."""
    path = folder / "drills" / f"{id}.drill"

    async def create() -> None:
        log = open_log(path)
        await log.append([replace(created(terms), id=id)])
        await log.close()

    asyncio.run(create())
    return path


def assigned(path: Path) -> Sheet:
    return hand_out(path, is_exam=False, hand_in_by=None)


def put(folder: Path, key: str, *papers: Paper) -> Path:
    results = folder / "results"
    for number, each in enumerate(papers):
        inner = results / str(number)
        inner.mkdir(parents=True, exist_ok=True)
        write_paper(inner, each, key)
    return results


def gathered(folder: Path, results: Path, ended_at: int | None = None) -> Collection:
    return collect(results_in(results), folder / "drills", ended_at)


def events(path: Path) -> list[Event]:
    return [event for _, event in events_at(path)]


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    path = made(tmp_path)
    first = assigned(path)
    assert len(bytes.fromhex(first.key)) == 32
    assert assigned(path) == first
    assert hand_out(path, is_exam=True, hand_in_by=None).key == first.key
    assert hand_out(made(tmp_path, id=OTHER), is_exam=False, hand_in_by=None).key != first.key


def test_what_was_handed_in_is_in_the_log_once(tmp_path: Path) -> None:
    path = made(tmp_path)
    results = put(tmp_path, assigned(path).key, BOB, ADA, ADA)
    (first,) = gathered(tmp_path, results).drills
    assert (first.learners, first.answers, first.all_learners, first.all_answers) == (2, 3, 2, 3)
    before = events(path)
    again = gathered(tmp_path, results)
    assert (again.drills[0].learners, again.drills[0].answers, again.drills[0].all_answers) == (0, 0, 3)
    assert again.faults == ()
    assert events(path) == before
    drill = drill_at(path)
    assert [learner.name for learner in drill.learners.values()] == ["Ada", "Bob"]
    assert set(drill.own[attempt(1)]) == {0, 1}


def test_once_it_is_ended_nothing_more_is_taken(tmp_path: Path) -> None:
    path = made(tmp_path)
    key = assigned(path).key
    gathered(tmp_path, put(tmp_path, key, ADA), ended_at=9000)
    drill = drill_at(path)
    assert (drill.phase, drill.ended_at) == (Phase.OVER, 9000)
    late = gathered(tmp_path, put(tmp_path, key, ADA, BOB), ended_at=9999)
    assert [fault.rpartition(": ")[2] for fault in late.faults] == ["The drill is over."]
    assert drill_at(path).ended_at == 9000


def test_each_bad_file_is_said_and_keeps_none_of_the_good_ones_out(tmp_path: Path) -> None:
    path = made(tmp_path)
    made(tmp_path, id=OTHER)
    key = assigned(path).key
    results = put(tmp_path, key, ADA)
    good = (results / "0" / "Ada.result").read_text()
    fields = json.loads(good)
    bad = {
        "empty.result": ("", "is no result of a drill"),
        "edited.result": (good.replace('"Ada"', '"Eve"'), "its signature does not fit"),
        "elsewhere.result": (json.dumps({**fields, "drill": attempt(9)}), "which is not on this machine"),
        "hosted.result": (json.dumps({**fields, "drill": OTHER}), "which was not assigned"),
        "outside.result": (json.dumps({**fields, "drill": "../../x"}), "'drill' is no id"),
        "evil\x1b]0;x\x07.result": ("{", "is no result of a drill"),
    }
    for name, (text, _) in bad.items():
        (results / name).write_text(text)
    (results / "folder.result").mkdir()
    (results / "notes.txt").write_text("mine")
    if hasattr(os, "mkfifo"):
        os.mkfifo(results / "pipe.result")
    found = gathered(tmp_path, results)
    assert [(each.learners, each.answers) for each in found.drills] == [(1, 2)]
    assert len(found.faults) == len(bad)
    for _, sentence in bad.values():
        assert any(sentence in fault for fault in found.faults)
    assert not any("\x1b" in fault for fault in found.faults)


def test_files_of_several_drills_go_each_to_its_own(tmp_path: Path) -> None:
    paths = [made(tmp_path), made(tmp_path, id=OTHER)]
    folders = [
        put(tmp_path / "one", assigned(paths[0]).key, ADA),
        put(tmp_path / "two", assigned(paths[1]).key, replace(BOB, drill=OTHER)),
    ]
    found = collect([file for folder in folders for file in results_in(folder)], tmp_path / "drills")
    assert [each.drill for each in found.drills] == sorted([DRILL, OTHER])
    assert [[learner.name for learner in drill_at(path).learners.values()] for path in paths] == [["Ada"], ["Bob"]]


def test_a_drill_that_somebody_writes_is_not_written(tmp_path: Path) -> None:
    path = made(tmp_path)
    results = put(tmp_path, assigned(path).key, ADA)

    async def meanwhile() -> None:
        log = open_log(path)
        try:
            with pytest.raises(QuizError, match="held already"):
                await asyncio.to_thread(gathered, tmp_path, results)
        finally:
            await log.close()

    asyncio.run(meanwhile())


def test_what_is_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="There is no folder"):
        results_in(tmp_path / "nowhere")


PAPERS = [
    ADA,
    BOB,
    paper(1, reply(0, 1, at=5), reply(2, 0, 1, at=8), name="Ada", began=1),
    paper(3, reply(2, 0, None), name="ada", began=1),
    paper(4, name="Eve", began=3),
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(len(PAPERS))),
    more=st.lists(st.sampled_from(range(len(PAPERS))), max_size=4),
    times=st.integers(1, 3),
)
def test_in_any_order_and_any_number_of_times_the_log_is_the_same(
    order: list[int], more: list[int], times: int, tmp_path: Path
) -> None:
    folders = [tmp_path / "usual", tmp_path / "other"]
    logs = []
    for folder, papers in zip(folders, (PAPERS, [PAPERS[i] for i in (*order, *more)]), strict=True):
        shutil.rmtree(folder, ignore_errors=True)
        path = made(folder)
        results = put(folder, assigned(path).key, *papers)
        for _ in range(times):
            gathered(folder, results)
        logs.append(events(path))
    assert logs[0] == logs[1]
