"""A full look at a store on disk: does it hold what its ledger says, and what follows from it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from graphkit.claims import Claim
from graphkit.store import derived, ledger

_SIZES = "SELECT ?graph (COUNT(*) AS ?quads) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


def faults(store: ox.Store, claims: Iterable[Claim]) -> Iterator[tuple[str, str]]:
    """Yield an IRI and what is wrong with it."""
    due, held = ledger.counts(store), _sizes(store)
    for iri in sorted(due.keys() | held.keys() - {ledger.GRAPH.value, *derived.GRAPHS}):
        if held.get(iri, 0) != due.get(iri, 0):
            yield iri, f"The graph has {held.get(iri, 0)} quads; {due.get(iri, 0)} were stored."
    wanted, known = derived.wanted(store, claims), derived.known(store)
    yield from ((_subject(quad), f"Not derived: {quad}") for quad in wanted - known)
    yield from ((_subject(quad), f"Derived without ground: {quad}") for quad in known - wanted)


def _subject(quad: ox.Quad) -> str:
    return str(getattr(quad.subject, "value", quad.subject))


def _sizes(store: ox.Store) -> dict[str, int]:
    rows = cast("ox.QuerySolutions", store.query(_SIZES))
    return {str(getattr(g, "value", "")): int(getattr(n, "value", 0)) for g, n in rows}
