"""Where: the place of a claim, from its clause, from the clauses around it and from its event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from graphkit.claims import Entity
from graphkit.extract.kinds import PLACES
from graphkit.extract.mentions import NONE, Mentions
from graphkit.extract.nounphrases import complement, phrase
from graphkit.extract.scopes import Scopes, is_there
from graphkit.extract.syntax import VERBAL, has_subject, is_date, objects
from graphkit.extract.tokens import Token
from graphkit.ontology import Ontology

GOAL = frozenset({"to", "in", "at", "into", "for"})
FOR = frozenset({"for"})
OVER = frozenset({"over"})
OWNED = frozenset({"of", "between", "with"})
OF = frozenset({"of"})
TARGETING = frozenset({"at", "on", "against"})
LOOSE = frozenset({"on", "off", "around"})
NEARBY = frozenset({"near", "outside"})  # said of the agent, it still says where it happened


class Whereabouts:
    """Places of one doc."""

    def __init__(self, ontology: Ontology, mentions: Mentions, scopes: Scopes) -> None:
        self._mentions, self._scopes = mentions, scopes
        self._locating = ontology.words("locatingPreposition")
        self._moving = ontology.words("motionVerb")
        self._settlements = ontology.words("cityNoun")
        self._undertakings = ontology.words("undertaking")
        self._striking = ontology.words("act-strike")
        self._buildings = ontology.words("building")
        self._channels = ontology.words("channel")
        self._meetings = ontology.words("kin-meeting")
        self._disputed = ontology.words("disputedPlace")
        self._held: dict[int, list[Token]] = {}

    def place(
        self,
        head: Token,
        arguments: Sequence[Token],
        *,
        partakes: bool = True,
        speaks: bool = False,
    ) -> Entity | None:
        """Return where it happened, if the text says so.

        Args:
            head: The verb or noun that states the claim.
            arguments: Heads of its subject and object phrases.
            partakes: The relation takes part in its events, so that their place is the claim's.
            speaks: It only speaks of its object, whose place is its own: "a truce in Gaza".
        """
        return next(self._found(head, arguments, partakes, speaks), None)

    def _found(
        self, head: Token, arguments: Sequence[Token], partakes: bool, speaks: bool
    ) -> Iterator[Entity]:
        first = head.lefts if speaks else head.rights
        yield from self._beside(head, arguments, self._locating, first)
        for argument in () if speaks else arguments[1:]:
            if partakes or self._mentions.type_of(argument) != "Event":
                yield from self._beside(argument, arguments, self._locating)
                yield from self._behind(argument, arguments)
        yield from self._beside(head, arguments, self._locating)  # "In Mali …" says least
        yield from self._beside_agent(arguments[0], head, arguments)
        for argument in arguments if partakes else ():
            yield from self._of_event(argument)
        clause: Token | None = head
        while clause is not None:
            if self._scopes.reaches(clause.i, head, clause):
                yield from self._of_clause(clause, arguments)
                yield from self._of_object(clause, arguments)
                yield from self._of_aim(clause, arguments) if head.dep_ == "advcl" else ()
            clause = self._scopes.shared(clause)

    def _behind(self, argument: Token, arguments: Sequence[Token]) -> Iterator[Entity]:
        """Yield Oman of "the ship Sea Pearl [near Oman]" and of "a team led by X [in Oman]"."""
        for child in argument.rights:
            if child.dep_ == "appos":
                yield from self._beside(child, arguments, self._locating)
            elif child.dep_ == "acl" and child.lemma in self._scopes.standing:
                agents = [noun for by in child.rights if by.dep_ == "agent" for noun in objects(by)]
                for word in (child, *agents):
                    yield from self._beside(word, arguments, self._locating)

    def _beside_agent(
        self, agent: Token, head: Token, arguments: Sequence[Token]
    ) -> Iterator[Entity]:
        """Yield Izmir of "was trained by the Navy at Izmir", but not of "by police in Izmir"."""
        after = agent.i > head.i
        for place in self._beside(agent, arguments, self._locating if after else NEARBY):
            if agent.i in self._mentions.names or place.surface not in phrase(agent).text:
                yield place

    def _of_clause(self, clause: Token, arguments: Sequence[Token]) -> Iterator[Entity]:
        yield from self._where(clause)
        yield from self._there(clause)
        yield from self._beside(clause, arguments, self._locating)
        if clause.pos_ not in VERBAL:
            yield from self._of_event(clause)
            return
        yield from self._overhead(clause, arguments)
        yield from self._visited(clause, arguments)
        yield from self._of_events(clause, arguments)
        for opening in self._scopes.openings(clause):
            yield from self._beside(opening, arguments, self._locating)
            yield from self._visited(opening, arguments)

    def _of_object(self, clause: Token, arguments: Sequence[Token]) -> Iterator[Entity]:
        """Yield Lagos of "attacked Lagos [a bank in Lagos], killing two guards"."""
        for child in clause.children if clause.pos_ in VERBAL else ():
            if child.dep_ == "dobj" and child not in arguments:
                if clause.lemma in self._striking:
                    yield from self._struck(child)
                if child.pos_ == "NOUN":
                    yield from self._beside(child, arguments, self._locating)
            for other in child.conjuncts if child.dep_ == "dobj" else ():
                if other not in arguments:  # "met X and Y [in Lagos]"
                    yield from self._beside(other, arguments, self._locating)

    def _struck(self, target: Token) -> Iterator[Entity]:
        place = self._mentions.entity(self._named_by(target))
        if place and place.type == "Place" and place.named:
            yield place

    def _of_aim(self, clause: Token, arguments: Sequence[Token]) -> Iterator[Entity]:
        """Yield Lagos of "fired at a bank in Lagos, killing two guards"."""
        for child in clause.children:
            for noun in objects(child) if child.lower_ in TARGETING else ():
                if noun not in arguments:
                    yield from self._beside(noun, arguments, self._locating)

    def of_occasion(self, head: Token, arguments: Sequence[Token]) -> Entity | None:
        """Return where the event was at which a lasting relation showed itself."""
        return next(self._of_events(head, arguments), None) if head.pos_ in VERBAL else None

    def _of_events(self, clause: Token, arguments: Sequence[Token]) -> Iterator[Entity]:
        for noun in self._events(clause, arguments):
            yield from self._beside(noun, arguments, self._locating)
            yield from self._of_event(noun)

    def _of_event(self, noun: Token) -> Iterator[Entity]:
        if self._mentions.type_of(noun) == "Event":
            for event in self._mentions.entities(noun):
                if place := self._places_of_events.get(event.iri):
                    yield place

    def _events(self, clause: Token, arguments: Sequence[Token]) -> Iterator[Token]:
        """Return the events that a clause holds or happened at: "met for a round of [talks]"."""
        if clause.i not in self._held:  # asked for every claim of a clause
            self._held[clause.i] = [token for token in clause.subtree if self._holds(clause, token)]
        return (token for token in self._held[clause.i] if token not in arguments)

    def _holds(self, clause: Token, token: Token) -> bool:
        if token.dep_ not in ("dobj", "pobj") or self._mentions.type_of(token) != "Event":
            return False
        return clause in self._scopes.above(token) and not self._scopes.is_spoken_of(token)

    @cached_property
    def _places_of_events(self) -> dict[str, Entity]:
        """Where each event is, by its IRI, where a place stands beside one of its mentions."""
        found: dict[str, Entity] = {}
        for token in self._placed():
            noun = self._scopes.held(token) if token.pos_ in VERBAL else token
            if noun is None or self._mentions.type_of(noun) != "Event":
                continue
            for place in self._beside(token, (), self._locating):
                for event in self._mentions.entities(noun):
                    found.setdefault(event.iri, place)
        for noun, places in self._placed_otherwise():
            for place in places:
                for event in self._mentions.entities(noun):
                    found.setdefault(event.iri, place)
        return found

    def _placed_otherwise(self) -> Iterator[tuple[Token, Iterator[Entity]]]:
        """Yield events and where they are, if that stands in their name or with a verb."""
        for noun in self._mentions.doc.having(self._meetings):
            yield noun, self._named_after(noun)
        yield from self._travelled_to()
        for noun, verb in self._mentions.events.told_by_verbs():
            yield noun, self._beside(verb, (), self._locating)
            yield noun, self._of_object(verb, ())

    def _named_after(self, noun: Token) -> Iterator[Entity]:
        """Yield Samarkand of "the Samarkand talks"; "the Gaza talks" are held elsewhere."""
        for child in noun.lefts:
            name = self._mentions.names.get(child.i) if child.dep_ in ("compound", "nmod") else None
            if name and noun.i >= name.span.end and name.text not in self._disputed:
                place = self._mentions.entity(child)
                if place and place.type == "Place":
                    yield place

    def _travelled_to(self) -> Iterator[tuple[Token, Iterator[Entity]]]:
        """Yield the summit of "flew to Havana to attend [for] the summit", with Havana."""
        for verb in self._mentions.doc.having(self._moving):
            for child in verb.rights if verb.pos_ == "VERB" else ():
                aims = child.dep_ in ("xcomp", "advcl") or child.lower_ == "for"
                for noun in child.rights if aims else ():
                    if self._mentions.type_of(noun) == "Event":
                        yield noun, self._beside(verb, (), GOAL - FOR)
        for noun in self._mentions.doc.having(self._meetings):
            gathers = noun.dep_ == "pobj" and noun.head.lower_ == "for"
            for word in self._scopes.above(noun) if gathers else ():  # "met in Riga for a summit"
                met = [child for child in word.children if child.dep_ == "dobj"]
                for held in (word, *met):
                    yield noun, self._beside(held, (), self._locating)

    def _placed(self) -> Iterator[Token]:
        """Yield the words that a locating preposition hangs from, and whose part these are."""
        for token in self._mentions.doc.having(self._locating):
            if token.dep_ == "prep" and token.lower_ in self._locating:
                yield token.head
                if token.head.dep_ == "pobj" and token.head.head.lower_ in OWNED:
                    yield token.head.head.head

    def _visited(self, clause: Token, arguments: Sequence[Token]) -> Iterator[Entity]:
        """Yield where one is once one has come there.

        Bahrain of "announced it during a visit to Bahrain", and Bern of "flew to Bern to sign it".
        """
        moved = clause.lemma in self._moving
        if moved and clause not in arguments:
            yield from self._beside(clause, arguments, GOAL)
            for child in clause.children:
                if child.dep_ == "dobj":  # "sent [a delegation to Bern]", "visited [Bern]"
                    yield from self._beside(child, arguments, GOAL)
                    yield from self._goal(child, arguments)
        come = clause.head  # "[arrived] in Manila and is to meet X"
        goes_on = clause.dep_ == "conj" and not has_subject(clause) and not moved
        if goes_on and come.lemma in self._moving:
            yield from self._beside(come, arguments, GOAL)
            for child in come.rights:
                yield from self._goal(child, arguments) if child.dep_ == "dobj" else ()
        for child in clause.children:
            if child.dep_ == "prep" and child.lower_ in ("during", "on"):
                for noun in objects(child):
                    if noun.lemma in self._undertakings:
                        yield from self._beside(noun, (), GOAL)

    def _goal(self, noun: Token, arguments: Sequence[Token]) -> Iterator[Entity]:
        """Yield Bern of "[visited Bern] and met X"."""
        place = self._mentions.entity(noun) if noun.i in self._mentions.names else None
        if place and place.type in PLACES and noun not in arguments:
            yield place

    def _where(self, clause: Token) -> Iterator[Entity]:
        """Yield the place that "in Cologne, where …" begins a clause with."""
        if is_there(clause):
            when = is_date(clause.head)
            if when and clause.left_edge.lower_ == "where":
                yield from self._last_before(clause.head)  # "flew to Riga [on Monday, where …]"
            entity = None if when else self._mentions.entity(clause.head, PLACES)
            if entity and entity.type in PLACES and entity.named:
                yield entity

    def _there(self, clause: Token) -> Iterator[Entity]:
        """Yield the last place named before "signed a pact [there]"."""
        if any(child.lower_ == "there" and child.dep_ == "advmod" for child in clause.children):
            yield from self._last_before(clause)

    def _last_before(self, word: Token) -> Iterator[Entity]:
        start = self._mentions.doc[max(word.sent.start - 1, 0)].sent.start
        for token in reversed(self._mentions.doc[start : word.i]):
            if token.dep_ not in ("pobj", "dobj"):
                continue
            named = token.i in self._mentions.names
            place = self._mentions.entity(token) if named else None
            if place and place.type == "Place":
                yield place
                return
            if not named and self._mentions.type_of(token) == "Place":
                return  # "at an air base. There …" is not in the town named before

    def _overhead(self, clause: Token, arguments: Sequence[Token]) -> Iterator[Entity]:
        """Yield Latvia of "shot down a drone over Latvia", which is what nobody quarrels over."""
        for word in clause.children:
            if self._mentions.type_of(word) == "Weapon":
                yield from self._beside(clause, arguments, OVER)
                yield from self._beside(word, arguments, OVER)

    def stated(self, noun: Token) -> Entity | None:
        """Return the place that stands beside a noun itself."""
        return next(self._beside(noun, (), self._locating), None)

    def _beside(
        self,
        head: Token,
        arguments: Sequence[Token],
        prepositions: frozenset[str],
        among: Sequence[Token] | None = None,
    ) -> Iterator[Entity]:
        """Yield the places that stand beside a word with one of `prepositions`.

        Args:
            head: The word.
            arguments: What is no place of it.
            prepositions: What brings places in.
            among: Those of its children that are asked; None for all.
        """
        for child in head.children if among is None else among:
            if child.dep_ not in ("prep", "dative"):
                continue
            for leaf in objects(child):
                within = child.lower_ in prepositions
                place = self._located(leaf, child) if within else None
                if place and leaf not in arguments and not self._is_topic(child):
                    yield place
                elif self._passes(child, leaf, within=within):
                    yield from self._beside(leaf, arguments, prepositions)

    def _passes(self, preposition: Token, noun: Token, *, within: bool) -> bool:
        """Tell whether a place below a noun is that of what stands above the noun.

        So it is in "talks of X [in Riga]", "at his house [in Riga]" and "a forum on the sea [in
        Riga]".
        """
        named = noun.i in self._mentions.names
        if preposition.lower_ in OWNED:
            return self._mentions.type_of(preposition.head) == "Event"
        return within and named == self._is_topic(preposition)

    def _is_topic(self, preposition: Token) -> bool:
        """Tell whether a phrase says what a meeting is about: "a conference [on the Red Sea]"."""
        return preposition.lower_ == "on" and preposition.head.lemma in self._meetings

    def _located(self, leaf: Token, preposition: Token) -> Entity | None:
        above, leaf = leaf, self._named_by(leaf)
        loose = preposition.lower_ in LOOSE  # "on Maritime Security" makes no place of it
        entity = self._mentions.entity(leaf, NONE if loose else PLACES)
        if entity and not self._is_told_apart(leaf, entity):
            return None
        if leaf.text in self._channels:
            return None
        if entity and preposition.lower_ == "at" and self._is_site(leaf, entity):
            entity = replace(entity, type="Place")
        if entity and leaf != above and entity.type == "Person":
            entity = replace(entity, type="Place")  # "the town of Djibo" is nobody's
        if entity and preposition.lower_ == "on" and entity.type == "Country":
            return None  # "on Haiti, the ministers …" is what they speak of
        return entity if entity and entity.type in PLACES and entity.named else None

    def _named_by(self, leaf: Token) -> Token:
        """Return Djibo of "the town of Djibo"."""
        name = complement(leaf, OF) if self._mentions.type_of(leaf) == "Place" else None
        return name if name is not None and name.i in self._mentions.names else leaf

    def _is_told_apart(self, leaf: Token, entity: Entity) -> bool:
        """Tell whether it is sure which place is meant: of "the region" it is not."""
        itself = leaf.i in self._mentions.names or leaf.text in entity.label
        return itself or leaf.lemma in self._settlements

    def _is_site(self, token: Token, entity: Entity) -> bool:
        """Tell whether a name after "at" is a place: "at HMS Collingwood", "at the White House"."""
        name = self._mentions.names.get(token.i)
        body = name is not None and (name.actor is None or entity.label in self._buildings)
        return body and entity.type == "Organization"
