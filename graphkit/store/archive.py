"""N-Quads out and in: the form in which a store is kept, compared and moved."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graphkit import rdf
from graphkit.errors import StoreError
from graphkit.store.change import stored_graph
from graphkit.store.ground import ONTOLOGY, SEEDS
from graphkit.store.server import STATE, Quads
from graphkit.vetting import faults


def dump(store: Quads, file: IO[str]) -> None:
    """Write all named graphs, in the order of their names, each with its lines sorted."""
    graphs = (graph for graph in store.named_graphs() if graph != STATE)
    named = [graph.value for graph in graphs if isinstance(graph, ox.NamedNode)]
    for iri in sorted(named):
        file.writelines(rdf.lines(stored_graph(store, iri)))


def read(file: str | Path) -> dict[str, list[ox.Quad]]:
    """Return the graphs of a file by name, without those that every store makes for itself.

    Raises:
        StoreError: The file cannot be read, or holds triples outside of any named graph.
    """
    for _, fault in faults([Path(file)]):
        raise StoreError(f"not readable as N-Quads: {fault}", location=file)
    found: dict[str, list[ox.Quad]] = {}
    try:
        for quad in ox.parse(path=file, format=ox.RdfFormat.N_QUADS):
            if not isinstance(quad.graph_name, ox.NamedNode):
                raise StoreError(f"a triple outside of any named graph: {quad}", location=file)
            if not _is_made_here(quad.graph_name.value):
                found.setdefault(quad.graph_name.value, []).append(quad)
    except (OSError, SyntaxError) as exc:
        raise StoreError(f"not readable as N-Quads: {exc}", location=file) from exc
    return found


def _is_made_here(graph: str) -> bool:
    own = {ONTOLOGY, rdf.FACTS.value, rdf.NAMES.value}
    return graph in own or graph.startswith(SEEDS)
