"""When: the time of a claim, from its clause, from the clauses around it and from its event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from graphkit.extract.dates import SIDES, Dates, is_awaited, is_finite_past, tense_of
from graphkit.extract.mentions import Mentions
from graphkit.extract.scopes import Scopes, alike, is_aside, is_there
from graphkit.extract.syntax import VERBAL, has_subject
from graphkit.extract.times import shift
from graphkit.extract.tokens import Span, Token
from graphkit.ontology import Ontology

COMING = frozenset({"planned", "requested"})


class Circumstances:
    """Times of one doc."""

    def __init__(
        self, ontology: Ontology, mentions: Mentions, dates: Dates, scopes: Scopes
    ) -> None:
        self._mentions, self._dates, self._scopes = mentions, dates, scopes
        self._ending = ontology.words("endingPreposition")
        self._announcing = ontology.words("announcingVerb")
        self._on: dict[int, list[Span]] = {}
        for span in dates.spans:
            for word in self._reach(span):
                self._on.setdefault(word.i, []).append(span)

    def _reach(self, span: Span) -> Iterator[Token]:
        """Yield the words that a date belongs to."""
        root, before = span.root, span.doc[span.start - 1].lower_ if span.start else ""
        above = self._scopes.start(root)
        closing = (
            before in self._ending and "end" not in span.text and root.dep_ != "poss"
        )  # "before the end of May" is in it
        if above is None or closing:
            return
        if not self._scopes.is_inside(root):
            for word in self._scopes.above(above):
                spoken_of = (
                    self._scopes.spoken_of(word, span.start) if root.dep_ == "pobj" else None
                )
                if not self._scopes.is_taken_up(word):
                    yield spoken_of or word
            return
        yield above
        if above.dep_ == "pobj" and above.head.lower_ in self._scopes.venue:
            yield from self._scopes.above(above.head.head)  # "killed in [Monday's] attack"

    def time(
        self, head: Token, arguments: list[Token], modality: str, *, partakes: bool
    ) -> str | None:
        """Return the ISO time of a claim.

        Args:
            head: The verb or noun that states it.
            arguments: Heads of its subject and object phrases.
            modality: The claim's.
            partakes: The relation takes part in its events, so that their day is the claim's.
        """
        for argument in arguments if partakes else ():
            if self._mentions.type_of(argument) == "Event":
                for span in self._on.get(argument.i, ()):
                    if found := self._dates.named(span, tense_of(head, modality)):
                        return found
        found = self._own_day(head, arguments, modality)
        found = found or next(filter(None, self._times(head, modality)), None)
        found = found or (self._of_events(arguments) if partakes else None)
        return found or self._announced(head, modality) or self._entry(head, modality)

    def _own_day(self, head: Token, arguments: list[Token], modality: str) -> str | None:
        """Return the second day of "went to Oslo on Monday and to Riga on Friday" for Riga."""
        last = arguments[-1] if arguments else head
        behind = [span for span in self._of(head) if span.start > head.i]
        if last.i < head.i or not behind or behind[0].start > last.i:
            return None
        later = (span for span in behind if span.start > last.i)
        tense = tense_of(head, modality)
        return next((self._dates.named(span, tense) for span in later), None)

    def _of_events(self, arguments: list[Token]) -> str | None:
        """Return when an event among the arguments was, as another sentence or clause says."""
        events = [noun for noun in arguments if self._mentions.type_of(noun) == "Event"]
        entities = (entity for noun in events for entity in self._mentions.entities(noun))
        return next(filter(None, (self._times_of_events.get(e.iri) for e in entities)), None)

    def _times(self, head: Token, modality: str) -> Iterator[str | None]:
        clause: Token | None = head
        while clause is not None:
            tense = tense_of(clause, modality)
            yield _closest(self._stated(head, clause, modality))
            told = "past" if is_finite_past(clause) else tense
            for event in self._events(clause):
                yield self._fitting(self._times_of_events.get(event), told, modality)
            yield self._around(clause, modality) or self._measured(clause)
            if clause.dep_ == "acl" and clause.pos_ in VERBAL:
                yield from self._of_antecedent(clause.head, tense)
            clause = self._scopes.shared(clause)

    def _stated(self, head: Token, clause: Token, modality: str) -> Iterator[str | None]:
        """Yield what the dates of a clause say of what hangs from it."""
        for span in self._of(clause):
            if self._scopes.reaches(span.start, head, clause, modality):
                told = self._tense(span, clause, modality)
                yield self._fitting(self._dates.named(span, told), told, modality)

    def _tense(self, span: Span, clause: Token, modality: str) -> str:
        """Return the tense of a date: what was ordered on Friday was so, whatever is to come."""
        if is_awaited(span):
            return "present"  # it may be to come, whatever is told of it
        tried = clause.dep_ == "xcomp" and is_finite_past(clause.head)
        if tried and modality == "possible" and not self._scopes.is_apart(clause.head):
            return "past"  # "tried to seize it on Friday"
        before = span.doc[span.start - 1].lower_ if span.start else ""
        done = is_finite_past(clause) and before not in ("for", *self._ending)
        return tense_of(clause, "actual" if done else modality)

    def _of_antecedent(self, noun: Token, tense: str) -> Iterator[str | None]:
        """Yield the dates inside "the 2020 ceasefire brokered by X"."""
        if self._mentions.type_of(noun) in ("Event", "Agreement"):
            yield from (self._dates.named(span, tense) for span in self._on.get(noun.i, ()))

    def _fitting(self, time: str | None, tense: str, modality: str) -> str | None:
        """Refuse a day to come for what has happened, and a day gone by for what is to come.

        "Approved a sale on Friday" says when it was approved.
        """
        if not time or not self._mentions.document.date or tense not in ("past", "earlier"):
            return time
        day = self._mentions.document.date.isoformat()[: len(time)]
        return None if time > day or (time < day and modality in COMING) else time

    def _of(self, clause: Token) -> Iterator[Span]:
        """Yield the dates of a clause, then those of the clauses that say when it was."""
        yield from self._on.get(clause.i, ())
        if clause.pos_ not in VERBAL:
            for word in clause.subtree:  # "a trip to Oslo, where she will meet X [on Monday]"
                if is_there(word) or (word.dep_ == "xcomp" and is_there(word.head)):
                    yield from self._on.get(word.i, ())
            return
        for opening in self._scopes.openings(clause):
            yield from self._on.get(opening.i, ())
        for child in clause.children:
            if child.dep_ == "advcl" and self._scopes.is_meanwhile(child):
                yield from self._on.get(child.i, ())
        for child in clause.children:
            if child.dep_ == "conj" and _closes_with(clause, child):
                yield from self._on.get(
                    child.i, ()
                )  # "bombed the port and sank a ship [on Monday]"

    def _events(self, clause: Token) -> Iterator[str]:
        """Yield the IRIs of the events that a clause is, holds or happened at."""
        held = [child for child in clause.children if child.dep_ == "dobj"]
        itself = clause.pos_ not in VERBAL
        for noun in [clause] if itself else [*held, *self._scopes.venues(clause)]:
            if self._mentions.type_of(noun) == "Event" and not self._scopes.is_spoken_of(noun):
                yield from (entity.iri for entity in self._mentions.entities(noun))

    @cached_property
    def _times_of_events(self) -> dict[str, str]:
        """When each event is, by its IRI, where a date belongs to one of its mentions."""
        found: dict[str, str] = {}
        for index, spans in self._on.items():
            word = self._mentions.doc[index]
            for noun in self._dated_by(word):
                if self._mentions.type_of(noun) == "Event":
                    time = self._dates.named(spans[0], tense_of(word))
                    for event in self._mentions.entities(noun) if time else ():
                        found.setdefault(event.iri, str(time))
        for noun, verb in self._mentions.events.told_by_verbs():
            spans = list(self._of(verb))
            time = self._dates.named(spans[0], tense_of(verb)) if spans else None
            for event in self._mentions.entities(noun) if time else ():
                found.setdefault(event.iri, str(time))
        return found

    def _dated_by(self, word: Token) -> Iterator[Token]:
        """Yield the events whose day is that of `word`: a noun itself, what a verb happened at."""
        if word.pos_ not in VERBAL:
            yield word
            return
        yield from self._scopes.venues(word)
        if (held := self._scopes.held(word)) is not None:
            yield held

    def _around(self, clause: Token, modality: str) -> str | None:
        """Return the date that "in April, when …" begins a clause with."""
        if clause.dep_ != "relcl":
            return None
        spans = [span for span in self._dates.spans if span.start <= clause.head.i < span.end]
        return self._dates.named(spans[0], tense_of(clause, modality)) if spans else None

    def _measured(self, clause: Token) -> str | None:
        """Return the day of B of "A on Monday, two days after B"."""
        mark = next((child for child in clause.children if child.lower_ in SIDES), None)
        if mark is None or mark.dep_ != "mark":
            return None
        first = self._measure(mark)
        other = self._told_before(first) if first is not None else None
        if first is None or other is None:
            return None
        words = mark.doc[first.i : mark.i].text
        back = "earlier" if mark.lower_ == "after" else "later"
        near = other if len(other) < 10 and "day" in words else None  # days do not leave a month
        return shift(f"{words} {back}", other) or near

    def _measure(self, mark: Token) -> Token | None:
        """Return the first word of "two days after", which the model may not take for a date."""
        span = next((s for s in self._dates.spans if s.start < mark.i <= s.end), None)
        if span is not None:
            return span[0]
        unit = mark.nbor(-1) if mark.i else mark
        return unit.left_edge if unit.dep_ == "npadvmod" else None

    def _told_before(self, word: Token) -> str | None:
        """Return the last date before `word` in its sentence, in the tense of its own clause."""
        first = word.sent.start
        before = [s for s in self._dates.spans if first <= s.start and s.end <= word.i]
        return self._dates.own(before[-1]) if before else None

    def _announced(self, head: Token, modality: str) -> str | None:
        """Return the day of "announced today that it had accepted": the act is the announcement."""
        verb = head.head
        if head.dep_ != "ccomp" or modality != "actual" or verb.lemma_ not in self._announcing:
            return None
        own = any(child.dep_ == "nsubj" and child.pos_ == "PRON" for child in head.children)
        spans = self._on.get(verb.i, ()) if own else ()
        return next((self._dates.named(span, "past") for span in spans), None)

    def _entry(self, head: Token, modality: str) -> str | None:
        """Return the date of a chronology's entry for what its main clauses tell."""
        return self._dates.entry(head.i) if _is_told_now(head, modality) else None

    def live(self, head: Token, modality: str) -> str | None:
        """Return the day of a live blog, for what it says happened somewhere."""
        told = _is_told_now(head, modality) and head.dep_ != "advcl"
        return self._dates.live(head.i) if told else None


def _closest(times: Iterable[str | None]) -> str | None:
    """Return the first time, or the day in it: of "nine months later, on 9 May" the ninth."""
    found = [time for time in times if time]
    return max((time for time in found if time.startswith(found[0])), key=len, default=None)


def _is_told_now(head: Token, modality: str) -> bool:
    if modality != "actual" or tense_of(head) == "earlier":
        return False
    return not any(is_aside(word) for word in (head, *head.ancestors))


def _closes_with(first: Token, second: Token) -> bool:
    """Tell whether what ends "did A and did B …" is said of both."""
    joined = second.i > first.i and not has_subject(second) and alike(first, second)
    commas = any(token.text in (",", ";") for token in first.doc[first.i : second.i])
    return joined and not commas
