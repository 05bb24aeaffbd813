"""A store as plain networkx, without a claim in between: for networks of a hundred thousand edges.

Rows come as the text that Oxigraph writes, and are split by Python: no term becomes an object.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import networkx as nx
import pyoxigraph as ox

from graphkit.claims import GK
from graphkit.network.selection import NODE_TYPES
from graphkit.rdf import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graphkit.store import Store

_EDGES = """
SELECT ?claim ?s ?o ?p ?sign ?mode ?origin ?confidence ?core ?time WHERE {
  ?claim rdf:subject ?s ; rdf:object ?o ; rdf:predicate ?p ; gk:polarity ?sign ; gk:modality ?mode ;
    prov:wasDerivedFrom ?origin ; gk:confidence ?confidence .
  OPTIONAL { ?claim gk:core ?core }
  OPTIONAL { ?claim gk:time ?time }
}
"""
_ENTITIES = """
SELECT ?origin ?entity ?type ?label WHERE {
  GRAPH ?origin { ?entity gk:named ?known ; a ?type ; rdfs:label ?label }
}
"""
_OPEN = (
    "SELECT DISTINCT ?p ?label { ?claim gk:open true ; rdf:predicate ?p . ?p rdfs:label ?label }"
)
_DOCUMENTS = "SELECT ?origin ?id { ?origin a gk:Document ; dct:identifier ?id }"

QUERIES = (_EDGES, _ENTITIES, _OPEN, _DOCUMENTS)  # all that is asked
Ends = defaultdict[str, Counter[tuple[str, str]]]


def load(
    store: Store,
    *,
    types: Collection[str] = NODE_TYPES,
    core_only: bool = True,
    relations: Collection[str] | None = None,
) -> nx.MultiDiGraph[str]:
    """Return the graph of `Network.from_store`, whose edges carry all but the `claim` itself.

    Args:
        store: Where the claims are.
        types: Entity types that become nodes.
        core_only: Leave out claims of lesser interest.
        relations: None but these.
    """
    entities = {
        (g, e): (_text(label), _local(kind)) for g, e, kind, label in _rows(store, _ENTITIES)
    }
    ids = {origin: _text(id_) for origin, id_ in _rows(store, _DOCUMENTS)}
    names = {p: _text(label) for p, label in _rows(store, _OPEN)}
    seen: Ends = defaultdict(Counter)
    edges: list[tuple[str, str, str, dict[str, Any]]] = []
    for claim, s, o, p, sign, mode, origin, confidence, core, time in _rows(store, _EDGES):
        subject, object_ = entities[origin, s], entities[origin, o]
        if subject[1] not in types or object_[1] not in types or (core_only and core != "true"):
            continue
        if p not in names:
            names[p] = unquote(_local(p))
        if relations and names[p] not in relations:
            continue
        seen[s][subject] += 1
        seen[o][object_] += 1
        about = {
            "predicate": names[p],
            "polarity": _local(sign),
            "modality": _local(mode),
            "time": _text(time) if time else None,
            "doc": ids[origin],
            "confidence": float(confidence.split('"')[confidence[0] == '"']),  # 0.5 or "1"^^<…>
        }
        edges.append((s[1:-1], o[1:-1], claim[1:-1], about))
    return _built(seen, edges)


def _built(seen: Ends, edges: list[tuple[str, str, str, dict[str, Any]]]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in sorted(seen):
        label, kind = commonest(seen[iri])
        graph.add_node(iri[1:-1], label=label, type=kind)
    edges.sort(key=lambda edge: edge[2])
    graph.add_edges_from(edges)  # type: ignore[arg-type]  # keys are missing in networkx' types
    return graph


def commonest(names: Mapping[tuple[str, str], int]) -> tuple[str, str]:
    """Return label and type that documents give an entity most often, then the first in order."""
    if len(names) == 1:
        return next(iter(names))
    return min(names, key=lambda pair: (-names[pair], pair))


def _rows(store: Store, text: str) -> Iterator[list[str]]:
    found = store.quads.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    if isinstance(found, ox.QuerySolutions):
        lines = (found.serialize(format=ox.QueryResultsFormat.TSV) or b"").decode().split("\n")
        yield from (line.split("\t") for line in lines[1:-1])


def _local(iri: str) -> str:
    return iri[1 + len(GK) : -1]


def _text(literal: str) -> str:
    """Return what a string in TSV says; only what is written with a backslash needs a parser."""
    body = literal[1:-1]
    return json.loads(literal, strict=False) if "\\" in body else body
