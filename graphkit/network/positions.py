"""Where every node stands: computed once, seeded, the same on every run.

Communities are laid out first and then their insides, which is both faster than one layout of the
whole and easier to read: who belongs together stands together.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Point = tuple[float, float]
    Points = NDArray[np.float64]

Node = TypeVar("Node", str, int)

SEED = 0
GAP = 120.0  # pixels between neighbours at the page's own scale
FINE = 120  # nodes that Kamada and Kawai's slower and more even layout takes at once
WIDE = 1.25  # pages are wider than they are high
ROUNDS = 400  # of pushing apart; most networks need far fewer
GROW, EVERY = 1.1, 20  # what is too dense to be pushed apart grows, each so many rounds
STEP = 0.4  # of an overlap that one round removes: more, and nodes jump over one another
SLACK = 4.0  # pixels beyond, so that the last round comes soon


def positions(
    flat: nx.Graph[str], groups: Sequence[Sequence[str]], boxes: Mapping[str, Point]
) -> dict[str, tuple[int, int]]:
    """Return where each node of an undirected network stands.

    Args:
        flat: The network's undirected projection.
        groups: Its communities.
        boxes: Width and height that each node takes with its label.
    """
    nodes = sorted(flat)
    if not nodes:
        return {}
    # what is small enough is best laid out as a whole; only its unconnected parts stand apart
    blocks = (
        [tuple(part) for part in nx.connected_components(flat)] if len(flat) <= FINE else groups
    )
    placed = _blocks(flat, sorted(blocks, key=lambda block: (-len(block), sorted(block))))
    points = np.array([placed[node] for node in nodes]) * (WIDE, 1.0)
    points = _apart(points, np.array([boxes[node] for node in nodes]))
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return {
        node: (round(float(x)), round(float(y))) for node, (x, y) in zip(nodes, points, strict=True)
    }


def _blocks(flat: nx.Graph[str], groups: Sequence[Sequence[str]]) -> dict[str, Points]:
    radii = np.array([GAP * math.sqrt(len(group)) * 0.75 for group in groups])
    centres = _centres(flat, groups, radii)
    placed: dict[str, Points] = {}
    for group, centre, radius in zip(groups, centres, radii, strict=True):
        inside = _inside(flat, group)
        for node in group:
            placed[node] = centre + inside[node] * radius
    return _facing(flat, groups, placed, centres)


def _centres(flat: nx.Graph[str], groups: Sequence[Sequence[str]], radii: Points) -> Points:
    """Return the communities' centres: those with much in common close, none on top of another."""
    of = {node: number for number, group in enumerate(groups) for node in group}
    between: nx.Graph[int] = nx.Graph()
    between.add_nodes_from(range(len(groups)))
    between.add_edges_from((0, other) for other in range(1, len(groups)))  # none drifts away
    between.add_edges_from(
        (of[one], of[other]) for one, other in flat.edges if of[one] != of[other]
    )
    found = _spring(between)
    spread = math.sqrt(float((radii**2).sum()))
    points = np.array([found[number] for number in range(len(groups))]) * spread
    return _apart(points, np.repeat(radii[:, None] * 1.9, 2, axis=1))


def _facing(
    flat: nx.Graph[str],
    groups: Sequence[Sequence[str]],
    placed: dict[str, Points],
    centres: Points,
) -> dict[str, Points]:
    """Turn each community so that those with ties to others look towards them."""
    turned = dict(placed)
    for group, centre in zip(groups, centres, strict=True):
        inside = set(group)
        pull = sum(
            _angle(placed[node] - centre, placed[other] - centre)
            for node in group
            for other in flat[node]
            if other not in inside
        )
        if abs(pull) > 0:
            turn = np.angle(pull)
            spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
            for node in group:
                turned[node] = centre + spin @ (placed[node] - centre)
    return turned


def _angle(arm: Points, target: Points) -> complex:
    """Return the turn from `arm` to `target`, as a complex number as long as the arm."""
    return complex(*target) / (abs(complex(*target)) or 1.0) * complex(*arm).conjugate()


def _inside(flat: nx.Graph[str], group: Sequence[str]) -> dict[str, Points]:
    inside: nx.Graph[str] = nx.Graph()  # built in order: a subgraph view goes through a set
    inside.add_nodes_from(sorted(group))
    inside.add_edges_from(sorted((min(edge), max(edge)) for edge in flat.subgraph(group).edges))
    if len(group) > FINE or not nx.is_connected(inside):
        return _spring(inside)
    return dict(nx.kamada_kawai_layout(inside, pos=nx.circular_layout(inside), weight=None))


def _spring(graph: nx.Graph[Node]) -> dict[Node, Points]:
    if len(graph) == 1:
        return {node: np.zeros(2) for node in graph}
    start = nx.circular_layout(graph)
    found = nx.spring_layout(
        graph, pos=start, seed=SEED, iterations=60, weight=None, k=1.6 / math.sqrt(len(graph))
    )
    return dict(found)


def _apart(points: Points, boxes: Points) -> Points:
    """Push boxes apart until none lies on another, each pair along the shorter way out."""
    points = points.copy()
    for turn in range(1, ROUNDS):
        if turn % EVERY == 0:
            points *= GROW
        one, other = _close(points, boxes)
        away = points[one] - points[other]
        overlap = (boxes[one] + boxes[other]) / 2 - np.abs(away)
        bad = overlap.min(axis=1) > 0
        if not bad.any():
            break
        one, other, away, overlap = one[bad], other[bad], away[bad], overlap[bad]
        side = np.where(away < 0, -1.0, 1.0)
        shorter = overlap == overlap.min(axis=1, keepdims=True)
        push = np.where(shorter, (overlap + SLACK) * side, 0.0) * STEP
        np.add.at(points, one, push)
        np.add.at(points, other, -push)
    return points


def _close(points: Points, boxes: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of boxes that may overlap."""
    largest = boxes.max(axis=0)
    pairs = cKDTree(points / largest).query_pairs(1.0, p=np.inf, output_type="ndarray")
    return pairs[:, 0], pairs[:, 1]
