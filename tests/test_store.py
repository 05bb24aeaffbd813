"""What a store in memory or in a folder can do beyond the contract, and what can go wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pyoxigraph as ox
import pytest
from factories import claim, document, reading, unnamed

from graphkit import rdf
from graphkit.claims import GK, KB, Entity, Reading
from graphkit.errors import StoreError
from graphkit.rdf.closure import SUB_RELATION
from graphkit.store import Store, change, ground, manifest
from graphkit.store.closure import ONTOLOGY
from graphkit.store.graph import Graph, stored_graph
from graphkit.store.ground import SEEDS
from graphkit.validate import audit

Opener = Callable[[], Store]
SUMMIT = "Harbour summit:Event"
READINGS = [
    reading(
        document("absence", source="Harbour Wire", url="https://example.org/absence"),
        claim("Brandt", "skips", SUMMIT, modality="planned", attributed_to=unnamed("an official")),
        claim("Brandt", "meets", "Lind", start=60, time="2025-05", place="Oslo:Place"),
    ),
    reading("raid", claim("Brandt", "meets", "Lind"), claim("Lind", "attends", SUMMIT, start=50)),
]
FACT = f"ASK {{ GRAPH <{GK}facts> {{ <{KB}Brandt> <{GK}meets> <{KB}Lind> }} }}"


@pytest.fixture(params=["memory", "disk"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Open new stores, all of one kind."""
    numbers = count()

    def fresh() -> Store:
        return Store.open(None if request.param == "memory" else tmp_path / str(next(numbers)))

    return fresh


@pytest.fixture
def store(opener: Opener) -> Iterator[Store]:
    with opener() as store:
        store.add(READINGS)
        yield store


def dumped(store: Store) -> str:
    file = io.StringIO()
    store.dump(file)
    return file.getvalue()


def facts(store: Store) -> int:
    return store.counts().facts


def test_deriving_mends_what_others_wrote(store: Store) -> None:
    from rdflib import URIRef

    before = dumped(store)
    store.dataset.graph(URIRef(GK + "facts")).remove((None, None, None))
    assert facts(store) == 0
    store.derive_facts()
    assert dumped(store) == before


def test_the_closure_is_mended_and_audited_like_the_facts(store: Store) -> None:
    store.keep_closure()
    before = dumped(store)
    assert "closure>" in before
    store.oxigraph.update(
        f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} INSERT {{ GRAPH ?g {{ ?s ?p ?g }} }}"
        f" WHERE {{ BIND (<{GK}closure> AS ?g) BIND (<{GK}meets> AS ?p) GRAPH ?g {{ ?s ?p ?o }} }}"
    )
    said = {finding.message.split(":")[0] for finding in audit(store)}
    assert said >= {"Not derived", "Derived without ground"}
    store.derive_facts()
    assert dumped(store) == before
    said = {finding.message.split(":")[0] for finding in audit(store)}
    assert not said & {"Not derived", "Derived without ground"}


def test_other_rules_give_another_closure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path / "s") as store:
        store.keep_closure()
        store.add([reading("war", claim("A", "fights", "B"))])
    ontology = ground.graphs()[ONTOLOGY]
    fewer = [quad for quad in ontology.quads if quad.predicate != SUB_RELATION]
    others = ground.graphs() | {ONTOLOGY: Graph(fewer)}
    monkeypatch.setattr(ground, "graphs", lambda: others)
    monkeypatch.setattr(ground, "version", lambda: "other")
    with Store.open(tmp_path / "s") as store:
        of = {quad.predicate.value for quad in stored_graph(store.oxigraph, GK + "closure")}
    assert GK + "fights" in of
    assert GK + "attacks" not in of


def test_every_thing_has_one_name(store: Store) -> None:
    labels = {
        str(quad.subject): quad.object
        for quad in store.oxigraph.quads_for_pattern(None, None, None, rdf.NAMES)
    }
    assert len(labels) == len(list(store.oxigraph.quads_for_pattern(None, None, None, rdf.NAMES)))
    assert f"<{KB}Lind>" in labels
    assert f"<{KB}NATO>" in labels
    assert f"<{GK}suppliesArmsTo>" in labels


def test_a_name_stays_while_any_document_gives_it_and_else_gives_way(store: Store) -> None:
    def named(doc: str, label: str) -> Reading:
        return reading(doc, claim(Entity(KB + "Lind", label, "Person"), "attends", SUMMIT))

    def name() -> str:
        (found,) = store.oxigraph.quads_for_pattern(
            ox.NamedNode(KB + "Lind"), None, None, rdf.NAMES
        )
        return str(getattr(found.object, "value", ""))

    assert name() == "Lind"
    store.add([named("one", "B. Lind"), named("two", "B. Lind"), named("three", "C. Lind")])
    store.remove("one")
    assert name() == "B. Lind"
    store.remove("two")
    assert name() == "C. Lind"
    store.add([named("three", "D. Lind")])
    assert name() == "D. Lind"


def test_bulk_writing_gives_the_same(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    with opener() as plain, opener() as bulk:
        plain.add(READINGS)
        monkeypatch.setattr(change, "BULK", 1)
        bulk.add(READINGS)
        assert dumped(plain) == dumped(bulk)


def test_a_broken_dump_changes_nothing(store: Store, tmp_path: Path) -> None:
    before, file = dumped(store), tmp_path / "broken.nq"
    file.write_text(before[: len(before) // 2], "utf-8")
    with pytest.raises(StoreError, match="N-Quads"):
        store.load(file)
    file.write_text("<https://a.example/> <https://a.example/> '1' .\n".replace("'", '"'), "utf-8")
    with pytest.raises(StoreError, match="outside of any named graph"):
        store.load(file)
    file.write_text(f"_:a <{GK}p> _:b <https://a.example/g> .\n", "utf-8")
    with pytest.raises(StoreError, match="a blank node"):
        store.load(file)
    file.write_text(f'<{KB}a> <{GK}p> "{"x" * 17_000_000}" <{KB}g> .\n', "utf-8")
    with pytest.raises(StoreError, match="longer than the parser takes"):
        store.load(file)
    with pytest.raises(StoreError, match=r"nowhere\.nq"):
        store.load(tmp_path / "nowhere.nq")
    assert dumped(store) == before


def test_graphs_are_reported_as_they_are_dumped_and_loaded(store: Store, tmp_path: Path) -> None:
    written: list[str] = []
    loaded: list[str] = []
    file = tmp_path / "dump.nq"
    with file.open("w", encoding="utf-8") as stream:
        store.dump(stream, written.append)
    with Store.open() as other:
        other.load(file, loaded.append)
        assert dumped(other) == dumped(store)
    assert {one.document.iri for one in READINGS} == set(loaded)
    assert set(loaded) < set(written)
    assert written == sorted(written)


def test_blank_nodes_that_others_wrote_are_one_clear_error(store: Store) -> None:
    graph = ox.NamedNode(READINGS[1].document.iri)
    store.oxigraph.add(ox.Quad(ox.BlankNode(), ox.NamedNode(GK + "p"), ox.BlankNode(), graph))
    with pytest.raises(StoreError, match="blank nodes were written past graphkit"):
        store.remove("raid")


def test_the_seeds_are_there(store: Store) -> None:
    graphs = {graph.value for graph in store.oxigraph.named_graphs()}
    assert {SEEDS + "countries", SEEDS + "offices"} <= graphs


def test_a_reader_that_stops_does_not_block_the_next_writer(store: Store) -> None:
    next(store.claims())
    next(store.documents())
    store.add(READINGS)


def test_an_error_while_reading_leaves_whole_documents(opener: Opener) -> None:
    def readings() -> Iterator[Reading]:
        yield READINGS[0]
        raise KeyError

    with opener() as store:
        with pytest.raises(KeyError):
            store.add(readings())
        assert list(store.documents()) in ([], [READINGS[0].document])


def test_a_store_that_is_closed_says_so() -> None:
    store = Store.open()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.counts()


def test_a_folder_keeps_its_claims(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kept") as store:
        store.add(READINGS)
        before = dumped(store)
    with Store.open(tmp_path / "kept", create=False) as store:
        assert dumped(store) == before
        assert list(store.claims()) == [one for read in READINGS for one in read.claims]


def test_after_much_was_written_the_store_is_put_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {}
    monkeypatch.setattr(change, "BULK", 1)  # each batch makes files of its own
    for large in (10**9, 1):
        monkeypatch.setattr(manifest, "LARGE", large)
        with Store.open(tmp_path / str(large)) as store:
            for one in READINGS:
                store.add([one])
            before = dumped(store)
        with Store.open(tmp_path / str(large), read_only=True) as store:
            assert dumped(store) == before
        files[large] = len(list((tmp_path / str(large)).rglob("*.sst")))
    assert files[1] < files[10**9]


def test_a_store_of_older_seeds_is_brought_up_to_date(tmp_path: Path) -> None:
    home = tmp_path / "kept"
    with Store.open(home) as store:
        store.add(READINGS)
        before = dumped(store)
        for update in (
            f"CLEAR GRAPH <{SEEDS}countries>",
            f"INSERT DATA {{ GRAPH <{SEEDS}gone> {{ <a:a> <a:b> <a:c> }} }}",
        ):
            store.oxigraph.update(update)
    manifest = json.loads((home / "manifest.json").read_text("utf-8"))
    (home / "manifest.json").write_text(json.dumps(manifest | {"ontology": "old"}), "utf-8")
    with Store.open(home) as store:
        assert dumped(store) == before


def test_read_only_refuses_every_change(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kept") as store:
        store.add(READINGS)
    changes: list[Callable[[Store], None]] = [
        lambda store: store.add([reading("new", claim("A", "meets", "B"))]),
        lambda store: store.remove("raid"),
        lambda store: store.derive_facts(),
    ]
    with Store.open(tmp_path / "kept", read_only=True) as store:
        assert store.counts().documents == 2
        for change in changes:
            with pytest.raises(StoreError, match="read only"):
                change(store)


def test_many_read_at_once_but_nobody_beside_a_writer(tmp_path: Path) -> None:
    home = tmp_path / "kept"
    Store.open(home).close()
    with Store.open(home, read_only=True) as one, Store.open(home, read_only=True) as other:
        assert one.counts() == other.counts()
        with pytest.raises(StoreError, match="in use"):
            Store.open(home)
    with Store.open(home), pytest.raises(StoreError, match="in use"):
        Store.open(home, read_only=True)
    Store.open(home).close()


def python(code: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, beside the test's factories."""
    path = os.pathsep.join(filter(None, [str(Path(__file__).parent), *sys.path]))
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONPATH": path} | environment,
    )


@pytest.mark.parametrize("mode", ["", "read_only=True"])
def test_a_second_process_is_told_that_the_store_is_in_use(tmp_path: Path, mode: str) -> None:
    code = f"""
import sys
from graphkit.errors import StoreError
from graphkit.store import Store
try:
    Store.open(sys.argv[1], {mode})
except StoreError as exc:
    print(exc)
"""
    with Store.open(tmp_path / "kept"):
        done = python(code, tmp_path / "kept")
    assert done.stderr == ""
    assert "in use by another process" in done.stdout
    assert done.stdout.count("\n") == 1


def test_two_runs_with_different_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    code = """
import sys
from factories import claim, reading
from graphkit.store import Store
with Store.open(sys.argv[1]) as store:
    for n in range(9):
        meetings = (claim(f"P{k}", "meets", f"Q{n}", start=k) for k in range(9))
        store.add([reading(f"d{n}", *meetings)])
    store.add([reading("d3", claim("P1", "skips", "summit:Event"))])
    store.remove("d4")
    store.dump(sys.stdout)
"""
    runs = [python(code, tmp_path / seed, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr
    assert runs[0].stdout == runs[1].stdout
    assert "doc/d8" in runs[0].stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a store that has been flushed to files."""
    with Store.open(tmp_path / "kept") as store:
        store.add(READINGS)
        store.oxigraph.optimize()
    return tmp_path / "kept"


def spoil(home: Path, pattern: str, content: bytes | None) -> None:
    paths = list(home.glob(pattern))
    assert paths
    for path in paths:
        path.unlink() if content is None else path.write_bytes(content)


@pytest.mark.parametrize(
    ("pattern", "content"),
    [
        ("oxigraph/CURRENT", b"garbage"),
        ("oxigraph/MANIFEST*", b"x" * 100),
        ("oxigraph/*.sst", b"x" * 100),
        ("oxigraph/*.sst", None),
        ("manifest.json", b"{"),
        ("manifest.json", b"[]"),
        ("manifest.json", b"\xff"),
        ("manifest.json", b'{"format": 99}'),
    ],
)
def test_a_damaged_folder_is_one_clear_error(
    home: Path, pattern: str, content: bytes | None
) -> None:
    spoil(home, pattern, content)
    with pytest.raises(StoreError, match=r"damaged|another format") as caught:
        Store.open(home)
    assert "\n" not in str(caught.value)
    assert str(home) in str(caught.value)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", "utf-8")
    with pytest.raises(StoreError, match="holds other files"):
        Store.open(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_creation_that_was_interrupted_is_taken_up(home: Path) -> None:
    (home / "manifest.json").unlink()
    with Store.open(home) as store:
        assert store.counts().documents == 2


@pytest.mark.parametrize("mode", [{"create": False}, {"read_only": True}])
def test_a_missing_store_is_not_made_by_looking(tmp_path: Path, mode: dict[str, bool]) -> None:
    with pytest.raises(StoreError, match="no store here"):
        Store.open(tmp_path / "nowhere", **mode)
    assert not (tmp_path / "nowhere").exists()


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(StoreError, match="not a folder"):
        Store.open(tmp_path / "file")
    with pytest.raises(StoreError):
        Store.open(tmp_path / "file" / "below")
