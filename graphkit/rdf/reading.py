"""The quads of a document's graph as the reading that they were written from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.claims import GK, Claim, Document, Entity, EventCode, Evidence, Reading, Run
from graphkit.errors import StoreError
from graphkit.rdf import terms
from graphkit.rdf.terms import DCT, OA, OWL, PROV, RDF, RDFS

Properties = Mapping[str, list[str]]  # values by predicate; claims never need their datatypes
Describe = Callable[[str], Properties]  # what a graph says about an IRI


def by_subject(quads: Iterable[Quad]) -> dict[str, dict[str, list[str]]]:
    """Return what `quads` say, by subject and predicate."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            about = found.setdefault(quad.subject.value, {})
            about.setdefault(quad.predicate.value, []).append(quad.object.value)
    return found


def reading(quads: Iterable[Quad]) -> Reading:
    """Return the reading of one document's graph; its document comes back without its text.

    Raises:
        StoreError: The graph is none of a document.
    """
    index = by_subject(quads)
    found = [iri for iri, about in index.items() if GK + "Document" in about.get(RDF + "type", ())]
    runs = [iri for iri, about in index.items() if GK + "Run" in about.get(RDF + "type", ())]
    if len(found) != 1 or len(runs) != 1:
        raise StoreError("a document's graph has one gk:Document and one gk:Run")
    source = document(index[found[0]])
    return Reading(source, tuple(claims(index)), _run(index[runs[0]]))


def claims(index: Mapping[str, Properties]) -> list[Claim]:
    """Return the claims of one document's graph, in the order of its text."""
    describe = partial(_described, index)
    found = [
        claim(iri, describe)
        for iri, about in index.items()
        if GK + "Claim" in about.get(RDF + "type", ())
    ]
    return sorted(found, key=lambda claim: (claim.evidence.start, claim.id))


def claim(iri: str, describe: Describe) -> Claim:
    """Return one claim from what its document's graph says.

    Raises:
        StoreError: Something that every claim has is missing or malformed.
    """
    try:
        return _claim(describe(iri), describe)
    except (KeyError, IndexError, ValueError) as exc:
        raise StoreError(f"{iri} is not a whole claim: {exc}; build its document again") from exc


def document(about: Properties) -> Document:
    """Return a document, without its text.

    Raises:
        StoreError: It has no identifier, or no sound date.
    """
    try:
        date = _first(about, DCT + "date")
        return Document(
            id=about[DCT + "identifier"][0],
            text="",
            title=_first(about, DCT + "title"),
            source=_first(about, DCT + "source"),
            date=dt.date.fromisoformat(date) if date else None,
            url=_first(about, GK + "url"),
        )
    except (KeyError, ValueError) as exc:
        raise StoreError(f"a document without sound {exc}; build it again") from exc


def _claim(about: Properties, describe: Describe) -> Claim:
    is_open = _is_true(about, GK + "open")
    return Claim(
        doc=describe(about[PROV + "wasDerivedFrom"][0])[DCT + "identifier"][0],
        subject=_entity(about, RDF + "subject", "subjectSurface", describe),
        predicate=_predicate(about[RDF + "predicate"][0], is_open, describe),
        object=_entity(about, RDF + "object", "objectSurface", describe),
        evidence=_evidence(describe(about[GK + "evidence"][0]), describe),
        polarity=about[GK + "polarity"][0].removeprefix(GK),
        modality=about[GK + "modality"][0].removeprefix(GK),
        time=_first(about, GK + "time") or None,
        place=_optional(about, "place", describe),
        attributed_to=_optional(about, "attributedTo", describe),
        event_code=_code(about.get(GK + "eventCode", [])),
        confidence=float(about[GK + "confidence"][0]),
        core=_is_true(about, GK + "core"),
        open=is_open,
        extractor=_first(about, GK + "extractor"),
        turned=_is_true(about, GK + "turned"),
    )


def _predicate(iri: str, is_open: bool, describe: Describe) -> str:
    return describe(iri)[RDFS + "label"][0] if is_open else unquote(iri.removeprefix(GK))


def _optional(about: Properties, name: str, describe: Describe) -> Entity | None:
    return _entity(about, GK + name, name + "Surface", describe) if GK + name in about else None


def _entity(about: Properties, predicate: str, surface: str, describe: Describe) -> Entity:
    iri = about[predicate][0]
    own = describe(iri)
    said = _first(about, GK + surface)
    read = _first(about, GK + surface.replace("Surface", "ReadAs"))
    return Entity(
        iri=iri,
        label=own[RDFS + "label"][0],
        type=own[RDF + "type"][0].removeprefix(GK),
        surface=said,
        same_as=_first(own, OWL + "sameAs") or None,
        named=_is_true(own, GK + "named"),
        read_as=_as_read(read, describe(read), said) if read else None,
    )


def _as_read(iri: str, own: Properties, surface: str) -> Entity:
    return Entity(
        iri=iri,
        label=own[GK + "readLabel"][0],
        type=own[GK + "readType"][0].removeprefix(GK),
        surface=surface,
        same_as=_first(own, GK + "readSameAs") or None,
        named=_is_true(own, GK + "readNamed"),
    )


def _evidence(about: Properties, describe: Describe) -> Evidence:
    found: dict[str, str] = {}
    for selector in about[OA + "hasSelector"]:
        found |= {name: values[0] for name, values in describe(selector).items()}
    return Evidence(found[OA + "exact"], int(found[OA + "start"]), int(found[OA + "end"]))


def _code(iris: Iterable[str]) -> EventCode | None:
    found = {
        scheme: unquote(iri.removeprefix(namespace))
        for iri in iris
        for scheme, namespace in terms.SCHEMES.items()
        if iri.startswith(namespace)
    }
    return EventCode(**found) if found else None


def _run(about: Properties) -> Run:
    return Run(
        graphkit=_first(about, GK + "graphkitVersion"),
        model=_first(about, GK + "modelVersion"),
        ontology=_first(about, GK + "ontologyVersion"),
    )


def _first(about: Properties, predicate: str) -> str:
    return next(iter(about.get(predicate, ())), "")


def _is_true(about: Properties, predicate: str) -> bool:
    return _first(about, predicate) == "true"


def _described(index: Mapping[str, Properties], iri: str) -> Properties:
    return index.get(iri, {})
