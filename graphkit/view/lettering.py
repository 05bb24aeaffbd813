"""Names in a static picture: the important ones first, none on another, none cut off."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graphkit.view.ink import PAPER, bends, middle, stroke, traces
from graphkit.view.sheet import WIDTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from graphkit.view.sheet import Points, Sheet

INK = "#1c2128"
LARGE, SMALL, TINY = 7.5, 6.2, 5.4  # points: names of leading nodes, of others, of relations
LEADING = 8  # nodes
NAMED = 150  # nodes at most that get a name
FEW = 40  # edges up to which relations are named
LINE = 22  # letters of a line
GAP = 1.5  # points between a node and its name


class Box(NamedTuple):
    """A piece of the sheet, from its lower left to its upper right corner."""

    left: float
    low: float
    right: float
    high: float


class Room:
    """What is taken of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = Box(2, 2, WIDTH - 2, sheet.height - 2)
        reach = sheet.radii[:, None]
        self._shapes = np.concatenate([sheet.points - reach, sheet.points + reach], axis=1)
        self._names = np.empty((0, 4))
        self._ink = traces(sheet)

    def crossed(self, box: Box) -> int:
        """Return how much of edges a box would cover."""
        x, y = self._ink.T
        return int(((box.left < x) & (x < box.right) & (box.low < y) & (y < box.high)).sum())

    def take(self, box: Box) -> None:
        """Nothing else goes there."""
        self._names = np.append(self._names, [box], axis=0)

    def free(self, box: Box, *, over: bool = False) -> bool:
        """Whether a box is inside and lies on nothing; `over` lesser shapes, it may."""
        inside = self._sheet.left <= box.left and box.right <= self._sheet.right
        inside = inside and self._sheet.low <= box.low and box.high <= self._sheet.high
        shapes = self._shapes[:LEADING] if over else self._shapes
        left, low, right, high = np.concatenate([shapes, self._names]).T
        clear = (box.right <= left) | (right <= box.left) | (box.high <= low) | (high <= box.low)
        return bool(inside and clear.all())

    def best(self, boxes: list[Box], *, leading: bool) -> Box | None:
        """Return the free box that covers least of the edges."""
        free = [box for box in boxes if self.free(box)]
        if leading and not free:
            free = [box for box in boxes if self.free(box, over=True)]
        return min(free, key=self.crossed, default=None)


def draw_names(axes: Axes, sheet: Sheet) -> None:
    """Write the names of nodes and, of few, of relations wherever there is room."""
    room = Room(sheet)
    for node in sheet.data["nodes"][:NAMED]:
        number = node["id"]
        size = LARGE if number < LEADING else SMALL
        text = "\n".join(lines(node["label"]))
        width, height = measured(text, size)
        at, radius = sheet.points[number], float(sheet.radii[number])
        leading = number < LEADING
        if box := room.best(around(at, radius + GAP, width, height), leading=leading):
            room.take(box)
            _write(axes, box, text, size, INK, bold=leading)
    if len(sheet.data["edges"]) <= FEW:
        _relations(axes, sheet, room)


def _relations(axes: Axes, sheet: Sheet, room: Room) -> None:
    edges = sheet.data["edges"]
    for edge, bend in zip(edges, bends(edges), strict=True):
        look = stroke(sheet, edge)
        count = len(edge["claims"])
        text = sheet.data["relations"][edge["relation"]]["label"] + (
            f" ×{count}" if count > 1 else ""
        )
        width, height = measured(text, TINY)
        at = middle(sheet.points[edge["from"]], sheet.points[edge["to"]], bend)
        shift = height * 0.9 if look.negated else 0.0  # the cross stays visible
        box = Box(
            at[0] - width / 2,
            at[1] - height / 2 + shift,
            at[0] + width / 2,
            at[1] + height / 2 + shift,
        )
        if room.free(box):
            room.take(box)
            _write(axes, box, text, TINY, look.colour, plate=True)


def lines(name: str) -> list[str]:
    """Return a name on up to three lines."""
    found = [""]
    for word in name.split():
        longer = f"{found[-1]} {word}".strip()
        if len(longer) <= LINE or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    cut = [line if len(line) <= LINE + 6 else f"{line[: LINE + 5]}…" for line in found[:3]]
    return cut if len(found) <= 3 else [*cut[:2], f"{cut[2]}…"]


@cache
def measured(text: str, size: float) -> tuple[float, float]:
    """Return width and height of a text in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    rows = text.split("\n")
    font = FontProperties(family="DejaVu Sans", weight="bold")
    paths = (TextPath((0, 0), row or " ", size=size, prop=font, usetex=False) for row in rows)
    return max(float(path.get_extents().width) for path in paths) + 2, len(rows) * size * 1.2 + 1


def around(at: Points, gap: float, width: float, height: float) -> list[Box]:
    """Return boxes below, above, beside and askew of a node."""
    x, y = float(at[0]), float(at[1])
    half, askew = width / 2, gap * 0.7
    corners = [
        (x - half, y - gap - height),
        (x - half, y + gap),
        (x + gap, y - height / 2),
        (x - gap - width, y - height / 2),
        (x + askew, y - askew - height),
        (x - askew - width, y - askew - height),
        (x + askew, y + askew),
        (x - askew - width, y + askew),
    ]
    return [Box(left, low, left + width, low + height) for left, low in corners]


def _write(
    axes: Axes,
    box: Box,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    plate: bool = False,
) -> None:
    from matplotlib.patheffects import withStroke

    axes.text(
        (box.left + box.right) / 2,
        (box.low + box.high) / 2,
        text,
        fontsize=size,
        fontfamily="DejaVu Sans",
        fontweight="bold" if bold else "normal",
        color=colour,
        ha="center",
        va="center",
        linespacing=1.1,
        parse_math=False,
        zorder=4,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6} if plate else None,
        path_effects=[] if plate else [withStroke(linewidth=1.6, foreground=PAPER)],
    )
