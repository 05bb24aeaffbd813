"""One contract over every kind of store: memory, a folder, and two servers of different make."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
import servers
from factories import claim, document, reading, unnamed

from graphkit.api import Store
from graphkit.claims import GK, KB, Entity, Reading
from graphkit.errors import StoreError
from graphkit.query import named
from graphkit.store import batches, remote
from graphkit.validate import validate

Opener = Callable[[], Store]
SUMMIT = "Harbour summit:Event"
READINGS = [
    reading(
        document("absence", source='Harbour "Wire"', url="https://example.org/absence"),
        claim("Brandt", "skips", SUMMIT, modality="planned", attributed_to=unnamed("an official")),
        claim("Brandt", "meets", "Lind", start=60, time="2025-05", place="Oslo:Place"),
    ),
    reading(
        "raid",
        claim("Brandt", "meets", "Lind", text='“Back\\slash,\n} "quoted" and 🚢 tab\t”'),
        claim("Lind", "attends", SUMMIT, start=90, confidence=0.5, core=False),
    ),
]
OURS = f'FILTER (STRSTARTS(STR(?s), "{KB}") && ?o IN ("Brandt", "BRANDT", "Lind", "Oslo"))'
FACT = f"ASK {{ GRAPH <{GK}facts> {{ <{KB}Brandt> <{GK}meets> <{KB}Lind> }} }}"


@pytest.fixture(scope="session")
def oxigraph_url() -> Iterator[str]:
    program = servers.oxigraph()
    if program is None:
        pytest.skip("no `oxigraph` program: `make setup` installs it")
    with servers.serving_oxigraph(program) as url:
        yield url


@pytest.fixture(scope="session")
def virtuoso_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = servers.virtuoso()
    if program is None:
        pytest.skip("no `virtuoso-t` program: `make setup-servers` installs it on Debian")
    with servers.serving_virtuoso(program, tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture(params=["memory", "disk", "oxigraph", "virtuoso"])
def opener(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Opener:
    """Open stores of one kind without documents: new ones, or a server's one, emptied."""
    numbers = count()
    monkeypatch.setenv("GRAPHKIT_STORE_USER", "dba")
    monkeypatch.setenv("GRAPHKIT_STORE_PASSWORD", "dba")

    def fresh() -> Store:
        if request.param == "memory":
            return Store.open()
        if request.param == "disk":
            return Store.open(tmp_path / str(next(numbers)))
        store = Store.open(request.getfixturevalue(f"{request.param}_url"))
        for known in list(store.documents()):
            store.remove(known.id)
        return store

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


def kept(store: Store) -> list[str]:
    """Return what documents leave in a store: their graphs, the facts, the names of entities."""
    names = f"SELECT ?s ?o WHERE {{ GRAPH gk:names {{ ?s skos:prefLabel ?o }} {OURS} }}"
    facts = "SELECT ?s ?p ?o WHERE { GRAPH gk:facts { ?s ?p ?o } }"
    rows = [str(row) for text in (names, facts) for row in store.query(text)]
    return [*store.serialize("nquads").splitlines(), *sorted(rows)]


def expected(*readings: Reading) -> list[str]:
    """Return what these readings leave in a store in memory: it is the same in all kinds."""
    with Store.open() as store:
        store.add(readings)
        return kept(store)


def test_what_goes_in_comes_out(store: Store) -> None:
    assert list(store.documents()) == [read.document for read in READINGS]
    assert list(store.claims()) == [one for read in READINGS for one in read.claims]
    assert str(store.counts()) == "2 documents, 4 claims, 5 entities, 2 facts"
    with Store.open() as memory:
        memory.add(READINGS)
        assert dumped(store) == dumped(memory)


def test_claims_are_picked_by_document_entities_and_id(store: Store) -> None:
    planned, met = READINGS[0].claims
    assert list(store.claims("absence")) == [planned, met]
    assert list(store.claims("nothing")) == []
    assert list(store.claims(about=[KB + "Brandt", KB + "Lind"])) == [met, READINGS[1].claims[0]]
    assert list(store.claims("raid", about=[KB + "Lind"])) == list(READINGS[1].claims)
    assert list(store.claims(id=planned.id)) == [planned]
    with pytest.raises(StoreError, match="not an IRI"):
        list(store.claims(id="no iri"))


def test_a_document_added_again_is_replaced(store: Store) -> None:
    store.add(READINGS)
    assert list(store.claims()) == [one for read in READINGS for one in read.claims]
    changed = reading("raid", claim("Lind", "skips", SUMMIT))
    store.add([changed])
    assert kept(store) == expected(READINGS[0], changed)
    store.derive_facts()
    assert kept(store) == expected(READINGS[0], changed)


def test_of_one_document_twice_in_a_batch_the_later_counts(opener: Opener) -> None:
    with opener() as store:
        store.add([reading("raid", claim("A", "meets", "B")), READINGS[1]])
        assert list(store.claims()) == list(READINGS[1].claims)


def test_a_fact_stays_while_any_document_states_it(store: Store) -> None:
    assert store.query(FACT)
    store.remove("raid")
    assert store.query(FACT)
    assert kept(store) == expected(READINGS[0])
    store.remove("absence")
    assert not store.query(FACT)
    assert kept(store) == expected()
    with pytest.raises(StoreError, match="no document 'raid'"):
        store.remove("raid")


def test_small_batches_and_small_requests_give_the_same(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "SIZE", 1)
    monkeypatch.setattr(remote, "REQUEST", 30)
    with opener() as store:
        store.add(iter(READINGS))
        store.add([READINGS[1]])
        assert kept(store) == expected(*READINGS)


def test_a_dump_loads_into_an_equal_store(opener: Opener, tmp_path: Path) -> None:
    file = tmp_path / "store.nq"
    with Store.open() as memory:
        memory.add(READINGS)
        file.write_text(memory.serialize("nquads"), "utf-8")
    with opener() as store:
        for _ in range(2):
            store.load(file)
            assert list(store.claims()) == [one for read in READINGS for one in read.claims]
        assert kept(store) == expected(*READINGS)


def test_a_file_may_have_its_quads_in_any_order(tmp_path: Path) -> None:
    file = tmp_path / "store.nq"
    with Store.open() as store, Store.open() as other:
        store.add(READINGS)
        lines = store.serialize("nquads").splitlines(keepends=True)
        file.write_text("".join([*lines[::2], *lines[1::2], *lines[:3]]), "utf-8")
        other.load(file)
        assert kept(other) == kept(store)


def closure_of(store: Store) -> set[tuple[str, ...]]:
    text = """SELECT ?s ?p ?o WHERE { GRAPH gk:closure { ?s ?p ?o FILTER (?s != gk:closure) } }"""
    found = store.query(text)
    return {tuple(str(term).rpartition("/")[2].split("#")[-1] for term in row) for row in found}


WAR = {("A", "fights", "B"), ("B", "fights", "A"), ("A", "attacks", "B"), ("B", "attacks", "A")}
RAID = {("A", "attacks", "B")}
JOINED = {("A", "memberOf", "C"), ("C", "hasMember", "A")}


def test_the_closure_is_kept_beside_the_facts_for_those_who_ask(opener: Opener) -> None:
    war = reading("war", claim("A", "fights", "B"), claim("A", "memberOf", "C:Organization"))
    plan = reading("plan", claim("B", "memberOf", "C:Organization", modality="planned"))
    with opener() as store:
        store.add([war, plan])
        facts = kept(store)
        assert closure_of(store) == set()
        store.keep_closure()
        assert closure_of(store) == WAR | JOINED
        assert kept(store) == facts  # the facts are those that are stated
        store.keep_closure(False)
        assert closure_of(store) == set()
        assert dumped(store).count("closure>") == 0


def test_the_closure_follows_the_documents(opener: Opener) -> None:
    with opener() as store:
        store.keep_closure()
        store.add([reading("raid", claim("A", "attacks", "B"))])
        assert closure_of(store) == RAID
        store.add([reading("war", claim("A", "fights", "B"))])
        store.add([reading("again", claim("A", "fights", "B"))])
        assert closure_of(store) == WAR
        store.derive_facts()
        assert closure_of(store) == WAR
        store.remove("war")
        assert closure_of(store) == WAR
        store.remove("again")
        assert closure_of(store) == RAID
        store.remove("raid")
        assert closure_of(store) == set()
        store.keep_closure(False)


def test_the_order_of_documents_does_not_matter_to_a_name(opener: Opener) -> None:
    one = reading("a", claim("Brandt", "meets", "Lind"))
    loud = Entity(KB + "Brandt", "BRANDT", "Person", "BRANDT")
    other = reading("b", claim(loud, "meets", "Lind"))
    with opener() as store:
        store.add([other])
        store.add([one])
        assert kept(store) == expected(one, other)
        store.remove("b")
        assert kept(store) == expected(one)


@pytest.mark.parametrize("opener", ["memory", "disk", "oxigraph"], indirect=True)
def test_rdflib_sees_the_union_with_our_prefixes(store: Store) -> None:
    rows = list(store.dataset.query("SELECT ?c WHERE { ?c rdf:predicate gk:skips }"))
    assert len(rows) == 1


def test_questions_of_every_form_are_answered(store: Store) -> None:
    assert [row[:2] for row in store.query("skips", {"actor": "brandt"})] == [
        ("Brandt", "Harbour summit")
    ]
    assert not store.query("skips", {"actor": "Lind"})
    assert store.query("SELECT ?c WHERE { ?c a gk:Claim ; gk:core false }").rows == [
        (READINGS[1].claims[1].id,)
    ]
    made = store.query("CONSTRUCT { ?s gk:seen true } WHERE { ?s a gk:Document }")
    assert len(made.triples or ()) == 2
    assert len(store.query("SELECT ?c WHERE { ?c a gk:Claim }", limit=3)) == 3


ASKED: list[tuple[str, dict[str, object]]] = [
    ("contradictions", {}),
    ("contradictions", {"only": "opposed", "actor": "Brandt"}),
    ("corroboration", {"least": 2}),
    ("dyads", {"since": "2025-05-01"}),
    ("meetings", {"until": "2025-05-31"}),
    ("members", {"organization": "NATO", "day": "2003-01-01"}),
    ("office-holders", {"day": "2025-06-03", "body": "Norway"}),
    ("office-holders", {"day": "2025-06-03", "holder": "Brandt"}),
    ("opposed", {"event": "Harbour summit"}),
    ("overdue-plans", {"day": "2025-06-20"}),
    ("paths", {"from": "Brandt", "to": "Lind"}),
    ("paths", {"from": "Brandt", "to": "Vesland"}),
    ("paths", {"from": "Vik", "to": "Vesland"}),
    ("representatives", {"actor": "Lind"}),
    ("roster", {"event": "Harbour summit"}),
    ("skips", {"since": "2025-06-01"}),
    ("timeline", {"actor": "Brandt"}),
    ("unnamed-sources", {}),
]
NEWS = [
    reading(
        document("wire", source="Harbour Wire", date="2025-06-03"),
        claim(
            *("Brandt", "skips", SUMMIT),
            time="2025-06-04",
            modality="planned",
            attributed_to=unnamed("a diplomat", doc="wire"),
        ),
        claim("Brandt", "holdsRole", "envoy:Role", start=10),
        claim("Lind", "standsInFor", "Brandt", start=30),
        claim("Lind", "represents", "Vesland:Country", start=40),
        claim("Brandt", "meets", "Lind", start=50, time="2025-05", plover="CONSULT"),
        claim("Vesland:Country", "memberOf", "NATO:Organization", start=60, time="2001"),
    ),
    reading(
        document("gazette", source="Coast Gazette", date="2025-06-10"),
        claim("Brandt", "attends", SUMMIT, time="2025-06-04"),
        claim("Brandt", "meets", "Lind", start=10, polarity="negated", attributed_to="Vik"),
        claim("Vik", "meets", "Brandt", start=20, place="Oslo:Place"),
        claim("Lind", "represents", "Vesland:Country", start=30),
    ),
]


def test_every_named_query_has_the_rows_that_it_has_in_memory(opener: Opener) -> None:
    assert {name for name, _ in ASKED} == set(named())
    with opener() as store, Store.open() as memory:
        store.add(NEWS)
        memory.add(NEWS)
        for name, given in ASKED:
            rows = store.query(name, given).rows
            assert rows
            assert rows == memory.query(name, given).rows, name


def test_explanations_networks_and_shapes_are_the_same(store: Store) -> None:
    assert store.explain("Brandt", "Lind") == [READINGS[0].claims[1], READINGS[1].claims[0]]
    assert len(store.network().claims) == 3
    assert validate(store) == []
    assert store.serialize("trig").count("a gk:Claim") == 4
