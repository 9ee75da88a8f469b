"""A name in another script stands by itself on the phone page: it turns round nothing that is beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.live.web.classroom import ONE, TERMS, drill
from tests.live.web.conftest import Phone
from tests.live.web.serving import served
from tests.live.web.taps import ask_in, choose, send

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = "דנה 17"
LAID_OUT = "node => { const { unicodeBidi, direction } = getComputedStyle(node); return [unicodeBidi, direction]; }"


async def laid_out(name: Locator) -> list[str]:
    """How a browser orders the name beside others, and itself."""
    found: list[str] = await name.evaluate(LAID_OUT)
    return found


async def test_a_name_from_right_to_left_is_isolated_wherever_it_is_shown(phone: Phone, tmp_path: Path) -> None:
    terms = replace(TERMS, shows_leaderboard=True)
    async with served(drill(ONE, terms=terms), tmp_path) as lesson:
        page = await phone(lesson.page)
        await ask_in(page, NAME)
        await expect(page.locator("#who")).to_contain_text(NAME)
        await expect(page.locator("h1")).to_contain_text(f"\u2068{NAME}\u2069")
        assert await laid_out(page.locator("#who > :first-child")) == ["isolate", "rtl"]
        await lesson.command("open")
        await choose(page, "A cytokine")
        await send(page)
        await lesson.command("close")
        await lesson.command("reveal")
        name = page.locator("#board li").get_by_text(NAME, exact=True)
        await expect(name).to_be_visible()
        assert await laid_out(name) == ["isolate", "rtl"]
        assert await laid_out(page.locator("h1")) == ["isolate", "ltr"]
