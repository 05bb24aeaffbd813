"""The actor network: claims as a `networkx.MultiDiGraph`, its measures and its exports.

`network(claims, documents)` makes one; `Network.graph` is plain networkx, so that everything
networkx can do stays open.
"""

from __future__ import annotations

from graphkit.network.formats import FORMATS, export
from graphkit.network.loading import load
from graphkit.network.measures import Measures, Ranked, measure
from graphkit.network.model import Network, network
from graphkit.network.selection import NODE_TYPES, Choice, select

__all__ = [
    "FORMATS",
    "NODE_TYPES",
    "Choice",
    "Measures",
    "Network",
    "Ranked",
    "export",
    "load",
    "measure",
    "network",
    "select",
]
