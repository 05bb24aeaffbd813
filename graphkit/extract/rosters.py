"""Who belongs to a group that is followed by its members: "the Trio: Chile, Peru and Bolivia"."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.claims import Claim
from graphkit.extract.context import Context
from graphkit.extract.lists import names_from
from graphkit.extract.names import Name
from graphkit.extract.tokens import Doc, Token

ROSTERS = "rosters.v1"
OPENING = frozenset({":", "–", "—", "("})
CLOSING = frozenset({".", "–", "—", ")", ";"})
FEWEST = 3  # "Hamas: Egypt and Qatar agree" is a headline
ORGANIZATION = frozenset({"Organization"})


def rosters(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the members of a named group, listed behind a colon, a dash or a bracket."""
    for token in doc:
        if token.text not in OPENING or token.i == 0 or not _is_group(doc[token.i - 1]):
            continue
        members = _members(token, context)
        head = doc[token.i - 1]
        group = context.mentions.entity(head, ORGANIZATION)
        if group is None or group.type != "Organization":
            continue
        for name in members:
            member = context.mentions.name_entity(name)
            if member != group:
                yield context.claim(
                    context.ontology.by_sense("member"), member, group, head, ROSTERS
                )


def _is_group(token: Token) -> bool:
    """Tell whether a word ends a name with an article: "the so-called Trio"."""
    definite = any(child.lower_ == "the" for child in token.lefts)
    return definite and token.pos_ == "PROPN" and token.text[:1].isupper()


def _members(opening: Token, context: Context) -> list[Name]:
    """Return the names after an opening mark, if there is nothing else up to the closing one."""
    doc, names = context.mentions.doc, list(names_from(opening.i + 1, 1, context.mentions))
    if len(names) < FEWEST or any(name.type == "Place" for name in names):
        return []
    end = names[-1].span.end
    joined = any(doc[i].lower_ == "and" for i in range(opening.i, end))
    closed = end == len(doc) or doc[end].text in CLOSING
    return names if joined and closed else []
