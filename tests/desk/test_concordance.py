"""The document and its questions side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.desk.concordance import Concordance, concordance, with_ignored
from quiz.errors import BankError

BANK = """\
quiz: 1
id: small
title: Small
document: document.md
topics: {t: Topic}
ignore:
  - cite: Nothing hangs on this.
    why: An aside.
questions:
  - id: second
    q: What is second?
    options: [right: Beta, wrong: Alpha]
    cite: [Beta is second, Alpha is first.]
    topic: t
  - id: early
    q: What comes first?
    options: [right: Alpha, wrong: Beta]
    cite: Alpha is first.
    topic: t
  - id: begun
    q: And then?
    options: [right: Gamma, wrong: Beta]
    cite: Gamma is third.
    topic: t
    draft: true
"""
DOCUMENT = "# Letters\n\nAlpha is first. Beta is second. Gamma is third.\n\nNothing hangs on this. Delta is\nfourth.\n"


@pytest.fixture
def read(tmp_path: Path) -> Concordance:
    (tmp_path / "bank.yaml").write_text(BANK)
    (tmp_path / "document.md").write_text(DOCUMENT)
    return concordance(tmp_path)


@pytest.mark.parametrize(
    ("statement", "ids"), [(0, ["second", "early"]), (1, ["second"]), (2, ["begun"]), (3, []), (4, [])]
)
def test_a_statement_has_the_questions_that_quote_it(read: Concordance, statement: int, ids: list[str]) -> None:
    assert [question.id for question in read.resting_on(statement)] == ids


def test_a_draft_is_shown_and_examines_nothing(read: Concordance) -> None:
    assert not read.statements[2].is_examined
    assert read.drafts[2] == ("begun",)


@pytest.mark.parametrize(
    ("id", "quotes"), [("second", ["Alpha is first.", "Beta is second"]), ("early", ["Alpha is first."])]
)
def test_a_question_has_its_passages_in_the_documents_order(read: Concordance, id: str, quotes: list[str]) -> None:
    spans = read.passages_of(read.bank.question(id))
    assert [DOCUMENT[span.start : span.end] for span in spans] == quotes


@pytest.mark.parametrize(
    ("start", "step", "place"), [(0, 1, 2), (2, 1, 4), (4, 1, 2), (4, -1, 2), (2, -1, 4), (3, 1, 4)]
)
def test_the_way_to_the_next_gap_goes_on_around(read: Concordance, start: int, step: int, place: int) -> None:
    assert read.next_missed(start, step) == place


def test_without_a_gap_there_is_no_way(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text(BANK)
    (tmp_path / "document.md").write_text(DOCUMENT.replace("Gamma is third.", "").replace("Delta is\nfourth.", ""))
    with pytest.raises(BankError):
        concordance(tmp_path)
    (tmp_path / "bank.yaml").write_text(BANK.replace("Gamma is third.", "Beta is second."))
    read = concordance(tmp_path)
    assert (read.next_missed(0, 1), read.next_missed(0, -1)) == (None, None)


@pytest.mark.parametrize(
    ("words", "statements"),
    [("fourth", [4]), ("beta", [1]), ("what comes first", [0]), ("begun", [2]), ("hangs", [3])],
)
def test_a_statement_is_found_by_its_words_and_by_what_rests_on_it(
    read: Concordance, words: str, statements: list[int]
) -> None:
    assert [place for place, text in enumerate(read.sought_in) if words in text] == statements


@pytest.mark.parametrize(
    ("statement", "passage"),
    [(3, ("Nothing hangs on this.", "An aside.", "")), (4, ("Delta is fourth.", "", ""))],
)
def test_a_statement_is_ignored_by_its_passage_or_would_be_by_its_words(
    read: Concordance, statement: int, passage: tuple[str, str, str]
) -> None:
    assert read.ignored_with(statement) == passage


def test_what_is_ignored_is_a_gap_no_longer_until_it_is_again(read: Concordance) -> None:
    ignoring = with_ignored(read, "Delta is fourth.", "Nobody knows.")
    assert ignoring.statements[4].ignored == "Nobody knows."
    assert [place for place, each in enumerate(ignoring.statements) if each.is_missed] == [2]
    again = with_ignored(ignoring, "Delta is fourth.", "")
    assert again.statements == read.statements
