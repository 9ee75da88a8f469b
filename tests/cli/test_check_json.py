"""`quiz check --json` and `--sarif`: what programs read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from jsonschema.validators import validator_for

from quiz.checks.rules.rulebook import RULES
from quiz.cli.check_report import GUESSER
from quiz.desk.bench import FORMAT
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, ROOT, Home, put_bank
from tests.cli.test_check import FLAWED, REMARKED, UNCITED, WARNED

SCHEMA = json.loads((ROOT / "tests" / "data" / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))

Read = Callable[..., dict[str, Any]]


@pytest.fixture
def read(quiz: Quiz) -> Read:
    """What the command prints, as JSON; a log is held against the schema of SARIF 2.1.0."""

    def run(*words: str) -> dict[str, Any]:
        done = quiz("check", *words)
        assert done.err == ""
        value: dict[str, Any] = json.loads(done.out)
        if "--sarif" in words:
            assert validator_for(SCHEMA) is Draft4Validator
            Draft4Validator(SCHEMA).validate(value)
        return value

    return run


def test_json_has_the_banks_the_problems_and_the_sums(read: Read, home: Home) -> None:
    put_bank(home.folder / "one", WARNED.replace("    level: understand\n", "    draft: true\n"))
    put_bank(home.folder / "two", UNCITED)
    value = read("--json", "one", "two", "nowhere/at/all")
    one, two, none = value["banks"]
    warnings = one.pop("warnings")
    assert warnings >= 1
    assert one.pop("remarks") == value["remarks"]
    assert one == {"path": "one", "id": "small", "questions": 3, "drafts": 1, "errors": 0, "guesses": None}
    assert two["path"] == "two"
    assert (two["id"], two["questions"], two["drafts"], two["errors"]) == (None, None, None, 1)
    assert (none["path"], none["errors"]) == ("nowhere/at/all", 1)
    assert {key: value[key] for key in ("errors", "warnings", "drafts")} == {
        "errors": 2,
        "warnings": warnings,
        "drafts": 1,
    }
    found = next(problem for problem in value["problems"] if problem["rule"] == "absolute-distractor")
    line = WARNED.splitlines().index("      - wrong: Only nerve cells") + 1
    assert (found.pop("severity"), found.pop("sentence")[-1]) == ("warning", ".")
    assert found == {"path": "one/bank.yaml", "line": line, "column": 9, "rule": "absolute-distractor"}
    last = value["problems"][-1]
    assert (last["path"], last["line"], last["column"], last["rule"]) == ("nowhere/at/all", None, None, FORMAT)


@pytest.mark.parametrize("form", ["--json", "--sarif"])
def test_the_same_bank_gives_the_same_bytes(quiz: Quiz, home: Home, form: str) -> None:
    put_bank(home.folder / "one", FLAWED)
    assert quiz("check", form, "one").out == quiz("check", form, "one").out


def test_remarks_are_told_to_programs_where_asked_for(read: Read, home: Home) -> None:
    put_bank(home.folder / "one", REMARKED)
    silent, telling = read("--json", "one"), read("--json", "--info", "one")
    assert silent["remarks"] == telling["remarks"] >= 1
    assert len(telling["problems"]) == len(silent["problems"]) + telling["remarks"]
    (run,) = read("--sarif", "--info", "one")["runs"]
    assert "note" in {result["level"] for result in run["results"]}


def test_a_log_names_the_rule_the_level_and_the_place(read: Read, home: Home) -> None:
    put_bank(home.folder / "a bank", FLAWED)
    (run,) = read("--sarif", "a bank")["runs"]
    found = next(result for result in run["results"] if result["ruleId"] == "negative-stem")
    line = FLAWED.splitlines().index("    q: Which cells do not make IL-2?") + 1
    assert found["level"] == "error"
    assert found["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a%20bank/bank.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": line, "startColumn": 8},
            }
        }
    ]
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"] == f"{home.folder.as_uri()}/"


def test_a_log_has_every_rule_with_its_help(read: Read) -> None:
    (run,) = read("--sarif", str(ROOT / "questions"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [FORMAT, GUESSER, *RULES]
    assert all(rule["help"]["text"].startswith(rule["fullDescription"]["text"]) for rule in rules)
    assert all(run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


@pytest.mark.parametrize("bank", sorted((ROOT / "tests" / "data" / "broken").iterdir()), ids=lambda path: path.name)
def test_a_broken_bank_gives_a_log_too(read: Read, bank: Path) -> None:
    (run,) = read("--sarif", str(bank))["runs"]
    assert run["results"]
    assert {result["ruleId"] for result in run["results"]} == {FORMAT}


def test_a_file_that_is_not_below_the_folder_has_a_whole_address(
    read: Read, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = put_bank(tmp_path_factory.mktemp("elsewhere") / "bank", UNCITED)
    (run,) = read("--sarif", str(elsewhere))["runs"]
    (result,) = run["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": (elsewhere / "bank.yaml").as_uri()}


def test_a_result_is_known_again_when_lines_are_put_before_it(read: Read, home: Home) -> None:
    folder = put_bank(home.folder / "one", FLAWED)
    before = _fingerprints(read("--sarif", "one"))
    (folder / "bank.yaml").write_text(f"# A comment.\n\n{FLAWED}", encoding="utf-8")
    assert _fingerprints(read("--sarif", "one")) == before
    assert len({*before}) == len(before)


def _fingerprints(log: dict[str, Any]) -> list[str]:
    return [result["partialFingerprints"]["lineTextHash/v1"] for result in log["runs"][0]["results"]]


def test_braces_and_brackets_of_an_author_are_neither_placeholders_nor_links(read: Read, home: Home) -> None:
    put_bank(home.folder / "one", BANK.replace("cite: T cells make IL-2.", 'cite: "T{0} [cells](1) make IL-2."'))
    text = read("--sarif", "one")["runs"][0]["results"][0]["message"]["text"]
    assert "T{{0}} [cells] (1) make" in text
