from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser

from hypothesis import given, strategies as st

from quiz.cli.webpage import page
from quiz.core.reports.exhibits import (
    Calendar,
    Counted,
    Counts,
    Exhibit,
    Forecast,
    Reliability,
    Sentences,
    Share,
    Shares,
)

DAY = date(2026, 3, 11)  # a Wednesday
EVIL = "<script>alert(1)</script> & \"quotes\" 'too' \x1b]0;x\x07"


def every(label: str) -> list[Exhibit]:
    return [
        Shares("shares", label, label, (Share(label, 0.5, 12, 0.25, 0.75), Share("Gut", 1, 3))),
        Counts("counts", label, label, "days", (Counted(label, 4), Counted("b", 2, 8))),
        Calendar("calendar", label, label, ((DAY - timedelta(days=9), 1), (DAY, 8))),
        Reliability("reliability", label, label, (Forecast(label, 0.9, 0.8, 10, 0.6, 0.98),)),
        Sentences("sentences", label, label, (label, "So it is.")),
    ]


class Reader(HTMLParser):
    """Reads a page: which elements it has, what they say, and whether each is closed where it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_every_kind_of_figure_has_a_section_with_its_numbers() -> None:
    read = Reader(page("Cells", "As of today", every("Red")))
    said = " ".join(" ".join(read.said).split())
    assert [section["id"] for section in read.all("section")] == [
        "shares",
        "counts",
        "calendar",
        "reliability",
        "sentences",
    ]
    for text in (
        "Cells As of today",
        "Red 50 % of 12 (25 to 75 %)",
        "Gut 100 % of 3",
        "Red 4 b 2 of 8",
        "2026-03-02: 1 2026-03-03: 0",
        "9 answers from 2026-03-02 to 2026-03-11, at most 8 in a day",
        "Red, taken for 90 %: 80 % wholly right of 10 (60 to 98 %)",
        "So it is.",
    ):
        assert text in said


def test_the_page_stands_alone() -> None:
    text = page("Cells", "As of today", every("Red"))
    read = Reader(text)
    assert {tag for tag, _ in read.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "image", "use"})
    assert not [name for _, attributes in read.tags for name in attributes if name in {"src", "href", "style"}]
    assert "url(" not in text
    assert "@import" not in text
    assert "http" not in text.replace("http-equiv", "")
    policy = [meta["content"] for meta in read.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


@given(st.text(max_size=20))
def test_text_is_data(label: str) -> None:
    plain = [tag for tag, _ in Reader(page("a", "a", every("a"))).tags]
    for text in (label or "a", EVIL, f"{EVIL}{label}"):
        assert [tag for tag, _ in Reader(page(text, text, every(text))).tags] == plain


def test_what_a_terminal_could_take_for_a_command_is_shown() -> None:
    assert "<U+001B>]0;x<U+0007>" in "".join(Reader(page(EVIL, "", every(EVIL))).said)


def test_what_has_no_rows_says_so() -> None:
    empty: list[Exhibit] = [
        Shares("a", "A", "", ()),
        Counts("b", "B", "", "days", ()),
        Calendar("c", "C", "", ()),
        Reliability("d", "D", "", ()),
        Sentences("e", "E", "", ()),
    ]
    assert page("Cells", "As of today", empty).count("none yet") == len(empty)


def test_a_bar_is_as_long_as_its_share_with_its_bounds_over_it() -> None:
    text = page("Cells", "", [Shares("a", "A", "", (Share("a", 0.5, 12, 0.25, 0.75), Share("b", 2.0, 1)))])
    assert re.findall(r'width="([\d.]+)" height="12" fill="var\(--good\)"', text) == ["80.0", "160.0"]
    assert text.count('d="M40.0 6H120.0M40.0 2v8M120.0 2v8"') == 1
    assert text.count("<path") == 1


def test_the_first_column_of_the_calendar_has_the_name_of_its_month() -> None:
    days = tuple((DAY - timedelta(days=n), 1) for n in range(2, -1, -1))
    assert '<text x="30" y="10">Mar</text>' in page("Cells", "", [Calendar("a", "A", "", days)])


def test_the_calendar_has_a_year_at_most() -> None:
    days = tuple((DAY - timedelta(days=n), 1) for n in reversed(range(800)))
    text = page("Cells", "", [Calendar("a", "A", "", days)])
    assert len(re.findall(r"<rect ", text)) == 52 * 7 + 3
    assert "367 answers from 2025-03-10 to 2026-03-11, at most 1 in a day" in text
