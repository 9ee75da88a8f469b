"""What a learner does on the page."""

from __future__ import annotations

from playwright.async_api import Page, expect


async def ask_in(page: Page, name: str = "Ann") -> None:
    """Asks to join under this name, on a page that wants one."""
    await page.get_by_label("Your name").fill(name)
    await page.get_by_role("button", name="Join").click()


async def join(page: Page, name: str) -> None:
    """Joins under this name."""
    await ask_in(page, name)
    await expect(page.get_by_role("heading", level=1)).to_contain_text("You are in")


async def choose(page: Page, *texts: str) -> None:
    """Taps the options with these texts."""
    for text in texts:
        await page.locator("label.option", has_text=text).click()


async def match(page: Page, **partners: str) -> None:
    """Taps each prompt and then its partner."""
    prompts, choices = page.locator("section").first, page.locator("section").last
    for prompt, choice in partners.items():
        await prompts.get_by_role("button", name=prompt).click()
        await choices.get_by_role("button", name=choice).click()


async def send(page: Page) -> None:
    """Sends what is chosen, and waits until it is saved."""
    await page.get_by_role("button", name="Send answer").click()
    await expect(page.get_by_text("Saved")).to_be_visible()
