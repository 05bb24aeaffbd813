"""The sheet of a static picture: what is drawn, where and how large, in points of print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Data = dict[str, Any]
    Points = NDArray[np.float64]

WIDTH = 518.0  # points: the text of an A4 page with small margins, or two columns
LOW, HIGH = 220.0, 640.0  # how low and how high a picture may be
MARGIN = 40.0  # around the nodes, for names at the rim
SMALLEST, SMALL, SHARE = 0.7, 2.4, 12  # points; the least radius, by the room that each node has
LARGEST = 11.0  # of the most important node in a small one
PAGE = 30.0  # what the same node has in the page


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn, where and how large.

    Attributes:
        data: Nodes, edges, claims and relations, as the page has them.
        theme: Shapes and colours.
        points: Where each node stands.
        radii: How large it is.
        height: Of the sheet without its key.
    """

    data: Data
    theme: Data
    points: Points
    radii: Points
    height: float

    @classmethod
    def of(cls, data: Data, theme: Data) -> Self:
        """Lay the network out on a sheet of its shape."""
        spots = np.array([(n["x"], -n["y"]) for n in data["nodes"]], float).reshape(-1, 2)
        if not len(spots):
            return cls(data, theme, spots, np.zeros(0), LOW)
        low, extent = spots.min(axis=0), np.maximum(np.ptp(spots, axis=0), 1.0)
        inner = WIDTH - 2 * MARGIN
        height = float(np.clip(inner * extent[1] / extent[0] + 2 * MARGIN, LOW, HIGH))
        scale = min(inner / extent[0], (height - 2 * MARGIN) / extent[1], 1.0)
        middle = np.array([WIDTH, height]) / 2
        radii = np.array([node["size"] for node in data["nodes"]])
        least = np.clip(np.sqrt(WIDTH * height / len(spots)) / SHARE, SMALLEST, SMALL)
        return cls(
            data,
            theme,
            (spots - low - extent / 2) * scale + middle,
            np.maximum(
                np.clip(radii * scale, 0, radii * LARGEST / PAGE), least * radii / radii.min()
            ),
            height,
        )

    def colour(self, kind: str, name: str) -> str:
        """Return the colour of a type or a family on paper."""
        if kind == "types":
            return str(self.theme["types"][name]["colour"][0])
        return str(self.theme["families"].get(name, self.theme["other"])[0])
