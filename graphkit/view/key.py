"""The key below a static picture: what its shapes, colours and dashes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graphkit.view.ink import DASHES, draw_shape
from graphkit.view.lettering import INK, SMALL, measured
from graphkit.view.sheet import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from graphkit.view.sheet import Sheet

ROW, SIGN, SPACE = 13.0, 20.0, 10.0  # points: height of a row, width of a sign, gap between entries
EDGE = 12.0  # at the left and the right

Entry = tuple[str, str]  # kind ("types", "families", "modality", "polarity") and name


def entries(sheet: Sheet) -> list[Entry]:
    """Return what occurs in the picture and wants explaining."""
    data = sheet.data
    types = {node["type"] for node in data["nodes"]}
    families = {data["relations"][edge["relation"]]["family"] for edge in data["edges"]}
    unreal = {claim["modality"] for claim in data["claims"]}
    negated = (
        [("polarity", "negated")] if any(c["polarity"] == "negated" for c in data["claims"]) else []
    )
    return [
        *(("types", name) for name in sheet.theme["types"] if name in types),
        *(("families", name) for name in (*sheet.theme["families"], "") if name in families),
        *(("modality", name) for name in DASHES if name in unreal),
        *negated,
    ]


def _placed(sheet: Sheet) -> Iterator[tuple[Entry, float, int]]:
    """Yield each entry with its left edge and its row."""
    x, row = EDGE, 0
    for entry in entries(sheet):
        wide = SIGN + measured(entry[1] or "other", SMALL)[0] + SPACE
        if x + wide > WIDTH - EDGE and x > EDGE:
            x, row = EDGE, row + 1
        yield entry, x, row
        x += wide


def key_height(sheet: Sheet) -> float:
    """Return how much room the key takes."""
    rows = [row for _, _, row in _placed(sheet)]
    return (max(rows) + 1.5) * ROW if rows else 0.0


def draw_key(axes: Axes, sheet: Sheet) -> None:
    """Draw the key below the picture."""
    for entry, x, row in _placed(sheet):
        kind, name = entry
        y = -(row + 0.5) * ROW
        if kind == "types":
            draw_shape(axes, sheet, name, np.array([[x + SIGN / 2, y]]), np.array([3.4]))
        else:
            _line(axes, sheet, entry, x, y)
        axes.text(
            x + SIGN,
            y,
            name or "other",
            fontsize=SMALL,
            color=INK,
            va="center_baseline",
            parse_math=False,
        )


def _line(axes: Axes, sheet: Sheet, entry: Entry, x: float, y: float) -> None:
    kind, name = entry
    negated = sheet.theme["negated"][0]
    colours = {"families": sheet.colour("families", name), "polarity": negated}
    colour = colours.get(kind, INK)
    style = (0, DASHES[name]) if kind == "modality" else "-"
    axes.plot([x, x + SIGN - 5], [y, y], color=colour, linewidth=1.2, linestyle=style)
    if kind == "polarity":
        axes.plot(x + SIGN / 2 - 2.5, y, "x", color=colour, markersize=4, markeredgewidth=1.2)
