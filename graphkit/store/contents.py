"""What a store holds, as the values that were put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim, Document, Run
from graphkit.errors import StoreError
from graphkit.rdf import terms
from graphkit.store.derived import stored_claim
from graphkit.store.graph import stored_graph
from graphkit.store.server import Quads


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    documents: int
    claims: int
    entities: int
    facts: int

    def __str__(self) -> str:
        return (
            f"{self.documents:,} documents, {self.claims:,} claims, "
            f"{self.entities:,} entities, {self.facts:,} facts"
        )


def documents(store: ox.Store) -> list[Document]:
    """Return the documents in the order of their ids, without their texts."""
    found: list[Document] = []
    for quad in _typed(store, terms.DOCUMENT):
        about = rdf.by_subject(store.quads_for_pattern(quad.subject, None, None, quad.graph_name))
        found.extend(map(rdf.document, about.values()))
    return sorted(found, key=lambda document: document.id)


def holds(store: Quads, document: Document, run: Run) -> bool:
    """Tell whether just this document was read by just this run."""
    graph, content = ox.NamedNode(document.iri), ox.Literal(document.content_hash)
    found = store.quads_for_pattern(graph, terms.CONTENT_HASH, content, graph)
    same = next(iter(found), None) is not None
    return same and any(
        store.quads_for_pattern(ox.NamedNode(run.iri), terms.TYPE, terms.RUN, graph)
    )


def claims(store: Quads, among: Iterable[Document]) -> Iterator[Claim]:
    """Yield the claims of documents, in the order of each text."""
    for one in among:
        yield from rdf.claims(rdf.by_subject(stored_graph(store, one.iri)))


def claims_about(store: ox.Store, entities: Sequence[str]) -> list[Claim]:
    """Return the claims that have each of `entities` as subject or object."""
    return claims_of(store, set.intersection(*(_claims_with(store, iri) for iri in entities)))


def claims_of(store: ox.Store, iris: Iterable[str]) -> list[Claim]:
    """Return the claims with these IRIs, as far as the store has them."""
    found = [
        stored_claim(store, quad)
        for iri in iris
        for quad in store.quads_for_pattern(node(iri), terms.TYPE, terms.CLAIM)
    ]
    return ordered(found)


def claim_ids(store: Quads) -> set[str]:
    """Return the IRIs of all claims."""
    found = store.quads_for_pattern(None, terms.TYPE, terms.CLAIM)
    return {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}


def ordered(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims by document and in the order of its text."""
    return sorted(claims, key=lambda claim: (claim.doc, claim.evidence.start, claim.id))


def counts(store: Quads) -> Counts:
    """Return how much the store holds."""
    return Counts(
        documents=_count(store, f"GRAPH ?g {{ ?x a {terms.DOCUMENT} }}"),
        claims=_count(store, f"GRAPH ?g {{ ?x a {terms.CLAIM} }}"),
        entities=_count(store, f"GRAPH ?g {{ ?x {terms.gk('named')} ?named }}"),
        facts=_count(store, f"GRAPH {rdf.FACTS} {{ ?s ?p ?o }}", "*"),
    )


def _count(store: Quads, pattern: str, what: str = "DISTINCT ?x") -> int:
    """Count where the quads are: none of them is made an object."""
    found = store.query(f"SELECT (COUNT({what}) AS ?n) WHERE {{ {pattern} }}")
    return next(int(getattr(n, "value", 0)) for (n,) in cast("ox.QuerySolutions", found))


def _claims_with(store: ox.Store, entity: str) -> set[str]:
    return {
        quad.subject.value
        for predicate in (terms.SUBJECT, terms.OBJECT)
        for quad in store.quads_for_pattern(None, predicate, node(entity))
        if isinstance(quad.subject, ox.NamedNode)
    }


def node(iri: str) -> ox.NamedNode:
    """Return an IRI that a caller gave.

    Raises:
        StoreError: It is none.
    """
    try:
        return ox.NamedNode(iri)
    except ValueError as exc:
        raise StoreError(f"not an IRI: {iri!r}") from exc


def _typed(store: ox.Store, kind: ox.NamedNode) -> list[ox.Quad]:
    return list(store.quads_for_pattern(None, terms.TYPE, kind))
