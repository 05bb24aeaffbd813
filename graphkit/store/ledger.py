"""The ledger: what a store knows of its own completeness, written with what it is about.

How many quads each graph has stands here since the transaction that brought the graph: the mark
that it is done. Every transaction on disk has a number of its own, which only grows: a store whose
last number is lower than one that was reported has lost something. A dump leaves the ledger out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pyoxigraph as ox

from graphkit.rdf import terms

GRAPH = terms.gk("ledger")
SIZE = terms.gk("quads")
BATCH = terms.gk("batch")
_TOTAL = f"""SELECT (COUNT(*) AS ?graphs) (SUM(?size) AS ?quads)
WHERE {{ GRAPH {GRAPH} {{ ?graph {SIZE} ?size }} }}"""
_MODEL = terms.gk("modelVersion")
_MODELS = f"SELECT DISTINCT ?model WHERE {{ GRAPH ?any {{ ?run {_MODEL} ?model }} }}"


def sizes(store: ox.Store, new: Mapping[str, int]) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """Return what comes into the ledger and what goes when graphs have new sizes."""
    known = {
        quad
        for iri in new
        for quad in store.quads_for_pattern(ox.NamedNode(iri), SIZE, None, GRAPH)
    }
    wanted = {
        ox.Quad(ox.NamedNode(iri), SIZE, ox.Literal(size), GRAPH)
        for iri, size in new.items()
        if size
    }
    return wanted - known, known - wanted


def counts(store: ox.Store) -> dict[str, int]:
    """Return how many quads each graph should have."""
    return {
        quad.subject.value: int(quad.object.value)
        for quad in store.quads_for_pattern(None, SIZE, None, GRAPH)
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }


def total(store: ox.Store) -> tuple[int, int]:
    """Return how many graphs there are by the ledger, and how many quads they have together."""
    (row,) = _rows(store, _TOTAL)
    return int(row["graphs"].value), int(row["quads"].value)


def models(store: ox.Store) -> list[str]:
    """Return the versions of all models that documents were read with."""
    return sorted(row["model"].value for row in _rows(store, _MODELS))


def batch(number: int) -> ox.Quad:
    """Return the quad that says that the transaction of this number was made."""
    return ox.Quad(GRAPH, BATCH, ox.Literal(number), GRAPH)


def batches(store: ox.Store) -> list[int]:
    """Return the numbers of the transactions that are on record."""
    found = store.quads_for_pattern(GRAPH, BATCH, None, GRAPH)
    return [int(quad.object.value) for quad in found if isinstance(quad.object, ox.Literal)]


def last(store: ox.Store) -> int:
    """Return the number of the last transaction, 0 where there was none."""
    return max(batches(store), default=0)


def is_in_every_index(store: ox.Store, number: int) -> bool:
    """Tell whether each of the six orders that Oxigraph keeps quads in has a transaction's mark.

    They are files of their own, and damage may take the last writes from some of them.
    """
    mark, value, find = batch(number), ox.Literal(number), store.quads_for_pattern
    searches = (
        find(GRAPH, BATCH, None),
        find(None, BATCH, value),
        find(GRAPH, None, value),
        find(GRAPH, BATCH, None, GRAPH),
        find(None, BATCH, value, GRAPH),
        find(GRAPH, None, value, GRAPH),
    )
    return all(mark in quads for quads in searches)


def _rows(store: ox.Store, query: str) -> list[Any]:
    """Return the rows of a SELECT, whose terms are literals."""
    return list(cast("ox.QuerySolutions", store.query(query)))
