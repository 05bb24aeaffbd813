"""The extractor `together`: who does jointly what is no word spoken, works together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from graphkit.claims import Claim
from graphkit.extract.context import Context
from graphkit.extract.tokens import Doc, Token

TOGETHER = "together.v1"
SPOKEN = ("reportingVerb", "judgingVerb", "requestVerb", "accusingVerb", "rejectingVerb")


def together(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield who works with whom: "X and Y jointly built …", "run jointly by X and Y"."""
    relation = context.ontology.by_sense("joint")
    jointly = context.ontology.words("jointAdverb")
    spoken = frozenset().union(*map(context.ontology.words, SPOKEN))
    for word in doc:
        verb = word.head
        if word.lower_ not in jointly or word.dep_ != "advmod" or verb.pos_ != "VERB":
            continue
        doers = [] if verb.lemma in spoken else context.framer.verb(verb).args.get("subj", [])
        for one, other in combinations(doers, 2):
            yield from _claims(relation.name, one, other, verb, context)


def _claims(name: str, one: Token, other: Token, verb: Token, context: Context) -> Iterator[Claim]:
    relation, mentions = context.ontology.relations[name], context.mentions
    first = mentions.entity(one, relation.domain)
    second = mentions.entity(other, relation.range)
    if first and second and {first.type} <= relation.domain and {second.type} <= relation.range:
        mood = context.moods.of(verb)
        yield context.claim(
            relation, first, second, verb, TOGETHER, arguments=[one, other], mood=mood
        )
