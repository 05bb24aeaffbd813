"""The extractor `venues`: where an event takes place, and what its claims take over from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from graphkit.claims import Claim, Entity
from graphkit.extract.context import Context
from graphkit.extract.kinds import PLACES
from graphkit.extract.mood import Mood
from graphkit.extract.nounphrases import complement
from graphkit.extract.tokens import Doc, Token

VENUES = "venues.v1"
OF = frozenset({"of"})
LOCATED = frozenset({"Event", "Place"})


def venues(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the place of every event and site that has one ("a summit in Abuja").

    It is read where it is said, and only else where the text takes the event up again.
    """
    found = list(_located(doc, context))
    said = {located.iri for noun, located, place in found if place.surface in noun.sent.text}
    for noun, located, place in found:
        if place.surface in noun.sent.text or located.iri not in said:
            yield _claim(noun, located, place, context)


def _located(doc: Doc, context: Context) -> Iterator[tuple[Token, Entity, Entity]]:
    """Yield the nouns of events and sites, with what they name and where it is."""
    relation = context.ontology.by_sense("venue")
    held = context.ontology.words("gathering") | context.ontology.words("site")
    for noun in doc:
        if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ == "compound":
            continue
        if noun.lemma not in held:
            continue
        if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma in held:
            continue  # "a round of [talks]"
        located = context.mentions.entity(noun, LOCATED)
        place = _venue(noun, context) if located else None
        told_apart = located and (located.type == "Event" or located.named)
        fits = located and located.type in relation.domain
        told = place and place.surface not in doc[noun.left_edge.i : noun.i].text
        if located and fits and told_apart and place and told and place.iri != located.iri:
            yield noun, located, place  # "the Geneva summit" does not tell


def _claim(noun: Token, located: Entity, place: Entity, context: Context) -> Claim:
    held = located.type == "Event"
    clause = _clause(noun, context.ontology.words("holdingVerb"))
    return context.claim(
        context.ontology.by_sense("venue"),
        located,
        place,
        clause if held else noun,
        VENUES,
        arguments=[noun] if held else None,
        mood=_mood(noun, clause, context) if held else None,
        core=False,
    )


def _mood(noun: Token, clause: Token, context: Context) -> Mood:
    """Return the mood of an event's being somewhere: who misses it does not undo that."""
    mood = context.moods.of(clause)
    return Mood(modality=mood.modality) if noun.dep_ == "dobj" else mood


def _venue(noun: Token, context: Context) -> Entity | None:
    if context.mentions.type_of(noun) != "Event":
        return context.whereabouts.stated(noun)
    place = context.whereabouts.place(noun, [noun])
    if place is None:
        clause = _clause(noun, context.ontology.words("holdingVerb"))
        if clause != noun:
            place = context.whereabouts.place(clause, [noun])
    return place


def _clause(noun: Token, holding: frozenset[str]) -> Token:
    """Return the verb that an event is held by, or the noun itself."""
    of = complement(noun, OF)  # "a meeting [of ministers hosted by Chile]"
    inner = () if of is None else of.children
    for child in (*noun.children, *(child for child in inner if child.lemma in holding)):
        if child.dep_ in ("relcl", "acl") and child.tag_ in ("VBN", "VB"):
            return child
    if noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB":
        return noun.head
    return noun


def share_circumstances(
    claims: list[Claim], joint: frozenset[str], partaking: frozenset[str], day: dt.date | None
) -> list[Claim]:
    """Give every claim about an event the time and the place that others state of it.

    Those who sign one agreement do so together, unless the text says otherwise.

    Args:
        claims: The claims of a document.
        joint: Relations that several do at one time to one object.
        partaking: Relations that take part in their events; who announces drills does not.
        day: When it was published; what happens later is planned.
    """
    times: dict[str, str] = {}
    places: dict[str, Entity] = {}
    for claim in claims:
        for entity in _occasions(claim, joint, partaking):
            if claim.time:
                times.setdefault(entity.iri, claim.time)
            if claim.extractor == VENUES and claim.subject.type == "Event":
                places.setdefault(entity.iri, claim.object)
            elif claim.place and entity.type != "Event":
                places.setdefault(entity.iri, claim.place)
    return [
        _completed(claim, _occasions(claim, joint, partaking), times, places, day)
        for claim in claims
    ]


def _occasions(claim: Claim, joint: frozenset[str], partaking: frozenset[str]) -> list[Entity]:
    """Return what a claim shares its time with: its event, or the agreement that is signed."""
    parties = (claim.subject, claim.object) if claim.predicate in partaking else ()
    found = [entity for entity in parties if entity.type == "Event"]
    if claim.predicate in joint:
        found.append(replace(claim.object, iri=f"{claim.predicate} {claim.object.iri}"))
    return found


def _completed(
    claim: Claim,
    occasions: list[Entity],
    times: dict[str, str],
    places: dict[str, Entity],
    day: dt.date | None,
) -> Claim:
    for entity in occasions:
        place = claim.place or places.get(entity.iri)
        if place and (claim.object.type in PLACES or place.iri == claim.subject.iri):
            place = None
        time = claim.time or times.get(entity.iri)
        modality = claim.modality
        if time and day and modality == "actual" and time > day.isoformat()[: len(time)]:
            modality = "planned"
        claim = replace(claim, time=time, place=place, modality=modality)
    return claim
