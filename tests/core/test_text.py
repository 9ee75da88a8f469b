from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, strategies as st

from quiz.core.text import fold, fold_characters, is_unprintable, one_line, printable

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
BIDI = "\u202a\u202b\u202c\u202d\u202e"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"),
        ("\x1b]52;c;cm0gLXJm\x1b\\", "<U+001B>]52;c;cm0gLXJm<U+001B>\\"),
        ("\x9b31mred", "<U+009B>31mred"),
        ("\x90q\x9c", "<U+0090>q<U+009C>"),
        ("a\x7fb", "a<U+007F>b"),
        ("a\x00b", "a<U+0000>b"),
        ("a\rb", "a<U+000D>b"),
        ("a\x08b", "a<U+0008>b"),
        ("a\x0bb\x0cc", "a<U+000B>b<U+000C>c"),
        ("a\x85b", "a<U+0085>b"),
        ("a\u2028b\u2029c", "a<U+2028>b<U+2029>c"),
        ("a\u202eb\u202cc", "a<U+202E>b<U+202C>c"),
        ("\u202a\u202b\u202d", "<U+202A><U+202B><U+202D>"),
        ("\ud800", "<U+D800>"),
        ("\udcff", "<U+DCFF>"),
    ],
)
def test_what_a_terminal_could_obey_is_shown_as_its_code_point(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Activated T cells",
        "two\nlines\tand a tab",
        "no\u00a0break, narrow\u202fspace",
        "Zoë, naïve, e\u0301, ﬁ, ＡＢＣ",
        "白血球介素二",
        "인터루킨",
        "الإنترلوكين-2",
        "\u2067שלום\u2069 \u200e\u200f",
        "zero\u200bwidth\u200djoiner 👩\u200d🔬",
        "soft\u00adhyphen",
        "<U+001B>",
    ],
)
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert printable(text) == text


@given(ANY_TEXT)
@example("\x1b" * 3)
@example("\u2066a\u2069")
def test_nothing_unprintable_is_left(text: str) -> None:
    shown = printable(text)
    assert not any(map(is_unprintable, shown))
    assert printable(shown) == shown
    shown.encode()


@given(ANY_TEXT)
def test_everything_else_is_kept(text: str) -> None:
    kept = "".join(character for character in text if not is_unprintable(character))
    if kept == text:
        assert printable(text) == text
    else:
        assert len(printable(text)) > len(text)


def test_unprintable_are_the_control_characters_and_no_others() -> None:
    named = {chr(code) for code in range(0x110000) if is_unprintable(chr(code))}
    controls = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"}
    surrogates = {chr(code) for code in range(0xD800, 0xE000)}
    assert named == controls | surrogates | set(BIDI) | {"\u2028", "\u2029"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  two\n lines\t here ", "two lines here"),
        ("a\u2028b", "a<U+2028>b"),
        ("a\r\nb", "a<U+000D> b"),
        ("\n", ""),
    ],
)
def test_one_line_has_no_break(text: str, line: str) -> None:
    assert one_line(text) == line


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Activated  T\n cells ", "activated t cells"),
        ("“a” ‘b’ «c» „d‟ ‹e›", '"a" \'b\' "c" "d" \'e\''),
        ("it`s it´s it’s it′s itʼs", "it's it's it's it's it's"),
        ("a‐b a‑b a‒b a–b a—b a―b a−b a﹣b a－b", "a-b a-b a-b a-b a-b a-b a-b a-b a-b"),
        ("cyto\u00adkine", "cytokine"),
        ("ﬁrst eﬀect", "first effect"),
        ("ＩＬ－２　ｃｅｌｌ", "il-2 cell"),
        ("Straße", "strasse"),
        ("Σίσυφος", "σίσυφοσ"),
        ("é", "é"),
        ("e\u0301", "é"),
        ("각", "각"),
        ("\u1100\u1161\u11a8", "각"),
        ("x² ½ ™", "x2 1⁄2 tm"),
        ("1\u00a0000\u202fm\u2003l", "1 000 m l"),
        ("\u3000", ""),
        ("″", '"'),
        ("‴", "'''"),
    ],
)
def test_the_form_in_which_texts_are_compared(text: str, form: str) -> None:
    assert fold(text) == form


@given(ANY_TEXT)
@example("\u00a8")
@example("a\u0345\u0301")
def test_a_folded_text_is_its_own_form(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_canonically_equal_texts_have_the_same_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_ascii_is_folded_as_any_other_text_is(text: str) -> None:
    # One character more takes the way of all texts that are not ASCII.
    assert fold_characters(text + "\u4e00") == fold_characters(text) + "\u4e00"
