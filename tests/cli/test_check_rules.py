"""`quiz check --rules` and `--explain`: each rule told so that its reader can act on it."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from quiz.checks.rules.rulebook import RULES
from quiz.cli.check_report import GUESSER
from quiz.desk.bench import FORMAT
from tests.cli.conftest import Quiz
from tests.cli.shelf import Home

NEVER_ALLOWED = {"unknown-rule", "unused-allow"}
LEVELS = {"error": "error", "warning": "warning", "info": "remark"}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_explained_with_its_examples_and_how_to_switch_it_off(quiz: Quiz, rule: str) -> None:
    done = quiz("check", "--explain", rule)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"{rule} ({LEVELS[RULES[rule].severity]}")
    head, bad = done.out.split("\nNot so:\n")
    bad, good = bad.split("\nBut so:\n")
    assert "\nSource: " in head
    assert "\nIt says: " in bad
    assert good.endswith(f"  allow:\n    {rule}: why it does not hold here\n") != (rule in NEVER_ALLOWED)
    for example in (bad.partition("\nIt says: ")[0], re.split(r"\n(?:To switch it off|It cannot be)", good)[0]):
        assert yaml.safe_load(re.split(r"(?m)^(?:With this document:|Without a document)", example)[0])


def test_an_explanation_fits_a_narrow_terminal_but_for_its_examples(
    quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = quiz("check", "--explain", "key-longest").out.splitlines()
    assert all(len(line) <= 40 for line in lines[: lines.index("Not so:")])
    assert all(len(line) <= 40 for line in quiz("check", "--rules").out.splitlines())


@pytest.mark.parametrize(("id", "said"), [(FORMAT, "It cannot be switched off"), (GUESSER, "--max-guess SHARE asks")])
def test_what_is_no_rule_is_explained_and_not_switched_off(quiz: Quiz, id: str, said: str) -> None:
    out = quiz("check", "--explain", id).out
    assert said in " ".join(out.split())
    assert "allow:" not in out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("key-longst", "There is no rule key-longst. Did you mean key-longest? `quiz check --rules` lists them all."),
        ("CLANG", "There is no rule CLANG. Did you mean clang? `quiz check --rules` lists them all."),
        ("\x1b[2J", "There is no rule <U+001B>[2J. `quiz check --rules` lists them all."),
    ],
)
def test_an_unknown_rule_gets_the_nearest(quiz: Quiz, typed: str, said: str) -> None:
    done = quiz("check", "--explain", typed)
    assert (done.status, done.out, done.err) == (1, "", f"quiz: {said}\n")


def test_all_rules_are_listed_with_their_levels_and_a_sentence(quiz: Quiz) -> None:
    out = quiz("check", "--rules").out
    listed = re.findall(r"^(\S+) \((error|warning|remark)(?:, in English alone)?\)\n  \S", out, re.MULTILINE)
    assert [rule for rule, _ in listed] == [FORMAT, GUESSER, *RULES]


def test_all_rules_are_told_as_json(quiz: Quiz) -> None:
    rules = json.loads(quiz("check", "--rules", "--json").out)["rules"]
    assert [rule["rule"] for rule in rules] == [FORMAT, GUESSER, *RULES]
    assert {*rules[1]} == {"rule", "severity", "about", "source", "english_only"}


def test_rules_are_completed_by_the_shell(quiz: Quiz) -> None:
    out = quiz("completion", "bash").out
    assert f"explain_choices=({' '.join(RULES)})" in out


def test_no_bank_is_needed_to_ask_about_rules(home: Home) -> None:
    done = home.run("check", "--explain", "clang")
    assert (done.returncode, done.stderr) == (0, "")
