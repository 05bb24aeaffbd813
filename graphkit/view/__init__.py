"""A network as one self-contained HTML file: no network request, no markup from any text.

`render` gives the page, `write` puts it into a file, `iframe` wraps it for a notebook. The page is
drawn through our own template, by pyvis (vis-network) if no other engine is named; its parts:

- `payload.py` turns the network into plain data
- `engines.py` knows what can draw it
- `page.py` puts data, styles and scripts together under a strict Content-Security-Policy
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import ontology
from graphkit.errors import ViewError
from graphkit.view.page import page

if TYPE_CHECKING:
    from os import PathLike

    from graphkit.network import Network
    from graphkit.ontology import Ontology

__all__ = ["iframe", "render", "write"]

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
) -> Path:
    """Write the page that draws `network` to `path`, and return the path.

    Raises:
        ViewError: The file cannot be written.
    """
    target = Path(path)
    text = render(network, title=title, known=known, engine=engine)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
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
