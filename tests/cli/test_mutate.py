"""`quiz mutate` as an author types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, DOCUMENT, Home, put_bank

FACTS = "The receptor has three chains.\n\nIt was found in 1976.\n\nSo it goes.\n"
QUESTIONS = """\
quiz: 1
id: facts
title: Facts
document: document.md
topics: {t: Topic}
questions:
  - id: chains
    q: How many chains has the receptor?
    options: [{right: Three}, {wrong: Nine}]
    topic: t
    cite: The receptor has three chains.
  - id: finding
    q: What was done in that year?
    options: [{right: A finding}, {wrong: A loss}]
    topic: t
    cite: It was found
"""


@pytest.fixture
def facts(home: Home) -> str:
    return str(put_bank(home.shelf / "facts", QUESTIONS, FACTS))


def test_survivors_are_shown_with_who_came_near_them(facts: str, quiz: Quiz) -> None:
    ran = quiz("mutate", facts)
    assert ran.status == 1
    lines = ran.out.splitlines()
    number = next(line for line in lines if "[1976 ->" in line)
    assert number.startswith(f"{Path(facts, 'document.md')}:3:17: It was found in [1976 -> ")
    after = lines[lines.index(number) + 1]
    assert after == "  the words are quoted by no question; others of the statement by finding"
    assert not any("[three ->" in line for line in lines)
    assert "1 of 3 flipped facts would be noticed (33 %)." in lines
    assert "1 statement without a fact that can be flipped; --verbose names it." in lines


def test_verbose_names_what_is_noticed_and_what_cannot_be_flipped(facts: str, quiz: Quiz) -> None:
    lines = quiz("mutate", facts, "--verbose").out.splitlines()
    assert any("[three ->" in line for line in lines)
    assert "  noticed by chains" in lines
    assert f"  {Path(facts, 'document.md')}:5:1: So it goes." in lines


def test_what_the_nearest_question_lacks_is_told(home: Home, quiz: Quiz) -> None:
    bank = str(
        put_bank(home.shelf / "near", QUESTIONS.replace("cite: It was found", "cite: It was found in 1976."), FACTS)
    )
    lines = quiz("mutate", bank).out.splitlines()
    number = next(i for i, line in enumerate(lines) if "[1976 ->" in line)
    assert lines[number + 1] == "  quoted, but not asked, by finding: no stem with its key says it"
    told = json.loads(quiz("mutate", bank, "--json").out)["mutants"]
    assert [mutant["shortfall"] for mutant in told if mutant["kind"] == "number"] == [None, "unsaid"]


def test_what_stands_in_the_stem_alone_is_to_be_put_into_the_key(home: Home, quiz: Quiz) -> None:
    told = QUESTIONS.replace("How many chains has the receptor?", "What has three chains?").replace("Three", "A thing")
    lines = quiz("mutate", str(put_bank(home.shelf / "stem", told, FACTS))).out.splitlines()
    number = next(i for i, line in enumerate(lines) if "[three ->" in line)
    assert lines[number + 1] == (
        "  quoted, but not asked, by chains: the flipped words, or those beside them, "
        "stand only in the stem of chains: put them into the key"
    )


def test_an_excuse_is_shown_that_can_be_pasted_into_the_bank(home: Home, facts: str, quiz: Quiz) -> None:
    lines = quiz("mutate", facts).out.splitlines()
    first = lines.index("ignore:")
    excuse = lines[first : first + 4]
    assert excuse[1:3] == ["  - cite: It was found in 1976.", "    why: Say here why no key need notice it."]
    assert excuse[3] in {"    fact: was", '    fact: "1976"', "    fact: 1976"}
    text = QUESTIONS.replace("questions:\n", "\n".join([*excuse, "questions:", ""]))
    again = quiz("mutate", str(put_bank(home.shelf / "excused", text, FACTS))).out
    assert "excused: Say here why no key need notice it." in again
    assert "; 1 is excused." in again


@pytest.mark.usefixtures("facts")
def test_a_bank_can_be_named_by_its_id(quiz: Quiz) -> None:
    assert "1 of 3 flipped facts would be noticed" in quiz("mutate", "facts").out


def test_what_is_excused_is_told_and_fails_nothing(home: Home, quiz: Quiz) -> None:
    ignored = "ignore:\n  - {cite: It was found in 1976., why: Of no use here.}\nquestions:\n"
    bank = str(put_bank(home.shelf / "excused", QUESTIONS.replace("questions:\n", ignored), FACTS))
    ran = quiz("mutate", bank)
    assert ran.status == 0
    assert "  excused: Of no use here." in ran.out.splitlines()
    assert "1 of 1 flipped fact would be noticed (100 %); 2 are excused." in ran.out


@pytest.mark.parametrize(("percent", "status"), [("33", 0), ("0.33", 0), ("34", 1), ("100", 1), ("0", 0)])
def test_fail_under_sets_the_share_below_which_it_fails(facts: str, quiz: Quiz, percent: str, status: int) -> None:
    assert quiz("mutate", facts, "--fail-under", percent).status == status


def test_the_same_seed_tells_the_same_and_a_count_samples(facts: str, quiz: Quiz) -> None:
    told = [json.loads(quiz("mutate", facts, "--json", "--seed", "7").out) for _ in range(2)]
    assert told[0] == told[1]
    assert told[0]["seed"] == 7
    some = json.loads(quiz("mutate", facts, "--json", "--seed", "7", "--count", "1").out)
    assert len(some["mutants"]) == 1
    assert some["mutants"][0] in told[0]["mutants"]


def test_json_has_every_mutant_with_its_outcome(facts: str, quiz: Quiz) -> None:
    told = json.loads(quiz("mutate", facts, "--json").out)
    assert (told["bank"], told["noticed"], told["excused"], told["survived"]) == ("facts", 1, 0, 2)
    assert told["score"] == 0.3333
    by_kind = {mutant["kind"]: mutant for mutant in told["mutants"] if mutant["line"] == 3}
    assert by_kind["negation"]["was"] == "was"
    assert by_kind["negation"]["now"] == "was not"
    assert by_kind["number"]["quoted_by"] == []
    assert by_kind["number"]["touched_by"] == ["finding"]
    assert by_kind["number"]["why"] is None
    (noticed,) = [mutant for mutant in told["mutants"] if mutant["outcome"] == "noticed"]
    assert (noticed["statement"], noticed["noticed_by"]) == ("The receptor has three chains.", ["chains"])
    assert told["unflippable"] == [{"line": 5, "column": 1, "statement": "So it goes."}]


def test_a_bank_in_another_language_is_told_what_is_left_out(home: Home, quiz: Quiz) -> None:
    bank = put_bank(home.shelf / "de", BANK.replace("language: en", "language: de"), DOCUMENT)
    ran = quiz("mutate", str(bank))
    assert "The bank is not in English" in ran.out
    assert "is not" not in ran.out.replace("The bank is not in English", "")


def test_a_document_without_facts_to_flip_says_so(home: Home, quiz: Quiz) -> None:
    bank = put_bank(home.shelf / "none", QUESTIONS.replace("cite: The receptor has three chains.", "cite: So it goes.")
                    .replace("cite: It was found", "cite: So it goes."), "So it goes.\n")  # fmt: skip
    ran = quiz("mutate", str(bank))
    assert ran.status == 0
    assert "Nothing in the document can be flipped." in ran.out


def test_what_cannot_be_read_is_told_with_status_2(quiz: Quiz) -> None:
    ran = quiz("mutate", "nowhere")
    assert (ran.status, ran.out) == (2, "")
    assert "nowhere" in ran.err


@pytest.mark.parametrize("arguments", [("--seed", "x"), ("--count", "0"), ("--fail-under", "200")])
def test_wrong_arguments_are_told_with_status_2(facts: str, quiz: Quiz, arguments: tuple[str, str]) -> None:
    assert quiz("mutate", facts, *arguments).status == 2


def test_the_whole_program_mutates(home: Home, facts: str) -> None:
    done = home.run("mutate", facts)
    assert done.returncode == 1
    assert "flipped facts would be noticed" in done.stdout
    assert not done.stderr
