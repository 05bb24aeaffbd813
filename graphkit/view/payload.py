"""The network as the plain data that the page's scripts read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphkit.claims import Claim, Entity
    from graphkit.network import Network, Ranked
    from graphkit.ontology import Office, Ontology

    Data = dict[str, Any]

CARRIED = 25_000  # nodes; a browser takes in no larger file with ease
LINKS = ("http://", "https://")


def payload(network: Network, known: Ontology) -> Data:
    """Return nodes, edges, claims, documents and relations of `network`, ready for JSON.

    Of a network with more than `CARRIED` entities, the most important; `beyond` counts the others.
    """
    whole = len(network)
    network = network.top(CARRIED) if whole > CARRIED else network
    by_id = _newest_first(network)
    claims = by_id.values()
    rows = network.ranking()
    numbers = {row.iri: number for number, row in enumerate(rows)}
    documents = {doc: n for n, doc in enumerate(sorted({claim.doc for claim in claims}))}
    return {
        "nodes": _nodes(network, rows, known),
        "edges": _edges(claims, numbers, known),
        "claims": [
            {"id": key} | _claim(network, claim, numbers, documents) for key, claim in by_id.items()
        ],
        "documents": [_document(network, doc) for doc in documents],
        "relations": _relations(claims, known),
        "beyond": whole - len(network),
    }


def _newest_first(network: Network) -> dict[str, Claim]:
    """Return the claims by id, those of the newest documents first, in the order of the text."""
    dated = {doc: each.date.toordinal() for doc, each in network.documents.items() if each.date}

    def place(known: tuple[str, Claim]) -> tuple[int, str, int]:
        _, claim = known
        return -dated.get(claim.doc, 0), claim.doc, claim.evidence.start

    # they come by id, which decides among those of one place
    return dict(sorted(network.by_id.items(), key=place))


def _nodes(network: Network, rows: Iterable[Ranked], known: Ontology) -> list[Data]:
    places = network.places()
    offices = defaultdict(list)
    for office in known.offices:
        offices[office.person].append(_office(office, known))
    same = {e.iri: e.same_as for c in network.claims for e in (c.subject, c.object) if e.same_as}
    return [
        {
            "id": number,
            "iri": row.iri,
            "label": row.label,
            "type": row.type,
            "x": places[row.iri].x,
            "y": places[row.iri].y,
            "size": places[row.iri].size,
            "rank": row.pagerank,
            "community": row.community,
            "offices": offices.get(row.iri, []),
            "link": _link(same.get(row.iri, "")),
        }
        for number, row in enumerate(rows)
    ]


def _edges(claims: Iterable[Claim], numbers: dict[str, int], known: Ontology) -> list[Data]:
    """Return one edge for each pair of entities and relation, with the numbers of its claims."""
    found: defaultdict[tuple[int, int, str], list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        ends = numbers[claim.subject.iri], numbers[claim.object.iri]
        relation = known.relations.get(claim.predicate)
        one, other = sorted(ends) if relation and relation.symmetric else ends
        found[one, other, claim.predicate].append(number)
    return [
        {"id": number, "from": one, "to": other, "relation": relation, "claims": members}
        for number, ((one, other, relation), members) in enumerate(sorted(found.items()))
    ]


def _claim(
    network: Network, claim: Claim, numbers: dict[str, int], documents: dict[str, int]
) -> Data:
    earliest, latest = _days(network, claim)
    return {
        "subject": numbers[claim.subject.iri],
        "object": numbers[claim.object.iri],
        "relation": claim.predicate,
        "subjectWords": claim.subject.surface,
        "objectWords": claim.object.surface,
        "sentence": claim.evidence.text,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "time": claim.time or "",
        "from": earliest,
        "until": latest,
        "place": _name(claim.place),
        "says": _name(claim.attributed_to),
        "confidence": round(claim.confidence, 2),
        "document": documents[claim.doc],
    }


def _days(network: Network, claim: Claim) -> tuple[str, str]:
    """Return the first and last day of a claim; without a time, the day of its document."""
    if claim.earliest and claim.latest:
        return claim.earliest.isoformat(), claim.latest.isoformat()
    document = network.documents.get(claim.doc)
    day = document.date.isoformat() if document and document.date else ""
    return day, day


def _document(network: Network, doc: str) -> Data:
    document = network.documents.get(doc)
    if document is None:
        return {"title": doc, "source": "", "date": "", "link": ""}
    return {
        "title": document.title or doc,
        "source": document.source,
        "date": document.date.isoformat() if document.date else "",
        "link": _link(document.url),
    }


def _relations(claims: Iterable[Claim], known: Ontology) -> Data:
    found: Data = {}
    for name in sorted({claim.predicate for claim in claims}):
        relation = known.relations.get(name)
        found[name] = {
            "label": relation.label if relation else name,
            "family": relation.family if relation else "",
            "symmetric": bool(relation and relation.symmetric),
        }
    return found


def _office(office: Office, known: Ontology) -> Data:
    body = known.actors.get(office.body)
    return {
        "title": office.title,
        "body": body.label if body else "",
        "since": office.since.isoformat() if office.since else "",
        "until": office.until.isoformat() if office.until else "",
    }


def _name(entity: Entity | None) -> str:
    return entity.label if entity else ""


def _link(url: str) -> str:
    """Return `url` where it is safe to offer as a link, else nothing."""
    return url if url.lower().startswith(LINKS) else ""
