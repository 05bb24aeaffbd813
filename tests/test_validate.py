"""Shapes and checks: sound data passes, planted faults are named."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from factories import claim, document, reading, unnamed
from rdflib import RDF, SH

from graphkit import validate as room
from graphkit.errors import OntologyError, StoreError
from graphkit.ontology import data_dir
from graphkit.store import Store
from graphkit.validate import check, validate

SOUND = reading(
    document("sound", "text", url="https://example.org/sound"),
    claim(
        "Brandt",
        "skips",
        "summit:Event",
        modality="planned",
        time="2025-06",
        place="Oslo:Place",
        attributed_to=unnamed("an official"),
        plover="REJECT",
    ),
    claim("Brandt", "eyes warily", "Lind", open=True, start=50),
)
HEADER = """@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix kb: <https://w3id.org/graphkit/kb/> .
"""


def test_what_graphkit_writes_is_valid() -> None:
    with Store.open() as store:
        store.add([SOUND, reading("without claims")])
        assert validate(store) == validate(store, "sound") == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"confidence": 1.5}, "confidence"),
        ({"extractor": ""}, "extractor"),
        ({"polarity": "doubtful"}, "affirmed or negated"),
        ({"modality": "hoped"}, "actual, planned"),
    ],
)
def test_a_fault_is_found_in_its_document(fault: dict[str, object], reason: str) -> None:
    with Store.open() as store:
        store.add([SOUND, reading("bad", claim("Brandt", "meets", "Lind", **fault))])  # type: ignore[arg-type]
        (finding,) = validate(store)
        assert validate(store, "sound") == []
    assert finding.source == "bad"
    assert finding.severity == "violation"
    assert reason in finding.message
    assert "/claim/" in finding.subject
    assert "bad: violation: https://" in str(finding)


def test_shapes_with_targets_find_what_the_file_of_shapes_finds() -> None:
    broken = claim("Brandt", "meets", "Lind", polarity="doubtful", confidence=1.5, extractor="")
    with Store.open() as store:
        store.add([reading("bad", broken)])
        found = {(finding.subject, finding.message) for finding in validate(store)}
        graph = store.dataset.graph(reading("bad").document.iri)
        shapes = rdflib.Graph().parse(data_dir("ontologies") / "shapes.ttl")
        _, report, _ = pyshacl.validate(rdflib.Graph() + graph, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    said = {
        (str(report.value(node, SH.focusNode)), str(report.value(node, SH.resultMessage)))
        for node in report.subjects(RDF.type, SH.ValidationResult)
    }
    assert len(said) > 2
    assert {(subject, message.partition(" It has ")[0]) for subject, message in found} == said


def test_each_document_is_reported_when_it_was_looked_at() -> None:
    seen: list[str] = []
    with Store.open() as store:
        store.add([SOUND, reading("empty")])
        validate(store, watch=seen.append)
    assert seen == ["empty", "sound"]


def test_an_unknown_document_is_an_error() -> None:
    with Store.open() as store, pytest.raises(StoreError, match="no document 'nowhere'"):
        validate(store, "nowhere")


def test_the_ontology_and_the_seeds_pass_every_check() -> None:
    assert [str(finding) for finding in check()] == []


@pytest.mark.parametrize(
    ("turtle", "name"),
    [
        ('gk:frobs a gk:Relation ; rdfs:label "frobs"@en .', "incomplete-relation"),
        ('gk:frobs gk:wording "frob O" .', "malformed-wording"),
        ("kb:Nobody a gk:Person .", "nameless-actor"),
        ('kb:Nobody rdfs:label "N" ; gk:within kb:Nowhere_known .', "unknown-whole"),
        ('[] rdfs:label "blank" .', "blank-node"),
        ("kb:Nobody gk:frobnicates kb:Nobody .", "undeclared-term"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, turtle: str, name: str) -> None:
    (tmp_path / "own.ttl").write_text(HEADER + turtle, "utf-8")
    found = check(tmp_path)
    assert name in {finding.source for finding in found}
    assert all(finding.subject and finding.message for finding in found)


def test_a_folder_may_be_named_from_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.ttl").write_text(HEADER + "kb:Nobody a gk:Person .", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "nameless-actor" in {finding.source for finding in check(Path("own"))}


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text("gk:x", "utf-8")
    with pytest.raises(OntologyError, match=r"own\.ttl"):
        check(tmp_path)


def test_broken_shapes_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shapes.ttl").write_text("gk:x", "utf-8")
    monkeypatch.setattr(room, "data_dir", lambda _: tmp_path)
    room._shapes.cache_clear()
    with pytest.raises(OntologyError, match=r"shapes\.ttl"):
        room._shapes()
