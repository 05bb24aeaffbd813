"""What pyvis makes of the same network by itself, with its own template and shapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
from pyvis.network import Network as Pyvis

from graphkit.network import Network

# vis-network draws in the next frame; this notes the moment after it, as graphkit's page does
NOTE = "requestAnimationFrame(() => setTimeout(() => performance.mark('drawn')));"
STILL = {"physics": {"enabled": False}}


def from_nx(network: Network, *, directed: bool) -> str:
    """Return pyvis' page as its users make it; undirected, as it comes, it looks for each edge."""
    drawing = Pyvis(directed=directed, cdn_resources="in_line")
    labelled: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, data in network.graph.nodes(data=True):
        labelled.add_node(iri, label=data["label"])
    labelled.add_edges_from(network.graph.edges())
    drawing.from_nx(labelled)
    return str(drawing.generate_html())


def written(network: Network, path: Path, *, physics: bool) -> Path:
    """Write pyvis' page, with physics as it comes or with graphkit's places and none."""
    drawing = Pyvis(directed=True, cdn_resources="in_line", height="750px")
    places = network.places()
    for row in network.ranking():
        at = places[row.iri]
        node: dict[str, Any] = {"id": row.iri, "label": row.label, "shape": "dot", "size": at.size}
        drawing.nodes.append(node if physics else node | {"x": at.x, "y": at.y})
    drawing.edges = [
        {"from": one, "to": other, "arrows": "to"} for one, other in network.graph.edges()
    ]
    if not physics:
        drawing.set_options(json.dumps(STILL))
    text = drawing.generate_html()
    path.write_text(text if physics else text.replace("return network;", f"{NOTE} return network;"))
    return path
