"""The store: what goes in, what comes out, and nothing half done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim, Document, Reading
from graphkit.errors import StoreError
from graphkit.rdf import terms
from graphkit.store import archive, folder, ground
from graphkit.store.change import Change, derived, stored_claim, stored_graph

if TYPE_CHECKING:
    from rdflib import Dataset

BATCH = 50_000  # quads that are written in one transaction
BULK = 20_000  # from this many new quads on, writing files for Oxigraph to take in is faster


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    documents: int
    claims: int
    entities: int
    facts: int

    def __str__(self) -> str:
        return (
            f"{self.documents:,} documents, {self.claims:,} claims, "
            f"{self.entities:,} entities, {self.facts:,} facts"
        )


class Store:
    """Claims in RDF, one graph a document; `with Store.open("out/store") as store: …`.

    Attributes:
        location: The folder, or None in memory.
    """

    def __init__(
        self,
        quads: ox.Store,
        location: Path | None = None,
        *,
        read_only: bool = False,
        lock: IO[str] | None = None,
    ) -> None:
        self.location = location
        self._quads: ox.Store | None = quads
        self._read_only = read_only
        self._lock = lock

    @classmethod
    def open(
        cls,
        location: str | Path | None = None,
        *,
        create: bool = True,
        read_only: bool = False,
    ) -> Self:
        """Open a store; a new one starts from the ontology and the seeds.

        Args:
            location: A folder; None keeps everything in memory.
            create: Make the store where there is none.
            read_only: Refuse changes; several processes may read a store at the same time.

        Raises:
            StoreError: It is missing, damaged, in use by another process, or no store.
        """
        if location is None:
            store = cls(ox.Store())
            store._lay_ground()
            return store
        if str(location).startswith(("http://", "https://")):
            text = "a SPARQL server as a store comes with a later release; give a folder"
            raise StoreError(text, location=location)
        return cls._open_folder(Path(location), create and not read_only, read_only)

    @classmethod
    def _open_folder(cls, home: Path, create: bool, read_only: bool) -> Self:
        with folder.errors_of(home):
            folder.prepare(home, create=create)
            lock = folder.lock(home, shared=read_only)
            known = folder.read_manifest(home)
            store = cls(
                folder.open_quads(home, read_only=read_only), home, read_only=read_only, lock=lock
            )
            if known.get("ontology") != ground.version() and not read_only:
                store._lay_ground()
                folder.write_manifest(home, ground.version())
        return store

    def _lay_ground(self) -> None:
        named = {graph.value for graph in self.oxigraph.named_graphs()}
        old = {iri for iri in named if iri.startswith(ground.SEEDS)}
        self._apply(Change(self.oxigraph, dict.fromkeys(old, []) | ground.graphs()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        exc: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store; Oxigraph closes it with its last reference."""
        self.__dict__.pop("dataset", None)
        self._quads = None
        if self._lock:
            self._lock.close()

    @property
    def oxigraph(self) -> ox.Store:
        """The store as pyoxigraph has it: fast, without the terms of rdflib."""
        if self._quads is None:
            raise StoreError("the store is closed", location=self.location)
        return self._quads

    @cached_property
    def dataset(self) -> Dataset:
        """The store as an rdflib Dataset, whose default graph is the union of all graphs."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        found = Dataset(OxigraphStore(store=self.oxigraph), default_union=True)
        for prefix, namespace in terms.PREFIXES.items():
            found.bind(prefix, namespace)
        return found

    def add(self, readings: Iterable[Reading]) -> None:
        """Write readings; a document that the store has is replaced as a whole.

        Documents are written in batches, each batch whole or not at all.

        Raises:
            StoreError: The store is read-only or cannot be written.
        """
        self._refuse_if_read_only()
        batch: dict[str, list[ox.Quad]] = {}
        for reading in readings:
            batch[reading.document.iri] = rdf.quads(reading)
            if sum(map(len, batch.values())) >= BATCH:
                self._apply(Change(self.oxigraph, batch))
                batch = {}
        self._apply(Change(self.oxigraph, batch))

    def remove(self, document_id: str) -> None:
        """Drop a document with everything that was read from it.

        Raises:
            StoreError: The store has no such document, or is read-only.
        """
        self._refuse_if_read_only()
        iri = Document(document_id, "").iri
        if not self.oxigraph.contains_named_graph(ox.NamedNode(iri)):
            raise StoreError(f"no document {document_id!r}", location=self.location)
        self._apply(Change(self.oxigraph, {iri: []}))

    def derive_facts(self) -> None:
        """Compute facts and names anew; `add`, `remove` and `load` keep them right by themselves.

        It is for those who change the graphs of documents in `dataset`.
        """
        self._refuse_if_read_only()
        graphs = (rdf.FACTS.value, rdf.NAMES.value)
        known = {quad for iri in graphs for quad in stored_graph(self.oxigraph, iri)}
        wanted = derived(self.oxigraph, self.claims())
        self._write(added=wanted - known, removed=known - wanted)

    def documents(self) -> Iterator[Document]:
        """Yield the documents in the order of their ids; their texts are not kept."""
        found = self._typed(terms.DOCUMENT)
        with folder.errors_of(self.location):
            known = [
                rdf.document(rdf.by_subject(self._about(quad))[quad.subject.value])
                for quad in found
                if isinstance(quad.subject, ox.NamedNode)
            ]
        yield from sorted(known, key=lambda document: document.id)

    def claims(
        self, document: str | None = None, *, about: Sequence[str] = (), id: str | None = None
    ) -> Iterator[Claim]:
        """Yield claims, by document and in the order of its text.

        Args:
            document: Only of the document with this id.
            about: IRIs of entities; only claims that have each of them as subject or object.
            id: Only the claim with this IRI.
        """
        if id or about:
            picked = [ox.NamedNode(id)] if id else list(self._claims_about(about))
            found = [
                stored_claim(self.oxigraph, quad)
                for node in picked
                for quad in self.oxigraph.quads_for_pattern(node, terms.TYPE, terms.CLAIM)
            ]
            chosen = (claim for claim in found if document in {None, claim.doc})
            yield from sorted(chosen, key=lambda claim: (claim.doc, claim.evidence.start, claim.id))
            return
        for one in [Document(document, "")] if document is not None else self.documents():
            yield from rdf.claims(rdf.by_subject(stored_graph(self.oxigraph, one.iri)))

    def counts(self) -> Counts:
        """Return how much the store holds."""
        named = self.oxigraph.quads_for_pattern(None, terms.gk("named"), None)
        return Counts(
            documents=len(self._typed(terms.DOCUMENT)),
            claims=len(self._typed(terms.CLAIM)),
            entities=len({quad.subject for quad in named}),
            facts=len(stored_graph(self.oxigraph, rdf.FACTS.value)),
        )

    def dump(self, file: IO[str]) -> None:
        """Write all quads as N-Quads, graph by graph and sorted: equal content, equal bytes."""
        with folder.errors_of(self.location):
            archive.dump(self.oxigraph, file)

    def load(self, file: str | Path) -> None:
        """Take in N-Quads; every graph that the file has replaces the store's.

        Raises:
            StoreError: The file is no N-Quads; nothing is changed then.
        """
        self._refuse_if_read_only()
        graphs = archive.read(file)
        self._apply(Change(self.oxigraph, graphs))

    def _claims_about(self, entities: Sequence[str]) -> set[ox.NamedNode]:
        def of(iri: str) -> set[ox.NamedNode]:
            node = ox.NamedNode(iri)
            return {
                quad.subject
                for predicate in (terms.SUBJECT, terms.OBJECT)
                for quad in self.oxigraph.quads_for_pattern(None, predicate, node)
                if isinstance(quad.subject, ox.NamedNode)
            }

        return set.intersection(*map(of, entities))

    def _typed(self, kind: ox.NamedNode) -> list[ox.Quad]:
        return list(self.oxigraph.quads_for_pattern(None, terms.TYPE, kind))
