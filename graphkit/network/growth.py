"""A network that has grown: what stood somewhere stays there, what is new finds room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from graphkit.network.apart import apart

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

STIFF = 0.1  # how easily an old node moves, where a new one has 1
SPOTS = 400  # that are tried for a new node
PATIENCE = 150  # rounds of pushing before all grows: that moves everything
GOLDEN = np.pi * (3 - np.sqrt(5))  # an angle whose multiples never meet


def grown(links: csr_array, start: Points, sizes: Points) -> Points:
    """Return places for all, near to where they stood; `start` is NaN for what is new."""
    old = np.isfinite(start[:, 0])
    points = _beside(links, start, sizes)
    return apart(points, sizes, np.where(old, STIFF, 1.0), PATIENCE)


def aligned(points: Points, start: Points) -> Points:
    """Turn, mirror and move a new layout as a whole towards where nodes stood before."""
    old = np.isfinite(start[:, 0])
    here, there = points[old].mean(axis=0), start[old].mean(axis=0)
    left, _, right = np.linalg.svd((points[old] - here).T @ (start[old] - there))
    return np.asarray((points - here) @ (left @ right) + there)


def _beside(links: csr_array, start: Points, sizes: Points) -> Points:
    """Put what is new between its neighbours, step by step; what has none, in rows below."""
    points, placed = start.copy(), np.isfinite(start[:, 0])
    while len(ready := np.flatnonzero(~placed & (links @ placed > 0))):
        near = csr_array(links[ready] * placed)
        middles = (near @ np.nan_to_num(points)) / near.sum(axis=1)[:, None]
        for number, middle in zip(ready, middles, strict=True):
            points[number] = _free(points, sizes, middle, sizes[number])
        placed[ready] = True
    alone = np.flatnonzero(~placed)
    points[alone] = _rows(points[placed], sizes[alone])
    return points


def _free(points: Points, sizes: Points, wanted: Points, size: Points) -> Points:
    """Return the first spot on a spiral around `wanted` where a box of this size lies on no other.

    Where nothing is free for a long way, the outermost spot: boxes are pushed apart in the end.
    """
    turns = np.arange(SPOTS)
    step = np.sqrt(turns)[:, None] * size / 2
    spots = wanted + step * np.stack([np.cos(turns * GOLDEN), np.sin(turns * GOLDEN)], axis=1)
    room = (sizes + size) / 2 + 1
    close = (np.abs(points - wanted) < room + step.max(axis=0)).all(axis=1)  # never of a NaN
    gaps = np.abs(spots[:, None] - points[None, close]) - room[close]
    taken = (gaps < 0).all(axis=2).any(axis=1)
    return np.asarray(spots[np.argmin(taken) if not taken.all() else -1])


def _rows(taken: Points, sizes: Points) -> Points:
    if not len(sizes):
        return np.empty((0, 2))
    cell = sizes.max(axis=0)
    (left, _), (right, floor) = taken.min(axis=0), taken.max(axis=0)
    columns = max(1, int((right - left) // cell[0]))
    row, column = np.divmod(np.arange(len(sizes)), columns)
    return np.stack([left + (column + 0.5) * cell[0], floor + (row + 1.5) * cell[1]], axis=1)
