"""Take the README's picture: `python tests/browser/picture.py PAGE PICTURE`, with Chromium."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tabs import CHROMIUM, DESK, FLAGS, Tab

CHOSEN, AROUND = "Norway", "2 steps"


def main(page: str, picture: str) -> None:
    """Open a page, choose an actor, and save what is seen."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = Tab(browser, Path(page).resolve(), DESK)
        tab.page.locator("#search").fill(CHOSEN)
        tab.page.keyboard.press("Enter")
        tab.page.get_by_role("button", name=AROUND).click()
        tab.page.locator("h1").click()  # the pointer and the focus leave the drawing
        tab.page.wait_for_timeout(300)
        tab.page.screenshot(path=picture)
        tab.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
