"""The engine for large networks draws crowds otherwise than few, and says where it cannot draw."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import newsroom
import pytest
from benchmarks.networks import made_up
from tabs import CHROMIUM, FLAGS, Tab

from graphkit import view
from graphkit.network import network
from graphkit.view.engines import TEMPLATES

NODES, EDGES = 1_500, 4_200  # more than sigma's own programs draw
COLOURS = {
    kind: look["colour"][0]
    for kind, look in json.loads((TEMPLATES / "theme.json").read_text("utf-8"))["types"].items()
}
AT = """(id) => {
  const { engine } = window.graphkit;
  const layer = engine.layers()[1];
  const copy = document.createElement('canvas');
  Object.assign(copy, { width: layer.width, height: layer.height });
  const ctx = copy.getContext('2d');
  ctx.drawImage(layer, 0, 0);
  const { x, y } = engine.toScreen(engine.spot(id));
  const [r, g, b] = ctx.getImageData(Math.round(x), Math.round(y), 1, 1).data;
  return '#' + [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('');
}"""
WATCH = """() => {
  window.shifts = new Set();
  const note = () => window.shifts.add(document.querySelector('#canvas canvas').style.transform);
  const all = { attributes: true, subtree: true };
  new MutationObserver(note).observe(document.getElementById('canvas'), all);
}"""
STILL = "document.querySelector('#canvas canvas').style.transform === 'translate(0px, 0px)'"


@pytest.fixture(scope="module")
def crowded(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """Return a page of more edges than sigma draws by itself, opened once: it takes seconds."""
    path = tmp_path_factory.mktemp("view") / "large.html"
    known = newsroom.known()
    tab = Tab(browser, view.write(made_up(NODES, EDGES, known), path, known=known, engine="sigma"))
    yield tab
    tab.close()


def edges(tab: Tab) -> int:
    return int(tab.page.evaluate("window.graphkit.seen.edges.size"))


def colour_of(tab: Tab, id: int) -> tuple[str, str]:
    """Return the colour that is drawn where a node stands, and the one of its type."""
    kind = tab.page.evaluate("(id) => window.graphkit.nodes[id].type", id)
    return str(tab.page.evaluate(AT, id)), COLOURS[kind]


def test_a_crowd_is_drawn_and_its_surroundings_too(crowded: Tab) -> None:
    assert edges(crowded) == EDGES
    canvases = crowded.page.locator("#canvas canvas").count()
    for fragment in ("", "window.graphkit.select.node(0, 1)", "window.graphkit.select.nothing()"):
        crowded.page.evaluate(fragment or "0")
        crowded.page.wait_for_timeout(300)
        assert (edges(crowded) < EDGES) == ("node" in fragment)
        drawn, meant = colour_of(crowded, 0)
        assert drawn == meant
        assert crowded.page.locator("#canvas canvas").count() == canvases
    assert crowded.ink() > 200


def test_a_click_in_a_crowd_opens_what_is_there(crowded: Tab) -> None:
    crowded.page.mouse.click(*crowded.shown("engine.spot(given)", 0))
    crowded.page.locator("#panel .claim").first.wait_for()
    assert crowded.heading() == crowded.page.evaluate("window.graphkit.nodes[0].label")
    crowded.page.keyboard.press("Escape")


def test_a_dragged_crowd_moves_along_and_is_drawn_where_it_was_left(crowded: Tab) -> None:
    x, _ = crowded.shown("engine.spot(given)", 0)
    corner = crowded.page.locator("#canvas").bounding_box()
    crowded.page.evaluate(WATCH)
    crowded.page.mouse.move(corner["x"] + 5, corner["y"] + 5)
    crowded.page.mouse.down()
    for step in range(1, 6):
        crowded.page.mouse.move(corner["x"] + 5 + 10 * step, corner["y"] + 5)
    crowded.page.mouse.up()
    crowded.page.wait_for_timeout(400)
    assert crowded.page.evaluate("window.shifts.size") > 1
    assert crowded.page.evaluate(STILL)
    assert crowded.shown("engine.spot(given)", 0)[0] > x + 20
    drawn, meant = colour_of(crowded, 0)
    assert drawn == meant


@pytest.fixture
def blind(browser: Any) -> Iterator[Any]:
    """Return a browser without WebGL."""
    started = browser.browser_type.launch(
        executable_path=CHROMIUM, args=[*FLAGS, "--disable-3d-apis"]
    )
    yield started
    started.close()


def test_without_webgl_the_page_says_so_and_the_tables_work(blind: Any, tmp_path: Path) -> None:
    found = network(newsroom.CLAIMS, newsroom.DOCUMENTS)
    path = view.write(found, tmp_path / "g.html", known=newsroom.known(), engine="sigma")
    tab = Tab(blind, path)
    said = tab.page.get_by_role("alert").inner_text()
    assert "WebGL 2" in said
    assert "graphkit view --engine pyvis" in said
    tab.page.locator("#search").fill("karel")
    tab.page.keyboard.press("Enter")
    assert tab.heading() == "Karelta"
    before = tab.rows()
    tab.page.locator('[data-filter="polarity:negated"]').uncheck()
    assert 0 < tab.rows() < before
    assert tab.page.locator("#png").is_disabled()
    assert len(tab.saved("#csv")[1].splitlines()) == tab.rows() + 1
    tab.click("#undo")
    tab.close()


def test_with_webgl_the_page_says_nothing_of_it(
    opened: Callable[..., Tab], newsroom_page: Path
) -> None:
    assert opened(newsroom_page).page.locator("#unable").is_hidden()
