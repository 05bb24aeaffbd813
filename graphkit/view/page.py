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
from typing import TYPE_CHECKING, Any

from graphkit.collector import uncollected
from graphkit.view.engines import TEMPLATES, engine, read
from graphkit.view.packing import table
from graphkit.view.payload import payload

if TYPE_CHECKING:
    from graphkit.network import Network
    from graphkit.ontology import Ontology
    from graphkit.view.engines import Engine

# in the order in which they build on one another, after `data` and those of the engine
SCRIPTS = (
    *("style", "communities", "state", "address", "seen", "shapes", "drawing"),
    *("labels", "picker", "cards", "panel", "filters", "period", "svg", "exports", "table"),
    "start",
)


def page(network: Network, title: str, known: Ontology, drawn_by: str = "pyvis") -> str:
    """Return the whole HTML page, drawn by the engine of this name."""
    chosen = engine(drawn_by)
    with uncollected():
        return _filled(chosen, payload(network, known), title)


def _filled(chosen: Engine, data: dict[str, Any], title: str) -> str:
    styles = _style()
    scripts = (*map(inline, chosen.library()), _app(chosen.scripts))
    values = {
        "nodes": data.pop("nodes"),
        "edges": data.pop("edges"),
        "claims": data.pop("claims"),
        "data": data,
        "heading": title.encode("utf-8", "replace").decode("utf-8"),
        "theme": json.loads(read(TEMPLATES / "theme.json")),
        "policy": policy(scripts, (styles,)),
        "style": styles,
        "scripts": scripts,
    }
    return chosen.fill(values, {"embed": embed, "table": table})


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


@cache
def _app(drawing: tuple[str, ...]) -> str:
    parts = (read(TEMPLATES / f"{name}.js") for name in ("data", *drawing, *SCRIPTS))
    return inline("(() => {\n'use strict';\n" + "\n".join(parts) + "})();\n")


@cache
def _style() -> str:
    return read(TEMPLATES / "page.css")
