"""When and where: the time and the place of a claim, from its clause and from its event."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from graphkit.claims import Document, Entity
from graphkit.extract.mentions import PLACES, Mentions
from graphkit.extract.times import resolve, shift

LOCATING = frozenset({"in", "at", "near", "outside", "inside", "on", "off", "around"})
CLAUSE = frozenset({"relcl", "ccomp", "advcl", "acl", "parataxis", "conj", "ROOT", "xcomp", "pcomp", "dep"})
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
            for found in self._places(head, arguments):
                return found
        return None

    def _places(self, head: Token, arguments: list[Token]) -> Iterator[Entity]:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in LOCATING:
                for leaf in child.children:
                    if leaf.dep_ != "pobj" or leaf in arguments:
                        continue
                    entity = self._mentions.entity(leaf, PLACES)
                    if entity and entity.type in PLACES and entity.named:
                        yield entity

    def _tense(self, token: Token, modality: str) -> str:
        if modality in ("planned", "requested"):
            return "future"
        verb = token if token.pos_ in ("VERB", "AUX") else next(
            (above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), token
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
            if clause.dep_ == "ccomp" or any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children):
                return
            clause = clause.head
            yield clause

    def _below(self, head: Token, apart: list[Token] | None = None) -> list[Span]:
        """Return the dates that hang from `head` without another clause between."""
        found = []
        for ent in self._dates:
            root = ent.root
            above = root
            while above.i != head.i and above.head != above and (
                above == root or above.pos_ not in ("VERB", "AUX") and not self._is_argument(above, apart)
            ):
                if above.dep_ in ("relcl", "acl"):
                    break
                above = above.head
            if above.i == head.i:
                found.append(ent)
        return found

    def _is_argument(self, token: Token, apart: list[Token] | None) -> bool:
        return False if apart is None else token in apart

    def _resolve(self, ent: Span, tense: str) -> str | None:
        text = ent.text
        before = ent.doc[ent.start - 1].lower_ if ent.start else ""
        if before in ("for", "within") and not any(char.isdigit() and len(text) > 6 for char in text):
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
