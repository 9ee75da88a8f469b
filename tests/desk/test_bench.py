"""What the bench says of a bank's file: all of it, at its place, in the order of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.desk.bench import FORMAT, Examined, examined, examined_text
from quiz.errors import Severity

ROOT = Path(__file__).parents[2]
BROKEN = sorted((ROOT / "tests" / "data" / "broken").iterdir())
SHIPPED = ROOT / "questions" / "il2-neonatal"

DOCUMENT = """# Cells

Red cells carry oxygen.

White cells fight germs. Nobody asks about this.
"""

BANK = """quiz: 1
id: cells
title: Cells
document: document.md
topics: {blood: Blood}
questions:
  - id: carriers
    q: Which cells do not fight germs?
    options:
      - right: Red cells
        why: They carry oxygen.
      - wrong: White cells
    why: Red cells carry oxygen.
    cite: [Red cells carry oxygen., White cells fight germs.]
    topic: blood
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a bank, not yet written, beside its document."""
    (tmp_path / "document.md").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path / "bank.yaml"


def found(examined: Examined) -> list[tuple[str, int, int, str, Severity]]:
    return [(Path(each.path).name, each.line, each.column, each.rule, each.severity) for each in examined.problems]


def test_each_problem_has_its_place_its_rule_and_its_severity(file: Path) -> None:
    whole = found(examined_text(BANK, file))
    assert ("bank.yaml", 8, 8, "negative-stem", Severity.ERROR) in whole
    assert ("document.md", 5, 26, "uncovered", Severity.WARNING) in whole
    assert [each[:4] for each in whole if each[3] == "missing-why"] == [("bank.yaml", 12, 9, "missing-why")]
    assert whole == sorted(whole)


def test_a_text_is_examined_as_the_file_would_be(file: Path) -> None:
    as_text = examined_text(BANK, file)
    file.write_text(BANK, encoding="utf-8")
    assert examined(file).problems == as_text.problems
    assert examined(file.parent).problems == as_text.problems


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_place_in_the_document_is_right_whatever_its_line_breaks(tmp_path: Path, line_break: str) -> None:
    (tmp_path / "document.md").write_bytes(DOCUMENT.replace("\n", line_break).encode())
    whole = found(examined_text(BANK, tmp_path / "bank.yaml"))
    assert ("document.md", 5, 26, "uncovered", Severity.WARNING) in whole


def test_what_an_author_switched_off_is_not_said(file: Path) -> None:
    text = BANK.replace("topics:", "allow: {uncovered: Not yet.}\ntopics:")
    text = text.replace("    topic: blood", "    allow: {negative-stem: It must be so.}\n    topic: blood")
    rules = [each[3] for each in found(examined_text(text, file))]
    assert "negative-stem" not in rules
    assert "uncovered" not in rules
    assert "missing-why" in rules


@pytest.mark.parametrize("bank", BROKEN, ids=lambda path: path.name)
def test_a_broken_bank_has_no_bank_and_all_its_problems(bank: Path) -> None:
    it = examined(bank)
    assert it.loaded is None
    assert {(problem.rule, problem.severity) for problem in it.problems} == {(FORMAT, Severity.ERROR)}


def test_warnings_of_the_format_are_among_the_problems(file: Path) -> None:
    it = examined_text(BANK.replace("q: Which cells do not fight germs?", "q: Which cells # are red?"), file)
    assert ("bank.yaml", 8, 8, FORMAT, Severity.WARNING) in found(it)
    assert it.loaded is not None


def test_a_bank_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (problem,) = examined(tmp_path / "nowhere").problems
    assert (problem.rule, problem.line) == (FORMAT, 0)


def test_the_shipped_bank_has_nothing_to_mend() -> None:
    assert [problem for problem in examined(SHIPPED).problems if problem.severity is not Severity.INFO] == []


def test_nothing_is_printed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    examined_text(BANK, file)
    examined(file)
    assert capsys.readouterr() == ("", "")
