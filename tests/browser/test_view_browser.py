"""The page in Chromium: it opens offline, answers "says who?", and nothing foreign runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE
from newsroom import CLAIMS, DOCUMENTS, claim, entity, known, sentence

from graphkit import view
from graphkit.claims import Document
from graphkit.network import network

CHROMIUM = shutil.which("chromium")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no chromium here; `make setup-browser` installs it"
    ),
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Tab:
    """A page in the browser, with everything that it asked for and complained about."""

    def __init__(self, context: Any, path: Path) -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", self.refuse)
        self.page.goto(path.as_uri())
        self.page.wait_for_function("window.graphkit !== undefined")
        self.page.wait_for_timeout(100)

    def refuse(self, dialog: Any) -> None:
        """Close a dialog that nobody should have been able to open."""
        self.faults.append("dialog")
        dialog.dismiss()

    def point(self, relation: str, subject: str) -> tuple[float, float]:
        """Return where the middle of an edge is on the screen."""
        box = self.page.locator("#canvas").bounding_box()
        at = self.page.evaluate(
            """([relation, subject]) => {
              const { nodes, edges } = JSON.parse(document.getElementById('data').textContent);
              const { engine } = window.graphkit;
              const edge = edges.find(
                (e) => e.relation === relation && nodes[e.from].label === subject);
              return engine.toScreen(engine.along(edge.id, 0.5));
            }""",
            [relation, subject],
        )
        return box["x"] + at["x"], box["y"] + at["y"]

    def text(self, selector: str) -> str:
        return str(self.page.locator(selector).inner_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("view") / "graph.html"
    return view.write(network(CLAIMS, DOCUMENTS), path, title="Who stayed away", known=known())


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desk", "phone"])
def tab(request: pytest.FixtureRequest, browser: Any, drawn: Path) -> Iterator[Tab]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    tab = Tab(context, drawn)
    yield tab
    assert tab.requests == [drawn.as_uri()]
    assert tab.faults == []
    context.close()


def test_the_network_is_drawn(tab: Tab) -> None:
    colours = tab.page.evaluate(
        """() => {
          const canvas = document.querySelector('#canvas canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )
    assert colours > 20
    assert tab.text("#counts") == "6 entities · 10 claims · 2 documents"
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_click_on_an_edge_shows_who_says_so(tab: Tab) -> None:
    tab.page.mouse.click(*tab.point("skips", "Ilse Brandt"))
    panel = tab.text("#panel")
    for wanted in (
        "Ilse Brandt skips Harbour Group meeting",
        "Ilse Brandt will miss the Harbour Group meeting on Wednesday, two diplomats said.",
        "Brandt stays at home — Harbour Wire, 2025-06-03",
        "affirmed",
        "planned",
        "2025-06-04",
        "Brussels",
        "two diplomats",
        "85 %",
    ):
        assert wanted in panel
    assert tab.page.locator("#panel mark").all_inner_texts() == [
        "Ilse Brandt",
        "Harbour Group meeting",
    ]
    assert (
        tab.page.locator("#panel .document a").get_attribute("href")
        == "https://example.org/absence"
    )
    assert "relation=skips" in tab.page.url


def test_a_double_click_shows_the_surroundings_alone(tab: Tab) -> None:
    box = tab.page.locator("#canvas").bounding_box()
    at = tab.page.evaluate(
        """() => {
          const { nodes } = JSON.parse(document.getElementById('data').textContent);
          const { engine } = window.graphkit;
          const karelta = nodes.findIndex((n) => n.label === 'Karelta');
          return engine.toScreen(engine.spot(karelta));
        }"""
    )
    tab.page.mouse.dblclick(box["x"] + at["x"], box["y"] + at["y"])
    assert tab.text("#counts").startswith("2 entities · 2 claims")
    assert tab.page.locator("#panel h2").inner_text() == "Karelta"
    tab.page.get_by_role("button", name="2 steps").click()
    assert tab.text("#counts").startswith("3 entities")


def test_a_search_by_keyboard_opens_an_actor(tab: Tab) -> None:
    tab.page.locator("#search").fill("brän")
    assert tab.page.locator("#suggestions li").count() == 1
    tab.page.locator("#search").fill("l")
    tab.page.keyboard.press("ArrowDown")
    tab.page.keyboard.press("ArrowUp")
    tab.page.locator("#search").fill("brandt")
    tab.page.keyboard.press("Enter")
    assert tab.page.locator("#panel h2").inner_text() == "Ilse Brandt"
    assert "Minister of Defence, Vesland (2024-03-01 – now)" in tab.text("#panel")
    assert tab.page.evaluate("document.activeElement.id") == "panel"
    tab.page.keyboard.press("Escape")
    assert tab.page.locator("#panel h2").inner_text() == "Who says so?"


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("family:conflict", 9),
        ("type:Event", 8),
        ("polarity:negated", 8),
        ("modality:planned", 8),
        ("voice:quoted", 9),
    ],
)
def test_each_filter_hides_its_claims_and_reset_brings_them_back(
    tab: Tab, key: str, left: int
) -> None:
    if not tab.page.locator("#legend").get_attribute("open"):
        tab.page.evaluate("document.getElementById('legend').open = true")
    tab.page.locator(f'[data-filter="{key}"]').uncheck()
    assert tab.page.locator("#rows tr").count() == left
    assert tab.text("#shown").startswith(f"{left} of 10 claims")
    tab.page.locator("#reset").click()
    assert tab.page.locator("#rows tr").count() == 10


def test_the_table_says_all_and_leads_to_the_panel(tab: Tab) -> None:
    row = tab.page.locator("#rows tr").filter(has_text="skips")
    for wanted in ("Ilse Brandt", "planned", "Brussels", "two diplomats", "Harbour Wire", "85 %"):
        assert wanted in row.inner_text()
    row.get_by_role("button", name="skips").click()
    assert "skips" in tab.page.locator("#panel h2").inner_text()


def test_the_address_restores_what_was_seen(tab: Tab, browser: Any) -> None:
    tab.page.mouse.click(*tab.point("skips", "Ilse Brandt"))
    seen = "Ilse Brandt skips Harbour Group meeting"
    tab.page.locator("#panel h2", has_text=seen).wait_for()  # the address changes with the panel
    other = browser.new_context().new_page()
    other.goto(tab.page.url)
    other.locator("#panel h2", has_text=seen).wait_for()
    other.context.close()
    tab.page.go_back()
    tab.page.locator("#panel h2", has_text="Who says so?").wait_for()


@pytest.mark.parametrize(
    ("button", "name"), [("#picture", "network.png"), ("#sheet", "claims.csv")]
)
def test_what_is_seen_can_be_saved(browser: Any, drawn: Path, button: str, name: str) -> None:
    page = browser.new_context(accept_downloads=True).new_page()
    page.goto(drawn.as_uri())
    with page.expect_download() as waiting:
        page.locator(button).click()
    assert waiting.value.suggested_filename == name
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG" if name.endswith("png") else b'"subject","relation"')
    page.context.close()


def test_hostile_text_never_runs(browser: Any, tmp_path: Path) -> None:
    claims = [
        replace(
            claim("Ilse Brandt", "meets", "Vesland", doc=f"d{n}", evidence=sentence(bad)),
            object=replace(entity(f"V{n}", "Country"), label=bad, surface=bad, same_as=bad),
            predicate=bad,
            attributed_to=replace(entity(f"W{n}", "Person"), label=bad),
        )
        for n, bad in enumerate(HOSTILE)
    ]
    documents = {
        f"d{n}": Document(f"d{n}", "", bad, bad, None, bad) for n, bad in enumerate(HOSTILE)
    }
    path = view.write(
        network(claims, documents), tmp_path / "h.html", title=HOSTILE[1], known=known()
    )
    context = browser.new_context()
    tab = Tab(context, path)
    for number in range(0, len(HOSTILE), 6):
        tab.page.evaluate("(id) => window.graphkit.select.edge(id)", number)
        tab.page.evaluate("(id) => window.graphkit.select.node(id)", number)
    tab.page.locator("#search").fill("<")
    tab.page.locator("#more").click()
    assert tab.page.evaluate("window.__xss") is None
    links = tab.page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.protocol)")
    assert set(links) <= {"file:", "http:", "https:"}
    assert (tab.requests, tab.faults) == ([path.as_uri()], [])
    context.close()


def test_the_page_works_inside_a_notebook_s_frame(browser: Any, tmp_path: Path) -> None:
    outer = tmp_path / "notebook.html"
    outer.write_text(
        "<!doctype html>" + view.iframe(network(CLAIMS, DOCUMENTS), known=known()), "utf-8"
    )
    page = browser.new_context().new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(outer.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#panel .ranked button").first.click()
    assert "claim" in frame.locator("#panel").inner_text().lower()
    assert faults == []
    page.context.close()
