"""What leaves the page: pictures of what is seen and the claims behind it."""

from __future__ import annotations

import csv
import io
import struct
from xml.etree import ElementTree as ET

from tabs import Tab

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: bytes) -> set[str]:
    return {str(element.text) for element in ET.fromstring(svg).iter(f"{SVG}text")}


def test_the_png_is_the_drawing_at_its_size(tab: Tab) -> None:
    name, content = tab.saved("#png")
    assert name == "network.png"
    box = tab.page.locator("#canvas").bounding_box()
    assert struct.unpack(">II", content[16:24]) == (int(box["width"]), int(box["height"]))
    assert len(content) > 5_000


def test_the_svg_holds_what_is_seen(tab: Tab) -> None:
    tab.page.wait_for_timeout(100)
    name, content = tab.saved("#svg")
    assert name == "network.svg"
    assert {"Ilse Brandt", "Vesland", "Karelta"} <= texts(content)
    assert "attacks" in texts(content)
    tab.page.locator('[data-filter="family:conflict"]').uncheck()
    tab.page.locator('[data-filter="polarity:negated"]').uncheck()
    tab.page.wait_for_timeout(100)
    left = texts(tab.saved("#svg")[1])
    assert "Vesland" in left
    assert not {"Karelta", "attacks"} & left


def test_the_csv_holds_the_claims_that_are_seen(tab: Tab) -> None:
    tab.page.locator('[data-filter="source:Coast Gazette"]').uncheck()
    name, content = tab.saved("#csv")
    assert name == "claims.csv"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == tab.rows() == 6
    (skipped,) = [row for row in rows if row["relation"] == "skips"]
    wanted = {
        "subject": "Ilse Brandt",
        "modality": "planned",
        "attributed_to": "two diplomats",
        "confidence": "0.85",
        "source": "Harbour Wire",
        "url": "https://example.org/absence",
    }
    assert wanted.items() <= skipped.items()
