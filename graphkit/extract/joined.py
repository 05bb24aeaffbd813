"""What is joined to what: verbs and nouns beside each other, where the parser went astray."""

from __future__ import annotations

from graphkit.extract.syntax import (
    FINITE,
    SUBJECTS,
    VERBAL,
    conjoined,
    is_capitalised,
    is_date,
    objects,
    verb_above,
)
from graphkit.extract.tokens import Token


def torn_subjects(verb: Token) -> list[Token]:
    """Return "Chad" and "Mali" of "Under a deal brokered by Peru, Chad and Mali freed …".

    The parser takes the subjects after the comma for more of those who brokered it.
    """
    if verb.dep_ != "ROOT" or verb.tag_ not in FINITE or verb.i == 0:
        return []
    found = [verb.doc[verb.i - 1]]
    while found[-1].dep_ == "conj" and found[-1].head.i < found[-1].i:
        if verb.doc[found[-1].left_edge.i - 1].text == ",":
            return found[::-1]
        found.append(found[-1].head)
    return []


def included(noun: Token) -> list[Token]:
    """Return the names that a plural includes: "12 envoys, including [Ali] and [Omar]"."""
    links = (child for child in noun.rights if child.lower_ == "including")
    leaves = [word for link in links for leaf in objects(link) for word in conjoined(leaf)]
    names = (leaf for leaf in leaves if leaf.pos_ == "PROPN")
    return [leaf for leaf in names if all(child.dep_ != "nummod" for child in leaf.lefts)]


def partner(verb: Token) -> Token:
    """Return the verb that a conjoined verb stands beside.

    In "accused X of lying and expelled Y" the parser takes a lie for it; no finite verb is joined
    to a gerund or an infinitive.
    """
    other = verb.head
    while verb.tag_ in FINITE and other.tag_ in ("VB", "VBG") and other.head != other:
        above = verb_above(other)
        if above is None:
            break
        other = above
    return other


def phrases_of(verb: Token) -> list[Token]:
    """Return what hangs from a verb, and belongs to it.

    What follows "and" belongs to the next verb: "accused X, and [with Y] imposed …".
    """
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        link = next((child.i for child in verb.head.rights if child.dep_ == "cc"), verb.i)
        before = [child for child in verb.head.rights if link < child.i < verb.i]
        return [*before, *verb.children]
    joined = [child.i for child in verb.rights if child.dep_ == "conj"]
    links = [child.i for child in verb.rights if child.dep_ == "cc"]
    if not joined or not links:
        return list(verb.children)
    return [child for child in verb.children if not links[0] < child.i < joined[0]]


def dealt_with(verb: Token, deals: frozenset[str]) -> list[Token]:
    """Return with whom a deal is to do something: "signed a deal [with Peru] to sell tanks"."""
    noun = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("acl", "advcl", "xcomp"):
        return []
    if noun.pos_ in VERBAL:
        noun = next((child for child in noun.rights if child.dep_ == "dobj"), noun)
    if noun.lemma not in deals or noun.dep_ != "dobj" or noun.i > verb.i:
        return []
    links = (child for word in (noun, noun.head) for child in word.rights)
    beside = (objects(link) for link in links if link.lower_ == "with" and link.i < verb.i)
    return [word for leaf in next(beside, []) for word in conjoined(leaf)]


def is_listed(name: Token) -> bool:
    """Tell whether a headline's comma stands for "and": "[Seoul], Tokyo agree …"."""
    doc, comma = name.doc, name.i + 1
    beside = comma + 1 < len(doc) and doc[comma].text == "," and doc[comma + 1].pos_ == "PROPN"
    subject = beside and doc[comma + 1].head == name.head and doc[comma + 1].dep_ in SUBJECTS
    return bool(subject) and name.pos_ == "PROPN" and not is_date(name)


def is_torn(name: Token) -> bool:
    """Tell whether a name right before a verb, at the start, is its subject: "Trump blamed X"."""
    verb = name.head
    first = name.left_edge.is_sent_start and name.i + 1 == verb.i
    return first and is_capitalised(name) and not is_date(name) and verb.tag_ in ("VBD", "VBN")


def is_recipient(name: Token) -> bool:
    """Tell whether of two objects a word is the first: "sell [Canberra] three submarines"."""
    objects_ = (child for child in name.head.children if child.dep_ == "dobj")
    return any(other.i > name.i and not is_date(other) for other in objects_)
