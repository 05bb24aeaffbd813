"""Hangs a charge from its verb: "accused [two officials] [of fraud]", not "officials of fraud"."""

from __future__ import annotations

from graphkit.extract.tokens import Doc, Token
from graphkit.ontology import Ontology

OF = frozenset({"of"})
OBJECTS = frozenset({"conj", "dobj", "nsubjpass"})


class Charges:
    """Mends the parse of docs where small models hang "of" from whom is charged."""

    def __init__(self, ontology: Ontology) -> None:
        self._charging = ontology.words("chargingVerb")
        self._bodies = ontology.words("organizationNoun")

    def mend(self, doc: Doc) -> None:
        """Move every "of" that names a charge."""
        for token in doc.having(OF):
            verb = self._verb(token) if token.dep_ == "prep" else None
            if verb is not None and self._is_charge(token):
                doc.hang(token, verb, token.dep_)

    def _verb(self, preposition: Token) -> Token | None:
        """Return the verb of charging whose object "of" hangs from, if it has no "of" itself."""
        noun = preposition.head
        while noun.dep_ == "conj" and noun.head is not noun:
            noun = noun.head
        verb = noun.head
        fits = noun.dep_ in OBJECTS and verb.lemma in self._charging
        own = any(child.dep_ == "prep" and child.lower_ in OF for child in verb.children)
        return verb if fits and not own else None

    def _is_charge(self, preposition: Token) -> bool:
        """Tell whether a deed follows: a participle, or a bare noun that is no body."""
        return any(
            child.dep_ == "pcomp" or (child.pos_ == "NOUN" and not self._is_specified(child))
            for child in preposition.children
        )

    def _is_specified(self, noun: Token) -> bool:
        bare = not any(child.dep_ in ("det", "poss", "nummod") for child in noun.children)
        return not bare or noun.lemma in self._bodies
