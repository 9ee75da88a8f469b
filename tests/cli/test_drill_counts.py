"""The report of a drill against a count of its log that knows nothing of it, and against what the host saw."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quiz.core.drills.drill import Drill, replay
from quiz.core.drills.events import Created
from quiz.core.drills.standing import Phase
from quiz.live.log.shelf import events_at
from quiz.live.server.host_views import Place, Surroundings, host_view
from quiz.live.server.scene import Scene
from tests.cli.conftest import Quiz
from tests.cli.held import ID, keep, large_class, small_class
from tests.cli.shelf import Home


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The events of the log as the JSON that they are, read without any of our code."""
    with closing(sqlite3.connect(path)) as connection:
        return [json.loads(text) for (text,) in connection.execute("SELECT event FROM event ORDER BY seq")]


def counted(path: Path) -> dict[str, Any]:
    """Whole-right answers, points and outcomes by an own count: accuracy, and each question's last round."""
    lines = lines_of(path)
    (start,) = (line for line in lines if line["event"] == "created")
    removed = {line["learner"] for line in lines if line["event"] == "removed"}
    rounds = {line["place"]: line["round"] for line in lines if line["event"] == "opened"}
    answers = {
        (line["learner"], line["place"]): line["given"]
        for line in lines
        if line["event"] == "answered" and line["round"] == rounds[line["place"]] and line["learner"] not in removed
    }
    marks = {key: mark(start["questions"][key[1]], its) for key, its in answers.items()}
    points: Counter[str] = Counter()
    for (learner, _), earned in marks.items():
        points[learner] += int(1000 * earned + 0.5)
    names = {line["learner"]: line["name"] for line in lines if line["event"] == "joined"}
    return {
        "answers": len(answers),
        "points": {names[id]: points[id] for id in names if id not in removed},
        "right": {place: sum(its == 1 for (_, of), its in marks.items() if of == place) for place in rounds},
        "chosen": Counter((place, text) for (_, place), its in answers.items() for text in its.get("chosen", ())),
        "matched": Counter((place, *pair) for (_, place), its in answers.items() for pair in its.get("matched", ())),
    }


def mark(question: dict[str, Any], its: dict[str, Any]) -> float:
    if question["kind"] == "choice":
        keys = {option["text"] for option in question["options"] if option["is_key"]}
        chosen = set(its["chosen"])
        return float(max(min(len(chosen & keys), len(keys) - len(chosen - keys)), 0) / len(keys))
    pairs = {pair["prompt"]: pair["answer"] for pair in question["pairs"]}
    return float(sum(pairs[prompt] == choice for prompt, choice in its["matched"]) / len(pairs))


@pytest.mark.parametrize("learners", [0, 1, 7, 60])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_report_equals_a_count_of_the_log(quiz: Quiz, home: Home, learners: int, seed: int) -> None:
    path = keep(home.folder / "home" / "drills", small_class() if not learners else large_class(learners, seed))
    expected = counted(path)
    told = json.loads(quiz("drill", "report", ID, "--json").out)
    assert told["drill"]["answers"] == expected["answers"]
    assert {each["name"]: each["points"] for each in told["learners"]} == expected["points"]
    assert {each["number"] - 1: each["right"] for each in told["questions"]} == expected["right"]
    for question in told["questions"]:
        place = question["number"] - 1
        for option in question.get("options", ()):
            assert option["chosen"] == expected["chosen"][place, option["text"]]
        for pair in question.get("pairs", ()):
            for choice, times in zip(question["choices"], pair["given"], strict=True):
                assert times == expected["matched"][place, pair["prompt"], choice]
    rows = list(csv.DictReader(io.StringIO(quiz("drill", "report", ID, "--csv", "-").out.removeprefix("\ufeff"))))
    assert {row["Name"]: int(row["Points"]) for row in rows} == expected["points"]
    assert sum(bool(row[f"Q{n} answer"]) for row in rows for n in (1, 2, 3)) == expected["answers"]


def test_the_host_saw_what_the_log_and_the_report_say(quiz: Quiz, home: Home) -> None:
    path = keep(home.folder / "home" / "drills", large_class(40, seed=3))
    log = counted(path)
    questions = json.loads(quiz("drill", "report", ID, "--json").out)["questions"]
    events = [event for _, event in events_at(path)]
    assert isinstance(events[0], Created)
    drill = Drill(events[0])
    seen = 0
    for event in events[1:]:
        drill.apply(event)
        if drill.phase is not Phase.REVEALED or seen > drill.place:
            continue
        place, seen = drill.place, drill.place + 1
        around = Surroundings(1, "e", 0, Place((), "CODE"), None, (), False, ())
        view = host_view(drill, Scene(drill, "e", shows_leaderboard=False), around)
        question = questions[place]
        unanswered = question["unanswered"]
        assert view["answered"] == question["met"] - unanswered
        reveal = view["reveal"]
        assert reveal is not None
        assert view["share_right"] == question["right"] / view["answered"] == log["right"][place] / view["answered"]
        order = drill.layout(place)
        if question.get("options"):
            assert reveal["counts"] == [question["options"][i]["chosen"] for i in order.choices]
        else:
            given = [question["pairs"][prompt]["given"] for prompt in order.prompts]
            assert reveal["pairs"] == [[row[i] for i in order.choices] for row in given]
    assert seen == 3
    assert replay(events).phase is Phase.OVER
