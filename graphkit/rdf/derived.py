"""What is derived from claims: facts to walk along, and one name for everything.

Direct triples stand only in the graph of facts. The graph of names gives each entity and relation
one label: the union of all graphs repeats a label once a document, and joining it there would
multiply the rows of every query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from graphkit.claims import Claim
from graphkit.rdf import terms

FACTS = terms.gk("facts")
NAMES = terms.gk("names")


def fact(claim: Claim) -> Quad | None:
    """Return the direct triple of a claim that the text itself states as affirmed and actual."""
    if (claim.polarity, claim.modality) != ("affirmed", "actual"):
        return None
    if claim.attributed_to or claim.open:
        return None
    predicate = terms.relation(claim.predicate, is_open=False)
    return Quad(NamedNode(claim.subject.iri), predicate, NamedNode(claim.object.iri), FACTS)


def names(quads: Iterable[Quad]) -> Iterator[tuple[NamedNode, str]]:
    """Yield what `quads` call things by, in any language."""
    for quad in quads:
        if quad.predicate == terms.LABEL:
            node, label = quad.subject, quad.object
            if isinstance(node, NamedNode) and isinstance(label, Literal):
                yield node, label.value


def name(node: NamedNode, label: str) -> Quad:
    """Return the quad that gives `node` its one name."""
    return Quad(node, terms.PREF_LABEL, Literal(label), NAMES)
