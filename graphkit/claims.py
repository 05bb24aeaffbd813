"""What graphkit is about: documents, entities, evidence and claims.

Plain immutable values without any third-party library. The text floor makes them, the graph floor
stores them; neither knows the other. Identity is a hash of content, so that the same text read
twice, on any machine, gives the same ids.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from urllib.parse import quote

BASE = "https://w3id.org/graphkit/"
GK = BASE + "ontology#"  # classes, relations and properties
KB = BASE + "kb/"  # entities
OWN = KB + "in/"  # entities of one document
DOCUMENTS = BASE + "doc/"

ENTITY_TYPES = (
    "Person",
    "Organization",
    "Country",
    "Place",
    "Event",
    "Role",
    "Agreement",
    "Weapon",
    "Thing",
    "Group",
)
ACTOR_TYPES = frozenset({"Person", "Organization", "Country", "Group"})
POLARITIES = ("affirmed", "negated")
MODALITIES = ("actual", "planned", "possible", "requested")


def digest(*parts: str) -> str:
    """Return the first 20 hex digits of the SHA-256 of `parts`; equal parts, equal digest."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


@lru_cache(maxsize=10_000)  # the same few labels come again and again
def slug(label: str) -> str:
    """Return `label` as the last part of an IRI: spaces to "_", the rest percent-encoded."""
    composed = unicodedata.normalize("NFC", label).strip()
    return quote("_".join(composed.split()), safe="-_.,()'") or "unnamed"


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known about it.

    Attributes:
        id: Stable name, unique in a graph.
        text: The whole text; evidence offsets count its characters.
        title: Headline, or "".
        source: Publisher, or "".
        date: Day of publication; relative dates are resolved against it.
        url: Where it was published, or "".
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    date: dt.date | None = None
    url: str = ""

    @property
    def iri(self) -> str:
        """The document's IRI, which is also the name of its graph."""
        return DOCUMENTS + slug(self.id)

    @property
    def content_hash(self) -> str:
        """Digest of all that a run reads: with an equal one, equal versions read equal claims."""
        day = self.date.isoformat() if self.date else ""
        return digest(self.text, self.title, self.source, day, self.url)


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what a mention refers to.

    Attributes:
        iri: Identity; unnamed entities ("a U.S. official") have an IRI of their document.
        label: Canonical name.
        type: One of ENTITY_TYPES.
        surface: The words of the mention (of a pronoun: of its antecedent).
        same_as: IRI in another knowledge base, where the seeds give one.
        named: False for what the text does not name ("two diplomats").
        read_as: The entity that was read, where a judgement says that it is this one.
    """

    iri: str
    label: str
    type: str
    surface: str = ""
    same_as: str | None = None
    named: bool = True
    read_as: Entity | None = None

    @property
    def as_read(self) -> Entity:
        """The entity as its document was read, whatever was judged since."""
        return self.read_as or self


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that a claim is read from: `text == document.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventCode:
    """PLOVER category and CAMEO code of an event; either may be missing."""

    plover: str | None = None
    cameo: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One subject–predicate–object triple with its qualifiers and its evidence.

    Attributes:
        doc: Id of the document.
        subject: Who.
        predicate: Name of a relation (`skips`), or the verb phrase of an open claim.
        object: Whom or what.
        evidence: The sentence.
        polarity: "affirmed" or "negated".
        modality: One of MODALITIES.
        time: ISO day, month or year as precise as the text ("2025-06-04", "2025-04", "2025").
        place: Where.
        attributed_to: Who says so, where it is not the text's own voice.
        event_code: PLOVER and CAMEO.
        confidence: 0 to 1.
        core: True for what belongs on the network of actors.
        open: True where the predicate is no relation of the vocabulary.
        extractor: Id and version of the extractor ("clauses.v1").
        turned: True where a judgement made subject and object of a symmetric relation change
            places.
    """

    doc: str
    subject: Entity
    predicate: str
    object: Entity
    evidence: Evidence
    polarity: str = "affirmed"
    modality: str = "actual"
    time: str | None = None
    place: Entity | None = None
    attributed_to: Entity | None = None
    event_code: EventCode | None = None
    confidence: float = 1.0
    core: bool = True
    open: bool = False
    extractor: str = ""
    turned: bool = False

    @property
    def ends_as_read(self) -> tuple[Entity, Entity]:
        """Subject and object as the document was read, whatever was judged since."""
        one, other = self.subject.as_read, self.object.as_read
        return (other, one) if self.turned else (one, other)

    @property
    def id(self) -> str:
        """IRI hashed from everything that makes this claim differ from another one, as read."""
        qualifiers = (
            self.polarity,
            self.modality,
            self.time or "",
            self.place.as_read.iri if self.place else "",
            self.attributed_to.as_read.iri if self.attributed_to else "",
            str(self.evidence.start),
            str(self.evidence.end),
        )
        subject, object_ = self.ends_as_read
        triple = subject.iri, self.predicate, object_.iri
        return BASE + "claim/" + digest(self.doc, *triple, *qualifiers)

    @property
    def statement(self) -> str:
        """IRI shared by every claim, in any document, with the same triple, as judged."""
        return BASE + "statement/" + digest(self.subject.iri, self.predicate, self.object.iri)

    @property
    def entities(self) -> tuple[tuple[str, Entity], ...]:
        """The entities that it speaks of, each with the part that it plays."""
        parts = ("subject", self.subject), ("object", self.object), ("place", self.place)
        everyone = (*parts, ("attributedTo", self.attributed_to))
        return tuple((name, entity) for name, entity in everyone if entity)

    @property
    def earliest(self) -> dt.date | None:
        """First day that `time` covers."""
        return span_of(self.time)[0] if self.time else None

    @property
    def latest(self) -> dt.date | None:
        """Last day that `time` covers."""
        return span_of(self.time)[1] if self.time else None


@dataclass(frozen=True, slots=True)
class Run:
    """What made a set of claims: versions of graphkit, of the spaCy pipeline, of the ontology."""

    graphkit: str
    model: str
    ontology: str

    @property
    def iri(self) -> str:
        """Equal versions, equal IRI: a rebuilt graph is byte-identical."""
        return BASE + "run/" + digest(self.graphkit, self.model, self.ontology)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with the claims that a run read from it: what a store takes in."""

    document: Document
    claims: tuple[Claim, ...]
    run: Run


def span_of(time: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of an ISO day, month or year.

    Raises:
        ValueError: `time` is none of the three.
    """
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", time):
        raise ValueError(f"not an ISO day, month or year: {time!r}")
    year, month, day = (*map(int, time.split("-")), 0, 0)[:3]
    if day:
        return dt.date(year, month, day), dt.date(year, month, day)
    last = calendar.monthrange(year, month or 12)[1]
    return dt.date(year, month or 1, 1), dt.date(year, month or 12, last)


def claim_to_json(claim: Claim) -> str:
    """Return `claim` as one line of JSON in the shape that scripts rely on."""
    turned = {"turned": True} if claim.turned else {}  # said only where there is something to say
    return json.dumps(
        {
            "doc": claim.doc,
            "id": claim.id,
            "predicate": claim.predicate,
            "open": claim.open,
            "subject": _entity_to_dict(claim.subject),
            "object": _entity_to_dict(claim.object),
            "polarity": claim.polarity,
            "modality": claim.modality,
            "time": claim.time,
            "earliest": claim.earliest.isoformat() if claim.earliest else None,
            "latest": claim.latest.isoformat() if claim.latest else None,
            "place": _entity_to_dict(claim.place),
            "attributed_to": _entity_to_dict(claim.attributed_to),
            "evidence": asdict(claim.evidence),
            "event_code": asdict(claim.event_code) if claim.event_code else None,
            "confidence": round(claim.confidence, 3),
            "core": claim.core,
            "extractor": claim.extractor,
            **turned,
        },
        ensure_ascii=False,
    )


def claim_from_json(line: str) -> Claim:
    """Read back what `claim_to_json` wrote.

    Raises:
        ValueError: The line is no claim.
    """
    try:
        raw = json.loads(line)
        code = raw.get("event_code")
        subject, object_ = _entity_from_dict(raw["subject"]), _entity_from_dict(raw["object"])
        if subject is None or object_ is None:
            raise ValueError("a claim needs a subject and an object")
        return Claim(
            doc=raw["doc"],
            subject=subject,
            predicate=raw["predicate"],
            object=object_,
            evidence=Evidence(**raw["evidence"]),
            polarity=raw["polarity"],
            modality=raw["modality"],
            time=raw.get("time"),
            place=_entity_from_dict(raw.get("place")),
            attributed_to=_entity_from_dict(raw.get("attributed_to")),
            event_code=EventCode(**code) if code else None,
            confidence=raw["confidence"],
            core=raw["core"],
            open=raw["open"],
            extractor=raw["extractor"],
            turned=raw.get("turned", False),
        )
    except (KeyError, TypeError, AttributeError) as exc:
        raise ValueError(f"not a claim: {exc}") from exc


def claims_to_jsonl(claims: Iterable[Claim]) -> str:
    """Return `claims` as JSON Lines, one claim a line."""
    return "".join(claim_to_json(claim) + "\n" for claim in claims)


def _entity_to_dict(entity: Entity | None) -> dict[str, object] | None:
    if not entity:
        return None
    found = asdict(entity)
    if not entity.read_as:
        del found["read_as"]  # as above
    else:
        found["read_as"] = _entity_to_dict(entity.read_as)
    return found


def _entity_from_dict(raw: dict[str, object] | None) -> Entity | None:
    if not raw:
        return None
    read_as = _entity_from_dict(raw.get("read_as"))  # type: ignore[arg-type]  # an entity as well
    return Entity(**raw | {"read_as": read_as})  # type: ignore[arg-type]  # checked by the dataclass's own names
