"""The phone page where the network, the server or the browser goes away: nothing that was saved is lost or doubled."""

from __future__ import annotations

import json
import re

import pytest
from playwright.async_api import Request, Route, expect

from tests.live.web.conftest import Phone
from tests.live.web.serving import Served
from tests.live.web.taps import ask_in, choose, join, send

pytestmark = pytest.mark.asyncio(loop_scope="module")


def key_of(request: Request) -> str:
    """The key of the answer that is sent."""
    return str(json.loads(request.post_data or "{}")["key"])


async def test_a_reload_keeps_the_seat_and_what_was_chosen(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await join(page, "Ann")
    await lesson.command("open")
    await choose(page, "A cytokine")
    await page.reload()
    await expect(page.get_by_role("radio", name="A cytokine")).to_be_checked()
    await send(page)
    await page.reload()
    await expect(page.get_by_text("Saved")).to_be_visible()
    assert (await lesson.seen())["answered"] == 1


async def test_a_seat_whose_reply_was_lost_is_had_by_asking_again(phone: Phone, lesson: Served) -> None:
    keys: list[str] = []

    async def lose(route: Route) -> None:
        keys.append((route.request.post_data_json or {})["key"])
        if len(keys) == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    page = await phone(lesson.page)
    await page.route("**/api/join", lose)
    await ask_in(page, "Ann")
    await expect(page.get_by_role("alert")).to_have_text("The server does not answer. Try again.")
    assert (await lesson.seen())["joined"] == 1
    # The cookie was in the reply, which the test has seen and the page has not.
    await page.context.clear_cookies()
    await page.reload()
    await join(page, "Ann")
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert (await lesson.seen())["joined"] == 1
    assert await page.evaluate("sessionStorage.joining") is None


async def test_an_answer_given_while_the_server_is_away_is_kept_once(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await join(page, "Ann")
    await lesson.command("open")
    await choose(page, "A cytokine")
    await lesson.kill()
    await expect(page.locator("#state")).to_have_text("Reconnecting …")
    await page.get_by_role("button", name="Send answer").click()
    await expect(page.locator(".note")).to_have_text("Sending …")
    await expect(page.get_by_text("Saved")).to_have_count(0)
    await lesson.start()
    await expect(page.get_by_text("Saved")).to_be_visible()
    await expect(page.locator("#state")).to_be_empty()
    seen = await lesson.seen()
    assert (seen["joined"], seen["answered"]) == (1, 1)


async def test_it_is_not_saved_before_there_is_a_receipt(phone: Phone, lesson: Served) -> None:
    keys = []

    async def lose(route: Route) -> None:
        keys.append(key_of(route.request))
        if len(keys) < 3:
            await route.abort()
        else:
            await route.continue_()

    page = await phone(lesson.page)
    await join(page, "Ann")
    await page.route("**/api/answer", lose)
    await lesson.command("open")
    await choose(page, "A cytokine")
    await send(page)
    assert len(keys) == 3
    assert len(set(keys)) == 1


async def test_an_answer_that_a_reload_cut_off_is_sent_again_under_its_key(phone: Phone, lesson: Served) -> None:
    keys = []

    async def lose(route: Route) -> None:
        keys.append(key_of(route.request))
        await route.abort()

    page = await phone(lesson.page)
    await join(page, "Ann")
    await page.route("**/api/answer", lose)
    await lesson.command("open")
    await choose(page, "A cytokine")
    await page.get_by_role("button", name="Send answer").click()
    await expect(page.locator(".note")).to_have_text("Sending …")
    await page.unroute("**/api/answer")
    async with page.expect_request("**/api/answer") as request:
        await page.reload()
    assert key_of(await request.value) == keys[0]
    await expect(page.get_by_text("Saved")).to_be_visible()


async def test_a_stream_that_is_held_back_is_replaced_by_polls(phone: Phone, lesson: Served) -> None:
    async def hold(route: Route) -> None:  # neither answered nor refused
        pass

    page = await phone("about:blank")
    await page.route("**/api/events", hold)
    await page.goto(lesson.page)
    await ask_in(page)
    async with page.expect_request(re.compile(r"/api/poll\?after=[1-9]")):
        pass
    await lesson.command("open")
    await choose(page, "A cytokine")
    await send(page)


async def test_a_line_that_has_gone_silent_is_noticed(phone: Phone, lesson: Served) -> None:
    page = await phone("about:blank")
    await page.clock.install()
    await page.goto(lesson.page)
    await join(page, "Ann")
    # Beats come by the clock of the server, which stands still for the page.
    async with page.expect_request("**/api/events"):
        await page.clock.run_for(27_000)
    await expect(page.locator("#state")).to_be_empty()
    await lesson.command("open")
    await choose(page, "A cytokine")


async def test_streams_that_keep_dying_are_replaced_by_polls(phone: Phone, lesson: Served) -> None:
    page = await phone("about:blank")

    async def cut(route: Route) -> None:
        view = await page.request.get(f"{lesson.url}/api/poll?after=-1")
        await route.fulfill(content_type="text/event-stream", body=f"data: {await view.text()}\n\n")

    await page.route("**/api/events", cut)
    await page.goto(lesson.page)
    async with page.expect_request(re.compile(r"/api/poll\?after=[1-9]")):
        await join(page, "Ann")
    await lesson.command("open")
    await choose(page, "A cytokine")
    await send(page)


async def test_what_happened_without_a_network_is_shown_when_it_is_back(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await join(page, "Ann")
    await page.context.set_offline(True)
    await lesson.command("open")
    await page.context.set_offline(False)
    await choose(page, "A cytokine")
    await send(page)


async def test_two_pages_of_one_learner_agree(phone: Phone, lesson: Served) -> None:
    page = await phone(lesson.page)
    await join(page, "Ann")
    other = await page.context.new_page()
    await other.goto(lesson.page)
    await lesson.command("open")
    await choose(page, "A cytokine")
    await send(page)
    await expect(other.get_by_text("Saved")).to_be_visible()
    await expect(other.get_by_role("radio", name="A cytokine")).to_be_checked()
