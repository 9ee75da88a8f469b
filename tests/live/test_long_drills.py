"""Drills that go on and on, in small: the server leaves nothing open, and takes no points by being slow."""

from __future__ import annotations

from pathlib import Path

from benchmarks import drill_fairness, drill_soak

LEARNERS = 30
QUESTIONS = 10
MIB = 2**20


def test_a_class_that_has_left_leaves_no_file_open_and_little_in_memory(tmp_path: Path) -> None:
    soak = drill_soak.play(tmp_path, LEARNERS, QUESTIONS)
    before, joined, *_, after = soak.looks
    assert soak.answers == LEARNERS * QUESTIONS
    assert joined.files >= before.files + 2 * LEARNERS
    assert after.files <= before.files
    assert after.memory - joined.memory < 10 * MIB


def test_answers_count_from_when_they_were_sent(tmp_path: Path) -> None:
    seen = drill_fairness.play(tmp_path, LEARNERS, window=0.5)
    assert len(seen.given) == LEARNERS * drill_fairness.QUESTIONS
    assert sum(seen.sent) - sum(seen.given) <= sum(seen.sent) / 100
