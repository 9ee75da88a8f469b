"""A bank's file while its author writes at its questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings, strategies as st

from quiz.banks.loader import load_text
from quiz.banks.writing.writer import bank_text
from quiz.core.bank import Bank, catalogue_of
from quiz.core.documents.document import Document
from quiz.core.drafting import Draft, draft_of, fresh, question_of, with_text
from quiz.core.exemptions import Ignored
from quiz.core.questions import Choice, Extra, Option, Pair
from quiz.core.unfinished import missing
from quiz.desk.workbench import Workbench, workbench
from quiz.errors import BankError

CELLS = Path(__file__).parent.parent / "data" / "banks" / "cells"
WHY = "Carrying oxygen is the task of red blood cells."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(CELLS, tmp_path / "cells")


@pytest.fixture
def bench(folder: Path) -> Workbench:
    return workbench(folder)


def new_question(bench: Workbench) -> Choice:
    draft = fresh("red", ("They have no nucleus.",))
    for part, text in [("id", "new"), ("q", "What do they lack?"), ("options[0]", "A nucleus"), ("options[1]", "Iron")]:
        draft = with_text(draft, part, text)
    draft = replace(draft, options=draft.options[:2])
    assert bench.missing(draft, None) == ()
    question = question_of(draft)
    assert isinstance(question, Choice)
    return question


def test_one_changed_text_is_all_that_changes_in_the_file(bench: Workbench, folder: Path) -> None:
    before = (folder / "bank.yaml").read_text()
    question = replace(bench.bank.question("carry"), why="That is what they are for.")
    after = bench.keep(question)
    assert (folder / "bank.yaml").read_text() == before.replace(WHY, "That is what they are for.")
    assert after.bank.question("carry") == question


def test_a_new_question_goes_last_and_the_rest_stays(bench: Workbench, folder: Path) -> None:
    before = (folder / "bank.yaml").read_text()
    question = new_question(bench)
    after = bench.keep(question)
    assert (folder / "bank.yaml").read_text().startswith(before)
    assert after.bank.questions == (*bench.bank.questions, question)
    assert workbench(folder).bank.questions == after.bank.questions


def test_what_was_written_elsewhere_meanwhile_is_not_overwritten(bench: Workbench, folder: Path) -> None:
    file = folder / "bank.yaml"
    file.write_text("# mine\n" + file.read_text())
    elsewhere = file.read_text()
    assert bench.is_outdated()
    with pytest.raises(BankError, match="changed elsewhere"):
        bench.keep(new_question(bench))
    assert file.read_text() == elsewhere
    again = workbench(folder)
    assert not again.is_outdated()
    again.keep(new_question(again))
    assert file.read_text().startswith(elsewhere)


def test_a_file_that_is_gone_is_outdated(bench: Workbench, folder: Path) -> None:
    (folder / "bank.yaml").unlink()
    assert bench.is_outdated()


def test_the_rules_are_held_against_the_question_alone(bench: Workbench) -> None:
    carry = bench.bank.question("carry")
    assert isinstance(carry, Choice)
    found = bench.flaws(replace(carry, options=(*carry.options, Option("All of the above", is_key=False))))
    assert "all-of-above" in {flaw.rule for flaw in found}
    assert {flaw.question for flaw in found} == {"carry"}
    assert "options[3]" in {flaw.part for flaw in found}


@pytest.mark.parametrize("is_draft", [True, False])
def test_a_draft_is_looked_at_as_well(bench: Workbench, is_draft: bool) -> None:
    assert "missing-why" in {flaw.rule for flaw in bench.flaws(replace(new_question(bench), is_draft=is_draft))}


@pytest.mark.parametrize(("others", "is_found"), [(2, True), (1_000, False)])
def test_in_a_very_large_bank_the_question_is_looked_at_alone(tmp_path: Path, others: int, is_found: bool) -> None:
    lines = [f"  - {{id: q{n}, q: What is {n}?, topic: t, options: [right: Yes, wrong: No]}}" for n in range(others)]
    twin = (
        "  - {id: twin, q: Which cells make interleukin?, topic: t, options: [right: Active lymphocytes, wrong: None]}"
    )
    head = "quiz: 1\nid: b\ntitle: B\ntopics: {t: T}\nquestions:\n"
    (tmp_path / "bank.yaml").write_text(head + "\n".join([*lines, twin]) + "\n")
    question = Choice(
        id="it",
        stem="Which cells make interleukin?",
        topic="t",
        options=(Option("Active lymphocytes", is_key=True), Option("All of the above", is_key=False)),
    )
    rules = {flaw.rule for flaw in workbench(tmp_path).flaws(question)}
    assert "all-of-above" in rules
    assert ("similar-questions" in rules) is is_found


@pytest.mark.parametrize(
    ("id", "kept_as", "parts"), [("carry", None, ["id"]), ("carry", "carry", []), ("new", None, [])]
)
def test_an_id_is_taken_by_another_question_alone(
    bench: Workbench, id: str, kept_as: str | None, parts: list[str]
) -> None:
    draft = replace(draft_of(bench.bank.question("carry")), id=id)
    assert [each.part for each in bench.missing(draft, kept_as)] == parts


WORDS = "Red cells carry oxygen"
TEXTS = st.sampled_from(["", " ", "a", "A", "b", "c: d", "- e", "#", "ｂ", "white  cells"])
CITES = st.lists(st.sampled_from([WORDS, "carry", "nowhere"]), max_size=2, unique=True).map(tuple)
DRAFTS = st.builds(
    Draft,
    id=st.just("it"),
    stem=TEXTS,
    topic=st.sampled_from(["t", "u"]),
    why=TEXTS,
    cites=CITES,
    tags=st.lists(st.sampled_from(["x", "y"]), unique=True, max_size=2).map(tuple),
    is_draft=st.booleans(),
    is_matching=st.booleans(),
    options=st.lists(st.builds(Option, TEXTS, st.booleans(), TEXTS, st.booleans()), max_size=4).map(tuple),
    any_key_will_do=st.booleans(),
    pairs=st.lists(st.builds(Pair, TEXTS, TEXTS, TEXTS, CITES), max_size=3).map(tuple),
    extras=st.lists(st.builds(Extra, TEXTS, TEXTS), max_size=2).map(tuple),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank")
    (folder / "document.md").write_text(f"{WORDS}.\n")
    return folder / "bank.yaml"


@settings(max_examples=300)
@given(draft=DRAFTS)
def test_what_misses_nothing_can_be_read_and_what_cannot_be_read_misses_something(draft: Draft, file: Path) -> None:
    question = question_of(draft)
    is_whole = not missing(draft, {"t": "Topic"}, (), Document(f"{WORDS}.\n"))
    catalogue = catalogue_of([question], ["t", "u"])
    bank = Bank(
        id="b", title="B", language="en", license="", topics={"t": "T"}, questions=[question], catalogue=catalogue
    )
    try:
        loaded = load_text(bank_text(bank, "document.md"), file)
    except BankError:
        assert not is_whole
    else:
        assert is_whole
        assert loaded.bank.questions == (question,)


def test_a_question_is_taken_out_and_the_rest_stays(bench: Workbench, folder: Path) -> None:
    before = (folder / "bank.yaml").read_text()
    start, end = before.index("  - id: nucleus"), before.index("  - id: defenders")
    after = bench.remove("nucleus")
    assert (folder / "bank.yaml").read_text() == before[:start] + before[end:]
    assert [question.id for question in after.bank.questions] == ["carry", "defenders", "tasks"]


def test_the_only_question_stays(bench: Workbench) -> None:
    for id in ("nucleus", "defenders", "tasks"):
        bench = bench.remove(id)
    with pytest.raises(BankError, match="Keep one question"):
        bench.remove("carry")
    assert list(bench.bank.catalogue.ids) == ["carry"]


def test_a_rule_that_is_allowed_finds_nothing_in_the_question_any_more(bench: Workbench, folder: Path) -> None:
    carry = bench.bank.question("carry")
    assert isinstance(carry, Choice)
    flawed = replace(carry, options=(*carry.options, Option("All of the above", is_key=False)))
    assert "all-of-above" in {flaw.rule for flaw in bench.flaws(flawed)}
    after = bench.allow("carry", "all-of-above", "It is a trap.")
    assert "all-of-above" not in {flaw.rule for flaw in after.flaws(flawed)}
    assert workbench(folder).loaded.exemptions.reason("all-of-above", "carry") == "It is a trap."
    assert after.bank.questions == bench.bank.questions


def test_a_passage_is_ignored_and_no_longer(bench: Workbench, folder: Path) -> None:
    before = (folder / "bank.yaml").read_text()
    ignoring = bench.ignore("They have no nucleus.", "It is well known.")
    assert workbench(folder).loaded.exemptions.ignored == (Ignored("They have no nucleus.", "It is well known."),)
    ignoring.ignore("They have no nucleus.", "")
    assert (folder / "bank.yaml").read_text() == before


@pytest.mark.parametrize(("draft", "opened"), [("", "carry"), ("nucleus", "nucleus"), ("tasks", "tasks")])
def test_the_first_draft_is_opened_first(folder: Path, draft: str, opened: str) -> None:
    file = folder / "bank.yaml"
    file.write_text(file.read_text().replace(f"  - id: {draft}\n", f"  - id: {draft}\n    draft: true\n"))
    assert workbench(folder).opened_first == opened


def test_a_bank_that_came_with_the_program_is_not_written(bench: Workbench, folder: Path) -> None:
    before = (folder / "bank.yaml").read_text()
    installed = replace(bench, is_installed=True)
    with pytest.raises(BankError, match="quiz edit cells copies it"):
        installed.keep(new_question(bench))
    with pytest.raises(BankError, match="came with the program"):
        installed.ignore("They have no nucleus.", "So.")
    assert (folder / "bank.yaml").read_text() == before


REMINDERS = """  # Cells
  # not examined yet: Red blood cells carry oxygen.
  # not examined yet: [Red blood cells carry oxygen.] They have no nucleus.
"""


def test_the_question_on_a_statement_takes_the_comment_that_asks_for_it_away(folder: Path) -> None:
    file = folder / "bank.yaml"
    before = file.read_text()
    file.write_text(before + "\n" + REMINDERS)
    bench = workbench(folder)
    after = bench.keep(new_question(bench))
    text = file.read_text()
    assert "no nucleus.\n" not in text.partition("# Cells")[2]
    assert "  # Cells\n  # not examined yet: Red blood cells carry oxygen.\n" in text
    assert text == after.text.text


def test_a_question_that_is_changed_takes_away_only_what_it_quotes_by_now(folder: Path) -> None:
    file = folder / "bank.yaml"
    file.write_text(file.read_text() + "\n" + REMINDERS)
    bench = workbench(folder)
    carry = bench.bank.question("carry")
    bench = bench.keep(replace(carry, cites=()))
    assert file.read_text().endswith(REMINDERS)
    bench.keep(carry)
    assert "examined yet: Red" not in file.read_text()
    assert "They have no nucleus.\n" in file.read_text()


def test_a_statement_that_is_ignored_needs_no_comment_any_longer(folder: Path) -> None:
    file = folder / "bank.yaml"
    file.write_text(file.read_text() + "\n" + REMINDERS)
    bench = workbench(folder).ignore("Red blood cells carry oxygen.", "It is plain.")
    assert "examined yet: Red" not in file.read_text()
    bench.ignore("Red blood cells carry oxygen.", "")
    assert "examined yet: [Red" in file.read_text()
