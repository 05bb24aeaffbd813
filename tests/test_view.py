"""The page as text: nothing is loaded, nothing foreign runs, equal networks give equal bytes."""

from __future__ import annotations

import base64
import gc
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE
from newsroom import CLAIMS, DOCUMENTS, claim, entity, known, sentence

from graphkit import view
from graphkit.claims import Document
from graphkit.errors import ViewError
from graphkit.network import network
from graphkit.view.engines import ENGINES, TEMPLATES
from graphkit.view.packing import table
from graphkit.view.page import SCRIPTS, embed, inline


class Page(HTMLParser):
    """What a browser's parser makes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.contents: dict[str, list[str]] = {"script": [], "style": [], "json": []}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = "json" if dict(attrs).get("type") == "application/json" else tag
        if self._inside in self.contents:
            self.contents[self._inside].append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # the parser's own signature
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.contents:
            self.contents[self._inside][-1] += data

    @property
    def policy(self) -> str:
        metas = [attributes for tag, attributes in self.tags if tag == "meta"]
        return next(
            str(m["content"]) for m in metas if m.get("http-equiv") == "Content-Security-Policy"
        )

    @property
    def data(self) -> Any:
        (text,) = self.contents["json"]
        data = json.loads(text)
        return data | {name: unpacked(data[name]) for name in ("nodes", "edges", "claims")}


def unpacked(table: Any) -> list[dict[str, Any]]:
    """Return the rows of a table that came as columns, as the page's script does."""
    texts = table["texts"]
    columns = {
        name: column if isinstance(column, list) else [texts[n] for n in column["texts"]]
        for name, column in table["columns"].items()
    }
    return [{name: columns[name][n] for name in columns} for n in range(table["length"])]


@pytest.fixture(scope="module")
def text() -> str:
    return view.render(network(CLAIMS, DOCUMENTS), known=known())


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def test_nothing_is_loaded(page: Page) -> None:
    loading = {"src", "srcset", "data", "poster", "background", "action", "ping", "style"}
    for tag, attributes in page.tags:
        assert tag not in {"link", "iframe", "img", "object", "embed", "base", "form"}
        assert not loading & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert "@import" not in "".join(page.contents["style"])
    assert "url(" not in "".join(page.contents["style"])
    assert "sourceMappingURL" not in "".join(page.contents["script"])


def test_the_policy_allows_these_scripts_and_styles_alone(page: Page) -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in page.policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [hashed(script) for script in page.contents["script"]]
    assert rules["style-src"].split() == [hashed(style) for style in page.contents["style"]]
    assert not re.search(r"unsafe|https?:|\*", page.policy)


def test_the_policy_stands_before_everything_it_rules(text: str) -> None:
    assert text.index("Content-Security-Policy") < min(text.index("<style"), text.index("<script"))


def test_equal_networks_give_equal_bytes(text: str) -> None:
    assert view.render(network(reversed(CLAIMS), DOCUMENTS), known=known()) == text


@pytest.mark.slow
def test_hash_seeds_change_nothing() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from newsroom import CLAIMS, DOCUMENTS, known\n"
        "from graphkit import view\nfrom graphkit.network import network\n"
        "sys.stdout.write(view.render(network(CLAIMS, DOCUMENTS), known=known()))"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(view.__file__).parents[2])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pages) == 1


def test_one_edge_for_each_pair_and_relation(page: Page) -> None:
    nodes, edges = page.data["nodes"], page.data["edges"]
    named = {
        (nodes[e["from"]]["label"], e["relation"], nodes[e["to"]]["label"]): len(e["claims"])
        for e in edges
    }
    assert named["Vesland", "suppliesArmsTo", "Norrania"] == 2
    assert [n for (_, relation, _), n in named.items() if relation == "meets"] == [2]  # symmetric


def test_a_claim_brings_all_that_the_panel_says(page: Page) -> None:
    rest = page.data["rest"]
    (skipped,) = [each for each in page.data["claims"] if each["relation"] == "skips"]
    document = rest["documents"][skipped.pop("document")]
    assert document == {
        "title": "Brandt stays at home",
        "source": "Harbour Wire",
        "date": "2025-06-03",
        "link": "https://example.org/absence",
    }
    wanted = {
        "polarity": "affirmed",
        "modality": "planned",
        "time": "2025-06-04",
        "place": "Brussels",
        "says": "two diplomats",
        "confidence": 0.85,
    }
    assert wanted.items() <= skipped.items()
    assert rest["relations"]["suppliesArmsTo"]["family"] == "aid"


def test_a_claim_covers_the_days_of_its_time_or_the_day_of_its_document() -> None:
    month = claim("Ilse Brandt", "meets", "Vesland", time="2025-02")
    timeless = claim("Ilse Brandt", "meets", "Norrania", doc="raid")
    unknown = claim("Ilse Brandt", "meets", "Karelta", doc="lost")
    data = Page(view.render(network([month, timeless, unknown], DOCUMENTS), known=known())).data
    assert {each["id"]: (each["from"], each["until"]) for each in data["claims"]} == {
        month.id: ("2025-02-01", "2025-02-28"),
        timeless.id: ("2025-06-01", "2025-06-01"),
        unknown.id: ("", ""),
    }


def test_a_file_carries_the_most_important_and_counts_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graphkit.view.payload.CARRIED", 4)
    data = Page(view.render(network(CLAIMS, DOCUMENTS), known=known())).data
    assert len(data["nodes"]) + data["rest"]["beyond"] == 6
    assert 0 < len(data["nodes"]) <= 4


def test_known_offices_stand_with_their_holder(page: Page) -> None:
    (brandt,) = [node for node in page.data["nodes"] if node["label"] == "Ilse Brandt"]
    assert brandt["offices"] == [
        {"title": "Minister of Defence", "body": "Vesland", "since": "2024-03-01", "until": ""}
    ]


def test_links_lead_to_http_alone(page: Page) -> None:
    links = {document["title"]: document["link"] for document in page.data["rest"]["documents"]}
    assert links["A raid at night"] == ""


def test_a_document_or_relation_that_nobody_knows_is_still_drawn() -> None:
    unknown = claim("Ilse Brandt", "winks at", "Vesland", doc="lost", open=True)
    data = Page(view.render(network([unknown]), known=known())).data["rest"]
    assert data["documents"] == [{"title": "lost", "source": "", "date": "", "link": ""}]
    assert data["relations"]["winks at"] == {"label": "winks at", "family": "", "symmetric": False}


def test_an_empty_network_is_still_a_page() -> None:
    assert Page(view.render(network([]), known=known())).data["nodes"] == []


def test_hostile_text_stays_text(page: Page) -> None:
    claims = [hostile_claim(number, bad) for number, bad in enumerate(HOSTILE)]
    documents = {
        f"d{n}": Document(f"d{n}", "", bad, bad, None, bad) for n, bad in enumerate(HOSTILE)
    }
    found = Page(view.render(network(claims, documents), known=known()))
    assert {each["sentence"] for each in found.data["claims"]} == set(HOSTILE)
    same_frame(found, page)


def test_hostile_titles_stay_text(page: Page) -> None:
    assert len(HOSTILE) >= 200
    one = network(CLAIMS[:1])
    for title in HOSTILE:
        same_frame(Page(view.render(one, title=title, known=known())), page)


def same_frame(found: Page, clean: Page) -> None:
    """Assert that two pages differ in nothing but their data and their title."""
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in clean.tags]
    assert found.policy == clean.policy
    assert found.contents["script"] == clean.contents["script"]


def hostile_claim(number: int, bad: str) -> Any:
    other = replace(entity("Vesland"), label=bad, surface=bad, same_as=bad)
    found = claim("Ilse Brandt", "meets", "Vesland", doc=f"d{number}", evidence=sentence(bad))
    return replace(found, object=replace(other, iri=f"{other.iri}{number}"), place=other)


def test_a_table_holds_each_text_once_and_gives_the_rows_back() -> None:
    rows = [{"name": "Vesland", "claims": [n], "kind": "Country"} for n in range(3)]
    packed = table([*rows, {"name": "Country", "claims": [], "kind": ""}])
    assert packed["texts"] == ["Vesland", "Country", ""]
    assert unpacked(packed) == [*rows, {"name": "Country", "claims": [], "kind": ""}]
    assert unpacked(table([])) == []


def test_embedded_json_is_inert_ascii() -> None:
    value = "</script><!-- \u2028 \u2029 & \ud800 ü"
    assert re.fullmatch(r"[ -~]*", embed(value))
    assert not re.search("[<>&]", embed(value))
    assert json.loads(embed(value)) == value


def test_a_script_cannot_end_its_element() -> None:
    assert inline("'</SCRIPT>' + '<!--'\r\n") == "'\\x3c/SCRIPT>' + '\\x3c!--'\n"


def test_scripts_never_write_markup() -> None:
    source = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.js"))
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setHTML"
    assert not re.search(markup, source)


@pytest.mark.parametrize("engine", ENGINES)
def test_scripts_name_each_function_once(engine: str) -> None:
    files = ("data", *ENGINES[engine].scripts, *SCRIPTS)
    source = "".join((TEMPLATES / f"{name}.js").read_text("utf-8") for name in files)
    names = re.findall(r"^function (\w+)", source, re.MULTILINE)
    assert len(names) == len(set(names))


def test_write_makes_folders_and_returns_the_path(tmp_path: Path, text: str) -> None:
    path = view.write(network(CLAIMS, DOCUMENTS), tmp_path / "new" / "graph.html", known=known())
    assert path.read_text("utf-8") == text


def test_a_page_that_fails_leaves_the_garbage_collector_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graphkit.view.payload.CARRIED", None)
    with pytest.raises(TypeError):
        view.render(network(CLAIMS), known=known())
    assert gc.isenabled()


def test_an_engine_that_nobody_knows_is_a_view_error() -> None:
    with pytest.raises(ViewError, match="choose one of: pyvis"):
        view.render(network(CLAIMS), known=known(), engine="chalk")


def test_what_cannot_be_written_is_a_view_error(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="cannot be written"):
        view.write(network(CLAIMS), tmp_path, known=known())


def test_the_iframe_is_sandboxed_away_from_its_notebook() -> None:
    frame = Page(view.iframe(network(CLAIMS), title='"><script>alert(1)</script>', known=known()))
    ((tag, attributes),) = frame.tags
    assert tag == "iframe"
    assert "allow-same-origin" not in str(attributes["sandbox"])
    assert Page(str(attributes["srcdoc"])).data["nodes"]
