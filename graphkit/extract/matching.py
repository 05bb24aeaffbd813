"""The extractors `clauses` and `nominals`: claims from the wordings that fit a frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import NamedTuple

from graphkit.claims import Claim, Entity
from graphkit.extract.agency import agents
from graphkit.extract.context import Context
from graphkit.extract.fitting import AID, Match, fit
from graphkit.extract.frame import Frame, lemmas_of
from graphkit.extract.joined import included
from graphkit.extract.kinds import PLACES, fits
from graphkit.extract.mood import Mood
from graphkit.extract.nounphrases import complement, is_plural, lemma_of, possessor
from graphkit.extract.syntax import conjoined, is_asked, verb_above
from graphkit.extract.tokens import Doc, Token
from graphkit.extract.wordings import NOUN, VERB, Slot
from graphkit.ontology import Relation

CONFLICT = "conflict"  # the family of what one does to an opponent
BARE = frozenset({"det", "nummod", "punct", "compound"})  # "500 police officers"
STATES = frozenset({"Country", "Organization"})


class Outcome(NamedTuple):
    """What came of a wording that fits.

    Attributes:
        match: The wording with the words that fill it.
        claims: What it says that no longer wording has said.
        taken: Its arguments are words of a longer wording.
        repeated: A longer wording has said the same.
    """

    match: Match
    claims: tuple[Claim, ...] = ()
    taken: bool = False
    repeated: bool = False


def clauses(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the claims that verbs make."""
    for frame in context.framer.verbs(doc):
        if not is_asked(frame.head):
            yield from _claims(frame, context, "clauses.v1")


def nominals(doc: Doc, context: Context) -> Iterator[Claim]:
    """Yield the claims that event nouns make ("the withdrawal of X from Y")."""

    def has_wording(noun: Token) -> bool:
        """Tell whether a frame is worth making: most nouns state nothing."""
        return any(context.templates.heads(NOUN, lemma) for lemma in lemmas_of(noun, NOUN))

    for frame in context.framer.nouns(doc, has_wording):
        clause = verb_above(frame.head)
        if clause is not None and is_asked(clause):
            continue
        yield from _claims(frame, context, "nominals.v1")


def _claims(frame: Frame, context: Context, extractor: str) -> Iterator[Claim]:
    for outcome in outcomes(frame, context, extractor):
        yield from outcome.claims


def outcomes(frame: Frame, context: Context, extractor: str) -> Iterator[Outcome]:
    """Yield what comes of every wording that fits a frame, the most demanding ones first."""
    words = context.words_of(frame.head.sent)
    matches = [
        found
        for lemma in frame.lemmas
        for template in context.templates.among(frame.kind, lemma, words)
        if (found := fit(template, frame, context))
    ]
    matches += _participial(frame, context)
    if not matches:
        return
    matches.sort(key=_rank)
    stated: set[tuple[str, str]] = set()
    used: dict[Token, list[Match]] = {}
    told: list[Match] = []
    for found in matches:
        claims, said = list[Claim](), set[tuple[str, str]]()
        arguments = {*found.subjects, *found.objects}
        if _is_part(found, context) or not arguments.isdisjoint(used) or _is_overruled(found, told):
            yield Outcome(found, taken=True)
            continue  # "rejected an offer from O" does not reject the offer too
        for claim in _instances(found, context, extractor):
            pair = (claim.subject.iri, claim.object.iri)
            if found.template.relation.symmetric:
                pair = (min(pair), max(pair))
            said.add(pair)
            if pair not in stated:
                claims.append(claim)
        yield Outcome(found, tuple(claims), repeated=bool(said & stated))
        stated |= said
        told += [found] if claims else []
        for literal in found.literals if claims else ():
            used.setdefault(literal, []).append(found)
    for literal, longer in used.items():
        context.used[literal] = [(match.template.relation, match.objects) for match in longer]


def _is_part(found: Match, context: Context) -> bool:
    """Tell whether an event noun is part of a longer wording that says the same, or of the same."""
    longer = context.used.get(found.frame.head, ())
    return any(
        relation is found.template.relation or not set(objects).isdisjoint(found.objects)
        for relation, objects in longer
    )


def _is_overruled(found: Match, told: list[Match]) -> bool:
    """Tell whether a longer wording has another subject: the chief who "replaced O with S" is none.

    Several may sign one treaty.
    """
    relation, loose = found.template.relation, _looseness(found)
    ends = found.subjects, found.objects
    moved = [longer for longer in told if longer.template.relation.moves_forces]
    goes = relation.range <= PLACES and not relation.moves_forces
    if goes and any((one.subjects, one.objects) == ends for one in moved):
        return True  # soldiers who landed somewhere are deployed there, not on a visit
    same = [longer for longer in told if longer.template.relation is relation]
    if loose and any(_looseness(each) < loose and each.subjects == found.subjects for each in same):
        return True  # "a strike on the bank in Lagos" is on the bank
    return not relation.joint and any(
        longer.template.specificity > found.template.specificity
        and longer.objects == found.objects
        and longer.subjects != found.subjects
        for longer in same
    )


def _looseness(found: Match) -> int:
    """Return how many slots are filled by what does not hang from the head in that role."""
    return sum(
        slot.role not in found.frame.args and not _hangs_from_wording(slot, found)
        for slot in found.template.slots
    )


def _hangs_from_wording(slot: Slot, found: Match) -> bool:
    """Tell whether a preposition hangs from a word of the wording: "lodged a [protest with] O"."""
    return any(
        child.dep_ == "prep" and child.lower_ == slot.preposition
        for literal in found.literals
        for child in literal.rights
    )


def _rank(found: Match) -> tuple[int, int, bool, int, bool, int]:
    """Order by what a wording demands and names, how exactly it fits, and how narrow its range is.

    "Drove to Ghana" fits "S drive into O" too, but not in its own words.
    """
    template = found.template
    demanding = -template.specificity, -template.literals
    reread = template.head not in found.frame.lemmas[:1]  # "became" as "was"
    relation = template.relation
    exact = reread, _looseness(found), not relation.moves_forces
    return *demanding, *exact, len(relation.range)


def _participial(frame: Frame, context: Context) -> list[Match]:
    """Fit "S be base in O" on the passive "is based in", which is not one in meaning."""
    if not frame.passive or "subj" in frame.args:
        return []
    state = Frame(frame.head, VERB, {**frame.args, "comp": [frame.head]}, frame.particles)
    state.args["subj"] = state.args.pop("obj", [])
    words = (frame.lemma, frame.head.lower_)
    templates = [
        template
        for template in context.templates.among(VERB, "be", context.words_of(frame.head.sent))
        if any(slot.role == "comp" and slot.filler in words for slot in template.slots)
    ]
    return [found for template in templates if (found := fit(template, state, context))]


def _instances(found: Match, context: Context, extractor: str) -> Iterator[Claim]:
    relation, head = found.template.relation, found.frame.head
    if context.moods.threatens(head) and relation.family == CONFLICT:
        threat = context.ontology.by_sense("threat")
        if relation.range & threat.range:
            relation, head = threat, head.head
    lasting = any(slot.role == "same" for slot in found.template.slots)  # an apposition
    mood = Mood() if lasting else context.moods.of(head)
    mood = context.moods.arranged(head, found.literals, mood)
    if relation.family == AID and not lasting:
        mood = context.moods.promised(head, mood)
    if found.template.negated:
        mood = mood.flipped()
    if mood.polarity == "negated" and context.moods.refuses(head):
        relation, head = context.ontology.by_sense("refusal"), head.head
        mood = context.moods.of(head)
    if mood.polarity == "negated" and relation.negated_as:
        relation, mood = context.ontology.relations[relation.negated_as], mood.flipped()
    for tokens, subject, object_ in pairs(found, context):
        if _is_sound(subject, object_, relation):
            yield context.claim(
                relation,
                subject,
                object_,
                head,
                extractor,
                arguments=None if lasting else tokens,
                mood=mood,
            )


def pairs(found: Match, context: Context) -> Iterator[tuple[list[Token], Entity, Entity]]:
    """Yield every subject with every object, and the words that name them."""
    relation = found.template.relation
    names = context.mentions.names
    for subject, object_ in product(found.subjects, found.objects):
        if subject.i in names and found.frame.head in names[subject.i].span:
            continue  # "Russian-built" is part of the name "Russian-built MiG-29"
        subjects = _agents(subject, relation, context)
        itself = {entity.iri for entity in context.mentions.entities(subject, relation.domain)}
        objects = _patients(object_, relation.range, context)
        if object_.pos_ == "PRON":  # "the rebels freed them": others, whoever the rebels act for
            objects = tuple(entity for entity in objects if entity.iri not in itself)
        both: Iterable[tuple[Entity, Entity]] = product(subjects, objects)
        if subject == object_:  # "they met": each other
            both = combinations(_members(subject, subjects, context), 2)
        elif found.subjects == found.objects and relation.symmetric and subject.i > object_.i:
            continue
        elif object_ in included(subject):
            continue  # "leaders including Ali met": not with him
        for one, other in both:
            yield [subject, object_], one, other


def _agents(token: Token, relation: Relation, context: Context) -> tuple[Entity, ...]:
    """Return who acts: of "an Israeli strike killed …" and "French jets hit …" the owner."""
    found = context.mentions.entities(token, relation.domain)
    if found and not any(entity.type in relation.domain for entity in found):
        return tuple(agents(context.mentions, token)) or found
    return _masters(token, relation, context) or found


def _masters(token: Token, relation: Relation, context: Context) -> tuple[Entity, ...]:
    """Return for whom fighters act: a group's gunmen for it, where forces move, troops for a state.

    What a state's soldiers do otherwise stays theirs.
    """
    lemma, words = lemma_of(token), context.ontology.words
    mans = lemma in words("fighter")
    if not (mans or (relation.moves_forces and lemma in words("forces"))):
        return ()
    if sender := _sender(token, context):
        return sender
    owner = possessor(token)  # "Chad, whose troops …"
    whose = owner or (complement(token, frozenset({"of", "from"})) if mans else None)
    masters = agents(context.mentions, token)
    if whose is not None and not masters:
        masters = list(context.mentions.entities(whose))
    types = {"Organization", "Country"} if relation.moves_forces else {"Organization"}
    return tuple(entity for entity in masters if entity.named and entity.type in types)


def _sender(token: Token, context: Context) -> tuple[Entity, ...]:
    """Return who sends those of whom nothing else is said: "[Chad] sent troops to fight X"."""
    bare = all(child.dep_ in BARE and child.lower_ == child.text for child in token.lefts)
    if not bare or token.dep_ != "dobj" or token.head.pos_ != "VERB":
        return ()
    senders = context.framer.verb(token.head).args.get("subj", [])
    found = [entity for sender in senders for entity in context.mentions.entities(sender, STATES)]
    return tuple(entity for entity in found if entity.named and entity.type in STATES)


def _patients(token: Token, wanted: frozenset[str], context: Context) -> tuple[Entity, ...]:
    """Return who is acted on: of "the court's jurisdiction" the court, where actors are wanted."""
    found = context.mentions.entities(token, wanted)
    facets = context.ontology.words("facet")
    if "Thing" in wanted or token.lemma not in facets:
        return found
    whose = possessor(token) or complement(token, frozenset({"of"}))
    return context.mentions.entities(whose, wanted) if whose is not None else found


def _members(token: Token, subjects: tuple[Entity, ...], context: Context) -> tuple[Entity, ...]:
    """Return those whom a plural subject stands for: of "officials from both sides" the sides."""
    if len(subjects) > 1 or not is_plural(token):
        return subjects
    whence = complement(token, frozenset({"from", "of"}))
    if whence is None:
        return tuple(agents(context.mentions, token))  # "Thai and Lao officials"
    return tuple(e for word in conjoined(whence) for e in context.mentions.entities(word))


def _is_sound(subject: Entity, object_: Entity, relation: Relation) -> bool:
    """Refuse wrong types, claims about oneself, and what nobody named does to nothing named."""
    if subject.iri == object_.iri:
        return False
    if not (fits(subject.type, relation.domain) and fits(object_.type, relation.range)):
        return False
    return object_.type != "Thing" or _is_anchored(subject) or _is_anchored(object_)


def _is_anchored(entity: Entity) -> bool:
    """Tell whether an entity is named, or described by a name ("Europe's indulgence")."""
    return entity.named or any(char.isupper() for char in entity.label)
