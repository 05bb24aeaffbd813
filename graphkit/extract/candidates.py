"""What later words may point back to: one mention, or several that a text names together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.claims import Entity
from graphkit.extract.tokens import Token

ALIKE = (frozenset({"Country", "Organization"}), frozenset({"Person"}))


@dataclass(slots=True)
class Candidate:
    """A mention that later words may point back to.

    Attributes:
        power: Whom it stands for as a metonym.
        nouns: The nouns that say what it is.
        sure: False of a name whose type only the model says.
        members: Those of whom several are spoken of together, the first of whom is `entity`.
        echo: True of a description that points back itself.
    """

    token: Token
    entity: Entity
    power: Entity | None = None
    nouns: frozenset[str] = frozenset()
    sure: bool = True
    members: tuple[Entity, ...] = ()
    echo: bool = False

    @property
    def subject(self) -> bool:
        """True of a clause's subject."""
        return self.token.dep_ in ("nsubj", "nsubjpass")


def joined(candidates: list[Candidate]) -> list[Candidate]:
    """Return those whom "and" joins, as one candidate each time."""
    at = {found.token: found for found in candidates}
    groups = []
    for found in candidates:
        others = found.token.conjuncts if found.token.dep_ != "conj" else ()
        if not others or not all(other in at for other in others):
            continue
        members = tuple(each.power or each.entity for each in (found, *(at[t] for t in others)))
        if _are_alike(members):
            groups.append(Candidate(found.token, members[0], members=members))
    return groups


def _are_alike(members: Sequence[Entity]) -> bool:
    """Tell whether all are named, and states and bodies or all people: they may act together."""
    return all(member.named for member in members) and any(
        all(member.type in types for member in members) for types in ALIKE
    )


def last_group(
    groups: list[Candidate], token: Token, types: frozenset[str], number: int
) -> Sequence[Entity]:
    """Return the last of as many, of these types, as were spoken of together before a word."""
    for group in reversed(groups):
        fitting = len(group.members) == number and {each.type for each in group.members} <= types
        if fitting and token not in group.token.subtree:
            return group.members
    return ()


def recurring(groups: list[Candidate]) -> list[Candidate]:
    """Return the groups that a text speaks of more than once."""
    names = [frozenset(member.iri for member in group.members) for group in groups]
    times = Counter(names)
    return [group for group, name in zip(groups, names, strict=True) if times[name] > 1]


def last_two(
    candidates: list[Candidate], types: frozenset[str], *, only: bool = False
) -> list[Entity]:
    """Return the last two actors that are named; none where there are no two.

    Args:
        candidates: In the order of the text.
        types: Of which types the two are.
        only: Return none where there are more.
    """
    found: dict[str, Entity] = {}
    for candidate in reversed(candidates):
        entity = candidate.power or candidate.entity
        if entity.type in types and entity.named:
            found.setdefault(entity.iri, entity)
    pair = list(found.values())[:2]
    return pair if len(pair) == 2 and not (only and len(found) > 2) else []
