"""Several changes of a bank's text at once: the same as one after another, and the bank is read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from quiz.banks.writing.editing import BankText
from quiz.errors import BankError, RequestError

TEXT = """quiz: 1
id: cells
title: Cells
topics: {blood: Blood}
questions:

  # The first.
  - id: carriers
    q: Which cells carry oxygen?   # asked first
    options: [right: Red cells, wrong: White cells, wrong: Fat cells]
    topic: blood

  - id: fighters
    q: Which cells fight germs?
    options:
      # right
      - right: White cells
        why: They do.
      - wrong: "Red cells"
    topic: blood
"""
CHANGES = [
    ("fighters", "options[1]", "No cells"),
    ("carriers", "q", "Which cells have oxygen?"),
    ("fighters", "options[0].why", "They are made for it."),
    ("carriers", "options[2]", "Bone cells"),
]


@pytest.fixture
def text() -> BankText:
    return BankText(TEXT, Path("bank.yaml"))


def test_several_texts_are_changed_as_one_after_another(text: BankText) -> None:
    one_by_one = text
    for change in CHANGES:
        one_by_one = one_by_one.with_text(*change)
    changed = text.with_texts(CHANGES)
    assert changed.text == one_by_one.text
    assert changed.text == (
        TEXT.replace('"Red cells"', '"No cells"')
        .replace("carry oxygen?", "have oxygen?")
        .replace("They do.", "They are made for it.")
        .replace("Fat cells", "Bone cells")
    )


def test_several_orders_are_changed_as_one_after_another(text: BankText) -> None:
    changed = text.with_options_in_orders({"fighters": (1, 0), "carriers": (2, 0, 1)})
    one_by_one = text.with_options_in_order("carriers", (2, 0, 1)).with_options_in_order("fighters", (1, 0))
    assert changed.text == one_by_one.text
    assert [option.text for option in changed.loaded.bank.question("carriers").options] == [  # type: ignore[union-attr]
        "Fat cells",
        "Red cells",
        "White cells",
    ]


def test_nothing_to_change_changes_nothing(text: BankText) -> None:
    assert text.with_texts([]).text == TEXT
    assert text.with_options_in_orders({}).text == TEXT


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("carriers", "match[0].prompt", "x"), RequestError),
        (("nobody", "q", "x"), RequestError),
        (("carriers", "options[1]", "Red cells"), BankError),
    ],
)
def test_where_one_change_cannot_be_made_none_is(text: BankText, change: tuple[str, str, str], error: type) -> None:
    with pytest.raises(error):
        text.with_texts([*CHANGES, change])
    assert text.text == TEXT
