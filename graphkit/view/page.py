"""Puts data, styles and scripts together into one HTML file under a strict policy.

Nothing in the page is loaded from anywhere: the policy allows no source at all, and of scripts and
styles only those whose hash stands in it. Data travels as JSON that cannot close its own element.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import ViewError
from graphkit.view.payload import payload

if TYPE_CHECKING:
    from graphkit.network import Network
    from graphkit.ontology import Ontology

TEMPLATES = Path(__file__).parent / "templates"
# in the order in which they build on one another
SCRIPTS = ("data", "state", "style", "drawing", "labels", "panel", "controls", "table", "start")
OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hoverConnectedEdges": False, "tooltipDelay": 10**9},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "chosen": False},
    "edges": {"chosen": False, "hoverWidth": 0, "selectionWidth": 0},
}


def page(network: Network, title: str, known: Ontology) -> str:
    """Return the whole HTML page."""
    data = payload(network, known)
    drawing = _pyvis()
    # pyvis' own `from_nx` and `add_edge` look through all edges at every call
    drawing.nodes, drawing.edges = data.pop("nodes"), data.pop("edges")
    drawing.options = OPTIONS
    drawing.heading = title.encode("utf-8", "replace").decode("utf-8")
    drawing.set_template((TEMPLATES / "page.html").as_posix())
    styles, scripts = _style(), (_vis(), _app())
    drawing.templateEnv.filters["embed"] = embed
    drawing.templateEnv.globals.update(
        data=data,
        theme=json.loads(_read(TEMPLATES / "theme.json")),
        policy=policy(scripts, (styles,)),
        style=styles,
        scripts=scripts,
    )
    return str(drawing.generate_html())


def embed(value: object) -> str:
    """Return `value` as JSON that is inert inside a `<script>`: plain ASCII without < > &."""
    text = json.dumps(value, separators=(",", ":"))
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})


def policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """Return the Content-Security-Policy under which only these scripts and styles run."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_hash, scripts)),
            "style-src " + " ".join(map(_hash, styles)),
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def inline(script: str) -> str:
    """Return `script` as it can stand inside a `<script>`: nothing in it ends the element."""
    script = script.replace("\r\n", "\n").replace("\r", "\n")
    script = re.sub(r"//# sourceMappingURL=\S*", "", script)  # or developer tools would fetch it
    return re.sub(r"<(?=/script|!--)", r"\\x3c", script, flags=re.IGNORECASE)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _pyvis() -> Any:
    try:
        from pyvis.network import Network as Drawing
    except ImportError as exc:
        raise ViewError(f"drawing needs pyvis: {exc}") from exc
    return Drawing(directed=True, cdn_resources="in_line")


@cache
def _vis() -> str:
    """Return vis-network as it lies inside pyvis."""
    import pyvis

    found = sorted(Path(str(pyvis.__file__)).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    if not found:
        raise ViewError("the installed pyvis carries no vis-network; install pyvis 0.3.2")
    return inline(_read(found[-1]))


@cache
def _app() -> str:
    parts = (_read(TEMPLATES / f"{name}.js") for name in SCRIPTS)
    return inline("(() => {\n'use strict';\n" + "\n".join(parts) + "})();\n")


@cache
def _style() -> str:
    return _read(TEMPLATES / "page.css")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        raise ViewError(f"{path.name}: missing from the installation; reinstall graphkit") from exc
