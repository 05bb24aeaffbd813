"""Claims in the formats of `extract` and `export`."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from graphkit.claims import Claim, Document, Entity, claim_to_json

if TYPE_CHECKING:
    from graphkit.claims import Reading

COLUMNS = (
    *("doc", "subject", "subject_type", "subject_iri", "predicate"),
    *("object", "object_type", "object_iri", "polarity", "modality"),
    *("time", "earliest", "latest", "place", "attributed_to"),
    *("sentence", "start", "end", "plover", "cameo"),
    *("confidence", "core", "open", "extractor", "id"),
)


class ClaimFormat(StrEnum):
    """What claims can be written as."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"


def write_readings(
    readings: Iterable[Reading],
    format: ClaimFormat,
    stream: TextIO,
    ontology: tuple[Path, ...] = (),
) -> None:
    """Write the claims of `readings` to `stream`, as they come where the format allows it."""
    if format is ClaimFormat.TABLE:
        for reading in readings:
            write_table({reading.document.id: reading.document}, reading.claims, stream, ontology)
    elif format in STREAMED:
        STREAMED[format]((claim for reading in readings for claim in reading.claims), stream)
    else:
        from graphkit.rdf import serialize

        stream.write(serialize(readings, format.value))


def write_table(
    documents: Mapping[str, Document],
    claims: Iterable[Claim],
    stream: TextIO,
    ontology: tuple[Path, ...] = (),
) -> None:
    """Write claims as tables to read, one for each document."""
    from graphkit.cli.console import console
    from graphkit.cli.tables import print_claims
    from graphkit.ontology import load

    labels = {relation.name: relation.label for relation in load(*ontology).relations.values()}
    for doc, group in groupby(claims, key=lambda claim: claim.doc):
        print_claims(console(stream), documents[doc], group, labels)


def _jsonl(claims: Iterable[Claim], stream: TextIO) -> None:
    stream.writelines(claim_to_json(claim) + "\n" for claim in claims)


def _csv(claims: Iterable[Claim], stream: TextIO) -> None:
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_cells, claims))


STREAMED: Mapping[ClaimFormat, Callable[[Iterable[Claim], TextIO], None]] = {
    ClaimFormat.JSONL: _jsonl,
    ClaimFormat.CSV: _csv,
}


def _cells(claim: Claim) -> dict[str, object]:
    code = claim.event_code
    return {
        "doc": claim.doc,
        **_entity("subject", claim.subject),
        "predicate": claim.predicate,
        **_entity("object", claim.object),
        "polarity": claim.polarity,
        "modality": claim.modality,
        "time": claim.time,
        "earliest": claim.earliest,
        "latest": claim.latest,
        "place": claim.place.label if claim.place else None,
        "attributed_to": claim.attributed_to.label if claim.attributed_to else None,
        "sentence": claim.evidence.text,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "plover": code.plover if code else None,
        "cameo": code.cameo if code else None,
        "confidence": round(claim.confidence, 3),
        "core": claim.core,
        "open": claim.open,
        "extractor": claim.extractor,
        "id": claim.id,
    }


def _entity(side: str, entity: Entity) -> dict[str, str]:
    return {side: entity.label, f"{side}_type": entity.type, f"{side}_iri": entity.iri}
