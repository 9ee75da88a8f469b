"""What is said of a question that is being written, in short."""

from __future__ import annotations

import pytest

from quiz.errors import Severity
from quiz.tui.widgets.told import Remark, in_short

MISSING = Remark("q", "Write it.")
WARNING = Remark("q", "It is long.", Severity.WARNING, "long")
ERROR = Remark("q", "It is wrong.", Severity.ERROR, "wrong")
INFO = Remark("q", "It could be linked.", Severity.INFO, "link")


@pytest.mark.parametrize(
    ("remarks", "sentence"),
    [
        ([], "Nothing to mend was found."),
        ([MISSING], "1 thing is missing."),
        ([MISSING, MISSING, INFO], "2 things are missing."),
        ([WARNING], "1 thing was found that you may want to mend."),
        ([WARNING, ERROR, INFO], "2 things were found that you may want to mend."),
        ([INFO], "Nothing to mend was found, and 1 thing to think about."),
        ([INFO, INFO], "Nothing to mend was found, and 2 things to think about."),
    ],
)
def test_what_was_found_is_told_in_a_sentence_that_is_true(remarks: list[Remark], sentence: str) -> None:
    assert in_short(remarks) == sentence
