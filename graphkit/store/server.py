"""A SPARQL 1.1 server by URL, with those methods of `pyoxigraph.Store` that graphkit calls.

Queries and updates are sent as forms, which every server takes (Virtuoso 7.2.5 hangs on a direct
POST of a query), and tables come back as XML, in which all servers write literals as they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graphkit.claims import BASE
from graphkit.errors import StoreError
from graphkit.store.bound import bound, makes_triples

if TYPE_CHECKING:
    import httpx
    from rdflib import Dataset

USER, PASSWORD = "GRAPHKIT_STORE_USER", "GRAPHKIT_STORE_PASSWORD"
STATE = ox.NamedNode(BASE + "store")  # the graph that says what a server's store was made from
TIMEOUT = "GRAPHKIT_STORE_TIMEOUT"
SECONDS = 60.0  # how long an answer may take unless TIMEOUT says otherwise
_UPDATES_AT = {"/query": "/update", "/statements": "/statements"}  # elsewhere it is one address
_TABLE, _TRIPLES = "application/sparql-results+xml", "application/n-triples"
_ASKED = ox.Variable("__ASK_RETVAL")  # how Virtuoso answers an ASK in XML

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_OURS = f'FILTER (STRSTARTS(STR(?g), "{BASE}"))'  # what else a server keeps is none of graphkit's


class Server:
    """Where queries and updates go.

    Args:
        url: Address of the queries; of Oxigraph and Fuseki, which have one of updates beside it,
            the one that ends in `/query`, and of RDF4J and GraphDB the repository's.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        with self._errors():
            import httpx

            parts = httpx.URL(self.url)
            if parts.userinfo:
                text = f"credentials belong into {USER} and {PASSWORD}, not into the address"
                raise StoreError(text, location=parts.copy_with(userinfo=b""))
        if parts.path in {"", "/"}:
            self.url += "/query"
        self._updates = _address_of_updates(self.url)
        self._seconds = _seconds()

    @cached_property
    def _http(self) -> httpx.Client:
        import httpx

        return httpx.Client(timeout=self._seconds)

    def dataset(self) -> Dataset:
        """Return the server as rdflib has it, which logs in by Basic authentication alone."""
        from rdflib import Dataset
        from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore

        user = os.environ.get(USER)
        login = (user, os.environ.get(PASSWORD, "")) if user is not None else None
        union = {"union-default-graph": "true"}
        store = SPARQLUpdateStore(
            self.url, self._updates, method="POST_FORM", auth=login, params=union
        )
        return Dataset(store, default_union=True)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def query(
        self,
        text: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = True,
        substitutions: Mapping[ox.Variable, Term] | None = None,
        timeout: float | None = None,
    ) -> Answer:
        """Answer a query.

        Args:
            text: SPARQL.
            prefixes: Known without a PREFIX line.
            use_default_graph_as_union: Ask all graphs where the query names none.
            substitutions: Values of variables.
            timeout: Seconds, where they are not to be those of the environment.

        Raises:
            SyntaxError: The server does not understand the query.
            StoreError: It cannot be reached, refuses, or takes too long.
        """
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        form = {"query": head + bound(text, substitutions or {})}
        if use_default_graph_as_union:
            form["union-default-graph"] = "true"  # Oxigraph needs to be told; others do not mind
        accept = _TRIPLES if makes_triples(text) else _TABLE
        answer = self._sent(self.url, form, accept, timeout)
        try:
            return _parsed(answer)
        except (SyntaxError, ValueError) as exc:
            raise StoreError(f"no answer in SPARQL's formats: {exc}", location=self.url) from exc

    def rows(self, text: str) -> Iterator[tuple[Term | None, ...]]:
        """Yield the rows of a SELECT."""
        found = self.query(text)
        if isinstance(found, ox.QuerySolutions):
            yield from map(tuple, found)

    def quads_for_pattern(
        self,
        subject: ox.NamedNode | ox.BlankNode | ox.Triple | None,
        predicate: ox.NamedNode | None,
        object: Term | None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the quads of named graphs that fit; None fits all."""
        given = (subject, predicate, object, graph_name)
        s, p, o, g = (
            str(term) if term is not None else name
            for term, name in zip(given, ("?s", "?p", "?o", "?g"), strict=True)
        )
        ours = _OURS if graph_name is None else ""
        text = f"SELECT * WHERE {{ GRAPH {g} {{ {s} {p} {o} }} {ours} }}"
        if None not in given:
            text = f"SELECT ({s} AS ?s) WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}"
        found = self.query(text)
        if isinstance(found, ox.QuerySolutions):
            names = [variable.value for variable in found.variables]
            for row in found:
                at = dict(zip(names, row, strict=True))
                yield ox.Quad(
                    subject if subject is not None else at["s"],
                    predicate if predicate is not None else at["p"],
                    object if object is not None else at["o"],
                    graph_name if graph_name is not None else at["g"],
                )

    def named_graphs(self) -> Iterator[ox.NamedNode]:
        """Yield the names of graphkit's graphs."""
        text = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}"
        for (name,) in self.rows(text):
            if isinstance(name, ox.NamedNode):
                yield name

    def update(self, text: str) -> None:
        """Carry out an update.

        Raises:
            StoreError: It cannot be reached, refuses, or takes too long.
        """
        try:
            self._sent(self._updates, {"update": text}, "*/*")
        except SyntaxError as exc:
            raise StoreError(f"the server refuses an update: {exc}", location=self.url) from exc

    def _sent(
        self, url: str, form: Mapping[str, str], accept: str, timeout: float | None = None
    ) -> httpx.Response:
        with self._errors():
            seconds = self._seconds if timeout is None else timeout
            answer = self._http.post(url, data=form, headers={"Accept": accept}, timeout=seconds)
            login = _login(answer.headers.get("www-authenticate", ""))
            if answer.status_code == 401 and login and self._http.auth is None:
                self._http.auth = login
                return self._sent(url, form, accept, timeout)
            self._check(answer)
        return answer

    def _check(self, answer: httpx.Response) -> None:
        reason = next(iter(answer.text.strip().splitlines()), "")[:300] or answer.reason_phrase
        match answer.status_code:
            case 401 | 403:
                text = f"the server refuses access; {USER} and {PASSWORD} say who is asking"
                raise StoreError(text, location=self.url)
            case 400:
                raise SyntaxError(reason)
            case code if code >= 300:
                raise StoreError(f"the server answers {code}: {reason}", location=self.url)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        import httpx

        try:
            yield
        except httpx.TimeoutException as exc:
            text = f"no answer within {self._seconds:g} seconds; {TIMEOUT} allows more"
            raise StoreError(text, location=self.url) from exc
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            raise StoreError(f"cannot be reached: {exc}", location=self.url) from exc


def _address_of_updates(url: str) -> str:
    for ending, other in _UPDATES_AT.items():
        if url.endswith(ending):
            return url.removesuffix(ending) + other
    repository = "/repositories/" in url  # as RDF4J and GraphDB have them
    return f"{url}/statements" if repository else url


def _seconds() -> float:
    try:
        return float(os.environ.get(TIMEOUT, SECONDS))
    except ValueError as exc:
        raise StoreError(f"{TIMEOUT} is to be a number of seconds") from exc


def _login(challenge: str) -> httpx.Auth | None:
    """Return who is asking, in the way that the server wants to hear it."""
    import httpx

    user, password = os.environ.get(USER), os.environ.get(PASSWORD, "")
    if user is None:
        return None
    kind = httpx.DigestAuth if challenge.lower().startswith("digest") else httpx.BasicAuth
    return kind(user, password)


def _parsed(answer: httpx.Response) -> Answer:
    if "n-triples" in answer.headers.get("content-type", ""):
        constructed = ox.Store()
        constructed.load(answer.content, format=ox.RdfFormat.N_TRIPLES)
        return constructed.query("CONSTRUCT WHERE { ?s ?p ?o }")
    found = ox.parse_query_results(answer.content, ox.QueryResultsFormat.XML)
    if isinstance(found, ox.QuerySolutions) and found.variables == [_ASKED]:
        row = next(found, None)  # none at all means no
        said = b"true" if row and row[0] != ox.Literal(0) else b"false"
        return ox.parse_query_results(b'{"boolean": %s}' % said, ox.QueryResultsFormat.JSON)
    return found


Quads = ox.Store | Server  # whatever keeps quads
