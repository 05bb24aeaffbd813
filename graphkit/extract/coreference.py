"""Looks back for what a pronoun or a definite description refers to.

Deterministic scoring in the manner of Lappin and Leass: near beats far, subject beats object, and
a candidate of the wrong type or number never wins. Unsure is no answer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Protocol

from graphkit.claims import Entity
from graphkit.extract.binding import joins, subject_beside, together
from graphkit.extract.candidates import Candidate, joined, last_group, last_two, recurring
from graphkit.extract.nounphrases import is_plural, lemma_of
from graphkit.extract.tokens import Doc, Token

NOBODY: Mapping[int, Token] = MappingProxyType({})
REACH = 4  # sentences that a pronoun looks back
NEXT = 1  # the sentence before
NEAR = 2  # sentences in which the only two named are "both sides"
FAR = 60  # sentences that a description of the same noun looks back
GROUPS = frozenset({"Group"})
THINGS = frozenset({"Event", "Thing", "Weapon", "Agreement"})
LENIENT = frozenset({"Organization", "Country", "Place"})
SINGULAR_PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
NEUTER = frozenset({"it", "its", "itself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PERSON_TYPES = frozenset({"Person"})
PLURAL_TYPES = frozenset({"Group", "Organization"})
NEUTER_TYPES = frozenset(
    {"Organization", "Country", "Place", "Event", "Agreement", "Weapon", "Thing"}
)
PAIRED = (frozenset({"Country"}), frozenset({"Country", "Organization"}))
POSSESSING_TYPES = frozenset({"Organization", "Country"})


class Kinship(Protocol):
    """The nouns that may point back to one thing; see `graphkit.extract.words.Words`."""

    kin: dict[str, frozenset[str]]
    clans: dict[str, frozenset[str]]
    sites: frozenset[str]
    bodies: frozenset[str]


class Antecedents:
    """The mentions of a doc in order."""

    def __init__(
        self,
        doc: Doc,
        candidates: list[Candidate],
        resolve: Callable[[Token], Entity | None] = lambda _: None,
        speakers: Mapping[int, Token] = NOBODY,
    ) -> None:
        self._candidates = candidates
        self._at = [found.token.i for found in candidates]
        self._resolve, self._speakers = resolve, speakers
        self._starts = [sent.start for sent in doc.sents]
        self._groups = joined(candidates)
        self._people = self._singular_people(doc)

    def follow(self, echo: Token, entities: Sequence[Entity]) -> None:
        """Let later words point back to a description that has pointed back itself.

        Descriptions are followed in the order of the text: each needs only those before it.
        """
        if len(entities) > 1:
            insort(self._groups, Candidate(echo, entities[0], members=(*entities,)), key=_index)
        elif entities:
            nouns = frozenset({lemma_of(echo)})
            self._keep(Candidate(echo, entities[0], nouns=nouns, echo=True))

    def _keep(self, candidate: Candidate) -> None:
        at = bisect_left(self._at, candidate.token.i)
        if self._at[at : at + 1] != [candidate.token.i]:
            self._at.insert(at, candidate.token.i)
            self._candidates.insert(at, candidate)

    def of_pronoun(self, token: Token, wanted: frozenset[str]) -> Iterable[Entity]:
        """Return the entity of a personal or possessive pronoun, or nothing."""
        word = token.lower_
        if word in SINGULAR_PERSON:
            found = self._people.get(token.i)
        elif word == "both":
            return self.last_pair(token)
        elif word in PLURAL:
            return self._several(token, wanted)
        elif word in NEUTER:
            types = POSSESSING_TYPES if token.dep_ == "poss" else NEUTER_TYPES
            found = self._best(token, types, wanted=wanted, apart=self._pronoun_beside(token))
        else:
            found = None
        return [found] if found else []

    def _several(self, token: Token, wanted: frozenset[str]) -> Iterable[Entity]:
        apart = self._pronoun_beside(token)
        people = self._ranked(token, PLURAL_TYPES, wanted=wanted, apart=apart)
        group = self._group(token, wanted)
        if group and (not people or self._score(group, token) > people[0]):
            return group.members
        found = people[-1] if people else None
        if not found and token.lower_ == "them" and wanted & THINGS:
            found = self._best(token, THINGS, lambda each: is_plural(each.token), wanted=wanted)
        return [found] if found else []

    def _group(self, token: Token, wanted: frozenset[str]) -> Candidate | None:
        """Return those named together whom "they" may take up."""
        scored = [
            (self._score(group, token), group.token.i, group)
            for group in self._groups_before(token, REACH)
            if not together(group.token, token)
            and (not wanted or all(member.type in wanted for member in group.members))
        ]
        return max(scored, key=lambda item: item[:2])[2] if scored else None

    def _groups_before(self, token: Token, reach: int) -> list[Candidate]:
        first = self._starts[max(self._sentence(token.i) - reach, 0)]
        return [group for group in self._groups if first <= group.token.i < token.i]

    def _singular_people(self, doc: Doc) -> dict[int, Entity]:
        """Resolve "he" and "she" from left to right: nobody is one here and the other there."""
        women: dict[str, bool] = {}
        found: dict[int, Entity] = {}
        for token in doc.having(SINGULAR_PERSON):
            if token.lower_ not in SINGULAR_PERSON:
                continue  # the lemma of another word
            female = token.lower_ in FEMALE
            speaker = self._speaker_of(token)
            suits = partial(_suits, women, female, speaker)
            person = self._best(token, PERSON_TYPES, suits, apart=_subject_in(found, token))
            if person:
                women[person.iri] = female
                found[token.i] = person
                self._keep(Candidate(token, person))
        return found

    def _speaker_of(self, token: Token) -> Entity | None:
        """Return whose quotation a word stands in, if that is no pronoun."""
        speaker = self._speakers.get(token.i)
        return self._resolve(speaker) if speaker is not None and speaker.pos_ != "PRON" else None

    def last_state(self, token: Token) -> Entity | None:
        """Return the country that "the authorities" of the story are those of."""
        people = {found.token for found in self._candidates if found.entity.type == "Person"}

        def is_scene(found: Candidate) -> bool:
            """Leave out whom somebody serves: "General X of India", "the Swiss envoy X"."""
            above = found.token.head
            return not people & {above, above.head if found.token.dep_ == "pobj" else above}

        return self._best(token, frozenset({"Country"}), is_scene)

    def of_description(
        self,
        token: Token,
        kind: str | None,
        words: Kinship,
        accept: Callable[[str], bool] = lambda _: True,
    ) -> Entity | None:
        """Return the entity that "the group" or "that accord" points back to.

        A description of the same noun is preferred at any distance, then a name whose own noun is
        of the same kin ("the junta": a council, never a ministry). Nouns as general as "bloc" may
        also mean a near name that does not say what it is ("NATO").

        Args:
            token: Head of the description.
            kind: Its entity type.
            accept: Whether an IRI may be meant.
            words: Nouns that may name one thing: `kin` general ones, `clans` particular ones.
        """
        lemma = lemma_of(token)
        before = self._before(token, FAR)
        for candidate in reversed(before):
            fits = candidate.entity.type == kind and accept(candidate.entity.iri)
            if fits and lemma in _nouns_of(candidate):
                return candidate.entity
        if kind is None:
            return None
        types = frozenset({kind}) | (GROUPS if kind == "Organization" else frozenset())
        every = [*words.kin.values(), *words.clans.values(), words.sites]
        own = [found for found in every[:-1] if lemma in found]
        silent = partial(_is_silent, every, words.bodies)
        if kind in LENIENT and any(lemma in found for found in words.kin.values()):
            near = self._best(
                token,
                types,
                lambda found: accept(found.entity.iri) and (_is_kin(found, own) or silent(found)),
            )
            if near:
                return near
        return self._best(
            token, types, lambda found: accept(found.entity.iri) and _is_kin(found, own), FAR
        )

    def counted_pair(self, token: Token) -> Entity | None:
        """Return the group of two that "the pair" takes up: "expelled two envoys … the pair"."""
        for found in reversed(self._before(token, reach=NEXT)):
            two = any(child.lower_ == "two" for child in found.token.lefts)
            if two and found.entity.type == "Group":
                return found.entity
        return None

    def last_pair(
        self, token: Token, choices: Sequence[frozenset[str]] = PAIRED, number: int = 2
    ) -> Sequence[Entity]:
        """Return the two actors of "both sides" and "the two countries", or the two people.

        Those are meant whom the text has spoken of together, just now or (where they are of one
        type: "both countries") again and again; else the only two of the last sentences.

        Args:
            token: The word that stands for the two.
            choices: Of which types they may be, tried one after the other.
            number: How many there are.
        """
        often = recurring(self._groups_before(token, FAR)) if len(choices) == 1 else []
        of_groups = partial(last_group, token=token, number=number)
        ways: tuple[tuple[Callable[..., Sequence[Entity]], list[Candidate]], ...] = (
            (of_groups, self._groups_before(token, NEAR)),
            (of_groups, often),
            (partial(last_two, only=True), self._earlier(token, NEAR)),
            (of_groups, self._groups_before(token, FAR)),
            (last_two, self._earlier(token, REACH)),
            (last_two, self._before(token, REACH)),
        )
        found = (way(those, types=types) for way, those in ways for types in choices)
        return next((each for each in found if len(each) == number), ())

    def _before(self, token: Token, reach: int) -> list[Candidate]:
        first = self._starts[max(self._sentence(token.i) - reach, 0)]
        return self._candidates[bisect_left(self._at, first) : bisect_left(self._at, token.i)]

    def _earlier(self, token: Token, reach: int) -> list[Candidate]:
        return [found for found in self._before(token, reach) if found.token.sent != token.sent]

    def _best(
        self,
        token: Token,
        allowed: frozenset[str],
        accept: Callable[[Candidate], bool] = lambda _: True,
        reach: int = REACH,
        *,
        wanted: frozenset[str] = frozenset(),
        apart: Entity | None = None,
    ) -> Entity | None:
        found = self._ranked(token, allowed, accept, reach, wanted=wanted, apart=apart)
        return found[-1] if found else None

    def _ranked(
        self,
        token: Token,
        allowed: frozenset[str],
        accept: Callable[[Candidate], bool] = lambda _: True,
        reach: int = REACH,
        *,
        wanted: frozenset[str] = frozenset(),
        apart: Entity | None = None,
    ) -> tuple[float, int, Entity] | None:
        """Return the best of the candidates, with what it scores."""
        before = self._before(token, reach)
        here = self._starts[self._sentence(token.i)]
        beside = (found for found in before if found.token.i >= here)
        other = {found.entity.iri for found in beside if together(found.token, token)}
        if apart:
            other.add(apart.iri)
        scored = [
            (self._score(candidate, token) + 0.8 * (entity.type in wanted), -index, entity)
            for index, candidate in enumerate(reversed(before))
            if (entity := _fitting(candidate, allowed & wanted) or _fitting(candidate, allowed))
            and entity.iri not in other
            and accept(candidate)
        ]
        return max(scored, key=lambda item: item[:2]) if scored else None

    def _pronoun_beside(self, token: Token) -> Entity | None:
        """Return whom the pronoun means that is the subject of the verb of an object pronoun."""
        subject = subject_beside(token)
        return self._resolve(subject) if subject is not None else None

    def _sentence(self, index: int) -> int:
        return bisect_right(self._starts, index) - 1

    def _score(self, candidate: Candidate, token: Token) -> float:
        borders = self._sentence(token.i) - self._sentence(candidate.token.i)
        score = -1.6 * borders - 0.02 * (token.i - candidate.token.i)
        if candidate.subject:
            score += 0.5 if token.dep_ in ("dobj", "pobj") and token.lower_ in NEUTER else 1.5
            if token.dep_ == "poss" and candidate.token.head in token.ancestors:
                score += 1.0
        if candidate.token.dep_ in ("amod", "compound", "poss") or _is_hearer(candidate.token):
            score -= 0.8
        if token.dep_ == "poss" and joins(token.head, candidate.token):
            score += 2.5  # "met Ali and his commander": it is Ali's
        if token.lower_ in SINGULAR_PERSON and not candidate.entity.named:
            score -= 0.8  # "a person briefed on it" comes up once
        plural = candidate.entity.type == "Group" and token.lower_ in PLURAL
        if plural or candidate.members or is_plural(candidate.token):
            score += 0.5
        return score


def _index(candidate: Candidate) -> int:
    return candidate.token.i


def _subject_in(found: dict[int, Entity], token: Token) -> Entity | None:
    subject = subject_beside(token)
    return found.get(subject.i) if subject is not None else None


def _suits(
    women: dict[str, bool], female: bool, speaker: Entity | None, candidate: Candidate
) -> bool:
    """Tell whether somebody may be "he" or "she": nobody calls himself so."""
    himself = speaker is not None and speaker.iri == candidate.entity.iri
    return women.get(candidate.entity.iri, female) == female and not himself


def _nouns_of(candidate: Candidate) -> frozenset[str]:
    """Return the nouns that say what a candidate is: of a description its head."""
    if not candidate.entity.named:
        return frozenset({lemma_of(candidate.token)})
    return candidate.nouns


def _is_kin(candidate: Candidate, kin_of: list[frozenset[str]]) -> bool:
    """Tell whether a mention may be meant by another noun: what it says itself decides."""
    if candidate.echo:
        return False  # that "the mission" was the union's makes it no army
    return any(_nouns_of(candidate) & words for words in kin_of)


def _is_silent(every: list[frozenset[str]], bodies: frozenset[str], candidate: Candidate) -> bool:
    """Tell whether a name does not say what it names: "NATO", but not "State Department".

    That its other names are a body's is no matter: Hezbollah is also a "Party of God".
    """
    if not candidate.entity.named or not candidate.sure or candidate.echo:
        return False
    nouns = _nouns_of(candidate)
    last = candidate.entity.label.split()[-1].lower()
    return last not in bodies and not any(nouns & words for words in every)


def _is_hearer(token: Token) -> bool:
    """Tell whether something is only told to somebody: "told Al Jazeera that …"."""
    heard = token.dep_ in ("dobj", "dative")
    return heard and any(child.dep_ == "ccomp" for child in token.head.rights)


def _fitting(candidate: Candidate, allowed: frozenset[str]) -> Entity | None:
    for entity in (candidate.entity, candidate.power):
        if entity and entity.type in allowed:
            return entity
    return None
