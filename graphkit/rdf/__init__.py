"""The only border between claims and RDF: readings to quads, quads to readings.

A document's graph holds all that was read from it: its claims, the entities they speak of, the
sentences they are read from and the run that read them. Nothing in it depends on another document,
on a set's order or on a clock, so equal readings give equal graphs.
"""

from __future__ import annotations

from graphkit.rdf.derived import FACTS, NAMES, fact, name, names
from graphkit.rdf.reading import Describe, Properties, by_subject, claim, claims, document, reading
from graphkit.rdf.serialize import FORMATS, data, lines, serialize, update, written
from graphkit.rdf.terms import LABEL, PREFIXES
from graphkit.rdf.writing import distinct, nquads, parsed, quads, rewritten

__all__ = [
    "FACTS",
    "FORMATS",
    "LABEL",
    "NAMES",
    "PREFIXES",
    "Describe",
    "Properties",
    "by_subject",
    "claim",
    "claims",
    "data",
    "distinct",
    "document",
    "fact",
    "lines",
    "name",
    "names",
    "nquads",
    "parsed",
    "quads",
    "reading",
    "rewritten",
    "serialize",
    "update",
    "written",
]
