"""Names events, so that "Wednesday's gathering of the group" and "the meeting" are one entity.

An event is told from others by its owner, its kin of noun ("gathering" and "meeting" are kin) and
its ordinal ("27th"). Without an owner, "the meeting" is the last one of its kin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from graphkit.claims import ACTOR_TYPES, Entity
from graphkit.extract.nounphrases import complement, is_definite, on_one_line, phrase
from graphkit.extract.syntax import objects
from graphkit.extract.tokens import Doc, Span, Token

STRIKES = "strike"  # the kin of events that have a target
TARGETING = frozenset({"on", "against"})
IN = frozenset({"in"})
PERIODS = frozenset({"week", "month", "year"})  # "last year's summit" is none of this year's
REACH = 3  # sentences that "the meeting" looks back for a verb, its own among them
Key = tuple[str, str, str]  # owner's IRI, kin, ordinal


class Kinship(Protocol):
    """Words that may tell of one event; see `graphkit.extract.words.Words`."""

    kin: dict[str, frozenset[str]]
    acts: dict[str, frozenset[str]]
    portions: frozenset[str]


class Event(NamedTuple):
    """One mention of an event."""

    token: Token
    owner: Entity | None
    kin: str
    ordinal: str

    @property
    def key(self) -> Key:
        """What makes two mentions one event."""
        return self.owner.iri if self.owner else "", self.kin, self.ordinal


class Events:
    """The events of a doc.

    Args:
        doc: The doc.
        is_event: Tells whether a noun names an event.
        resolve: Gives the entity of a noun phrase.
        words: Nouns that may name one thing, and the verbs that tell of it.
    """

    def __init__(
        self,
        doc: Doc,
        is_event: Callable[[Token], bool],
        resolve: Callable[[Token], Entity | None],
        words: Kinship,
    ) -> None:
        self._doc, self._resolve = doc, resolve
        self._kin, self._acts, self._portions = words.kin, words.acts, words.portions
        self._events = [self._event(t) for t in doc if t.pos_ == "NOUN" and is_event(t)]
        self._labels: dict[Key, str] = {}
        for event in self._events:
            if event.owner and self._labels.get(event.key, "").split(" ")[-1:] != [event.kin]:
                label = self._owned_label(event)
                if event.key not in self._labels or label.endswith(" " + event.kin):
                    self._labels[event.key] = label

    def label(self, token: Token) -> str:
        """Return the name of the event that a noun phrase stands for."""
        event = self._event(token)
        if event.owner:
            return self._labels.get(event.key) or self._owned_label(event)
        other = None if event.ordinal else self._same_as(event)
        if other:
            leads = other.owner or other.token.i < token.i  # which may itself point back
            return self.label(other.token) if leads else self._bare(other.token)
        return self._bare(token)

    def _same_as(self, event: Event) -> Event | None:
        """Return the mention that "the meeting" points back to, or a lead sentence foretells."""
        kindred = [
            other
            for other in self._events
            if other.kin == event.kin and not _are_apart(other.token, event.token)
        ]
        if (placed := self._placed_as(event, kindred)) is not None:
            return placed
        if is_definite(event.token) or _is_dated(event.token):
            before = [other for other in kindred if other.token.i < event.token.i]
            just = self._doc[max(event.token.sent.start - 1, 0)].sent
            before.sort(key=lambda other: _likeness(event, other, just))
            return before[-1] if before and not _is_specific(event.token) else None
        named = {other.key: other for other in kindred if other.owner and not other.ordinal}
        leads = event.token.sent.start == 0 and len(named) == 1
        return next(iter(named.values())) if leads else None

    def _placed_as(self, event: Event, kindred: list[Event]) -> Event | None:
        """Return the summit in Riga that "the Riga summit" is."""
        names = [child for child in event.token.lefts if child.dep_ in ("compound", "nmod")]
        if not names or any(child.pos_ != "PROPN" for child in names):
            return None
        place = f"in {' '.join(map(str, names))}"
        return next(
            (
                other
                for other in reversed(kindred)
                if other.token.i < event.token.i and place in _rest_of_sentence(other.token)
            ),
            None,
        )

    def told_by_verbs(self) -> Iterator[tuple[Token, Token]]:
        """Yield nouns that take up what a verb has told of: "X and Y [met]. The [talks] …"."""
        for event in self._events:
            definite = is_definite(event.token) and not _is_specific(event.token)
            if definite and not event.owner and not self._same_as(event):
                verb = self._verb_before(event)
                if verb is not None:
                    yield event.token, verb

    def _verb_before(self, event: Event) -> Token | None:
        token = event.token
        verbs = self._acts.get(token.lemma) or self._acts.get(event.kin, frozenset())
        sent = token.sent
        for _ in range(REACH):
            for verb in reversed(self._doc[sent.start : min(sent.end, token.i)]):
                if verb.pos_ == "VERB" and verb.lemma in verbs:
                    return verb
            if not sent.start:
                return None
            sent = self._doc[sent.start - 1].sent
        return None

    def owner(self, token: Token) -> Entity | None:
        """Return the named actor whose event it is: of "the group's meeting" the group."""
        after = complement(token, frozenset({"of"}))
        leaves = [child for child in token.lefts if child.dep_ in ("poss", "compound", "nmod")]
        for leaf in [*leaves, *([after] if after is not None else [])]:
            if leaf.ent_type_ in ("DATE", "TIME") or leaf.pos_ not in ("PROPN", "NOUN", "PRON"):
                continue
            found = self._resolve(leaf)
            if found and found.named and found.type in ACTOR_TYPES:
                return found
        return None

    def _event(self, token: Token) -> Event:
        lemma = token.lemma
        kin = next((name for name, words in self._kin.items() if lemma in words), lemma)
        return Event(token, self.owner(token), kin, _ordinal(token))

    def _owned_label(self, event: Event) -> str:
        assert event.owner is not None  # noqa: S101 - only asked of owned events
        own = {leaf for leaf in event.token.lefts if self._resolve_name(leaf, event.owner)}
        middle = [
            child.text
            for child in event.token.lefts
            if child.dep_ in ("compound", "nmod")
            and child not in own
            and child.ent_type_ not in ("DATE", "TIME")
        ]
        noun = event.token.lemma
        parts = [event.ordinal, event.owner.label, *middle, noun]
        return " ".join(filter(None, parts))

    def _resolve_name(self, leaf: Token, owner: Entity) -> bool:
        found = self._resolve(leaf) if leaf.pos_ == "PROPN" else None
        return bool(found and found.iri == owner.iri)

    def _bare(self, token: Token) -> str:
        counted = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        if counted.lemma in self._portions:
            token = counted  # "a round of [talks]"
        struck = token.lemma in self._kin.get(STRIKES, ())
        return on_one_line(_with_target(token) if struck else phrase(token))


def _with_target(token: Token) -> Span:
    """Return a noun phrase with what was struck: "attack [on the tanker Sea Pearl]"."""
    whole = phrase(token)
    for child in token.rights:
        if child.i == whole.end and child.dep_ == "prep" and child.lower_ in TARGETING:
            for leaf in objects(child):
                named = next((word for word in leaf.rights if word.dep_ == "appos"), leaf)
                return token.doc[whole.start : max(phrase(leaf).end, phrase(named).end)]
    return whole


def _likeness(event: Event, other: Event, just: Span) -> tuple[bool, bool, bool]:
    """Return how well another mention suits: "the talks" are those of the sentence just before."""
    same = other.token.lemma == event.token.lemma and other.token in just
    return same and other.owner is None, other.owner is not None, not other.ordinal


def _rest_of_sentence(token: Token) -> str:
    return token.doc[token.i : token.sent.end].text


def _are_apart(one: Token, other: Token) -> bool:
    """Tell whether two events are said to be in two places."""
    places = [complement(token, IN) for token in (one, other)]
    named = [place.lower_ for place in places if place is not None and place.pos_ == "PROPN"]
    return len(named) == len(places) and named[0] != named[1]


def _is_dated(token: Token) -> bool:
    """Tell whether a day stands as the possessor: "Wednesday's meeting", not "last year's"."""
    return any(
        child.dep_ == "poss" and child.ent_type_ == "DATE" and child.lemma not in PERIODS
        for child in token.lefts
    )


def _is_specific(token: Token) -> bool:
    """Tell whether a phrase says itself which event: "the August meeting between …"."""
    return any(
        child.dep_ in ("compound", "nmod", "amod") or child.lower_ in ("between", "of", "with")
        for child in token.children
        if child.lower_ != "same"
    )


def _ordinal(token: Token) -> str:
    for child in token.lefts:
        if child.ent_type_ == "ORDINAL" or (child.text[:1].isdigit() and child.text[-2:].isalpha()):
            return child.text
    return ""
