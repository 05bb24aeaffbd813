"""Made-up readings of any number of claims, for measurements: the same number gives the same ones.

Actors come from the seeds beside people whom no seed knows; a few are in the news all the time and
most hardly ever. Half of a document is about one actor. A smaller corpus is the beginning of a
larger one, so that figures for several sizes can be compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import accumulate
from random import Random

from graphkit import ontology
from graphkit.claims import KB, Claim, Document, Entity, Evidence, Reading, Run, slug
from graphkit.ontology import Relation

RUN = Run(graphkit="benchmark", model="none 1.0", ontology="benchmark")
PER_DOCUMENT = 20
FIRST_DAY, DAYS = dt.date(2016, 1, 1), 3650
PUBLISHERS = ("Harbour Wire", "Coast Gazette", "Northern Post", "The Ledger", "Capital Desk")
GIVEN = ("Ada", "Bo", "Cy", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo", "Jon", "Kai", "Lea")
FAMILY = ("Ahlberg", "Brenner", "Castell", "Dorne", "Eklund", "Farrow", "Grieg", "Holm", "Iversen")
EVENTS = ("summit", "meeting", "conference", "exercise", "briefing", "round of talks")
THINGS = {
    "Agreement": (
        "grain accord",
        "border treaty",
        "prisoner deal",
        "basing pact",
        "fishing accord",
    ),
    "Thing": ("budget", "ceasefire plan", "shipment", "training course", "joint patrol", "cable"),
    "Weapon": ("howitzers", "air defence missiles", "drones", "patrol boats", "armoured vehicles"),
    "Role": ("defence minister", "envoy", "chief of staff", "foreign minister", "spokesperson"),
    "Group": ("rebels", "two officials", "fishermen", "negotiators", "a group of veterans"),
}
# how often in a hundred claims, roughly as in the news items of seeds/documents/
FREQUENT = {"holdsRole": 17, "affiliatedWith": 12, "meets": 8, "attends": 5, "leads": 4, "skips": 3}
MODALITIES = {"actual": 80, "planned": 12, "possible": 4, "requested": 4}


class Ranked:
    """Things of which the first is drawn most often: the n-th at 1/n of the first's frequency."""

    def __init__(self, items: Sequence[Entity]) -> None:
        self._items = items
        self._weights = list(accumulate(1 / rank for rank in range(1, len(items) + 1)))

    def draw(self, chance: Random) -> Entity:
        """Return one of the things."""
        return chance.choices(self._items, cum_weights=self._weights)[0]


class Corpus:
    """What a corpus draws from; `readings` alone uses its chance, in one order."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self._relations = tuple(ontology.load().relations.values())
        rank = {relation.name: 100 / len(self._relations) for relation in self._relations}
        self._frequency = [FREQUENT.get(name, weight) for name, weight in rank.items()]

    @cached_property
    def _known(self) -> dict[str, Ranked]:
        """Return by type who can be named: the seeds' in a mixed order, and people of our own."""
        found: dict[str, list[Entity]] = {}
        for actor in ontology.load().actors.values():
            one = Entity(actor.iri, actor.label, actor.type, actor.label, actor.same_as)
            found.setdefault(actor.type, []).append(one)
        found["Person"] += [
            _named(f"{given} {family} {number}", "Person")
            for number in range(1, 20)
            for given in GIVEN
            for family in FAMILY
        ]
        for kind in found.values():
            Random(len(kind)).shuffle(kind)
        return {kind: Ranked(entities) for kind, entities in found.items()}

    def reading(self, number: int, size: int) -> Reading:
        """Return the reading of one document."""
        published = FIRST_DAY + dt.timedelta(self._chance.randrange(DAYS))
        about, source = self._known["Country"].draw(self._chance), self._chance.choice(PUBLISHERS)
        document = Document(f"item-{number:06}", "", f"Item {number}", source, published)
        claims: list[Claim] = []
        text = ""
        for _ in range(size):
            claim = self._claim(document, about, len(text))
            claims.append(claim)
            text += claim.evidence.text + " "
        return Reading(replace(document, text=text), tuple(claims), RUN)

    def _claim(self, document: Document, about: Entity, start: int) -> Claim:
        relation = self._chance.choices(self._relations, self._frequency)[0]
        subject, object = self._ends(relation, document, about)
        chance = self._chance.random
        place = self._known["Place"].draw(self._chance) if chance() < 0.2 else None
        said_by = self._speaker(document) if chance() < 0.3 else None
        modality = self._chance.choices(list(MODALITIES), list(MODALITIES.values()))[0]
        sentence = _sentence(subject, relation, object, place, said_by)
        return Claim(
            doc=document.id,
            subject=subject,
            predicate=relation.name,
            object=object,
            evidence=Evidence(sentence, start, start + len(sentence)),
            polarity="negated" if chance() < 0.06 else "affirmed",
            modality=modality,
            time=self._time(document.date or FIRST_DAY),
            place=place,
            attributed_to=said_by,
            event_code=relation.code(object.type, modality),
            confidence=0.5 + self._chance.randrange(6) / 10,
            core=relation.core,
            extractor="made-up.v1",
        )

    def _ends(self, relation: Relation, document: Document, about: Entity) -> tuple[Entity, Entity]:
        subject = self._entity(relation.domain, document)
        if about.type in relation.domain and self._chance.random() < 0.5:
            subject = about
        object = self._entity(relation.range, document)
        while object == subject:
            object = self._entity(relation.range, document)
        if relation.symmetric and object.iri < subject.iri:
            return object, subject
        return subject, object

    def _entity(self, types: frozenset[str], document: Document) -> Entity:
        named, others = sorted(types & self._known.keys()), sorted(types - self._known.keys())
        if not others or (named and self._chance.random() < 0.8):
            return self._known[self._chance.choice(named)].draw(self._chance)
        kind = self._chance.choice(others)
        if kind == "Event":
            host = self._known["Place"].draw(self._chance).label
            return _unnamed(f"{host} {self._chance.choice(EVENTS)}", kind, document)
        label = self._chance.choice(THINGS[kind])
        if kind == "Role":
            return Entity(f"{KB}role/{slug(label)}", label, kind, label)
        return _unnamed(label, kind, document)

    def _speaker(self, document: Document) -> Entity:
        if self._chance.random() < 0.6:
            return self._known["Person"].draw(self._chance)
        return _unnamed(self._chance.choice(("an official", "a diplomat")), "Person", document)

    def _time(self, published: dt.date) -> str | None:
        day = published + dt.timedelta(self._chance.randrange(-20, 11))
        precise = self._chance.choices((10, 7, 4, 0), (55, 10, 5, 30))[0]
        return day.isoformat()[:precise] or None


def readings(claims: int, *, seed: int = 0) -> Iterator[Reading]:
    """Yield the readings of `claims` claims, in documents of twenty.

    Args:
        claims: How many claims there are in all documents together.
        seed: Another seed gives another corpus.
    """
    corpus = Corpus(seed)
    for number, done in enumerate(range(0, claims, PER_DOCUMENT)):
        yield corpus.reading(number, min(PER_DOCUMENT, claims - done))


def _named(label: str, type: str) -> Entity:
    return Entity(KB + slug(label), label, type, label)


def _unnamed(label: str, type: str, document: Document) -> Entity:
    return Entity(f"{KB}in/{slug(document.id)}/{slug(label)}", label, type, label, named=False)


def _sentence(
    subject: Entity,
    relation: Relation,
    object: Entity,
    place: Entity | None,
    said_by: Entity | None,
) -> str:
    where = f" in {place.label}" if place else ""
    by_whom = f", {said_by.label} said" if said_by else ""
    return f"{subject.label} {relation.label} {object.label}{where}{by_whom}."
