"""Reads `ontologies/` and `seeds/` into plain objects; rdflib stays inside.

What can be said (relations, wordings, word classes) and who exists (actors, offices) is data. This
module is the only one that knows its Turtle; the rest of graphkit sees the frozen values below.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from graphkit.claims import ACTOR_TYPES, BASE, ENTITY_TYPES, GK, EventCode, span_of
from graphkit.errors import OntologyError

NS = Namespace(GK)
LEX = BASE + "lexicon#"
ORG = Namespace("http://www.w3.org/ns/org#")


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
    several at one time, as a treaty is signed.
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

    def code(self, object_type: str, modality: str) -> EventCode | None:
        """Return the event code of a claim; of the rules that fit, the most specific one."""
        fitting = [rule for rule in self.codes if rule.fits(object_type, modality)]
        fitting.sort(key=lambda rule: bool(rule.modalities) + bool(rule.object_types))
        return fitting[-1].code if fitting else None


@dataclass(frozen=True, slots=True)
class WordClass:
    """A named list of words; a class of common nouns also says which entity type they name."""

    name: str
    words: frozenset[str]
    entity_type: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """An individual of the seeds, with every string that names it.

    Attributes:
        names: Label, other names and acronyms.
        demonyms: Adjectives and nouns of its people ("Russian"); of a country only.
        metonyms: Names of places that stand for it ("Moscow", "the Kremlin").
        within: IRI of what it belongs to: of a ministry the country, of a city the country.
    """

    iri: str
    label: str
    type: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    within: str | None = None
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
    """

    relations: Mapping[str, Relation]
    classes: Mapping[str, WordClass]
    actors: Mapping[str, Actor]
    offices: tuple[Office, ...]
    abbreviations: Mapping[str, str]
    version: str

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
    files = turtle_files(*extra)
    graph = Graph()
    version = hashlib.sha256()
    for path in files:
        version.update(path.read_bytes())
        _parse(graph, path)
    return Ontology(
        relations={relation.name: relation for relation in _relations(graph)},
        classes={found.name: found for found in _classes(graph)},
        actors={actor.iri: actor for actor in _actors(graph)},
        offices=tuple(_offices(graph)),
        abbreviations=_abbreviations(graph),
        version=version.hexdigest()[:12],
    )


def _parse(graph: Graph, path: Path) -> None:
    try:
        graph.parse(path, format="ox-turtle")
    except (SyntaxError, ValueError, OSError) as exc:
        raise OntologyError(f"not readable as Turtle: {exc}", path=path) from exc


def _relations(graph: Graph) -> Iterator[Relation]:
    for node in _sorted(graph.subjects(RDF.type, NS.Relation)):
        yield Relation(
            name=local(node),
            label=_text(graph, node, RDFS.label),
            definition=_text(graph, node, SKOS.definition),
            family=_text(graph, node, NS.family),
            domain=_types(graph, node, RDFS.domain),
            range=_types(graph, node, RDFS.range),
            symmetric=_flag(graph, node, NS.symmetric, default=False),
            core=_flag(graph, node, NS.core, default=True),
            opposes=frozenset(local(other) for other in graph.objects(node, NS.opposes)),
            codes=tuple(_codes(graph, node)),
            wordings=_texts(graph, node, NS.wording),
            sense=_text(graph, node, NS.sense) or None,
            joint=_flag(graph, node, NS.joint, default=False),
            negated_as=next(map(local, _sorted(graph.objects(node, NS.negatedAs))), None),
        )


def _codes(graph: Graph, node: Node) -> Iterator[CodeRule]:
    for holder in [node, *_sorted(graph.objects(node, NS.codeRule))]:
        code = _code(graph, holder)
        if code != EventCode():
            yield CodeRule(
                code=code,
                object_types=frozenset(map(local, graph.objects(holder, NS.whenObject))),
                modalities=frozenset(map(local, graph.objects(holder, NS.whenModality))),
            )


def _code(graph: Graph, node: Node) -> EventCode:
    found: dict[str, str | None] = {"plover": None, "cameo": None}
    for code in _sorted(graph.objects(node, NS.eventCode)):
        scheme, _, notation = str(code).removeprefix(BASE).partition("/")
        if scheme not in found:
            raise OntologyError(f"event code in an unknown scheme: {code}", subject=node)
        found[scheme] = notation
    return EventCode(**found)


def _classes(graph: Graph) -> Iterator[WordClass]:
    for node in _sorted(graph.subjects(RDF.type, NS.WordClass)):
        types = _types(graph, node, NS.entityType)
        yield WordClass(
            local(node),
            frozenset(_texts(graph, node, NS.word)),
            next(iter(types), None),
            _text(graph, node, RDFS.label),
        )


def _abbreviations(graph: Graph) -> dict[str, str]:
    return {
        short: _text(graph, node, NS.expansion)
        for node in _sorted(graph.subjects(RDF.type, NS.Abbreviation))
        for short in _texts(graph, node, NS.word)
    }


def _actors(graph: Graph) -> Iterator[Actor]:
    for entity_type in ENTITY_TYPES:
        for node in _sorted(graph.subjects(RDF.type, NS[entity_type])):
            label = _text(graph, node, RDFS.label)
            names = (*_texts(graph, node, SKOS.altLabel), *_texts(graph, node, NS.acronym))
            within = _sorted(graph.objects(node, NS.within))
            same = _sorted(graph.objects(node, OWL.sameAs))
            yield Actor(
                iri=str(node),
                label=label,
                type=entity_type,
                names=(label, *(name for name in names if name != label)),
                demonyms=_texts(graph, node, NS.demonym),
                metonyms=_texts(graph, node, NS.metonym),
                within=str(within[0]) if within else None,
                same_as=str(same[0]) if same else None,
            )


def _offices(graph: Graph) -> Iterator[Office]:
    for node in _sorted(graph.subjects(RDF.type, ORG.Membership)):
        role = graph.value(node, ORG.role)
        if role is None:
            continue  # the membership of a state in an organization
        yield Office(
            person=str(graph.value(node, ORG.member)),
            role=local(role),
            title=_text(graph, node, NS.title),
            body=str(graph.value(node, ORG.organization)),
            since=_day(graph, node, NS["from"], first=True),
            until=_day(graph, node, NS.to, first=False),
            as_of=_day(graph, node, NS.asOf, first=True),
        )


def local(node: Node) -> str:
    """Return the last part of an IRI, after `#` or `/`."""
    return str(node).replace("#", "/").rsplit("/", 1)[-1]


def _sorted(nodes: Iterable[Node]) -> list[URIRef]:
    return sorted(URIRef(str(node)) for node in set(nodes))


def _texts(graph: Graph, node: Node, predicate: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(value) for value in set(graph.objects(node, predicate))))


def _text(graph: Graph, node: Node, predicate: URIRef) -> str:
    return next(iter(_texts(graph, node, predicate)), "")


def _flag(graph: Graph, node: Node, predicate: URIRef, *, default: bool) -> bool:
    value = graph.value(node, predicate)
    return bool(value.toPython()) if isinstance(value, Literal) else default


def _types(graph: Graph, node: Node, predicate: URIRef) -> frozenset[str]:
    names: set[str] = set()
    for value in graph.objects(node, predicate):
        name = local(value)
        if name != "Actor" and name not in ENTITY_TYPES:
            raise OntologyError(f"{name} is no entity type", subject=node)
        names |= ACTOR_TYPES if name == "Actor" else {name}
    return frozenset(names)


def _day(graph: Graph, node: Node, predicate: URIRef, *, first: bool) -> dt.date | None:
    value = graph.value(node, predicate)
    if value is None:
        return None
    try:
        return span_of(str(value))[0 if first else 1]
    except ValueError as exc:
        raise OntologyError(str(exc), subject=node) from exc
