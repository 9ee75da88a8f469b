"""That everybody can use the phone page: checked by axe-core, and by what it says, how large and in which direction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from quiz.core.drills.terms import DrillTerms
from tests.live.web.classroom import ARABIC, ONE, PAIRS, SEVERAL, TERMS, drill, hurried, own_pace
from tests.live.web.conftest import Phone
from tests.live.web.serving import served
from tests.live.web.taps import join, send

pytestmark = pytest.mark.asyncio(loop_scope="module")

RUN = "async () => (await axe.run()).violations.map(each => [each.id, each.nodes.map(node => node.failureSummary)])"
SMALL = """() => [...document.querySelectorAll('button, a, label.option, input.field')]
    .filter(node => node.getBoundingClientRect().height && node.getBoundingClientRect().height < 44)
    .map(node => node.outerHTML)"""
WIDE = "() => document.documentElement.scrollWidth > innerWidth"

FULL = replace(hurried(600), with_certainty=True, shows_leaderboard=True, shows_stem_first=True, teams=("Red", "Blue"))


class Inspected:
    """A page that is looked at in each of its scenes."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def holds(self, selector: str) -> None:
        """Waits for the scene and finds nothing wrong with it."""
        await self.page.locator(selector).first.wait_for()
        violations: list[Any] = await self.page.evaluate(RUN)
        assert violations == []
        assert await self.page.evaluate(SMALL) == []
        assert not await self.page.evaluate(WIDE)


async def inspected(page: Page, axe: str) -> Inspected:
    await page.evaluate(axe)
    return Inspected(page)


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 390), ("light", 320), ("dark", 1024)])
async def test_no_scene_shuts_anybody_out(phone: Phone, axe: str, tmp_path: Path, scheme: str, width: int) -> None:
    async with served(drill(ONE, SEVERAL, PAIRS, terms=FULL), tmp_path, asks_number=True) as lesson:
        page = await phone(lesson.page, color_scheme=scheme)
        await page.set_viewport_size({"width": width, "height": 768})
        scene = await inspected(page, axe)
        await scene.holds("[name=name]")
        await page.get_by_label("Your name").fill("Ann")
        await page.get_by_label("Red").check()
        # The digits of just before are taken too, so that any two would be right once in a hundred runs.
        await page.get_by_label("Two digits").fill(lesson.wrong_number())
        await page.get_by_role("button", name="Join").click()
        await scene.holds("[role=alert]:not(:empty)")
        await page.get_by_label("Two digits").fill((await lesson.seen())["number"] or "")
        await page.get_by_role("button", name="Join").click()
        await expect(page.locator("#who")).to_contain_text("Red")
        await scene.holds("h1:has-text('You are in')")
        await lesson.command("open")
        await scene.holds("text=The answers come in a moment.")
        await lesson.command("open")
        await scene.holds("label.option")
        await page.keyboard.press("a")
        await page.get_by_label("middle").check()
        await scene.holds("label.option")
        await send(page)
        await scene.holds(".note.good")
        await expect(page.get_by_role("radio", name="middle")).to_be_checked()
        await lesson.command("close")
        await lesson.command("reveal")
        await scene.holds("mark")
        for place in (1, 2):
            await lesson.command("open", place=place)
            await lesson.command("open", place=place)
            await scene.holds("form")
            await page.keyboard.press("a")
            if place == 2:
                await send(page)
            await lesson.command("close")
            await scene.holds(".note")
            await lesson.command("reveal")
            await scene.holds(".share")
        await lesson.command("end")
        await scene.holds("h1:has-text('The drill is over')")


async def test_a_drill_at_ones_own_pace_shuts_nobody_out(phone: Phone, axe: str, tmp_path: Path) -> None:
    async with served(drill(ONE, SEVERAL, terms=own_pace()), tmp_path) as lesson:
        page = await phone(lesson.page)
        scene = await inspected(page, axe)
        await join(page, "Ann")
        await scene.holds("nav")
        await page.get_by_role("navigation").get_by_role("button").first.click()
        await scene.holds("label.option")


@pytest.mark.parametrize(
    ("language", "label", "button"),
    [
        ("en", "Your name", "Join"),
        ("de-AT", "Ihr Name", "Beitreten"),
        ("fr", "Votre nom", "Rejoindre"),
        ("es", "Su nombre", "Entrar"),
        ("fi", "Your name", "Join"),
    ],
)
async def test_the_page_speaks_the_language_of_the_bank(
    phone: Phone, tmp_path: Path, language: str, label: str, button: str
) -> None:
    async with served(drill(ONE, language=language), tmp_path) as lesson:
        page = await phone(lesson.page)
        await page.get_by_label(label).fill("Ann")
        await page.get_by_role("button", name=button).click()
        await expect(page.get_by_role("heading", level=1)).to_contain_text("Ann")
        assert await page.evaluate("document.documentElement.lang") == ("en" if language == "fi" else language[:2])
        await lesson.command("open")
        await expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", language)


@pytest.mark.parametrize(
    ("language", "label", "taken", "shares"),
    [
        ("en", "Your name", "This name is taken already.", ["0% · 0", "50% · 1"]),
        ("de", "Ihr Name", "Der Name ist schon vergeben.", ["0\xa0% · 0", "50\xa0% · 1"]),
        ("fr", "Votre nom", "Ce nom est déjà pris.", ["0\xa0% · 0", "50\xa0% · 1"]),
        ("es", "Su nombre", "Este nombre ya está en uso.", ["0\xa0% · 0", "50\xa0% · 1"]),
    ],
)
async def test_refusals_and_shares_are_written_as_the_language_has_it(
    phone: Phone, tmp_path: Path, language: str, label: str, taken: str, shares: list[str]
) -> None:
    async with served(drill(ONE, language=language), tmp_path) as lesson:
        pages = [await phone(lesson.page) for _ in range(2)]
        for page, name in zip(pages, ("Ann", "Bob"), strict=True):
            await page.get_by_label(label).fill("Ann")
            await page.locator("button.go").click()
            if name == "Bob":
                await expect(page.get_by_role("alert")).to_have_text(taken)
                await page.get_by_label(label).fill(name)
                await page.locator("button.go").click()
            await expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        await lesson.command("open")
        for number, page in enumerate(pages):
            await page.locator("label.option").nth(number).click()
            await page.locator("button.go").click()
            await expect(page.locator(".note")).to_contain_text("✓")
        if (await lesson.seen())["phase"] == "open":
            await lesson.command("close")
        await lesson.command("reveal")
        await expect(pages[0].locator(".share").first).to_be_visible()
        said = await pages[0].locator(".share").all_inner_texts()
        # Browsers differ in whether the space of the French is a narrow one.
        assert sorted({text.strip().replace("\u202f", "\xa0") for text in said}) == shares


async def test_a_bank_from_right_to_left_is_shown_so(phone: Phone, axe: str, tmp_path: Path) -> None:
    async with served(drill(ARABIC, language="ar", title="الخلايا"), tmp_path) as lesson:
        page = await phone(lesson.page)
        scene = await inspected(page, axe)
        await join(page, "Ann (x)")
        await expect(page.locator("html")).to_have_attribute("dir", "rtl")
        await lesson.command("open")
        await scene.holds("label.option")
        option = page.locator("label.option").first
        radio, text = await option.locator("input").bounding_box(), await option.locator("span").bounding_box()
        assert radio
        assert text
        assert radio["x"] > text["x"]
        # The English sentence keeps its own order: its number stands at its end.
        assert await page.locator(".hint", has_text="Question 1 of 1").count() == 1
        assert (await page.locator("main .hint").first.text_content() or "").startswith("\u2066")


async def test_nothing_moves_for_whoever_wants_no_motion(phone: Phone, tmp_path: Path) -> None:
    terms: DrillTerms = replace(TERMS, seconds=60.0)
    async with served(drill(ONE, terms=terms), tmp_path) as lesson:
        moving, still = await phone(lesson.page), await phone(lesson.page, reduced_motion="reduce")
        durations = "getComputedStyle(document.getElementById('bar')).transitionDuration"
        assert await moving.evaluate(durations) == "0.25s"
        assert await still.evaluate(durations) == "0s"


async def test_what_happens_is_said_to_whoever_cannot_see_it(phone: Phone, tmp_path: Path) -> None:
    async with served(drill(ONE, terms=hurried(8)), tmp_path) as lesson:
        page = await phone(lesson.page)
        await join(page, "Ann")
        await lesson.command("open")
        await expect(page.get_by_role("status").last).to_have_text("8 seconds left")
        await page.keyboard.press("a")
        await send(page)
        await expect(page.locator(".note")).to_be_focused()
