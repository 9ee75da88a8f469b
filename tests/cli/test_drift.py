"""`quiz drift` as an author types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quiz.banks.loader import load
from tests.cli.conftest import Quiz
from tests.cli.shelf import BANK, DOCUMENT, Home


def documents(home: Home, new: str, old: str = DOCUMENT) -> list[str]:
    (home.folder / "old.md").write_text(old, encoding="utf-8")
    (home.folder / "new.md").write_text(new, encoding="utf-8")
    return ["old.md", "new.md", str(home.shelf / "small")]


def bank_text(home: Home) -> str:
    return (home.shelf / "small" / "bank.yaml").read_text(encoding="utf-8")


def test_an_untouched_document_needs_nothing(home: Home, quiz: Quiz) -> None:
    ran = quiz("drift", *documents(home, DOCUMENT))
    assert (ran.status, ran.out, ran.err) == (0, "Every quotation stands in the new document.\n", "")


def test_a_bank_can_be_named_by_its_id(home: Home, quiz: Quiz) -> None:
    old, new, _ = documents(home, DOCUMENT)
    assert quiz("drift", old, new, "small").out == "Every quotation stands in the new document.\n"


def test_quotations_that_the_old_document_has_not_are_told(home: Home, quiz: Quiz) -> None:
    ran = quiz("drift", *documents(home, DOCUMENT, DOCUMENT.replace("T cells make", "B cells make")))
    assert (ran.status, ran.out) == (0, "Every quotation stands in the new document.\n")
    assert ran.err == (
        "quiz: 1 of the bank's 5 quotations does not stand in old.md; is it what the bank was written from?\n"
        "  maker: T cells make IL-2.\n"
    )


def test_an_old_document_that_has_few_of_them_is_another(home: Home, quiz: Quiz) -> None:
    ran = quiz("drift", *documents(home, DOCUMENT, "# Stones\n\nSepsis is an infection.\n"), "--json")
    assert (ran.status, ran.out) == (2, "")
    assert "4 of the bank's 5 quotations do not stand in old.md" in ran.err
    assert "Nothing was compared." in ran.err
    assert ran.err.splitlines()[-1] == "  and 1 more quotation"


def test_a_moved_quotation_needs_nothing(home: Home, quiz: Quiz) -> None:
    moved = DOCUMENT.replace("T cells make IL-2.\n\n", "") + "\nT cells make IL-2.\n"
    ran = quiz("drift", *documents(home, moved))
    assert ran.status == 0
    assert "1 quotation moved, nothing to do:" in ran.out
    assert "new.md:10:1: T cells make IL-2." in ran.out


def test_changed_and_vanished_passages_name_their_questions_and_places(home: Home, quiz: Quiz) -> None:
    new = DOCUMENT.replace("Sepsis is an infection", "Sepsis is a reaction").replace("- IL-2 wakes B cells.\n", "")
    ran = quiz("drift", *documents(home, f"{new}\nAll new.\n"))
    assert ran.status == 1
    file = home.shelf / "small" / "bank.yaml"
    for line in (
        "1 quotation changed:",
        f"  {file}:47:15: question described",
        "    was: Sepsis is an infection.",
        "    new.md:9:1: 50% alike: Sepsis is [an infection. -> a reaction.]",
        "1 quotation vanished:",
        "    nothing like it is left",
        "1 new statement that nothing quotes:",
        "  new.md:11:1: All new.",
        "2 questions rest on words that do not stand in the new document.",
    ):
        assert line in ran.out.splitlines()


RETYPED = DOCUMENT.replace("NK cells", "NK-cells").replace(
    "Lupus comes from antibodies", "Lupus comes (from antibodies)"
)


def test_update_mends_what_is_only_typed_otherwise(home: Home, quiz: Quiz) -> None:
    arguments = documents(home, RETYPED)
    before = bank_text(home)
    assert quiz("drift", *arguments).status == 1
    assert bank_text(home) == before
    ran = quiz("drift", *arguments, "--update")
    assert ran.status == 0
    assert "2 quotations mended:" in ran.out
    place = home.shelf / "small" / "document.md"
    assert "Next, put the new document in the place of the bank's, and check the bank." in ran.out
    assert f"  {arguments[1]} -> {place}\n" in ran.out
    after = bank_text(home)
    assert after == before.replace("[IL-2 wakes NK cells.,", "[IL-2 wakes NK-cells.,").replace(
        "cite: Lupus comes from antibodies.", "cite: Lupus comes (from antibodies)."
    )
    place.write_text(RETYPED, encoding="utf-8")
    assert "Next, put" not in quiz("drift", *arguments).out
    assert load(home.shelf / "small").bank.question("woken").cites[0] == "IL-2 wakes NK-cells."
    assert quiz("drift", *arguments, "--update").status == 0
    assert bank_text(home) == after


def test_update_leaves_to_the_author_what_says_something_else(home: Home, quiz: Quiz) -> None:
    arguments = documents(home, RETYPED.replace("Sepsis is an", "Sepsis is no"))
    ran = quiz("drift", *arguments, "--update")
    assert ran.status == 1
    assert "cite: Sepsis is an infection." in bank_text(home)
    assert "NK-cells" in bank_text(home)


def test_the_bank_may_stand_beside_either_document_already(home: Home, quiz: Quiz) -> None:
    new = DOCUMENT.replace("Sepsis is an infection", "Sepsis is a reaction")
    arguments = documents(home, new)
    (home.shelf / "small" / "document.md").write_text(new, encoding="utf-8")
    assert quiz("drift", *arguments).out.count("question described") == 1
    (home.shelf / "small" / "document.md").unlink()
    assert quiz("drift", *arguments).out.count("question described") == 1


def test_ignored_passages_drift_as_well(home: Home, quiz: Quiz) -> None:
    text = BANK.replace("questions:\n", "ignore:\n  - cite: T cells make IL-2.\n    why: So.\nquestions:\n")
    text = text.replace("cite: T cells make IL-2.\n    topic", "cite: IL-2 wakes NK cells.\n    topic")
    (home.shelf / "small" / "bank.yaml").write_text(text, encoding="utf-8")
    ran = quiz("drift", *documents(home, DOCUMENT.replace("T cells make IL-2.", "")))
    assert ran.status == 1
    assert "ignored passage" in ran.out
    assert "a passage that the bank ignores does not" in ran.out


def test_json_tells_the_same(home: Home, quiz: Quiz) -> None:
    new = RETYPED.replace("Sepsis is an infection", "Sepsis is a reaction").replace("T cells make IL-2.", "Say: new.")
    ran = quiz("drift", *documents(home, new), "--json")
    assert ran.status == 1
    told = json.loads(ran.out)
    assert told["bank"] == "small"
    assert [(each["question"], each["part"], each["fate"]) for each in told["quotations"]] == [
        ("maker", "cite[0]", "vanished"),
        ("woken", "cite[0]", "retyped"),
        ("described", "match[0].cite", "changed"),
        ("described", "match[1].cite", "retyped"),
    ]
    changed = told["quotations"][2]
    assert changed["place"] == {"line": 10, "column": 1}
    assert changed["text"] == "Sepsis is a reaction."
    assert changed["diff"] == [
        {"was": "Sepsis is", "now": "Sepsis is"},
        {"was": "an infection.", "now": "a reaction."},
    ]
    assert told["quotations"][0]["place"] is None
    assert told["unexamined"] == [{"line": 3, "column": 1, "text": "Say: new."}]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_what_cannot_be_read_is_told_with_status_2(home: Home, quiz: Quiz, missing: int) -> None:
    arguments = documents(home, DOCUMENT)
    arguments[missing] = "nowhere"
    ran = quiz("drift", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "nowhere" in ran.err
    assert "Traceback" not in ran.err


def test_text_of_documents_is_never_a_command_for_the_terminal(home: Home, quiz: Quiz, tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("T cells \x1b[2J make IL-2.", encoding="utf-8")
    arguments = documents(home, DOCUMENT)
    ran = quiz("drift", arguments[0], str(tmp_path / "bad.md"), arguments[2])
    assert ran.status == 2
    assert "\x1b" not in ran.out + ran.err


def test_the_whole_program_tells_of_drift(home: Home) -> None:
    done = home.run("drift", *documents(home, DOCUMENT.replace("T cells make", "T cells never make")))
    assert done.returncode == 1
    assert "T cells [+ never] make IL-2." in done.stdout
    assert not done.stderr
