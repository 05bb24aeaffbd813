"""A network as a static picture, SVG or PNG: what the page shows at first view, for print.

Places, sizes, shapes, colours and dashes are those of the page; equal networks give equal SVG.
"""

from __future__ import annotations

import io
import json
import warnings
from typing import TYPE_CHECKING, Any

from graphkit.errors import ViewError
from graphkit.view.engines import TEMPLATES, read
from graphkit.view.ink import draw_edges, draw_nodes
from graphkit.view.key import draw_key, key_height
from graphkit.view.lettering import draw_names
from graphkit.view.payload import payload
from graphkit.view.sheet import WIDTH, Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from graphkit.network import Network
    from graphkit.ontology import Ontology

PICTURES = ("svg", "png")
DOTS = 300  # that an inch of a PNG has
INCH = 72  # points


def picture(network: Network, known: Ontology, kind: str) -> bytes:
    """Return the picture of `network` as a file of this kind, one of PICTURES.

    Raises:
        ViewError: The kind is unknown, or matplotlib is not installed as it should be.
    """
    if kind not in PICTURES:
        raise ViewError(f"{kind!r} is no kind of picture; choose one of: {', '.join(PICTURES)}")
    try:
        import matplotlib as mpl
    except ImportError as exc:
        raise ViewError(f"a static picture needs matplotlib: {exc}") from exc
    file = io.BytesIO()
    stamp: dict[str, Any] = {"Date": None} if kind == "svg" else {}
    # the salt makes the ids of an SVG the same on every run
    with mpl.rc_context({"svg.hashsalt": "graphkit"}), warnings.catch_warnings():
        # no font has every script of the world; what it lacks is drawn as an empty box
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        _figure(network, known).savefig(file, format=kind, dpi=DOTS, metadata=stamp)
    return file.getvalue()


def _figure(network: Network, known: Ontology) -> Figure:
    from matplotlib.figure import Figure

    sheet = Sheet.of(payload(network, known), json.loads(read(TEMPLATES / "theme.json")))
    below = key_height(sheet)
    figure = Figure(figsize=(WIDTH / INCH, (sheet.height + below) / INCH))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(-below, sheet.height))
    draw_edges(axes, sheet)
    draw_nodes(axes, sheet)
    draw_names(axes, sheet)
    draw_key(axes, sheet)
    return figure
