"""A small network of made-up actors, for the tests of network, view and notebook."""

from __future__ import annotations

import datetime as dt

from graphkit.claims import KB, Claim, Document, Entity, Evidence, slug
from graphkit.ontology import Actor, Office, Ontology, Relation

TYPES = {
    "Ilse Brandt": "Person",
    "Tomas Lindqvist": "Person",
    "Vesland": "Country",
    "Norrania": "Country",
    "Karelta": "Country",
    "Harbour Group": "Organization",
    "Harbour Group meeting": "Event",
    "armour": "Thing",
}
FAMILIES = {
    "skips": "diplomacy",
    "attends": "diplomacy",
    "meets": "diplomacy",
    "suppliesArmsTo": "aid",
    "attacks": "conflict",
    "affiliatedWith": "structure",
}
DOCUMENTS = {
    "absence": Document(
        "absence",
        "",
        "Brandt stays at home",
        "Harbour Wire",
        dt.date(2025, 6, 3),
        "https://example.org/absence",
    ),
    "raid": Document(
        "raid", "", "A raid at night", "Coast Gazette", dt.date(2025, 6, 1), "javascript:alert(1)"
    ),
}


def entity(name: str, type: str = "") -> Entity:
    """Return an entity by its name; its IRI follows from it."""
    return Entity(KB + slug(name), name, type or TYPES[name], surface=name)


def claim(subject: str, predicate: str, object: str, **rest: object) -> Claim:
    """Return a claim between two entities by their names."""
    text = f"{subject} {predicate} {object}."
    given = {"doc": "absence", "evidence": Evidence(text, 0, len(text)), **rest}
    return Claim(subject=entity(subject), predicate=predicate, object=entity(object), **given)  # type: ignore[arg-type]  # the keywords of Claim


def sentence(text: str, start: int = 0) -> Evidence:
    """Return `text` as evidence."""
    return Evidence(text, start, start + len(text))


MISSED = sentence(
    "Ilse Brandt will miss the Harbour Group meeting on Wednesday, two diplomats said."
)
CLAIMS = (
    claim(
        "Ilse Brandt",
        "skips",
        "Harbour Group meeting",
        evidence=MISSED,
        modality="planned",
        time="2025-06-04",
        place=entity("Brussels", "Place"),
        attributed_to=entity("two diplomats", "Group"),
        confidence=0.85,
    ),
    claim("Tomas Lindqvist", "attends", "Harbour Group meeting", modality="planned"),
    claim("Ilse Brandt", "affiliatedWith", "Vesland"),
    claim("Tomas Lindqvist", "affiliatedWith", "Vesland"),
    claim("Ilse Brandt", "meets", "Tomas Lindqvist"),
    claim("Tomas Lindqvist", "meets", "Ilse Brandt", doc="raid", polarity="negated"),
    claim("Vesland", "suppliesArmsTo", "Norrania", doc="raid"),
    claim("Vesland", "suppliesArmsTo", "Norrania", modality="possible"),
    claim("Karelta", "suppliesArmsTo", "Norrania", doc="raid", polarity="negated"),
    claim("Karelta", "attacks", "Norrania", doc="raid"),
    claim("Karelta", "attacks", "armour", doc="raid"),
    claim("Ilse Brandt", "attends", "Harbour Group meeting", core=False),
)


def known() -> Ontology:
    """Return an ontology that knows just these relations and one office."""
    nothing: frozenset[str] = frozenset()
    relations = {
        name: Relation(
            name=name,
            label={"suppliesArmsTo": "supplies arms to"}.get(name, name),
            definition="",
            family=family,
            domain=nothing,
            range=nothing,
            symmetric=name == "meets",
            core=True,
            opposes=nothing,
            codes=(),
            wordings=(),
        )
        for name, family in FAMILIES.items()
    }
    vesland, brandt = entity("Vesland"), entity("Ilse Brandt")
    office = Office(
        brandt.iri,
        "defenceMinister",
        "Minister of Defence",
        vesland.iri,
        dt.date(2024, 3, 1),
        None,
        None,
    )
    return Ontology(
        relations=relations,
        classes={},
        actors={vesland.iri: Actor(vesland.iri, vesland.label, "Country", (vesland.label,))},
        offices=(office,),
        abbreviations={},
        version="test",
    )
