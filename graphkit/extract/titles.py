"""The extractor `titles`: who holds which role where ("Pentagon Press Secretary Wilson")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphkit.claims import KB, Claim, Entity, slug
from graphkit.extract.context import Context
from graphkit.extract.nounphrases import complement, possessor
from graphkit.extract.post import BODIES, Post
from graphkit.extract.served import in_brackets
from graphkit.extract.tokens import Doc, Token

TITLES = "titles.v1"
OF = frozenset({"of"})
GUESSED = 0.7  # how sure a state is that only the context gives


def titles(_: Doc, context: Context) -> Iterator[Claim]:
    """Yield who holds which role, serves which body, speaks for whom, and leads what."""
    roles: dict[str, list[set[str]]] = {}
    for post in sorted(context.posts, key=lambda post: not post.own):
        if post.person is None:
            continue
        known = roles.setdefault(post.person.iri, [])
        if _is_role(post, context) and _is_new(post, known):
            role = Entity(KB + "role/" + slug(post.role.lower()), post.role, "Role", post.role)
            yield _stated("role", post, post.person, role, context)
        for body in post.bodies:
            sense = "leader" if _leads(post, body, context) else "body"
            yield _stated(sense, post, post.person, body, context)
        if post.home:
            stated = _stated("body", post, post.person, post.home, context)
            yield replace(stated, core=False, confidence=GUESSED)
        if post.principal:
            yield _stated("principal", post, post.person, post.principal, context)


def _leads(post: Post, body: Entity, context: Context) -> bool:
    """Tell whether a title says no more than that its bearer leads a body: "its leader X"."""
    leading = post.role.lower() in context.ontology.words("leadingNoun")
    return leading and body.type == "Organization" and post.person is not None and post.person.named


def _is_role(post: Post, context: Context) -> bool:
    """Tell whether a title names an office: "lawyer" only of somebody, "leader" only of a state."""
    role = post.role.lower()
    if role in context.ontology.words("leadingNoun"):
        return any(body.type == "Country" for body in post.bodies)
    return bool(role) and (role not in context.ontology.words("occupation") or post.owned)


def owners(_: Doc, context: Context) -> Iterator[Claim]:
    """Yield to whom a name belongs: "Nigeria's Bola Tinubu", "NATO's KFOR", "Ana Ortiz of CERN"."""
    for name in dict.fromkeys(name.span.root for name in context.mentions.names.values()):
        owned = context.mentions.entity(name)
        person = owned is not None and owned.type == "Person"
        owner = possessor(name) or (complement(name, OF) if person else None)
        if owned and person:
            yield from _in_brackets(owned, name, context)
        if owner is None or owner.pos_ == "PRON":
            continue
        body = context.mentions.entity(owner, BODIES)
        if not (owned and body and body.type in BODIES and body.named):
            continue
        if owned.type == "Person":
            yield context.claim(context.ontology.by_sense("body"), owned, body, name, TITLES)
        elif owned.type == body.type == "Organization" and owned != body:
            yield context.claim(context.ontology.by_sense("whole"), owned, body, name, TITLES)


def _in_brackets(person: Entity, name: Token, context: Context) -> Iterator[Claim]:
    """Yield for whom "Ana Berg (Chad)" speaks."""
    state = in_brackets(context.mentions.names[name.i].span[-1], context.mentions)
    for relation in map(context.ontology.by_sense, ("body", "principal")):
        if state:
            yield context.claim(relation, person, state, name, TITLES)


def _is_new(post: Post, known: list[set[str]]) -> bool:
    """Tell whether a role adds to what is known: "Secretary" after "Defense Secretary" does not."""
    words = set(post.role.lower().split())
    if (known and not post.own) or any(words <= other for other in known):
        return False
    known.append(words)
    return True


def _stated(sense: str, post: Post, person: Entity, object_: Entity, context: Context) -> Claim:
    return context.claim(context.ontology.by_sense(sense), person, object_, post.head, TITLES)
