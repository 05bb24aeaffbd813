"""When and where: the time and the place of a claim, from its clause and from its event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from graphkit.claims import Document, Entity
from graphkit.extract.mentions import PLACES, Mentions
from graphkit.extract.times import resolve, shift

LOCATING = frozenset({"in", "at", "near", "outside", "inside", "on", "off", "around"})
NEARBY = frozenset({"near", "outside"})  # said of the agent, it still says where it happened
INHERITING = frozenset({"xcomp", "conj", "advcl", "ccomp", "pcomp"})
PAST_TAGS = frozenset({"VBD", "VBN"})


class Circumstances:
    """Times and places of one doc."""

    def __init__(self, doc: Doc, document: Document, mentions: Mentions) -> None:
        self._doc, self._document, self._mentions = doc, document, mentions
        self._dates = [ent for ent in doc.ents if ent.label_ in ("DATE", "TIME")]
        self._events: dict[str, str] = {}

    def time(self, token: Token, arguments: list[Token], modality: str) -> str | None:
        """Return the ISO time of the clause of `token`, or of an event among its arguments."""
        tense = self._tense(token, modality)
        for argument in arguments:
            for ent in self._below(argument):
                if found := self._resolve(ent, tense):
                    return found
        for clause in self._clauses(token):
            for ent in self._below(clause, arguments):
                if found := self._resolve(ent, tense):
                    return found
        return None

    def place(self, token: Token, arguments: list[Token]) -> Entity | None:
        """Return where it happened, if a phrase of the clause says so."""
        for head in (token, *arguments[1:]):
            for found in self._places(head, arguments, LOCATING):
                return found
        for found in self._places(arguments[0], arguments, NEARBY):
            return found
        return None

    def _places(
        self, head: Token, arguments: list[Token], prepositions: frozenset[str]
    ) -> Iterator[Entity]:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                for leaf in child.children:
                    if leaf.dep_ != "pobj" or leaf in arguments:
                        continue
                    entity = self._mentions.entity(leaf, PLACES)
                    if entity and entity.type in PLACES and entity.named:
                        yield entity

    def _tense(self, token: Token, modality: str) -> str:
        if modality in ("planned", "requested"):
            return "future"
        verb = (
            token
            if token.pos_ in ("VERB", "AUX")
            else next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), token)
        )
        auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
        if verb.tag_ in PAST_TAGS or auxiliaries & {"has", "have", "had", "was", "were", "did"}:
            return "past"
        return "present"

    def _clauses(self, token: Token) -> Iterator[Token]:
        """Yield the clause of a word, then those whose circumstances it shares."""
        clause = token
        yield clause
        while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
            clause = clause.head
            if clause.pos_ in ("VERB", "AUX"):
                yield clause
        while clause.dep_ in INHERITING and clause.head != clause:
            if clause.dep_ == "ccomp" or any(
                c.dep_ in ("nsubj", "nsubjpass") for c in clause.children
            ):
                return
            clause = clause.head
            yield clause

    def _below(self, head: Token, apart: Sequence[Token] = ()) -> list[Span]:
        """Return the dates that say when `head` was: "met [Monday]", "met on [Monday]"."""
        return [ent for ent in self._dates if self._anchor(ent, apart) == head]

    def _anchor(self, ent: Span, apart: Sequence[Token]) -> Token:
        """Return the word that a date belongs to, over prepositions and adjunct nouns."""
        word = ent.root
        if word.dep_ != "pobj":
            return word.head
        anchor = _over_prepositions(word)
        if anchor.dep_ == "pobj" and anchor not in apart and word.head.lower_ in ("on", "in"):
            return _over_prepositions(anchor)  # "met in [Istanbul on Monday]"
        return anchor

    def _resolve(self, ent: Span, tense: str) -> str | None:
        text = ent.text
        before = ent.doc[ent.start - 1].lower_ if ent.start else ""
        if before in ("for", "within") and not any(
            char.isdigit() and len(text) > 6 for char in text
        ):
            return None
        found = resolve(text, self._document.date, tense)
        if found:
            return found
        previous = self._previous(ent)
        return shift(text, previous) if previous else None

    def _previous(self, ent: Span) -> str | None:
        for other in reversed(self._dates):
            if other.end <= ent.start:
                found = resolve(other.text, self._document.date, "past")
                if found:
                    return found
        return None


def _over_prepositions(word: Token) -> Token:
    above = word.head
    while above.dep_ == "prep" and above.head != above:
        above = above.head
    return above
