"""The log of judgements: which entities are one, which are not, and who says so.

What people judge stands in one graph, in the order of its time, and is never deleted from it. What
graphkit judges by itself follows from the documents and stands in a graph for each name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

import pyoxigraph as ox

from graphkit.claims import BASE, GK, Entity, digest, slug
from graphkit.errors import StoreError
from graphkit.rdf import by_subject, terms

LOG = BASE + "judgements"
AUTOMATIC = LOG + "/"  # graphs of what follows from the documents
GRAPHKIT = "graphkit"  # who judges what follows from the documents
DECISIONS = ("same", "different")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The decision that two entities are one, or are not.

    Attributes:
        decision: "same" or "different".
        kept: The entity that stands for both, or the first of two that differ.
        other: The other one.
        who: Who decided.
        when: When, in ISO 8601; "" where it follows from the documents.
        why: For what reason.
        undone: When and by whom it was taken back, or "".
    """

    decision: str
    kept: Entity
    other: Entity
    who: str
    when: str = ""
    why: str = ""
    undone: str = ""

    @property
    def iri(self) -> str:
        """Equal judgements of one moment, equal IRI: a log may be replayed twice."""
        parts = self.decision, self.kept.iri, self.other.iri, self.who, self.when
        return BASE + "judgement/" + digest(*parts)

    @property
    def pair(self) -> frozenset[str]:
        """The IRIs of both."""
        return frozenset({self.kept.iri, self.other.iri})


def graph_of(name: str) -> str:
    """Return the graph of what is judged of the people of one name."""
    return AUTOMATIC + slug(name)


def quads(judgements: Iterable[Judgement], graph: str) -> list[ox.Quad]:
    """Return judgements as the quads of a graph."""
    found = [
        ox.Quad(ox.NamedNode(one.iri), predicate, value, ox.NamedNode(graph))
        for one in judgements
        for predicate, value in _triples(one)
    ]
    return list(dict.fromkeys(found))


def read(found: Iterable[ox.Quad]) -> list[Judgement]:
    """Return the judgements that quads hold, the oldest first.

    Raises:
        StoreError: One of them is not whole.
    """
    judged = []
    for iri, about in by_subject(found).items():
        try:
            both = json.loads(about[GK + "described"][0])
            texts = {
                name: next(iter(about.get(GK + key, ())), "")
                for name, key in {
                    "decision": "decision",
                    "who": "judgedBy",
                    "when": "judgedAt",
                    "why": "because",
                    "undone": "undone",
                }.items()
            }
            judged.append(Judgement(kept=Entity(**both[0]), other=Entity(**both[1]), **texts))
        except (KeyError, IndexError, TypeError, ValueError) as exc:
            raise StoreError(f"{iri} is not a whole judgement: {exc}") from exc
    return sorted(judged, key=lambda one: (one.when, one.iri))


def to_jsonl(judgements: Iterable[Judgement]) -> str:
    """Return judgements as JSON Lines, which `from_jsonl` reads."""
    return "".join(json.dumps(_plain(one), ensure_ascii=False) + "\n" for one in judgements)


def from_jsonl(text: str, path: object = None) -> list[Judgement]:
    """Return the judgements of JSON Lines.

    Raises:
        StoreError: A line is no judgement.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            raw = json.loads(line)
            raw |= {key: Entity(**raw[key]) for key in ("kept", "other")}
            found.append(Judgement(**raw))
        except (ValueError, KeyError, TypeError) as exc:
            raise StoreError(f"line {number} is no judgement: {exc}", location=path) from exc
        if found[-1].decision not in DECISIONS:
            text = f"line {number} decides {found[-1].decision!r}, neither same nor different"
            raise StoreError(text, location=path)
    return found


def merged(log: Iterable[Judgement], more: Iterable[Judgement]) -> list[Judgement]:
    """Return a log with more judgements in it; one that both have is undone if either says so."""
    known = {one.iri: one for one in log}
    for one in more:
        before = known.get(one.iri, one)
        known[one.iri] = replace(one, undone=before.undone or one.undone)
    return sorted(known.values(), key=lambda one: (one.when, one.iri))


def _triples(one: Judgement) -> Iterable[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield terms.TYPE, terms.gk("Judgement")
    yield terms.gk("kept"), ox.NamedNode(one.kept.iri)
    yield terms.gk("other"), ox.NamedNode(one.other.iri)
    both = [_entity(one.kept), _entity(one.other)]
    yield terms.gk("described"), ox.Literal(json.dumps(both, ensure_ascii=False))
    said = {
        "decision": one.decision,
        "judgedBy": one.who,
        "judgedAt": one.when,
        "because": one.why,
        "undone": one.undone,
    }
    for name, text in said.items():
        if text:
            yield terms.gk(name), ox.Literal(text)


def _plain(one: Judgement) -> dict[str, object]:
    return asdict(one) | {"kept": _entity(one.kept), "other": _entity(one.other)}


def _entity(entity: Entity) -> dict[str, object]:
    known = {"iri": entity.iri, "label": entity.label, "type": entity.type}
    same = {"same_as": entity.same_as} if entity.same_as else {}
    return known | same | ({} if entity.named else {"named": False})
