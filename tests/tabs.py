"""A page of graphkit's in Chromium, with everything that it asked for and complained about."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = (1280, 800), (390, 844)


class Tab:
    """A page that was opened; `close` asserts that it loaded nothing and complained about nothing.

    Attributes:
        page: Playwright's page.
        path: The file that it shows.
        faults: What it wrote to its console, its errors and its dialogs.
    """

    def __init__(
        self,
        browser: Any,
        path: Path,
        size: tuple[int, int] = DESK,
        fragment: str = "",
        **rest: Any,
    ) -> None:
        viewport = {"width": size[0], "height": size[1]}
        self.page = browser.new_context(viewport=viewport, accept_downloads=True, **rest).new_page()
        self.path = path
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self._hear(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_function("document.body.dataset.ready !== undefined")

    def close(self) -> None:
        """Close it, and assert that the file was all it asked for."""
        asked = {url.split("#")[0] for url in self.requests if not url.startswith("blob:")}
        assert asked == {self.path.as_uri()}
        assert self.faults == []
        self.page.context.close()

    def _hear(self, text: str) -> None:
        # without a GPU Chromium copies each WebGL canvas into the window, and complains of itself
        if "GPU stall due to ReadPixels" not in text:
            self.faults.append(text)

    def _refuse(self, dialog: Any) -> None:
        self.faults.append("dialog")
        dialog.dismiss()

    def text(self, selector: str) -> str:
        """Return what a reader sees of an element."""
        return str(self.page.locator(selector).inner_text())

    def click(self, selector: str) -> None:
        """Click on an element."""
        self.page.locator(selector).click()

    def counts(self) -> tuple[int, int, int]:
        """Return how many entities, claims and documents the page says it shows."""
        entities, claims, documents = (
            part.split()[0] for part in self.text("#counts").split(" · ")
        )
        return int(entities), int(claims), int(documents)

    def rows(self) -> int:
        """Return how many claims stand in the table."""
        return int(self.page.locator("#claims-rows tr").count())

    def heading(self) -> str:
        """Return the heading of the panel."""
        return self.text("#panel h2")

    def unfold(self) -> None:
        """Open the legend, which is closed on a small screen."""
        self.page.evaluate(
            "for (const one of document.querySelectorAll('details')) one.open = true"
        )

    def node(self, label: str) -> int:
        """Return the number of a node by its label."""
        return int(
            self.page.evaluate(
                "(label) => window.graphkit.nodes.findIndex((node) => node.label === label)",
                label,
            )
        )

    def spot(self, label: str) -> tuple[float, float]:
        """Return where a node stands on the screen."""
        return self.shown("engine.spot(given)", self.node(label))

    def middle(self, relation: str, subject: str) -> tuple[float, float]:
        """Return where the middle of an edge is on the screen."""
        found = """engine.along((({ nodes, edges }) => edges.findIndex((edge) =>
            edge.relation === given[0] && nodes[edge.from].label === given[1]))(
            window.graphkit), 0.5)"""
        return self.shown(found, [relation, subject])

    def shown(self, expression: str, given: object) -> tuple[float, float]:
        """Return where a point of the plan is on the screen."""
        box = self.page.locator("#canvas").bounding_box()
        at = self.page.evaluate(
            f"""(given) => {{ const {{ engine }} = window.graphkit;
              return engine.toScreen({expression}); }}""",
            given,
        )
        return box["x"] + at["x"], box["y"] + at["y"]

    def ink(self) -> int:
        """Return how many colours the drawing has: a blank one has few."""
        return int(
            self.page.evaluate(
                """() => {
                  const colours = new Set();
                  for (const layer of window.graphkit.engine.layers()) {
                    const copy = document.createElement('canvas');
                    Object.assign(copy, { width: layer.width, height: layer.height });
                    const ctx = copy.getContext('2d');
                    ctx.drawImage(layer, 0, 0);
                    const { data } = ctx.getImageData(0, 0, copy.width, copy.height);
                    for (const pixel of new Uint32Array(data.buffer)) colours.add(pixel);
                  }
                  return colours.size;
                }"""
            )
        )

    def saved(self, selector: str) -> tuple[str, bytes]:
        """Return name and content of the file that a button saves."""
        with self.page.expect_download() as waiting:
            self.click(selector)
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
