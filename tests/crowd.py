"""A made-up network of four circles, large enough for communities, periods and a budget."""

from __future__ import annotations

import datetime as dt
from itertools import combinations, pairwise

from newsroom import claim

from graphkit.claims import KB, Claim, Document, Entity, slug

CIRCLES = ("Amber", "Basalt", "Cobalt", "Dune")
EACH = 6
DOCUMENTS = {
    f"crowd{n}": Document(f"crowd{n}", "", f"Report {n}", source, dt.date(2025, n + 1, 1), "")
    for n, source in enumerate(("Harbour Wire", "Coast Gazette", "Fjord Radio"))
}


def member(circle: str, number: int) -> Entity:
    """Return one of a circle; the first has the circle's name."""
    name = f"{circle} {number}" if number else circle
    return Entity(KB + slug(name), name, "Country", surface=name)


def _met(one: Entity, other: Entity, number: int) -> Claim:
    met = claim("Vesland", "meets", "Norrania", doc=f"crowd{number % 3}")
    return Claim(
        doc=met.doc,
        subject=one,
        predicate=met.predicate,
        object=other,
        evidence=met.evidence,
        time=f"2025-{number % 12 + 1:02}-15",
        confidence=0.5 + number % 2 * 0.4,
    )


def claims() -> list[Claim]:
    """Return who met whom: everyone in a circle, and the first of each circle with the next."""
    pairs = [
        pair
        for circle in CIRCLES
        for pair in combinations([member(circle, n) for n in range(EACH)], 2)
    ]
    pairs += [(member(one, 0), member(other, 0)) for one, other in pairwise(CIRCLES)]
    return [_met(*pair, number) for number, pair in enumerate(pairs)]
