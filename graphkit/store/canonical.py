"""From judgements to what stands for what: a pure function of the judgements that are in force.

Of one pair the latest judgement counts, and what people judge counts before what graphkit does.
Entities that are judged different never come to be one by way of a third.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from graphkit.claims import Claim, Entity
from graphkit.store.judgements import GRAPHKIT, Judgement

Canonical = Mapping[str, Entity]  # by the IRI of an entity, the one that stands for it


def canonical(judgements: Iterable[Judgement]) -> dict[str, Entity]:
    """Return for each entity that is judged the one that stands for it, itself included."""
    inforce = in_force(judgements)
    apart = [one.pair for one in inforce if one.decision == "different"]
    same = [one for one in inforce if one.decision == "same"]
    found: dict[str, Entity] = {}
    for cluster in _clusters(same, apart):
        kept = _kept(cluster, same)
        found |= dict.fromkeys(cluster, kept)
    return found


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements that count: those of people in the order of time, then graphkit's."""
    ordered = sorted(judgements, key=lambda one: (one.who == GRAPHKIT, one.when, one.iri))
    said = {one.pair for one in ordered if one.who != GRAPHKIT and not one.undone}
    last = {
        one.pair: one
        for one in ordered
        if not one.undone and (one.who != GRAPHKIT or one.pair not in said)
    }
    return [one for one in ordered if last.get(one.pair) is one]


def applied(claim: Claim, known: Canonical, symmetric: Container[str] = ()) -> Claim:
    """Return a claim with the entities that stand for those that were read.

    Args:
        claim: As it was read, or as it was judged before.
        known: What stands for what.
        symmetric: Relations whose subject is the end with the smaller IRI.
    """
    subject, object_ = (_standing(entity, known) for entity in claim.ends_as_read)
    judged = subject.read_as or object_.read_as  # as read, the ends are in order
    turned = bool(judged) and claim.predicate in symmetric and object_.iri < subject.iri
    return replace(
        claim,
        subject=object_ if turned else subject,
        object=subject if turned else object_,
        place=claim.place and _standing(claim.place, known),
        attributed_to=claim.attributed_to and _standing(claim.attributed_to, known),
        turned=turned,
    )


def _standing(entity: Entity, known: Canonical) -> Entity:
    read = entity.as_read
    kept = known.get(read.iri)
    if kept is None:
        return read
    now = replace(kept, surface=read.surface, read_as=read)
    return read if replace(now, read_as=None) == read else now


def _clusters(same: Iterable[Judgement], apart: Iterable[frozenset[str]]) -> list[set[str]]:
    of: dict[str, set[str]] = {}
    for one in same:
        both = [of.get(iri) or {iri} for iri in (one.kept.iri, one.other.iri)]
        together = both[0] | both[1]
        if not any(pair <= together for pair in apart):
            of |= dict.fromkeys(together, together)
    return [set(each) for each in {frozenset(cluster) for cluster in of.values()}]


def _kept(cluster: set[str], same: Iterable[Judgement]) -> Entity:
    """Return the entity that stands for a cluster: one that no judgement gives up, if there is."""
    within = [one for one in same if one.pair <= cluster]
    kept = {one.kept.iri: one.kept for one in within}
    given_up = {one.other.iri for one in within}
    return kept[min(kept, key=lambda iri: (iri in given_up, iri))]
