"""Nothing that a user or a file sends reaches another machine or file, or harms the caller."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import factories
import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, parse
from pyoxigraph import Store as OxigraphStore

from graphkit.claims import BASE, slug
from graphkit.errors import OntologyError, QueryError, StoreError
from graphkit.ontology import load
from graphkit.query import Session, named, query
from graphkit.query.gate import check, plain
from graphkit.store import Store
from graphkit.validate import check as check_ontology

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c"
CLAIMS = "SELECT ?c { ?c a gk:Claim }"


class Listener(BaseHTTPRequestHandler):
    hits = 0

    def do_GET(self) -> None:
        type(self).hits += 1
        self.send_error(404)

    do_POST = do_GET  # noqa: N815  # the name that http.server looks for

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def canary(address: str, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give a web address and a file that must not be looked at; it is no file but a pipe."""
    pipe = tmp_path / "canary.nt"
    os.mkfifo(pipe)  # whoever opens it to read waits for a writer, and is found waiting
    Listener.hits = 0
    yield address, pipe.as_uri()
    assert Listener.hits == 0
    with pytest.raises(OSError, match="No such device"):  # nobody has it open
        os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open() as store:
        store.add([factories.reading("wire", factories.claim("Ada Berg", "meets", "Bo Lind"))])
        yield store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    home = str(tmp_path_factory.mktemp("safety") / "store")
    with Store.open(home) as target:
        target.add([factories.reading("wire", factories.claim("Ada Berg", "meets", "Bo Lind"))])
    return home


SERVICES = [
    "SELECT * {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\u0053ERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERV\\U00000049CE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p ?o #\r SERVICE <{}> {{ ?s ?p ?o }}\r }}",
    "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?s ?p ?o FILTER (?o IN (1, EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }})) }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{}> {{ ?s ?p ?o }} }} }} }}",
    "SELECT * {{ BIND (<{}> AS ?a) SERVICE ?a {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER (?x = 'a\\u0022') SERVICE <{}> {{ ?s ?p ?o }} FILTER (?y='\\u0022') }}",
    "SELECT * {{ FILTER (?x = 'a\\\\u0027') SERVICE <{}> {{ ?s ?p ?o }} FILTER (?y='u0027') }}",
    "SELECT * {{ ?s ?p '''\\u0027''' SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 'a' . # '\n SERVICE <{}> {{ ?s ?p ?o }} # '\n }}",
    "ASK {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ LATERAL {{ SERVICE <{}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{}} ORDER BY EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }}",
    "SELECT * {{}} GROUP BY (EXISTS {{ SERVICE <{}> {{ ?s ?p ?o }} }} AS ?x)",
]
PLACES = [
    "SELECT * FROM <{}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROM # here\n <{}> {{ ?s ?p ?o }}",
    "PREFIX x: <{}> ASK FROM x: {{ ?s ?p ?o }}",
    "BASE <{}> ASK FROM <> {{ ?s ?p ?o }}",
    "# title: a\n# FROM <{}>\nSELECT*FROM<{}>{{ ?s ?p ?o }}",
    "DESCRIBE ?s FROM <{}> {{ ?s ?p ?o }}",
    "CONSTRUCT FROM <{}> WHERE {{ ?s ?p ?o }}",
    "LOAD <{}>",
    "LOAD SILENT <{}> INTO GRAPH <a:a>",
    "SELECT * {{ ?s ?p ?o }} ; LOAD <{}>",
]


@pytest.mark.parametrize("form", [*SERVICES, *PLACES])
def test_no_query_reaches_another_machine_or_a_file(
    store: Store, canary: tuple[str, str], form: str
) -> None:
    for place in canary:
        with pytest.raises(QueryError):
            query(store, form.format(place, place), timeout=20)


def test_a_graph_by_name_is_only_looked_up(store: Store, canary: tuple[str, str]) -> None:
    for place in canary:
        assert not query(store, f"SELECT * {{ GRAPH <{place}> {{ ?s ?p ?o }} }}").rows


def test_service_may_ask_a_host_that_is_allowed(store: Store, address: str) -> None:
    Listener.hits = 0
    text = SERVICES[1].format(address)
    with pytest.raises(QueryError, match=r"--allow-service 127\.0\.0\.1 would"):
        query(store, text, allow_service=["localhost"])
    with pytest.raises(QueryError, match=r"no other machine$"):
        query(store, SERVICES[8].format(address), allow_service=["127.0.0.1"])  # a variable
    assert Listener.hits == 0
    query(store, text, allow_service=["127.0.0.1"])
    assert Listener.hits == 1


def test_from_picks_graphs_of_the_store(store: Store) -> None:
    of = "SELECT ?c FROM <https://w3id.org/graphkit/doc/wire> { ?c a gk:Claim }"
    named_graph = of.replace("FROM", "FROM NAMED").replace("{", "{ GRAPH ?g {") + "}"
    assert len(query(store, of)) == len(query(store, named_graph)) == 1
    assert len(query(store, of.replace("doc/", "\\u0064oc/"))) == 1
    assert len(query(store, "SELECT ?from { ?from a gk:Claim } # not FROM <x:y>")) == 1


def test_the_gate_is_no_hindrance_to_words(store: Store) -> None:
    text = "SELECT * { ?service rdfs:label 'secret SERVICE' ; rdfs:comment 'from <a:b>' } # SERVICE"
    assert query(store, text).rows == []
    one_string = "SELECT * { ?s rdfs:label 'a\\u0027 SERVICE <a:b> { ?s ?p ?o } \\u0027' }"
    assert query(store, one_string).rows == []


@pytest.mark.parametrize(
    ("escaped", "meant"),
    [
        (r"'\u0041\U00000042'", "'AB'"),
        (r"'\\u0041'", r"'\\u0041'"),
        (r"'\\\u0041'", r"'\\A'"),
        (r"'a\u0027\u0022\u005C\u000A'", r"'a\'\"\\\n'"),
        (r"'\t\n'", r"'\t\n'"),
    ],
)
def test_escapes_are_resolved_and_end_no_string(store: Store, escaped: str, meant: str) -> None:
    assert plain(escaped) == meant
    raw = store.oxigraph.query(f"SELECT ({escaped} AS ?x) {{}}")
    assert isinstance(raw, QuerySolutions)
    assert [tuple(row) for row in raw] == [*query(store, f"SELECT ({escaped} AS ?x) {{}}").terms]


@pytest.mark.parametrize("escape", [r"'\uD800'", r"'\U00110000'"])
def test_an_escape_of_no_character_is_refused(store: Store, escape: str) -> None:
    with pytest.raises(QueryError, match="no character"):
        query(store, f"SELECT ({escape} AS ?x) {{}}")


def test_the_gate_loads_rdflib_only_to_look_at_what_may_reach_out() -> None:
    texts = [question.text for question in named().values()]
    code = (
        "import sys\nfrom graphkit.query.gate import check\n"
        f"for text in {texts!r}: check(text, '', bool)\n"
        "print('rdflib' in sys.modules)\n"
        "check('ASK FROM <a:a> {}', '', bool)\n"
        "from rdflib.plugins import sparql\nprint(sparql.SPARQL_LOAD_GRAPHS)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_graph_of_elsewhere_is_named_in_the_error() -> None:
    assert check("ASK FROM <a:a> {}", "", {"a:a"}.__contains__).union is False
    with pytest.raises(QueryError, match="FROM names <a:b>, which is no graph"):
        check("ASK FROM <a:a> FROM NAMED <a:b> {}", "", {"a:a"}.__contains__)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR DEFAULT",
        "COPY <a:a> TO <a:b>",
        "CREATE GRAPH <a:a>",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(store: Store, update: str) -> None:
    before = len(store.oxigraph)
    with pytest.raises(QueryError):
        query(store, update)
    assert len(store.oxigraph) == before
    assert len(query(store, "SELECT ?c { ?c a gk:Claim }")) == 1


@pytest.mark.parametrize("bracket", ["{", "(", "["])
def test_nesting_that_would_crash_the_engine_is_refused(store: Store, bracket: str) -> None:
    with pytest.raises(QueryError, match="nested"):
        query(store, "SELECT * " + bracket * 5000)


@pytest.mark.parametrize(
    "text",
    [
        "ASK {" + "?s ?p ?o FILTER (" + "!" * 200_000 + " true) }",
        "ASK { ?s " + "^" * 200_000 + "<a:a> ?o }",
        "SELECT (" + "-" * 200_000 + "1 AS ?x) {}",
        "ASK { ?s ?p " + "<<( " * 20_000 + " }",
        "ASK { FROM " + "{ ?s ?p ?o } UNION " * 3_000 + "{ ?s ?p ?o } }",
        "ASK { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 20_000 + "}",
        "\ud800",
        "\x00",
    ],
)
def test_whatever_happens_to_the_engine_the_caller_lives(store: Store, text: str) -> None:
    with suppress(QueryError):
        query(store, text, timeout=20)
    assert query(store, "ASK { ?c a gk:Claim }")


@pytest.fixture(params=["memory", "writer", "reader", "session"])
def asked(request: pytest.FixtureRequest, folder: str, store: Store) -> Iterator[Store | Session]:
    match request.param:
        case "memory":
            yield store
        case "session":
            with Session.at(folder) as session:
                yield session
        case kind:
            with Store.open(folder, read_only=kind == "reader") as opened:
                yield opened


@pytest.mark.parametrize(
    ("text", "limits", "says"),
    [
        (RUNAWAY, {"timeout": 0.5}, r"took more than 0\.5 seconds"),
        (HUNGRY, {"memory": 150}, "needs more memory than 150 megabytes"),
    ],
)
def test_a_query_has_a_deadline_and_so_much_memory(
    asked: Store | Session, text: str, limits: dict[str, float], says: str
) -> None:
    def ask(text: str, **limits: object) -> object:
        if isinstance(asked, Session):
            return asked.ask(text, **limits)  # type: ignore[arg-type]  # limits of both types
        return query(asked, text, **limits)  # type: ignore[arg-type]

    with pytest.raises(QueryError, match=says):
        ask(text, **limits)
    assert ask("ASK { ?c a gk:Claim }")


def test_a_query_sees_what_was_changed_before_it(folder: str) -> None:
    with Store.open(folder) as store:
        assert len(query(store, CLAIMS)) == 1
        store.add([factories.reading("later", factories.claim("Ada Berg", "meets", "Cy Holm"))])
        assert len(query(store, CLAIMS)) == 2
        store.remove("later")
        assert len(query(store, CLAIMS)) == 1
        store.dataset.update("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> <a:c> } }")
        assert query(store, "ASK { <a:a> <a:b> <a:c> }")
        store.dataset.update("DROP GRAPH <a:g>")
        assert not query(store, "ASK { <a:a> <a:b> <a:c> }")


def test_nothing_is_left_behind(folder: str) -> None:
    left = Path(folder) / "snapshot-of-a-process-that-was-killed"
    left.mkdir()
    with Store.open(folder) as store:
        assert query(store, "ASK {}")
        assert not left.exists()
        assert len(list(Path(folder).glob("snapshot-*"))) == 1
    assert not list(Path(folder).glob("snapshot-*"))
    with Store.open(folder, read_only=True) as store:
        assert query(store, "ASK {}")
    Store.open(folder).close()  # nobody reads it any longer


def test_ctrl_c_works_at_once(folder: str) -> None:
    command = [sys.executable, "-m", "graphkit", "query", RUNAWAY, "--timeout", "0"]
    with subprocess.Popen(
        [*command, "--store", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        time.sleep(3)  # it has begun by then, or is still about to
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert (out, "Traceback" in err) == ("", False)
    Store.open(folder).close()  # the worker is gone as well


NESTED = "<<( <a:a> <a:b> " * 50_000 + "<a:c>" + " )>>" * 50_000
REMOTE = '{{"@context": "{}", "@graph": [{{"@id": "a:a", "b": "c"}}]}}'
ENTITY = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "{}">]><r>&e;</r>'


@pytest.mark.parametrize("text", [REMOTE, ENTITY, "@base <{0}> . <{0}> <{0}> <{0}> ."])
def test_files_that_are_loaded_reach_nothing(
    store: Store, canary: tuple[str, str], tmp_path: Path, text: str
) -> None:
    for place in canary:
        for ending in ("nq", "ttl", "jsonld", "rdf", "xml"):
            file = tmp_path / f"hostile.{ending}"
            file.write_text(text.format(place), "utf-8")
            with pytest.raises(StoreError, match="not readable as N-Quads"):
                store.load(file)


def test_n_quads_that_would_crash_the_parser_are_refused(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "deep.nq"
    file.write_text(f"<a:a> <a:b> {NESTED} <a:g> .\n", "utf-8")
    with pytest.raises(StoreError, match="nested too deeply"):
        store.load(file)


def test_turtle_that_would_crash_the_parser_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deep.ttl").write_text(f"<a:a> <a:b> {NESTED} .\n", "utf-8")
    with pytest.raises(OntologyError, match=r"deep\.ttl.*nested too deeply"):
        load(tmp_path)
    with pytest.raises(OntologyError, match=r"deep\.ttl.*nested too deeply"):
        check_ontology(tmp_path)


LABELS = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30),
    st.sampled_from([each for each in HOSTILE if "\ud800" not in each]),
)


@settings(max_examples=40)
@given(st.lists(LABELS, min_size=1, max_size=20, unique=True))
def test_hostile_labels_come_back_as_they_are(labels: list[str]) -> None:
    names = [NamedNode(f"{BASE}kb/{slug(label)}-{n}") for n, label in enumerate(labels)]
    quads = [
        Quad(name, NamedNode(f"{BASE}label"), Literal(label), NamedNode(f"{BASE}g"))
        for name, label in zip(names, labels, strict=True)
    ]
    made = OxigraphStore()
    made.extend(quads)
    store = Store.over(made)
    found = query(store, f"SELECT ?s ?label {{ ?s <{BASE}label> ?label }}")
    expected = {(name.value, label) for name, label in zip(names, labels, strict=True)}
    assert set(found.rows) == expected
    bindings = json.loads(found.to_json())["results"]["bindings"]
    assert {(row["s"]["value"], row["label"]["value"]) for row in bindings} == expected
    built = query(store, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert built.triples is not None
    assert set(built.triples) == {quad.triple for quad in quads}
    asked = "# param: label text required A label.\nSELECT ?s ?label { ?s ?p ?label }"
    for name, label in zip(names[:3], labels[:3], strict=True):
        assert query(store, asked, {"label": label}).rows == [(name.value,)]
    for syntax in (RdfFormat.N_QUADS, RdfFormat.TRIG):
        written = made.dump(format=syntax) or b""
        assert set(parse(written, format=syntax)) == set(quads)
    store.close()
