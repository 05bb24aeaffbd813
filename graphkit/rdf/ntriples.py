"""Terms as N-Triples writes them.

Oxigraph writes each of them itself: nothing in an IRI or a text can end the line it stands in.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from graphkit.rdf import terms

TYPE, LABEL = str(terms.TYPE), str(terms.LABEL)
TRUE = str(terms.flag(True))


# a store's names recur in every document, and to check an IRI takes longer than to look it up
@lru_cache(maxsize=50_000)
def iri(value: str) -> str:
    """Return an IRI.

    Raises:
        ValueError: It is none.
    """
    return str(NamedNode(value))


@cache
def gk(name: str) -> str:
    """Return a class or property of the claim model."""
    return str(terms.gk(name))


@cache
def oa(name: str) -> str:
    """Return a class or property of the Web Annotation Vocabulary."""
    return iri(terms.OA + name)


@cache
def flag(value: bool) -> str:
    """Return an xsd:boolean."""
    return str(terms.flag(value))


def text(value: str) -> str:
    """Return a plain literal."""
    return str(Literal(value))


@lru_cache(maxsize=10_000)
def number(value: int) -> str:
    """Return an xsd:integer."""
    return str(Literal(value))


@lru_cache(maxsize=10_000)
def day(value: dt.date) -> str:
    """Return an xsd:date."""
    return str(terms.day(value))


@lru_cache(maxsize=10_000)
def decimal(value: float) -> str:
    """Return an xsd:decimal."""
    return str(terms.decimal(value))
