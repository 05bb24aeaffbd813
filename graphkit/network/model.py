"""Claims as a network, and what is asked of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, Unpack

import networkx as nx

from graphkit.claims import BASE
from graphkit.errors import GraphkitError
from graphkit.network.formats import export
from graphkit.network.loading import commonest
from graphkit.network.measures import Measures, Ranked, communities, measured, projection, ranked
from graphkit.network.places import Place, places
from graphkit.network.selection import select
from graphkit.store import places as kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphkit.claims import Claim, Document, Entity
    from graphkit.network.selection import Choice
    from graphkit.store import Store


class Network:
    """Claims between entities as a `networkx.MultiDiGraph`, one edge a claim.

    A node is an entity's IRI with `label` and `type`; an edge has the claim's id as its key, and
    `predicate`, `polarity`, `modality`, `time`, `doc`, `confidence` and the `claim` itself.

    Attributes:
        graph: The networkx graph; make a new network rather than changing it.
        by_id: The claims by their ids, in the order of these.
        documents: What is known of the claims' documents, by id.
        before: Where nodes stood when they were last drawn, by IRI.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        documents: Mapping[str, Document] | None = None,
        before: Mapping[str, tuple[float, float]] | None = None,
    ) -> None:
        unique = {claim.id: claim for claim in claims}
        self.by_id: Mapping[str, Claim] = {key: unique[key] for key in sorted(unique)}
        self.documents: Mapping[str, Document] = documents or {}
        self.before: Mapping[str, tuple[float, float]] = before or {}
        self._home: Path | None = None
        self.graph = _graph(self.by_id)

    @classmethod
    def from_store(cls, store: Store, **choice: Unpack[Choice]) -> Self:
        """Return the network of a store's claims, chosen as by `select`."""
        documents = {document.id: document for document in store.documents()}
        found = cls(
            select(store.claims(), documents, **choice), documents, kept.read(store.location)
        )
        whole = not any(value is not None for value in choice.values())
        if whole and isinstance(store.location, Path):  # not in memory, not on a server
            found._home = store.location
        return found

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order of their ids."""
        return tuple(self.by_id.values())

    def __len__(self) -> int:
        return len(self.graph)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)} entities and {len(self.claims)} claims>"

    def ranking(self) -> tuple[Ranked, ...]:
        """Return degree, PageRank and community by node, the highest rank first."""
        return self._ranking

    def measures(self) -> tuple[Measures, ...]:
        """Return the ranking with betweenness, which takes much longer than all the rest."""
        return self._measures

    def communities(self) -> tuple[tuple[str, ...], ...]:
        """Return the communities as tuples of IRIs, the largest first."""
        return self._communities

    def places(self) -> Mapping[str, Place]:
        """Return where every node is drawn and how large; near to where it stood before."""
        return self._places

    def remember(self) -> None:
        """Keep the places beside the store whose whole network this is, for the next time.

        Raises:
            StoreError: They cannot be written.
        """
        if self._home:
            kept.write(self._home, {iri: (at.x, at.y) for iri, at in self.places().items()})

    def find(self, name: str) -> str:
        """Return the IRI of the node with this name, IRI or unmistakable part of a name.

        Raises:
            GraphkitError: No node, or more than one, answers to it.
        """
        if name in self.graph:
            return name
        wanted = name.casefold().strip()
        labels = {row.iri: row.label.casefold() for row in self.ranking()}
        for fits in (wanted.__eq__, lambda label: wanted in label):
            found = [iri for iri, label in labels.items() if fits(label)]
            if len(found) == 1:
                return found[0]
            if found:
                listed = ", ".join(found[:5])
                raise GraphkitError(f"{name!r} names several entities; give one of {listed}")
        raise GraphkitError(f"nobody named {name!r} is in this network of {len(self)} entities")

    def ego(self, name: str, radius: int = 1) -> Self:
        """Return the network within `radius` steps of one entity."""
        near = nx.ego_graph(self._projection, self.find(name), radius=radius)
        return self.only(near.nodes)

    def top(self, n: int) -> Self:
        """Return the network of the `n` most important entities."""
        return self.only(row.iri for row in self.ranking()[: max(n, 0)])

    def only(self, iris: Iterable[str]) -> Self:
        """Return the network of the claims whose two ends are both among `iris`."""
        kept = set(iris)
        return type(self)(
            (c for c in self.claims if c.subject.iri in kept and c.object.iri in kept),
            self.documents,
            self.before,
        )

    def among(self, names: Iterable[str]) -> Self:
        """Return the network of the claims that are named, or both of whose ends are.

        Args:
            names: IRIs of claims and entities, or names of entities: the cells of an answer.
        """
        said = set(names)

        def named(entity: Entity) -> bool:
            return entity.iri in said or entity.label in said

        chosen = (
            claim
            for claim in self.claims
            if f"{BASE}claim/{claim.id}" in said or (named(claim.subject) and named(claim.object))
        )
        return type(self)(chosen, self.documents, self.before)

    def between(self, one: str, other: str) -> tuple[Claim, ...]:
        """Return the claims that link two entities, in either direction."""
        ends = {self.find(one), self.find(other)}
        return tuple(c for c in self.claims if {c.subject.iri, c.object.iri} == ends)

    def export(self, name: str) -> str:
        """Return the network as text in a format: `csv`, `cytoscape`, `gexf` or `graphml`."""
        return export(self, name)

    @cached_property
    def _projection(self) -> nx.Graph[str]:
        return projection(self.graph)

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return places(self.ranking(), self._projection, self.before)

    @cached_property
    def _communities(self) -> tuple[tuple[str, ...], ...]:
        return communities(self._projection)

    @cached_property
    def _ranking(self) -> tuple[Ranked, ...]:
        return ranked(self.graph, self._projection, self._communities)

    @cached_property
    def _measures(self) -> tuple[Measures, ...]:
        return measured(self.ranking(), self._projection)


def network(
    claims: Iterable[Claim],
    documents: Mapping[str, Document] | None = None,
    **choice: Unpack[Choice],
) -> Network:
    """Return the network of those claims that belong on it.

    Args:
        claims: The claims, in any order.
        documents: Their documents by id: titles, sources, dates and urls.
        choice: As for `select`: `types`, `core_only`, `relations`, `since`, `until`.
    """
    return Network(select(claims, documents, **choice), documents)


def _graph(claims: Mapping[str, Claim]) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    seen: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for claim in claims.values():
        for entity in (claim.subject, claim.object):
            seen[entity.iri][entity.label, entity.type] += 1
    for iri in sorted(seen):
        label, type_ = commonest(seen[iri])
        graph.add_node(iri, label=label, type=type_)
    for key, claim in claims.items():
        graph.add_edge(claim.subject.iri, claim.object.iri, key=key, **_attributes(claim))
    return graph


def _attributes(claim: Claim) -> dict[str, Any]:
    return {
        "predicate": claim.predicate,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "time": claim.time,
        "doc": claim.doc,
        "confidence": claim.confidence,
        "claim": claim,
    }
