"""Which claims belong on a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from graphkit.claims import ACTOR_TYPES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from graphkit.claims import Claim, Document

# Actors, and the events that they attend, host or skip; ENTITY_TYPES draws everything.
NODE_TYPES = ACTOR_TYPES | {"Event"}


class Choice(TypedDict, total=False):
    """What `select` is asked for; all of it may be left out."""

    types: Collection[str]
    core_only: bool
    relations: Collection[str] | None
    since: dt.date | None
    until: dt.date | None


def select(
    claims: Iterable[Claim],
    documents: Mapping[str, Document] | None = None,
    **choice: Unpack[Choice],
) -> list[Claim]:
    """Return the claims that belong on a network.

    Args:
        claims: The claims to choose from.
        documents: Their documents by id: a claim without a time is as old as its document.
        choice: `types`, the entity types that become nodes (NODE_TYPES); `core_only`, to leave out
            claims of lesser interest (True); `relations`, none but these; `since` and `until`, to
            leave out claims that ended before or began after, or whose day nobody knows.
    """
    types = choice.get("types", NODE_TYPES)
    core_only, relations = choice.get("core_only", True), choice.get("relations")
    return [
        claim
        for claim in claims
        if (claim.core or not core_only)
        and claim.subject.type in types
        and claim.object.type in types
        and (not relations or claim.predicate in relations)
        and _within(claim, documents or {}, choice.get("since"), choice.get("until"))
    ]


def _within(
    claim: Claim, documents: Mapping[str, Document], since: dt.date | None, until: dt.date | None
) -> bool:
    document = documents.get(claim.doc)
    day = document.date if document else None
    earliest, latest = claim.earliest or day, claim.latest or day
    ended = since is not None and (latest is None or latest < since)
    to_come = until is not None and (earliest is None or earliest > until)
    return not ended and not to_come
