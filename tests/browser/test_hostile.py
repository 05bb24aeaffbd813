"""Whatever a text, a title, a name or an address says: nothing of it runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hostile import HOSTILE
from newsroom import claim, entity, known, sentence
from tabs import Tab

from graphkit import view
from graphkit.claims import Document
from graphkit.network import network

OFFENDERS = "document.querySelectorAll('#panel script, #panel img, table script, table img').length"


@pytest.fixture(scope="module")
def hostile_page(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page on which every text comes from the corpus."""
    claims = [
        replace(
            claim("Ilse Brandt", "meets", "Vesland", doc=f"d{n}", evidence=sentence(bad)),
            subject=replace(entity(f"V{n // 4}", "Person"), label=bad, surface=bad),
            object=replace(entity(f"V{n}", "Country"), label=bad, surface=bad, same_as=bad),
            predicate=bad,
            attributed_to=replace(entity(f"W{n}", "Person"), label=bad),
            place=replace(entity(f"P{n}", "Place"), label=bad),
        )
        for n, bad in enumerate(HOSTILE)
    ]
    documents = {
        f"d{n}": Document(f"d{n}", "", bad, bad, None, bad) for n, bad in enumerate(HOSTILE)
    }
    path = tmp_path_factory.mktemp("view") / "hostile.html"
    drawn = network(claims, documents)
    return view.write(drawn, path, title=HOSTILE[1], known=known(), engine=engine)


def ran(tab: Tab) -> bool:
    return bool(tab.page.evaluate("window.__xss !== undefined || window.top.__xss !== undefined"))


def test_hostile_text_never_runs(opened: Callable[..., Tab], hostile_page: Path) -> None:
    assert len(HOSTILE) >= 200
    tab = opened(hostile_page)
    for number in range(0, len(HOSTILE), 10):
        tab.page.evaluate("(id) => window.graphkit.select.edge(id)", number)
        tab.page.evaluate("(id) => window.graphkit.select.node(id)", number)
    tab.page.evaluate("window.graphkit.select.path(0, 1)")
    tab.unfold()
    tab.click("#collapse")
    tab.page.locator("#search").fill("<")
    assert tab.page.locator("#suggestions li").count() > 0
    tab.click("#claims-more")
    assert not ran(tab)
    assert tab.page.evaluate(OFFENDERS) == 0
    links = tab.page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.protocol)")
    assert set(links) <= {"file:", "http:", "https:"}


def test_hostile_addresses_never_run(opened: Callable[..., Tab], newsroom_page: Path) -> None:
    tab = opened(newsroom_page)
    for bad in HOSTILE[::9]:
        tab.page.evaluate(
            """(bad) => { location.hash =
              new URLSearchParams({ hide: bad, entity: bad, since: bad }); }""",
            bad.encode("utf-8", "replace").decode(),
        )
    assert not ran(tab)


def test_hostile_text_leaves_as_text(opened: Callable[..., Tab], hostile_page: Path) -> None:
    tab = opened(hostile_page)
    svg = ET.fromstring(tab.saved("#svg")[1])
    tags = {element.tag.split("}")[1] for element in svg.iter()}
    assert tags <= {"svg", "g", "rect", "path", "text"}
    assert not any(name.startswith("on") for element in svg.iter() for name in element.attrib)
    text = tab.saved("#csv")[1].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(HOSTILE)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
