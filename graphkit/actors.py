"""From the words of a mention to a known actor of the seeds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from graphkit.claims import KB, OWN, Entity, slug
from graphkit.ontology import Actor, Office, Ontology

TRUSTED = dt.timedelta(days=366)  # how long after its reading an open-ended office is believed


@lru_cache(maxsize=10_000)  # the same few names come again and again
def plain(name: str) -> str:
    """Return `name` without article, possessive ending and typographic variants."""
    name = " ".join(name.replace("’", "'").replace("`", "'").split())
    for ending in ("'s", "'"):
        name = name.removesuffix(ending)
    first, _, rest = name.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else name


class Actors:
    """Looks actors up by name, demonym, metonym, and by the office they hold on a day."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._names: dict[str, list[Actor]] = defaultdict(list)
        self._demonyms: dict[str, Actor] = {}
        self._metonyms: dict[str, Actor] = {}
        classes = ontology.classes.values()
        self._shared = frozenset(titles.name for titles in classes if titles.shared)
        self._abroad = frozenset(titles.name for titles in classes if titles.abroad)
        for actor in ontology.actors.values():
            for name in actor.names:
                self._names[plain(name)].append(actor)
            for name in actor.demonyms:
                self._demonyms[plain(name)] = actor
            for name in actor.metonyms:
                self._metonyms[plain(name)] = actor

    @property
    def names(self) -> Iterable[str]:
        """Every string that names a known actor, for a phrase matcher."""
        return {*self._names, *self._demonyms, *self._metonyms}

    @cached_property
    def given_names(self) -> frozenset[str]:
        """First words of the names of known people: a hint that an unknown name is a person."""
        people = [actor for actor in self._ontology.actors.values() if actor.type == "Person"]
        return frozenset(actor.label.split()[0] for actor in people if " " in actor.label)

    def get(self, iri: str) -> Actor | None:
        """Return the actor with this IRI."""
        return self._ontology.actors.get(iri)

    def named(self, text: str) -> tuple[Actor, ...]:
        """Return the actors that a name may mean; a dateline's KYIV is tried in title case."""
        name = plain(text)
        found = self._names.get(name)
        if not found and name.isupper() and len(name) > 3:
            found = self._names.get(name.title())
        return tuple(found or ())

    def demonym(self, text: str) -> Actor | None:
        """Return the country of "Russian", "Russians", "Briton"."""
        name = plain(text)
        return self._demonyms.get(name) or self._demonyms.get(name.removesuffix("s"))

    def is_of(self, actor: Actor, state: Actor) -> bool:
        """Tell whether an actor may belong to a state: it does, or nobody knows to whom."""
        above = list(self._above(actor))
        return not above or state in above

    def _above(self, actor: Actor) -> Iterator[Actor]:
        """Yield what an actor belongs to, and what that belongs to."""
        seen, whole = {actor.iri}, self.get(actor.within or "")
        while whole and whole.iri not in seen:
            yield whole
            seen.add(whole.iri)
            whole = self.get(whole.within or "")

    def metonym(self, text: str) -> Actor | None:
        """Return whom a place stands for: of "Moscow" Russia, of "Foggy Bottom" the ministry."""
        name = plain(text)
        found = self._metonyms.get(name)
        return found or (self._metonyms.get(name.title()) if name.isupper() else None)

    def holder(self, roles: frozenset[str], body: str, day: dt.date | None) -> Actor | None:
        """Return who held one of the offices `roles` of `body` on `day`, if the seeds tell.

        An office without a known end passes to the next holder; with none on record it is
        trusted for a year after its source was read.
        """
        found = {
            office.person
            for office in self._offices_of.get(body, ())
            if office.role in roles - self._abroad and self._is_current(office, day)
        }
        return self.get(found.pop()) if len(found) == 1 else None

    def served(self, person: Entity, roles: frozenset[str], day: dt.date | None) -> Entity | None:
        """Return the state or body that a known person served on `day` in one of `roles`."""
        bodies = {
            office.body
            for office in self._offices_by_person.get(person.iri, ())
            if (not roles or office.role in roles) and self._is_current(office, day)
        }
        actor = self.get(bodies.pop()) if len(bodies) == 1 else None
        return known(actor, actor.label) if actor else None

    def served_ever(self, person: Entity, roles: frozenset[str]) -> Entity | None:
        """Return the only state or body that a known person served in one of `roles`, if ever."""
        held = self._offices_by_person.get(person.iri, ())
        bodies = {office.body for office in held if office.role in roles}
        actor = self.get(bodies.pop()) if len(bodies) == 1 else None
        return known(actor, actor.label) if actor else None

    def _is_current(self, office: Office, day: dt.date | None) -> bool:
        if day is None:
            return office.until is None
        if not office.held_on(day) or office.until:
            return office.held_on(day)
        others = [
            other.since
            for other in self._offices_of[office.body]
            if other.role == office.role and other.since
            if other.title == office.title or office.role not in self._shared
        ]
        if any((office.since or dt.date.min) < since <= day for since in others):
            return False
        return any(since > day for since in others) or (
            office.as_of is None or day <= office.as_of + TRUSTED
        )

    def surname(self, name: str, day: dt.date | None) -> Actor | None:
        """Return the only known person of that surname who held an office around `day`."""
        found = {
            office.person
            for person in self._surnames.get(name, ())
            for office in self._offices_by_person.get(person, ())
            if day is None or office.held_on(day)
        }
        return self.get(found.pop()) if len(found) == 1 else None

    def roles_named(self, title: str) -> frozenset[str]:
        """Return the kinds of office that a title answers to ("defense chief": defenceMinister)."""
        return self._roles_by_title.get(title.lower(), frozenset())

    @cached_property
    def _roles_by_title(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for role in {office.role for office in self._ontology.offices}:
            for word in (
                self._ontology.classes[role].words if role in self._ontology.classes else ()
            ):
                found[word] = found.get(word, frozenset()) | {role}
        return found

    @cached_property
    def _offices_of(self) -> dict[str, list[Office]]:
        found = defaultdict(list)
        for office in self._ontology.offices:
            found[office.body].append(office)
        return found

    @cached_property
    def _offices_by_person(self) -> dict[str, list[Office]]:
        found = defaultdict(list)
        for office in self._ontology.offices:
            found[office.person].append(office)
        return found

    @cached_property
    def _surnames(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for actor in self._ontology.actors.values():
            if actor.type == "Person":
                found[actor.label.split()[-1]].append(actor.iri)
        return found


def known(actor: Actor, surface: str) -> Entity:
    """Return the entity of a known actor."""
    return Entity(actor.iri, actor.label, actor.type, surface, actor.same_as)


def named(label: str, entity_type: str, surface: str) -> Entity:
    """Return an entity that the text names but the seeds do not know."""
    return Entity(KB + slug(label), label, entity_type, surface)


def unnamed(label: str, entity_type: str, surface: str, doc_id: str) -> Entity:
    """Return an entity that the text only describes; its IRI is its document's own."""
    return Entity(of_document(label, doc_id), label, entity_type, surface, named=False)


def of_document(label: str, doc_id: str) -> str:
    """Return the IRI of an entity that is its document's own."""
    return f"{OWN}{slug(doc_id)}/{slug(label)}"
