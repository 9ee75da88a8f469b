from __future__ import annotations

import random
import unicodedata
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import assume, given, settings, strategies as st

from quiz.core.documents.document import BlockKind, Document, Span
from quiz.core.text import fold

HEADING, ITEM, PARAGRAPH = BlockKind.HEADING, BlockKind.ITEM, BlockKind.PARAGRAPH
HEAD, ROW, CODE = BlockKind.TABLE_HEAD, BlockKind.TABLE_ROW, BlockKind.CODE

WORKED = """\
Interleukin-2 (IL-2) is a small cytokine, made mainly by activated CD4+ T cells.

IL-2 binds a receptor with three chains:
alpha (CD25), beta (CD122) and gamma (CD132).
Activation takes days. It is given as a drug.
"""


def statements(text: str) -> list[str]:
    return [text[span.start : span.end] for span in Document(text).statements]


def found(text: str, quote: str) -> list[str]:
    return [text[span.start : span.end] for span in Document(text).find(quote)]


@pytest.mark.parametrize(
    ("quote", "spans"),
    [
        ("made mainly by activated CD4+ T cells", (Span(42, 79),)),
        ("binds a receptor with three chains:\n alpha (CD25), beta (CD122)", (Span(87, 149),)),
        ("it is a hormone", ()),
    ],
)
def test_the_worked_example_of_the_specification(quote: str, spans: tuple[Span, ...]) -> None:
    document = Document(WORKED)
    assert document.find(quote) == spans
    assert len(document.statements) == 4


@pytest.mark.parametrize(
    ("text", "quote", "place"),
    [
        ("The T cells grow.", "T cells", "T cells"),
        ("The T cells grow.", "t CELLS", "T cells"),
        ("The T\n  cells grow.", "T cells", "T\n  cells"),
        ("The T cells grow.", "  T\n\tcells  ", "T cells"),
        ("The T\u00a0cells grow.", "T cells", "T\u00a0cells"),
        ("one\r\n\r\ntwo", "one two", "one\r\n\r\ntwo"),
        ("1990–2000", "1990-2000", "1990–2000"),
        ("IL‑2 is", "IL-2", "IL‑2"),
        ("− 5 °C", "- 5 °C", "− 5 °C"),
        ("a “type” of", 'a "type" of', "a “type” of"),
        ("the body’s own", "the body's own", "the body’s own"),
        ('a "type" of', "a “type” of", 'a "type" of'),
        ("cyto\u00adkine", "cytokine", "cyto\u00adkine"),
        ("cytokine", "cyto\u00adkine", "cytokine"),
        ("a ﬁrst eﬀect", "first effect", "ﬁrst eﬀect"),
        ("a first effect", "ﬁrst eﬀect", "first effect"),
        ("die Straße hier", "STRASSE", "Straße"),
        ("café noir", "cafe\u0301 noir", "café noir"),
        ("cafe\u0301 noir", "café", "cafe\u0301"),
        ("a\u0323\u0302b", "ậ", "a\u0323\u0302"),
        ("a\u0302\u0323b", "ậ", "a\u0302\u0323"),
        ("x\u0301\u0301y", "x\u0301\u0301", "x\u0301\u0301"),
        ("한국어 문장", "한국어", "한국어"),
        (unicodedata.normalize("NFD", "한국어 문장"), "한국어", unicodedata.normalize("NFD", "한국어")),
        (unicodedata.normalize("NFD", "한국어 각"), "각", unicodedata.normalize("NFD", "각")),
        ("한국어 문장", unicodedata.normalize("NFD", "국어"), "국어"),
        ("ＩＬ－２は", "IL-2", "ＩＬ－２"),
        ("ｶﾞｽ", "ガス", "ｶﾞｽ"),
        ("ガス", "ｶﾞ", "ガ"),
        ("الإنترلوكين هو سيتوكين", "الإنترلوكين", "الإنترلوكين"),
        ("ﻻ يوجد", "لا", "ﻻ"),
        ("שָׁלוֹם עולם", "שָׁלוֹם", "שָׁלוֹם"),
        ("שָׁלוֹם עולם", unicodedata.normalize("NFC", "שָׁלוֹם"), "שָׁלוֹם"),
        ("白介素二是细胞因子。", "细胞因子", "细胞因子"),
        ("a¨b", "¨b", "¨b"),
        ("a ¨b", "¨b", "¨b"),
        ("a¨b", "a¨", "a¨"),
        ("e\u00ad\u0301t", "ét", "e\u00ad\u0301t"),
        ("가\u00ad\u11a8", "각", "가\u00ad\u11a8"),
    ],
)
def test_a_quotation_is_found_however_it_is_typed(text: str, quote: str, place: str) -> None:
    assert found(text, quote) == [place]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The T cells grow.", ""),
        ("The T cells grow.", " \n"),
        ("The T cells grow.", "\u00ad"),
        ("The T cells grow.", "Tcells"),
        ("The T cells grow.", "B cells"),
        ("cafe\u0301", "cafe"),
        ("café", "cafe"),
        ("eﬃcient", "ef"),
        ("eﬃcient", "ficient"),
        ("x\u0301", "x"),
        ("aﾞ", "a"),
        ("x\u0301", "\u0301"),
        ("각", "\u1100\u1161"),
        (unicodedata.normalize("NFD", "각"), "가"),
        ("\ufdfa", "الله"),
        ("", "a"),
    ],
)
def test_nothing_else_is_found(text: str, quote: str) -> None:
    assert found(text, quote) == []


def test_every_place_is_found_in_order() -> None:
    assert Document("IL-2, il‑2 and IL–2; IL-21").find("IL-2") == (Span(0, 4), Span(6, 10), Span(15, 19), Span(21, 25))
    assert Document("aaa").find("aa") == (Span(0, 2), Span(1, 3))


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (Span(0, 5), Span(4, 6), True),
        (Span(0, 5), Span(5, 6), False),
        (Span(2, 3), Span(0, 9), True),
        (Span(0, 1), Span(3, 4), False),
    ],
)
def test_spans_overlap_where_they_share_a_character(one: Span, other: Span, overlap: bool) -> None:
    assert one.overlaps(other) == overlap
    assert other.overlaps(one) == overlap


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("IL-2 is a cytokine. It is made by T cells.", ["IL-2 is a cytokine.", "It is made by T cells."]),
        ("A line\nbreak. Another\nline.", ["A line\nbreak.", "Another\nline."]),
        ("It is hepatitis B. Vaccines exist.", ["It is hepatitis B.", "Vaccines exist."]),
        ("They are of type I. NK cells are not.", ["They are of type I.", "NK cells are not."]),
        ("It was found by J. Smith. He wrote.", ["It was found by J. Smith.", "He wrote."]),
        ("Give it early, e.g. Monday. Then wait.", ["Give it early, e.g. Monday.", "Then wait."]),
        ("That is, i.e. Now. Yes.", ["That is, i.e. Now.", "Yes."]),
        ("T cells make IL-2. NK cells do not.", ["T cells make IL-2.", "NK cells do not."]),
        ("Smith et al. Found it. So did I.", ["Smith et al. Found it.", "So did I."]),
        ("See Fig. 2 and Dr. Who. Then stop.", ["See Fig. 2 and Dr. Who.", "Then stop."]),
        ("J. R. Smith wrote it. We read it.", ["J. R. Smith wrote it.", "We read it."]),
        ("The dose is 1.5 mg. The rest is water.", ["The dose is 1.5 mg.", "The rest is water."]),
        ("Why? Because! 2 reasons.", ["Why?", "Because!", "2 reasons."]),
        ("He said “No.” She left.", ["He said “No.”", "She left."]),
        ("(It is so.) Another.", ["(It is so.)", "Another."]),
        ("It ends... Then it starts.", ["It ends...", "Then it starts."]),
        ("It ends… Then it starts.", ["It ends…", "Then it starts."]),
        ("It takes approx. Two days. That is all.", ["It takes approx. Two days.", "That is all."]),
        ("So many capital. Letters", ["So many capital.", "Letters"]),
        ("The gene il-2. mRNA is next", ["The gene il-2. mRNA is next"]),
        ("Er wächst. Über Nacht. Ärzte staunen.", ["Er wächst.", "Über Nacht.", "Ärzte staunen."]),
        (
            "白介素二是细胞因子。它由T细胞产生！是吗？是。",
            ["白介素二是细胞因子。", "它由T细胞产生！", "是吗？", "是。"],
        ),
        ("彼は「はい。」と言った。", ["彼は「はい。」", "と言った。"]),
        ("한국어 문장이다. 다음 문장이다.", ["한국어 문장이다.", "다음 문장이다."]),
        ("هذا سيتوكين. ما هو؟ هو بروتين.", ["هذا سيتوكين.", "ما هو؟", "هو بروتين."]),
        ("یہ پروٹین ہے۔ یہ خلیہ ہے۔", ["یہ پروٹین ہے۔", "یہ خلیہ ہے۔"]),
        ("यह प्रोटीन है। यह कोशिका है।", ["यह प्रोटीन है।", "यह कोशिका है।"]),
        ("זהו ציטוקין. מה הוא? חלבון.", ["זהו ציטוקין.", "מה הוא?", "חלבון."]),
        ("No stop at the end", ["No stop at the end"]),
        ("", []),
        (" \n\n\t\n", []),
        ("# Only a heading", []),
        ("Before.\n\n---\n\n* * *\n\nAfter.", ["Before.", "After."]),
        ("| A | B. C |\n|---|:-:|\n| one. Two | three |\n", ["one. Two | three"]),
        ("A sentence.\n\n```\nx = 1. Y\n```\n\nAnother.", ["A sentence.", "Another."]),
        ("See [it](https://e.org/a.B?c=1!). Then go.", ["See [it](https://e.org/a.B?c=1!).", "Then go."]),
        ("Read.\n\n![A figure](cells.png)\n\n[1]: https://e.org/a 'Title'\n\n<https://e.org>", ["Read."]),
        ("Read.\n\n<!-- to be written -->\n\nhttps://e.org/a?b", ["Read."]),
        ("[A link](a.md) says it.", ["[A link](a.md) says it."]),
        ("Facts.\n\n# References\n\n- Smith. A book.\n\n## Web\n\nOne.\n\n# More\n\nSaid.", ["Facts.", "Said."]),
        ("# Sources\n\nFish has it.\n\n# Literatur\n\n- Smith, 1999.\n- https://e.org", ["Fish has it."]),
    ],
)
def test_statements_are_sentences(text: str, sentences: list[str]) -> None:
    assert statements(text) == sentences


def blocks(text: str) -> list[tuple[BlockKind, str, int]]:
    return [(block.kind, text[block.span.start : block.span.end], block.depth) for block in Document(text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo\n\nthree", [(PARAGRAPH, "One\ntwo", 0), (PARAGRAPH, "three", 0)]),
        ("# A\nText", [(HEADING, "A", 1), (PARAGRAPH, "Text", 0)]),
        ("Text\n###### F ##\nMore", [(PARAGRAPH, "Text", 0), (HEADING, "F", 6), (PARAGRAPH, "More", 0)]),
        ("## C#", [(HEADING, "C#", 2)]),
        ("## C# ##  ", [(HEADING, "C#", 2)]),
        ("#  \nText", [(PARAGRAPH, "Text", 0)]),
        ("#hashtag", [(PARAGRAPH, "#hashtag", 0)]),
        ("####### seven", [(PARAGRAPH, "####### seven", 0)]),
        ("Before\n# #\nafter", [(PARAGRAPH, "Before", 0), (PARAGRAPH, "after", 0)]),
        ("- one\n- two\n  goes on\n", [(ITEM, "one", 0), (ITEM, "two\n  goes on", 0)]),
        ("* a\n  + b\n    1. c\n10) d", [(ITEM, "a", 0), (ITEM, "b", 1), (ITEM, "c", 2), (ITEM, "d", 0)]),
        ("\t- tab", [(ITEM, "tab", 2)]),
        ("Intro:\n- one\n\nOutro", [(PARAGRAPH, "Intro:", 0), (ITEM, "one", 0), (PARAGRAPH, "Outro", 0)]),
        ("-5 degrees", [(PARAGRAPH, "-5 degrees", 0)]),
        ("1.5 mg", [(PARAGRAPH, "1.5 mg", 0)]),
        ("   indented  \n  twice  ", [(PARAGRAPH, "indented  \n  twice", 0)]),
        ("one\r\ntwo\r\n\r\nthree\r\n", [(PARAGRAPH, "one\r\ntwo", 0), (PARAGRAPH, "three", 0)]),
        ("", []),
        (
            "One\n===\nText\n\nTwo\n---\nMore",
            [(HEADING, "One", 1), (PARAGRAPH, "Text", 0), (HEADING, "Two", 2), (PARAGRAPH, "More", 0)],
        ),
        ("A sentence.\n---\nOne\ntwo\n---", [(PARAGRAPH, "A sentence.", 0), (PARAGRAPH, "One\ntwo", 0)]),
        ("- item\n---\nText", [(ITEM, "item", 0), (PARAGRAPH, "Text", 0)]),
        ("Text\n* * *\n_ _ _\nMore", [(PARAGRAPH, "Text", 0), (PARAGRAPH, "More", 0)]),
        ("Text\n--\nMore", [(PARAGRAPH, "Text\n--\nMore", 0)]),
        (
            "Intro\n| A | B |\n|---|---|\n| c | d |\n|  |  |\n e | f \nAfter",
            [
                (PARAGRAPH, "Intro", 0),
                (HEAD, "A | B", 0),
                (ROW, "c | d", 0),
                (ROW, "e | f", 0),
                (PARAGRAPH, "After", 0),
            ],
        ),
        ("A | B\n:-- | --:\nc \\| d | e", [(HEAD, "A | B", 0), (ROW, "c \\| d | e", 0)]),
        ("| A |\n|---|\n| b |\n\n| c |", [(HEAD, "A", 0), (ROW, "b", 0), (PARAGRAPH, "| c |", 0)]),
        ("a | b\nc | d", [(PARAGRAPH, "a | b\nc | d", 0)]),
        ("a | b\n|---|", [(PARAGRAPH, "a | b\n|---|", 0)]),
        ("|", [(PARAGRAPH, "|", 0)]),
        (
            "Run:\n```python\nx = 1\n\n# no heading\n```\nDone",
            [(PARAGRAPH, "Run:", 0), (CODE, "x = 1", 0), (CODE, "# no heading", 0), (PARAGRAPH, "Done", 0)],
        ),
        ("~~~~\n~~~\n```\n~~~~\nText", [(CODE, "~~~", 0), (CODE, "```", 0), (PARAGRAPH, "Text", 0)]),
        ("```\nnever closed\n\nText", [(PARAGRAPH, "```\nnever closed", 0), (PARAGRAPH, "Text", 0)]),
        ("```not `a` fence\nText\n```", [(PARAGRAPH, "```not `a` fence\nText\n```", 0)]),
        ("---\ntitle: A\nby: B\n---\n# C", [(CODE, "title: A", 0), (CODE, "by: B", 0), (HEADING, "C", 1)]),
        ("---\ntitle: A\n\nB\n---\nC", [(PARAGRAPH, "title: A", 0), (HEADING, "B", 2), (PARAGRAPH, "C", 0)]),
        ("---\nText here\n---\nMore", [(HEADING, "Text here", 2), (PARAGRAPH, "More", 0)]),
    ],
)
def test_a_text_is_headings_items_paragraphs_tables_and_code(
    text: str, expected: list[tuple[BlockKind, str, int]]
) -> None:
    assert blocks(text) == expected


SECTIONS = "Preface.\n\n# One\n\nFirst text.\n\n## Inner\n\n- An item. Second.\n\n# Two\n\nLast."


@pytest.mark.parametrize(
    ("quote", "title"),
    [("Preface", ""), ("First", "One"), ("An item", "Inner"), ("Second", "Inner"), ("Last", "Two")],
)
def test_a_passage_stands_in_a_section(quote: str, title: str) -> None:
    document = Document(SECTIONS)
    (span,) = document.find(quote)
    assert document.section_of(span) == title


def test_a_passage_over_several_sections_stands_in_the_first() -> None:
    document = Document(SECTIONS)
    (span,) = document.find("text.\n\n## Inner\n\n- An item")
    assert document.section_of(span) == "One"


def test_a_list_of_references_is_a_section_to_its_end() -> None:
    text = "# A\n\nText.\n\n## References\n\nOne.\n\n### Web\n\nTwo.\n\n## B\n\nText."
    document = Document(text)
    assert [text[span.start : span.end] for span in document.reference_lists] == [
        "References\n\nOne.\n\n### Web\n\nTwo."
    ]
    assert document.find("Two.") == (Span(text.index("Two."), text.index("Two.") + 4),)


def test_a_span_has_the_heading_it_begins_under() -> None:
    document = Document(SECTIONS)
    assert document.heading_of(Span(0, 3)) is None
    assert document.heading_of(*document.find("First")) == Span(SECTIONS.index("One"), SECTIONS.index("One") + 3)


def test_lines_that_look_like_many_things_take_no_long_time() -> None:
    for text in (
        "---\na: " + "x" * 300_000,
        "```\n" * 50_001,
        "~~~~ x\n" * 50_000,
        "|" * 100_000 + "\n" + "|-" * 100_000,
    ):
        assert Document(text).blocks


def test_a_document_of_white_space_is_none() -> None:
    assert not Document(" \n")
    assert Document("a")


def test_a_run_of_combining_marks_takes_no_long_time() -> None:
    text = "a" + "\u0301" * 200_000
    assert Document(text).find("a" + "\u0301" * 199_999) == ()
    assert Document(text).find(text) == (Span(0, len(text)),)


# Letters, marks and signs that compose, decompose, fold, vanish or are typed in several ways.
CHARACTERS = st.sampled_from(
    [
        *"ab eEtT.,12\n\t",
        *"'\"-’‘“”«‐‑–—−′``´",
        *"\u00a0\u202f\u3000\u2028\u00ad\u200b",
        *"éÉāẬßẞſİıŉﬁﬃﬀĳ",
        *"\u0301\u0302\u0308\u0323\u0327\u0345\u0338\u20dd",
        *"한각가각ㄱﾡ",
        *"ガカﾞｶﾟは゛\u3099",
        *"ＩＬ－２１",
        *"ςΣσΌᾳᾴ\u1ffd",
        *"ﻻلا\u0651\u064b\ufdfa",
        *"שׁש\u05c1\u05b8",
        *"কো\u09c7\u09be\u09d7क\u093c",
        *"½²™…¨¯℃ÅΩ𝐀🧬",
    ]
)
VANISHING = " \n\t\u00a0\u202f\u3000\u2028\u00ad"
TEXTS = st.lists(CHARACTERS, max_size=25).map("".join)


def retyped(text: str, dice: random.Random) -> str:
    """The text as somebody else might type it."""
    form: Literal["NFC", "NFD"] = dice.choice(("NFC", "NFD"))
    typed = unicodedata.normalize(form, text) if dice.random() < 0.7 else text
    same = {
        "-": "-‐‑–—−",
        "–": "-‐‑–—−",
        "'": "'’‘′",
        "’": "'’‘′",
        '"': '"“”«',
        "“": '"“”«',
        " ": [" ", "\n", "  ", "\u00a0"],
    }
    return "".join(dice.choice(same[character]) if character in same else character for character in typed)


def is_cut(text: str, at: int) -> bool:
    """Whether no character joins the ones before it there: soft hyphens aside, folding the two parts is folding all."""
    before, after = text[:at].replace("\u00ad", ""), text[at:].replace("\u00ad", "")
    if not before or not after:
        return True
    if unicodedata.combining(unicodedata.normalize("NFKC", after)[0]):
        return False
    apart = unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", after)
    return unicodedata.normalize("NFKC", before + after) == apart


@settings(max_examples=200)
@given(TEXTS, st.data(), st.randoms(use_true_random=False))
def test_any_quotation_is_found_where_it_was_cut_out(text: str, data: st.DataObject, dice: random.Random) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    assume(fold(quote))
    assume(is_cut(text, start))
    assume(is_cut(text, end))
    spans = Document(text).find(retyped(quote, dice))
    # White space and soft hyphens at its ends may be in the quotation and not in the place, and the other way round.
    assert any(
        text[start : span.start].strip(VANISHING) == text[span.end : end].strip(VANISHING) == ""
        and text[span.start : start].strip(VANISHING) == text[end : span.end].strip(VANISHING) == ""
        for span in spans
    )


@settings(max_examples=200)
@given(TEXTS, TEXTS | st.lists(CHARACTERS, min_size=1, max_size=2).map("".join))
def test_what_is_found_reads_as_the_quotation_does(text: str, quote: str) -> None:
    spans = Document(text).find(quote)
    assert all(fold(text[span.start : span.end]) == fold(quote) for span in spans)
    assert list(spans) == sorted(set(spans))


@settings(max_examples=200)
@given(TEXTS, st.lists(CHARACTERS, min_size=1, max_size=2).map("".join))
def test_where_nothing_is_found_no_stretch_of_whole_characters_reads_so(text: str, quote: str) -> None:
    spans = Document(text).find(quote)
    wanted = fold(quote)
    cuts = [at for at in range(len(text) + 1) if is_cut(text, at)]
    there = wanted and any(fold(text[start:end]) == wanted for start in cuts for end in cuts if start < end)
    assert bool(spans) == bool(there)


@settings(max_examples=200)
@given(TEXTS)
def test_blocks_and_statements_stand_in_order_and_hold_all_letters_and_digits(text: str) -> None:
    document = Document(text)
    for spans in ([block.span for block in document.blocks], document.statements):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
    outside = list(text)
    for block in document.blocks:
        outside[block.span.start : block.span.end] = " " * (block.span.end - block.span.start)
    # The number of a list item is in no block, and neither is what stands behind the fence before code.
    assert "```" in text or not any(character.isalpha() for character in outside)
    for span in document.statements:
        sentence = text[span.start : span.end]
        assert sentence == sentence.strip()
        assert any(block.span.overlaps(span) for block in document.blocks)
