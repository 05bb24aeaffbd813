"""Every control of the page does what it says: each test asserts what changed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from crowd import CIRCLES
from tabs import PHONE, Tab

ALL = 10  # claims of the newsroom


def slide(tab: Tab, slider: str, value: int) -> None:
    """Move a slider and let it go, as a hand does."""
    tab.page.locator(slider).evaluate(
        """(slider, value) => { slider.value = value;
          for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name)); }""",
        value,
    )


def test_a_search_by_keyboard_opens_an_actor(tab: Tab) -> None:
    tab.page.locator("#search").fill("brän")
    assert tab.page.locator("#suggestions li").count() == 1
    tab.page.locator("#search").fill("l")
    first = tab.page.locator("#suggestions [aria-selected=true]").inner_text()
    tab.page.keyboard.press("ArrowDown")
    second = tab.page.locator("#suggestions [aria-selected=true]").inner_text()
    assert second != first
    assert second in tab.page.locator("#suggestions li").all_inner_texts()
    tab.page.keyboard.press("Enter")
    assert tab.heading() == second.split("\n")[0]
    assert tab.page.evaluate("document.activeElement.id") == "panel"
    tab.page.keyboard.press("Escape")
    assert tab.heading() == "Who says so?"


def test_a_suggestion_is_taken_by_a_click(tab: Tab) -> None:
    tab.page.locator("#search").fill("karel")
    tab.page.locator("#suggestions li").click()
    assert tab.heading() == "Karelta"
    assert tab.page.locator("#suggestions").is_hidden()


def test_who_is_asked_for_by_name_is_shown_whatever_was_hidden(tab: Tab) -> None:
    tab.page.locator('[data-filter="type:Person"]').uncheck()
    tab.page.locator("#search").fill("Ilse")
    tab.page.keyboard.press("Enter")
    assert tab.heading() == "Ilse Brandt"
    assert tab.rows() == ALL


@pytest.mark.parametrize(
    ("key", "left"),
    [
        ("family:conflict", 9),
        ("type:Event", 8),
        ("polarity:negated", 8),
        ("modality:planned", 8),
        ("voice:quoted", 9),
        ("source:Coast Gazette", 6),
    ],
)
def test_each_filter_hides_its_claims_and_reset_brings_them_back(
    tab: Tab, key: str, left: int
) -> None:
    tab.page.locator(f'[data-filter="{key}"]').uncheck()
    assert tab.rows() == tab.counts()[1] == left
    assert tab.text("#shown").startswith(f"{left} of {ALL} claims")
    tab.click("#reset")
    assert tab.rows() == ALL
    assert tab.page.locator(f'[data-filter="{key}"]').is_checked()


def test_all_or_none_of_a_filter(tab: Tab) -> None:
    one = tab.page.locator('[data-all="source"]')
    one.click()
    assert tab.rows() == 0
    assert tab.page.locator("#empty").is_visible()
    tab.page.locator('[data-filter="source:Coast Gazette"]').check()
    assert tab.rows() == 4
    one.click()
    assert tab.rows() == ALL


def test_the_filters_work_on_a_phone(opened: Callable[..., Tab], newsroom_page: Path) -> None:
    tab = opened(newsroom_page, PHONE)
    tab.click("#legend > summary")
    tab.page.locator('[data-filter="family:diplomacy"]').uncheck()
    assert tab.rows() < ALL


def test_confidence_hides_what_is_less_sure(tab: Tab) -> None:
    slide(tab, "#least", 90)
    assert tab.rows() == ALL - 1
    assert tab.text("#least-said") == "at least 90 %"
    tab.click("#undo")
    assert tab.rows() == ALL
    assert tab.text("#least-said") == "any"


def test_the_time_slider_keeps_a_period(circles: Tab) -> None:
    _, everything, _ = circles.counts()
    bars = circles.page.locator("#bars span")
    last = bars.count() - 1
    slide(circles, "#since", last // 2)
    later = circles.rows()
    assert 0 < later < everything
    assert circles.page.locator("#bars .out").count() == last // 2
    slide(circles, "#until", last // 2 + 3)
    assert 0 < circles.rows() < later
    said = circles.text("#period-said")
    assert circles.page.locator("#since").get_attribute("aria-valuetext") in f"from {said}"
    assert "since=2025-" in circles.page.url
    circles.click("#undo")
    assert circles.rows() == later
    circles.click("#reset")
    assert circles.rows() == everything


def test_the_time_slider_obeys_the_keyboard(circles: Tab) -> None:
    _, everything, _ = circles.counts()
    circles.page.locator("#until").focus()
    for _ in range(12):
        circles.page.keyboard.press("ArrowLeft")
    assert circles.rows() < everything


def test_a_double_click_shows_the_surroundings_alone(tab: Tab) -> None:
    tab.page.mouse.dblclick(*tab.spot("Karelta"))
    tab.page.locator("#panel h2", has_text="Karelta").wait_for()
    assert tab.counts()[:2] == (2, 2)
    for steps, entities in (("2 steps", 3), ("3 steps", 5), ("everything", 6), ("1 step", 2)):
        tab.page.get_by_role("button", name=steps).click()
        assert tab.counts()[0] == entities
        assert tab.page.locator("#panel [aria-pressed=true]").inner_text() == steps
        assert tab.page.evaluate("document.activeElement.dataset.key") == steps


def test_the_shortest_path_comes_with_its_evidence(tab: Tab) -> None:
    tab.page.get_by_role("button", name="Karelta").first.click()
    tab.page.locator("#path-to").fill("lindq")
    tab.page.keyboard.press("Enter")
    assert tab.heading() == "From Karelta to Tomas Lindqvist"
    assert "3 steps" in tab.text("#panel .kind")
    titles = [title.lower() for title in tab.page.locator("#panel h3").all_inner_texts()]
    assert titles == [
        "1. karelta – norrania",
        "2. norrania – vesland",
        "3. vesland – tomas lindqvist",
    ]
    assert tab.page.locator("#panel .claim").count() == 5  # every claim between one and the next
    tab.page.get_by_role("button", name="Turn round").click()
    assert tab.heading() == "From Tomas Lindqvist to Karelta"
    tab.page.locator('[data-filter="family:aid"]').uncheck()
    assert "Nothing connects the two" in tab.text("#panel .kind")
    tab.page.get_by_role("button", name="Back to Tomas Lindqvist").click()
    assert tab.heading() == "Tomas Lindqvist"


def test_communities_collapse_into_one_and_expand_again(circles: Tab) -> None:
    shapes = "window.graphkit.seen.nodes.size"
    circles.unfold()
    whole = circles.page.evaluate(shapes)
    circles.click("#collapse")
    assert circles.page.evaluate(shapes) == 4
    assert circles.counts()[:2] == (24, 63)
    assert circles.page.locator("#collapsible input:checked").count() == 4
    circles.page.get_by_role("button", name="Amber +5").click()
    assert "15 claims between them" in circles.text("#panel").lower()
    circles.page.get_by_role("button", name="Expand", exact=True).click()
    assert circles.page.evaluate(shapes) == 9
    circles.page.locator("#collapsible input").first.check()
    assert circles.page.evaluate(shapes) == 4
    circles.click("#expand")
    assert circles.page.evaluate(shapes) == whole == 24


def test_a_community_is_collapsed_from_its_member_and_opened_by_a_double_click(
    circles: Tab,
) -> None:
    circles.page.get_by_role("button", name="Dune", exact=True).first.click()
    circles.page.get_by_role("button", name="Collapse into one").click()
    assert circles.heading() == "Dune +5"
    assert circles.page.evaluate("window.graphkit.seen.nodes.size") == 19
    circles.page.wait_for_timeout(200)
    group = circles.page.evaluate("[...window.graphkit.seen.nodes].find((id) => id >= 24)")
    circles.page.mouse.dblclick(*circles.shown("engine.spot(given)", group))
    circles.page.wait_for_function("window.graphkit.seen.nodes.size === 24")


def test_a_line_between_communities_holds_all_their_claims(circles: Tab) -> None:
    circles.click("#collapse")
    circles.page.wait_for_timeout(200)
    bundle = circles.page.evaluate("[...window.graphkit.seen.edges.keys()][0]")
    circles.page.evaluate("(id) => window.graphkit.select.edge(id)", bundle)
    assert circles.heading() in {f"{a} +5 – {b} +5" for a, b in permutations(CIRCLES, 2)}
    assert circles.page.locator("#panel .claim").count() == 1


def test_the_tint_behind_communities_can_be_switched_off(circles: Tab) -> None:
    before = circles.ink()
    circles.page.locator("#tinted").uncheck()
    circles.page.wait_for_timeout(200)
    assert circles.ink() < before
    assert "tints=off" in circles.page.url


def test_above_its_budget_the_page_says_what_it_left_out(
    opened: Callable[..., Tab], crowd_page: Path
) -> None:
    tab = opened(crowd_page, fragment="#show=8")
    assert tab.counts()[0] == 8
    assert "8 entities, the most important; 16 more left out." in tab.text("#notice")
    tab.click('[data-more="communities"]')
    assert tab.counts()[0] == 24
    assert tab.page.locator("#notice").is_hidden()
    tab.click("#undo")
    tab.page.locator('[data-more="some"]').click()
    assert tab.counts()[0] == 24


def test_a_left_out_actor_is_found_by_name_with_its_surroundings(
    opened: Callable[..., Tab], crowd_page: Path
) -> None:
    tab = opened(crowd_page, fragment="#show=4")
    tab.page.locator("#search").fill("dune 5")
    tab.page.keyboard.press("Enter")
    assert tab.heading() == "Dune 5"
    assert tab.counts()[0] == 6


def test_undo_takes_back_step_by_step(tab: Tab) -> None:
    assert tab.page.locator("#undo").is_disabled()
    tab.page.locator('[data-filter="family:aid"]').uncheck()
    tab.page.locator("#panel .ranked button").first.click()
    chosen = tab.heading()
    tab.page.keyboard.press("Escape")
    tab.click("#undo")
    assert tab.heading() == chosen
    tab.page.keyboard.press("Control+z")
    assert tab.heading() == "Who says so?"
    assert tab.rows() < ALL
    tab.click("#undo")
    assert tab.rows() == ALL
    assert tab.page.locator("#undo").is_disabled()


def test_the_address_restores_what_was_seen(opened: Callable[..., Tab], crowd_page: Path) -> None:
    tab = opened(crowd_page)
    tab.page.locator('[data-filter="source:Fjord Radio"]').uncheck()
    slide(tab, "#least", 60)
    tab.page.locator("#tinted").uncheck()
    tab.unfold()
    tab.page.locator("#collapsible input").first.check()
    tab.page.evaluate("window.graphkit.select.node(20, 2)")
    fragment = "#" + tab.page.url.split("#")[1]
    again = opened(crowd_page, fragment=fragment)
    assert again.heading() == tab.heading()
    assert again.counts() == tab.counts()
    assert again.page.locator('[data-filter="source:Fjord Radio"]').is_checked() is False
    assert again.page.locator("#tinted").is_checked() is False
    assert again.page.locator("#panel [aria-pressed=true]").inner_text() == "2 steps"
    again.page.keyboard.press("Escape")
    assert again.page.evaluate("window.graphkit.seen.nodes.size") == 19


def test_the_address_restores_a_path_and_an_edge(
    opened: Callable[..., Tab], newsroom_page: Path
) -> None:
    tab = opened(newsroom_page)
    tab.page.evaluate("window.graphkit.select.path(0, 4)")
    tab.page.evaluate("window.graphkit.select.edge(0)")
    edge = tab.heading()
    assert opened(newsroom_page, fragment="#" + tab.page.url.split("#")[1]).heading() == edge
    tab.page.go_back()
    tab.page.locator("#panel h2", has_text="From ").wait_for()
    path = tab.heading()
    assert opened(newsroom_page, fragment="#" + tab.page.url.split("#")[1]).heading() == path


def test_an_address_that_names_what_is_not_there_is_passed_over(
    opened: Callable[..., Tab], newsroom_page: Path
) -> None:
    fragment = "#entity=nobody&subject=x&path=a&path=b&steps=9&least=x&since=x&show=-1&collapse=y"
    tab = opened(newsroom_page, fragment=fragment)
    assert tab.counts()[1] == ALL
    assert tab.heading() == "Who says so?"
