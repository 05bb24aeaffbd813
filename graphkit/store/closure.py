"""The graph `gk:closure`: the facts and what follows from them, where a store keeps it.

It is another graph than that of the facts, and a store has it only when asked to. It describes
itself: the quad MARK in it tells that it is kept, also while there are no facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import BASE
from graphkit.rdf import terms
from graphkit.rdf.closure import CLOSURE, RULES, Rules
from graphkit.store.server import Quads, Server

ONTOLOGY = BASE + "ontology"  # the graph whose rules count
MARK = ox.Quad(CLOSURE, terms.DERIVED_FROM, rdf.FACTS, CLOSURE)
_PAIRS = 200  # pairs of entities that a server is asked about together


def kept(store: Quads) -> bool:
    """Tell whether a store keeps the closure."""
    mark = (MARK.subject, MARK.predicate, MARK.object, CLOSURE)
    return any(True for _ in store.quads_for_pattern(*mark))


def rules(store: Quads) -> Rules:
    """Return the rules of the ontology that a store starts from."""
    return Rules(_rules(store))


def wanted(store: Quads, facts: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Return the closure of all facts."""
    known = rules(store)
    return {MARK}.union(*map(known.following, facts))


def following(
    store: ox.Store, came: set[ox.Quad], went: set[ox.Quad]
) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """Return what comes and what goes in the closure when facts do."""
    known = rules(store)
    due = set[ox.Quad]().union(*map(known.following, came))
    lost = set[ox.Quad]().union(*map(known.following, went)) - due
    stays = {
        quad
        for quad in lost
        if any(fact in store and fact not in went for fact in known.grounds(quad))
    }
    return due, lost - stays


def near(server: Server, old: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Fetch what the closure looks at when the quads `old` of documents may go."""
    if not kept(server):
        return
    yield MARK
    yield from _rules(server)
    ends: dict[object, list[str]] = {}
    for quad in old:
        if quad.predicate in {terms.SUBJECT, terms.OBJECT}:
            ends.setdefault(quad.subject, []).append(str(quad.object))
    pairs = iter(sorted({pair for one, other in ends.values() for pair in _both(one, other)}))
    while part := list(islice(pairs, _PAIRS)):
        yield from _facts(server, part)


def _rules(store: Quads) -> Iterator[ox.Quad]:
    for predicate in RULES:
        yield from store.quads_for_pattern(None, predicate, None, ox.NamedNode(ONTOLOGY))


def _both(one: str, other: str) -> Iterator[str]:
    yield f"({one} {other})"
    yield f"({other} {one})"


def _facts(server: Server, pairs: Iterable[str]) -> Iterator[ox.Quad]:
    between = f"VALUES (?s ?o) {{ {' '.join(pairs)} }} GRAPH {rdf.FACTS} {{ ?s ?p ?o }}"
    for s, p, o in server.rows(f"SELECT ?s ?p ?o WHERE {{ {between} }}"):
        if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and o is not None:
            yield ox.Quad(s, p, o, rdf.FACTS)
