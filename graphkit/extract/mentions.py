"""From a head word to the entity that its noun phrase refers to.

Names come first, then descriptions that point to a name ("the group", "the German chancellor"),
then pronouns; what is left and has a type of its own is an unnamed entity of the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graphkit.actors import Actors, known, named, plain, unnamed
from graphkit.claims import Document, Entity
from graphkit.extract.agency import agent
from graphkit.extract.coreference import PAIRED, PERSON_TYPES, Antecedents
from graphkit.extract.descriptions import (
    Bearer,
    appositive,
    bearers_of,
    is_creed,
    is_few,
    is_pair,
    listed,
    named_in_full,
    number_of,
    of_state,
    those,
)
from graphkit.extract.events import Events
from graphkit.extract.introduced import Introduced
from graphkit.extract.kinds import as_wanted, coerced
from graphkit.extract.layout import is_day
from graphkit.extract.names import Name
from graphkit.extract.nounphrases import (
    complement,
    determiner,
    is_definite,
    is_hyphenated,
    is_plural,
    label_of,
    lemma_of,
    part_of,
    phrase,
    possessive,
    possessor,
)
from graphkit.extract.syntax import referent
from graphkit.extract.tokens import Doc, Token
from graphkit.extract.words import Words

NONE: frozenset[str] = frozenset()
OF = frozenset({"of"})
NAMED_TYPES = frozenset({"Organization", "Place"})  # "the Lachin corridor" is a name
MANY = frozenset({"Person", "Country"})  # types whose plural is a group: "member states"
LOOSE = ("bloc", "company", "militia")  # kin of nouns that name no body of a state
SHOUTED = 3  # letters of an acronym that is no name in capitals


@dataclass(slots=True)
class Mentions:
    """The entities of one doc.

    Attributes:
        names: Names by every token they cover.
        people: Person of a described office by head token, filled in by the reading of titles.
        bearers: The people with a title, by the title's noun.
        states: The state that a person serves, by the person's IRI.
        listed: The people that a plural title lists, by its head token.
        speakers: Head of the speaker's phrase by every token inside a quotation.
        inside: Words that are only part of a title: "Force" of "Force Commander".
        homes: Whom a person means by "we", by the person's IRI: the body served.
    """

    doc: Doc
    document: Document
    actors: Actors
    words: Words
    names: dict[int, Name]
    people: dict[int, Entity] = field(default_factory=dict)
    bearers: dict[str, list[Bearer]] = field(default_factory=dict)
    states: dict[str, Entity] = field(default_factory=dict)
    listed: dict[int, tuple[Entity, ...]] = field(default_factory=dict)
    speakers: dict[int, Token] = field(default_factory=dict)
    homes: dict[str, Entity] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    described: dict[str, Name] = field(default_factory=dict)
    acronyms: dict[str, Name] = field(default_factory=dict)
    _introduced: Introduced | None = None
    _antecedents: Antecedents | None = None
    _events: Events | None = None
    _cache: dict[tuple[int, frozenset[str]], tuple[Entity, ...]] = field(default_factory=dict)
    _named: dict[tuple[int, frozenset[str]], Entity] = field(default_factory=dict)
    _types: dict[int, str | None] = field(default_factory=dict)

    def entities(self, token: Token, wanted: frozenset[str] = NONE) -> tuple[Entity, ...]:
        """Return the entities of a noun phrase, of the wanted types where there is a choice.

        Args:
            token: Head of the phrase.
            wanted: Types that fit; empty where any will do.
        """
        key = (token.i, wanted)
        if token.i in self.inside and token.i not in self.names:
            return ()
        if key not in self._cache:
            self._cache[key] = ()  # a phrase that leads back to itself has no entity
            self._cache[key] = tuple(self._resolve(token, wanted))
        return self._cache[key]

    def entity(self, token: Token, wanted: frozenset[str] = NONE) -> Entity | None:
        """Return the entity of a noun phrase if it is exactly one."""
        found = self.entities(token, wanted)
        return found[0] if len(found) == 1 else None

    def name_entity(self, name: Name, wanted: frozenset[str] = NONE) -> Entity:
        """Return the entity of a name, of the wanted types where there is a choice."""
        key = (name.span.start, wanted)
        if key not in self._named:
            self._named[key] = self._of_name(name, wanted)
        return self._named[key]

    def _of_name(self, name: Name, wanted: frozenset[str]) -> Entity:
        surface = name.text
        if name.power and "Place" not in wanted and name.power.type in wanted:
            return known(name.power, surface)
        full = self.acronyms.get(surface)
        if full and full is not name:
            return replace(self.name_entity(full, wanted), surface=surface)
        if name.actor:
            return known(name.actor, surface)
        if name.type == "Person" and coerced(name, wanted) == "Person":
            return self._person(name)
        label = self.labels.get(surface, surface) if name.type == "Organization" else surface
        if name.type == "Place" and label.isupper() and len(label) > SHOUTED:
            label = label.title()
        return named(label, coerced(name, wanted), surface)

    def _person(self, name: Name) -> Entity:
        surface = name.text
        label = self.labels.get(surface) or self.labels.get(surface.title(), surface)
        if label == surface and " " not in surface:
            actor = self.actors.surname(surface, self.document.date)
            if actor:
                return known(actor, surface)
        if label.isupper() and len(label) > SHOUTED:
            label = label.title()  # the label of a speaker
        actors = [actor for actor in self.actors.named(label) if actor.type == "Person"]
        if actors:
            return known(actors[0], surface)
        return named(label, "Person", surface)

    def _resolve(self, token: Token, wanted: frozenset[str]) -> Iterable[Entity]:
        token = referent(token)
        if token.i in self.people:
            return [self.people[token.i]]
        if token.i in self.listed:
            return self.listed[token.i]
        name = self.names.get(token.i)
        if name and not name.demonym:
            creed = name.type == "Group" and is_creed(token)
            return [] if creed else [self.name_entity(name, wanted)]  # "the Shiite group"
        if (token.ent_type_ in ("DATE", "TIME") or is_day(token)) and not name:
            return []
        if share := self._share(token, wanted):
            return share
        if token.lower_ in self.words.indefinite:
            return those(self, token)
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(token, wanted)
        if name:
            return self._demonym(token, name)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            return self._description(token, wanted)
        return []

    def _share(self, token: Token, wanted: frozenset[str]) -> Iterable[Entity]:
        """Read "a fifth of Georgia" as Georgia, and "nine of the crew" as a group."""
        whole = complement(token, OF) if token.lemma in self.words.fractions else None
        if whole is not None and whole.i in self.names:
            return self.entities(whole, wanted)
        if (whole := part_of(token)) is None or whole.pos_ != "NOUN":
            return []
        kind = self.type_of(whole) or "Thing"
        return [self.unnamed_entity(token, "Group" if kind == "Person" else kind)]

    def _demonym(self, token: Token, name: Name) -> Iterable[Entity]:
        """Read "Russian" before a noun as the country, and "the Russians" as it too."""
        modifies = token.dep_ in ("amod", "compound", "nmod", "npadvmod", "poss", "conj")
        if is_plural(token) and any(child.dep_ in ("nummod", "relcl") for child in token.children):
            return [self.unnamed_entity(token, "Group")]  # "20,000 Haitians"
        if determiner(token) in ("a", "an"):
            return [self.unnamed_entity(token, "Person")]  # "a Ukrainian"
        if name.actor and (modifies or is_plural(token)):
            return [known(name.actor, name.text)]
        one = determiner(token) in ("a", "an")  # "arrested a Ukrainian"
        return [self.unnamed_entity(token, "Person")] if one else []

    def _pronoun(self, token: Token, wanted: frozenset[str]) -> Iterable[Entity]:
        if token.lower_ in ("i", "me", "my", "we", "us", "our", "myself", "ourselves"):
            speaker = self.speakers.get(token.i)
            if speaker is None or speaker == token:
                return []
            found = self.entities(speaker, wanted)
            if token.lower_ in ("we", "us", "our") and found and found[0].type == "Person":
                home = self.homes.get(found[0].iri) or agent(self, speaker)
                return [home] if home else []
            return found
        return self.antecedents.of_pronoun(token, wanted)

    def forget(self) -> None:
        """Drop what was resolved so far: `people` has changed."""
        self._cache.clear()
        self._antecedents = self._events = None

    @property
    def antecedents(self) -> Antecedents:
        """The doc's mentions in order, for looking back; made when first asked for."""
        if self._introduced is None:
            self._introduced = Introduced(self)
        if self._antecedents is None:
            found = list(self._introduced)
            self._antecedents = Antecedents(self.doc, found, self.entity, self.speakers)
            for echo in self._introduced.echoes:
                self._antecedents.follow(echo, self.entities(echo))
        return self._antecedents

    def type_of(self, token: Token) -> str | None:
        """Return the entity type of a common noun, by its longest known compound."""
        if token.i not in self._types:  # asked of each noun six times over
            self._types[token.i] = self._type_of(token)
        return self._types[token.i]

    def _type_of(self, token: Token) -> str | None:
        lemma = lemma_of(token)
        if lemma in self.words.portions and (whole := complement(token, OF)) is not None:
            return self._type_of_many(whole)
        left = [child for child in token.lefts if child.dep_ in ("compound", "amod", "nmod")]
        for start in range(len(left)):
            words = " ".join(child.lower_ for child in left[start:])
            if kind := self.words.types.get(f"{words} {lemma}"):
                return "Group" if kind in MANY and is_plural(token) else kind
        if lemma in self.words.titles and lemma not in self.words.types:
            return "Group" if is_plural(token) else "Person"
        kind = self.words.types.get(lemma) or self.words.types.get(token.lower_)
        return "Group" if kind in MANY and is_plural(token) else kind

    def _type_of_many(self, noun: Token) -> str | None:
        """Return the type of "a batch of missiles" and of "a column of soldiers"."""
        kind = self.type_of(noun)
        people = kind == "Person" or (kind is None and noun.i in self.names)
        return "Group" if people else kind

    def _description(self, token: Token, wanted: frozenset[str]) -> Iterable[Entity]:
        fixed = of_state(self, token)
        if fixed:
            return [replace(fixed, surface=self.surface(token))]
        several = self._several(token)
        if several or is_pair(self, token):
            return several
        kind = self.type_of(token)
        beside = self.described.get(plain(token.text)) or appositive(self, token)
        names = [beside] if beside else listed(self, token)
        if names:
            return [self.name_entity(name, wanted) for name in names]
        if kind == "Event":
            return [self.unnamed_entity(token, kind)]
        before = self._named_before(token, kind) if is_definite(token) else None
        if before:
            return [before]
        if token.pos_ in ("ADJ", "NUM"):
            killed = wanted == {"Person", "Group"} and token.tag_ == "CD"
            return [self.unnamed_entity(token, "Group")] if killed else []  # "killing 19"
        return [self.unnamed_entity(token, as_wanted(kind, wanted))]

    def _several(self, token: Token) -> list[Entity]:
        """Return the two or few that "both sides" and "the ministers" take up."""
        if is_pair(self, token):
            counted = self.antecedents.counted_pair(token)
            if counted and lemma_of(token) in self.words.pairs:
                return [counted]
            states = lemma_of(token) in self.words.kin["country"]
            people = self.type_of(token) in ("Group", "Person") and not states
            types = PERSON_TYPES if people else PAIRED[0]
            only = states or people  # else "both sides" may be organizations as well
            pair = self.antecedents.last_pair(token, (types,) if only else PAIRED)
            return bearers_of(self, token) or [*pair]
        if is_few(self, token):
            number = number_of(token) or 0
            return [*self.antecedents.last_pair(token, PAIRED[:1], number)]
        if is_plural(token) and is_definite(token) and not self.is_restricted(token):
            return bearers_of(self, token)
        return []

    def _named_before(self, token: Token, kind: str | None) -> Entity | None:
        """Return what a definite description points back to."""
        whole = named_in_full(self, token)
        if whole:
            return replace(whole, surface=self.surface(token))
        if any(child.lower_ in self.words.novel for child in token.lefts):
            return None
        if self.is_restricted(token):
            return self._of_state(token, kind)
        fresh = lemma_of(token) in self.words.usurpers
        return self.antecedents.of_description(
            token, kind, self.words, lambda iri: not fresh or self._is_first(iri, token)
        )

    def _is_first(self, iri: str, token: Token) -> bool:
        """Tell whether a body of a state came up before "the junta" did: else it is another."""
        end = self.doc.having(frozenset({lemma_of(token)}))[0].sent.end
        named = (name for name in self.names.values() if name.actor and name.actor.iri == iri)
        return not self._home_of(iri) or any(name.span.start < end for name in named)

    def _of_state(self, token: Token, kind: str | None) -> Entity | None:
        """Return the body of a state that "the Lebanese group" points back to."""
        left = (self.names.get(child.i) for child in token.lefts if child.dep_ == "amod")
        names = [name for name in left if name]
        states = [name.actor.iri for name in names if name.actor]
        if kind != "Organization" or not names or not self.is_loose(token):
            return None  # "the Philippine navy" is a name
        return self.antecedents.of_description(
            token, kind, self.words, lambda iri: not states or self._home_of(iri) in states
        )

    def is_loose(self, token: Token) -> bool:
        """Tell whether a noun names no body of a state: "the Lebanese group"."""
        return any(lemma_of(token) in self.words.kin[kin] for kin in LOOSE)

    def _home_of(self, iri: str) -> str | None:
        actor = self.actors.get(iri)
        return actor.within if actor else None

    def is_restricted(self, token: Token) -> bool:
        """Tell whether a description says itself which one: by a name, a clause, a compound."""
        return self.is_modified_by_name(token) or any(
            child.dep_ in ("relcl", "acl", "compound")
            and not (child.dep_ == "relcl" and self.doc[child.left_edge.i - 1].text == ",")
            and not (child.dep_ == "compound" and child.lemma in self.words.general)
            for child in token.children
        )

    def is_modified_by_name(self, token: Token) -> bool:
        """Tell whether a name stands in a description: "the Philippine navy"."""
        return any(
            leaf.i in self.names
            for child in token.children
            if child.dep_ in ("compound", "amod", "poss", "nmod", "prep")
            and not is_hyphenated(child)  # "the Warsaw-based firm" is any firm named before
            for leaf in (child, *child.children)
        )

    def unnamed_entity(self, token: Token, kind: str) -> Entity:
        """Return what a noun phrase describes, as an entity of its own."""
        label, surface = self._label(token, kind), self.surface(token)
        if (
            kind in NAMED_TYPES
            and any(child.i in self.names for child in token.lefts)
            and not is_plural(token)
        ):
            return named(label, kind, surface)
        return unnamed(label, kind, surface, self.document.id)

    def surface(self, token: Token) -> str:
        """Return the words of a noun phrase, its possessor included."""
        return " ".join(phrase(token, owned=True).text.split())

    def _label(self, token: Token, kind: str) -> str:
        """Return the words of a description, with its possessor by name."""
        if kind == "Event":
            return self.events.label(token)
        words = label_of(token, placed=kind != "Agreement")
        owner = possessor(token)
        if owner is None:
            return words
        pronoun = owner.tag_ in ("PRP$", "WP$")
        found = self.entity(owner) if pronoun else None
        if found is None and pronoun:
            return words
        return f"{possessive(found.label if found else plain(label_of(owner)))} {words}"

    @property
    def events(self) -> Events:
        """The doc's events; made when first asked for."""
        if self._events is None:
            self._events = Events(
                self.doc, lambda token: self.type_of(token) == "Event", self.entity, self.words
            )
        return self._events
