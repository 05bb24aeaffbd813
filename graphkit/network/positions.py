"""Where every node stands: computed once, seeded, the same on every run.

A small network is laid out as a whole. In a larger one communities are laid out first and then
their insides, which is both faster and easier to read: who belongs together stands together. Where
nodes have stood before, they stay, and what is new finds room beside its neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from graphkit.network.apart import apart
from graphkit.network.growth import aligned, grown
from graphkit.network.stress import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Point = tuple[float, float]
    Points = NDArray[np.float64]
    Numbers = NDArray[np.intp]

WHOLE = 120  # nodes that are laid out at once
STAY = 0.5  # of all nodes, then and now, must be the same, or all is laid out anew
WIDE = 1.25  # pages are wider than they are high
LOOSE = 2.2  # how much room a community has, in terms of what its boxes cover
GAP = 1.15  # between communities, in terms of their radii
STRANGERS = 1.6  # communities with few links stand at most so much farther apart than others


def positions(
    flat: nx.Graph[str],
    groups: Sequence[Sequence[str]],
    boxes: Mapping[str, Point],
    before: Mapping[str, Point] | None = None,
) -> dict[str, tuple[int, int]]:
    """Return where each node of an undirected network stands.

    Args:
        flat: The network's undirected projection.
        groups: Its communities.
        boxes: Width and height that each node takes with its label.
        before: Where nodes stood before; those that did stay near.
    """
    nodes = sorted(flat)
    if not nodes:
        return {}
    links = csr_array(nx.to_scipy_sparse_array(flat, nodes, weight=None), dtype=np.float64)
    sizes = np.array([boxes[node] for node in nodes])
    start = np.array([(before or {}).get(node, (np.nan, np.nan)) for node in nodes])
    old = np.isfinite(start[:, 0])
    if old.sum() >= STAY * max(len(nodes), len(before or ())):
        points = grown(links, start, sizes)
    else:
        points = _fresh(links, _blocks(links, nodes, groups), sizes)
        points = aligned(points, start) if old.any() else points
    return {
        node: (round(float(x)), round(float(y))) for node, (x, y) in zip(nodes, points, strict=True)
    }


def _fresh(links: csr_array, blocks: Sequence[Numbers], sizes: Points) -> Points:
    points = apart(_laid_out(links, blocks, sizes) * (WIDE, 1.0), sizes)
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def _blocks(
    links: csr_array, nodes: Sequence[str], groups: Sequence[Sequence[str]]
) -> list[Numbers]:
    """Return what is laid out together, as numbers of nodes, the largest first."""
    if len(nodes) <= WHOLE:
        count, part = connected_components(links, directed=False)
        blocks = [np.flatnonzero(part == number) for number in range(count)]
    else:
        number = {node: n for n, node in enumerate(nodes)}
        blocks = [np.array(sorted(number[node] for node in group)) for group in groups]
    return sorted(blocks, key=lambda block: (-len(block), block[0]))


def _laid_out(links: csr_array, blocks: Sequence[Numbers], sizes: Points) -> Points:
    radii = np.array([_radius(sizes[block]) for block in blocks])
    of = np.empty(len(sizes), dtype=np.intp)
    for number, block in enumerate(blocks):
        of[block] = number
    centres = _centres(links, of, radii)
    points = np.empty_like(sizes)
    for block, radius in zip(blocks, radii, strict=True):
        inside = spread(csr_array(links[block][:, block]))
        points[block] = _fitted(inside, radius)
    return _facing(links, of, points, centres) + centres[of]


def _radius(boxes: Points) -> float:
    return float(np.sqrt(LOOSE * boxes.prod(axis=1).sum() / np.pi))


def _fitted(inside: Points, radius: float) -> Points:
    """Return a layout of its own, moved and scaled into a disc; a few may stand outside."""
    inside = inside - inside.mean(axis=0)
    extent = np.quantile(np.hypot(*inside.T), 0.95)
    return inside * radius / (extent or 1.0)


def _centres(links: csr_array, of: Numbers, radii: Points) -> Points:
    """Return the blocks' centres: those with much in common close, none on top of another."""
    between = _quotient(links, of, len(radii))
    count, part = connected_components(between, directed=False)
    centres = np.zeros((len(radii), 2))
    extents = np.zeros(count)
    for number in range(count):
        members = np.flatnonzero(part == number)
        found = spread(_lengths(csr_array(between[members][:, members]), radii[members]))
        centres[members] = apart(found, np.repeat(radii[members, None] * 2 * GAP, 2, axis=1))
        centres[members] -= centres[members].mean(axis=0)
        extents[number] = (np.hypot(*centres[members].T) + radii[members]).max()
    main = part == extents.argmax()
    reach = (np.abs(centres[main]) + radii[main, None]).max(axis=0)
    centres += _shelved(extents, *reach)[part]
    return centres


def _quotient(links: csr_array, of: Numbers, count: int) -> csr_array:
    """Return the number of links between each two blocks."""
    found = coo_array(links)
    one, other = of[found.row], of[found.col]
    apart_ = one != other
    ends = one[apart_], other[apart_]
    return csr_array(coo_array((np.ones(len(ends[0])), ends), shape=(count, count)))


def _lengths(between: csr_array, radii: Points) -> csr_array:
    """Return how far apart linked blocks should be: their radii, and more for strangers."""
    found = coo_array(between)
    touching = (radii[found.row] + radii[found.col]) * GAP
    strength = found.data / (radii[found.row] * radii[found.col])
    middle = np.median(strength) if len(strength) else 1.0
    far = touching * np.clip(np.sqrt(middle / strength), 1.0, STRANGERS)
    return csr_array(coo_array((far, (found.row, found.col)), shape=found.shape))


def _shelved(extents: Points, half_width: float, half_height: float) -> Points:
    """Return centres of discs: the largest on top, the others on shelves below it."""
    order = np.argsort(-extents, kind="stable")
    centres = np.zeros((len(extents), 2))
    width = max(half_width, np.sqrt((extents**2).sum()))
    x, y, floor = np.inf, 0.0, half_height
    for number in order[1:]:
        half = extents[number] * GAP
        if x + 2 * half > width:
            x, y, floor = -width, floor + half, floor + 2 * half
        centres[number] = x + half, y
        x += 2 * half
    return centres


def _facing(links: csr_array, of: Numbers, points: Points, centres: Points) -> Points:
    """Turn each block so that those with ties to others look towards them."""
    found = coo_array(links)
    out = of[found.row] != of[found.col]
    row, col = found.row[out], found.col[out]
    arm = points[row] @ (1, 1j)
    target = (points[col] + centres[of[col]] - centres[of[row]]) @ (1, 1j)
    pull = arm.conjugate() * target / np.maximum(np.abs(target), 1e-9)
    turn = np.zeros(len(centres), dtype=complex)
    np.add.at(turn, of[row], pull)
    spin = np.where(np.abs(turn) > 0, turn / np.maximum(np.abs(turn), 1e-9), 1.0)
    turned = (points @ (1, 1j)) * spin[of]
    return np.stack([turned.real, turned.imag], axis=1)
