"""Quads as text: sorted, so that equal content gives equal bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import serialize as oxigraph_serialize

from graphkit.claims import Reading
from graphkit.rdf.terms import PREFIXES
from graphkit.rdf.writing import quads

FORMATS = ("turtle", "trig", "nquads")


def serialize(readings: Iterable[Reading], format: str) -> str:
    """Return readings as RDF.

    Args:
        readings: What to write; of two readings of one document the later one counts.
        format: One of FORMATS; Turtle has no graphs and gives the union of all.
    """
    graphs = {reading.document.iri: reading for reading in readings}
    return written((quad for iri in sorted(graphs) for quad in quads(graphs[iri])), format)


def written(found: Iterable[Quad], format: str) -> str:
    """Return quads as RDF, in one of FORMATS."""
    if format == "nquads":
        return "".join(lines(found))
    if format == "trig":
        return _text(sorted(found, key=str), RdfFormat.TRIG)
    return _text(sorted({quad.triple for quad in found}, key=str), RdfFormat.TURTLE)


def lines(found: Iterable[Quad]) -> list[str]:
    """Return quads as sorted lines of N-Quads."""
    return sorted(f"{quad} .\n" for quad in found)


def update(added: Iterable[Quad], removed: Iterable[Quad], dropped: Iterable[str] = ()) -> str:
    """Return a change as one SPARQL update, which Oxigraph carries out whole or not at all.

    Terms are written by Oxigraph itself: nothing in them can end the data that they stand in.
    """
    steps = [
        f"DELETE DATA {{ {data(removed)} }}",
        f"INSERT DATA {{ {data(added)} }}",
        *(f"DROP SILENT GRAPH {NamedNode(iri)}" for iri in dropped),
    ]
    return ";\n".join(steps)


def data(quads: Iterable[Quad]) -> str:
    """Return quads as what stands in the braces of INSERT DATA."""
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.triple} }}" for quad in quads)


def _text(statements: Sequence[Quad] | Sequence[Triple], syntax: RdfFormat) -> str:
    return (oxigraph_serialize(statements, format=syntax, prefixes=PREFIXES) or b"").decode("utf-8")
