"""The page of a report in a real browser: on a phone, on a screen and on paper nothing is cut off or squeezed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

from quiz.cli.drill_page import page
from quiz.core.drills.drill import replay
from quiz.core.drills.events import Answered, Closed, ClosedBy, Created, Ended, Event, Joined, Opened, Revealed
from quiz.core.drills.report import report
from quiz.core.drills.terms import DrillTerms
from quiz.core.questions import Choice, Extra, Matching, Option, Pair, Question
from tests.cli.held import created, large_class, options, small_class
from tests.core.samples import choice

PHONE, SCREEN = 390, 1100
PAPER = 680
"""CSS pixels between the margins of a sheet of A4."""

CUT_OFF = """() => {
  const wide = document.documentElement.clientWidth;
  const cut = element =>
    element.getBoundingClientRect().right > wide + 1 || element.scrollWidth > element.clientWidth + 1;
  return [...document.querySelectorAll('table, table td, table th, p, h1, h2, h3')]
    .filter(element => !element.closest('.cards thead') || getComputedStyle(element.closest('thead')).width !== '1px')
    .filter(cut)
    .map(element => `${element.tagName} ${element.textContent}`);
}"""

NARROWEST = """() => Math.min(...[...document.querySelectorAll('.chosen tbody td:first-child')]
  .map(cell => cell.getBoundingClientRect().width))"""


def _missing(how: str) -> NoReturn:
    """Skips the test; on CI, where everything must be tested, it fails instead."""
    if os.environ.get("CI") == "true":
        pytest.fail(how)
    pytest.skip(how)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        _missing("A browser is not there: apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


def wordy(learners: int) -> list[Event]:
    """A class with long names, a roster and teams, in a drill of twelve questions whose texts are long."""
    long = "It may have a part in the inflammatory processes of the newborn"
    matched = Matching(
        id="m",
        stem="Match each disorder with what the sheet says of it.",
        topic="cells",
        pairs=tuple(Pair(f"Necrotizing enterocolitis {n}", f"{long} {n}") for n in range(6)),
        extras=(Extra("Immunodysregulationpolyendocrinopathyenteropathy"),),
    )
    chosen = Choice(
        id="c",
        stem="Which?",
        topic="cells",
        options=(Option(long, True), Option(f"{long}, or not", False), Option("Pneumonoultramicroscopic" * 2, False)),
    )
    questions: tuple[Question, ...] = (matched, chosen, *(choice(f"q{n}", "10") for n in range(10)))
    roster = tuple((f"2026-{n:05}", f"Bartholomew-Alexander Featherstonehaugh {n}") for n in range(learners))
    terms = DrillTerms(with_certainty=True, teams=("The Red Cells", "The Blue Cells"), roster=roster)
    start: Created = replace(created(questions=questions), terms=terms)
    events: list[Event] = [start]
    events += [
        Joined(1, f"l{n}", f"Bartholomew-Alexander{n:03}", f"2026-{n:05}", terms.teams[n % 2]) for n in range(learners)
    ]
    for place, question in enumerate(questions):
        at = 100_000 * (place + 1)
        events.append(Opened(at, place))
        if isinstance(question, Choice):
            texts = [each.text for each in question.options[:2]]
            events += [
                Answered(at + 12_345, f"l{n}", place, 1, options(texts[n % 2]), f"{n}/{place}") for n in range(learners)
            ]
        events += [Closed(at + 30_000, place, 1, ClosedBy.CLOCK), Revealed(at + 31_000, place)]
    return [*events, Ended(9_000_000)]


def write(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("width", [PHONE, SCREEN, PAPER])
@pytest.mark.parametrize(
    "events", [small_class(), large_class(40), wordy(3), wordy(35)], ids=["small", "large", "wordy", "wordy and large"]
)
def test_nothing_is_cut_off_or_squeezed(browser: Browser, tmp_path: Path, events: Sequence[Event], width: int) -> None:
    file = tmp_path / "report.html"
    file.write_text(page(report(replay(events)), write), encoding="utf-8")
    opened = browser.new_page(viewport={"width": width, "height": 844})
    if width == PAPER:
        opened.emulate_media(media="print")
    opened.goto(file.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.evaluate(CUT_OFF) == []
    assert opened.evaluate(NARROWEST) >= 140
    opened.close()
