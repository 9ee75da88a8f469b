"""The phone page in a real browser, against the real server."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.live.web.classroom import HOSTILE, ONE, PAIRS, PAYLOADS, SEVERAL, TERMS, drill, hurried, own_pace
from tests.live.web.conftest import Phone
from tests.live.web.serving import Served, served
from tests.live.web.taps import ask_in, choose, join, match, send

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_class_plays_a_drill_with_questions_of_each_kind(phone: Phone, lesson: Served) -> None:
    ann, bo = await phone(lesson.page), await phone(lesson.page)
    await join(ann, "Ann")
    await join(bo, "Bo")
    assert (await lesson.seen())["joined"] == 2

    await lesson.command("open")
    await choose(ann, "A vitamin")
    await choose(ann, "A cytokine")  # changed before it is sent
    await send(ann)
    await choose(bo, "An enzyme")
    await send(bo)
    assert (await lesson.seen())["answered"] == 2
    await lesson.command("close")
    await lesson.command("reveal")
    await expect(ann.locator(".note")).to_have_text("✓ Right · +1,000 points")
    await expect(bo.locator(".note")).to_have_text("✗ Wrong · +0 points")
    await expect(bo.locator(".row", has_text="An enzyme")).to_contain_text("● your answer")
    await expect(bo.locator(".row", has_text="A cytokine")).to_contain_text("✓ right answer")
    await expect(bo.locator(".row", has_text="A cytokine")).to_contain_text("50% · 1")
    await expect(bo.get_by_text("No enzyme is named.")).to_be_visible()
    await expect(bo.locator("mark")).to_have_text("Interleukin-2 is a cytokine.")
    await expect(ann.locator("#score")).to_have_text("1,000 points")

    await lesson.command("open")
    await choose(ann, "This one", "That one")
    await send(ann)
    await choose(bo, "This one")
    await send(bo)
    await lesson.command("close")
    await lesson.command("reveal")
    await expect(ann.locator(".note")).to_contain_text("Right")
    await expect(bo.locator(".note")).to_have_text("◐ Partly right 50% · +500 points")

    await lesson.command("open")
    await match(ann, Mouse="squeaks", Dog="barks", Cow="moos")
    await send(ann)
    await match(bo, Mouse="sings")
    await send(bo)
    await lesson.command("close")
    await lesson.command("reveal")
    await expect(ann.locator(".note")).to_contain_text("Right")
    await expect(bo.locator(".row", has_text="Mouse")).to_contain_text("sings")
    await expect(bo.locator(".row", has_text="Mouse")).to_contain_text("✗ your answer")
    await expect(bo.get_by_text("Mice squeak.")).to_be_visible()

    await lesson.command("end")
    await expect(ann.get_by_role("heading", level=1)).to_have_text("The drill is over")
    await expect(ann.locator("main")).to_contain_text("3,000 points")
    async with bo.expect_download() as download:
        await bo.get_by_role("link", name="Take along what you missed").click()
    assert (await download.value).suggested_filename.startswith("missed-bank-2")
    assert ONE.stem in (await (await download.value).path()).read_text("utf-8")


async def test_the_class_votes_again(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await join(page, "Ann")
    await lesson.command("open")
    await choose(page, "An enzyme")
    await send(page)
    await lesson.command("close")
    await lesson.command("discuss")
    await expect(page.locator(".note")).to_have_text("Discuss this with those beside you: you will vote again.")
    await expect(page.locator(".note")).to_be_focused()
    await expect(page.get_by_role("radio", name="An enzyme")).to_be_checked()
    await expect(page.get_by_role("radio", name="An enzyme")).to_be_disabled()
    await expect(page.get_by_role("button", name="Send answer")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_role("radio", name="An enzyme")).to_be_checked()
    await lesson.command("again")
    await expect(page.get_by_text("Question 1 of 3 · vote 2")).to_be_visible()
    await expect(page.get_by_role("radio", name="An enzyme")).not_to_be_checked()
    await choose(page, "A cytokine")
    await send(page)
    await lesson.command("close")
    await lesson.command("reveal")
    await expect(page.locator(".row", has_text="An enzyme")).to_contain_text("0% · 0 (before: 1)")
    await expect(page.locator(".note")).to_contain_text("Right")


async def test_what_was_not_sent_by_the_close_is_said_to_be_unanswered(phone: Phone, tmp_path: Path) -> None:
    async with served(drill(ONE, terms=hurried(2)), tmp_path) as lesson:
        page = await phone(lesson.page)
        await join(page, "Ann")
        await lesson.command("open")
        await expect(page.get_by_role("timer")).to_have_text(re.compile("0:0[12]"))
        await choose(page, "A cytokine")
        await expect(page.locator(".note")).to_have_text("The question is closed. You sent no answer.")
        await expect(page.get_by_role("timer")).to_be_hidden()
        await expect(page.locator("#say")).to_be_empty()
        await lesson.command("discuss")
        await expect(page.locator(".note")).to_contain_text("You sent no answer. Discuss this")


async def test_the_keyboard_alone_is_enough(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await expect(page.get_by_label("Your name")).to_be_visible()
    await page.keyboard.press("Tab")
    await page.keyboard.type("Ann")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("You are in")
    await lesson.command("open")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await page.keyboard.press("b")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio").nth(2)).to_be_checked()
    await page.keyboard.press("Enter")
    await expect(page.locator(".note")).to_be_focused()
    await expect(page.locator(".note")).to_contain_text("Saved")
    await lesson.command("close")
    await lesson.command("open", place=2)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Which belongs to which?")
    for key in ("3", "a", "1", "b"):
        await page.keyboard.press(key)
    await expect(page.locator("section").first.get_by_role("button").first).to_contain_text("B")
    await expect(page.locator("section").first.get_by_role("button").last).to_contain_text("A")
    await expect(page.locator("#say")).to_have_text(re.compile("1 = B"))


async def test_texts_and_names_are_never_code(phone: Phone, tmp_path: Path) -> None:
    created = drill(HOSTILE, title=PAYLOADS[1])
    async with served(created, tmp_path) as lesson:
        pages = []
        for name in PAYLOADS[:3]:
            page = await phone(lesson.page)
            await join(page, name)
            pages.append(page)
        await lesson.command("leaderboard", is_shown=True)
        await lesson.command("open")
        for page in pages:
            await page.get_by_role("radio").first.check()
            await send(page)
        await lesson.command("close")
        await lesson.command("reveal")
        for page in pages:
            await expect(page.locator("h1")).to_have_text(PAYLOADS[0])
            await expect(page.get_by_text(PAYLOADS[3])).to_be_visible()
            await expect(page.locator("#board li")).to_have_count(3)
            assert await page.locator("main :is(script, img, svg, iframe), aside :is(script, img, svg)").count() == 0


async def test_a_drill_at_ones_own_pace_is_taken_in_any_order(phone: Phone, tmp_path: Path) -> None:
    async with served(drill(ONE, SEVERAL, terms=own_pace()), tmp_path) as lesson:
        page = await phone(lesson.page)
        await join(page, "Ann")
        places = page.get_by_role("navigation").get_by_role("button")
        await places.nth(1).click()
        await choose(page, "This one", "That one")
        await send(page)
        await expect(places.nth(1)).to_contain_text("answered")
        await places.nth(0).click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("What is interleukin-2?")
        await choose(page, "A cytokine")
        await page.reload()
        await expect(page.get_by_role("radio", name="A cytokine")).to_be_checked()
        await send(page)
        await expect(places.nth(0)).to_contain_text("answered")
        await lesson.command("end")
        await expect(page.get_by_role("heading", name="The drill is over")).to_be_visible()
        await expect(page.locator(".note")).to_contain_text("Right")
        await places.nth(1).click()
        await expect(page.locator(".row", has_text="That one")).to_contain_text("✓ right answer")


async def test_at_ones_own_pace_the_page_leads_on_and_closes_a_question_in_time(phone: Phone, tmp_path: Path) -> None:
    async with served(drill(ONE, SEVERAL, PAIRS, terms=replace(own_pace(), seconds=3.0)), tmp_path) as lesson:
        page = await phone(lesson.page)
        await join(page, "Ann")
        await page.get_by_role("button", name="Question 1 of 3").click()
        await choose(page, "A cytokine")
        await send(page)
        await page.get_by_role("navigation").get_by_role("button").nth(2).click()
        await expect(page.locator(".note")).to_have_text("The question is closed. You sent no answer.")
        await expect(page.get_by_role("timer")).to_be_hidden()
        await expect(page.get_by_role("button", name="Send answer")).to_have_count(0)
        await page.get_by_role("button", name="Question 2 of 3").click()
        await choose(page, "This one", "That one")
        await send(page)
        await expect(page.locator("button.go")).to_have_count(0)


async def test_what_is_chosen_is_kept_while_another_question_is_looked_at(phone: Phone, tmp_path: Path) -> None:
    async with served(drill(ONE, SEVERAL, terms=own_pace()), tmp_path) as lesson:
        page = await phone(lesson.page)
        await join(page, "Ann")
        places = page.get_by_role("navigation").get_by_role("button")
        await places.nth(0).click()
        await choose(page, "A cytokine")
        await places.nth(1).click()
        await choose(page, "This one")
        await places.nth(0).click()
        await expect(page.get_by_role("radio", name="A cytokine")).to_be_checked()
        await page.reload()
        await expect(page.get_by_role("radio", name="A cytokine")).to_be_checked()
        await places.nth(1).click()
        await expect(page.get_by_role("checkbox", name="This one")).to_be_checked()


async def test_a_name_is_no_longer_than_it_is_kept(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await page.get_by_label("Your name").click()
    await page.keyboard.type("Bartholomew of the Seven Hills")
    await expect(page.get_by_label("Your name")).to_have_value("Bartholomew of the Seven")


async def test_what_was_missed_can_be_had_though_the_room_has_closed(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await join(page, "Ann")
    await lesson.command("open")
    await lesson.command("close")
    await lesson.command("end")
    link = page.get_by_role("link", name="Take along what you missed")
    await expect(link).to_be_visible()
    await lesson.kill()
    async with page.expect_download() as download:
        await link.click()
    assert ONE.stem in (await (await download.value).path()).read_text("utf-8")


async def test_who_is_sent_out_is_told_so(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await join(page, "Ann")
    seat = (await lesson.seen())["seats"][0]["id"]
    await lesson.command("kick", learner=seat)
    await expect(page.get_by_role("alert")).to_have_text("You are not in this drill any more.")
    await expect(page.locator("#state")).to_be_empty()


async def test_the_room_asks_for_what_it_wants(phone: Phone, tmp_path: Path) -> None:
    async with served(drill(ONE, terms=TERMS), tmp_path) as lesson:
        page = await phone(f"{lesson.url}/")
        await page.get_by_label("Code on the wall").fill("000000")
        await page.get_by_role("button", name="Join").click()
        await expect(page.get_by_role("alert")).to_have_text("There is no drill with this code.")
        await page.get_by_label("Code on the wall").fill(lesson.code.lower())
        await page.get_by_role("button", name="Join").click()
        await join(page, "Ann")
        other = await phone(lesson.page)
        await ask_in(other)
        await expect(other.get_by_role("alert")).to_contain_text("already")
