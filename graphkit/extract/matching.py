"""Matches templates on frames: the extractors `clauses` and `nominals`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from spacy.tokens import Doc, Token

from graphkit.claims import Claim, Entity
from graphkit.extract.context import Context
from graphkit.extract.frames import Frame
from graphkit.extract.modality import Mood
from graphkit.extract.wordings import NOUN, OBJECT, SUBJECT, VERB, Slot, Template

PREP = "prep:"


@dataclass(frozen=True, slots=True)
class Match:
    """A template that fits a frame, with the words that fill its two slots."""

    template: Template
    frame: Frame
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]


def clauses(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the claims that verbs make."""
    for frame in context.framer.frames(doc):
        if frame.kind == VERB:
            yield from _claims(frame, context, "clauses.v1")


def nominals(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the claims that event nouns make ("the withdrawal of X from Y")."""
    for frame in context.framer.frames(doc):
        if frame.kind == NOUN:
            yield from _claims(frame, context, "nominals.v1")


def _claims(frame: Frame, context: Context, extractor: str) -> Iterator[Claim]:
    matches = [
        found
        for template in context.templates.heads(frame.kind, frame.lemma)
        if (found := match(template, frame, context))
    ]
    matches.sort(key=lambda found: -found.template.specificity)
    stated: set[frozenset[str]] = set()
    for found in matches:
        pairs = set()
        for claim in _instances(found, context, extractor):
            pair = frozenset({claim.subject.iri, claim.object.iri})
            if pair not in stated:
                pairs.add(pair)
                yield claim
        stated |= pairs


def _instances(found: Match, context: Context, extractor: str) -> Iterator[Claim]:
    relation = found.template.relation
    mood = context.moods.of(found.frame.head)
    if found.template.negated:
        mood = mood.flipped()
    for subject_token, object_token in product(found.subjects, found.objects):
        subjects = context.mentions.entities(subject_token, relation.domain)
        objects = context.mentions.entities(object_token, relation.range)
        for subject, object_ in _pairs(subjects, objects, found, relation.symmetric):
            if _fits(subject, relation.domain) and _fits(object_, relation.range) and subject.iri != object_.iri:
                yield context.claim(
                    relation,
                    subject,
                    object_,
                    found.frame.head,
                    extractor,
                    arguments=[subject_token, object_token],
                    mood=mood,
                    confidence=_confidence(subject, object_, mood),
                )


def _pairs(
    subjects: Iterable[Entity], objects: Iterable[Entity], found: Match, symmetric: bool
) -> Iterator[tuple[Entity, Entity]]:
    yield from product(subjects, objects)


def _fits(entity: Entity, types: frozenset[str]) -> bool:
    return entity.type in types or "Thing" in types


def _confidence(subject: Entity, object_: Entity, mood: Mood) -> float:
    named = subject.named + object_.named
    return (0.65, 0.75, 0.9)[named] - (0.05 if mood.modality == "possible" else 0.0)


def match(template: Template, frame: Frame, context: Context) -> Match | None:
    """Fit a template on a frame, or return None.

    Args:
        template: A compiled wording.
        frame: A verb or noun with the template's head.
        context: Gives the words of classes.
    """
    if template.negated and context.moods.of(frame.head).polarity != "negated":
        return None
    if template.kind == VERB and not _particles_fit(template, frame):
        return None
    if not _modifiers_fit(template.modifiers, frame.head):
        return None
    bound: dict[str, tuple[Token, ...]] = {}
    reachable = dict(frame.args)
    for slot in sorted(template.slots, key=lambda slot: slot.bound):
        fillers = _fillers(slot, template, frame, reachable)
        if slot.bound:
            bound[slot.filler] = tuple(fillers)
        else:
            fillers = [token for token in fillers if _is_word(slot, token, context)]
            for token in fillers:
                _reach_into(token, reachable)
        if not fillers:
            return None
    return Match(template, frame, bound[SUBJECT], bound[OBJECT])


def _particles_fit(template: Template, frame: Frame) -> bool:
    said = {child.lower_ for child in frame.head.children if child.dep_ == "prt"}
    leads = {slot.role.removeprefix(PREP) for slot in template.slots}
    if said - template.particles - leads:
        return False
    available = frame.particles | {role.removeprefix(PREP) for role in frame.args}
    return template.particles <= available


def _fillers(
    slot: Slot, template: Template, frame: Frame, reachable: dict[str, list[Token]]
) -> list[Token]:
    role = slot.role
    if template.kind == NOUN:
        return _noun_fillers(slot, template, frame, reachable)
    if role == "obj" and "iobj" in reachable and any(other.role == "second" for other in template.slots):
        return reachable["iobj"]
    if role == "second":
        return reachable.get("obj", []) if "iobj" in reachable else reachable.get("second", [])
    found = reachable.get(role, [])
    if not found and role.startswith(PREP) and role.removeprefix(PREP) in frame.particles:
        found = reachable.get("obj", [])
    if not found and role == "obj" and frame.passive:
        found = []
    return found


def _noun_fillers(
    slot: Slot, template: Template, frame: Frame, reachable: dict[str, list[Token]]
) -> list[Token]:
    role = slot.role
    if sum(other.role == role for other in template.slots) > 1:  # "between S and O"
        both = reachable.get(role, [])
        index = [other for other in template.slots if other.role == role].index(slot)
        return both[index : index + 1] if len(both) > 1 else []
    if role != "poss":
        return reachable.get(role, [])
    taken = {other.role for other in template.slots if other is not slot}
    for alternative in ("poss", PREP + "by", PREP + "of", "light"):
        if alternative not in taken and reachable.get(alternative):
            return [token for token in reachable[alternative] if token.ent_type_ not in ("DATE", "TIME")]
    return []


def _reach_into(token: Token, reachable: dict[str, list[Token]]) -> None:
    """Let slots also hang from a literal word: "hold [talks with O]"."""
    inner = Frame(token, NOUN)
    from graphkit.extract.frames import add_phrases

    add_phrases(inner, token)
    for role, tokens in inner.args.items():
        known = reachable.setdefault(role, [])
        reachable[role] = [*tokens, *(other for other in known if other not in tokens)]


def _is_word(slot: Slot, token: Token, context: Context) -> bool:
    lemma = token.lemma_.lower()
    if slot.filler.startswith("<"):
        words = context.ontology.words(slot.filler[1:-1])
        return lemma in words or token.lower_ in words or any(
            f"{child.lower_} {lemma}" in words or f"{child.lower_} {token.lower_}" in words
            for child in token.lefts
        )
    if lemma != slot.filler and token.lower_ != slot.filler:
        return False
    return _modifiers_fit(slot.modifiers, token)


def _modifiers_fit(modifiers: tuple[str, ...], token: Token) -> bool:
    before = {word for child in token.lefts for word in (child.lower_, child.lemma_.lower())}
    return all(modifier in before for modifier in modifiers)
