"""N-Quads out and in: the form in which a store is kept, compared and moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graphkit import rdf
from graphkit.errors import StoreError
from graphkit.store import derived, ledger
from graphkit.store.closure import ONTOLOGY
from graphkit.store.graph import Graph, stored_graph
from graphkit.store.ground import SEEDS
from graphkit.store.judgements import AUTOMATIC
from graphkit.store.server import STATE, Quads
from graphkit.vetting import faults


def dump(store: Quads, file: IO[str], watch: Callable[[str], None]) -> None:
    """Write all named graphs, in the order of their names, each with its lines sorted.

    The ledger is left out: it tells how the store was written, not what it holds. `watch` is called
    with the name of each graph that is written.
    """
    graphs = (graph for graph in store.named_graphs() if graph not in {STATE, ledger.GRAPH})
    named = [graph.value for graph in graphs if isinstance(graph, ox.NamedNode)]
    for iri in sorted(named):
        file.writelines(rdf.lines(stored_graph(store, iri)))
        watch(iri)


def read(file: str | Path) -> Iterator[tuple[str, Graph]]:
    """Yield the graphs of a file by name, without those that every store makes for itself.

    A file that has each graph in one piece, as those of `dump` have, is never in memory as a whole.

    Raises:
        StoreError: The file cannot be read, or holds blank nodes or triples outside of any named
            graph; that is known before the first graph is yielded.
    """
    for _, fault in faults([Path(file)]):
        raise StoreError(f"not readable as N-Quads: {fault}", location=file) from fault
    pieces = [iri for iri, _ in _pieces(file)]
    if len(pieces) == len(set(pieces)):
        yield from ((iri, Graph.of(list(dict.fromkeys(quads)))) for iri, quads in _pieces(file))
        return
    found: dict[str, dict[ox.Quad, None]] = {}  # each quad once, in the order of the file
    for iri, quads in _pieces(file):
        found.setdefault(iri, {}).update(dict.fromkeys(quads))
    yield from ((iri, Graph.of(list(quads))) for iri, quads in found.items())


def _pieces(file: str | Path) -> Iterator[tuple[str, list[ox.Quad]]]:
    """Yield runs of quads of one graph."""
    try:
        parsed = ox.parse(path=file, format=ox.RdfFormat.N_QUADS)
        for graph, run in groupby(parsed, key=lambda quad: quad.graph_name):
            quads = list(run)
            if not isinstance(graph, ox.NamedNode):
                text = f"a triple outside of any named graph: {quads[0]}"
                raise StoreError(text, location=file)
            if unnamed := next(filter(_has_blank_node, quads), None):
                text = f"a blank node, which could never be removed again: {unnamed}"
                raise StoreError(text, location=file)
            if not _is_made_here(graph.value):
                yield graph.value, quads
    except (OSError, SyntaxError) as exc:
        raise StoreError(f"not readable as N-Quads: {exc}", location=file) from exc


def _has_blank_node(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _is_made_here(graph: str) -> bool:
    return graph in {ONTOLOGY, ledger.GRAPH.value, *derived.GRAPHS} or graph.startswith(
        (SEEDS, AUTOMATIC)
    )
