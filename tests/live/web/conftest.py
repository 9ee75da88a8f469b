"""A real browser, where this machine has one."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import NoReturn

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.live.web.classroom import ONE, PAIRS, SEVERAL, drill
from tests.live.web.serving import ROOT, Served, served

AXE = ROOT / "build" / "axe" / "package" / "axe.min.js"

Phone = Callable[..., Awaitable[Page]]
"""Opens a page at an address on another phone; what it is given besides are the options of its browser context."""

# Enough on a machine that runs other tests besides; what is waited for mostly comes within milliseconds.
expect.set_options(timeout=20_000)

_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")


def _missing(what: str, how: str) -> NoReturn:
    """Skips the test; on CI, where everything must be tested, it fails instead."""
    sentence = f"{what} is not there: {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        _missing("A browser", "apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        await browser.close()


@pytest.fixture
def axe() -> str:
    """The accessibility engine, as a script."""
    if not AXE.exists():
        _missing("axe-core", "make axe")
    return AXE.read_text()


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser) -> AsyncIterator[Phone]:
    """Opens pages, each on a phone of its own, and says at the end whether one of them broke.

    A script that failed or ran though it was no part of the page, or anything that the content security policy had to
    stop, fails the test.
    """
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    async def open_page(url: str, **options: object) -> Page:
        context = await browser.new_context(viewport={"width": 390, "height": 844}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        await context.add_init_script(
            "addEventListener('securitypolicyviolation', event => console.error('violation', event.violatedDirective))"
        )
        page = await context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on(
            "console", lambda said: faults.append(said.text) if "iolat" in said.text or "CSP" in said.text else None
        )
        await page.goto(url)
        return page

    yield open_page
    for context in contexts:
        if any([await page.evaluate("'ran' in window") for page in context.pages]):
            faults.append("a text ran as a script")
        await context.close()
    assert faults == []


@pytest_asyncio.fixture(loop_scope="module")
async def lesson(tmp_path: Path) -> AsyncIterator[Served]:
    """A drill with a question of each kind, served in a process of its own."""
    async with served(drill(ONE, SEVERAL, PAIRS), tmp_path) as a_lesson:
        yield a_lesson
