"""Keeps claims: an rdflib Dataset over Oxigraph, in memory or in a folder."""

from __future__ import annotations

from graphkit.store.contents import Counts
from graphkit.store.store import Store

__all__ = ["Counts", "Store"]
