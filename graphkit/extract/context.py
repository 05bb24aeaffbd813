"""What every extractor gets beside the doc: mentions, posts, sources, and a way to make claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graphkit.claims import ACTOR_TYPES, Claim, Document, Entity, Evidence
from graphkit.extract.agency import agent
from graphkit.extract.attribution import Attributions, Sources
from graphkit.extract.circumstances import Circumstances
from graphkit.extract.confidence import confidence, signs
from graphkit.extract.frames import Framer
from graphkit.extract.kinds import PLACES, fits
from graphkit.extract.mentions import Mentions
from graphkit.extract.modality import Moods
from graphkit.extract.mood import Mood
from graphkit.extract.post import Post
from graphkit.extract.syntax import VERBAL, conjoined
from graphkit.extract.tokens import Span, Token
from graphkit.extract.whereabouts import Whereabouts
from graphkit.extract.wordings import Templates
from graphkit.ontology import Ontology, Relation

SPOKEN_OF = frozenset({"Agreement", "Thing"})


@dataclass(slots=True)
class Context:
    """The state of one doc's extraction, and the tools that read qualifiers.

    `used` are the words that a claim has already been read from as part of a longer wording, with
    its relation and objects: "froze its participation in X" is no participation in X.
    """

    document: Document
    ontology: Ontology
    templates: Templates
    mentions: Mentions
    posts: list[Post]
    framer: Framer
    moods: Moods
    attributions: Attributions
    sources: Sources
    circumstances: Circumstances
    whereabouts: Whereabouts
    used: dict[Token, list[tuple[Relation, tuple[Token, ...]]]] = field(default_factory=dict)
    _words: dict[int, frozenset[str]] = field(default_factory=dict)
    _evidence: dict[int, Evidence] = field(default_factory=dict)

    def words_of(self, sent: Span) -> frozenset[str]:
        """Return the words and lemmas of a sentence, in lower case."""
        if sent.start not in self._words:
            both = (word for t in sent for word in (t.lower_, t.lemma))
            self._words[sent.start] = frozenset(both)
        return self._words[sent.start]

    def claim(
        self,
        relation: Relation,
        subject: Entity,
        object_: Entity,
        head: Token,
        extractor: str,
        *,
        arguments: list[Token] | None = None,
        mood: Mood | None = None,
        core: bool | None = None,
    ) -> Claim:
        """Make a claim with the qualifiers of the clause of `head`.

        Args:
            relation: The predicate.
            subject: Who.
            object_: Whom or what.
            head: Verb or noun that states it.
            extractor: Id of the extractor.
            arguments: Heads of the subject and object phrases; None for a lasting state, which
                takes neither the time nor the place of its clause.
            mood: Polarity and modality, where they are not those of `head`.
            core: Whether it belongs on the network, where the relation does not decide.
        """
        mood = mood or Mood()
        if _is_state(relation, head, subject, object_):
            arguments, mood = None, Mood(mood.polarity)
        time = place = None
        if arguments is not None:
            partakes = partakes_in_events(relation)
            time = self.circumstances.time(head, arguments, mood.modality, partakes=partakes)
            if relation.family != "structure" or "Event" in (subject.type, object_.type):
                speaks = relation.family == "diplomacy" and object_.type in SPOKEN_OF
                place = self.whereabouts.place(
                    head, arguments, partakes=partakes, speaks=speaks and not partakes
                )
            else:
                place = self.whereabouts.of_occasion(head, arguments)
            if place or object_.type == "Place":
                time = time or self.circumstances.live(head, mood.modality)
        modality = self._in_the_future(mood.modality, time)
        if place and (place.iri in (subject.iri, object_.iri) or _is_goal(relation, object_)):
            place = None
        source = self._source(head, subject) if arguments is not None else None
        if source and modality == "requested" and source.iri == subject.iri:
            source = None  # nobody asks himself: the pronoun was misread
        told = self._evidence_of(head.sent)
        qualities = [extractor.partition(".")[0], relation.family, modality, mood.polarity]
        qualities += ["attributed"] if source else []
        shown = signs(qualities, (subject, object_), told.text, head, arguments)
        return Claim(
            doc=self.document.id,
            subject=subject,
            predicate=relation.name,
            object=object_,
            evidence=told,
            polarity=mood.polarity,
            modality=modality,
            time=time,
            place=place,
            attributed_to=source,
            event_code=relation.code(object_.type, modality),
            core=relation.core if core is None else core,
            confidence=confidence(shown, self.ontology.signs),
            extractor=extractor,
        )

    def _evidence_of(self, sent: Span) -> Evidence:
        if sent.start not in self._evidence:  # one sentence makes several claims
            self._evidence[sent.start] = evidence(sent, self.document.text)
        return self._evidence[sent.start]

    def _in_the_future(self, modality: str, time: str | None) -> str:
        """Call what is dated after the document planned, whatever its tense."""
        day = self.document.date
        future = time and day and time > day.isoformat()[: len(time)]
        return "planned" if future and modality == "actual" else modality

    def _source(self, head: Token, subject: Entity) -> Entity | None:
        """Return who says so; of several who say what each of them does, the one who does it."""
        for token in self.attributions.sources(head, self.sources):
            entity = self.mentions.entity(token, ACTOR_TYPES)
            if entity is None or entity.type not in ACTOR_TYPES:
                entity = agent(self.mentions, token)  # "a State Department readout"
            label = token.i + 1 < len(token.doc) and token.nbor().text == ":"
            if label and entity and self._is_own_voice(token, entity):
                return None
            if entity and token != head:
                others = (self.mentions.entity(word, ACTOR_TYPES) for word in conjoined(token))
                return next((one for one in others if one and one.iri == subject.iri), entity)
        return None

    def _is_own_voice(self, label: Token, entity: Entity) -> bool:
        """Tell whether a label is an interviewer's, or a dateline: "NEW DELHI: …"."""
        name = self.mentions.names.get(label.i)
        return entity.type == "Organization" or (name is not None and name.type == "Place")


def _is_state(relation: Relation, head: Token, subject: Entity, object_: Entity) -> bool:
    """Tell whether a noun phrase names what lasts: "the headquarters in Kyiv", whatever is done."""
    event = "Event" in (subject.type, object_.type)
    return relation.sense == "venue" and head.pos_ not in VERBAL and not event


def _is_goal(relation: Relation, object_: Entity) -> bool:
    """Tell whether the object says where: of a visit, a deployment, a withdrawal."""
    moves = relation.moves_forces and object_.type in PLACES
    return moves or relation.range <= PLACES


def partakes_in_events(relation: Relation) -> bool:
    """Tell whether who stands in a relation to an event takes part in it, on its day.

    Speaking of an event ("condemned the killing in May") leaves it its own day and place.
    """
    return "Event" in relation.domain | relation.range or "Thing" not in relation.range


def evidence(sent: Span, whole: str) -> Evidence:
    """Return the sentence without the white space around it, as it stands in the whole text."""
    text = whole[sent.start_char : sent.start_char + len(sent.text)]
    start = sent.start_char + len(text) - len(text.lstrip())
    return Evidence(text.strip(), start, start + len(text.strip()))


def merged(claims: list[Claim], symmetric: frozenset[str]) -> list[Claim]:
    """Say each claim once: of two with the same triple keep the first, completed by the second."""
    found: dict[tuple[str, ...], Claim] = {}
    for claim in claims:
        parties = (claim.subject.iri, claim.object.iri)
        if claim.predicate in symmetric:
            parties = (min(parties), max(parties))
        key = (*parties, claim.predicate, claim.polarity)
        first = found.get(key)
        found[key] = _completed(first, claim) if first else claim
    return list(found.values())


def _completed(first: Claim, second: Claim) -> Claim:
    if second.time and (
        not first.time or (second.time.startswith(first.time) and second.time != first.time)
    ):
        first, second = second, first
    return replace(
        first,
        time=first.time or second.time,
        place=first.place or second.place,
        attributed_to=first.attributed_to or second.attributed_to,
        confidence=max(first.confidence, second.confidence),
        core=first.core or second.core,
    )


def typed_alike(claims: list[Claim], relations: Mapping[str, Relation]) -> list[Claim]:
    """Give an entity that was read as two types the one that it was read as more often.

    Where a relation does not take it so, it stays: the clinic that is paid for is no place.
    """
    votes = Counter((entity.iri, entity.type) for c in claims for entity in (c.subject, c.object))
    best: dict[str, str] = {}
    for (iri, kind), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(iri, kind)
    return [_retyped(claim, best, relations[claim.predicate]) for claim in claims]


def _retyped(claim: Claim, types: dict[str, str], relation: Relation) -> Claim:
    one, other = types[claim.subject.iri], types[claim.object.iri]
    if claim.subject.type != one and fits(one, relation.domain):
        claim = replace(claim, subject=replace(claim.subject, type=one))
    if claim.object.type != other and fits(other, relation.range):
        claim = replace(claim, object=replace(claim.object, type=other))
    return claim
