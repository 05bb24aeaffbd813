"""What a change of some graphs does to the store, down to the graphs that are derived from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim
from graphkit.errors import StoreError
from graphkit.rdf.closure import CLOSURE
from graphkit.rdf.derived import FACTS
from graphkit.store import closure, derived
from graphkit.store.derived import Graph, Graphs, stored_graph
from graphkit.store.server import Quads

BULK = 1_000  # quads from which Oxigraph writes files faster than it logs


@dataclass(frozen=True, slots=True)
class Change:
    """The quads that come and go together.

    Attributes:
        added: Quads that come; the store may have some of them already.
        removed: Quads that go.
        sizes: How many quads each of the replaced graphs has then; one with none ends.
    """

    added: list[ox.Quad]
    removed: list[ox.Quad]
    sizes: dict[str, int]

    @classmethod
    def replacing(cls, store: ox.Store, graphs: Graphs) -> Change:
        """Return what it takes to replace graphs as wholes, and whatever is derived from them."""
        old = {iri: found for iri in graphs if (found := _stored(store, iri))}
        change = cls([], [], {iri: len(graph.quads) for iri, graph in graphs.items()})
        for iri, graph in graphs.items():
            change._turn(old.get(iri), graph)
        for derive in derived.DERIVATIONS:
            added, removed = derive(store, old, graphs)
            change.added.extend(added)
            change.removed.extend(removed)
        return change

    @classmethod
    def mending(cls, store: Quads, claims: Iterable[Claim]) -> Change:
        """Return what it takes to make facts and names right, computed from all `claims`."""
        wanted, known = derived.wanted(store, claims), derived.known(store)
        return cls(list(wanted - known), list(known - wanted), {})

    @classmethod
    def closing(cls, store: Quads, keep: bool) -> Change:
        """Return what it takes to have the closure of the facts, or to have it no more."""
        known = set(stored_graph(store, CLOSURE.value))
        wanted = closure.wanted(store, stored_graph(store, FACTS.value)) if keep else set()
        return cls(list(wanted - known), list(known - wanted), {})

    @property
    def dropped(self) -> list[str]:
        """Names of graphs that end."""
        return [iri for iri, size in self.sizes.items() if not size]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    def _turn(self, old: Graph | None, new: Graph) -> None:
        """A graph that the store lacks, as it does most, needs no comparison: all of it comes."""
        if old is None:
            self.added.extend(new.quads)
            return
        before, after = set(old.quads), set(new.quads)
        self.added.extend(after - before)
        self.removed.extend(before - after)


def write(
    store: ox.Store,
    added: list[ox.Quad],
    removed: list[ox.Quad],
    dropped: list[str],
    *,
    on_disk: bool = False,
) -> None:
    """Write in one transaction; Oxigraph waits for ever while an iterator over it is alive.

    Raises:
        StoreError: A quad that goes cannot be named, since somebody wrote a blank node.
    """
    if removed:
        try:
            store.update(rdf.update(added, removed, dropped))
        except SyntaxError as exc:
            text = "blank nodes were written past graphkit, and cannot be removed one by one"
            raise StoreError(f"{text}: take them out with SPARQL on `Store.oxigraph`") from exc
    elif on_disk and len(added) >= BULK:
        store.bulk_extend(added)
    else:
        store.extend(added)


def _stored(store: ox.Store, iri: str) -> Graph | None:
    if not store.contains_named_graph(ox.NamedNode(iri)):
        return None
    return Graph.of(stored_graph(store, iri))
