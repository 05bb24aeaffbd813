"""Titles in the plural: "Presidents X and Y", "his Iranian and French counterparts, X and Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphkit.claims import Entity
from graphkit.extract.bearers import name_after
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import Name
from graphkit.extract.nounphrases import is_plural, possessor
from graphkit.extract.post import BODIES, Post
from graphkit.extract.tokens import Doc, Token

JOINERS = frozenset({",", "and", "&", ";"})


def several(post: Post, mentions: Mentions, titled: set[int]) -> list[Post]:
    """Return one post for each person that a plural title lists; none where it lists nobody.

    Bodies and people of equal number belong together in their order.
    """
    if not is_plural(post.head):
        return []
    before = list(reversed(list(names_from(post.start - 1, -1, mentions))))
    after = list(names_from(post.title.end + 1, 1, mentions)) if _owned(post) else []
    bodies = [body for name in before or after if (body := _body(name, mentions))]
    bodies = bodies or _owners(post, mentions)
    first = name_after(post, mentions, titled) or _listed(post, after, mentions)
    people = list(_people(first, mentions)) if first else []
    if len(people) < 2 or (len(bodies) > 1 and len(bodies) != len(people)):
        return []
    role = post.role.replace(post.head.text, _singular(post.head))
    return [
        replace(post, role=role, person=mentions.name_entity(name), bodies=own or paired)
        for (name, own), paired in zip(people, _paired(bodies, len(people)), strict=True)
    ]


def _owners(post: Post, mentions: Mentions) -> list[Entity]:
    """Return the states of "the two countries' ministers": named in one order, they come in it."""
    owner = possessor(post.head)
    return list(mentions.entities(owner, BODIES)) if owner is not None else []


def _paired(bodies: list[Entity], people: int) -> list[tuple[Entity, ...]]:
    """Return whom each of the people serves: each his own, all the only one, or nobody."""
    if len(bodies) == people:
        return [(body,) for body in bodies]
    return [tuple(bodies)] * people


def _singular(noun: Token) -> str:
    lemma = noun.lemma.removesuffix("s")  # a capital hides the plural from the lemmatizer
    return lemma.title() if noun.text[0].isupper() else lemma


def _owned(post: Post) -> bool:
    doc, end = post.title.doc, post.title.end
    return end < len(doc) and doc[end].lower_ == "of"


def names_from(index: int, step: int, mentions: Mentions) -> Iterator[Name]:
    """Yield the states and bodies that stand in a row from `index` on, left or right."""
    doc = mentions.doc
    while 0 <= index < len(doc):
        name = mentions.names.get(index)
        if name and name.type in ("Country", "Organization", "Place"):
            yield name
            index = name.span.end if step > 0 else name.span.start - 1
        elif doc[index].lower_ in JOINERS or doc[index].tag_ == "DT":
            index += step
        else:
            return


def _body(name: Name, mentions: Mentions) -> Entity | None:
    entity = mentions.name_entity(name, BODIES)
    return entity if entity.type in BODIES else None


def _listed(post: Post, after: list[Name], mentions: Mentions) -> Name | None:
    """Return the first name over the comma or colon after a title and its bodies."""
    doc = post.title.doc
    edge = after[-1].span.end if after else post.title.end
    if edge + 1 >= len(doc) or doc[edge].text not in (",", ":", "–", "("):
        return None
    name = mentions.names.get(edge + 1)
    return name if name and name.type == "Person" else None


def _people(first: Name, mentions: Mentions) -> Iterator[tuple[Name, tuple[Entity, ...]]]:
    """Yield the people that stand in a row, each with the state after "of"."""
    doc: Doc = mentions.doc
    name: Name | None = first
    while name and name.type == "Person":
        index = name.span.end
        own: tuple[Entity, ...] = ()
        if index + 1 < len(doc) and doc[index].lower_ == "of":
            state = mentions.names.get(index + 1)
            body = _body(state, mentions) if state else None
            own = (body,) if body else ()
            index = state.span.end if state else index
        yield name, own
        while index < len(doc) and doc[index].lower_ in JOINERS:
            index += 1
        following = mentions.names.get(index)
        name = following if following and following.span.start == index else None
        if name and doc[index - 1].lower_ not in JOINERS:
            return
