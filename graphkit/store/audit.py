"""A full look at a store: does it hold what was written into it, and what follows from that?

On disk the ledger tells; a server has none, and only what was sent in parts can be there by half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from graphkit.claims import DOCUMENTS, Claim
from graphkit.rdf import terms
from graphkit.store import derived, ledger
from graphkit.store.server import Quads, Server

_SIZES = "SELECT ?graph (COUNT(*) AS ?quads) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


def faults(store: Quads, claims: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    """Yield an IRI and what is wrong with it."""
    yield from _half_sent(store) if isinstance(store, Server) else _sized_otherwise(store)
    wanted, known = derived.wanted(store, claims), derived.known(store)
    yield from ((_subject(quad), f"Not derived: {quad}") for quad in wanted - known)
    yield from ((_subject(quad), f"Derived without ground: {quad}") for quad in known - wanted)


def _sized_otherwise(store: ox.Store) -> Iterator[tuple[str, str]]:
    """Yield graphs that have more or fewer quads than the ledger says."""
    due, held = ledger.counts(store), _sizes(store)
    for iri in sorted(due.keys() | held.keys() - {ledger.GRAPH.value, *derived.GRAPHS}):
        if held.get(iri, 0) != due.get(iri, 0):
            yield iri, f"The graph has {held.get(iri, 0)} quads; {due.get(iri, 0)} were stored."


def _half_sent(server: Server) -> Iterator[tuple[str, str]]:
    """Yield graphs of documents whose last part, which makes a document known, never came."""
    whole = server.quads_for_pattern(None, terms.TYPE, terms.DOCUMENT)
    named = {graph.value for graph in server.named_graphs() if graph.value.startswith(DOCUMENTS)}
    for iri in sorted(named - {_subject(quad) for quad in whole}):
        yield iri, "Only a part of the document was sent; `graphkit build` reads it again."


def _subject(quad: ox.Quad) -> str:
    return str(getattr(quad.subject, "value", quad.subject))


def _sizes(store: ox.Store) -> dict[str, int]:
    rows = cast("ox.QuerySolutions", store.query(_SIZES))
    return {str(getattr(g, "value", "")): int(getattr(n, "value", 0)) for g, n in rows}
