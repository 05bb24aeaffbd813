"""Reads `ontologies/` and `seeds/` into plain objects.

What can be said (relations, wordings, word classes) and who exists (actors, offices) is data. This
module is the only one that knows its Turtle; the rest of graphkit sees the frozen values below.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from graphkit.claims import ACTOR_TYPES, BASE, ENTITY_TYPES, GK, EventCode, span_of
from graphkit.errors import OntologyError
from graphkit.triples import Triples, local, locals_of
from graphkit.vetting import faults

ORG = "http://www.w3.org/ns/org#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SAME_AS = "http://www.w3.org/2002/07/owl#sameAs"


@dataclass(frozen=True, slots=True)
class CodeRule:
    """An event code with the conditions under which it holds; an empty condition always holds."""

    code: EventCode
    object_types: frozenset[str] = frozenset()
    modalities: frozenset[str] = frozenset()

    def fits(self, object_type: str, modality: str) -> bool:
        """Tell whether a claim with this object type and modality gets this code."""
        return (not self.object_types or object_type in self.object_types) and (
            not self.modalities or modality in self.modalities
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """What a claim's predicate is; domain and range are entity types ("Actor" is spelled out).

    `sense` names the part of a noun phrase that states the relation without any wording: of a
    title the "role", its "body", its "principal" (of an envoy) or what it is "leader" of; of an
    event its "venue"; of two names the "whole" that one is part of. `negated_as` names the relation
    that the negation is: not to attend is to skip. A `joint` relation is done to its object by
    several at one time, as a treaty is signed. One that `moves_forces` has the state as its subject
    that sends them, not its unnamed troops.
    """

    name: str
    label: str
    definition: str
    family: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    core: bool
    opposes: frozenset[str]
    codes: tuple[CodeRule, ...]
    wordings: tuple[str, ...]
    sense: str | None = None
    negated_as: str | None = None
    joint: bool = False
    moves_forces: bool = False

    def code(self, object_type: str, modality: str) -> EventCode | None:
        """Return the event code of a claim; of the rules that fit, the most specific one."""
        fitting = [rule for rule in self.codes if rule.fits(object_type, modality)]
        fitting.sort(key=lambda rule: bool(rule.modalities) + bool(rule.object_types))
        return fitting[-1].code if fitting else None


@dataclass(frozen=True, slots=True)
class WordClass:
    """A named list of words; a class of common nouns also says which entity type they name.

    Attributes:
        shared: Of titles: whether a body has several holders of the office at a time.
        abroad: Of titles: whether a state has a holder of the office in each other state.
    """

    name: str
    words: frozenset[str]
    entity_type: str | None = None
    label: str = ""
    shared: bool = False
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """An individual of the seeds, with every string that names it.

    Attributes:
        names: Label, other names and acronyms.
        demonyms: Adjectives and nouns of its people ("Russian"); of a country only.
        metonyms: Names of places that stand for it ("Moscow", "the Kremlin").
        capital: IRI of the city that is a country's capital.
        within: IRI of what it belongs to: of a ministry the country, of a city the country.
    """

    iri: str
    label: str
    type: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    within: str | None = None
    capital: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """That a person holds a role in an organization or a country for some time.

    Attributes:
        role: Name of the word class of titles that the office answers to ("defenceMinister").
        title: The office's own title.
        since: First day known, or None.
        until: Last day known, or None where it was still held at `as_of`.
        as_of: Day on which the source was read.
    """

    person: str
    role: str
    title: str
    body: str
    since: dt.date | None
    until: dt.date | None
    as_of: dt.date | None

    def held_on(self, day: dt.date) -> bool:
        """Tell whether the sources leave open that the office was held on `day`.

        Without a known end they do so long after `as_of`; whoever needs more asks for the last
        holder (`graphkit.actors.Actors.holder`).
        """
        if self.since and day < self.since:
            return False
        return day <= self.until if self.until else True


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything read from `ontologies/` and `seeds/`.

    Attributes:
        relations: By name.
        classes: Word classes by name.
        actors: By IRI.
        offices: All dated offices.
        abbreviations: Full form by abbreviation ("Rear Adm.": "Rear Admiral").
        version: Hash of the files' bytes; stands in every run.
        signs: What each sign of `graphkit.extract.confidence` adds to the log-odds of a claim.
    """

    relations: Mapping[str, Relation]
    classes: Mapping[str, WordClass]
    actors: Mapping[str, Actor]
    offices: tuple[Office, ...]
    abbreviations: Mapping[str, str]
    version: str
    signs: Mapping[str, float] = field(default_factory=dict)

    def by_sense(self, sense: str) -> Relation:
        """Return the relation that a part of a noun phrase states.

        Raises:
            OntologyError: No relation has that sense.
        """
        for relation in self.relations.values():
            if relation.sense == sense:
                return relation
        raise OntologyError("no relation has this gk:sense", subject=sense)

    def words(self, name: str) -> frozenset[str]:
        """Return the words of a class.

        Raises:
            OntologyError: There is no such class.
        """
        if name not in self.classes:
            raise OntologyError("no such word class in the lexicon", subject=name)
        return self.classes[name].words


def data_dir(name: str) -> Path:
    """Return the folder `ontologies` or `seeds`: of an installed wheel, else of the checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / name, here.parent / name):
        if folder.is_dir():
            return folder
    raise OntologyError(
        "the folder is missing from the installation; reinstall graphkit", path=name
    )


def turtle_files(*extra: Path) -> list[Path]:
    """Return every Turtle file that the ontology is read from, in a stable order."""
    roots = [data_dir("ontologies"), data_dir("seeds") / "actors", *extra]
    return [path for root in roots for path in sorted(root.rglob("*.ttl"))]


def vet(extra: Iterable[Path]) -> None:
    """Parse a user's own Turtle where a crash does no harm.

    Raises:
        OntologyError: A file does not parse.
    """
    for path, fault in faults(path for folder in extra for path in sorted(folder.rglob("*.ttl"))):
        raise OntologyError(f"not readable as Turtle: {fault}", path=path) from fault


@cache
def load(*extra: Path) -> Ontology:
    """Read the ontology and the seeds, and the user's own Turtle folders after them.

    Args:
        extra: Folders whose `*.ttl` add relations, wordings, words or actors.

    Raises:
        OntologyError: A file does not parse, or says something that makes no sense.
    """
    for folder in extra:
        if not folder.is_dir():
            raise OntologyError("no such folder", path=folder)
    vet(extra)
    files = turtle_files(*extra)
    triples = Triples()
    version = hashlib.sha256()
    for path in files:
        version.update(path.read_bytes())
        triples.parse(path)
    return Ontology(
        relations={relation.name: relation for relation in _relations(triples)},
        classes={found.name: found for found in _classes(triples)},
        actors={actor.iri: actor for actor in _actors(triples)},
        offices=tuple(_offices(triples)),
        abbreviations=_abbreviations(triples),
        version=version.hexdigest()[:12],
        signs=_signs(triples),
    )


def _relations(triples: Triples) -> Iterator[Relation]:
    for node in triples.of_kind(GK + "Relation"):
        yield Relation(
            name=local(node),
            label=triples.first(node, RDFS + "label"),
            definition=triples.first(node, SKOS + "definition"),
            family=triples.first(node, GK + "family"),
            domain=_types(triples, node, RDFS + "domain"),
            range=_types(triples, node, RDFS + "range"),
            symmetric=_flag(triples, node, "symmetric", default=False),
            core=_flag(triples, node, "core", default=True),
            opposes=locals_of(triples.all(node, GK + "opposes")),
            codes=tuple(_codes(triples, node)),
            wordings=triples.all(node, GK + "wording"),
            sense=triples.first(node, GK + "sense") or None,
            joint=_flag(triples, node, "joint", default=False),
            moves_forces=_flag(triples, node, "movesForces", default=False),
            negated_as=local(triples.first(node, GK + "negatedAs")) or None,
        )


def _codes(triples: Triples, node: str) -> Iterator[CodeRule]:
    for holder in [node, *triples.all(node, GK + "codeRule")]:
        code = _code(triples, holder)
        if code != EventCode():
            yield CodeRule(
                code=code,
                object_types=locals_of(triples.all(holder, GK + "whenObject")),
                modalities=locals_of(triples.all(holder, GK + "whenModality")),
            )


def _code(triples: Triples, node: str) -> EventCode:
    found: dict[str, str | None] = {"plover": None, "cameo": None}
    for code in triples.all(node, GK + "eventCode"):
        scheme, _, notation = code.removeprefix(BASE).partition("/")
        if scheme not in found:
            raise OntologyError(f"event code in an unknown scheme: {code}", subject=node)
        found[scheme] = notation
    return EventCode(**found)


def _classes(triples: Triples) -> Iterator[WordClass]:
    for node in triples.of_kind(GK + "WordClass"):
        types = _types(triples, node, GK + "entityType")
        yield WordClass(
            local(node),
            frozenset(triples.all(node, GK + "word")),
            next(iter(types), None),
            triples.first(node, RDFS + "label"),
            _flag(triples, node, "shared", default=False),
            _flag(triples, node, "abroad", default=False),
        )


def _abbreviations(triples: Triples) -> dict[str, str]:
    return {
        short: triples.first(node, GK + "expansion")
        for node in triples.of_kind(GK + "Abbreviation")
        for short in triples.all(node, GK + "word")
    }


def _signs(triples: Triples) -> dict[str, float]:
    return {
        local(node): float(triples.first(node, GK + "weight"))
        for node in triples.of_kind(GK + "Sign")
    }


def _actors(triples: Triples) -> Iterator[Actor]:
    for entity_type in ENTITY_TYPES:
        for node in triples.of_kind(GK + entity_type):
            label = triples.first(node, RDFS + "label")
            names = triples.all(node, SKOS + "altLabel") + triples.all(node, GK + "acronym")
            yield Actor(
                iri=node,
                label=label,
                type=entity_type,
                names=(label, *(name for name in names if name != label)),
                demonyms=triples.all(node, GK + "demonym"),
                metonyms=triples.all(node, GK + "metonym"),
                within=triples.first(node, GK + "within") or None,
                capital=triples.first(node, GK + "capital") or None,
                same_as=triples.first(node, SAME_AS) or None,
            )


def _offices(triples: Triples) -> Iterator[Office]:
    for node in triples.of_kind(ORG + "Membership"):
        role = triples.first(node, ORG + "role")
        if not role:
            continue  # the membership of a state in an organization
        yield Office(
            person=triples.first(node, ORG + "member"),
            role=local(role),
            title=triples.first(node, GK + "title"),
            body=triples.first(node, ORG + "organization"),
            since=_day(triples, node, "from", first=True),
            until=_day(triples, node, "to", first=False),
            as_of=_day(triples, node, "asOf", first=True),
        )


def _flag(triples: Triples, node: str, name: str, *, default: bool) -> bool:
    return {"true": True, "1": True, "": default}.get(triples.first(node, GK + name), False)


def _types(triples: Triples, node: str, predicate: str) -> frozenset[str]:
    names: set[str] = set()
    for name in locals_of(triples.all(node, predicate)):
        if name != "Actor" and name not in ENTITY_TYPES:
            raise OntologyError(f"{name} is no entity type", subject=node)
        names |= ACTOR_TYPES if name == "Actor" else {name}
    return frozenset(names)


def _day(triples: Triples, node: str, name: str, *, first: bool) -> dt.date | None:
    value = triples.first(node, GK + name)
    if not value:
        return None
    try:
        return span_of(value)[0 if first else 1]
    except ValueError as exc:
        raise OntologyError(str(exc), subject=node) from exc
