"""Whose an event is: of "an Israeli strike", "a strike by X" and "a raid blamed on X" the doer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphkit.claims import ACTOR_TYPES, Entity
from graphkit.extract.nounphrases import complement
from graphkit.extract.syntax import objects
from graphkit.extract.tokens import Token

if TYPE_CHECKING:
    from graphkit.extract.mentions import Mentions

BY = frozenset({"by"})
BEFORE = frozenset({"poss", "amod", "compound", "nmod"})
OWN = frozenset({"PRP$", "WP$"})  # "its aircraft bombed", "whose missiles hit"
BEHIND = frozenset({"by", "on", "to"})  # "carried out by", "blamed on", "attributed to"


def agent(mentions: Mentions, token: Token) -> Entity | None:
    """Return whose an event is, or the first of several."""
    return next(iter(agents(mentions, token)), None)


def agents(mentions: Mentions, token: Token) -> list[Entity]:
    """Return all whose an event is: of "American and British strikes" both states."""
    by = complement(token, BY) or _far_by(token)
    named = [leaf for leaf in token.lefts if leaf.dep_ in BEFORE]
    named += [inner for leaf in named for inner in leaf.lefts if inner.dep_ in BEFORE]
    named += [other for leaf in named for other in leaf.conjuncts if other.i < token.i]
    leaves = [leaf for leaf in named if leaf.i in mentions.names or leaf.tag_ in OWN]
    leaves = [leaf for leaf in leaves if not _is_model(leaf, mentions)]
    found: dict[str, Entity] = {}
    for leaf in [*([by] if by is not None else []), *leaves, *_behind(token, mentions)]:
        actor = mentions.entity(leaf, ACTOR_TYPES)
        if actor and actor.type in ACTOR_TYPES:
            found.setdefault(actor.iri, actor)
    return list(found.values())


def _far_by(noun: Token) -> Token | None:
    """Return X of "a strike [on a market [by X]]", which small models hang from the market."""
    for link in noun.rights:
        for goal in objects(link) if link.dep_ == "prep" else ():
            if (found := complement(goal, BY)) is not None and found.pos_ == "PROPN":
                return found
    return None


def _is_model(leaf: Token, mentions: Mentions) -> bool:
    """Tell whether a name nobody knows says which weapon it is: "three Patriot batteries"."""
    name = mentions.names.get(leaf.i)
    return name is not None and not name.sure and mentions.type_of(leaf.head) == "Weapon"


def _behind(noun: Token, mentions: Mentions) -> Iterator[Token]:
    """Yield X of "a raid carried out by X" and "a raid blamed on X"."""
    for clause in noun.rights:
        if clause.dep_ != "acl" or clause.lemma not in mentions.words.committing:
            continue
        for link in clause.children:
            if link.dep_ in ("agent", "prep") and link.lower_ in BEHIND:
                yield from objects(link)
