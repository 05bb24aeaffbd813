"""The extractor `venues`: where an event takes place, and what its claims take over from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from graphkit.claims import Claim, Entity
from graphkit.extract.context import Context

VENUES = "venues.v1"
LOCATED = frozenset({"Event", "Place"})


def venues(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the place of every event and site that has one ("a summit in Abuja")."""
    relation = context.ontology.by_sense("venue")
    held = context.ontology.words("gathering") | context.ontology.words("site")
    for noun in doc:
        if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "compound":
            continue
        if noun.lemma_.lower() not in held:
            continue
        if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in held:
            continue  # "a round of [talks]"
        located = context.mentions.entity(noun, LOCATED)
        place = _venue(noun, context) if located else None
        if located and place and located.type in LOCATED and place.iri != located.iri:
            clause = _clause(noun)
            yield context.claim(
                relation,
                located,
                place,
                clause if located.type == "Event" else noun,
                VENUES,
                arguments=[noun] if located.type == "Event" else None,
                mood=context.moods.of(clause) if located.type == "Event" else None,
                confidence=0.8,
                core=False,
            )


def _venue(noun: Token, context: Context) -> Entity | None:
    place = context.circumstances.place(noun, [noun])
    if place is None and context.mentions.type_of(noun) == "Event":
        clause = _clause(noun)
        if clause != noun:
            place = context.circumstances.place(clause, [noun])
    return place


def _clause(noun: Token) -> Token:
    """Return the verb that an event is held by, or the noun itself."""
    for child in noun.children:
        if child.dep_ in ("relcl", "acl") and child.tag_ in ("VBN", "VB"):
            return child
    if noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB":
        return noun.head
    return noun


def share_circumstances(claims: list[Claim]) -> list[Claim]:
    """Give every claim about an event the time and the place that others state of it."""
    times: dict[str, str] = {}
    places: dict[str, Entity] = {}
    for claim in claims:
        for entity in (claim.subject, claim.object):
            if entity.type == "Event" and claim.time:
                times.setdefault(entity.iri, claim.time)
        if claim.extractor == VENUES and claim.subject.type == "Event":
            places.setdefault(claim.subject.iri, claim.object)
    return [_completed(claim, times, places) for claim in claims]


def _completed(claim: Claim, times: dict[str, str], places: dict[str, Entity]) -> Claim:
    for entity in (claim.subject, claim.object):
        if entity.type == "Event" and entity.iri:
            place = claim.place or places.get(entity.iri)
            if place and place.iri in (claim.subject.iri, claim.object.iri):
                place = None
            claim = replace(claim, time=claim.time or times.get(entity.iri), place=place)
    return claim
