"""Who may be one and the same: pairs of entities, each with a reason and a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from graphkit.claims import BASE
from graphkit.entities.spelling import folded, initials, sound
from graphkit.query import query
from graphkit.store.canonical import in_force

if TYPE_CHECKING:
    from graphkit.store import Store

_NAMED = """
SELECT DISTINCT ?iri ?name ?kind WHERE {
  ?iri gk:named true ; a ?type . ?iri skos:prefLabel ?name
  FILTER (?type IN (gk:Person, gk:Organization, gk:Country, gk:Place, gk:Agreement))
  BIND (STRAFTER(STR(?type), "#") AS ?kind)
}"""
_KNOWN = f"""
SELECT DISTINCT ?iri ?name ?kind WHERE {{
  GRAPH ?seeds {{ ?iri a ?type }} ?iri skos:prefLabel ?name
  FILTER (STRSTARTS(STR(?seeds), "{BASE}seeds/"))
  FILTER (?type IN (gk:Person, gk:Organization, gk:Country, gk:Place, gk:Agreement))
  BIND (STRAFTER(STR(?type), "#") AS ?kind)
}}"""
_POSTS = """
SELECT DISTINCT ?iri ?post WHERE {
  ?relation gk:sense ?sense FILTER (?sense IN ("role", "body"))
  ?claim rdf:predicate ?relation ; rdf:subject ?iri ; rdf:object ?post ; gk:polarity gk:affirmed
}"""
_PAIRS = 50  # of one key: so many of one name are one problem, not thousands


@dataclass(frozen=True, slots=True)
class Named:
    """An entity with a name."""

    iri: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one.

    Attributes:
        one: The one that is known, or the first in order.
        other: The other one.
        reason: What speaks for it.
        score: How much, from 0 to 1.
    """

    one: Named
    other: Named
    reason: str
    score: float


def candidates(store: Store) -> list[Candidate]:
    """Return pairs that nobody has judged, the likeliest first; nothing is changed."""
    known = {Named(*map(str, row)) for row in query(store, _KNOWN)}
    read = {Named(*map(str, row)) for row in query(store, _NAMED)}
    posts: dict[str, set[str]] = defaultdict(set)
    for iri, post in query(store, _POSTS):
        posts[str(iri)].add(str(post))
    judged = {one.pair for one in in_force(store.judgements())}
    seeded = {one.iri for one in known}
    found: dict[frozenset[str], Candidate] = {}
    for candidate in _found(sorted(known | read, key=lambda one: one.iri), posts):
        pair = frozenset({candidate.one.iri, candidate.other.iri})
        if pair <= seeded or pair in judged or not pair - seeded:
            continue
        if pair not in found or found[pair].score < candidate.score:
            found[pair] = candidate
    return sorted(found.values(), key=lambda one: (-one.score, one.one.iri, one.other.iri))


def _found(entities: list[Named], posts: dict[str, set[str]]) -> Iterator[Candidate]:
    for one, other in _alike(entities, lambda one: folded(one.name)):
        shared = bool(posts[one.iri] & posts[other.iri])
        yield Candidate(one, other, "same name", 0.95 if shared else 0.8)
    for one, other in _alike(entities, lambda one: sound(one.name)):
        if folded(one.name) != folded(other.name):
            yield Candidate(one, other, "names sound alike", 0.6)
    yield from _acronyms(entities)
    yield from _surnames(entities, posts)


def _acronyms(entities: list[Named]) -> Iterator[Candidate]:
    short = [one for one in entities if one.name.isupper() and 2 < len(one.name) < 8]
    long = defaultdict(list)
    for one in entities:
        if " " in one.name:
            long[initials(one.name), one.type].append(one)
    for one in short:
        for other in long[one.name, one.type][:_PAIRS]:
            yield Candidate(*_ordered(one, other), "acronym of the other's name", 0.7)


def _surnames(entities: list[Named], posts: dict[str, set[str]]) -> Iterator[Candidate]:
    people = [one for one in entities if one.type == "Person"]
    families = defaultdict(list)
    for one in people:
        if " " in one.name:
            families[folded(one.name).split()[-1]].append(one)
    for one in people:
        if " " not in one.name:
            for other in families[folded(one.name)]:
                if shared := posts[one.iri] & posts[other.iri]:
                    reason = f"surname, and both: {_short(min(shared))}"
                    yield Candidate(*_ordered(one, other), reason, 0.75)


def _alike(entities: Iterable[Named], key: Callable[[Named], str]) -> Iterator[tuple[Named, Named]]:
    groups: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for one in entities:
        if found := key(one):
            groups[found, one.type].append(one)
    for group in groups.values():
        yield from islice(combinations(group, 2), _PAIRS)


def _ordered(one: Named, other: Named) -> tuple[Named, Named]:
    return (one, other) if len(one.name) >= len(other.name) else (other, one)


def _short(iri: str) -> str:
    return unquote(iri.rpartition("/")[2]).replace("_", " ")
