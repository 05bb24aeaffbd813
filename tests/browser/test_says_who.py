"""The page in Chromium: it draws its network, and answers "says who?" for all that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from newsroom import CLAIMS, DOCUMENTS, known
from tabs import DESK, PHONE, Tab

from graphkit import view
from graphkit.network import network

ALL = (6, 10, 2)
SKIPS = "Ilse Brandt skips Harbour Group meeting"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_network_is_drawn(
    opened: Callable[..., Tab], newsroom_page: Path, size: tuple[int, int], scheme: str
) -> None:
    tab = opened(newsroom_page, size, color_scheme=scheme)
    tab.page.wait_for_timeout(100)
    assert tab.ink() > 20
    assert tab.counts() == ALL
    assert tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_click_on_an_edge_shows_who_says_so(
    opened: Callable[..., Tab], newsroom_page: Path, size: tuple[int, int]
) -> None:
    tab = opened(newsroom_page, size)
    tab.page.mouse.click(*tab.middle("skips", "Ilse Brandt"))
    tab.page.locator("#panel h2", has_text=SKIPS).wait_for()
    panel = tab.text("#panel")
    for wanted in (
        "Ilse Brandt will miss the Harbour Group meeting on Wednesday, two diplomats said.",
        "Brandt stays at home — Harbour Wire, 2025-06-03",
        *("affirmed", "planned", "2025-06-04", "Brussels", "two diplomats", "85 %"),
    ):
        assert wanted in panel
    marks = tab.page.locator("#panel mark").all_inner_texts()
    assert marks == ["Ilse Brandt", "Harbour Group meeting"]
    link = tab.page.locator("#panel .document a")
    assert link.get_attribute("href") == "https://example.org/absence"
    assert "noopener" in str(link.get_attribute("rel"))


def test_a_click_on_a_node_shows_the_actor_and_one_beside_it_nothing(tab: Tab) -> None:
    tab.page.mouse.click(*tab.spot("Ilse Brandt"))
    tab.page.locator("#panel h2", has_text="Ilse Brandt").wait_for()
    panel = tab.text("#panel")
    assert "Person" in panel
    assert "Minister of Defence, Vesland (2024-03-01 – now)" in panel
    assert tab.page.locator("#panel .claim").count() == 4
    tab.page.locator("#canvas").click(position={"x": 4, "y": 4})
    tab.page.locator("#panel h2", has_text="Who says so?").wait_for()


def test_on_a_phone_the_panel_rises_over_the_drawing_and_is_closed_again(
    opened: Callable[..., Tab], newsroom_page: Path
) -> None:
    tab = opened(newsroom_page, PHONE)
    tab.page.mouse.click(*tab.spot("Vesland"))
    tab.page.locator("#panel h2", has_text="Vesland").wait_for()
    box = tab.page.locator("#panel").bounding_box()
    assert box["y"] + box["height"] == PHONE[1]
    assert tab.spot("Vesland")[1] < box["y"]
    tab.page.get_by_role("button", name="Close", exact=True).click()
    assert tab.heading() == "Who says so?"


def test_a_claim_s_names_lead_on(tab: Tab) -> None:
    tab.page.locator("#panel .ranked button", has_text="Vesland").click()
    assert tab.heading() == "Vesland"
    tab.page.locator("#panel .claim button", has_text="Norrania").first.click()
    assert tab.heading() == "Norrania"


def test_a_denied_claim_is_struck_out(tab: Tab) -> None:
    tab.page.locator("#claims-rows tr", has_text="Karelta").get_by_role(
        "button", name="supplies arms to"
    ).click()
    assert tab.text("#panel del") == "supplies arms to"
    assert tab.page.locator("#panel .tag.negated").count() == 1


def test_the_tables_say_all_and_lead_to_the_panel(tab: Tab) -> None:
    row = tab.page.locator("#claims-rows tr").filter(has_text="skips")
    for wanted in ("Ilse Brandt", "planned", "Brussels", "two diplomats", "Harbour Wire", "85 %"):
        assert wanted in row.inner_text()
    row.get_by_role("button", name="skips").click()
    assert tab.heading() == SKIPS
    assert tab.page.evaluate("document.activeElement.id") == "panel"
    entity = tab.page.locator("#entities-rows tr").filter(has_text="Minister of Defence")
    assert entity.inner_text().split("\t")[:2] == ["Ilse Brandt", "Person"]
    entity.get_by_role("button").click()
    assert tab.heading() == "Ilse Brandt"


def test_every_control_is_reached_by_the_keyboard(tab: Tab) -> None:
    reached = set()
    for _ in range(120):
        tab.page.keyboard.press("Tab")
        reached.add(
            tab.page.evaluate(
                """() => { const { id, dataset, className } = document.activeElement;
                  return id || dataset.filter || dataset.key || className; }"""
            )
        )
    controls = {"search", "reset", "png", "svg", "csv", "least", "tinted", "canvas", "closer"}
    others = {"since", "until", "panel", "family:aid", "modality:planned", "source:Harbour Wire"}
    assert controls | others <= reached


def test_arrows_move_the_drawing_and_signs_zoom_it(tab: Tab) -> None:
    scale = "window.graphkit.engine.scale()"
    before, (left, _) = tab.page.evaluate(scale), tab.spot("Vesland")
    tab.page.locator("#canvas").focus()
    tab.page.keyboard.press("ArrowRight")
    assert tab.spot("Vesland")[0] == pytest.approx(left - 60, abs=2)
    tab.page.keyboard.press("+")
    assert tab.page.evaluate(scale) == pytest.approx(before * 1.3, rel=0.01)
    tab.page.keyboard.press("-")
    tab.click("#farther")
    assert tab.page.evaluate(scale) == pytest.approx(before / 1.3, rel=0.01)
    tab.click("#closer")
    tab.click("#closer")
    tab.click("#whole")
    assert tab.page.evaluate(scale) == pytest.approx(before, rel=0.01)


def test_the_page_works_inside_a_notebook_s_frame(tmp_path: Path, browser: object) -> None:
    outer = tmp_path / "notebook.html"
    frame = view.iframe(network(CLAIMS, DOCUMENTS), known=known())
    outer.write_text("<!doctype html>" + frame, "utf-8")
    page = browser.new_context().new_page()  # type: ignore[attr-defined]  # playwright's browser
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(outer.as_uri())
    inner = page.frame_locator("iframe")
    inner.locator("#panel .ranked button").first.click()
    assert "claim" in inner.locator("#panel").inner_text().lower()
    inner.locator("#undo").click()
    assert inner.locator("#panel h2").inner_text() == "Who says so?"
    assert faults == []
    page.context.close()
