"""Whom the bearer of a title serves: the bodies and states named left and right of the title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphkit.actors import named
from graphkit.claims import Entity
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import Name
from graphkit.extract.nounphrases import complement, possessor
from graphkit.extract.post import BODIES, PERSON, Post, TitleWords
from graphkit.extract.tokens import Span, Token

NONE: frozenset[str] = frozenset()
OWNING = ("at", "for", "in", "of", "with")
SENDERS = BODIES | PERSON


class Served:
    """Finds the bodies of posts.

    Args:
        words: The word classes of titles.
    """

    def __init__(self, words: TitleWords) -> None:
        self._words = words

    def fill(self, post: Post, mentions: Mentions, before: list[Post]) -> None:
        """Tell a post its bodies and, of a representative, whom he or she speaks for."""
        left = list(self._left(post, mentions, before))
        role = post.role.lower()
        sent = self._words.is_representative(post)
        narrow = sent or self._words.is_inner(post)
        right = list(self._right(post, mentions, ("of",) if narrow else OWNING))
        if left:  # "U.S. commander in Syria": there he only is
            right = [body for body in right if body.type != "Country"]
        found = [*left, *right]
        if sent:
            states = [body for body in left or found if body.type == "Country"] or left or found
            post.principal = states[0] if states else None
            post.bodies = () if role in self._words.occupations else tuple(states[:1])
            return
        if role in self._words.trades:  # a German medic serves no state
            found = [body for body in found if body.type == "Organization"]
        post.bodies = tuple({body.iri: body for body in found}.values())

    def fill_principal(self, post: Post, mentions: Mentions) -> None:
        """Let "an envoy of the president" speak for the president, not for the state."""
        if not self._words.is_representative(post):
            return
        sender = complement(post.head, frozenset({"of"})) or possessor(post.head)
        entity = mentions.entity(sender, SENDERS) if sender is not None else None
        if entity and entity.type == "Person" and entity != post.person:
            label = entity.label.partition(" for ")[0]  # "of the Secretary-General [for Libya]"
            post.principal = entity if entity.named else replace(entity, label=label)

    def _left(self, post: Post, mentions: Mentions, before: list[Post]) -> Iterator[Entity]:
        """Yield the bodies named before a title, nearest first."""
        force = self._force(post)
        index = (force.start if force else post.start) - 1
        ranked = post.title.text.lower() in self._words.ranks | self._words.abbreviations.keys()
        found = False
        while index >= post.title.sent.start:
            token = post.title.doc[index]
            name = mentions.names.get(index)
            if name and name.type in ("Organization", "Country", "Place"):
                body = _named_body(name, force, mentions)
                force, index = None, name.span.start - 1
                if body.type in BODIES:
                    found = True
                    yield body
            elif token.dep_ == "poss" and possessor(token) is not None and token.is_plural:
                index -= 1  # "Russia's [children's] rights commissioner"
            elif token.tag_ in ("PRP$", "WP$") or token.dep_ == "poss":
                skip = found or self._words.is_counterpart(post)  # "her counterpart" serves another
                owner = None if skip else self._owner(token, mentions, before)
                if owner and owner.type in BODIES:
                    yield owner
                return
            elif self._is_inside(token) and not (ranked and token.lower_ in self._words.offices):
                index -= 1  # but in "Brazilian Navy commander Adm. X" the admiral is the commander
            else:
                return

    def _force(self, post: Post) -> Span | None:
        """Return "army" of "Rwandan army spokesman"."""
        start = post.title.start
        while start > 0 and post.title.doc[start - 1].lower_ in self._words.nouns:
            start -= 1
        return post.title.doc[start : post.title.start] or None

    def _owner(self, token: Token, mentions: Mentions, before: list[Post]) -> Entity | None:
        owner = mentions.entity(token, BODIES) or mentions.entity(token, PERSON)
        if owner and owner.type == "Person":
            return state_of(owner, before, mentions)
        if token.tag_ == "WP$" and (owner is None or owner.type not in BODIES):
            name = mentions.names.get(token.i - 2)  # "Mali, whose …", attached elsewhere
            return mentions.name_entity(name, BODIES) if name else None
        return owner

    def _is_inside(self, token: Token) -> bool:
        """Tell whether a word belongs to the title's phrase, so that the body is further left."""
        return (
            token.lower_ in self._words.modifiers | self._words.former
            or token.tag_ in ("POS", "HYPH")
            or token.pos_ == "ADJ"
            or token.dep_ in ("compound", "advmod")
            or (token.tag_ == "VBN" and token.dep_ == "amod")  # "Iran's newly elected president"
        )

    def _owns(self, body: Entity, word: str, post: Post) -> bool:
        """Tell whether what follows a preposition is served: not Libya by its coordinator."""
        if word == "for" and body.type == "Country":
            return bool({post.title.text.lower(), post.lemma} & self._words.spokes)
        return body.named or word == "of"

    def _is_portfolio(self, noun: Token, mentions: Mentions) -> bool:
        """Tell "Minister of [Defence] of Chad" from "president of the Labour [Party]"."""
        name = mentions.names.get(noun.i)
        return noun.lower_ in self._words.portfolios and (name is None or len(name.span) == 1)

    def _right(self, post: Post, mentions: Mentions, owning: tuple[str, ...]) -> Iterator[Entity]:
        """Yield the bodies after a title: "Minister of Foreign Affairs [of Colombia]"."""
        found = False
        for word in owning:
            for noun in post.title:
                leaf = complement(noun, frozenset({word}))
                if leaf is not None and self._is_portfolio(leaf, mentions):
                    leaf = complement(leaf, frozenset({word}))
                if leaf is None or leaf.i < post.title.end:
                    continue
                if word == "in" and _is_city(leaf, mentions):
                    continue  # "the envoy in Kabul" serves nobody there
                entity = mentions.entity(leaf, BODIES)
                owned = entity and entity.type in BODIES and self._owns(entity, word, post)
                if entity and owned and not _is_region(leaf, word, mentions):
                    found = True
                    yield entity
        if not found:
            yield from _adjacent(post.title, post.title.end, mentions)


def _is_city(leaf: Token, mentions: Mentions) -> bool:
    name = mentions.names.get(leaf.i)
    return name is not None and name.type == "Place"


def _is_region(noun: Token, word: str, mentions: Mentions) -> bool:
    """Tell whether a name is no body by itself: "secretary for the Western Hemisphere"."""
    name = mentions.names.get(noun.i)
    return name is not None and word != "of" and name.type not in BODIES and not name.power


def _adjacent(title: Span, start: int, mentions: Mentions) -> Iterator[Entity]:
    """Yield the body right after "of", whatever the parser attached it to."""
    doc = title.doc
    if start + 1 < len(doc) and doc[start].lower_ == "of":
        start += 2 if doc[start + 1].dep_ == "det" or doc[start + 1].lower_ == "the" else 1
        name = mentions.names.get(start)
        whole = name and name.span.root.dep_ not in ("amod", "compound", "nmod", "poss")
        if name and whole and name.span.start == start:
            entity = mentions.name_entity(name, BODIES)
            if entity.type in BODIES:
                yield entity


def after_name(name: Name, mentions: Mentions) -> Iterator[Entity]:
    """Yield the state after a name: "President Tebboune [of Algeria]"."""
    yield from _adjacent(name.span, name.span.end, mentions)


def in_brackets(person: Token, mentions: Mentions) -> Entity | None:
    """Return the state in the brackets after a name: for whom "Ana Berg (Chad)" speaks."""
    doc, after = person.doc, person.i + 1
    name = mentions.names.get(after + 1) if doc[after : after + 1].text == "(" else None
    closed = name and name.span.end < len(doc) and doc[name.span.end].text == ")"
    return mentions.name_entity(name) if name and closed and name.type == "Country" else None


def _named_body(name: Name, force: Span | None, mentions: Mentions) -> Entity:
    body = mentions.name_entity(name, BODIES)
    whole = force is not None and force[0].text[0].isupper() and name.actor is None
    if force is None or not (body.type == "Country" or whole):  # "Radwan [Force] commander"
        return body
    words = force.doc[name.span.start : force.end].text
    return named(words, "Organization", words)


def state_of(
    person: Entity, posts: list[Post], mentions: Mentions, roles: frozenset[str] = NONE
) -> Entity | None:
    """Return the state that somebody serves: by this text, else by the seeds, in those roles."""
    for post in posts:
        if post.person and post.person.iri == person.iri:
            for body in post.bodies:
                if body.type == "Country":
                    return body
    return mentions.actors.served(person, roles, mentions.document.date)
