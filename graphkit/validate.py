"""Is the graph what it should be? Shapes (SHACL) over documents, checks (SPARQL) over the data.

`validate` holds the graphs of a store against `ontologies/shapes.ttl`, each document's by itself,
as each is whole by itself. `check` asks the queries of `ontologies/checks/`, whose every row is a
fault, of the ontology and the seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graphkit.claims import Document
from graphkit.errors import OntologyError, StoreError
from graphkit.ontology import data_dir, turtle_files, vet
from graphkit.query import Question, query
from graphkit.rdf import PREFIXES
from graphkit.store import Store
from graphkit.store.audit import faults

if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        severity: "violation", "warning" or "info".
        subject: IRI of what it is about.
        message: What is wrong with it.
        source: The document's id, or the name of the check.
    """

    severity: str
    subject: str
    message: str
    source: str

    def __str__(self) -> str:
        return f"{self.source}: {self.severity}: {self.subject}: {self.message}"


def validate(
    store: Store, document: str | None = None, watch: Callable[[str], None] = lambda _: None
) -> list[Finding]:
    """Return what is wrong with the graphs of a store, or of one of its documents.

    Args:
        store: What is looked at; a document takes about a twentieth of a second.
        document: The id of the only one that is looked at.
        watch: Called with the id of each document that was looked at.

    Raises:
        StoreError: There is no such document.
    """
    found: list[Finding] = []
    for one in [Document(document, "")] if document is not None else list(store.documents()):
        graph = _graph(store, one.iri)
        if not len(graph):
            raise StoreError(f"no document {one.id!r} in the store", location=store.location)
        found += _violations(graph, one.id)
        watch(one.id)
    return found


def audit(store: Store) -> list[Finding]:
    """Return where a store differs from what was written into it, and from what follows from that.

    Raises:
        StoreError: The store is damaged.
    """
    return [
        Finding("violation", subject, message, "store")
        for subject, message in sorted(faults(store.quads, store.claims()))
    ]


def check(*extra: Path) -> list[Finding]:
    """Return what is wrong with the ontology and the seeds.

    Args:
        extra: Folders of Turtle that belong to them as well, as for `ontology.load`.

    Raises:
        OntologyError: A file does not parse.
    """
    vet(extra)
    store = Store.over(ox.Store())
    for path in turtle_files(*extra):
        try:
            store.oxigraph.load(
                path=path,
                format=ox.RdfFormat.TURTLE,
                to_graph=ox.NamedNode(path.absolute().as_uri()),
            )
        except (SyntaxError, OSError) as exc:
            raise OntologyError(f"not readable as Turtle: {exc}", path=path) from exc
    return [
        finding
        for path in sorted((data_dir("ontologies") / "checks").glob("*.rq"))
        for finding in _faults(store, path)
    ]


def _faults(store: Store, path: Path) -> Iterator[Finding]:
    text = path.read_text("utf-8")
    lines = text.splitlines()
    comment = " ".join(line.lstrip("# ") for line in lines[: _first_code(lines)])
    result = query(store, Question(text, path.stem))
    for subject, *rest in result:
        said = ", ".join(
            f"{name} {value}"
            for name, value in zip(result.columns[1:], rest, strict=True)
            if value is not None
        )
        yield Finding("violation", str(subject), f"{comment} {said}".strip(), path.stem)


def _first_code(lines: Sequence[str]) -> int:
    return next((number for number, line in enumerate(lines) if not line.startswith("#")), 0)


def _graph(store: Store, iri: str) -> Graph:
    from rdflib import Graph

    graph = Graph()
    triples = (
        quad.triple for quad in store.quads.quads_for_pattern(None, None, None, ox.NamedNode(iri))
    )
    turtle = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    return graph.parse(data=turtle, format="ox-turtle")


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    path = data_dir("ontologies") / "shapes.ttl"
    try:
        return _with_targets(Graph().parse(path, format="ox-turtle"))
    except (SyntaxError, ValueError, OSError) as exc:
        raise OntologyError(f"not readable as Turtle: {exc}", path=path) from exc


def _with_targets(shapes: Graph) -> Graph:
    """Give the properties of a shape its targets, in place of the shape itself.

    It comes to the same. But pyshacl sets up the properties of a shape anew for each node that it
    holds against them, and those that have targets once for all nodes: three times as fast.
    """
    from rdflib import SH

    kinds = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    for shape, own in list(shapes.subject_objects(SH.property)):
        targets = [(own, kind, one) for kind in kinds for one in shapes.objects(shape, kind)]
        if targets:
            shapes.remove((shape, SH.property, own))
        for target in targets:
            shapes.add(target)
    return shapes


def _violations(graph: Graph, source: str) -> list[Finding]:
    from pyshacl import validate as shacl
    from rdflib import RDF, SH, Graph

    conforms, report, _ = shacl(graph, shacl_graph=_shapes(), inplace=True)
    if conforms or not isinstance(report, Graph):
        return []
    found = []
    for node in report.subjects(RDF.type, SH.ValidationResult):
        severity = str(report.value(node, SH.resultSeverity)).rpartition("#")[2].lower()
        subject, message = (report.value(node, key) for key in (SH.focusNode, SH.resultMessage))
        value = report.value(node, SH.value)
        said = f"{message} It has {value}." if value is not None else str(message)
        found.append(Finding(severity, str(subject), said, source))
    return sorted(found, key=str)
