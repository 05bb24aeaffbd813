"""What a change of some graphs does to the store, down to the graphs that are derived from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim
from graphkit.errors import StoreError
from graphkit.rdf.closure import CLOSURE
from graphkit.rdf.derived import FACTS
from graphkit.store import closure, derived
from graphkit.store.graph import Graph, Graphs, stored_graph
from graphkit.store.server import Quads

BULK = 1_000  # quads from which Oxigraph writes files faster than it logs


@dataclass(frozen=True, slots=True)
class Change:
    """The quads that come and go together.

    Attributes:
        added: Quads that come; the store may have some of them already.
        removed: Quads that go.
        sizes: How many quads each of the replaced graphs has then; one with none ends.
        graphs: Graphs that come whole, which the store has nothing of.
    """

    added: Sequence[ox.Quad]
    removed: Sequence[ox.Quad]
    sizes: Mapping[str, int] = field(default_factory=dict)
    graphs: Sequence[Graph] = ()

    @classmethod
    def replacing(cls, store: ox.Store, graphs: Graphs) -> Change:
        """Return what it takes to replace graphs as wholes, and whatever is derived from them."""
        old = {iri: found for iri in graphs if (found := _stored(store, iri))}
        sizes = {iri: len(graph) for iri, graph in graphs.items()}
        whole = [graph for iri, graph in graphs.items() if iri not in old]
        change = cls([], [], sizes, whole)
        for iri, graph in old.items():
            before, after = set(graph.quads), set(graphs[iri].quads)
            change = change.with_more(after - before, before - after)
        for derive in derived.DERIVATIONS:
            change = change.with_more(*derive(store, old, graphs))
        return change

    @classmethod
    def mending(cls, store: Quads, claims: Iterable[Claim]) -> Change:
        """Return what it takes to make facts and names right, computed from all `claims`."""
        wanted, known = derived.wanted(store, claims), derived.known(store)
        return cls(list(wanted - known), list(known - wanted))

    @classmethod
    def closing(cls, store: Quads, keep: bool) -> Change:
        """Return what it takes to have the closure of the facts, or to have it no more."""
        known = set(stored_graph(store, CLOSURE.value))
        wanted = closure.wanted(store, stored_graph(store, FACTS.value)) if keep else set()
        return cls(list(wanted - known), list(known - wanted))

    @property
    def dropped(self) -> list[str]:
        """Names of graphs that end."""
        return [iri for iri, size in self.sizes.items() if not size]

    @property
    def size(self) -> int:
        """How many quads come."""
        return len(self.added) + sum(map(len, self.graphs))

    @property
    def coming(self) -> list[ox.Quad]:
        """All quads that come, those of whole graphs too."""
        return [*self.added, *(quad for graph in self.graphs for quad in graph.quads)]

    @property
    def text(self) -> str:
        """All that comes as N-Quads."""
        lines = chain(*(graph.lines for graph in (*self.graphs, Graph(self.added))))
        return "".join(lines)

    def with_more(self, added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> Change:
        """Return the change with more quads that come and go."""
        return replace(self, added=[*self.added, *added], removed=[*self.removed, *removed])

    def __bool__(self) -> bool:
        return bool(self.size or self.removed)


def write(store: ox.Store, change: Change, *, on_disk: bool = False) -> None:
    """Write in one transaction; Oxigraph waits for ever while an iterator over it is alive.

    Raises:
        StoreError: A quad that goes cannot be named, since somebody wrote a blank node.
    """
    if change.removed:
        try:
            store.update(rdf.update(change.coming, change.removed, change.dropped))
        except SyntaxError as exc:
            text = "blank nodes were written past graphkit, and cannot be removed one by one"
            raise StoreError(f"{text}: take them out with SPARQL on `Store.oxigraph`") from exc
        return
    load = store.bulk_load if on_disk and change.size >= BULK else store.load
    load(change.text, format=ox.RdfFormat.N_QUADS, lenient=True)  # what was written here is sound


def _stored(store: ox.Store, iri: str) -> Graph | None:
    if not store.contains_named_graph(ox.NamedNode(iri)):
        return None
    return Graph.of(stored_graph(store, iri))
