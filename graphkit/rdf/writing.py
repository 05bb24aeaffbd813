"""A reading as its document's graph, in lines of N-Quads.

A line takes a third of the time that pyoxigraph takes to make a quad of a literal, and Oxigraph
loads lines as fast as quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graphkit.claims import BASE, Claim, Document, Entity, Evidence, Reading, Run, digest
from graphkit.collector import uncollected
from graphkit.errors import StoreError
from graphkit.rdf import terms
from graphkit.rdf.ntriples import LABEL, TRUE, TYPE, day, decimal, flag, gk, iri, number, oa, text

Triple = str  # subject, predicate and object as N-Triples writes them, with a space between


@uncollected()
def nquads(reading: Reading) -> list[str]:
    """Return the graph of one document, every quad once, in the order of the claims.

    Of claims with one id only the first is kept, and of an entity's labels and types as well: the
    graph says one thing about each.

    Raises:
        StoreError: An IRI or a text of the reading cannot be written as RDF.
    """
    try:
        return _lines(_triples(reading), iri(reading.document.iri))
    except ValueError as exc:  # UnicodeEncodeError (a lone surrogate in an IRI) is one as well
        raise StoreError(f"{reading.document.id} cannot be written as RDF: {exc}") from exc


def quads(reading: Reading) -> list[Quad]:
    """Return the graph of one document as quads; see `nquads`."""
    return parsed(nquads(reading))


def parsed(lines: Iterable[str]) -> list[Quad]:
    """Return lines that were written here, and need no check any more, as quads."""
    return list(parse("".join(lines), format=RdfFormat.N_QUADS, lenient=True))


def distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that a graph keeps: of those with one id the first."""
    return list(reversed({claim.id: claim for claim in reversed(claims)}.values()))


def rewritten(graph: Iterable[Quad], claims: Sequence[Claim]) -> list[str]:
    """Return a document's graph with `claims` in the place of those that it has.

    What it says of the document and of the run stays: a graph does not hold the document's text.
    """
    found = list(graph)
    document, run = (
        next(quad.subject for quad in found if quad.predicate == terms.TYPE and quad.object == kind)
        for kind in (terms.DOCUMENT, terms.RUN)
    )
    if not isinstance(document, NamedNode) or not isinstance(run, NamedNode):
        raise StoreError("a document and its run have IRIs")
    kept = [f"{quad} .\n" for quad in found if quad.subject in (document, run)]
    return [*kept, *_lines(_claims(claims, document.value, run.value), str(document))]


def _lines(triples: Iterable[Triple], graph: str) -> list[str]:
    return [f"{triple} {graph} .\n" for triple in dict.fromkeys(triples)]


def _triples(reading: Reading) -> Iterator[Triple]:
    yield from _document(reading.document)
    yield from _run(reading.run)
    yield from _claims(reading.claims, reading.document.iri, reading.run.iri)


def _claims(found: Sequence[Claim], document: str, run: str) -> Iterator[Triple]:
    mentions = set()
    source, made_by = iri(document), iri(run)
    for claim in distinct(found):
        evidence = _evidence_iri(claim.evidence, document)
        yield from _claim(claim, evidence, source, made_by)
        yield from _evidence(claim.evidence, evidence, source)
        for _, entity in claim.entities:
            mention = entity.iri, entity.as_read.iri
            if mention not in mentions:
                mentions.add(mention)
                yield from _entity(entity)
            yield from _texts(iri(entity.iri), gk("surface"), entity.surface)


def _document(document: Document) -> Iterator[Triple]:
    node = iri(document.iri)
    yield f"{node} {TYPE} {terms.DOCUMENT}"
    yield f"{node} {terms.IDENTIFIER} {text(document.id)}"
    yield f"{node} {terms.CONTENT_HASH} {text(document.content_hash)}"
    yield from _texts(node, iri(terms.DCT + "title"), document.title)
    yield from _texts(node, iri(terms.DCT + "source"), document.source)
    if document.url:
        yield f"{node} {gk('url')} {Literal(document.url, datatype=terms.ADDRESS)}"
    if document.date:
        yield f"{node} {iri(terms.DCT + 'date')} {day(document.date)}"


def _run(run: Run) -> Iterator[Triple]:
    node = iri(run.iri)
    yield f"{node} {TYPE} {terms.RUN}"
    yield f"{node} {TYPE} {iri(terms.PROV + 'Activity')}"
    yield f"{node} {gk('graphkitVersion')} {text(run.graphkit)}"
    yield f"{node} {gk('modelVersion')} {text(run.model)}"
    yield f"{node} {gk('ontologyVersion')} {text(run.ontology)}"


def _claim(claim: Claim, evidence: str, document: str, run: str) -> Iterator[Triple]:
    node, predicate = f"<{claim.id}>", str(terms.relation(claim.predicate, is_open=claim.open))
    yield f"{node} {TYPE} {terms.CLAIM}"
    yield f"{node} {terms.SUBJECT} {iri(claim.subject.iri)}"
    yield f"{node} {terms.PREDICATE} {predicate}"
    yield f"{node} {terms.OBJECT} {iri(claim.object.iri)}"
    yield f"{node} {terms.STATEMENT} <{claim.statement}>"
    yield f"{node} {terms.DERIVED_FROM} {document}"
    yield f"{node} {terms.GENERATED_BY} {run}"
    yield f"{node} {gk('evidence')} <{evidence}>"
    if claim.open:
        yield f"{predicate} {LABEL} {text(claim.predicate)}"
    yield from _qualifiers(node, claim)
    yield from _parts(node, claim)


def _qualifiers(node: str, claim: Claim) -> Iterator[Triple]:
    yield f"{node} {gk('polarity')} {gk(claim.polarity)}"
    yield f"{node} {gk('modality')} {gk(claim.modality)}"
    yield f"{node} {gk('confidence')} {decimal(claim.confidence)}"
    yield f"{node} {gk('core')} {flag(claim.core)}"
    yield f"{node} {gk('open')} {flag(claim.open)}"
    yield from _texts(node, gk("extractor"), claim.extractor)
    earliest, latest = claim.earliest, claim.latest
    if claim.time and earliest and latest:
        yield f"{node} {gk('time')} {text(claim.time)}"
        yield f"{node} {gk('earliest')} {day(earliest)}"
        yield f"{node} {gk('latest')} {day(latest)}"
    if claim.place:
        yield f"{node} {gk('place')} {iri(claim.place.iri)}"
    if claim.attributed_to:
        yield f"{node} {gk('attributedTo')} {iri(claim.attributed_to.iri)}"
    for scheme in terms.SCHEMES:
        if notation := getattr(claim.event_code, scheme, None):
            yield f"{node} {gk('eventCode')} {terms.code(scheme, notation)}"


def _parts(node: str, claim: Claim) -> Iterator[Triple]:
    """Keep with the claim what is its own: an entity has all surfaces of the text.

    Also which entities stand in the place of others, by a judgement, and in which order.
    """
    for name, entity in claim.entities:
        yield from _texts(node, gk(name + "Surface"), entity.surface)
        if entity.read_as:
            yield f"{node} {gk(name + 'ReadAs')} {iri(entity.read_as.iri)}"
    if claim.turned:
        yield f"{node} {gk('turned')} {TRUE}"


def _entity(entity: Entity) -> Iterator[Triple]:
    node = iri(entity.iri)
    yield f"{node} {TYPE} {gk(entity.type)}"
    yield f"{node} {LABEL} {text(entity.label)}"
    yield f"{node} {gk('named')} {flag(entity.named)}"
    if entity.same_as:
        yield f"{node} {terms.SAME_AS} {iri(entity.same_as)}"
    if entity.read_as:
        yield from _as_read(entity.read_as)


def _as_read(entity: Entity) -> Iterator[Triple]:
    """Keep what was read under names that no query takes for a description."""
    node = iri(entity.iri)
    yield f"{node} {gk('readType')} {gk(entity.type)}"
    yield f"{node} {terms.READ_LABEL} {text(entity.label)}"
    yield f"{node} {gk('readNamed')} {flag(entity.named)}"
    if entity.same_as:
        yield f"{node} {gk('readSameAs')} {iri(entity.same_as)}"


def _evidence_iri(evidence: Evidence, document: str) -> str:
    place = f"{evidence.start}-{evidence.end}"
    return BASE + "evidence/" + digest(document, place, evidence.text)


def _evidence(evidence: Evidence, own: str, document: str) -> Iterator[Triple]:
    node, quote, position = f"<{own}>", f"<{own}#quote>", f"<{own}#position>"
    yield f"{node} {TYPE} {gk('Evidence')}"
    yield f"{node} {TYPE} {oa('SpecificResource')}"
    yield f"{node} {oa('hasSource')} {document}"
    yield f"{node} {oa('hasSelector')} {quote}"
    yield f"{node} {oa('hasSelector')} {position}"
    yield f"{quote} {TYPE} {oa('TextQuoteSelector')}"
    yield f"{quote} {oa('exact')} {text(evidence.text)}"
    yield f"{position} {TYPE} {oa('TextPositionSelector')}"
    yield f"{position} {oa('start')} {number(evidence.start)}"
    yield f"{position} {oa('end')} {number(evidence.end)}"


def _texts(node: str, predicate: str, value: str) -> Iterator[Triple]:
    """Yield a text; an empty one is left out, and is empty again when it is read back."""
    if value:
        yield f"{node} {predicate} {text(value)}"
