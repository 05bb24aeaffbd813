"""Keeps documents' graphs as it is judged who is who, when documents or judgements change.

A document's graph keeps what was read beside what stands for it, so that every judgement can be
taken back. What stands for what follows from all judgements and from nothing else: it makes no
difference in which order documents and judgements came.

graphkit itself judges one case: named people whom the seeds do not know are people of their
document, and those of one full name who share an office or an affiliation are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import DOCUMENTS, GK, OWN, Claim, Entity
from graphkit.rdf import PREFIXES, by_subject, terms
from graphkit.rdf.closure import SYMMETRIC
from graphkit.store.canonical import Canonical, applied, canonical
from graphkit.store.graph import Graph, Graphs, stored_graph
from graphkit.store.judgements import GRAPHKIT, LOG, Judgement, graph_of, merged, quads, read
from graphkit.store.server import Quads

_SENSES = ("role", "body")  # of a relation that tells people of one name apart
_JUDGED = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s a gk:Judgement ; ?p ?o } }"
# asked once for each name, which stands in the query itself: each block begins with it, and is no
# join of two that are evaluated in full
_TOLD = f"""rdf:predicate ?relation ; rdf:object ?judged ; gk:polarity gk:affirmed
  FILTER (STRSTARTS(STR(?who), "{OWN}") && ?relation IN (%(telling)s))
  OPTIONAL {{ ?claim gk:objectReadAs ?read }}"""
_NAMESAKES = f"""SELECT ?g ?who ?body WHERE {{
  {{ GRAPH ?g {{ ?who rdfs:label %(name)s . ?claim rdf:subject ?who ; {_TOLD}
    FILTER NOT EXISTS {{ ?claim gk:subjectReadAs ?in_whose_place }} }} }}
  UNION {{ GRAPH ?g {{ ?who gk:readLabel %(name)s . ?claim gk:subjectReadAs ?who ; {_TOLD} }} }}
  BIND (COALESCE(?read, ?judged) AS ?body) }}"""
# who is called what: type, name, and whether the text names it, as judged and as read
_CALLED = (
    (terms.TYPE, terms.LABEL, terms.gk("named")),
    (terms.gk("readType"), terms.READ_LABEL, terms.gk("readNamed")),
)

Known = dict[str, set[str]]  # by the IRI of a person, the offices and bodies that tell who it is


def judgements(store: Quads) -> list[Judgement]:
    """Return all judgements, graphkit's own included."""
    return read(
        ox.Quad(s, p, o)
        for s, p, o in _rows(store, _JUDGED)
        if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode)
    )


def log(known: Iterable[Judgement], more: Iterable[Judgement]) -> list[ox.Quad]:
    """Return the graph of the log with more judgements in it."""
    return quads(merged([one for one in known if _is_human(one)], more), LOG)


def judged(store: Quads, batch: Graphs) -> dict[str, Graph]:
    """Return what has to be replaced when the graphs of `batch` are: they as judged, and others.

    Args:
        store: What holds the graphs that are replaced.
        batch: Graphs of documents, as read or as judged, the log, or any other graph.
    """
    before = judgements(store)
    automatic = _automatic(store, batch)
    said = read(batch[LOG].quads) if LOG in batch else [one for one in before if _is_human(one)]
    after = [*said, *(one for name in automatic for one in automatic[name])]
    after += [one for one in before if not _is_human(one) and one.kept.label not in automatic]
    if not before and not after:
        return dict(batch)
    was, now = canonical(before), canonical(after)
    changed = [iri for iri in was.keys() | now.keys() if was.get(iri) != now.get(iri)]
    graphs = {iri: Graph.of(stored_graph(store, iri)) for iri in _mentioning(store, changed)}
    graphs |= batch
    known = {one.kept.label for one in before if not _is_human(one)}
    kept = {name: found for name, found in automatic.items() if found or name in known}
    symmetric = _relations(store, SYMMETRIC, "true")
    found = {iri: _as_judged(graph, now, symmetric) for iri, graph in graphs.items()}
    return found | _graphs(kept)


def _as_judged(graph: Graph, now: Canonical, symmetric: Container[str]) -> Graph:
    claims = [applied(claim, now, symmetric) for claim in graph.claims]
    if claims == graph.claims:
        return graph
    return Graph(lines=rdf.rewritten(graph.quads, claims), claims=claims)


def _graphs(automatic: Mapping[str, list[Judgement]]) -> dict[str, Graph]:
    graphs = {graph_of(name): found for name, found in automatic.items()}
    return {iri: Graph(quads(found, iri)) for iri, found in graphs.items()}


def _automatic(store: Quads, batch: Graphs) -> dict[str, list[Judgement]]:
    """Return what graphkit judges of the people whose names occur in the batch, by name."""
    people: dict[str, Known] = defaultdict(lambda: defaultdict(set))
    telling = _relations(store, terms.gk("sense"), *_SENSES)
    for name, iri, body in _people(batch, telling):
        people[name][iri] |= {body} if body else set()
    names = sorted(name for name in {*people, *_names(store, batch)} if " " in name)
    relations = ", ".join(str(terms.gk(name)) for name in sorted(telling))
    for name in names:
        for row in _rows(store, _NAMESAKES % {"name": ox.Literal(name), "telling": relations}):
            graph, who, body = (str(getattr(term, "value", "")) for term in row)
            if graph not in batch:
                people[name][who].add(body)
    return {name: list(_one_person(name, people[name])) for name in names}


def _names(store: Quads, batch: Graphs) -> set[str]:
    """Return what the people are called whom the graphs mention that are replaced."""
    return {
        label
        for iri in batch
        if iri.startswith(DOCUMENTS)
        for who, about in by_subject(stored_graph(store, iri)).items()
        if who.startswith(OWN)
        for kind, name, named in _CALLED
        if GK + "Person" in about.get(kind.value, ()) and "true" in about.get(named.value, ())
        for label in about.get(name.value, ())
    }


def _people(batch: Graphs, telling: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield named people of one document: name, IRI, and what tells who it is, as often as said."""
    for graph in batch.values():
        for claim in graph.claims:
            yield from _person(claim, telling)


def _person(claim: Claim, telling: set[str]) -> Iterator[tuple[str, str, str]]:
    who, body = claim.ends_as_read
    if who.iri.startswith(OWN) and who.type == "Person" and who.named:
        tells = claim.predicate in telling and claim.polarity == "affirmed" and not claim.open
        yield who.label, who.iri, body.iri if tells else ""


def _one_person(name: str, known: Known) -> Iterator[Judgement]:
    """Yield that people are one who share, by way of others if need be, an office or a body."""
    clusters: list[tuple[set[str], set[str]]] = []
    for iri in sorted(known):
        people, bodies = {iri}, set(known[iri])
        apart = []
        for others, theirs in clusters:
            if bodies & theirs:
                people |= others
                bodies |= theirs
            else:
                apart.append((others, theirs))
        clusters = [*apart, (people, bodies)]
    for people, _ in clusters:
        first, *rest = sorted(people)
        for iri in rest:
            shared = known[iri] & {body for one in people - {iri} for body in known[one]}
            yield _same(name, first, iri, min(shared))


def _same(name: str, first: str, second: str, shared: str) -> Judgement:
    label = unquote(shared.rpartition("/")[2]).replace("_", " ")
    kept, other = (Entity(iri, name, "Person") for iri in (first, second))
    return Judgement("same", kept, other, GRAPHKIT, why=f"same full name, and both: {label}")


def _relations(store: Quads, trait: ox.NamedNode, *values: str) -> set[str]:
    """Return the names of the relations of which the ontology says one of `values`."""
    found = store.quads_for_pattern(None, trait, None)
    return {
        quad.subject.value.removeprefix(GK)
        for quad in found
        if isinstance(quad.subject, ox.NamedNode) and getattr(quad.object, "value", "") in values
    }


def _mentioning(store: Quads, entities: Iterable[str]) -> list[str]:
    """Return the graphs of documents that speak of entities."""
    graphs = {
        str(getattr(quad.graph_name, "value", ""))
        for iri in entities
        for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None)
    }
    return sorted(graph for graph in graphs if graph.startswith(DOCUMENTS))


def _rows(store: Quads, query: str) -> Iterator[tuple[Any, ...]]:
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    if isinstance(found, ox.QuerySolutions):
        yield from map(tuple, found)


def _is_human(judgement: Judgement) -> bool:
    return judgement.who != GRAPHKIT
