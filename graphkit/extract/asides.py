"""What stands beside a clause: a half-sentence after a semicolon, a participle that goes on."""

from __future__ import annotations

from graphkit.extract.tokens import Token


def is_apart(clause: Token) -> bool:
    """Tell whether a semicolon makes a clause a sentence of its own, whatever the parser says."""
    return any(token.text == ";" for token in clause.doc[clause.i : clause.head.i])


def voiced_under(verb: Token, speaking: frozenset[str]) -> Token | None:
    """Return the verb that a participle goes on from: "[said] it must go, accusing X"."""
    clause = verb.head
    aside = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.doc[verb.i - 1].text == ","
    said = clause.dep_ == "ccomp" and clause.head.lemma in speaking
    return clause.head if aside and said else None
