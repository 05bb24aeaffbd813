"""Plurals with a capital that the tagger takes for names: "The [Ministers] condemned it"."""

from __future__ import annotations

from graphkit.extract.tokens import Doc
from graphkit.ontology import Ontology

CLASSES = ("title", "representativeTitle", "rank", "pairNoun", "sideNoun", "groupNoun")


class Capitals:
    """Tags the capitalised plurals of docs anew."""

    def __init__(self, ontology: Ontology) -> None:
        words = frozenset().union(*map(ontology.words, CLASSES))
        self._plurals = frozenset(f"{word.split()[-1].title()}s" for word in words)

    def mend(self, doc: Doc) -> None:
        """Make every such word of `doc` a plural."""
        for token in doc:
            if token.tag_ == "NNP" and token.text in self._plurals:
                token.tag_, token.is_plural = "NNPS", True
