"""The graphs that follow from all others: facts with their closure, one name for everything.

Each is kept right when graphs are replaced as wholes, and can be computed anew from all that the
store holds, which must come to the same. They are counted over all documents: a fact stays while
any document states it, a name is the first in order of all that are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim
from graphkit.rdf import terms
from graphkit.rdf.closure import CLOSURE
from graphkit.store import closure
from graphkit.store.graph import Graphs, stored_graph
from graphkit.store.server import Quads

Difference = tuple[set[ox.Quad], set[ox.Quad]]  # what comes, what goes
Derivation = Callable[[ox.Store, Graphs, Graphs], Difference]


def facts(store: ox.Store, old: Graphs, new: Graphs) -> Difference:
    """Return how the facts, and what follows from them, change when graphs do."""
    before, after = _facts(old), _facts(new)
    lost = {fact: before[fact] for fact in before.keys() - after.keys()}
    went = {fact for fact, iri in lost.items() if not _stated_elsewhere(store, iri, new)}
    came = set(after.keys() - before.keys())
    if not closure.kept(store):
        return came, went
    due, gone = closure.following(store, came, went)
    return came | due, went | gone


def names(store: ox.Store, old: Graphs, new: Graphs) -> Difference:
    """Return how the names change when the graphs `old` become `new`."""
    before, after = _labels(old), _labels(new)
    added: set[ox.Quad] = set()
    removed: set[ox.Quad] = set()
    for node in before.keys() | after.keys():
        labels = set(after.get(node, ()))
        if node not in before and rdf.name(node, min(labels)) in store:
            continue  # its name already, as for most: this is looked up sooner than what it is
        has = set(store.quads_for_pattern(node, terms.PREF_LABEL, None, rdf.NAMES))
        first = {quad.object.value for quad in has if isinstance(quad.object, ox.Literal)}
        lost = first & (before.get(node, set()) - labels)
        if lost and not all(_is_called_elsewhere(store, node, label, new) for label in lost):
            labels |= _labels_elsewhere(store, node, new)
        else:  # the name that was first so far still stands
            labels |= first
        due = {rdf.name(node, min(labels))} if labels else set()
        added |= due - has
        removed |= has - due
    return added, removed


# how each derived graph follows a change; a new one is added here, to `GRAPHS` and to `wanted`
DERIVATIONS: tuple[Derivation, ...] = (facts, names)
GRAPHS = frozenset({rdf.FACTS.value, rdf.NAMES.value, CLOSURE.value})


def wanted(store: Quads, claims: Iterable[Claim]) -> set[ox.Quad]:
    """Return all that is derived, computed from everything that the store holds."""
    found = {fact for fact in map(rdf.fact, claims) if fact}
    if closure.kept(store):
        found |= closure.wanted(store, found)
    labels: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for node, label in rdf.names(store.quads_for_pattern(None, terms.LABEL, None)):
        labels[node].add(label)
    return found | {rdf.name(node, min(given)) for node, given in labels.items()}


def known(store: Quads) -> set[ox.Quad]:
    """Return all that is derived as the store has it."""
    return {quad for iri in GRAPHS for quad in stored_graph(store, iri)}


def stored_claim(store: ox.Store, quad: ox.Quad) -> Claim:
    """Return the claim that is the subject of `quad`, as its graph describes it."""

    def describe(iri: str) -> rdf.Properties:
        node = ox.NamedNode(iri)
        found = store.quads_for_pattern(node, None, None, quad.graph_name)
        return rdf.by_subject(found).get(iri, {})

    return rdf.claim(str(getattr(quad.subject, "value", "")), describe)


def _facts(graphs: Graphs) -> dict[ox.Quad, str]:
    """Return the facts of documents' graphs, each with its statement."""
    claims = (claim for graph in graphs.values() for claim in graph.claims)
    return {fact: claim.statement for claim in claims if (fact := rdf.fact(claim))}


def _stated_elsewhere(store: ox.Store, statement: str, graphs: Graphs) -> bool:
    found = store.quads_for_pattern(None, terms.STATEMENT, ox.NamedNode(statement))
    return any(
        _is_elsewhere(quad, graphs) and rdf.fact(stored_claim(store, quad)) for quad in found
    )


def _labels(graphs: Graphs) -> dict[ox.NamedNode, set[str]]:
    found: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for graph in graphs.values():
        for node, label in graph.names():
            found[node].add(label)
    return found


def _is_called_elsewhere(store: ox.Store, node: ox.NamedNode, label: str, graphs: Graphs) -> bool:
    """Tell whether another graph gives a plain label: the first that is met will do."""
    found = store.quads_for_pattern(node, terms.LABEL, ox.Literal(label))
    return any(_is_elsewhere(quad, graphs) for quad in found)


def _is_elsewhere(quad: ox.Quad, graphs: Graphs) -> bool:
    return isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value not in graphs


def _labels_elsewhere(store: ox.Store, node: ox.NamedNode, graphs: Graphs) -> set[str]:
    return {
        quad.object.value
        for quad in store.quads_for_pattern(node, terms.LABEL, None)
        if isinstance(quad.object, ox.Literal) and _is_elsewhere(quad, graphs)
    }
