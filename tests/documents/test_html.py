"""Pages as Markdown, whether or not their tags are balanced."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from quiz.core.documents.document import BlockKind, Document
from quiz.documents.html import convert, convert_text

DATA = Path(__file__).parents[1] / "data" / "documents"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<h2>A <em>title</em></h2><p>One\n  line.</p>", "## A title\n\nOne line."),
        ("<ul><li>one<ul><li>inner</ul><li>two</ul>", "- one\n  - inner\n- two"),
        ("<ol><li>one<li><p>two</p><p>more</p></ol><p>after", "1. one\n2. two\n  more\n\nafter"),
        (
            "<dl><dt>Cell<dd>A unit of life.<dt>Gland<dd>It secretes.</dl>",
            "- **Cell**: A unit of life.\n- **Gland**: It secretes.",
        ),
        ("CO<sub>2</sub>, 10<sup>6</sup> m<sup>2</sup> said<sup><a href='#f'>3</a></sup>.", "CO₂, 10⁶ m² said."),
        ("a<br>b &amp; c&nbsp;d &lt;e&gt;", "a\nb & c d <e>"),
        ("<table><tr><th>A<th>B<tr><td>x|y<td>z</table>", "| A | B |\n| --- | --- |\n| x/y | z |"),
        ("<table><tr><td>only<tr><td>lines</table>", "only\n\nlines"),
        ("<nav>menu</nav><main><p>text</main><footer>imprint</footer>", "text"),
        ("<p>before<!-- hidden --> after", "before after"),
        ("<p>a < b and <unclosed", "a < b and <unclosed"),
        ("<script>if (a < b) {}</script><p>text", "text"),
    ],
)
def test_tags_become_marks(page: str, text: str) -> None:
    assert convert_text(page, "page").text.strip("\n") == text


def test_a_page_gives_title_language_and_what_was_left_out() -> None:
    made = convert((DATA / "red-cells.html").read_bytes(), "page")
    assert (made.title, made.language) == ("Red blood cells", "en")
    assert [loss.partition(": ")[2] for loss in made.losses] == [
        "marks of footnotes (1).",
        "menus and page footers (1).",
        "pictures (1).",
    ]
    kinds = {block.kind for block in Document(made.text).blocks}
    assert kinds == {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE_HEAD, BlockKind.TABLE_ROW}


def test_a_page_says_in_which_encoding_it_is() -> None:
    made = convert("<meta charset=iso-8859-1><p>f\xfcr 5 \x80</p>".encode("latin-1"), "page")
    assert made.text.strip() == "für 5 €"
    assert made.losses == ("The text was in cp1252 and is UTF-8 now.",)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "deep" + "</div>" * 100_000,
        "<ul><li>" * 20_000 + "deep",
        "<table><tr><td>" * 20_000 + "deep",
        "<!-- " * 200_000 + "> deep",
        "<a " * 200_000 + "deep",
        "deep" + "<" * 400_000,
        "deep" + "&" * 400_000,
    ],
    ids=["blocks", "lists", "tables", "comments", "tags", "angles", "entities"],
)
def test_deep_and_torn_pages_take_no_recursion_and_no_time_to_speak_of(page: str) -> None:
    convert_text(page, "page")


@given(st.text(st.sampled_from("<>/&;!-?= \"'abcdtrhupli123"), max_size=120))
def test_any_page_gives_text(page: str) -> None:
    assert convert_text(page, "page").text is not None
