"""Who an unknown person is: somebody of this document, until it is judged otherwise.

Two texts may name two people alike. Whom the seeds know is one and the same everywhere; any other
named person gets an IRI of the document, as unnamed people do. Whether those of several documents
are one is a judgement of its own, kept in the store: see `graphkit.store.identity`.
"""

from __future__ import annotations

from dataclasses import replace

from graphkit.actors import Actors, of_document
from graphkit.claims import Claim, Document, Entity


def own_people(claims: list[Claim], document: Document, actors: Actors) -> list[Claim]:
    """Return the claims with an IRI of the document for each named person that nobody knows."""

    def own(entity: Entity | None) -> Entity | None:
        if not entity or entity.type != "Person" or not entity.named or actors.get(entity.iri):
            return entity
        return replace(entity, iri=of_document(entity.label, document.id))

    def owned(claim: Claim) -> Claim:
        parts = (claim.subject, claim.object, claim.place, claim.attributed_to)
        subject, object_, place, source = map(own, parts)
        if (subject, object_, place, source) == parts:
            return claim
        return replace(
            claim,
            subject=subject or claim.subject,
            object=object_ or claim.object,
            place=place,
            attributed_to=source,
        )

    return list(map(owned, claims))
