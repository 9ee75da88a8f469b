"""What an author switches off, written into the bank's file while the rest of it stays."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from quiz.banks.writing import editing
from quiz.banks.writing.editing import BankText
from quiz.core.exemptions import Ignored
from quiz.errors import BankError, RequestError
from tests.banks.hands import Typed, typed
from tests.banks.strategies import any_text
from tests.banks.writing.test_editing import comments, difference

NOWHERE = Path("bank.yaml")
CELLS = Path(__file__).parent.parent / "data" / "banks" / "cells"

HEAD = """\
quiz: 1
id: cells
title: Cells
topics: {blood: Blood} # the only one
"""
QUESTIONS = """\

# All of them.
questions:
  - id: one
    q: Which?
    options: [right: a, wrong: b]
    topic: blood
  # The second.
  - {id: two, q: 'What?', options: [right: c, wrong: d], topic: blood}
"""
ALLOWED = QUESTIONS.replace(
    "    topic: blood\n  # The second",
    "    topic: blood\n    allow:   # as agreed\n      missing-why: It is plain.   # really\n  # The second",
)
IGNORING = "ignore:\n# from the start\n- cite: 'This sheet'\n  why: It is about the sheet. # yes\n"
BRACKETS = 'ignore: [{cite: "This sheet", why: no}]\n'
FACT = IGNORING.replace("  why", "  fact: sheet\n  why")


def text(questions: str = QUESTIONS, ignoring: str = "") -> BankText:
    return BankText(HEAD + ignoring + questions, NOWHERE, document="This sheet is new. It ends here.")


@pytest.mark.parametrize(
    ("questions", "question", "rule", "why", "expected"),
    [
        (QUESTIONS, "one", "missing-why", "It is plain.", "+    allow:\n+      missing-why: It is plain.\n"),
        (ALLOWED, "one", "missing-why", "So be it: yes.", '+      missing-why: "So be it: yes."   # really\n'),
        (ALLOWED, "one", "all-of-above", "Wanted.", "+      all-of-above: Wanted.\n"),
        (
            QUESTIONS,
            "two",
            "missing-why",
            "a, b",
            "+  - {id: two, q: 'What?', options: [right: c, wrong: d], topic: blood, allow: {missing-why: \"a, b\"}}\n",
        ),
    ],
)
def test_a_rule_is_allowed_where_it_belongs_with_the_reason(
    questions: str, question: str, rule: str, why: str, expected: str
) -> None:
    before = text(questions)
    after = before.with_allowed(question, rule, why)
    assert [line for line in difference(before, after).splitlines(keepends=True) if line[0] == "+"] == (
        expected.splitlines(keepends=True)
    )
    assert after.loaded.exemptions.reason(rule, question) == why
    assert after.loaded.bank.questions == before.loaded.bank.questions


@pytest.mark.parametrize("question", ["one", "two"])
def test_what_was_allowed_is_taken_back(question: str) -> None:
    once = text().with_allowed(question, "missing-why", "It is plain.")
    twice = once.with_allowed(question, "all-of-above", "So.")
    assert twice.with_allowed(question, "all-of-above", "").text == once.text
    assert once.with_allowed(question, "missing-why", " ").text == text().text


def test_only_of_a_question_of_the_bank_a_rule_is_allowed() -> None:
    with pytest.raises(RequestError, match='no question "three"'):
        text().with_allowed("three", "missing-why", "So.")


@pytest.mark.parametrize(
    ("ignoring", "cite", "why", "expected"),
    [
        ("", "This sheet", "About: it.", 'ignore:\n  - cite: This sheet\n    why: "About: it."\n'),
        (IGNORING, "It ends", "So.", f"{IGNORING}- cite: It ends\n  why: So.\n"),
        (IGNORING, "This sheet", "New.", IGNORING.replace("It is about the sheet.", "New.")),
        (BRACKETS, "It ends", "So.", BRACKETS.replace("no}]", "no}, {cite: It ends, why: So.}]")),
        (BRACKETS, "This sheet", "So, so.", BRACKETS.replace("no}]", '"So, so."}]')),
        (IGNORING, "This sheet", "", ""),
        (BRACKETS, "This sheet", "", ""),
        (FACT, "This sheet", "So.", f"{FACT}- cite: This sheet\n  why: So.\n"),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_passage_is_ignored_with_the_reason(
    ignoring: str, cite: str, why: str, expected: str, line_break: str
) -> None:
    read = text(ignoring=ignoring)
    before = BankText(read.text.replace("\n", line_break), NOWHERE, document=read.document)
    after = before.with_ignored(cite, why)
    assert after.text == (HEAD + expected + QUESTIONS).replace("\n", line_break)
    assert (Ignored(cite, why) in after.loaded.exemptions.ignored) is bool(why)


def test_two_passages_are_ignored_and_the_first_is_not_any_longer() -> None:
    both = text(ignoring=IGNORING).with_ignored("It ends", "So.")
    one = both.with_ignored("This sheet", "")
    assert one.loaded.exemptions.ignored == (Ignored("It ends", "So."),)
    assert "# from the start" not in one.text
    assert one.with_ignored("It ends", "").text == text().text


def test_what_the_document_does_not_say_is_not_ignored(tmp_path: Path) -> None:
    read = editing.read(copytree(CELLS, tmp_path / "cells"))
    with pytest.raises(BankError, match="document"):
        read.with_ignored("Nobody says this.", "So.")
    changed = read.with_ignored("They have no nucleus.", "So.")
    editing.save(changed, read)
    assert editing.read(read.path).loaded.exemptions.ignored == (Ignored("They have no nucleus.", "So."),)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None, max_examples=50)
@given(
    typed(), st.lists(st.tuples(st.sampled_from(["one-way", "other"]), any_text | st.just("")), max_size=4), st.data()
)
def test_in_any_hand_all_is_written_and_taken_back_and_the_rest_stays(
    typed: Typed, changes: list[tuple[str, str]], data: st.DataObject
) -> None:
    before = text = BankText(typed.text, NOWHERE, document="anything")
    question = data.draw(st.sampled_from(list(typed.bank.questions))).id
    wanted: dict[str, str] = {}
    for name, why in changes:
        text = text.with_ignored(name, why).with_allowed(question, name, why)
        wanted = {key: each for key, each in {**wanted, name: why}.items() if each}
        assert text.loaded.exemptions.of_question.get(question, {}) == wanted
        assert {each.cite: each.why for each in text.loaded.exemptions.ignored} == wanted
    assert list(text.loaded.bank.questions) == list(typed.bank.questions)
    assert comments(text.text) == comments(typed.text)
    for name in wanted:
        text = text.with_ignored(name, "").with_allowed(question, name, "")
    assert text.text == before.text
