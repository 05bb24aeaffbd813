"""axe-core finds nothing serious in the page, in light and dark, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tabs import DESK, PHONE, Tab

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not installed; `make setup-browser` does, where npm is"
)
STATES = {
    "opened": "() => {}",
    "actor": "() => window.graphkit.select.node(0, 2)",
    "edge": "() => window.graphkit.select.edge(0)",
    "path": "() => window.graphkit.select.path(0, 4)",
    "filtered": "() => document.querySelector('[data-filter]').click()",
    "searched": """() => { const search = document.getElementById('search');
      search.value = 'a'; search.dispatchEvent(new Event('input')); }""",
}


def findings(tab: Tab) -> list[str]:
    """Return what axe-core calls serious or critical."""
    found = tab.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['impact']} {fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    opened: Callable[..., Tab], newsroom_page: Path, scheme: str, size: tuple[int, int]
) -> None:
    tab = opened(newsroom_page, size, color_scheme=scheme)
    tab.unfold()
    tab.page.evaluate(AXE.read_text("utf-8"))
    for name, script in STATES.items():
        tab.page.evaluate(script)
        assert findings(tab) == [], name


def test_axe_finds_nothing_serious_in_a_page_that_left_some_out(
    opened: Callable[..., Tab], crowd_page: Path
) -> None:
    tab = opened(crowd_page, fragment="#show=8")
    tab.unfold()
    tab.page.evaluate(AXE.read_text("utf-8"))
    assert findings(tab) == []
    tab.click("#collapse")
    assert findings(tab) == []
