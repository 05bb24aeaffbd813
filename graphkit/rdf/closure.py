"""What follows from a fact by what the ontology says of its relation.

A relation may be symmetric, imply another one (`rdfs:subPropertyOf`) or be the inverse of another
one. Each rule has one premise, so that what follows from a fact, and what a triple can follow
from, is known without looking at any other fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Quad

from graphkit.rdf import terms
from graphkit.rdf.derived import FACTS

CLOSURE = terms.gk("closure")
SUB_RELATION = NamedNode(terms.RDFS + "subPropertyOf")
INVERSE = NamedNode(terms.OWL + "inverseOf")
SYMMETRIC = terms.gk("symmetric")
RULES = (SUB_RELATION, INVERSE, SYMMETRIC)  # the properties of relations that are rules

Implied = tuple[NamedNode, bool]  # a relation, and whether its ends are those of the fact, turned


class Rules:
    """The rules of an ontology: `Rules(quads).following(fact)`."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        steps = _steps(quads)
        self._forward = {relation: _reached(relation, steps) for relation in steps}
        self._backward: defaultdict[NamedNode, set[Implied]] = defaultdict(set)
        for relation, reached in self._forward.items():
            for implied, turned in reached:
                self._backward[implied].add((relation, turned))

    def following(self, fact: Quad) -> set[Quad]:
        """Return what a fact says in the graph of the closure, itself first of all."""
        return _said(fact, self._forward, CLOSURE)

    def grounds(self, followed: Quad) -> set[Quad]:
        """Return the facts that something in the graph of the closure follows from, each alone."""
        return _said(followed, self._backward, FACTS)


def _said(quad: Quad, rules: Mapping[NamedNode, set[Implied]], graph: NamedNode) -> set[Quad]:
    said = {Quad(quad.subject, quad.predicate, quad.object, graph)}
    for relation, turned in rules.get(quad.predicate, ()):
        ends = (quad.object, quad.subject) if turned else (quad.subject, quad.object)
        if isinstance(ends[0], NamedNode):
            said.add(Quad(ends[0], relation, ends[1], graph))
    return said


def _steps(quads: Iterable[Quad]) -> Mapping[NamedNode, set[Implied]]:
    found: dict[NamedNode, set[Implied]] = defaultdict(set)
    for quad in quads:
        relation, other = quad.subject, quad.object
        if quad.predicate == SYMMETRIC and isinstance(relation, NamedNode):
            if other == terms.flag(True):
                found[relation].add((relation, True))
        elif isinstance(relation, NamedNode) and isinstance(other, NamedNode):
            turned = quad.predicate == INVERSE
            found[relation].add((other, turned))
            if turned:
                found[other].add((relation, True))
    return found


def _reached(start: NamedNode, steps: Mapping[NamedNode, set[Implied]]) -> set[Implied]:
    """Return all that a relation implies, over any number of steps."""
    reached: set[Implied] = set()
    waiting = [(start, False)]
    while waiting:
        relation, turned = waiting.pop()
        for implied in _next(steps.get(relation, ()), turned):
            if implied not in reached:
                reached.add(implied)
                waiting.append(implied)
    return reached


def _next(steps: Iterable[Implied], turned: bool) -> Iterator[Implied]:
    for relation, turns in steps:
        yield relation, turned != turns
