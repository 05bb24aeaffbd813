"""Which words of one sentence cannot mean one thing, and which belong together."""

from __future__ import annotations

from graphkit.extract.syntax import VERBAL
from graphkit.extract.tokens import Token

MODIFYING = frozenset({"poss", "amod", "compound", "appos"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def joins(noun: Token, other: Token) -> bool:
    """Tell whether "and" joins a noun to another word."""
    return noun.dep_ == "conj" and noun.head == other


def subject_beside(token: Token) -> Token | None:
    """Return the pronoun that is the subject of the verb that has `token` as an object."""
    if token.dep_ not in ("dobj", "pobj", "dative"):
        return None
    verb = token.head.head if token.dep_ == "pobj" else token.head
    subjects = (child for child in verb.children if child.dep_ in SUBJECTS)
    return next((child for child in subjects if child.pos_ == "PRON"), None)


def _controller(verb: Token) -> Token | None:
    """Return who does an infinitive: of "named Ali to replace him" Ali, who is not "him"."""
    if verb.dep_ not in ("xcomp", "advcl") or verb.tag_ != "VB":
        return None
    return next((child for child in verb.head.children if child.dep_ in ("dobj", "oprd")), None)


def _is_quoted_by(one: Token, other: Token) -> bool:
    """Tell whether a name is in what a pronoun says before it: "[X] would meet Y, [she] said"."""
    verb = other.head
    if other.dep_ != "nsubj" or one.pos_ != "PROPN" or one.i > other.i:
        return False
    if other.doc[min(other.i, verb.i) - 1].text != ",":
        return False
    said = (above for above in (one, *one.ancestors) if above.dep_ == "ccomp")
    return any(above.head == verb for above in said)


def _is_fronted(one: Token, other: Token) -> bool:
    """Tell whether a name stands before a subject in its own clause: "After talks with X, he"."""
    if other.dep_ not in SUBJECTS or one.dep_ == "poss" or one.i > other.i:
        return False
    above = next((each for each in one.ancestors if each.pos_ in VERBAL), None)
    return above == other.head


def together(one: Token, other: Token) -> bool:
    """Tell whether two words are arguments of one verb, so that they cannot be the same."""
    if other.dep_ == "poss":
        return one == other.head or one in other.head.subtree
    if one in other.ancestors or one == _controller(other.head):
        return True
    if _is_quoted_by(one, other) or _is_fronted(one, other):
        return True
    if one.dep_ in MODIFYING and one.head.dep_ in SUBJECTS:
        one = one.head  # "Hungary's premier rejected it": not Hungary
    verb = other.head.head if other.dep_ == "pobj" else other.head
    if one.dep_ in SUBJECTS:
        while verb.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in verb.children):
            verb = verb.head
    return one.head in (verb, other.head)
