"""Keeps claims: in memory, in a folder, or on any SPARQL 1.1 server."""

from __future__ import annotations

from graphkit.store.contents import Counts
from graphkit.store.judgements import Judgement
from graphkit.store.server import Quads
from graphkit.store.store import Store

__all__ = ["Counts", "Judgement", "Quads", "Store"]
