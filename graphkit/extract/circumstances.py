"""When and where: the time and the place of a claim, from its clause and from its event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from graphkit.claims import Document, Entity
from graphkit.extract.layout import entry_date, is_year, paragraphs
from graphkit.extract.mentions import NONE, PLACES, Mentions
from graphkit.extract.phrases import Phrases
from graphkit.extract.syntax import objects
from graphkit.extract.times import resolve, shift

LOCATING = frozenset({"in", "at", "near", "outside", "inside", "on", "off", "around", "across"})
FRAMING = frozenset({"since", "after", "before", "until", "following", "over", "despite", "about"})
VISITED = frozenset({"to", "in", "at"})
LOOSE = frozenset({"on", "off", "around"})
NEARBY = frozenset({"near", "outside"})  # said of the agent, it still says where it happened
INHERITING = frozenset({"xcomp", "conj", "advcl", "ccomp", "pcomp"})
PAST_TAGS = frozenset({"VBD", "VBN"})


class Circumstances:
    """Times and places of one doc."""

    def __init__(self, doc: Doc, document: Document, mentions: Mentions, relative: Phrases) -> None:
        self._doc, self._document, self._mentions = doc, document, mentions
        self._dates = _dates(doc, relative)
        self._anchors, self._entries = self._calendar()

    def _calendar(self) -> tuple[list[tuple[int, dt.date]], list[tuple[int, int, str]]]:
        """Read the year headings and the dated entries of a chronology.

        Returns:
            From which token on which day relative dates count from; and the entries, as first
            and last token with the time that stands before them.
        """
        anchors: list[tuple[int, dt.date]] = []
        entries: list[tuple[int, int, str]] = []
        for paragraph in paragraphs(self._doc):
            if is_year(paragraph):
                day = dt.date(int(paragraph.text), 12, 31)
                anchors.append((paragraph.start, min(day, self._document.date or day)))
            date = entry_date(paragraph)
            anchor = anchors[-1][1] if anchors else self._document.date
            time = resolve(date.text, anchor, "past") if date is not None else None
            if time:
                entries.append((paragraph.start, paragraph.end, time))
        return anchors, entries

    def _anchor_day(self, index: int) -> dt.date | None:
        before = [day for start, day in self._anchors if start <= index]
        return before[-1] if before else self._document.date

    def _entry(self, index: int) -> str | None:
        return next((time for first, end, time in self._entries if first <= index < end), None)

    def time(self, token: Token, arguments: list[Token], modality: str) -> str | None:
        """Return the ISO time of the clause of `token`, or of an event among its arguments."""
        tense = self._tense(token, modality)
        for argument in arguments:
            if self._mentions.type_of(argument) not in ("Event", "Group", "Person"):
                continue  # the 2016 ruling may be rejected today
            for ent in self._below(argument):
                if found := self._resolve(ent, tense):
                    return found
        for clause in self._clauses(token):
            for ent in [*self._below(clause, arguments), *self._antecedent(clause)]:
                if found := self._resolve(ent, tense):
                    return found
            for event in self._events_of(clause):
                if found := self._times_of_events.get(event.iri):
                    return found
        return self._entry(token.i) if modality == "actual" and tense != "earlier" else None

    def _events_of(self, clause: Token) -> Iterator[Entity]:
        """Yield the events that are the object of a clause."""
        for child in clause.children:
            if child.dep_ == "dobj" and self._mentions.type_of(child) == "Event":
                yield from self._mentions.entities(child)

    @cached_property
    def _times_of_events(self) -> dict[str, str]:
        """When each event is, by its IRI, where a date hangs from one of its mentions."""
        found: dict[str, str] = {}
        for ent in self._dates:
            noun = self._anchor(ent, ())
            if noun.pos_ == "NOUN" and self._mentions.type_of(noun) == "Event":
                time = self._resolve(ent, self._tense(noun, "actual"))
                for event in self._mentions.entities(noun) if time else ():
                    found.setdefault(event.iri, str(time))
        return found

    def _antecedent(self, clause: Token) -> list[Span]:
        """Return the date that "in April, when …" begins a clause with."""
        if clause.dep_ != "relcl":
            return []
        return [ent for ent in self._dates if ent.start <= clause.head.i < ent.end]

    def place(self, token: Token, arguments: list[Token]) -> Entity | None:
        """Return where it happened, if a phrase of the clause says so."""
        for head in (token, *arguments[1:]):
            for found in self._places(head, arguments, LOCATING):
                return found
        for found in self._places(arguments[0], arguments, NEARBY):
            return found
        for clause in self._clauses(token):
            for found in (
                *self._visited(clause),
                *self._where(clause),
                *self._places(clause, arguments, LOCATING),
                *self._places_of_events(clause, arguments),
                *(
                    place
                    for child in clause.children
                    if child.dep_ == "dobj" and self._mentions.type_of(child) == "Event"
                    for place in self._places(child, arguments, LOCATING)
                ),
            ):
                return found
        return None

    def _visited(self, clause: Token) -> Iterator[Entity]:
        """Yield Bahrain of "announced it during a visit to Bahrain"."""
        for child in clause.children:
            if child.dep_ == "prep" and child.lower_ == "during":
                for noun in objects(child):
                    yield from self._places(noun, [], VISITED)

    def _where(self, clause: Token) -> Iterator[Entity]:
        """Yield the place that "in Cologne, where …" begins a clause with."""
        if clause.dep_ == "relcl" and any(child.lower_ == "where" for child in clause.children):
            entity = self._mentions.entity(clause.head, PLACES)
            if entity and entity.type in PLACES:
                yield entity

    def _places_of_events(self, clause: Token, arguments: list[Token]) -> Iterator[Entity]:
        """Yield the place inside "met for a round of [talks in Istanbul]"."""
        for token in clause.subtree:
            inside = token.dep_ == "pobj" and token not in arguments
            if inside and self._mentions.type_of(token) == "Event" and _above(token) == clause:
                yield from self._places(token, arguments, LOCATING)

    def _places(
        self, head: Token, arguments: list[Token], prepositions: frozenset[str]
    ) -> Iterator[Entity]:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                for leaf in child.children:
                    if leaf.dep_ != "pobj" or leaf in arguments:
                        continue
                    loose = child.lower_ in LOOSE  # "on Maritime Security" makes no place of it
                    entity = self._mentions.entity(leaf, NONE if loose else PLACES)
                    if entity and child.lower_ == "at" and self._is_site(leaf, entity):
                        entity = replace(entity, type="Place")
                    if entity and child.lower_ == "on" and entity.type == "Country":
                        continue  # "on Haiti, the ministers …" is what they speak of
                    if entity and entity.type in PLACES and entity.named:
                        yield entity

    def _is_site(self, token: Token, entity: Entity) -> bool:
        """Tell whether an unknown name after "at" is a place: "at HMS Collingwood"."""
        name = self._mentions.names.get(token.i)
        return bool(name and name.actor is None and entity.type == "Organization")

    def _tense(self, token: Token, modality: str) -> str:
        if modality != "actual":
            return "future"
        verb = (
            token
            if token.pos_ in ("VERB", "AUX")
            else next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), token)
        )
        auxiliaries = {child.lower_ for child in verb.children if child.dep_ == "aux"}
        if "had" in auxiliaries:
            return "earlier"  # what an entry looks back on has not the entry's date
        if any(child.lemma_ in ("will", "shall") for child in verb.children if child.dep_ == "aux"):
            return "future"
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
            return _with_auxiliary(word.head)
        anchor = _over_prepositions(word)
        if anchor.dep_ == "pobj" and anchor.head.lower_ in FRAMING:
            return anchor  # "since the [invasion in February]"
        if anchor.dep_ == "pobj" and anchor not in apart and word.head.lower_ in ("on", "in"):
            return _over_prepositions(anchor)  # "met in [Istanbul on Monday]"
        return _with_auxiliary(anchor)

    def _resolve(self, ent: Span, tense: str) -> str | None:
        tense = "past" if tense == "earlier" else tense
        text = ent.text
        before = ent.doc[ent.start - 1].lower_ if ent.start else ""
        if before in ("for", "within") and not any(
            char.isdigit() and len(text) > 6 for char in text
        ):
            return None
        found = resolve(text, self._anchor_day(ent.start), tense)
        if found:
            return found
        previous = self._previous(ent)
        return shift(text, previous) if previous else None

    def _previous(self, ent: Span) -> str | None:
        for other in reversed(self._dates):
            if other.end <= ent.start:
                day = self._anchor_day(other.start)
                found = resolve(other.text, day, self._tense(other.root, "actual"))
                if found and len(found) == len("2025-06-04"):
                    return found
        return None


def _over_prepositions(word: Token) -> Token:
    above = word.head
    while above.dep_ == "prep" and above.head != above:
        above = above.head
    return above


def _with_auxiliary(word: Token) -> Token:
    """Return the verb of a date that hangs from its auxiliary or from what it lets happen."""
    if word.dep_ in ("aux", "auxpass"):
        return word.head
    bare = word.dep_ == "ccomp" and not any(c.dep_ in ("aux", "mark") for c in word.children)
    return word.head if bare and word.tag_ in ("VB", "VBP") else word


def _above(token: Token) -> Token | None:
    return next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), None)


def _dates(doc: Doc, relative: Phrases) -> list[Span]:
    """Return the dates that the model saw, and phrases such as "the following day"."""
    seen: list[Span] = []
    for ent in doc.ents:
        if ent.label_ not in ("DATE", "TIME"):
            continue
        if seen and seen[-1].end == ent.start and ent.root in (seen[-1].root.head, ent.root):
            seen[-1] = doc[seen[-1].start : ent.end]  # "Wednesday" and "evening"
        else:
            seen.append(ent)
    inside = {token.i for ent in seen for token in ent}
    missed = [span for span in relative.find(doc) if not any(token.i in inside for token in span)]
    return sorted([*seen, *missed], key=lambda span: span.start)
