from __future__ import annotations

import pytest

from quiz.core.documents.sentences import says_something, sentences


def test_sentences_are_looked_for_between_two_places() -> None:
    text = "One. Two here.  Three. Four."
    assert [text[start:end] for start, end in sentences(text, 5, 22)] == ["Two here.", "Three."]


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("IL-2 is a cytokine.", True),
        ("2", True),
        ("细胞", True),
        ("* — …", False),
        ("[a link](https://e.org/page)", True),
        ("[](https://e.org/page)", False),
        ("![a picture](page.png)", False),
        ("![a](b.png) shows it", True),
        ("[ref]: https://e.org 'The title'", False),
        ("[1]: a.md\n  [2]: b.md", False),
        ("[^1]: A footnote says more.", True),
        ("<https://e.org/a>", False),
        ("https://e.org/a?b=c", False),
        ("<!-- later -->", False),
        ("<!-- later --> now", True),
        ("Note [x]: see there", True),
    ],
)
def test_what_is_shown_of_a_sentence_says_something(sentence: str, says: bool) -> None:
    assert says_something(sentence) == says
