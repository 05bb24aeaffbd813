"""Matches templates on frames: the extractors `clauses` and `nominals`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from spacy.tokens import Doc, Token

from graphkit.claims import Claim, Entity
from graphkit.extract.context import Context
from graphkit.extract.frames import Frame, add_phrases
from graphkit.extract.modality import Mood
from graphkit.extract.nounphrases import complement, possessor
from graphkit.extract.wordings import NOUN, OBJECT, SUBJECT, VERB, Slot, Template
from graphkit.ontology import Relation

PREP = "prep:"
OWNED = (PREP + "of",)
LOCAL = {  # prepositions of place that a wording with one of them means as well
    PREP + "in": (PREP + "at", PREP + "near", PREP + "inside", PREP + "on", PREP + "off"),
    PREP + "to": (PREP + "into", PREP + "towards", PREP + "toward", PREP + "onto"),
    PREP + "into": (PREP + "to",),
}
THINGS = frozenset({"Event", "Agreement", "Weapon", "Role", "Organization"})
ALTERNATIVES = {  # what "S 's NOUN" and "NOUN of O" also look like
    "poss": ("poss", PREP + "by", PREP + "of", "light"),
    PREP + "of": (PREP + "of", "poss"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A template that fits a frame, with the words that fill its two slots."""

    template: Template
    frame: Frame
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    literals: tuple[Token, ...] = ()


def clauses(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the claims that verbs make."""
    for frame in context.framer.frames(doc):
        if frame.kind == VERB:
            yield from _claims(frame, context, "clauses.v1")


def nominals(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the claims that event nouns make ("the withdrawal of X from Y")."""
    for frame in context.framer.frames(doc):
        if frame.kind == NOUN and frame.head not in context.used:
            yield from _claims(frame, context, "nominals.v1")


def _claims(frame: Frame, context: Context, extractor: str) -> Iterator[Claim]:
    matches = [
        found
        for lemma in frame.lemmas
        for template in context.templates.heads(frame.kind, lemma)
        if (found := match(template, frame, context))
    ]
    matches += _participial(frame, context)
    matches.sort(key=_rank)
    stated: set[tuple[str, str]] = set()
    used: set[Token] = set()
    for found in matches:
        pairs = set()
        if used & {*found.subjects, *found.objects}:
            continue  # "rejected an offer from O" does not reject the offer too
        for claim in _instances(found, context, extractor):
            pair = (claim.subject.iri, claim.object.iri)
            if found.template.relation.symmetric:
                pair = (min(pair), max(pair))
            if pair not in stated:
                pairs.add(pair)
                yield claim
        stated |= pairs
        used |= {*found.literals} if pairs else set()
    context.used |= used


def _rank(found: Match) -> tuple[int, int]:
    """Order by what a wording demands, then by how narrow the relation's range is."""
    return -found.template.specificity, len(found.template.relation.range)


def _participial(frame: Frame, context: Context) -> list[Match]:
    """Fit "S be base in O" on the passive "is based in", which is not one in meaning."""
    if not frame.passive or "subj" in frame.args:
        return []
    state = Frame(frame.head, VERB, {**frame.args, "comp": [frame.head]}, frame.particles)
    state.args["subj"] = state.args.pop("obj", [])
    words = (frame.lemma, frame.head.lower_)
    templates = [
        template
        for template in context.templates.heads(VERB, "be")
        if any(slot.role == "comp" and slot.filler in words for slot in template.slots)
    ]
    return [found for template in templates if (found := match(template, state, context))]


def _instances(found: Match, context: Context, extractor: str) -> Iterator[Claim]:
    relation = found.template.relation
    lasting = any(slot.role == "same" for slot in found.template.slots)  # an apposition
    mood = Mood() if lasting else context.moods.of(found.frame.head)
    if found.template.negated:
        mood = mood.flipped()
    refusal = context.ontology.by_sense("refusal")
    refuses = mood.polarity == "negated" and context.moods.refuses(found.frame.head)
    for subject_token, object_token in product(found.subjects, found.objects):
        subjects = _agents(subject_token, relation.domain, context)
        objects = _patients(object_token, relation.range, context)
        pairs = product(subjects, objects)
        if subject_token == object_token:  # reciprocal
            pairs = combinations(_members(subject_token, subjects, context), 2)
        elif found.subjects == found.objects and subject_token.i > object_token.i:
            continue
        for subject, object_ in pairs:
            if refuses and _is_sound(subject, object_, refusal):
                yield context.claim(
                    refusal,
                    subject,
                    object_,
                    found.frame.head.head,
                    extractor,
                    arguments=[subject_token, object_token],
                    mood=context.moods.of(found.frame.head.head),
                    confidence=_confidence(subject, object_, mood),
                )
                continue
            if _is_sound(subject, object_, relation):
                yield context.claim(
                    relation,
                    subject,
                    object_,
                    found.frame.head,
                    extractor,
                    arguments=None if lasting else [subject_token, object_token],
                    mood=mood,
                    confidence=_confidence(subject, object_, mood),
                )


def _agents(token: Token, wanted: frozenset[str], context: Context) -> tuple[Entity, ...]:
    """Return who acts: of "an Israeli strike killed …" and "French jets hit …" the owner."""
    found = context.mentions.entities(token, wanted)
    if found and not any(entity.type in wanted for entity in found):
        return tuple(context.mentions.agents(token)) or found
    return found


def _patients(token: Token, wanted: frozenset[str], context: Context) -> tuple[Entity, ...]:
    """Return who is acted on: of "the court's jurisdiction" the court, where actors are wanted."""
    found = context.mentions.entities(token, wanted)
    facets = context.ontology.words("facet")
    if "Thing" in wanted or token.lemma_.lower() not in facets:
        return found
    whose = possessor(token) or complement(token, frozenset({"of"}))
    return context.mentions.entities(whose, wanted) if whose is not None else found


def _members(token: Token, subjects: tuple[Entity, ...], context: Context) -> tuple[Entity, ...]:
    """Return those whom a plural subject stands for: of "officials from both sides" the sides."""
    whence = complement(token, frozenset({"from", "of"}))
    return context.mentions.entities(whence) if whence is not None else subjects


def _is_sound(subject: Entity, object_: Entity, relation: Relation) -> bool:
    """Refuse wrong types, claims about oneself, and things that nobody named says of nothing named."""
    if subject.iri == object_.iri:
        return False
    if not (_fits(subject, relation.domain) and _fits(object_, relation.range)):
        return False
    return object_.type != "Thing" or _is_anchored(subject) or _is_anchored(object_)


def _is_anchored(entity: Entity) -> bool:
    """Tell whether an entity is named, or described by a name ("Europe's indulgence")."""
    return entity.named or any(char.isupper() for char in entity.label)


def _fits(entity: Entity, types: frozenset[str]) -> bool:
    """Tell whether a type fits; a Thing may be anything but somebody or somewhere."""
    return entity.type in types or ("Thing" in types and entity.type in THINGS)


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
    if template.kind == VERB and _names_its_object(template, frame):
        return None
    if template.kind == VERB and not _particles_fit(template, frame):
        return None
    if not _modifiers_fit(template.modifiers, frame.head):
        return None
    bound: dict[str, tuple[Token, ...]] = {}
    literals: list[Token] = []
    reachable = dict(frame.args)
    for slot in sorted(template.slots, key=lambda slot: slot.bound):
        fillers = _fillers(slot, template, frame, reachable)
        fillers = [token for token in fillers if _has_type(slot, token, context)]
        if slot.bound:
            fillers = [token for token in fillers if token.pos_ not in ("VERB", "AUX")]
            if not fillers and _is_reciprocal(template, slot, frame):
                fillers = reachable.get("subj", [])
            bound[slot.filler] = tuple(fillers)
        else:
            around = fillers
            fillers = [token for token in fillers if _is_word(slot, token, context)]
            if template.kind == VERB and any(_has_other_owner(token) for token in fillers):
                return None
            literals += fillers
            for token in around if fillers else ():  # also into "ship" of "the ship HMS Trent"
                _reach_into(token, reachable)
        if not fillers:
            return None
    return Match(template, frame, bound[SUBJECT], bound[OBJECT], tuple(literals))


def _names_its_object(template: Template, frame: Frame) -> bool:
    """Tell whether the verb says what its object is: "called Ali a puppet" is no phone call."""
    told = any(child.dep_ == "oprd" for child in frame.head.children)
    return (
        told and not frame.passive and not any(s.role in ("comp", "second") for s in template.slots)
    )


def _is_reciprocal(template: Template, slot: Slot, frame: Frame) -> bool:
    """Tell whether "the ministers met" leaves out with whom: with each other."""
    return (
        template.kind == VERB
        and template.relation.symmetric
        and slot.filler == OBJECT
        and slot.role in ("obj", PREP + "with")
        and not frame.passive
        and "obj" not in frame.args
    )


def _has_type(slot: Slot, token: Token, context: Context) -> bool:
    """Tell whether a word is of the type that the slot insists on ("S leave O:Agreement")."""
    if slot.type is None:
        return True
    found = context.mentions.entities(token, frozenset({slot.type}))
    return any(entity.type == slot.type for entity in found)


def _has_other_owner(token: Token) -> bool:
    """Tell whether a noun's own possessor acts: "reaffirmed Washington's support for …"."""
    owner = possessor(token)
    return owner is not None and owner.pos_ != "PRON" and owner.ent_type_ not in ("DATE", "TIME")


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
    if template.kind == NOUN:
        return _noun_fillers(slot, template, reachable)
    role = slot.role
    doubled = "iobj" in reachable
    if role == "obj" and doubled and any(other.role == "second" for other in template.slots):
        return reachable["iobj"]
    if role == "obj" and doubled:  # "told [me] [nothing]": the types decide
        return [*reachable["iobj"], *reachable.get("obj", [])]
    if role == "second":
        return reachable.get("obj", []) if doubled else reachable.get("comp", [])
    found = reachable.get(role, [])
    if not found and role in LOCAL and slot.bound and "Place" in template.relation.range:
        return next((reachable[other] for other in LOCAL[role] if other in reachable), [])
    if not found and role == "subj" and frame.passive:  # "was let [go by X]"
        return reachable.get(PREP + "by", [])
    if not found and role.removeprefix(PREP) in frame.particles:  # "turn O down" for "turn down O"
        return reachable.get("obj", [])
    return found


def _noun_fillers(slot: Slot, template: Template, reachable: dict[str, list[Token]]) -> list[Token]:
    role = slot.role
    others = [other.role for other in template.slots if other is not slot]
    if role in others:  # "between S and O"
        both = reachable.get(role, [])
        index = [other for other in template.slots if other.role == role].index(slot)
        return both[index : index + 1] if len(both) > 1 else []
    for alternative in ALTERNATIVES.get(role, (role,)):
        if alternative not in others and reachable.get(alternative):
            return [
                token for token in reachable[alternative] if token.ent_type_ not in ("DATE", "TIME")
            ]
    return []


def _reach_into(token: Token, reachable: dict[str, list[Token]]) -> None:
    """Let slots also hang from a literal word: "hold [talks with O]", "reject [O's offer]"."""
    inner = Frame(token, NOUN)
    add_phrases(inner, token)
    owners = [
        child
        for child in token.lefts
        if child.dep_ == "poss" or (child.dep_ in ("amod", "compound") and child.text[:1].isupper())
    ]
    for role in OWNED:
        inner.args.setdefault(role, owners)
    for role, tokens in inner.args.items():
        known = reachable.setdefault(role, [])
        reachable[role] = [*tokens, *(other for other in known if other not in tokens)]


def _is_word(slot: Slot, token: Token, context: Context) -> bool:
    lemma = token.lemma_.lower()
    joined = token.doc[max(token.i - 2, 0) : token.i + 1].text.lower()  # "go-between"
    if slot.filler.startswith("<"):
        words = context.ontology.words(slot.filler[1:-1])
        if lemma in words or token.lower_ in words or joined in words:
            return True
        return any(
            f"{child.lower_} {lemma}" in words
            or f"{child.lower_} {token.lower_}" in words
            or (child.dep_ in ("compound", "appos") and child.lemma_.lower() in words)
            for child in token.children  # the last: "the patrol ship HMS Trent"
        )
    if slot.filler not in (lemma, token.lower_, joined):
        return False
    return _modifiers_fit(slot.modifiers, token)


def _modifiers_fit(modifiers: tuple[str, ...], token: Token) -> bool:
    before = {word for child in token.lefts for word in (child.lower_, child.lemma_.lower())}
    return all(modifier in before for modifier in modifiers)
