"""Pages in Chromium: when they are drawn, and how smoothly they move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tabs import CHROMIUM, DESK, FLAGS

PATIENCE = 600_000  # milliseconds; drawing tens of thousands of nodes without a GPU takes a while
SECONDS = 4  # of panning
# two frames later what was drawn is on the screen; a page may have noted the moment itself
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
INK = """() => {
  const layers = [...document.querySelectorAll('canvas')].filter((one) => one.width > 200);
  const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [layers[0].width, layers[0].height];
  const ctx = sheet.getContext('2d');
  const engine = window.graphkit?.engine;
  for (const layer of engine ? engine.layers() : layers) ctx.drawImage(layer, 0, 0);
  const { data } = ctx.getImageData(0, 0, sheet.width, sheet.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""
NOTED = "performance.getEntriesByName('drawn')[0]?.startTime ?? performance.now()"
COUNT = """() => {
  window.frames_ = 0;
  const tick = () => { window.frames_ += 1; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


class Chromium:
    """A browser that opens one page after another."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser

    def first_draw(self, path: Path, ready: str, fragment: str = "") -> float:
        """Return the seconds from asking for a page until its canvas is drawn.

        Raises:
            RuntimeError: The canvas is blank.
        """
        page = self._open(path, ready, fragment)
        taken = float(page.evaluate(NOTED)) / 1000
        if page.evaluate(INK) < 20:
            raise RuntimeError(f"{path.name}: a blank canvas")
        page.context.close()
        return taken

    def frames(self, path: Path, ready: str, fragment: str = "") -> float:
        """Return how many frames a second a page draws while the pointer drags its network."""
        page = self._open(path, ready, fragment)
        box = page.locator("#canvas").bounding_box()
        x, y = box["x"] + 5, box["y"] + 5  # where no node is
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 10, y + 10)
        page.evaluate(PAINTED)
        page.evaluate(COUNT)
        start = page.evaluate("performance.now()")
        now, step = start, 0
        while now - start < SECONDS * 1000:
            step += 1
            page.mouse.move(x + 10 + step % 200, y + 10 + step % 150)
            now = page.evaluate("performance.now()")
        frames = float(page.evaluate("window.frames_"))
        page.context.close()
        return frames * 1000 / float(now - start)

    def _open(self, path: Path, ready: str, fragment: str) -> Any:
        page = self._browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}).new_page()
        page.set_default_timeout(PATIENCE)
        page.route("http*://**", lambda route: route.abort())  # plain pyvis asks for style sheets
        page.goto(path.as_uri() + fragment, timeout=PATIENCE)
        page.wait_for_function(ready, timeout=PATIENCE)
        page.evaluate(PAINTED)
        return page


@contextmanager
def chromium() -> Iterator[Chromium | None]:
    """Start the browser; None where there is none."""
    if CHROMIUM is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Chromium(browser)
        browser.close()
