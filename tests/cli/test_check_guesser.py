"""`quiz check --guesser` and `--max-guess`: how far one gets without having read."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.conftest import Quiz
from tests.cli.shelf import Home, put_bank
from tests.cli.test_check import SOUND, UNCITED

GIVEN_AWAY = """quiz: 1
id: away
title: Given away
topics: {all: All}
questions:
""" + "".join(
    f"""
  - id: q{i}
    q: What does substance {i} do?
    options:
      - right: It makes the cells of the body grow, and wakes them before they do
        why: So.
      - wrong: It sleeps
        why: So.
      - wrong: It dies
        why: So.
      - wrong: It falls
        why: So.
    why: So.
    topic: all
"""
    for i in range(24)
)


def test_the_score_is_told_against_chance_with_what_gives_keys_away(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "away", GIVEN_AWAY)
    out = quiz("check", "--guesser", "away").out
    assert "away: who has read nothing gets 100 %, chance 25 %." in out
    assert re.search(r"^\* longest +24 of 24", out, re.MULTILINE)
    assert out.splitlines()[-1].startswith("1 bank: ")
    assert "[guesser]" not in out


@pytest.mark.parametrize(
    ("bound", "is_above"),
    [("100", False), ("99.9", True), ("40%", True), ("0.4", True), ("0", True), ("chance", True)],
)
def test_more_than_the_bound_is_an_error(quiz: Quiz, home: Home, bound: str, is_above: bool) -> None:
    put_bank(home.folder / "away", GIVEN_AWAY)
    value = json.loads(quiz("check", "--json", "away").out)
    done = quiz("check", "--max-guess", bound, "away")
    found = re.findall(
        r"^away/bank\.yaml:1:1: away: who has read nothing gets 100 %, .* \[guesser\]$", done.out, re.MULTILINE
    )
    assert bool(found) == is_above
    assert f"1 bank: {value['errors'] + is_above} error" in done.out
    assert json.loads(quiz("check", "--json", "--max-guess", bound, "away").out)["errors"] == value["errors"] + is_above
    assert is_above == ("guesser" in quiz("check", "--sarif", "--max-guess", bound, "away").out.split('"results"')[1])


def test_a_bank_within_the_bound_is_fine(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "sound", SOUND)
    assert quiz("check", "--max-guess", "100%", "sound").status == 0
    assert quiz("check", "--max-guess", "chance", "sound").status == 0
    assert quiz("check", "--max-guess", "0", "sound").status == 1


def test_json_has_the_guesses_of_each_bank_that_can_be_read(quiz: Quiz, home: Home) -> None:
    put_bank(home.folder / "away", GIVEN_AWAY)
    put_bank(home.folder / "torn", UNCITED)
    away, torn = json.loads(quiz("check", "--json", "--guesser", "away", "torn").out)["banks"]
    assert (away["guesses"]["score"], away["guesses"]["chance"]) == (1.0, 0.25)
    assert len(away["guesses"]["guesses"]) == 24
    assert torn["guesses"] is None


def test_lines_fit_a_narrow_terminal(quiz: Quiz, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    put_bank(home.folder / "away", GIVEN_AWAY)
    monkeypatch.setenv("COLUMNS", "40")
    out = quiz("check", "--guesser", "away").out
    report = out[out.index("\n\n") + 2 : out.rindex("\n\n")]
    assert all(len(line) <= 40 for line in report.splitlines())
