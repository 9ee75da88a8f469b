from __future__ import annotations

import random
import sys
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from quiz.core.documents.document import Document, Span
from quiz.core.documents.quotations import Quotations, folded_with_places
from quiz.core.text import fold

# Each is one word or sign in several typings.
PIECES = (
    ("eﬃcient", "efficient", "EFFICIENT", "eﬀicient"),
    ("ﬁrst", "first"),
    ("Straße", "STRASSE", "strasse"),
    ("cyto\u00adkine", "cytokine", "cy\u00adto\u00adkine"),
    ("IL\u20112", "IL-2", "il–2", "ＩＬ－２", "IL\u22122"),
    ("“type”", '"type"', "«type»", "„type“"),
    ("body’s", "body's", "body´s", "body`s"),
    ("café", "cafe\u0301", "CAFÉ"),
    ("ậ", "a\u0323\u0302", "a\u0302\u0323"),
    ("x\u0301\u0327", "x\u0327\u0301"),
    ("so…", "so..."),
    ("½", "1⁄2"),
    ("Å", "Å", "A\u030a"),
    ("الإنترلوكين", "الا\u0655نترلوكين"),
    ("ﻻ", "لا"),
    ("שָׁלוֹם", unicodedata.normalize("NFC", "שָׁלוֹם"), unicodedata.normalize("NFD", "שָׁלוֹם")),
    ("फ़िल्म", "फ\u093cिल्म"),
    ("কোষ", "ক\u09c7\u09beষ"),
    ("น้ำ", "น\u0e49\u0e4d\u0e32"),
    ("细胞因子", "细胞因子"),
    ("ガス", "ｶﾞｽ", "カ\u3099ス"),
    ("한국어", unicodedata.normalize("NFD", "한국어")),
    ("🧬", "🧬"),
    ("👩\u200d🔬", "👩\u200d🔬"),
    ("T", "t", "Ｔ"),
    ("1990–2000,", "1990-2000,", "1990—2000,"),
)
SEPARATORS = (" ", "\n", "\r\n", "  ", "\n\n", "\u00a0", "\u3000", "\t", " \u00ad", "\u2009")
ABSENT = "ж"
"""A letter that no piece has, in any typing."""


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[Span, tuple[str, ...]]]]:
    """A document of such pieces, and where each of them stands."""
    text = draw(st.sampled_from(("", *SEPARATORS)))
    pieces = []
    for typings in draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8)):
        piece = draw(st.sampled_from(typings))
        pieces.append((Span(len(text), len(text) + len(piece)), typings))
        text += piece + draw(st.sampled_from(SEPARATORS))
    return text, pieces


def typed(pieces: list[tuple[Span, tuple[str, ...]]], dice: random.Random) -> str:
    """The pieces as somebody else may type them."""
    words = [dice.choice(typings) + dice.choice(SEPARATORS) for _, typings in pieces]
    return dice.choice(("", *SEPARATORS)) + "".join(words)


@settings(max_examples=200)
@given(documents(), st.data(), st.randoms(use_true_random=False))
def test_a_quotation_typed_in_any_way_is_found_at_exactly_its_characters(
    document: tuple[str, list[tuple[Span, tuple[str, ...]]]], data: st.DataObject, dice: random.Random
) -> None:
    text, pieces = document
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first, len(pieces) - 1))
    quote = typed(pieces[first : last + 1], dice)
    places = Document(text).find(quote)
    assert Span(pieces[first][0].start, pieces[last][0].end) in places
    # Whatever else is found reads the same, piece by piece.
    assert {form(text[place.start : place.end]) for place in places} == {form(quote)}


@settings(max_examples=200)
@given(documents(), st.data(), st.randoms(use_true_random=False))
def test_a_quotation_with_one_letter_altered_is_not_found(
    document: tuple[str, list[tuple[Span, tuple[str, ...]]]], data: st.DataObject, dice: random.Random
) -> None:
    text, pieces = document
    quote = typed(pieces, dice)
    letters = [at for at, character in enumerate(quote) if character.isalnum()]
    if not letters:
        return
    at = data.draw(st.sampled_from(letters))
    assert Document(text).find(f"{quote[:at]}{ABSENT}{quote[at + 1 :]}") == ()
    assert Document(text).find(f"{quote[:at]}{ABSENT}{quote[at:]}") == ()


@settings(max_examples=80, deadline=None)
@given(documents(), documents(), st.data(), st.randoms(use_true_random=False))
def test_what_nobody_could_read_in_the_document_is_not_found(
    document: tuple[str, list[tuple[Span, tuple[str, ...]]]],
    other: tuple[str, list[tuple[Span, tuple[str, ...]]]],
    data: st.DataObject,
    dice: random.Random,
) -> None:
    text = document[0][:30]
    quote = typed(document[1][:2] + other[1][:1], dice)
    # One letter is exchanged for another of the same text, left out, or doubled.
    at = data.draw(st.integers(0, len(quote) - 1))
    instead = data.draw(st.sampled_from(["", quote[at] * 2, *text]))
    altered = f"{quote[:at]}{instead}{quote[at + 1 :]}"
    can_be_read = any(form(text[a:b]) == form(altered) for a, b in combinations(range(len(text) + 1), 2))
    places = Document(text).find(altered)
    assert can_be_read or places == ()
    assert all(form(text[place.start : place.end]) == form(altered) for place in places)


def form(text: str) -> str:
    """What a reader takes in of the text: an account of the rule that owes nothing to the program."""
    for signs, sign in (("‘’‚‛‹›ʼ′`´", "'"), ("“”„‟″«»", '"'), ("‐‑‒–—―−﹘﹣－", "-"), ("\u00ad", "")):
        text = "".join(sign if character in signs else character for character in text)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(text.replace("\u2010", "-").split())


@pytest.mark.parametrize("typings", PIECES, ids=lambda typings: typings[0])
def test_the_typings_of_a_piece_read_the_same(typings: tuple[str, ...]) -> None:
    assert len({form(typing) for typing in typings}) == 1
    assert form(ABSENT) not in form(typings[0])


def test_what_is_altered_by_one_letter_is_not_found_in_prose() -> None:
    text = "IL-2 is made by activated T cells, not by B cells.\nIts level is 12 mg."
    quote = "made by activated T cells, not by B cells. Its level is 12 mg"
    assert Document(text).find(quote) == (Span(8, len(text) - 1),)
    for at, letter in enumerate(quote):
        if letter.isalnum():
            other = "x" if letter != "x" else "y"
            assert Document(text).find(f"{quote[:at]}{other}{quote[at + 1 :]}") == ()


def test_every_character_that_composes_with_one_before_it_stays_with_it() -> None:
    for whole in map(chr, range(sys.maxunicode + 1)):
        parts = unicodedata.decomposition(whole).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            apart = "".join(chr(int(part, 16)) for part in parts)
            if not unicodedata.combining(apart[0]):
                assert Quotations(f"a {apart} b").places(whole) == ((2, 4),), ascii(apart)


@given(st.text(alphabet="ab \n\r\tÉe\u0301\u00adß¨ ﬁ가\u11a8ｶﾞ“–क\u093c\u09c7\u09be", max_size=30))
def test_the_folded_text_is_that_of_the_whole_and_its_places_rise(text: str) -> None:
    folded, places = folded_with_places(text)
    assert folded.strip() == fold(text)
    assert len(places) == len(folded)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet="ab c", min_size=20, max_size=45))
def test_many_quotations_are_found_as_each_alone(text: str) -> None:
    quotes = list({text[a:b] for a, b in combinations(range(len(text) + 1), 2)})
    quotes += [f"{quote}x" for quote in quotes] + ["d"] * 150
    together = Document(text).find_all(quotes)
    for quote in quotes:
        assert together[quote] == Document(text).find(quote), quote


def test_quotations_that_begin_as_much_else_does_are_found_among_many() -> None:
    text = "".join(f"{'ab' * 60}{number:03}." for number in range(200))
    quotes = [f"{'ab' * 40}{number:03}." for number in range(210)]
    found = Document(text).find_all(quotes)
    assert [len(found[quote]) for quote in quotes] == [1] * 200 + [0] * 10
    assert found[quotes[7]] == (Span(124 * 7 + 40, 124 * 8),)
