"""Fits templates on frames: which words of a frame fill the slots of a wording."""

from __future__ import annotations

from typing import NamedTuple

from graphkit.extract.attachment import low_phrase, parties
from graphkit.extract.context import Context
from graphkit.extract.frame import Frame, add_phrases
from graphkit.extract.nounphrases import complement, is_plural, possessor
from graphkit.extract.syntax import VERBAL, is_neither
from graphkit.extract.tokens import Token
from graphkit.extract.wordings import NOUN, OBJECT, PREP, SUBJECT, VERB, Slot, Template

Roles = dict[str, list[Token]]

BETWEEN = PREP + "between"
OWNED = (PREP + "of",)
OF = frozenset({"of"})
THINGS = frozenset({"Thing", "Event"})  # of things that are said or done: "denied the attack"
EACH_OTHER = frozenset({"other", "another"})  # the last word of "each other", "one another"
WEAPON = "<weapon>"  # what several make, each for himself
AID = "aid"  # the family of what one gives
GIVING = frozenset({"from", "to"})  # whom a deal is with gives or gets what it is about
LOCAL = {  # prepositions of place that a wording with one of them means as well
    PREP + "in": (PREP + "at", PREP + "near", PREP + "inside", PREP + "on", PREP + "off"),
    PREP + "to": (PREP + "into", PREP + "towards", PREP + "toward", PREP + "onto"),
}
ALTERNATIVES = {  # what "S 's NOUN" and "NOUN of O" also look like
    "poss": ("poss", PREP + "by", PREP + "of", "light"),
    PREP + "of": (PREP + "of", "poss"),
}


class Match(NamedTuple):
    """A template that fits a frame, with the words that fill its two slots.

    Attributes:
        literals: The words that fill the other slots; they are part of the wording.
    """

    template: Template
    frame: Frame
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    literals: tuple[Token, ...] = ()


def fit(template: Template, frame: Frame, context: Context) -> Match | None:
    """Fit a template on a frame, or return None.

    Args:
        template: A compiled wording.
        frame: A verb or noun with the template's head.
        context: Gives the words of classes.
    """
    if not _heads_fit(template, frame, context):
        return None
    bound: dict[str, tuple[Token, ...]] = {}
    literals: list[Token] = []
    reachable = dict(frame.args)
    for slot in template.slots:
        around = _fillers(slot, template, frame, reachable, context)
        if slot.bound:
            found = _entities_of(slot, around, template, frame, context)
            bound[slot.filler] = tuple(found)
        else:
            found = _words_of(slot, around, template, context)
            literals += found
            for token in around if found else ():  # also into "ship" of "the ship HMS Trent"
                _reach_into(token, reachable)
                if BETWEEN not in reachable and "between" in template.leads:
                    reachable[BETWEEN] = parties(token, frame.head, context.framer)
        if not found:
            return None
    return Match(template, frame, bound[SUBJECT], bound[OBJECT], tuple(literals))


def _entities_of(
    slot: Slot, around: list[Token], template: Template, frame: Frame, context: Context
) -> list[Token]:
    found = [
        token
        for token in around
        if token.pos_ not in VERBAL and not _is_mutual(token) and _has_type(slot, token, context)
    ]
    mutual = any(map(_is_mutual, around))
    if not found and _is_reciprocal(template, slot, frame, context, mutual=mutual):
        return frame.args.get("subj", [])
    return found


def _words_of(slot: Slot, around: list[Token], template: Template, context: Context) -> list[Token]:
    found = [token for token in around if _is_word(slot, token, context)]
    if template.head in context.ontology.words("aspectVerb"):
        found = [token for token in found if not _is_acted_on(token)]
    if template.kind == VERB and any(_has_other_owner(token, template) for token in found):
        return []
    return found


def _is_acted_on(token: Token) -> bool:
    """Tell whether a participle before a noun is a verb: "keeps [striking] boats"."""
    return any(child.tag_ == "VBG" and child.dep_ in ("amod", "compound") for child in token.lefts)


def _names_its_object(template: Template, frame: Frame, context: Context) -> bool:
    """Tell whether the verb says what its object is: "called Ali a puppet" is no phone call.

    To name him chief is to appoint him.
    """
    told = frame.predicates
    if not told or frame.passive:
        return False
    if template.relation.range == {"Person"}:
        titles = context.ontology.words("title")
        told = [child for child in told if child.lemma not in titles]
    asked = any(slot.role in ("comp", "second") for slot in template.slots)
    return bool(told) and not asked


def _is_reciprocal(
    template: Template, slot: Slot, frame: Frame, context: Context, *, mutual: bool
) -> bool:
    """Tell whether "the ministers met" leaves out with whom, or says "each other".

    Who "attended a summit" did so beside others, perhaps, but not with them.
    """
    light = {f"{frame.lemma} {noun.lemma}" for noun in frame.args.get("obj", ())}
    if {frame.lemma, *light} & context.ontology.words("attendingVerb"):
        return False
    if template.kind != VERB or slot.filler != OBJECT or frame.passive:
        return False
    if mutual:
        return True
    if frame.companions or any(is_neither(token) for token in frame.args.get("subj", ())):
        return False
    if not template.relation.symmetric or slot.role not in ("obj", PREP + "with"):
        return False
    return _is_shared(template, frame, context)


def _is_shared(template: Template, frame: Frame, context: Context) -> bool:
    """Tell whether several do it with each other: they "met", "held talks"; no two "flew"."""
    words = context.ontology.words
    if any(child.lower_ in words("mutualAdverb") for child in frame.head.children):
        return True  # "build it together"
    spent = [slot.filler for slot in template.slots if slot.role == "obj" and not slot.bound]
    if spent:
        return WEAPON not in spent
    return "obj" not in frame.args and frame.lemma in words("reciprocalVerb")


def _is_mutual(token: Token) -> bool:
    """Tell whether a word says "each other" or what is theirs: "each other's territory"."""
    if token.lower_ in EACH_OTHER:
        return True
    return bool(token.lefts) and any(
        child.dep_ == "poss" and child.lower_ in EACH_OTHER for child in token.lefts
    )


def _heads_fit(template: Template, frame: Frame, context: Context) -> bool:
    """Tell whether the head has the negation, the particles and the modifiers asked for."""
    if template.negated and context.moods.of(frame.head).polarity != "negated":
        return False
    if template.kind == NOUN:
        return _modifiers_fit(template.modifiers, frame.head)
    if _is_held(frame, context):
        return False
    return _particles_fit(template, frame) and not _names_its_object(template, frame, context)


def _is_held(frame: Frame, context: Context) -> bool:
    """Tell whether a verb says what somebody has, not what he does: "is controlled by X"."""
    lasts = frame.passive or frame.head.tag_ in ("VBZ", "VBP")
    return lasts and frame.lemma in context.ontology.words("havingVerb")


def _has_type(slot: Slot, token: Token, context: Context) -> bool:
    """Tell whether a word is of the type that the slot insists on ("S leave O:Agreement")."""
    if slot.type is None:
        return True
    if slot.type.startswith("<"):
        return _is_of_class(token, context.ontology.words(slot.type[1:-1]), context)
    kinds = THINGS if slot.type == "Thing" else {slot.type}
    found = context.mentions.entities(token, frozenset({slot.type}))
    return any(entity.type in kinds for entity in found)


def _has_other_owner(token: Token, template: Template) -> bool:
    """Tell whether a noun's own possessor acts: "reaffirmed Washington's support for …".

    Where the wording asks for an owner, he is meant: "froze Chad's assets".
    """
    if any(slot.bound and slot.role in OWNED for slot in template.slots):
        return False
    owner = possessor(token)
    return owner is not None and owner.pos_ != "PRON" and owner.ent_type_ not in ("DATE", "TIME")


def _particles_fit(template: Template, frame: Frame) -> bool:
    if frame.verb_particles and frame.verb_particles - template.leads:
        return False
    return all(word in frame.particles or PREP + word in frame.args for word in template.particles)


def _fillers(
    slot: Slot, template: Template, frame: Frame, reachable: Roles, context: Context
) -> list[Token]:
    if template.kind == NOUN:
        found = _noun_fillers(slot, template, reachable, context)
        return found or _low(slot, template, frame, context)
    if "iobj" in reachable and slot.role in ("obj", "second"):
        return _one_of_two(
            slot, template, reachable, names=frame.lemma in context.ontology.words("namingVerb")
        )
    if slot.role == "second":
        return reachable.get("comp", [])
    found = reachable.get(slot.role, []) or _elsewhere(slot, template, frame, reachable)
    return found or _low(slot, template, frame, context)


def _low(slot: Slot, template: Template, frame: Frame, context: Context) -> list[Token]:
    """Return what the parser hung from a noun below the head, by the roles that would do.

    What follows a complement is its own: a minister for defence is not for anything.
    """
    if frame.lemma == "be" and "comp" in frame.args:
        return []
    roles = ALTERNATIVES.get(slot.role, (slot.role,)) if template.kind == NOUN else (slot.role,)
    if slot.role == "subj" and frame.passive:
        roles = (PREP + "by",)
    taken = {other.role for other in template.slots if other is not slot}
    there = context.words_of(frame.head.sent)
    for role in roles:
        word = role.removeprefix(PREP)
        if not role.startswith(PREP) or role in taken or word not in there:
            continue
        if found := low_phrase(frame.head, word, context.templates):
            return found
    return []


def _one_of_two(slot: Slot, template: Template, reachable: Roles, *, names: bool) -> list[Token]:
    """Tell "gave [Kyiv] [missiles]" apart; of "told [me] [nothing]" the types decide."""
    if slot.role == "second":
        return reachable.get("obj", [])
    both = names or any(other.role == "second" for other in template.slots)
    return reachable["iobj"] if both else [*reachable["iobj"], *reachable.get("obj", [])]


def _elsewhere(slot: Slot, template: Template, frame: Frame, reachable: Roles) -> list[Token]:
    """Return what stands under another role and means the same."""
    role = slot.role
    if role in LOCAL and slot.bound and "Place" in template.relation.range:
        return next((reachable[other] for other in LOCAL[role] if other in reachable), [])
    if template.relation.family == AID and slot.bound and slot.preposition in GIVING:
        return reachable.get("partner", [])
    if role == "subj" and frame.passive:  # "was let [go by X]"
        return reachable.get(PREP + "by", [])
    if role.removeprefix(PREP) in frame.particles:  # "turn O down" for "turn down O"
        return reachable.get("obj", [])
    return []


def _noun_fillers(
    slot: Slot, template: Template, reachable: Roles, context: Context
) -> list[Token]:
    role = slot.role
    others = [other.role for other in template.slots if other is not slot]
    if role in others:  # "between S and O"
        both = reachable.get(role, [])
        index = [other for other in template.slots if other.role == role].index(slot)
        if len(both) == 1 and is_plural(both[0]):  # "between Thai and Lao officials"
            return both
        return both[index : index + 1] if len(both) > 1 else []
    if role == "poss" and context.templates.has_patient(template.head, template.relation):
        others.append(PREP + "of")  # "the shelling of X" is not X's
    for alternative in ALTERNATIVES.get(role, (role,)):
        if alternative not in others and reachable.get(alternative):
            return [
                token for token in reachable[alternative] if token.ent_type_ not in ("DATE", "TIME")
            ]
    return []


def _reach_into(token: Token, reachable: Roles) -> None:
    """Let slots also hang from a literal word: "hold [talks with O]", "reject [O's offer]"."""
    inner = Frame(token, NOUN)
    add_phrases(inner, token)
    whole = complement(token, OF)
    if whole is not None:
        add_phrases(inner, whole)  # "a package of [sanctions against O]"
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
    lemma = token.lemma
    if slot.filler.startswith("<"):
        return _is_of_class(token, context.ontology.words(slot.filler[1:-1]), context)
    if slot.filler not in (lemma, token.lower_) and slot.filler != _joined(token):
        return False
    return _modifiers_fit(slot.modifiers, token)


def _is_of_class(token: Token, words: frozenset[str], context: Context) -> bool:
    """Tell whether a noun phrase names what a word class lists."""
    lemma = token.lemma
    inside = complement(token, OF)  # "any of the missiles", "a batch of tanks"
    mastered = lemma in context.ontology.words("masteryNoun")  # "control of the troops"
    if inside is not None and not mastered and _is_of_class(inside, words, context):
        return True
    if inside is not None and token.lemma in context.ontology.words("portionNoun"):
        return False  # "millions of shells" are no sum of money
    if any(child.dep_ == "nummod" for child in token.lefts):
        lemma = context.ontology.abbreviations.get(lemma, lemma)  # the "m" of "$10m"
    if lemma in words or token.lower_ in words or _joined(token) in words:
        return True
    if token.dep_ == "appos" and token.head.lemma in words:
        return True  # "the destroyer Oslo, sent to …"
    return any(
        f"{child.lower_} {lemma}" in words
        or f"{child.lower_} {token.lower_}" in words
        or (_names_its_kind(child) and _is_listed(child, words))
        for child in token.children  # the last: "the patrol ship HMS Trent", "F-16 parts"
    )


def _names_its_kind(child: Token) -> bool:
    """Tell whether a word below a noun may say what it is: a compound, a model with a number."""
    model = child.dep_ == "nummod" and child.text[:1].isalpha()
    return model or child.dep_ in ("compound", "appos")


def _is_listed(token: Token, words: frozenset[str]) -> bool:
    return token.lemma in words or _joined(token) in words


def _joined(token: Token) -> str:
    """Return a word with the two before it: "go-between"."""
    return token.doc[max(token.i - 2, 0) : token.i + 1].text.lower()


def _modifiers_fit(modifiers: tuple[str, ...], token: Token) -> bool:
    if not modifiers:
        return True
    before = {word for child in token.lefts for word in (child.lower_, child.lemma)}
    return all(modifier in before for modifier in modifiers)
