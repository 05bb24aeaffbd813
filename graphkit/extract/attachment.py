"""Reaches phrases that the parser hung too low: "a release by Chad [of two pilots]".

Small models often tie a prepositional phrase to the noun before it, where it belongs to the verb
or event noun further left. A wording that lacks a phrase looks for it there, and only there: what
the parser hung from the head itself comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extract.frames import Framer
from graphkit.extract.syntax import conjoined, is_date, objects, referent
from graphkit.extract.tokens import Token
from graphkit.extract.wordings import Templates

DEPTH = 3
HOLDERS = frozenset({"dobj", "attr", "appos"})
BEFORE_OF = frozenset({"by", "in", "at", "near", "on"})  # "by Chad of …": nobody's Chad of that
LOOSE = BEFORE_OF | {"of", "with", "from", ""}  # "for access to …" is one phrase


def low_phrase(head: Token, preposition: str, templates: Templates) -> list[Token]:
    """Return the nouns of the first phrase with `preposition` that hangs from a noun below `head`.

    Args:
        head: A verb or event noun.
        preposition: The phrase's preposition, in lower case.
        templates: The wordings; a noun that has one with this preposition keeps its phrase.
    """
    for link, noun in _nouns_below(head, DEPTH):
        if noun.i < head.i or _keeps(noun, preposition, head, templates):
            continue
        if link not in (BEFORE_OF if preposition == "of" else LOOSE):
            continue
        for child in noun.rights:
            if child.dep_ in ("prep", "agent") and child.lower_ == preposition:
                found = [word for leaf in objects(child) for word in conjoined(referent(leaf))]
                return [word for word in found if not is_date(word)]
    return []


def parties(noun: Token, broker: Token, framer: Framer) -> list[Token]:
    """Return between whom an accord or talk is: of "X and Y reached a truce" both.

    Also "X reached a truce with Y", and "the truce, under which X and Y stopped". Who does what
    `broker` says is no party.
    """
    above = noun.head if noun.dep_ in ("dobj", "nsubjpass") else None
    clause = next((child for child in noun.children if child.dep_ == "relcl"), None)
    for verb in (above, clause):
        if verb is not None and verb.pos_ == "VERB" and verb != broker:
            args = framer.verb(verb).args
            found = [*args.get("subj", []), *args.get("prep:with", [])]
            if len(found) > 1:
                return found
    return []


def _nouns_below(head: Token, depth: int) -> Iterator[tuple[str, Token]]:
    """Yield objects and nouns of phrases below `head`, with their preposition, top down."""
    for child in head.rights:
        if child.dep_ in HOLDERS:
            nouns, link = [child], ""
        elif child.dep_ in ("prep", "agent", "dative"):
            nouns, link = objects(child), child.lower_
        elif child.dep_ == "amod" and child.pos_ == "ADJ":  # "aid [worth $2m] to Ukraine"
            sums = (leaf for leaf in child.children if leaf.dep_ == "npadvmod")
            nouns, link = [child, *sums], ""
        else:
            continue
        for noun in nouns:
            yield link, noun
            if depth > 1:
                yield from _nouns_below(noun, depth - 1)


def _keeps(noun: Token, preposition: str, head: Token, templates: Templates) -> bool:
    """Tell whether a noun has a wording of its own with the phrase: "[talks] with O"."""
    if preposition == "by":  # "asked about remarks by Ali": any act, any text may be somebody's
        return head.pos_ != "NOUN" and noun.pos_ == "NOUN"
    role = f"prep:{preposition}"
    return role in templates.roles(noun.lemma)
