"""The network of a store, and its measures, against bare networkx."""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from random import Random
from statistics import median

import networkx as nx
from benchmarks.corpus import readings
from benchmarks.measure import Row, paired, seconds
from pyoxigraph import QuerySolutions

from graphkit.claims import ENTITY_TYPES
from graphkit.network import load, loading
from graphkit.network.measures import betweenness
from graphkit.rdf import PREFIXES
from graphkit.store import Store

EDGES = 10_000


def rows(sizes: Sequence[int]) -> Iterator[Row]:
    """Yield the ratios of speed."""
    for size in sizes:
        with Store.open() as store:
            store.add(readings(size))
            yield _loading(store, size)
    yield _betweenness(min(EDGES, max(sizes)))


def _loading(store: Store, size: int) -> Row:
    made = load(store, types=ENTITY_TYPES, core_only=False)
    nodes, edges = list(made.nodes(data=True)), list(made.edges(keys=True, data=True))

    def bare() -> None:
        for text in loading.QUERIES:
            found = store.oxigraph.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
            assert isinstance(found, QuerySolutions)
            deque(map(tuple, found), maxlen=0)
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from(nodes)
        graph.add_edges_from(edges)  # type: ignore[arg-type]  # keys are missing in the types

    found = paired(
        lambda: load(store, types=ENTITY_TYPES, core_only=False),
        bare,
        rounds=3,
        clock=time.process_time,
    )
    return Row(
        "store to networkx, to bare rows and a bare graph", size, found.ratio, "≤1.5", str(found)
    )


def _betweenness(edges: int) -> Row:
    flat = _made_up(edges)
    print(
        f"(networkx computes betweenness over {edges:,} edges: minutes)",
        file=sys.stderr,
        flush=True,
    )
    start = time.process_time()
    theirs = nx.betweenness_centrality(flat)
    took = time.process_time() - start
    taken = median(seconds(lambda: betweenness(flat), time.process_time) for _ in range(3))
    ours = betweenness(flat)
    rank = sorted(flat, key=lambda node: (-round(theirs[node], 9), node))
    same = rank == sorted(flat, key=lambda node: (-round(ours[node], 9), node))
    detail = f"{took:.1f} s to {taken:.2f} s; {'the same' if same else 'ANOTHER'} ranking"
    return Row(
        "exact betweenness, networkx to ours", edges, took / taken if same else 0, "≥10", detail
    )


def _made_up(edges: int) -> nx.Graph[str]:
    """Return a network in which a few are known to many."""
    chance = Random(edges)
    made: nx.Graph[str] = nx.Graph()
    nodes = [f"n{number}" for number in range(edges // 4)]
    weights = [1 / (rank + 1) for rank in range(len(nodes))]
    while made.number_of_edges() < edges:
        one = chance.choices(nodes, weights)[0] if chance.random() < 0.5 else chance.choice(nodes)
        other = chance.choice(nodes)
        if one != other:
            made.add_edge(one, other)
    return made
