"""N-Quads out and in: the form in which a store is kept, compared and moved."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graphkit import rdf
from graphkit.errors import StoreError
from graphkit.store import derived, ledger
from graphkit.store.closure import ONTOLOGY
from graphkit.store.derived import Graph, stored_graph
from graphkit.store.ground import SEEDS
from graphkit.store.judgements import AUTOMATIC
from graphkit.store.server import STATE, Quads
from graphkit.vetting import faults


def dump(store: Quads, file: IO[str]) -> None:
    """Write all named graphs, in the order of their names, each with its lines sorted.

    The ledger is left out: it tells how the store was written, not what it holds.
    """
    graphs = (graph for graph in store.named_graphs() if graph not in {STATE, ledger.GRAPH})
    named = [graph.value for graph in graphs if isinstance(graph, ox.NamedNode)]
    for iri in sorted(named):
        file.writelines(rdf.lines(stored_graph(store, iri)))


def read(file: str | Path) -> dict[str, Graph]:
    """Return the graphs of a file by name, without those that every store makes for itself.

    Raises:
        StoreError: The file cannot be read, or holds triples outside of any named graph.
    """
    for _, fault in faults([Path(file)]):
        raise StoreError(f"not readable as N-Quads: {fault}", location=file) from fault
    found: dict[str, dict[ox.Quad, None]] = {}  # each quad once, in the order of the file
    try:
        for quad in ox.parse(path=file, format=ox.RdfFormat.N_QUADS):
            if not isinstance(quad.graph_name, ox.NamedNode):
                raise StoreError(f"a triple outside of any named graph: {quad}", location=file)
            if not _is_made_here(quad.graph_name.value):
                found.setdefault(quad.graph_name.value, {})[quad] = None
    except (OSError, SyntaxError) as exc:
        raise StoreError(f"not readable as N-Quads: {exc}", location=file) from exc
    return {iri: Graph.of(list(quads)) for iri, quads in found.items()}


def _is_made_here(graph: str) -> bool:
    return graph in {ONTOLOGY, ledger.GRAPH.value, *derived.GRAPHS} or graph.startswith(
        (SEEDS, AUTOMATIC)
    )
