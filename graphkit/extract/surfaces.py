"""The words of a mention as they stand in the document, where the parser read them softened."""

from __future__ import annotations

from dataclasses import replace

from graphkit.claims import Claim, Entity


def as_written(claims: list[Claim], read: str, written: str) -> list[Claim]:
    """Return the claims with every surface in the letters of the document.

    Args:
        claims: What was read.
        read: The text that was parsed; every character stands where it does in the other.
        written: The document's text.
    """

    def restored(entity: Entity) -> Entity:
        start = -1 if entity.surface in written else read.find(entity.surface)
        found = written[start : start + len(entity.surface)]
        return replace(entity, surface=found) if start >= 0 else entity

    return [
        replace(
            claim,
            subject=restored(claim.subject),
            object=restored(claim.object),
            place=restored(claim.place) if claim.place else None,
            attributed_to=restored(claim.attributed_to) if claim.attributed_to else None,
        )
        for claim in claims
    ]
