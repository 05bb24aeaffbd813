"""Documents, entities, claims and readings made by hand, with sensible defaults.

    reading("wire-1", claim("Brandt", "skips", "summit:Event", time="2025-06-04"))

An entity is given as itself or by its name; "name:Type" says its type, which is Person otherwise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from graphkit.claims import (
    BASE,
    ENTITY_TYPES,
    KB,
    Claim,
    Document,
    Entity,
    EventCode,
    Evidence,
    Reading,
    Run,
    slug,
)

RUN = Run(graphkit="0.0.1", model="none 1.0", ontology="test")
DAY = dt.date(2025, 6, 3)


def document(
    id: str = "wire-1",
    text: str = "",
    *,
    title: str = "",
    source: str = "Harbour Wire",
    date: dt.date | str | None = DAY,
    url: str = "",
) -> Document:
    """Return a document; a date may be given as ISO text."""
    day = dt.date.fromisoformat(date) if isinstance(date, str) else date
    return Document(id, text, title or f"Title of {id}", source, day, url)


def entity(name: str | Entity, type: str = "", *, named: bool = True, doc: str = "") -> Entity:
    """Return an entity; one that is not named gets an IRI of its document."""
    if isinstance(name, Entity):
        return name
    label, _, given = name.rpartition(":")
    if given not in ENTITY_TYPES:
        label, given = name, "Person"
    base = KB if named else f"{BASE}doc/{doc or 'wire-1'}/"
    return Entity(base + slug(label), label, type or given, surface=label, named=named)


def unnamed(label: str, type: str = "Person", *, doc: str = "wire-1") -> Entity:
    """Return someone whom a document does not name."""
    return entity(label, type, named=False, doc=doc)


def claim(
    subject: str | Entity,
    predicate: str,
    object: str | Entity,
    *,
    text: str = "",
    start: int = 0,
    place: str | Entity | None = None,
    attributed_to: str | Entity | None = None,
    plover: str | None = None,
    **rest: Any,
) -> Claim:
    """Return a claim; its sentence says the same in plain words unless `text` is given."""
    one, other = entity(subject), entity(object)
    sentence = text or f"{one.label} {predicate} {other.label}."
    return Claim(
        **{
            "doc": "wire-1",
            "subject": one,
            "predicate": predicate,
            "object": other,
            "evidence": Evidence(sentence, start, start + len(sentence)),
            "place": entity(place) if place else None,
            "attributed_to": entity(attributed_to) if attributed_to else None,
            "event_code": EventCode(plover) if plover else None,
            "extractor": "clauses.v1",
            **rest,
        }
    )


def reading(source: str | Document, *claims: Claim, run: Run = RUN) -> Reading:
    """Return what a run read from a document; the claims become claims of that document."""
    origin = source if isinstance(source, Document) else document(source)
    return Reading(origin, tuple(replace(claim, doc=origin.id) for claim in claims), run)
