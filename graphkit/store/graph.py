"""One graph, as quads or as the lines that it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim, Reading
from graphkit.store.server import Quads


class Graph:
    """A graph as it is or is to be: its quads, each once, and the claims among them.

    What was just read comes as lines of N-Quads and goes into a store as such: most graphs are
    never made quads.

    Attributes:
        claims: The claims, as far as it is a document's graph.
    """

    def __init__(
        self,
        quads: Sequence[ox.Quad] = (),
        claims: Sequence[Claim] = (),
        *,
        lines: Sequence[str] = (),
    ) -> None:
        self._quads, self._lines = quads, lines
        self.claims = list(claims)

    @classmethod
    def of(cls, quads: Sequence[ox.Quad]) -> Graph:
        """Return the graph of quads, read back for their claims."""
        return cls(quads, rdf.claims(rdf.by_subject(quads)))

    @classmethod
    def read(cls, reading: Reading) -> Graph:
        """Return the graph of a document that was read."""
        return cls(lines=rdf.nquads(reading), claims=rdf.distinct(reading.claims))

    @property
    def quads(self) -> Sequence[ox.Quad]:
        """Its quads."""
        if not self._quads:
            self._quads = rdf.parsed(self._lines)
        return self._quads

    @property
    def lines(self) -> Sequence[str]:
        """Its quads as lines of N-Quads."""
        if not self._lines:
            self._lines = [f"{quad} .\n" for quad in self._quads]
        return self._lines

    def names(self) -> Iterator[tuple[ox.NamedNode, str]]:
        """Yield what it calls things by, in any language."""
        label = str(rdf.LABEL)
        return rdf.names(self._quads or rdf.parsed(one for one in self._lines if label in one))

    def __len__(self) -> int:
        return len(self._quads or self._lines)


Graphs = Mapping[str, Graph]


def stored_graph(store: Quads, iri: str) -> list[ox.Quad]:
    """Return the quads of a graph."""
    return list(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)))
