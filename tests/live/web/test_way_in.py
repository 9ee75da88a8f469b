"""Phones come by the QR code, by an old one, and by the code on the wall."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.async_api import Page, Request, Route, expect

from quiz.live.client.joining import Entry, Visit
from quiz.tui.widgets.lobby import link_of
from tests.live.web.classroom import ONE, drill, own_pace
from tests.live.web.conftest import Phone
from tests.live.web.serving import Served, served
from tests.live.web.taps import ask_in, join

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNKNOWN = "There is no drill with this code."


async def link(lesson: Served) -> str:
    """What the QR code on the wall says."""
    return link_of(await lesson.seen())


async def new_code(lesson: Served) -> str:
    """The code once the room was locked and unlocked."""
    await lesson.command("lock")
    await lesson.command("unlock")
    return (await lesson.seen())["code"]


async def type_code(page: Page, code: str) -> None:
    await page.get_by_label("Code on the wall").fill(code)
    await page.get_by_role("button", name="Join").click()


async def test_who_scans_the_qr_code_types_nothing_but_a_name(phone: Phone, tmp_path: Path) -> None:
    async with served(drill(ONE), tmp_path, asks_number=True) as lesson:
        page = await phone(await link(lesson))
        await expect(page.get_by_label("Your name")).to_be_visible()
        await expect(page.get_by_label("Two digits")).to_have_count(0)
        await join(page, "Ann")
        await new_code(lesson)
        await page.reload()
        await expect(page.get_by_role("heading", level=1)).to_contain_text("You are in")
        # Whoever types the code types the digits too.
        other = await phone(f"{lesson.url}/")
        await type_code(other, (await lesson.seen())["code"])
        await expect(other.get_by_label("Two digits")).to_be_visible()


async def test_the_token_is_in_the_body_of_requests_alone(phone: Phone, lesson: Served) -> None:
    address = await link(lesson)
    token = address.rpartition("#")[2]
    requests: list[Request] = []

    def note(request: Request) -> None:
        requests.append(request)

    page = await phone("about:blank")
    page.on("request", note)
    await page.goto(address)
    await join(page, "Ann")
    # More come while these are looked at.
    sent = [(request, request.url.removeprefix(lesson.url).partition("?")[0]) for request in requests]
    assert {"/api/room", "/api/join", "/api/poll"} <= {path for _, path in sent}
    for request, path in sent:
        assert token not in str(await request.all_headers())
        assert token not in request.url.partition("#")[0]
        assert (token in (request.post_data or "")) == (path in {"/api/room", "/api/join"})


async def test_who_comes_by_an_old_qr_code_is_asked_for_the_code(phone: Phone, tmp_path: Path) -> None:
    async with served(drill(ONE), tmp_path, asks_number=True) as lesson:
        old = await link(lesson)
        code = await new_code(lesson)
        page = await phone(old)
        await expect(page.get_by_role("alert")).to_have_text(UNKNOWN)
        await type_code(page, code)
        await page.get_by_label("Two digits").fill((await lesson.seen())["number"] or "")
        await join(page, "Ann")


async def test_another_qr_code_can_be_scanned_into_the_same_page(phone: Phone, lesson: Served) -> None:
    old = await link(lesson)
    await new_code(lesson)
    page = await phone(old)
    await expect(page.get_by_role("alert")).to_have_text(UNKNOWN)
    await page.goto(await link(lesson))
    await join(page, "Ann")


@pytest.mark.parametrize("way", ["QR code", "code"])
async def test_who_was_about_to_join_as_the_room_was_locked_is_asked_for_the_new_code(
    phone: Phone, lesson: Served, way: str
) -> None:
    page = await phone(await link(lesson) if way == "QR code" else lesson.page)
    await expect(page.get_by_label("Your name")).to_be_visible()
    code = await new_code(lesson)
    await ask_in(page)
    await expect(page.get_by_role("alert")).to_have_text(UNKNOWN)
    await type_code(page, code)
    await join(page, "Ann")


@pytest.mark.parametrize("reloads", [False, True])
async def test_a_seat_whose_reply_was_lost_is_had_though_the_room_was_locked(
    phone: Phone, lesson: Served, reloads: bool
) -> None:
    lost: list[Request] = []

    async def lose(route: Route) -> None:
        if lost:
            await route.continue_()
        else:
            lost.append(route.request)
            await route.fetch()
            await route.abort()

    page = await phone(await link(lesson))
    await page.route("**/api/join", lose)
    await ask_in(page)
    await expect(page.get_by_role("alert")).to_have_text("The server does not answer. Try again.")
    await page.context.clear_cookies()
    code = await new_code(lesson)
    if reloads:
        await page.reload()
        await type_code(page, code)
        await ask_in(page)
    else:
        await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("You are in")
    assert (await lesson.seen())["joined"] == 1


async def test_a_terminal_joins_by_what_the_qr_code_says(tmp_path: Path) -> None:
    async with served(drill(ONE), tmp_path, asks_number=True) as lesson:
        visit = Visit(await link(lesson))
        async with visit.door() as door:
            assert not (await door.room())["wants_number"]
            assert (await visit.take_seat(door, Entry("Ann")))["name"] == "Ann"


FAILED = {
    "en": "That failed. Tell the host.",
    "de": "Das ging nicht. Sagen Sie es der Leitung.",
    "fr": "Échec. Dites-le à l’animateur.",
    "es": "Ha fallado. Avise al anfitrión.",
}
OVER = {
    "en": "The drill is over",
    "de": "Die Übung ist zu Ende",
    "fr": "L’exercice est terminé",
    "es": "El ejercicio ha terminado",
}


def refusing(status: HTTPStatus, code: str) -> Callable[[Route], object]:
    body = {"code": code, "sentence": "A sentence in English."}
    return lambda route: route.fulfill(status=status, json=body)


@pytest.mark.parametrize("language", FAILED)
async def test_whatever_is_refused_is_said_in_the_language_of_the_page(
    phone: Phone, tmp_path: Path, language: str
) -> None:
    async with served(drill(ONE, terms=own_pace(), language=language), tmp_path) as lesson:
        page = await phone(await link(lesson))
        await page.locator("[name=name]").fill("Ann")
        for status, code in ((HTTPStatus.SERVICE_UNAVAILABLE, "server"), (HTTPStatus.CONFLICT, "of another day")):
            await page.route("**/api/join", refusing(status, code))
            await page.locator("button.go").click()
            await expect(page.get_by_role("alert")).to_have_text(FAILED[language])
            await page.unroute("**/api/join")
        await page.locator("button.go").click()
        await expect(page.get_by_role("heading", level=1)).to_contain_text("Ann")
        await lesson.command("end")
        await expect(page.get_by_role("heading", level=1)).to_have_text(OVER[language])
        await page.get_by_role("navigation").get_by_role("button").click()
        await expect(page.locator("#say")).to_have_text(OVER[language])
