"""What a query found, as Python values and in the formats of the command line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graphkit.errors import QueryError
from graphkit.rdf import PREFIXES, terms

if TYPE_CHECKING:
    from rdflib import Graph

    from graphkit.worker import Header

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
Value = str | int | float | bool | dt.date | None
_SHOWN = 200  # rows of an HTML table
_PYTHON: dict[str, Callable[[str], Value]] = {
    terms.XSD + "boolean": "true".__eq__,
    terms.XSD + "integer": int,
    terms.XSD + "decimal": float,
    terms.XSD + "double": float,
    terms.XSD + "date": dt.date.fromisoformat,
}


@dataclass(frozen=True)
class Result:
    """Rows of a SELECT, the triples of a CONSTRUCT or DESCRIBE, or the answer to an ASK.

    What was found is kept as the engine wrote it, and read when it is looked at.

    Attributes:
        columns: Names of the variables.
        lines: Rows in SPARQL's TSV, or triples in N-Triples, one a line.
        boolean: The answer to an ASK.
        constructed: Whether the lines are triples.
        truncated: Whether there was more than the limit let through.
    """

    columns: tuple[str, ...] = ()
    lines: bytes = field(default=b"", repr=False)
    boolean: bool | None = None
    constructed: bool = False
    truncated: bool = False

    @classmethod
    def read(cls, header: Header, body: bytes) -> Result:
        """Return what a worker has found."""
        match header["kind"]:
            case "boolean":
                return cls(boolean=header["value"])
            case "triples":
                return cls(lines=body, constructed=True, truncated=header["truncated"])
            case _:
                return cls(tuple(header["columns"]), body, truncated=header["truncated"])

    @cached_property
    def terms(self) -> tuple[tuple[Term, ...], ...]:
        """The rows as RDF terms."""
        return (
            ()
            if self.boolean is not None or self.constructed
            else tuple(tuple(row) for row in self._solutions())
        )

    @cached_property
    def triples(self) -> tuple[ox.Triple, ...] | None:
        """What was constructed."""
        if not self.constructed:
            return None
        return tuple(quad.triple for quad in ox.parse(self.lines, ox.RdfFormat.N_TRIPLES))

    @property
    def rows(self) -> list[tuple[Value, ...]]:
        """The rows as Python values; an IRI is its text, what is unbound is None."""
        return [tuple(map(_value, row)) for row in self.terms]

    @property
    def graph(self) -> Graph:
        """What was constructed, as a graph of rdflib."""
        from rdflib import Graph

        graph = Graph()
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        return graph.parse(data=self.to_turtle(), format="turtle")

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return 1 if self.boolean is not None else self.lines.count(b"\n")

    def __bool__(self) -> bool:
        return len(self) > 0 if self.boolean is None else self.boolean

    def to_table(self) -> str:
        """Return plain text in columns, for people to read."""
        head, rows = self._table()
        lines = [[_printable(cell) for cell in row] for row in (head, *rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        rule = ["-" * width for width in widths]
        return "".join(_line(row, widths) for row in (lines[0], rule, *lines[1:]))

    def to_csv(self) -> str:
        """Return CSV as SPARQL 1.1 defines it."""
        return self._written(ox.QueryResultsFormat.CSV).replace("\r\n", "\n")

    def to_xml(self) -> str:
        """Return SPARQL 1.1 results in XML."""
        return self._written(ox.QueryResultsFormat.XML)

    def to_json(self) -> str:
        """Return SPARQL 1.1 results in JSON."""
        return self._written(ox.QueryResultsFormat.JSON)

    def to_turtle(self) -> str:
        """Return the constructed triples as Turtle.

        Raises:
            QueryError: The query was no CONSTRUCT or DESCRIBE.
        """
        if self.triples is None:
            raise QueryError("Turtle is for CONSTRUCT and DESCRIBE; this query gives a table")
        ordered = sorted(set(self.triples), key=str)
        written = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        return (written or b"").decode("utf-8")

    def _repr_html_(self) -> str:
        head, rows = self._table()
        return (
            "<table><thead>"
            + _html_row(head, "th")
            + "</thead><tbody>"
            + "".join(_html_row(row, "td") for row in rows[:_SHOWN])
            + "</tbody></table>"
            + (f"<p>first {_SHOWN} of {len(rows):,} rows</p>" if len(rows) > _SHOWN else "")
            + ("<p>there are more rows than the limit</p>" if self.truncated else "")
        )

    def _table(self) -> tuple[list[str], list[list[str]]]:
        """Return head and cells of a table, whatever the kind of the query."""
        if self.boolean is not None:
            return ["answer"], [["yes" if self.boolean else "no"]]
        if self.triples is not None:
            return ["subject", "predicate", "object"], [
                [_text(part) for part in (triple.subject, triple.predicate, triple.object)]
                for triple in self.triples
            ]
        return list(self.columns), [[_text(term) for term in row] for row in self.terms]

    def _solutions(self) -> ox.QuerySolutions:
        head = "\t".join(f"?{name}" for name in self.columns).encode() + b"\n"
        found = ox.parse_query_results(head + self.lines, ox.QueryResultsFormat.TSV)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("what the query found is no table")
        return found

    def _written(self, format: ox.QueryResultsFormat) -> str:
        if self.constructed:
            raise QueryError(f"{format.name} is for tables; write what is constructed as Turtle")
        if self.boolean is None:
            return (self._solutions().serialize(format=format) or b"").decode("utf-8")
        if format == ox.QueryResultsFormat.CSV:
            return f"answer\n{str(self.boolean).lower()}\n"
        said = json.dumps({"head": {}, "boolean": self.boolean})
        parsed = ox.parse_query_results(said, ox.QueryResultsFormat.JSON)
        return (parsed.serialize(format=format) or b"").decode("utf-8")


def _value(term: Term) -> Value:
    if not isinstance(term, ox.Literal):
        return _text(term, short=False) if term else None
    try:
        return _PYTHON.get(term.datatype.value, str)(term.value)
    except ValueError:  # outside of what Python can say, such as a year of five digits
        return term.value


def _text(term: Term, *, short: bool = True) -> str:
    """Return what a cell shows; an IRI with its prefix where it has one."""
    if isinstance(term, ox.Literal):
        return term.value
    if not isinstance(term, ox.NamedNode):
        return str(term or "")
    for prefix, namespace in PREFIXES.items() if short else ():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return term.value


def _printable(cell: str) -> str:
    """Blank what would move the cursor or turn the direction of a terminal."""
    return "".join(one if one.isprintable() else " " for one in cell)


def _line(cells: list[str], widths: list[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip() + "\n"


def _html_row(cells: list[str], tag: str) -> str:
    import html

    inside = "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells)
    return f"<tr>{inside}</tr>"
