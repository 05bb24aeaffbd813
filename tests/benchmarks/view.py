"""Places, pages and what a browser makes of them, against networkx, pyvis and plain vis-network.

Its sizes are those that the bars are set for; they are numbers of entities, not of claims.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import networkx as nx
from benchmarks import plain
from benchmarks.browsing import Chromium, chromium
from benchmarks.measure import Row, seconds
from benchmarks.networks import made_up

from graphkit import ontology, view
from graphkit.network import Network
from graphkit.network.measures import projection

PLACED = {1_000: "≤0.3", 5_000: "≤1.5", 20_000: "≤8"}
DRAWN = (300, 1_000, 5_000)
LARGE, LARGE_EDGES = 20_000, 40_000
FILE, FILE_EDGES = 10_000, 40_000
ROUNDS = 3
OURS, THEIRS = "document.body.dataset.ready !== undefined", "window.network !== undefined"
SETTLED = "window.settled === true"
ALL = f"#show={LARGE}"
KNOWN = ontology.load()


def rows(_: Sequence[int]) -> Iterator[Row]:
    """Yield the figures of the picture."""
    yield from _positions()
    yield from _file()
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        if browser:
            yield from _first_draws(browser, Path(folder))
            yield from _large(browser, Path(folder))


def _positions() -> Iterator[Row]:
    springs = projection(made_up(1_000, 2_000, KNOWN).graph)
    for count, bar in PLACED.items():
        network = made_up(count, 2 * count, KNOWN)
        network.ranking()
        ours = seconds(network.places, time.process_time)
        theirs = seconds(lambda: nx.spring_layout(springs, iterations=50), time.process_time)
        detail = f"{ours:.1f} s to {theirs:.1f} s"
        yield Row("places, to spring_layout of 1,000", count, ours / theirs, bar, detail)


def _file() -> Iterator[Row]:
    """Yield how much faster a page is made than by pyvis, which ranks and places nothing."""
    network = made_up(FILE, FILE_EDGES, KNOWN)
    before = seconds(network.places, time.process_time)
    page = seconds(lambda: view.render(network, known=KNOWN), time.process_time)
    for directed, said in ((False, "from_nx as it comes"), (True, "from_nx, directed")):
        theirs = seconds(lambda: plain.from_nx(network, directed=directed), time.process_time)  # noqa: B023  # called at once
        detail = f"{page:.1f} s to {theirs:.1f} s"
        yield Row(f"speed of writing the page, to {said}", FILE, theirs / page, "≥10", detail)
        ours = before + page
        detail = f"{ours:.1f} s to {theirs:.1f} s"
        bar = "" if directed else "≥10"
        yield Row(f"with ranks and places, to {said}", FILE, theirs / ours, bar, detail)


def _first_draws(browser: Chromium, folder: Path) -> Iterator[Row]:
    for count in DRAWN:
        network = made_up(count, 2 * count, KNOWN)
        ours = view.write(network, folder / "ours.html", known=KNOWN)
        still = plain.written(network, folder / "still.html", physics=False)
        one, other = _in_turns(browser, (ours, OURS, f"#show={count}"), (still, THEIRS, ""))
        detail = f"{one:.1f} s to {other:.1f} s"
        yield Row("first draw, to plain pyvis without physics", count, one / other, "≤1.2", detail)
        if count == DRAWN[0]:
            yield _against_physics(browser, folder, network, one)


def _against_physics(browser: Chromium, folder: Path, network: Network, ours: float) -> Row:
    path = plain.written(network, folder / "moving.html", physics=True)
    text = path.read_text("utf-8")
    tell = "network.once('stabilizationIterationsDone', () => { window.settled = true; });"
    path.write_text(text.replace("return network;", f"{tell} return network;"), "utf-8")
    theirs = browser.first_draw(path, SETTLED)
    detail = f"{ours:.1f} s to {theirs:.1f} s"
    return Row("first draw, to plain pyvis until settled", 300, ours / theirs, "≤0.1", detail)


def _large(browser: Chromium, folder: Path) -> Iterator[Row]:
    network = made_up(LARGE, LARGE_EDGES, KNOWN)
    sigma, pyvis = (
        view.write(network, folder / f"{name}.html", known=KNOWN, engine=name)
        for name in ("sigma", "pyvis")
    )
    one, other = _in_turns(browser, (sigma, OURS, ALL), (pyvis, OURS, ALL))
    detail = f"{one:.1f} s to {other:.1f} s"
    yield Row("first draw, sigma to pyvis", LARGE, one / other, "≤0.5", detail)
    one, other = (browser.frames(path, OURS, ALL) for path in (sigma, pyvis))
    detail = f"{one:.1f} to {other:.1f} frames a second"
    yield Row("frames while panning, sigma to pyvis", LARGE, one / max(other, 1e-3), "≥5", detail)


def _in_turns(
    browser: Chromium,
    first: tuple[Path, str, str],
    second: tuple[Path, str, str],
    rounds: int = ROUNDS,
) -> tuple[float, float]:
    """Return the median seconds until each of two pages is drawn."""
    pairs = [(browser.first_draw(*first), browser.first_draw(*second)) for _ in range(rounds)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)
