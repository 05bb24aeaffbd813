"""Looks back for what a pronoun or a definite description refers to.

Deterministic scoring in the manner of Lappin and Leass: near beats far, subject beats object, and
a candidate of the wrong type or number never wins. Unsure is no answer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from graphkit.claims import Entity
from graphkit.extract.nounphrases import is_plural, lemma_of
from graphkit.extract.tokens import Doc, Token

MODIFYING = frozenset({"poss", "amod", "compound", "appos"})
NOBODY: Mapping[int, Token] = MappingProxyType({})
REACH = 4  # sentences that a pronoun looks back
NEXT = 1  # the sentence before
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


@dataclass(slots=True)
class Candidate:
    """A mention that later words may point back to.

    Attributes:
        power: Whom it stands for as a metonym.
        nouns: The nouns that say what it is.
        sure: False of a name whose type only the model says.
    """

    token: Token
    entity: Entity
    power: Entity | None = None
    nouns: frozenset[str] = frozenset()
    sure: bool = True

    @property
    def subject(self) -> bool:
        """True of a clause's subject."""
        return self.token.dep_ in ("nsubj", "nsubjpass")


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
        self._people = self._singular_people(doc)

    def of_pronoun(self, token: Token, wanted: frozenset[str]) -> Iterable[Entity]:
        """Return the entity of a personal or possessive pronoun, or nothing."""
        word = token.lower_
        if word in SINGULAR_PERSON:
            found = self._people.get(token.i)
        elif word in PLURAL:
            found = self._several(token, wanted)
        elif word in NEUTER:
            types = POSSESSING_TYPES if token.dep_ == "poss" else NEUTER_TYPES
            found = self._best(token, types, wanted=wanted, apart=self._pronoun_beside(token))
        else:
            found = None
        return [found] if found else []

    def _several(self, token: Token, wanted: frozenset[str]) -> Entity | None:
        apart = self._pronoun_beside(token)
        people = self._best(token, PLURAL_TYPES, wanted=wanted, apart=apart)
        if people or token.lower_ != "them" or not wanted & THINGS:
            return people
        return self._best(token, THINGS, lambda found: is_plural(found.token), wanted=wanted)

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

    def last_pair(self, token: Token, choices: Iterable[frozenset[str]] = PAIRED) -> list[Entity]:
        """Return the two actors of "both sides" and "the two countries", or the two people.

        Those of the sentences before are meant, or else those of the same sentence; but where the
        sentence has begun with just two ("X and Y signed a pact between the two countries"), they.

        Args:
            token: The word that stands for the two.
            choices: Of which types they may be, tried one after the other.
        """
        before = self._before(token, reach=REACH)
        own = [found for found in before if found.token.sent == token.sent]
        earlier = [found for found in before if found.token.sent != token.sent]
        beside = own if _are_joined(own) else []
        for candidates in (beside, earlier, before):
            for types in choices:
                found = _last_two(candidates, types)
                if found:
                    return found
        return []

    def _before(self, token: Token, reach: int) -> list[Candidate]:
        first = self._starts[max(self._sentence(token.i) - reach, 0)]
        return self._candidates[bisect_left(self._at, first) : bisect_left(self._at, token.i)]

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
        before = self._before(token, reach)
        here = self._starts[self._sentence(token.i)]
        beside = (found for found in before if found.token.i >= here)
        other = {found.entity.iri for found in beside if _together(found.token, token)}
        if apart:
            other.add(apart.iri)
        scored = [
            (self._score(candidate, token) + 0.8 * (entity.type in wanted), -index, entity)
            for index, candidate in enumerate(reversed(before))
            if (entity := _fitting(candidate, allowed & wanted) or _fitting(candidate, allowed))
            and entity.iri not in other
            and accept(candidate)
        ]
        return max(scored, key=lambda item: item[:2])[2] if scored else None

    def _pronoun_beside(self, token: Token) -> Entity | None:
        """Return whom the pronoun means that is the subject of the verb of an object pronoun."""
        subject = _subject_beside(token)
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
        if candidate.token.dep_ in ("amod", "compound", "poss"):
            score -= 0.8
        if (candidate.entity.type == "Group" and token.lower_ in PLURAL) or is_plural(
            candidate.token
        ):
            score += 0.5
        return score


def _are_joined(candidates: list[Candidate]) -> bool:
    """Tell whether a sentence has begun with two joined by "and", and named nobody else."""
    found = [each.token for each in candidates if each.entity.type in PAIRED[0]]
    return len(found) == 2 and found[1] in found[0].conjuncts


def _last_two(candidates: list[Candidate], types: frozenset[str]) -> list[Entity]:
    """Return the last two that "and" joins, else the last two; none where there are no two."""
    fitting = {found.token: found for found in candidates if found.entity.type in types}
    for candidate in reversed(fitting.values()):
        first = fitting.get(candidate.token.head) if candidate.token.dep_ == "conj" else None
        if first and first.entity.named and candidate.entity.named:
            return [candidate.entity, first.entity]
    found: dict[str, Entity] = {}
    for candidate in reversed(candidates):
        entity = candidate.power or candidate.entity
        if entity.type in types and entity.named:
            found.setdefault(entity.iri, entity)
        if len(found) == 2:
            return list(found.values())
    return []


def _subject_beside(token: Token) -> Token | None:
    """Return the pronoun that is the subject of the verb that has `token` as an object."""
    if token.dep_ not in ("dobj", "pobj", "dative"):
        return None
    verb = token.head.head if token.dep_ == "pobj" else token.head
    subjects = (child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass"))
    return next((child for child in subjects if child.pos_ == "PRON"), None)


def _subject_in(found: dict[int, Entity], token: Token) -> Entity | None:
    subject = _subject_beside(token)
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
    return any(_nouns_of(candidate) & words for words in kin_of)


def _is_silent(every: list[frozenset[str]], bodies: frozenset[str], candidate: Candidate) -> bool:
    """Tell whether a name does not say what it names: "NATO", but not "State Department".

    That its other names are a body's is no matter: Hezbollah is also a "Party of God".
    """
    if not candidate.entity.named or not candidate.sure:
        return False
    nouns = _nouns_of(candidate)
    last = candidate.entity.label.split()[-1].lower()
    return last not in bodies and not any(nouns & words for words in every)


def _fitting(candidate: Candidate, allowed: frozenset[str]) -> Entity | None:
    for entity in (candidate.entity, candidate.power):
        if entity and entity.type in allowed:
            return entity
    return None


def _controller(verb: Token) -> Token | None:
    """Return who does an infinitive: of "named Ali to replace him" Ali, who is not "him"."""
    if verb.dep_ not in ("xcomp", "advcl") or verb.tag_ != "VB":
        return None
    return next((child for child in verb.head.children if child.dep_ in ("dobj", "oprd")), None)


def _is_quoted_by(one: Token, other: Token) -> bool:
    """Tell whether a name is who acts in what a pronoun says: "[X] would resign, [she] said"."""
    clause, verb = one.head, other.head
    subjects = ("nsubj", "nsubjpass")
    both = one.dep_ in subjects and other.dep_ in subjects and one.pos_ == "PROPN"
    trailing = both and one.i < other.i and other.doc[min(other.i, verb.i) - 1].text == ","
    return trailing and clause.dep_ == "ccomp" and clause.head == verb


def _together(one: Token, other: Token) -> bool:
    """Tell whether two words are arguments of one verb, so that they cannot be the same."""
    if other.dep_ == "poss":
        return one == other.head or one in other.head.subtree
    if one in other.ancestors or one == _controller(other.head) or _is_quoted_by(one, other):
        return True
    if one.dep_ in MODIFYING and one.head.dep_ in ("nsubj", "nsubjpass"):
        one = one.head  # "Hungary's premier rejected it": not Hungary
    verb = other.head.head if other.dep_ == "pobj" else other.head
    if one.dep_ in ("nsubj", "nsubjpass"):
        while verb.dep_ == "conj" and not any(
            c.dep_ in ("nsubj", "nsubjpass") for c in verb.children
        ):
            verb = verb.head
    return one.head in (verb, other.head)
