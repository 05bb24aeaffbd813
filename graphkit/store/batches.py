"""Whole graphs in batches: large enough to be written fast, soon enough to lose little."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from graphkit.store.graph import Graph

SIZE = 100_000  # quads after which a batch is full
PATIENCE = 5.0  # seconds after which it is written all the same: reading a text is slow


def batches(graphs: Iterable[tuple[str, Graph]]) -> Iterator[dict[str, Graph]]:
    """Yield graphs by name, in batches; of two of one name in a batch the later counts."""
    batch: dict[str, Graph] = {}
    size, since = 0, time.monotonic()
    for iri, graph in graphs:
        batch[iri] = graph
        size += len(graph)
        if size >= SIZE or time.monotonic() - since >= PATIENCE:
            yield batch
            batch, size, since = {}, 0, time.monotonic()
    if batch:
        yield batch
