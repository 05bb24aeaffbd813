"""How sure a reading is: the signs that a claim shows, weighed by what gold documents taught.

The weights are data (`ontologies/confidence.ttl`): the log-odds that each sign adds, fitted by
`make calibrate`. What a confidence is worth is printed by `make errors`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.claims import Entity
from graphkit.extract.tokens import Token

ALWAYS = "always"  # the sign that every claim shows: its weight is where the sum starts
LONG = 30  # tokens of a sentence in which a small parser loses its way
FAR = 8  # tokens between a head and an argument
DIGITS = 3


def signs(
    qualities: Iterable[str],
    parties: tuple[Entity, Entity],
    sentence: str,
    head: Token,
    arguments: Sequence[Token] | None,
) -> Iterator[str]:
    """Yield the signs of a claim.

    Args:
        qualities: Signs by themselves: its extractor, family, modality and polarity.
        parties: Its subject and its object.
        sentence: Its evidence.
        head: Verb or noun that states it.
        arguments: Heads of its subject and object phrases, where it has both.
    """
    yield ALWAYS
    yield from qualities
    for side, entity in zip(("subject", "object"), parties, strict=True):
        yield from (f"{side}-{sign}" for sign in _signs_of(entity, sentence))
    if len(head.sent) > LONG:
        yield "long"
    if head != head.sent.root:
        yield "inner"
    if arguments and max(abs(token.i - head.i) for token in arguments) > FAR:
        yield "far"


def _signs_of(entity: Entity, sentence: str) -> Iterator[str]:
    yield entity.type
    if not entity.named:
        yield "unnamed"
    if entity.surface not in sentence:  # a pronoun, or a description of what was named before
        yield "elsewhere"


def confidence(signs: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return how likely a claim with these signs is right, from 0 to 1."""
    odds = sum(weights.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + math.exp(-odds)), DIGITS)
