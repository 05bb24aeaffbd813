"""Turtle files as an index of triples: the little of RDF that reading an ontology takes.

It reads with pyoxigraph and keeps texts: 60,000 triples are there in a third of the time that an
rdflib graph of them takes, and every command waits for that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import OntologyError

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Triples:
    """What stands in some Turtle files; IRIs and literals are given as their text."""

    def __init__(self) -> None:
        self._objects: defaultdict[str, defaultdict[str, set[str]]]
        self._objects = defaultdict(lambda: defaultdict(set))
        self._kinds: defaultdict[str, set[str]] = defaultdict(set)

    def parse(self, path: Path) -> None:
        """Add the triples of a file.

        Raises:
            OntologyError: It is not readable as Turtle.
        """
        try:
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                self._add(_text(quad.subject), _text(quad.predicate), _text(quad.object))
        except (SyntaxError, ValueError, OSError) as exc:
            raise OntologyError(f"not readable as Turtle: {exc}", path=path) from exc

    def _add(self, subject: str, predicate: str, object_: str) -> None:
        self._objects[subject][predicate].add(object_)
        if predicate == TYPE:
            self._kinds[object_].add(subject)

    def of_kind(self, kind: str) -> list[str]:
        """Return the subjects of a class, sorted."""
        return sorted(self._kinds.get(kind, ()))

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return all objects, sorted."""
        if subject not in self._objects:
            return ()
        return tuple(sorted(self._objects[subject].get(predicate, ())))

    def first(self, subject: str, predicate: str) -> str:
        """Return the first object in order, or "" where there is none."""
        return next(iter(self.all(subject, predicate)), "")


def local(iri: str) -> str:
    """Return the last part of an IRI, after `#` or `/`."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def locals_of(iris: Iterable[str]) -> frozenset[str]:
    """Return the last parts of some IRIs."""
    return frozenset(map(local, iris))


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
