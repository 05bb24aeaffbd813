"""Boxes that lie on one another are pushed apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

ROUNDS = 400  # most networks need far fewer
GROW, EVERY = 1.1, 20  # what is too dense to be pushed apart grows, after so many rounds each time
STEP = 0.4  # of an overlap that one round removes: more, and nodes jump over one another
SLACK = 4.0  # pixels beyond, so that the last round comes soon


def apart(
    points: Points, boxes: Points, ease: Points | None = None, patience: int = EVERY
) -> Points:
    """Return places where no box lies on another, each pushed along the shorter way out.

    Args:
        points: Where the middles of the boxes are.
        boxes: Their widths and heights.
        ease: How easily each moves; without it all move alike.
        patience: After so many rounds, what is still too dense grows.
    """
    points = points.copy()
    easy = np.ones(len(points)) if ease is None else ease
    for turn in range(1, ROUNDS):
        if turn % patience == 0:
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
        push = np.where(shorter, (overlap + SLACK) * side, 0.0) * (2 * STEP)
        part = (easy[one] / (easy[one] + easy[other]))[:, None]
        np.add.at(points, one, push * part)
        np.add.at(points, other, -push * (1 - part))
    return points


def _close(points: Points, boxes: Points) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of boxes that may overlap."""
    largest = boxes.max(axis=0)
    pairs = cKDTree(points / largest).query_pairs(1.0, p=np.inf, output_type="ndarray")
    return pairs[:, 0], pairs[:, 1]
