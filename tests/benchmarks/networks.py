"""Made-up networks of any size, for measurements: communities, and a few actors with many ties."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate
from random import Random

from graphkit.claims import ACTOR_TYPES, KB, Claim, Entity, Evidence
from graphkit.network import Network
from graphkit.ontology import Ontology

SIZE = 90  # of a community, on average
AT_HOME = 0.8  # of the ties
SKEW = 0.8  # the n-th actor of a community has about 1/n^SKEW of the first one's ties


def made_up(nodes: int, edges: int, known: Ontology, seed: int = 0) -> Network:
    """Return a network with so many entities and so many pairs of them that a claim links."""
    chance = Random(seed)
    actors = [_actor(number) for number in range(nodes)]
    groups = defaultdict(list)
    for actor in actors:
        groups[chance.randrange(max(2, nodes // SIZE))].append(actor)
    weights = {
        number: list(accumulate((n + 1) ** -SKEW for n in range(len(group))))
        for number, group in groups.items()
    }
    home = {actor: number for number, group in groups.items() for actor in group}
    # every actor has a tie at least, so that all are on the network
    starts = [*actors, *chance.choices(actors, k=max(0, 2 * edges))]
    pairs: dict[tuple[Entity, Entity], None] = {}
    for one in starts:
        number = home[one] if chance.random() < AT_HOME else chance.choice(list(groups))
        other = chance.choices(groups[number], cum_weights=weights[number])[0]
        if one != other and (other, one) not in pairs and len(pairs) < edges:
            pairs[one, other] = None
    relations = sorted(known.relations)
    return Network(
        _claim(one, other, chance.choice(relations), number)
        for number, (one, other) in enumerate(pairs)
    )


def _actor(number: int) -> Entity:
    types = sorted(ACTOR_TYPES)
    name = f"Actor number {number}"
    return Entity(f"{KB}actor-{number}", name, types[number % len(types)], surface=name)


def _claim(one: Entity, other: Entity, relation: str, number: int) -> Claim:
    text = f"{one.label} and {other.label} are in the news, a paper wrote in item {number}."
    return Claim(
        subject=one,
        object=other,
        predicate=relation,
        doc=f"item-{number // 20}",
        evidence=Evidence(text, 0, len(text)),
    )
