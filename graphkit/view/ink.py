"""Nodes and edges of a static picture."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from graphkit.view.sheet import Data, Points, Sheet

MARKERS = {
    "dot": "o",
    "square": "s",
    "hexagon": "H",
    "triangle": "^",
    "triangleDown": "v",
    "diamond": "D",
    "star": "*",
}
# as wide as a circle of the same size looks
SCALES = {"square": 0.85, "diamond": 0.8, "hexagon": 1.05, "star": 1.4}
DASHES = {"planned": (4, 2.4), "possible": (1, 2.4), "requested": (4, 2, 1, 2)}
BEND = 0.18  # of the length
CROWD, FAINT, QUOTED = (
    300,
    0.45,
    0.5,
)  # edges from which on they are lighter; how strong they are then
CROSSED = 1500  # edges; beyond, only their colour says that they are negated
TRACES = 24  # points of an edge that stand for its line
PAPER = "#ffffff"


class Stroke(NamedTuple):
    """How an edge is drawn."""

    colour: str
    width: float
    strength: float
    dashes: tuple[float, ...] | None
    negated: bool


def stroke(sheet: Sheet, edge: Data) -> Stroke:
    """Return how an edge is drawn, from what its claims have in common."""
    claims = [sheet.data["claims"][number] for number in edge["claims"]]
    negated = all(claim["polarity"] == "negated" for claim in claims)
    real = any(claim["modality"] == "actual" for claim in claims)
    family = sheet.data["relations"][edge["relation"]]["family"]
    crowd = len(sheet.data["edges"])
    return Stroke(
        sheet.theme["negated"][0] if negated else sheet.colour("families", family),
        (0.8 + 0.35 * math.log2(len(claims))) * (1 if crowd <= CROWD else 0.6),
        (QUOTED if all(claim["says"] for claim in claims) else 1.0)
        * (1 if crowd <= CROWD else FAINT),
        None if real else DASHES[claims[0]["modality"]],
        negated,
    )


def bends(edges: Sequence[Data]) -> list[float]:
    """Return how much each edge is bent, so that those of the same pair lie apart."""
    pairs = defaultdict(list)
    for number, edge in enumerate(edges):
        pairs[tuple(sorted((edge["from"], edge["to"])))].append(number)
    found = [0.0] * len(edges)
    for numbers in pairs.values():
        for place, number in enumerate(numbers):
            side = 1 if edges[number]["from"] < edges[number]["to"] else -1
            found[number] = (place - (len(numbers) - 1) / 2) * BEND * side
    return found


def middle(start: Points, end: Points, bend: float) -> Points:
    """Return the point half way along an edge."""
    along = end - start
    return np.asarray((start + end) / 2 + bend / 2 * np.array([along[1], -along[0]]))


def traces(sheet: Sheet) -> Points:
    """Return points along all edges, for what should not cover them."""
    edges = sheet.data["edges"]
    if not edges:
        return np.empty((0, 2))
    start, end = (sheet.points[[edge[name] for edge in edges]] for name in ("from", "to"))
    along = end - start
    knee = start + along / 2 + np.array(bends(edges))[:, None] * along[:, ::-1] * (1, -1)
    part = np.linspace(0.04, 0.96, TRACES)[:, None, None]
    curve = (1 - part) ** 2 * start + 2 * part * (1 - part) * knee + part**2 * end
    return np.asarray(curve.reshape(-1, 2))


def draw_edges(axes: Axes, sheet: Sheet) -> None:
    """Draw all edges; bent apart and with arrows where there are not too many."""
    edges = sheet.data["edges"]
    if len(edges) > CROWD:
        _straight(axes, sheet)
        return
    for edge, bend in zip(edges, bends(edges), strict=True):
        _bent(axes, sheet, edge, bend)


def _straight(axes: Axes, sheet: Sheet) -> None:
    from matplotlib.collections import LineCollection
    from matplotlib.colors import to_rgba

    edges = sheet.data["edges"]
    strokes = [stroke(sheet, edge) for edge in edges]
    lines = LineCollection(
        [sheet.points[[edge["from"], edge["to"]]] for edge in edges],
        colors=[to_rgba(each.colour, each.strength) for each in strokes],
        linewidths=[each.width for each in strokes],
        zorder=1,
    )
    axes.add_collection(lines)
    crossed = [edge for edge, look in zip(edges, strokes, strict=True) if look.negated]
    for edge in crossed if len(edges) <= CROSSED else []:
        _cross(axes, sheet, (sheet.points[edge["from"]] + sheet.points[edge["to"]]) / 2, 2.2)


def _bent(axes: Axes, sheet: Sheet, edge: Data, bend: float) -> None:
    from matplotlib.patches import FancyArrowPatch

    look = stroke(sheet, edge)
    start, end = sheet.points[edge["from"]], sheet.points[edge["to"]]
    symmetric = sheet.data["relations"][edge["relation"]]["symmetric"]
    axes.add_patch(
        FancyArrowPatch(
            (start[0], start[1]),
            (end[0], end[1]),
            connectionstyle=f"arc3,rad={bend}",
            arrowstyle="-" if symmetric else "-|>,head_length=3.2,head_width=1.5",
            shrinkA=float(sheet.radii[edge["from"]]),
            shrinkB=float(sheet.radii[edge["to"]]) + 1,
            mutation_scale=1,
            color=look.colour,
            alpha=look.strength,
            linewidth=look.width,
            linestyle=(0, look.dashes) if look.dashes else "-",
            zorder=1,
        )
    )
    if look.negated:
        _cross(axes, sheet, middle(start, end, bend), 4)


def _cross(axes: Axes, sheet: Sheet, at: Points, size: float) -> None:
    colour = sheet.theme["negated"][0]
    axes.plot(at[0], at[1], "x", color=colour, markersize=size, markeredgewidth=size / 3, zorder=3)


def draw_nodes(axes: Axes, sheet: Sheet) -> None:
    """Draw the nodes, one type after the other, the most important on top."""
    kinds = defaultdict(list)
    for node in reversed(sheet.data["nodes"]):
        kinds[node["type"]].append(node["id"])
    for kind, numbers in sorted(kinds.items()):
        draw_shape(axes, sheet, kind, sheet.points[numbers], sheet.radii[numbers])


def draw_shape(axes: Axes, sheet: Sheet, kind: str, points: Points, radii: Points) -> None:
    """Draw the shape of an entity type at these points."""
    look = sheet.theme["types"][kind]
    colour = sheet.colour("types", kind)
    rim = 0.6 if len(sheet.points) < CROWD else 0.2
    axes.scatter(
        points[:, 0],
        points[:, 1],
        s=(2 * radii * SCALES.get(look["shape"], 1.0)) ** 2,
        marker=MARKERS[look["shape"]],
        facecolors=PAPER if look.get("hollow") else colour,
        edgecolors=colour if look.get("hollow") else PAPER,
        linewidths=2 * rim if look.get("hollow") else rim,
        zorder=2,
    )
