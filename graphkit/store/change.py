"""What a change of some graphs does to the store, down to the graphs that are derived from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim
from graphkit.rdf import terms
from graphkit.store.server import Quads

Graphs = Mapping[str, list[ox.Quad]]


class Change:
    """The quads that come and go when graphs are replaced as wholes.

    Facts and names change in the same transaction. Both are counted over all documents: a fact
    stays while any document states it, a name is the first in order of all that are given.

    Attributes:
        added: Quads that the store lacks.
        removed: Quads that it has.
    """

    def __init__(self, store: ox.Store, graphs: Graphs) -> None:
        self._store = store
        self._graphs = graphs.keys()
        old = {iri: stored_graph(store, iri) for iri in graphs}
        before = {quad for found in old.values() for quad in found}
        after = {quad for found in graphs.values() for quad in found}
        self.added, self.removed = after - before, before - after
        self._facts(old, graphs)
        self._names(before, after)

    def _facts(self, old: Graphs, new: Graphs) -> None:
        before, after = _facts(old), _facts(new)
        lost = {fact: before[fact] for fact in before.keys() - after.keys()}
        self.added |= {fact for fact in after.keys() - before.keys() if fact not in self._store}
        self.removed |= {fact for fact, iri in lost.items() if not self._stated_elsewhere(iri)}

    def _stated_elsewhere(self, statement: str) -> bool:
        found = self._store.quads_for_pattern(None, terms.STATEMENT, ox.NamedNode(statement))
        return any(
            quad.graph_name.value not in self._graphs and rdf.fact(stored_claim(self._store, quad))
            for quad in found
            if isinstance(quad.graph_name, ox.NamedNode)
        )

    def _names(self, before: Iterable[ox.Quad], after: Iterable[ox.Quad]) -> None:
        old, new = _labels(before), _labels(after)
        for node in old.keys() | new.keys():
            known = set(self._store.quads_for_pattern(node, terms.PREF_LABEL, None, rdf.NAMES))
            labels = set(new[node]) if node in new else set()
            if old.get(node, set()) - labels:
                labels |= self._labels_elsewhere(node)
            else:  # no label is lost: the name that was first so far still stands
                labels |= {
                    quad.object.value for quad in known if isinstance(quad.object, ox.Literal)
                }
            wanted = {rdf.name(node, min(labels))} if labels else set()
            self.added |= wanted - known
            self.removed |= known - wanted

    def _labels_elsewhere(self, node: ox.NamedNode) -> set[str]:
        return {
            quad.object.value
            for quad in self._store.quads_for_pattern(node, terms.LABEL, None)
            if isinstance(quad.object, ox.Literal)
            and isinstance(quad.graph_name, ox.NamedNode)
            and quad.graph_name.value not in self._graphs
        }


def derived(store: Quads, claims: Iterable[Claim]) -> set[ox.Quad]:
    """Return all facts and names anew, from everything that the store holds."""
    facts = {fact for fact in map(rdf.fact, claims) if fact}
    labels = _labels(store.quads_for_pattern(None, terms.LABEL, None))
    return facts | {rdf.name(node, min(found)) for node, found in labels.items()}


def stored_graph(store: Quads, iri: str) -> list[ox.Quad]:
    """Return the quads of a graph."""
    return list(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))


def stored_claim(store: ox.Store, quad: ox.Quad) -> Claim:
    """Return the claim that is the subject of `quad`, as its graph describes it."""

    def describe(iri: str) -> rdf.Properties:
        node = ox.NamedNode(iri)
        found = store.quads_for_pattern(node, None, None, quad.graph_name)
        return rdf.by_subject(found).get(iri, {})

    return rdf.claim(str(getattr(quad.subject, "value", "")), describe)


def _facts(graphs: Graphs) -> dict[ox.Quad, str]:
    """Return the facts of documents' graphs, each with its statement."""
    claims = (claim for quads in graphs.values() for claim in rdf.claims(rdf.by_subject(quads)))
    return {fact: claim.statement for claim in claims if (fact := rdf.fact(claim))}


def _labels(quads: Iterable[ox.Quad]) -> dict[ox.NamedNode, set[str]]:
    found: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for node, label in rdf.names(quads):
        found[node].add(label)
    return found
