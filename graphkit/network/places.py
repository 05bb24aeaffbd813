"""How large every node is drawn, and where: the same in a page and in a picture."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from graphkit.network.positions import positions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from graphkit.network.measures import Ranked

SMALL, LARGE = 9, 30  # radius of the least and of the most important node
LETTER, WIDEST = 6.6, 180  # what a name takes, in pixels
FEW, MANY = 120, 400  # nodes from which on names of relations, and then all names, get no room
AROUND, TIGHT, LEAST = 80, 36, 12  # pixels around a node, of few, of more and of many


class Place(NamedTuple):
    """Where a node stands and its radius, in pixels; `y` grows downwards."""

    x: int
    y: int
    size: float


def places(
    rows: Sequence[Ranked],
    flat: nx.Graph[str],
    before: Mapping[str, tuple[float, float]],
) -> dict[str, Place]:
    """Return the place of each node.

    Args:
        rows: The nodes with their importance and community, the most important first.
        flat: The network's undirected projection.
        before: Where nodes stood before.
    """
    highest = max((row.pagerank for row in rows), default=1.0) or 1.0
    sizes = {row.iri: _size(row.pagerank / highest) for row in rows}
    boxes = {row.iri: _box(row.label, sizes[row.iri], len(rows)) for row in rows}
    groups = defaultdict(list)
    for row in rows:
        groups[row.community].append(row.iri)
    found = positions(flat, list(groups.values()), boxes, before)
    return {iri: Place(*point, sizes[iri]) for iri, point in found.items()}


def _size(importance: float) -> float:
    return round(SMALL + (LARGE - SMALL) * math.sqrt(importance), 1)


def _box(label: str, size: float, count: int) -> tuple[float, float]:
    """Return width and height that a node takes among so many."""
    if count >= MANY:
        return 2 * size + LEAST, 2 * size + LEAST
    room = AROUND if count < FEW else TIGHT
    return min(len(label) * LETTER, WIDEST) + room, 2 * size + room
