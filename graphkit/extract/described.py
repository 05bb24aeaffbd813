"""Whom a title without a name means, what a counterpart is, and which state a bare title serves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from graphkit.actors import known, unnamed
from graphkit.claims import Entity
from graphkit.extract.binding import MODIFYING, SUBJECTS
from graphkit.extract.mentions import Mentions
from graphkit.extract.names import Name
from graphkit.extract.nounphrases import complement, possessive, possessor
from graphkit.extract.post import PERSON, Post, TitleWords
from graphkit.extract.served import state_of
from graphkit.extract.syntax import VERBAL
from graphkit.extract.tokens import Token
from graphkit.ontology import Actor

NONE: frozenset[str] = frozenset()
OFFICES = frozenset({"headOfState", "headOfGovernment", "foreignMinister", "defenceMinister"})
ANY_HEAD = frozenset({"head"})  # of whatever body: a director-general is no secretary-general
RULING = frozenset({"headOfState", "headOfGovernment"})
NO_DESCRIPTION = ("attr", "oprd", "compound", "amod", "npadvmod")
FADING = 0.985  # what a state that was spoken of keeps of its weight from word to word
OPPOSED = frozenset({"against", "by", "for", "with"})
ASIDE = 0.3  # what a state counts of which only a servant is named, or an opponent's part
ACTING = 1.5  # what a state counts that does something itself
LATER = 0.3  # what a state counts that is named only later
EVERYWHERE = 0.15  # the weight of each mention, wherever it stands
BEFORE = 3.0  # what a state counts that did something just before
WORDS = 6  # between a title and the place after its name
NEAR = 15  # words after a title in which a state is rather a foreign one
OF = frozenset({"of"})
OURS = frozenset({"our", "my"})
MUCH = 2.0  # how far a state that is rather a foreign one may be ahead of the first
CLEARLY = 1.2  # how far the first state must be ahead of the second


def describe(post: Post, posts: list[Post], mentions: Mentions, words: TitleWords) -> None:
    """Find whom "the German chancellor" means: in this document, else in the seeds."""
    head = post.head
    if not _describes(head, words):
        return
    other = _earlier(post, posts, mentions, words) or _ruler(post, posts, mentions, words)
    if other and other.person:
        post.person, post.own, post.bodies = other.person, False, ()
        mentions.people[head.i] = replace(other.person, surface=mentions.surface(head))
        return
    holder = None if post.former else _holder(post, mentions) or _in_office(post, mentions)
    if holder:
        post.person, post.own = known(holder, mentions.surface(head)), False
    elif possessor(head) is not None or post.bodies:
        parts = [*(possessive(body.label) for body in post.bodies[:1]), post.role or post.words]
        surface = mentions.surface(head)
        post.person = unnamed(" ".join(parts), "Person", surface, mentions.document.id)
    if post.person:
        mentions.people[head.i] = post.person
    elif words.is_inner(post):  # "envoy of the Secretary-General for Mali": the envoy is for Mali
        surface = mentions.surface(head)
        mentions.people[head.i] = unnamed(post.role, "Person", surface, mentions.document.id)


def _describes(head: Token, words: TitleWords) -> bool:
    """Tell whether a title stands for a person rather than saying what somebody is."""
    if head.dep_ in NO_DESCRIPTION or head.pos_ not in ("NOUN", "PROPN"):
        return False
    if head.dep_ == "pobj" and head.head.lower_ == "as":
        return False
    other = {"a", "an", "any", "no", "every", "another", "new"} | words.designate
    return not any(child.lower_ in other for child in head.children)


def _earlier(post: Post, posts: list[Post], mentions: Mentions, words: TitleWords) -> Post | None:
    """Return the post of a named person that a description takes up."""
    owner = possessor(post.head)
    owned_by = mentions.entity(owner, PERSON) if owner is not None else None
    bodies = {body.iri for body in post.bodies}
    for other in posts:
        if other.person is None or not other.own or other.head.i == post.head.i:
            continue
        exiled = post.former and other.former and not bodies and other.head.i < post.head.i
        if (other.lemma != post.lemma and not exiled) or not _same_office(post, other, mentions):
            continue
        if owned_by and other.person.iri == owned_by.iri:
            continue  # nobody is "her minister" to herself
        theirs = {body.iri for body in other.bodies}
        unsaid = not theirs and not words.is_representative(other) and _says_which(post, words)
        agree = not bodies or bodies & theirs or unsaid
        if agree and (bodies or other.head.i < post.head.i):
            return other
    return None


def _says_which(post: Post, words: TitleWords) -> bool:
    """Tell whether a title says which office it is: not the bare "chief" of "the UN chief"."""
    return not post.bodies or post.role.lower() not in words.chiefs


def _same_office(post: Post, other: Post, mentions: Mentions) -> bool:
    """Tell whether two titles may be one: "the prime minister" is no foreign minister."""
    mine, theirs = map(mentions.actors.roles_named, (post.role, other.role))
    if mine and theirs and mine & theirs != ANY_HEAD:
        return bool(mine & theirs)
    one, two = ({*role.lower().split()} - {"of"} for role in (post.role, other.role))
    return not (one - two and two - one)


def _ruler(post: Post, posts: list[Post], mentions: Mentions, words: TitleWords) -> Post | None:
    """Return the post of whom "the Kenyan leader" means, or "the UN chief": who rules there."""
    if post.role.lower() not in words.chiefs:
        return None
    bodies = {body.iri for body in post.bodies}
    for other in posts:
        theirs = {body.iri for body in (*other.bodies, other.home) if body}
        if other.person and other.own and bodies & theirs and _rules(other, mentions, words):
            return other
    return None


def _rules(post: Post, mentions: Mentions, words: TitleWords) -> bool:
    """Tell whether somebody is at the head of a state, or of a body by a title such as chairman."""
    kinds = mentions.actors.roles_named(post.role)
    body = any(body.type == "Organization" for body in post.bodies)
    return bool(kinds & RULING) or (body and post.role.lower() in words.topmost)


def _holder(post: Post, mentions: Mentions) -> Actor | None:
    named_so = map(mentions.actors.roles_named, (post.words, post.role, post.title.text))
    roles = next(filter(None, named_so), NONE)
    holders = (
        mentions.actors.holder(roles, body.iri, mentions.document.date) for body in post.bodies
    )
    return next(filter(None, holders), None)


def take_role(post: Post, before: list[Post], mentions: Mentions, words: TitleWords) -> None:
    """Give "his British counterpart" the role of whom he is a counterpart to, by its general name.

    A role that says little ("chief") is not carried over.
    """
    post.role = ""
    owner = possessor(post.head)
    whose = mentions.entity(owner, PERSON) if owner is not None else None
    for other in reversed(before):
        if not (other.person and other.own and other.role) or other.person == post.person:
            continue
        if other.title.text.lower() in words.ranks or other.role.lower() in words.ranks:
            continue
        if whose and whose.type == "Person" and whose.iri != other.person.iri:
            continue
        kinds = sorted(words.kinds[kind] for kind in mentions.actors.roles_named(other.role))
        general = next((label for label in kinds if label.endswith("minister")), other.role)
        post.role = general if " " in general or words.is_national(other) else ""
        return


def _in_office(post: Post, mentions: Mentions) -> Actor | None:
    """Return the one of the people named before who held the office on the day: "the premier"."""
    roles = mentions.actors.roles_named(post.title.text)
    if not roles or post.bodies or possessor(post.head) is not None:
        return None
    found = {
        name.actor.iri: name.actor
        for name in mentions.names.values()
        if name.actor
        and name.actor.type == "Person"
        and name.span.start < post.start
        and mentions.actors.served(mentions.name_entity(name), roles, mentions.document.date)
    }
    return next(iter(found.values())) if len(found) == 1 else None


class Homes:
    """The states that titles without a body serve, by what the text speaks of.

    A minister belongs to the state that was spoken of last and most; not to one that the rest of
    his own sentence names ("Prime Minister X said Serbia had …").

    Args:
        posts: The posts of the doc.
        mentions: The mentions of the doc.
    """

    def __init__(self, posts: list[Post], mentions: Mentions) -> None:
        self._posts = posts
        self._mentions = mentions

    def of(self, posts: list[Post]) -> Entity | None:
        """Return the state that somebody serves, of all whose titles none names a state."""
        post = posts[0]
        if post.person is None or not post.person.named:
            return None
        roles = self._mentions.actors.roles_named(post.role)
        kinds = roles & OFFICES  # a namesake of a premier may be a minister elsewhere
        known_state = state_of(post.person, self._posts, self._mentions, kinds)
        known_state = known_state or self._mentions.actors.served_ever(post.person, kinds)
        if known_state or _belongs(post):
            return known_state  # "his minister" is the minister of whoever "he" is
        guesses = filter(None, map(self._by_context, posts))
        often = Counter(guesses).most_common(1)  # of two as often the first
        return often[0][0] if often else None

    def _by_context(self, post: Post) -> Entity | None:
        weights, foreign = self._weights(post)
        own = sorted(((n, iri) for iri, n in weights.items() if iri not in foreign), reverse=True)
        if not own or (len(own) > 1 and own[0][0] <= CLEARLY * own[1][0]):
            return None
        if any(weights[iri] >= MUCH * own[0][0] for iri in foreign):
            return None
        actor = self._mentions.actors.get(own[0][1])
        return known(actor, actor.label) if actor else None

    def _weights(self, post: Post) -> tuple[dict[str, float], set[str]]:
        """Weigh the states by where they are named, and tell which are rather foreign ones."""
        weights: defaultdict[str, float] = defaultdict(float)
        foreign: set[str] = set()
        here, end = post.start, min(post.head.sent.end, post.title.end + NEAR)
        for name, state in self._states():
            distance = here - name.span.start
            later = 1 if distance > 0 or _is_beside(post, name) else LATER
            weight = EVERYWHERE + FADING ** abs(distance) * later
            weights[state.iri] += weight * _part(name) * (BEFORE if _just_acted(post, name) else 1)
            if 0 > distance > here - end and not _is_venue(name):
                foreign.add(state.iri)
        return weights, foreign

    def _states(self) -> Iterator[tuple[Name, Actor]]:
        for index, name in self._mentions.names.items():
            state = self._state(name) if index == name.span.start else None
            if state:
                yield name, state

    def _state(self, name: Name) -> Actor | None:
        actors = (name.actor, name.power)
        found = next((actor for actor in actors if actor and actor.type == "Country"), None)
        if found or not name.actor:
            return found
        if name.actor.type != "Person":  # "Syria's defence ministry" is Syria's
            whole = self._mentions.actors.get(name.actor.within) if name.actor.within else None
            said = whole and any(word in name.text for word in (whole.label, *whole.demonyms))
            return whole if whole and whole.type == "Country" and said else None
        person = self._mentions.name_entity(name)
        served = self._mentions.actors.served(person, NONE, self._mentions.document.date)
        return self._mentions.actors.get(served.iri) if served else None


def _part(name: Name) -> float:
    """Return how much a mention of a state says of whom a text is about."""
    if _is_aside(name):
        return ASIDE
    return ACTING if _acts(name) else 1.0


def _acts(name: Name) -> bool:
    """Tell whether a state or what is its own is the subject: "[Chad]'s cabinet said"."""
    return _whole(name).dep_ in SUBJECTS


def _whole(name: Name) -> Token:
    """Return the head of the noun phrase that a state's name is a part of."""
    whole = name.span.root
    while whole.dep_ in MODIFYING and whole.head is not whole:
        whole = whole.head
    return whole


def _just_acted(post: Post, name: Name) -> bool:
    """Tell whether a state is the subject of the sentence before a title."""
    before = name.span.root.sent.end == post.head.sent.start
    return before and _acts(name) and _whole(name).head.dep_ == "ROOT"


def _is_beside(post: Post, name: Name) -> bool:
    """Tell whether a bearer is met in a capital: "Energy Minister X in Kyiv"."""
    near = 0 < name.span.start - post.title.end < WORDS
    return (
        near
        and _is_venue(name)
        and not any(t.pos_ in VERBAL for t in name.span.doc[post.title.end : name.span.start])
    )


def _is_aside(name: Name) -> bool:
    """Tell whether a name says little of whom a text is about: a servant's, an opponent's."""
    root = name.span.root
    return name.type == "Person" or (root.dep_ == "pobj" and root.head.lower_ in OPPOSED)


def _is_venue(name: Name) -> bool:
    """Tell whether a capital is where it happened: "signed it in Lima", not "a trip to Lima"."""
    root = name.span.root
    return name.type == "Place" and root.dep_ == "pobj" and root.head.lower_ == "in"


def _belongs(post: Post) -> bool:
    """Tell whether a title says whose it is: "his minister", "minister of the exiled cabinet"."""
    owner = possessor(post.head)
    of = complement(post.head, OF)
    return (owner is not None and owner.lower_ not in OURS) or (
        of is not None and of.i >= post.title.end
    )
