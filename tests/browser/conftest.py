"""One browser for all tests of the page, and each page written once for each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import crowd
import newsroom
import pytest
from tabs import CHROMIUM, FLAGS, Tab

from graphkit import view
from graphkit.network import network
from graphkit.view.engines import ENGINES

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests of this folder where there is no browser."""
    missing = pytest.mark.skip(reason="no chromium here; `make setup-browser` installs it")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(missing)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def newsroom_page(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a handful of claims of every kind."""
    drawn = network(newsroom.CLAIMS, newsroom.DOCUMENTS)
    path = tmp_path_factory.mktemp("view") / "newsroom.html"
    return view.write(drawn, path, title="Who stayed away", known=newsroom.known(), engine=engine)


@pytest.fixture(scope="session")
def crowd_page(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of four communities."""
    drawn = network(crowd.claims(), crowd.DOCUMENTS)
    path = tmp_path_factory.mktemp("view") / "crowd.html"
    return view.write(drawn, path, title="Four circles", known=newsroom.known(), engine=engine)


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Tab]]:
    """Return what opens a page; each is closed, and its complaints asserted, at the end."""
    tabs: list[Tab] = []

    def open_(path: Path, *arguments: Any, **options: Any) -> Tab:
        tabs.append(Tab(browser, path, *arguments, **options))
        return tabs[-1]

    yield open_
    for tab in tabs:
        tab.close()


@pytest.fixture
def tab(opened: Callable[..., Tab], newsroom_page: Path) -> Tab:
    return opened(newsroom_page)


@pytest.fixture
def circles(opened: Callable[..., Tab], crowd_page: Path) -> Tab:
    return opened(crowd_page)
