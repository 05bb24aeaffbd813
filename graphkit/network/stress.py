"""Stress majorization: nodes stand as far apart as their shortest path is long.

After Gansner, Koren and North, "Graph drawing by stress majorization" (2004). Every pair counts in
a small network. In a large one the links do, some of the nodes with a neighbour in common, and the
distances to a few pivots, as in Ortmann, Klimenta and Brandes, "A sparse stress model" (2016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import coo_array, csc_array, eye_array
from scipy.sparse.csgraph import dijkstra
from scipy.sparse.linalg import splu

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Points = NDArray[np.float64]
    Numbers = NDArray[np.intp]

SEED = 0
ALL_PAIRS = 260  # nodes up to which every pair counts
PIVOTS = 40  # nodes to which, in a larger network, all others know their distance
SIBLINGS = 6  # pairs of neighbours of one node that are kept apart, for each of its links
LEAST = 1e-9  # distance by which is divided
ROUNDS, STILL = 60, 1e-3  # rounds at most, and how little is moved by the last one


class Pairs(NamedTuple):
    """Pairs of nodes and how far apart they should be."""

    one: Numbers
    other: Numbers
    far: Points


def spread(lengths: csr_array) -> Points:
    """Return a place for each node of a network, around the origin.

    Args:
        lengths: How long each link should be, as a symmetric matrix.
    """
    count = lengths.shape[0]
    if count == 1:
        return np.zeros((1, 2))
    near = _distances(lengths, pivots(lengths))
    pairs = _all_pairs(near) if count <= ALL_PAIRS else _some_pairs(lengths, near)
    return _lying(_majorize(_scaled(near), pairs))


def _lying(points: Points) -> Points:
    """Turn a layout so that it is wider than high, as pages are."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    return np.asarray(centred @ axes.T)


def pivots(lengths: csr_array) -> Numbers:
    """Return those whose distances are computed: all of few nodes, of many some with most links."""
    count = lengths.shape[0]
    if count <= ALL_PAIRS:
        return np.arange(count)
    chance = np.random.default_rng(SEED)
    links = np.diff(lengths.indptr)
    first = np.argsort(-links, kind="stable")[: PIVOTS // 2]
    rest = np.setdiff1d(np.arange(count), first)
    return np.concatenate([first, chance.choice(rest, PIVOTS - len(first), replace=False)])


def _distances(lengths: csr_array, sources: Numbers) -> Points:
    near = np.asarray(dijkstra(lengths, directed=False, indices=sources))
    known = np.isfinite(near)
    near[~known] = near[known].max() * 1.25 + lengths.data.mean() if lengths.nnz else 1.0
    near[np.arange(len(sources)), sources] = 0.0
    return near


def _scaled(near: Points) -> Points:
    """Return a first guess by classical scaling of the distances to some nodes."""
    near = near[:: -(-len(near) // PIVOTS)]
    # what is alike in every way would fall onto one spot, and which one depends on the machine
    chance = np.random.default_rng(SEED)
    rough = (near * (1 + 0.05 * chance.random(near.shape))) ** 2
    centred = rough - rough.mean(axis=0) - rough.mean(axis=1)[:, None] + rough.mean()
    values, vectors = np.linalg.eigh(centred @ centred.T)
    points = centred.T @ vectors[:, -2:] / np.sqrt(np.abs(values[-2:]) + 1e-12)
    extent = np.abs(points).max(axis=0)
    signs = np.sign(points[np.abs(points).argmax(axis=0), (0, 1)])
    points = points * signs / np.where(extent, extent, 1.0) * near.max() / 2
    return np.asarray(points + chance.normal(scale=near.max() * 1e-3, size=points.shape))


def _all_pairs(near: Points) -> Pairs:
    one, other = np.triu_indices(len(near), 1)
    return Pairs(one, other, near[one, other])


def _some_pairs(lengths: csr_array, near: Points) -> Pairs:
    links = coo_array(lengths)
    once = links.row < links.col
    sources, count = pivots(lengths), lengths.shape[0]
    siblings = _siblings(lengths)
    parts = [
        Pairs(links.row[once], links.col[once], links.data[once]),
        Pairs(np.repeat(sources, count), np.tile(np.arange(count), len(sources)), near.ravel()),
        siblings,
    ]
    one, other, far = (np.concatenate(part) for part in zip(*parts, strict=True))
    real = one != other
    return Pairs(one[real], other[real], far[real])


def _siblings(lengths: csr_array) -> Pairs:
    """Return nodes with a neighbour in common, which else might fall onto one another."""
    chance = np.random.default_rng(SEED)
    degree = np.diff(lengths.indptr)
    centre = np.repeat(np.arange(len(degree)), degree * SIBLINGS)
    first, second = (
        lengths.indptr[centre] + (chance.random(len(centre)) * degree[centre]).astype(np.intp)
        for _ in range(2)
    )
    far = lengths.data[first] + lengths.data[second]
    return Pairs(lengths.indices[first], lengths.indices[second], far)


def _majorize(points: Points, pairs: Pairs) -> Points:
    one, other, far = pairs
    count = len(points)
    weight = far**-2.0
    ends = np.concatenate([one, other]), np.concatenate([other, one])
    twice = np.concatenate([weight, weight])
    laplacian = csc_array(coo_array((-twice, ends), shape=(count, count)))
    laplacian.setdiag(np.bincount(ends[0], twice, count) - laplacian.diagonal())
    # nothing says where the whole stands: this little holds it where it is
    hold = 1e-6 * float(weight.mean())
    solver = splu(csc_array(laplacian + eye_array(count) * hold))
    # where every pair counts, a square of numbers is several times as quick as a list of pairs
    pulls = (_pulls_of_all if count <= ALL_PAIRS else _pulls)(count, pairs, weight * far)
    for _ in range(ROUNDS):
        moved = solver.solve(pulls(points) + hold * points)
        change = np.abs(moved - points).max() / (np.abs(moved).max() or 1.0)
        points = moved
        if change < STILL:
            break
    return points


def _pulls(count: int, pairs: Pairs, strength: Points) -> Callable[[Points], Points]:
    def pulls(points: Points) -> Points:
        away = points[pairs.one] - points[pairs.other]
        away *= (strength / np.maximum(np.hypot(away[:, 0], away[:, 1]), LEAST))[:, None]
        sums = [
            np.bincount(pairs.one, away[:, axis], count)
            - np.bincount(pairs.other, away[:, axis], count)
            for axis in (0, 1)
        ]
        return np.stack(sums, axis=1)

    return pulls


def _pulls_of_all(count: int, pairs: Pairs, strength: Points) -> Callable[[Points], Points]:
    square = np.zeros((count, count))
    square[pairs.one, pairs.other] = square[pairs.other, pairs.one] = strength

    def pulls(points: Points) -> Points:
        x, y = (points[:, axis, None] - points[:, axis] for axis in (0, 1))
        by_distance = square / np.maximum(np.sqrt(x * x + y * y), LEAST)
        return np.asarray(points * by_distance.sum(axis=1)[:, None] - by_distance @ points)

    return pulls
