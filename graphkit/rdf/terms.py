"""Names of the claim model as RDF terms, and plain values as literals."""

from __future__ import annotations

import datetime as dt
from functools import cache
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode

from graphkit.claims import BASE, GK, KB, digest, slug

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OPEN = BASE + "open/"
SCHEMES = {"plover": BASE + "plover/", "cameo": BASE + "cameo/"}

# Oxigraph does not keep prefixes: they are bound at each opening and known to every query
PREFIXES = {
    "cameo": SCHEMES["cameo"],
    "dct": DCT,
    "gk": GK,
    "kb": KB,
    "lex": BASE + "lexicon#",
    "oa": OA,
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "plover": SCHEMES["plover"],
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD,
}

TYPE = NamedNode(RDF + "type")
SUBJECT = NamedNode(RDF + "subject")
PREDICATE = NamedNode(RDF + "predicate")
OBJECT = NamedNode(RDF + "object")
LABEL = NamedNode(RDFS + "label")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
SAME_AS = NamedNode(OWL + "sameAs")
READ_LABEL = NamedNode(GK + "readLabel")
STATEMENT = NamedNode(GK + "statement")
CLAIM = NamedNode(GK + "Claim")
DOCUMENT = NamedNode(GK + "Document")
RUN = NamedNode(GK + "Run")
CONTENT_HASH = NamedNode(GK + "contentHash")
IDENTIFIER = NamedNode(DCT + "identifier")
DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")
GENERATED_BY = NamedNode(PROV + "wasGeneratedBy")

ADDRESS = NamedNode(XSD + "anyURI")
_DATE = NamedNode(XSD + "date")
_DECIMAL = NamedNode(XSD + "decimal")
_TRUE, _FALSE = Literal(True), Literal(False)


@cache
def gk(name: str) -> NamedNode:
    """Return a class or property of the claim model."""
    return NamedNode(GK + name)


def flag(value: bool) -> Literal:
    """Return an xsd:boolean."""
    return _TRUE if value else _FALSE


def day(value: dt.date) -> Literal:
    """Return an xsd:date."""
    return Literal(value.isoformat(), datatype=_DATE)


def decimal(value: float) -> Literal:
    """Return an xsd:decimal of three places, in the shortest form, which is the store's own."""
    return Literal(f"{value:.3f}".rstrip("0").rstrip(".") or "0", datatype=_DECIMAL)


def relation(name: str, *, is_open: bool) -> NamedNode:
    """Return the predicate of a claim; an open one is named after its words.

    Words that the IRI does not give back (unusual spaces, composed letters) add a digest to it, so
    that two predicates never share one.
    """
    if not is_open:
        return NamedNode(GK + slug(name))
    end = slug(name)
    exact = unquote(end).replace("_", " ") == name
    return NamedNode(OPEN + (end if exact else f"{end}-{digest(name)}"))


def code(scheme: str, notation: str) -> NamedNode:
    """Return the concept of an event code."""
    return NamedNode(SCHEMES[scheme] + slug(notation))
