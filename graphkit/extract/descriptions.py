"""Descriptions that say by themselves whom they mean: a state's government, a name beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graphkit.actors import known, unnamed
from graphkit.claims import Entity
from graphkit.extract.nounphrases import (
    complement,
    determiner,
    is_definite,
    is_plural,
    lemma_of,
    possessor,
)
from graphkit.extract.syntax import conjoined
from graphkit.extract.timewords import COUNTS
from graphkit.extract.tokens import Token

if TYPE_CHECKING:
    from graphkit.extract.mentions import Mentions
    from graphkit.extract.names import Name

IN = frozenset({"of", "in"})
FEW = 5  # as many as "the ministers" takes up by their names


class Bearer(NamedTuple):
    """Who bears a title: its head in the text, and the kinds of office that it names."""

    head: Token
    person: Entity
    kinds: frozenset[str]


def bearers_of(mentions: Mentions, token: Token) -> list[Entity]:
    """Return whom "the (two) foreign ministers" takes up: those with that title before it.

    More than two are taken up where one sentence names them all. Where a group was spoken of
    ("NATO ministers"), it is all of them and not the few named.
    """
    lemma = lemma_of(token)
    before = [bearer for bearer in mentions.bearers.get(lemma, ()) if bearer.head.i < token.i]
    left = (child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound"))
    wanted = mentions.actors.roles_named(" ".join([*left, lemma]))
    found: dict[str, Bearer] = {}
    for bearer in before:
        if not wanted or wanted & bearer.kinds:
            found.setdefault(bearer.person.iri, bearer)
    number = number_of(token) or len(found)
    taken = list(found.values())[-number:]
    together = len(taken) == 2 or len({bearer.head.sent.start for bearer in taken}) == 1
    if not 2 <= len(taken) <= FEW or len(taken) < number or not together:
        return []
    if number == len(found) and _group_before(mentions, token, lemma):
        return []
    return [bearer.person for bearer in taken]


def number_of(token: Token) -> int | None:
    """Return how many "both" and "the three" are."""
    if determiner(token) == "both":
        return 2
    words = (child.lower_ for child in token.lefts)
    return next((COUNTS[word] for word in words if word in COUNTS), None)


def _group_before(mentions: Mentions, token: Token, lemma: str) -> bool:
    return any(
        lemma_of(other) == lemma
        and is_plural(other)
        and not is_definite(other)
        and other.i not in mentions.listed
        for other in mentions.doc[: token.i]
    )


def of_state(mentions: Mentions, token: Token) -> Entity | None:
    """Return the state that a description stands for, or the capital of one."""
    lemma = lemma_of(token)
    if lemma in mentions.words.governments:
        return _government(mentions, token) or _authorities(mentions, token)
    if lemma in mentions.words.homelands:
        return _homeland(mentions, token)
    if lemma in mentions.words.capitals:
        return _capital(mentions, token)
    return None


def _homeland(mentions: Mentions, token: Token) -> Entity | None:
    """Return the state of "his country" and "the chancellor's country"."""
    owner = possessor(token)
    person = mentions.entity(owner, frozenset({"Person"})) if owner is not None else None
    return mentions.states.get(person.iri) if person else None


def _capital(mentions: Mentions, token: Token) -> Entity | None:
    """Return the city that "the French capital" is."""
    for child in token.children:
        name = mentions.names.get(child.i)
        if name and name.actor and name.actor.capital:
            city = mentions.actors.get(name.actor.capital)
            return known(city, city.label) if city else None
    return None


def _government(mentions: Mentions, token: Token) -> Entity | None:
    """Return the state of "Congo's government" and "the Swedish authorities"."""
    for child in token.children:
        name = mentions.names.get(child.i)
        if child.dep_ in ("poss", "amod", "compound") and name:
            actor = name.power or name.actor
            if actor and actor.type == "Country":
                return known(actor, name.text)
    if home := _homeland(mentions, token):
        return home  # "Orbán's government"
    place = complement(token, IN)
    name = mentions.names.get(place.i) if place is not None else None
    if name and name.actor and name.actor.type == "Country":
        return known(name.actor, name.text)
    return None


def _authorities(mentions: Mentions, token: Token) -> Entity | None:
    """Return the last state before "the government" and "the authorities" without a name."""
    bare = not any(child.dep_ in ("amod", "compound", "poss", "prep") for child in token.children)
    if is_definite(token) and bare:
        return mentions.antecedents.last_state(token)
    return None


def is_pair(mentions: Mentions, token: Token) -> bool:
    """Tell whether a description takes up two parties: "both sides", "the neighbours"."""
    if mentions.type_of(token) not in (None, "Country", "Place", "Thing", "Group", "Person"):
        return False
    lemma, article = lemma_of(token), determiner(token)
    if lemma in mentions.words.pairs and is_definite(token):
        return not mentions.is_restricted(token)  # "the parties", "the neighbours", "the pair"
    two = any(child.lower_ in ("two", "both") for child in token.lefts)
    both = article == "both" or (two and (is_definite(token) or article != ""))
    return both and is_plural(token) and lemma in mentions.words.sides


def is_few(mentions: Mentions, token: Token) -> bool:
    """Tell whether a description takes up more than two parties: "the three countries"."""
    number = number_of(token) or 0
    states = lemma_of(token) in mentions.words.kin["country"]
    return states and 2 < number <= FEW and is_definite(token) and is_plural(token)


def named_in_full(mentions: Mentions, token: Token) -> Entity | None:
    """Return the name that has all the words: of "the contact group" the …Contact Group."""
    words = {child.lower_ for child in token.lefts if child.dep_ in ("compound", "amod")}
    if not words:
        return None
    words.add(token.lower_)
    for name in mentions.names.values():
        if name.span.start < token.i and words <= set(name.text.lower().split()):
            return mentions.name_entity(name)
    return None


def is_creed(token: Token) -> bool:
    """Tell whether a name only says of what kind: "the [Shiite] group", "[Kurdish]-led"."""
    adjective = token.tag_ == "JJ" and token.dep_ in ("amod", "nmod")
    return adjective or (token.dep_ in ("advmod", "npadvmod") and token.nbor().text == "-")


def appositive(mentions: Mentions, token: Token) -> Name | None:
    """Return the name beside a description: "Turkey's intelligence agency (MIT)"."""
    if is_plural(token):
        return None
    kind = mentions.type_of(token)
    if token.dep_ == "appos" and token.head.i in mentions.names and token.i > token.head.i:
        before = mentions.names[token.head.i]
        return before if before.type == kind else None
    after = next(
        (child for child in token.children if child.dep_ == "appos" and child.i in mentions.names),
        None,
    )
    if after is None:
        after = _right_after(mentions, token, kind) or _in_brackets(mentions, token)
    name = mentions.names.get(after.i) if after is not None else None
    return name if name and not name.demonym else None


def _right_after(mentions: Mentions, token: Token, kind: str | None) -> Token | None:
    """Return the name that follows a noun, whatever the parser makes of it: "the bloc ECOWAS"."""
    name = mentions.names.get(token.i + 1)
    own = name is not None and name.type == kind and name.span.start == token.i + 1
    return name.span.root if name and own and name.span.root.head == token else None


def _in_brackets(mentions: Mentions, token: Token) -> Token | None:
    """Return the acronym after a description: "the UN mission in South Sudan (UNMISS)"."""
    doc = mentions.doc
    phrase = next((child for child in token.rights if child.dep_ == "prep"), token)
    for last in (token, phrase.right_edge if phrase is not token else token):
        edge = last.i + 1
        if edge + 1 < len(doc) and doc[edge].text == "(":
            return doc[edge + 1]
    return None


def listed(mentions: Mentions, token: Token) -> list[Name]:
    """Return the names beside a plural: "his counterparts, [X] and [Y]"."""
    if not is_plural(token):
        return []
    first = next((child for child in token.rights if child.dep_ == "appos"), None)
    both = conjoined(first) if first is not None else []
    names = [mentions.names[word.i] for word in both if word.i in mentions.names]
    return names if len(names) == len(both) > 1 else []


def those(mentions: Mentions, token: Token) -> list[Entity]:
    """Read "those released by Moscow" and "anybody who took part" as unnamed groups."""
    clause = next((child for child in token.children if child.dep_ in ("acl", "relcl")), None)
    if clause is None:
        return []
    words = " ".join(mentions.doc[token.i : clause.right_edge.i + 1].text.split())
    return [unnamed(words, "Group", words, mentions.document.id)]
