"""A network as one self-contained HTML file, or as a picture for print.

`render` gives the page, `picture` an SVG or PNG, `write` puts either into a file, and `iframe`
wraps the page for a notebook. The page makes no network request and no markup from any text; it is
drawn through our own template, by pyvis (vis-network) if no other engine is named. The parts:

- `payload.py` turns the network into plain data
- `engines.py` knows what can draw it
- `page.py` puts data, styles and scripts together under a strict Content-Security-Policy
- `picture.py` draws on a `sheet.py`, in `ink.py`, with `lettering.py` and a `key.py`
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import ontology
from graphkit.errors import ViewError
from graphkit.view.page import page
from graphkit.view.picture import PICTURES, picture

if TYPE_CHECKING:
    from os import PathLike

    from graphkit.network import Network
    from graphkit.ontology import Ontology

__all__ = ["FORMATS", "iframe", "picture", "render", "write"]

FORMATS = ("html", *PICTURES)

TITLE = "Who does what to whom"
# The page runs its own scripts and opens the links that are clicked; it never shares the notebook's
# origin, so it cannot read or change the notebook around it.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"


def render(
    network: Network, *, title: str = TITLE, known: Ontology | None = None, engine: str = "pyvis"
) -> str:
    """Return the page that draws `network`.

    Args:
        network: What is drawn.
        title: Its heading.
        known: Where labels and families of relations and the actors' offices come from; without
            it, the ontology and seeds that graphkit ships.
        engine: What draws it: one of `graphkit.view.engines.ENGINES`.

    Raises:
        ViewError: The libraries that draw it are not installed as they should be.
    """
    return page(network, title, known or ontology.load(), engine)


def write(
    network: Network,
    path: str | PathLike[str],
    *,
    title: str = TITLE,
    known: Ontology | None = None,
    engine: str = "pyvis",
    format: str | None = None,
) -> Path:
    """Write the page or the picture that draws `network` to `path`, and return the path.

    Args:
        network: What is drawn.
        path: The file.
        title: The heading of a page.
        known: The ontology; without it, the one that graphkit ships.
        engine: What draws a page.
        format: One of FORMATS; without it, `svg` or `png` if the file is called so, else `html`.

    Raises:
        ViewError: The format is unknown, or the file cannot be written.
    """
    target = Path(path)
    kind = format or target.suffix.lower().removeprefix(".")
    if format and format not in FORMATS:
        raise ViewError(f"{format!r} is no format of a view; choose one of: {', '.join(FORMATS)}")
    if kind in PICTURES:
        content = picture(network, known or ontology.load(), kind)
    else:
        content = render(network, title=title, known=known, engine=engine).encode()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as exc:
        raise ViewError(f"{target}: the view cannot be written: {exc.strerror or exc}") from exc
    return target


def iframe(
    network: Network, *, title: str = TITLE, known: Ontology | None = None, height: int = 720
) -> str:
    """Return the page inside a sandboxed `<iframe>`, as a notebook shows it."""
    inner = html.escape(render(network, title=title, known=known), quote=True)
    return (
        f'<iframe title="{html.escape(title, quote=True)}" sandbox="{SANDBOX}" '
        f'style="width:100%;height:{int(height)}px;border:0" srcdoc="{inner}"></iframe>'
    )
