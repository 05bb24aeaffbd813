"""The shapes accept the graph that claim-shape describes and refuse every way of breaking it."""

from __future__ import annotations

import pytest
from pyshacl import validate
from rdflib import OWL, RDF, SH, Graph, URIRef

from graphkit.claims import ENTITY_TYPES, MODALITIES, POLARITIES
from graphkit.ontology import data_dir

SHAPES = Graph().parse(data_dir("ontologies") / "shapes.ttl", format="ox-turtle")
PREFIXES = """
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix kb: <https://w3id.org/graphkit/kb/> .
@prefix ex: <https://w3id.org/graphkit/claim/> .
@prefix plover: <https://w3id.org/graphkit/plover/> .
@prefix cameo: <https://w3id.org/graphkit/cameo/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
VALID = """
ex:claim a gk:Claim .
ex:claim rdf:subject kb:Ann .
ex:claim rdf:predicate gk:skips .
ex:claim rdf:object kb:Meeting .
ex:claim gk:polarity gk:affirmed .
ex:claim gk:modality gk:planned .
ex:claim gk:time "2025-06" .
ex:claim gk:earliest "2025-06-01"^^xsd:date .
ex:claim gk:latest "2025-06-30"^^xsd:date .
ex:claim gk:confidence 0.9 .
ex:claim gk:core true .
ex:claim gk:open false .
ex:claim gk:eventCode plover:REJECT , cameo:125 .
ex:claim gk:statement ex:statement .
ex:claim gk:extractor "clauses.v1" .
ex:claim gk:evidence ex:evidence .
ex:claim prov:wasDerivedFrom ex:document .
ex:claim prov:wasGeneratedBy ex:run .
ex:evidence a gk:Evidence , oa:SpecificResource .
ex:evidence oa:hasSource ex:document .
ex:evidence oa:hasSelector ex:quote .
ex:evidence oa:hasSelector ex:position .
ex:quote a oa:TextQuoteSelector .
ex:quote oa:exact "Ann will skip the meeting." .
ex:position a oa:TextPositionSelector .
ex:position oa:start 0 .
ex:position oa:end 26 .
kb:Ann a gk:Person .
kb:Ann rdfs:label "Ann" .
kb:Ann gk:named true .
kb:Meeting a gk:Event .
kb:Meeting rdfs:label "meeting" .
ex:document a gk:Document .
ex:document gk:contentHash "0" .
ex:document dct:date "2025-06-03"^^xsd:date .
ex:run a gk:Run , prov:Activity .
ex:run gk:graphkitVersion "1" .
ex:run gk:modelVersion "1" .
ex:run gk:ontologyVersion "1" .
"""
OPTIONAL = ("gk:time", "gk:earliest", "gk:latest", "gk:eventCode", "gk:named", "dct:date")
LINES = VALID.strip().splitlines()


def messages(turtle: str) -> list[str]:
    data = Graph().parse(data=PREFIXES + turtle, format="ox-turtle")
    _, report, _ = validate(data, shacl_graph=SHAPES, inference="none")
    assert isinstance(report, Graph)
    return [str(message) for message in report.objects(None, SH.resultMessage)]


def test_a_whole_claim_is_valid() -> None:
    assert not messages(VALID)


@pytest.mark.parametrize("line", LINES)
def test_what_a_graph_may_lack(line: str) -> None:
    found = messages(VALID.replace(line, ""))
    is_type_of_shape = line.startswith(("ex:claim a ",))  # nothing then says that it is a claim
    assert bool(found) is not (any(name in line for name in OPTIONAL) or is_type_of_shape)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("ex:claim rdf:subject kb:Meeting .", "one subject"),
        ('ex:claim rdf:object "meeting" .', "one object"),
        ("ex:claim gk:polarity gk:negated .", "affirmed or negated"),
        ("ex:claim gk:modality gk:actual .", "actual, planned"),
        ('ex:claim gk:time "June" .', "ISO day"),
        ('ex:claim gk:earliest "2025-07-01"^^xsd:date .', "not after"),
        ('ex:claim gk:latest "2025"^^xsd:gYear .', "one xsd:date"),
        ("ex:claim gk:confidence 1.5 .", "from 0 to 1"),
        ("ex:claim gk:core false .", "core"),
        ("ex:claim gk:eventCode kb:Ann .", "PLOVER"),
        ("ex:claim gk:place kb:Nowhere .", "has one type"),
        ("ex:claim gk:attributedTo kb:Nobody .", "has a label"),
        ("kb:Ann a gk:Event .", "has one type"),
        ("kb:Ann a gk:Ship .", "has one type"),
        ('kb:Ann gk:named "yes" .', "true or false"),
        (
            "ex:evidence oa:hasSelector kb:Ann , ex:other . ex:other a oa:TextQuoteSelector .",
            "quote",
        ),
        ("ex:position oa:start 30 .", "before its end"),
        ('ex:document dct:title "a" , "b" .', "one title"),
    ],
)
def test_what_a_graph_may_not_say(fault: str, says: str) -> None:
    assert any(says in message for message in messages(VALID + fault))


@pytest.mark.parametrize(
    ("shape", "values"),
    [("polarity", POLARITIES), ("modality", MODALITIES), ("type", ENTITY_TYPES)],
)
def test_the_patterns_list_what_the_code_lists(shape: str, values: tuple[str, ...]) -> None:
    patterns = [
        str(pattern)
        for node, pattern in SHAPES.subject_objects(SH.pattern)
        if str(node).endswith(f"-{shape}")
    ]
    assert [pattern.partition("(")[2].rstrip(")$").split("|") for pattern in patterns] == [
        list(values)
    ]


def test_the_shapes_are_shacl_themselves() -> None:
    conforms, _, report = validate(SHAPES, shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, report
    assert (URIRef("https://w3id.org/graphkit/shapes"), RDF.type, OWL.Ontology) in SHAPES
