"""What a store by URL does otherwise: it fetches what it looks at, and sends what it changes.

The parts of a server's graphs that a question or a change is about are fetched into a store in
memory, in which the rest of this room looks as it does in any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import BASE, GK
from graphkit.errors import StoreError
from graphkit.rdf import terms
from graphkit.store import closure
from graphkit.store.contents import node as _node
from graphkit.store.server import STATE, Server

T = TypeVar("T")
REQUEST = 2_000  # quads in one request; Virtuoso 7.2.5 runs out of memory at about 5,000
_GRAPHS = 20  # graphs that are fetched together
_NODES = 500  # nodes that are asked about together
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in rdf.PREFIXES.items())


def is_url(location: object) -> bool:
    """Tell whether a store is meant that a server keeps.

    Raises:
        StoreError: An address is given of a kind that no SPARQL server has.
    """
    scheme, separator, _ = str(location).partition("://")
    if not separator or "/" in scheme:
        return False
    if scheme.lower() not in {"http", "https"}:
        text = "a store is a folder, or the http:// or https:// address of a SPARQL server"
        raise StoreError(text, location=location)
    return True


def ground(server: Server) -> str | None:
    """Return the version of what the server's store starts from; None where there is no store."""
    found = server.quads_for_pattern(STATE, terms.gk("groundVersion"), None, STATE)
    return next((str(getattr(quad.object, "value", "")) for quad in found), None)


def lay(server: Server, quads: Iterable[ox.Quad], version: str) -> None:
    """Put in what a store starts from, and last of all say of which version it is."""
    for part in _parts(quads, REQUEST):
        server.update(_steps([], part, ()))
    note(server, version)


def note(server: Server, version: str) -> None:
    """Say what the store's ground was made from."""
    said = ox.Quad(STATE, terms.gk("groundVersion"), ox.Literal(version), STATE)
    server.update(_steps([f"DROP SILENT GRAPH {STATE}"], [said], ()))


def check_union(server: Server) -> None:
    """Check that queries see all graphs unless they name some.

    Raises:
        StoreError: They do not.
    """
    if not any(server.rows(f"SELECT ?o WHERE {{ {STATE} {terms.gk('groundVersion')} ?o }}")):
        text = "queries see the default graph alone; let the union of all graphs be the default"
        raise StoreError(f"{text} in the server's settings", location=server.url)


def documents(server: Server) -> ox.Store:
    """Fetch what is known of the documents themselves."""
    return _fetched(server, f"?s a {terms.DOCUMENT} ; ?p ?o")


def graphs(server: Server, iris: Iterable[str]) -> ox.Store:
    """Fetch whole graphs."""
    found = ox.Store()
    for part in _parts(iris, _GRAPHS):
        found.extend(_quads(server, f"{_values('g', part)} GRAPH ?g {{ ?s ?p ?o }}"))
    return found


def about(server: Server, entities: Sequence[str]) -> ox.Store:
    """Fetch the graphs with claims that have each of `entities` as subject or object."""
    nodes = [_node(iri) for iri in entities]
    ends = "".join(
        f" {{ ?claim rdf:subject {node} }} UNION {{ ?claim rdf:object {node} }}" for node in nodes
    )
    return graphs(server, _named(server, f"?claim a gk:Claim .{ends}"))


def of_claim(server: Server, iri: str) -> ox.Store:
    """Fetch the graph with a claim."""
    return graphs(server, _named(server, f"{_node(iri)} a gk:Claim"))


def near(server: Server, changed: Mapping[str, Collection[ox.Quad]]) -> ox.Store:
    """Fetch what a change looks at: the graphs, the names in them, their facts elsewhere."""
    found = graphs(server, changed)
    old = list(found)
    new = [quad for quads in changed.values() for quad in quads]
    nodes = {node.value for node, _ in rdf.names([*old, *new])}
    lost = {node.value for node, _ in rdf.names(old)}
    stated = {str(getattr(q.object, "value", "")) for q in old if q.predicate == terms.STATEMENT}
    for part in _parts(sorted(nodes), _NODES):
        names = f"{_values('s', part)} GRAPH ?g {{ ?s ?p ?o }}"
        found.extend(
            _quads(
                server, f"VALUES ?g {{ {rdf.NAMES} }} VALUES ?p {{ {terms.PREF_LABEL} }} {names}"
            )
        )
    for part in _parts(sorted(lost), _NODES):
        found.extend(_labels(server, part, changed))
    for part in _parts(sorted(stated), _NODES):
        elsewhere = _stated(server, part, changed)
        found.extend(graphs(server, elsewhere))
    found.extend(closure.near(server, old))
    return found


def replace(
    server: Server,
    graphs: Mapping[str, Sequence[ox.Quad]],
    added: Iterable[ox.Quad],
    removed: Iterable[ox.Quad],
) -> None:
    """Replace graphs, and change what is derived from them.

    All of it is one update where it is small enough, which a server carries out whole or not at
    all. What is larger is sent in parts: what is derived first, then the graphs, and the quads that
    make a document known last, so that one that is not whole is no document of the store.
    """
    whole = {ox.NamedNode(iri) for iri in graphs}
    derived = {quad for quad in added if quad.graph_name not in whole}
    undone = {quad for quad in removed if quad.graph_name not in whole}
    drops = [f"DROP SILENT GRAPH {ox.NamedNode(iri)}" for iri in graphs]
    made = [quad for quads in graphs.values() for quad in quads]
    if len(derived) + len(undone) + len(made) <= REQUEST:
        server.update(_steps(drops, derived | set(made), undone))
        return
    for part in _parts(undone, REQUEST):
        server.update(_steps([], (), part))
    for part in _parts(derived, REQUEST):
        server.update(_steps([], part, ()))
    server.update(" ;\n".join(drops))
    known = [quad for quad in made if quad.object == terms.DOCUMENT]
    for part in _parts((quad for quad in made if quad.object != terms.DOCUMENT), REQUEST):
        server.update(_steps([], part, ()))
    for part in _parts(known, REQUEST):
        server.update(_steps([], part, ()))


def _steps(drops: Sequence[str], added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> str:
    data = [
        f"{kind} DATA {{ {rdf.data(quads)} }}"
        for kind, quads in (("DELETE", list(removed)), ("INSERT", list(added)))
        if quads
    ]
    return " ;\n".join([*drops, *data])


def _labels(
    server: Server, nodes: Iterable[str], changed: Mapping[str, object]
) -> Iterator[ox.Quad]:
    """Yield what graphs other than the changed ones call nodes by, each label once."""
    text = (
        f"SELECT DISTINCT ?s ?o WHERE {{ {_values('s', nodes)} GRAPH ?g {{ ?s {terms.LABEL} ?o }}"
        f" {_but(changed)} }}"
    )
    elsewhere = ox.NamedNode(BASE + "elsewhere")
    for node, label in server.rows(text):
        if isinstance(node, ox.NamedNode) and isinstance(label, ox.Literal):
            yield ox.Quad(node, terms.LABEL, label, elsewhere)


def _stated(server: Server, statements: Iterable[str], changed: Mapping[str, object]) -> set[str]:
    """Return, for each statement that other graphs make as a fact, one graph that makes it."""
    text = f"""{_PREFIXES}
        SELECT ?statement (MIN(STR(?g)) AS ?one) WHERE {{ {_values("statement", statements)}
          GRAPH ?g {{ ?claim gk:statement ?statement ; gk:polarity gk:affirmed ;
            gk:modality gk:actual ; rdf:predicate ?p .
            OPTIONAL {{ ?claim gk:attributedTo ?source }} }}
          FILTER (!BOUND(?source) && STRSTARTS(STR(?p), "{GK}")) {_but(changed)}
        }} GROUP BY ?statement"""
    return {str(getattr(one, "value", "")) for _, one in server.rows(text)}


def _but(changed: Mapping[str, object]) -> str:
    names = ", ".join(str(ox.NamedNode(iri)) for iri in changed)
    return f"FILTER (?g NOT IN ({names}))" if names else ""


def _named(server: Server, pattern: str) -> list[str]:
    text = f"{_PREFIXES}SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {pattern} }} }} ORDER BY ?g"
    return [name.value for (name,) in server.rows(text) if isinstance(name, ox.NamedNode)]


def _fetched(server: Server, pattern: str) -> ox.Store:
    found = ox.Store()
    found.extend(_quads(server, f"GRAPH ?g {{ {pattern} }}"))
    return found


def _quads(server: Server, pattern: str) -> Iterator[ox.Quad]:
    for g, s, p, o in server.rows(f"SELECT ?g ?s ?p ?o WHERE {{ {pattern} }}"):
        if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and o is not None:
            yield ox.Quad(s, p, o, g if isinstance(g, ox.NamedNode) else None)


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(str(ox.NamedNode(iri)) for iri in iris)} }}"


def _parts(found: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(found)
    while part := list(islice(rest, size)):
        yield part
