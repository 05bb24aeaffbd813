"""Who matters: degree, PageRank, betweenness and communities.

All of them are computed over the undirected projection of the network, weighted by the number of
claims: which of two actors is the subject of a claim is grammar, not endorsement. Everything that
is random is seeded, so that equal claims give equal numbers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SEED = 0
EXACT_BETWEENNESS = 100_000_000  # nodes × edges, a matter of seconds; it is sampled above
PIVOTS = 300
DIGITS = 6  # what is the same on every machine, whatever its linear algebra rounds to


@dataclass(frozen=True, slots=True)
class Ranked:
    """One node of a network, with what is computed in no time.

    Attributes:
        iri: Identity of the entity.
        label: Its name.
        type: Its entity type.
        degree: Number of claims it takes part in.
        pagerank: Importance; all nodes together have 1.
        community: Number of its community, 0 being the largest.
    """

    iri: str
    label: str
    type: str
    degree: int
    pagerank: float
    community: int


@dataclass(frozen=True, slots=True)
class Measures(Ranked):
    """One node of a network with all its measures.

    Attributes:
        betweenness: Share of shortest paths that lead over it.
    """

    betweenness: float


def projection(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return `graph` undirected, with parallel edges merged and counted in `weight`."""
    flat: nx.Graph[str] = nx.Graph()
    flat.add_nodes_from(graph.nodes)
    for subject, object_ in graph.edges():
        if subject == object_:
            continue
        weight = flat.get_edge_data(subject, object_, {"weight": 0})["weight"]
        flat.add_edge(subject, object_, weight=weight + 1)
    return flat


def communities(flat: nx.Graph[str]) -> tuple[tuple[str, ...], ...]:
    """Return the communities of a projection, the largest first."""
    if not flat:
        return ()
    found = nx.community.louvain_communities(flat, weight="weight", seed=SEED)
    return tuple(sorted((tuple(sorted(group)) for group in found), key=lambda g: (-len(g), g)))


def betweenness(flat: nx.Graph[str]) -> Mapping[str, float]:
    """Return the share of shortest paths that lead over each node of a projection."""
    if len(flat) * flat.number_of_edges() > EXACT_BETWEENNESS:
        found: Mapping[str, float] = nx.betweenness_centrality(flat, k=PIVOTS, seed=SEED)
        return found
    import rustworkx as rx

    place = {node: index for index, node in enumerate(flat)}
    same = rx.PyGraph(multigraph=False)
    same.add_nodes_from(list(place))
    same.add_edges_from_no_data([(place[one], place[other]) for one, other in flat.edges])
    # one thread: several would add the same numbers up in another order each time
    shares = rx.betweenness_centrality(same, parallel_threshold=len(place) + 1)
    return {node: shares[index] for node, index in place.items()}


def ranked(
    graph: nx.MultiDiGraph[str], flat: nx.Graph[str], groups: tuple[tuple[str, ...], ...]
) -> tuple[Ranked, ...]:
    """Return every node with its importance and community, the most important first."""
    rank: Mapping[str, float] = nx.pagerank(flat, weight="weight") if flat else {}
    group = {node: n for n, nodes in enumerate(groups) for node in nodes}
    rows = [
        Ranked(
            iri=node,
            label=data["label"],
            type=data["type"],
            degree=graph.degree(node),
            pagerank=round(rank[node], DIGITS),
            community=group[node],
        )
        for node, data in graph.nodes(data=True)
    ]
    return tuple(sorted(rows, key=lambda row: (-row.pagerank, row.label, row.iri)))


def measured(rows: Iterable[Ranked], flat: nx.Graph[str]) -> tuple[Measures, ...]:
    """Return the nodes with all their measures, in the same order."""
    middle = betweenness(flat)
    return tuple(
        Measures(**asdict(row), betweenness=round(middle[row.iri], DIGITS)) for row in rows
    )


def measure(graph: nx.MultiDiGraph[str]) -> tuple[Measures, ...]:
    """Return the measures of a plain graph, such as `load` gives, as `Network.measures` does."""
    flat = projection(graph)
    return measured(ranked(graph, flat, communities(flat)), flat)
