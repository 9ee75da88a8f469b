from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from quiz.banks.loader import Loaded, load
from quiz.checks.coverage import coverage
from quiz.cli.cover_page import page
from quiz.cli.cover_view import View
from quiz.core.bank import Bank, catalogue_of
from quiz.core.exemptions import Exemptions, Ignored
from quiz.core.questions import Choice, Option
from tests.cli.shelf import put_bank
from tests.cli.test_cover import IGNORING, MORE
from tests.cli.test_webpage import EVIL, Reader


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return load(put_bank(tmp_path / "more", IGNORING, MORE))


def page_of(loaded: Loaded) -> str:
    return page(loaded, coverage(loaded.bank, loaded.exemptions.ignored))


def saying(loaded: Loaded, text: str) -> Loaded:
    """A bank that says the text wherever text from elsewhere can stand."""
    question = Choice(
        id=text, stem=text, topic="t", cites=("Quoted words",), options=(Option("a", True), Option("b", False))
    )
    table = f"| a | {text} |\n|---|---|\n| b | {text} |\n"
    document = f"# {text} #\n\nQuoted words {text} here.\n\n- {text}\n\nPassed over.\n\n{table}"
    bank = Bank(
        id="b",
        title=text,
        language="en",
        license=text,
        topics={"t": text},
        questions=(question,),
        catalogue=catalogue_of([question], ["t"]),
        document=document,
    )
    return replace(loaded, bank=bank, exemptions=Exemptions(ignored=(Ignored("Passed over", text),)))


def said(text: str) -> str:
    return " ".join(" ".join(Reader(text).said).split())


def test_each_statement_has_its_questions_its_line_and_a_word_for_its_state(loaded: Loaded) -> None:
    text = said(page_of(loaded))
    for part in (
        "T cells make IL-2. Examined by 1 question. Line 3. maker Which cells make IL-2?",
        "IL-2 wakes B cells. Examined by 1 question. Line 6. woken Which cells does IL-2 wake?",
        "must be wrapped. Not examined. Line 10.",
        "Not for this. Ignored: It is <b>plain</b>. Line 10.",
        "Mast cell | Histamine Not examined. Line 16.",
        "Cells 3 of 3 100 % 100 % 0",
        "Disorders 2 of 4 50 % 38.4 % 1",
        "Left out as a list of references: References (line 22).",
    ):
        assert part in text


def test_what_is_quoted_is_marked(loaded: Loaded) -> None:
    text = page_of(loaded)
    assert "<mark>T cells make IL-2.</mark>" in text
    assert "<mark>Nobody" not in text


def test_the_links_lead_to_the_headings(loaded: Loaded) -> None:
    read = Reader(page_of(loaded))
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [link["href"] for link in read.all("a")]
    assert links == ["#line-1", "#line-8"]
    assert {str(link)[1:] for link in links} <= set(ids)


def test_the_page_stands_alone_and_can_be_read_aloud(loaded: Loaded) -> None:
    text = page_of(loaded)
    read = Reader(text)
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not [name for _, attributes in read.tags for name in attributes if name in {"src", "style"}]
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    for word in ("url(", "@import"):
        assert word not in text
    assert "http" not in text.replace("http-equiv", "")
    policy = [meta["content"] for meta in read.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert read.all("html") == [{"lang": "en"}]
    assert len(read.all("main")) == len(read.all("h1")) == 1
    assert all(cell.get("scope") for cell in read.all("th"))
    levels = [int(tag[1]) for tag, _ in read.tags if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert levels == [1, 2, 2, 3, 3, 3]
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(alphabet="ab<>&\"'/=![]()#|`-*\x1b\x07\x00\u202e", min_size=1, max_size=20))
def test_text_is_data(loaded: Loaded, text: str) -> None:
    for evil in (EVIL, f"{EVIL} {text}", "</style></main><img src=x onerror=alert(1)>"):
        written = page_of(saying(loaded, f"x {evil} x"))
        tags = {tag for tag, _ in Reader(written).tags}
        assert tags.isdisjoint({"script", "img"})
        assert not set("\x1b\x07\x00\u202e") & set(written)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_command_reaches_the_terminal(loaded: Loaded, width: int) -> None:
    evil = saying(loaded, EVIL)
    view = View(evil, coverage(evil.bank, evil.exemptions.ignored), width)
    lines = [*view.document(), *view.missed(), *view.summary()]
    assert all(line.isprintable() for line in lines)
    assert any("<U+001B>" in line for line in lines)


def test_a_document_in_arabic_has_its_own_direction(loaded: Loaded) -> None:
    arabic = Bank(
        id="b",
        title="السيتوكينات",
        language="ar",
        license="",
        topics={},
        questions=(),
        catalogue=catalogue_of([], []),
        document="# عنوان\n\nهذا سيتوكين. هو بروتين.",
    )
    read = Reader(page_of(replace(loaded, bank=arabic, exemptions=Exemptions())))
    texts = [attributes for tag, attributes in read.tags if tag in {"h3", "p"} and "lang" in attributes]
    assert len(texts) == 3
    assert all(each["lang"] == "ar" and each["dir"] == "auto" for each in texts)
