"""What can go wrong with a server, and how values get into the queries that are sent to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import StoreError
from graphkit.store import Store
from graphkit.store.bound import bound, makes_triples
from graphkit.store.server import Server

Values = dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
Answer = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], str]]:
    """Serve one answer to everything, on loopback."""
    running: list[ThreadingHTTPServer] = []

    def start(answer: Answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/sparql"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def says(code: int, body: str = "", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return answer


def failure(url: str, **options: bool) -> str:
    with pytest.raises(StoreError) as caught:
        Store.open(url, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_server_that_is_not_there() -> None:
    assert "cannot be reached" in failure("http://127.0.0.1:9/sparql")
    assert "cannot be reached" in failure("http://[nonsense/sparql")


def test_refused_credentials_name_what_to_set(
    serve: Callable[[Answer], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = serve(says(401, WWW_Authenticate='Basic realm="x"'))
    assert "GRAPHKIT_STORE_USER" in failure(url)
    monkeypatch.setenv("GRAPHKIT_STORE_USER", "somebody")
    monkeypatch.setenv("GRAPHKIT_STORE_PASSWORD", "hush-hush")
    said = failure(url)
    assert "refuses access" in said
    assert "hush-hush" not in said


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    said = failure("http://me:hush-hush@127.0.0.1:9/sparql")
    assert "GRAPHKIT_STORE_PASSWORD" in said
    assert "hush-hush" not in said


def test_a_server_that_takes_too_long(
    serve: Callable[[Answer], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHKIT_STORE_TIMEOUT", "0.2")
    assert "0.2 seconds" in failure(serve(lambda _: time.sleep(1)))
    monkeypatch.setenv("GRAPHKIT_STORE_TIMEOUT", "soon")
    assert "number of seconds" in failure("http://127.0.0.1:9/sparql")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says(500, "out of memory\nat line 7"), "500: out of memory"),
        (says(200, "<html>hello</html>"), "no answer in SPARQL"),
        (says(302, Location="http://127.0.0.1:9/"), "302"),
    ],
)
def test_what_is_no_sparql_server(
    serve: Callable[[Answer], str], answer: Answer, said: str
) -> None:
    assert said in failure(serve(answer))


EMPTY = '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><results/></sparql>'


def test_an_empty_server_is_no_store_to_look_at(serve: Callable[[Answer], str]) -> None:
    url = serve(says(200, EMPTY, Content_Type="application/sparql-results+xml"))
    assert "no store here" in failure(url, create=False)
    assert "no store here" in failure(url, read_only=True)


@pytest.mark.parametrize(
    ("url", "updates"),
    [
        ("http://a.example:7878", "http://a.example:7878/update"),
        ("http://a.example/ds/query", "http://a.example/ds/update"),
        ("http://a.example/repositories/news", "http://a.example/repositories/news/statements"),
        ("http://a.example/sparql", "http://a.example/sparql"),
    ],
)
def test_updates_go_where_the_make_of_server_takes_them(url: str, updates: str) -> None:
    assert Server(url)._updates == updates


PEOPLE = """
PREFIX ex: <http://ex.example/#>
SELECT ?who ?name ?wanted # not here: { ?who
WHERE {
  ?who ex:name ?name FILTER (COALESCE(?wanted = ?name, true) && ?name != "{ ?wanted")
  OPTIONAL { ?who ex:knows ?other } MINUS { ?who ex:left ?wanted }
  { SELECT ?who (COUNT(?x) AS ?n) WHERE { ?who ex:name ?x } GROUP BY ?who }
}
"""


def people() -> ox.Store:
    store = ox.Store()
    name = ox.NamedNode("http://ex.example/#name")
    for number, text in enumerate(("Ann", 'B"}', "Zoë\n")):
        store.add(ox.Quad(ox.NamedNode(f"http://ex.example/{number}"), name, ox.Literal(text)))
    return store


def rows(query: str, values: Values) -> list[str]:
    found = people().query(query, substitutions=values)
    assert isinstance(found, ox.QuerySolutions)
    return [" ".join(map(str, list(row)[:2])) for row in found]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12))
def test_a_bound_value_is_a_term_whatever_is_in_it(text: str) -> None:
    values: Values = {ox.Variable("wanted"): ox.Literal(text)}
    assert rows(bound(PEOPLE, values), {}) == rows(PEOPLE, values)


def test_every_group_that_speaks_of_a_variable_gets_its_value() -> None:
    value: Values = {ox.Variable("who"): ox.NamedNode("http://ex.example/0")}
    given = bound(PEOPLE, value)
    assert given.count("VALUES ?who") == 4
    assert len(rows(given, {})) == 1
    assert bound("CONSTRUCT { ?who a ?x } WHERE { ?who a ?x }", value).count("VALUES") == 1
    assert bound("SELECT * { ?x a ?y } }", value) == "SELECT * { ?x a ?y } }"


def test_the_form_of_a_query_is_its_first_keyword() -> None:
    assert makes_triples("# SELECT\nPREFIX ask: <urn:select> CONSTRUCT WHERE { ?s ?p ?o }")
    assert not makes_triples("SELECT ?construct { ?construct ?p 'DESCRIBE' }")
    assert not makes_triples("ASK {}")
