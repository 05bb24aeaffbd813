"""A network in the formats of other programs: GraphML, GEXF, Cytoscape JSON and CSV.

Attributes are flattened to text and numbers, and equal networks give equal bytes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from graphkit.errors import GraphkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphkit.claims import Claim
    from graphkit.network.model import Network

# what XML 1.0 cannot carry, however it is escaped
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
COLUMNS = (
    *("subject", "subject_type", "subject_iri", "predicate", "object", "object_type", "object_iri"),
    *("polarity", "modality", "time", "place", "attributed_to", "confidence", "sentence"),
    *("doc", "title", "source", "date", "url", "claim"),
)


def export(network: Network, name: str) -> str:
    """Return `network` as text in the format of that name, one of FORMATS.

    Raises:
        GraphkitError: The format is unknown.
    """
    if name not in FORMATS:
        raise GraphkitError(f"no network format {name!r}; there are {', '.join(sorted(FORMATS))}")
    return FORMATS[name](network)


def graphml(network: Network) -> str:
    """Return `network` as GraphML."""
    return "\n".join(nx.generate_graphml(flatten(network))) + "\n"


def gexf(network: Network) -> str:
    """Return `network` as GEXF 1.2, for Gephi."""
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(flatten(network))
    for element in list(writer.xml):
        if element.tag.endswith("meta"):  # carries today's date
            writer.xml.remove(element)
    return f"{writer}\n"


def cytoscape(network: Network) -> str:
    """Return `network` as the JSON that Cytoscape and cytoscape.js read."""
    return json.dumps(nx.cytoscape_data(flatten(network)), ensure_ascii=False, indent=1) + "\n"


def edge_list(network: Network) -> str:
    """Return `network` as CSV, one claim a line with the sentence and the document behind it."""
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for claim in network.claims:
        writer.writerow(_ends(claim) | _flat(claim) | _document(network, claim))
    return sheet.getvalue()


FORMATS: Mapping[str, Callable[[Network], str]] = {
    "csv": edge_list,
    "cytoscape": cytoscape,
    "gexf": gexf,
    "graphml": graphml,
}


def flatten(network: Network) -> nx.MultiDiGraph[str]:
    """Return a copy of the network's graph whose attributes are all text or numbers."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in sorted(network.measures(), key=lambda row: row.iri):
        names = ("type", "degree", "pagerank", "betweenness", "community")
        numbers = {name: getattr(row, name) for name in names}
        flat.add_node(_text(row.iri), label=_text(row.label), **numbers)
    for claim in network.claims:
        ends = _text(claim.subject.iri), _text(claim.object.iri)
        flat.add_edge(*ends, key=claim.id, label=_text(claim.predicate), **_flat(claim))
    return flat


def _ends(claim: Claim) -> dict[str, str]:
    return {
        "subject": claim.subject.label,
        "subject_type": claim.subject.type,
        "subject_iri": claim.subject.iri,
        "object": claim.object.label,
        "object_type": claim.object.type,
        "object_iri": claim.object.iri,
        "claim": claim.id,
    }


def _flat(claim: Claim) -> dict[str, Any]:
    return {
        "predicate": _text(claim.predicate),
        "polarity": claim.polarity,
        "modality": claim.modality,
        "time": claim.time or "",
        "place": _text(claim.place.label) if claim.place else "",
        "attributed_to": _text(claim.attributed_to.label) if claim.attributed_to else "",
        "confidence": round(claim.confidence, 3),
        "sentence": _text(claim.evidence.text),
        "doc": _text(claim.doc),
    }


def _document(network: Network, claim: Claim) -> dict[str, str]:
    document = network.documents.get(claim.doc)
    if document is None:
        return {}
    date = document.date.isoformat() if document.date else ""
    return {"title": document.title, "source": document.source, "date": date, "url": document.url}


def _text(value: str) -> str:
    return NO_XML.sub("\ufffd", value)
