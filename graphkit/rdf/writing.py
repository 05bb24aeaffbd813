"""A reading as the quads of its document's graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.claims import BASE, GK, Claim, Document, Entity, Evidence, Reading, Run, digest
from graphkit.errors import StoreError
from graphkit.rdf import terms
from graphkit.rdf.terms import LABEL, OA, PROV, TYPE, gk

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]


def quads(reading: Reading) -> list[Quad]:
    """Return the graph of one document, every quad once, in the order of the claims.

    Of claims with one id only the first is kept, and of an entity's labels and types as well: the
    graph says one thing about each.

    Raises:
        StoreError: An IRI or a text of the reading cannot be written as RDF.
    """
    try:
        graph = NamedNode(reading.document.iri)
        return [Quad(*triple, graph) for triple in dict.fromkeys(_triples(reading))]
    except ValueError as exc:  # UnicodeEncodeError (a lone surrogate in an IRI) is one as well
        raise StoreError(f"{reading.document.id} cannot be written as RDF: {exc}") from exc


def distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that a graph keeps: of those with one id the first."""
    return list(reversed({claim.id: claim for claim in reversed(claims)}.values()))


def rewritten(graph: Iterable[Quad], claims: Sequence[Claim]) -> list[Quad]:
    """Return a document's graph with `claims` in the place of those that it has.

    What it says of the document and of the run stays: a graph does not hold the document's text.
    """
    found = list(graph)
    document, run = (
        next(quad.subject for quad in found if quad.predicate == TYPE and quad.object == kind)
        for kind in (terms.DOCUMENT, terms.RUN)
    )
    if not isinstance(document, NamedNode) or not isinstance(run, NamedNode):
        raise StoreError("a document and its run have IRIs")
    kept = [quad for quad in found if quad.subject in (document, run)]
    made = dict.fromkeys(_claims(claims, document, run))
    return [*kept, *(Quad(*triple, document) for triple in made)]


def _triples(reading: Reading) -> Iterator[Triple]:
    yield from _document(reading.document)
    yield from _run(reading.run)
    yield from _claims(
        reading.claims, terms.node(reading.document.iri), terms.node(reading.run.iri)
    )


def _claims(found: Sequence[Claim], document: NamedNode, run: NamedNode) -> Iterator[Triple]:
    mentions: dict[tuple[str, str], Entity] = {}
    for claim in distinct(found):
        yield from _claim(claim, document, run)
        yield from _evidence(claim.evidence, document)
        for entity in (claim.subject, claim.object, claim.place, claim.attributed_to):
            if entity:
                key = entity.iri, entity.as_read.iri
                yield from _entity(mentions.setdefault(key, entity))
                yield from _texts(terms.node(entity.iri), gk("surface"), entity.surface)


def _document(document: Document) -> Iterator[Triple]:
    node = terms.node(document.iri)
    yield node, TYPE, terms.DOCUMENT
    yield node, terms.IDENTIFIER, Literal(document.id)
    yield node, terms.CONTENT_HASH, Literal(document.content_hash)
    yield from _texts(node, terms.node(terms.DCT + "title"), document.title)
    yield from _texts(node, terms.node(terms.DCT + "source"), document.source)
    if document.url:
        yield node, gk("url"), Literal(document.url, datatype=terms.ADDRESS)
    if document.date:
        yield node, terms.node(terms.DCT + "date"), terms.day(document.date)


def _run(run: Run) -> Iterator[Triple]:
    node = terms.node(run.iri)
    yield node, TYPE, terms.RUN
    yield node, TYPE, terms.node(PROV + "Activity")
    yield node, gk("graphkitVersion"), Literal(run.graphkit)
    yield node, gk("modelVersion"), Literal(run.model)
    yield node, gk("ontologyVersion"), Literal(run.ontology)


def _claim(claim: Claim, document: NamedNode, run: NamedNode) -> Iterator[Triple]:
    node = NamedNode(claim.id)
    predicate = terms.relation(claim.predicate, is_open=claim.open)
    yield node, TYPE, terms.CLAIM
    yield node, terms.SUBJECT, terms.node(claim.subject.iri)
    yield node, terms.PREDICATE, predicate
    yield node, terms.OBJECT, terms.node(claim.object.iri)
    yield node, terms.STATEMENT, terms.node(claim.statement)
    yield node, terms.DERIVED_FROM, document
    yield node, terms.GENERATED_BY, run
    yield node, gk("evidence"), terms.node(_evidence_iri(claim.evidence, document))
    if claim.open:
        yield predicate, LABEL, Literal(claim.predicate)
    yield from _qualifiers(node, claim)
    yield from _surfaces(node, claim)
    yield from _readings(node, claim)


def _qualifiers(node: NamedNode, claim: Claim) -> Iterator[Triple]:
    yield node, gk("polarity"), gk(claim.polarity)
    yield node, gk("modality"), gk(claim.modality)
    yield node, gk("confidence"), terms.decimal(claim.confidence)
    yield node, gk("core"), terms.flag(claim.core)
    yield node, gk("open"), terms.flag(claim.open)
    yield from _texts(node, gk("extractor"), claim.extractor)
    if claim.time and claim.earliest and claim.latest:
        yield node, gk("time"), Literal(claim.time)
        yield node, gk("earliest"), terms.day(claim.earliest)
        yield node, gk("latest"), terms.day(claim.latest)
    if claim.place:
        yield node, gk("place"), terms.node(claim.place.iri)
    if claim.attributed_to:
        yield node, gk("attributedTo"), terms.node(claim.attributed_to.iri)
    for scheme in terms.SCHEMES:
        if notation := getattr(claim.event_code, scheme, None):
            yield node, gk("eventCode"), terms.code(scheme, notation)


def _readings(node: NamedNode, claim: Claim) -> Iterator[Triple]:
    """Say which entities stand in the place of others, by a judgement, and in which order."""
    for name, entity in claim.entities:
        if entity.read_as:
            yield node, gk(name + "ReadAs"), terms.node(entity.read_as.iri)
    if claim.turned:
        yield node, gk("turned"), terms.flag(True)


def _surfaces(node: NamedNode, claim: Claim) -> Iterator[Triple]:
    """Keep with the claim what its own mentions say: an entity has all surfaces of the text."""
    yield from _texts(node, gk("subjectSurface"), claim.subject.surface)
    yield from _texts(node, gk("objectSurface"), claim.object.surface)
    if claim.place:
        yield from _texts(node, gk("placeSurface"), claim.place.surface)
    if claim.attributed_to:
        yield from _texts(node, gk("attributedToSurface"), claim.attributed_to.surface)


def _entity(entity: Entity) -> Iterator[Triple]:
    node = terms.node(entity.iri)
    yield node, TYPE, terms.node(GK + entity.type)
    yield node, LABEL, Literal(entity.label)
    yield node, gk("named"), terms.flag(entity.named)
    if entity.same_as:
        yield node, terms.SAME_AS, terms.node(entity.same_as)
    if entity.read_as:
        yield from _as_read(entity.read_as)


def _as_read(entity: Entity) -> Iterator[Triple]:
    """Keep what was read under names that no query takes for a description."""
    node = terms.node(entity.iri)
    yield node, gk("readType"), terms.node(GK + entity.type)
    yield node, terms.READ_LABEL, Literal(entity.label)
    yield node, gk("readNamed"), terms.flag(entity.named)
    if entity.same_as:
        yield node, gk("readSameAs"), terms.node(entity.same_as)


def _evidence_iri(evidence: Evidence, document: NamedNode) -> str:
    place = f"{evidence.start}-{evidence.end}"
    return BASE + "evidence/" + digest(document.value, place, evidence.text)


def _evidence(evidence: Evidence, document: NamedNode) -> Iterator[Triple]:
    iri = _evidence_iri(evidence, document)
    node, quote, position = NamedNode(iri), NamedNode(iri + "#quote"), NamedNode(iri + "#position")
    yield node, TYPE, gk("Evidence")
    yield node, TYPE, terms.node(OA + "SpecificResource")
    yield node, terms.node(OA + "hasSource"), document
    yield node, terms.node(OA + "hasSelector"), quote
    yield node, terms.node(OA + "hasSelector"), position
    yield quote, TYPE, terms.node(OA + "TextQuoteSelector")
    yield quote, terms.node(OA + "exact"), Literal(evidence.text)
    yield position, TYPE, terms.node(OA + "TextPositionSelector")
    yield position, terms.node(OA + "start"), Literal(evidence.start)
    yield position, terms.node(OA + "end"), Literal(evidence.end)


def _texts(node: NamedNode, predicate: NamedNode, value: str) -> Iterator[Triple]:
    """Yield a text; an empty one is left out, and is empty again when it is read back."""
    if value:
        yield node, predicate, Literal(value)
