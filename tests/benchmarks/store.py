"""Writing claims to disk, against what pyoxigraph and oxrdflib do with the same quads."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
from benchmarks.corpus import readings
from benchmarks.measure import Row, paired
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.term import Node

from graphkit import rdf
from graphkit.claims import Reading
from graphkit.store import Store

SLOW = 10_000  # claims up to which oxrdflib is asked: it takes minutes for more


def rows(sizes: Sequence[int]) -> Iterator[Row]:
    """Yield the ratios of speed: 0.5 is half as fast."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield from _rows(size, list(readings(size)), Path(folder))


def _rows(size: int, given: list[Reading], home: Path) -> Iterator[Row]:
    quads = [quad for reading in given for quad in rdf.quads(reading)]
    file = home / "quads.nq"
    ox.serialize(quads, str(file), format=ox.RdfFormat.N_QUADS)
    stores = Stores(home)

    def bulk_load() -> None:
        stores.theirs.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        stores.theirs.flush()

    def add() -> None:
        stores.ours.add(given)

    rounds = 3 if size <= SLOW else 1
    found = paired(add, bulk_load, rounds=rounds, before=stores.renew)
    yield Row("speed of writing, to bulk_load of a file", size, 1 / found.ratio, "≥0.5", str(found))
    if size <= SLOW:
        terms = _terms(file)
        gc.freeze()  # the collector shall not walk through their terms while ours are written
        rounds = 3 if size < SLOW else 1
        found = paired(
            add, lambda: _add_n(terms, stores.theirs), rounds=rounds, before=stores.renew
        )
        gc.unfreeze()
        yield Row("speed of writing, to oxrdflib's addN", size, 1 / found.ratio, "≥3", str(found))
    stores.close()


class Stores:
    """A store of ours and one of theirs, both new and open."""

    def __init__(self, home: Path) -> None:
        self._home, self._number = home, 0
        self.renew()

    def renew(self) -> None:
        """Begin anew; the graphs that every store of ours starts with are no part of the work."""
        self.close()
        self._number += 1
        self.ours = Store.open(self._home / f"ours-{self._number}")
        self.theirs = ox.Store(str(self._home / f"theirs-{self._number}"))

    def close(self) -> None:
        """Let go of both."""
        if self._number:
            self.ours.close()
            del self.theirs
            for name in ("ours", "theirs"):
                shutil.rmtree(self._home / f"{name}-{self._number}")


def _terms(file: Path) -> list[tuple[Node, Node, Node, str]]:
    """Return the quads of a file as rdflib has them: making its terms does not count."""
    parsed = Dataset().parse(file, format="ox-nquads")
    return [(s, p, o, str(graph)) for s, p, o, graph in parsed.quads()]


def _add_n(quads: list[tuple[Node, Node, Node, str]], store: ox.Store) -> None:
    """Add quads as rdflib's users do."""
    dataset = Dataset(OxigraphStore(store=store))
    dataset.addN((s, p, o, dataset.graph(graph)) for s, p, o, graph in quads)
    store.flush()
