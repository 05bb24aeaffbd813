"""The store: what goes in, what comes out, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim, Document, Reading, Run
from graphkit.errors import StoreError
from graphkit.store import archive, contents, folder, ground, manifest
from graphkit.store.batches import batches
from graphkit.store.change import Change
from graphkit.store.derived import Graph, stored_graph
from graphkit.store.manifest import Keeper

if TYPE_CHECKING:
    from rdflib import Dataset

BULK = 20_000  # quads from which Oxigraph writes files faster than it logs


def _unwatched(_: Reading) -> None: ...


class Store:
    """Claims in RDF, one graph a document: `with Store.open("out/store") as store: …`.

    Attributes:
        location: The folder, or None in memory.
        read_only: Whether changes are refused.
    """

    def __init__(
        self,
        oxigraph: ox.Store,
        location: Path | None = None,
        *,
        read_only: bool = False,
        lock: IO[str] | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        self.location, self.read_only = location, read_only
        self._oxigraph: ox.Store | None = oxigraph
        self._lock, self._keeper = lock, keeper

    @classmethod
    def open(
        cls, location: str | Path | None = None, *, create: bool = True, read_only: bool = False
    ) -> Self:
        """Open a store; a new one starts from the ontology and the seeds.

        Args:
            location: A folder; None keeps everything in memory.
            create: Make the store where there is none.
            read_only: Refuse changes; several processes may read one store at the same time.

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
        home = Path(location)
        with folder.errors_of(home):
            folder.prepare(home, create=create and not read_only)
            return cls._open(home, folder.lock(home, shared=read_only), read_only)

    @classmethod
    def _open(cls, home: Path, lock: IO[str], read_only: bool) -> Self:
        try:
            said = manifest.read(home)
            oxigraph = folder.open_quads(home, read_only=read_only)
            said.compare(oxigraph, home)
            keeper = None if read_only else Keeper(home, oxigraph, said)
            store = cls(oxigraph, home, read_only=read_only, lock=lock, keeper=keeper)
            if keeper and said.ontology != ground.version():
                store._lay_ground()
                keeper.starts_from(ground.version())
        except BaseException:
            lock.close()
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store; Oxigraph closes with the last reference to it."""
        self.__dict__.pop("dataset", None)
        try:
            if self._keeper:
                with folder.errors_of(self.location):
                    self._keeper.close()
        finally:
            self._oxigraph = self._keeper = None
            if self._lock:
                self._lock.close()

    @property
    def oxigraph(self) -> ox.Store:
        """The store as pyoxigraph has it, which is faster than through the terms of rdflib."""
        if self._oxigraph is None:
            raise StoreError("the store is closed", location=self.location)
        return self._oxigraph

    @cached_property
    def dataset(self) -> Dataset:
        """The store as an rdflib Dataset; its default graph is the union of all graphs."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        found = Dataset(OxigraphStore(store=self.oxigraph), default_union=True)
        for prefix, namespace in rdf.PREFIXES.items():
            found.bind(prefix, namespace)
        return found

    def add(
        self, readings: Iterable[Reading], watch: Callable[[Reading], None] = _unwatched
    ) -> None:
        """Write readings; a document that the store has is replaced as a whole.

        Documents are written in batches, each batch whole or not at all, as the readings come.

        Args:
            readings: What to write.
            watch: Called with each reading as soon as it is safe on disk.

        Raises:
            StoreError: The store is read-only or cannot be written.
        """
        waiting: list[Reading] = []

        def graphs() -> Iterator[tuple[str, Graph]]:
            for reading in readings:
                waiting.append(reading)
                claims = rdf.distinct(reading.claims)
                yield reading.document.iri, Graph(rdf.quads(reading), claims)

        for _ in self._replace(graphs()):
            for reading in waiting:
                watch(reading)
            waiting.clear()

    def remove(self, document_id: str) -> None:
        """Drop a document with everything that was read from it.

        Raises:
            StoreError: There is no such document, or the store is read-only.
        """
        iri = Document(document_id, "").iri
        if not stored_graph(self.oxigraph, iri):
            raise StoreError(f"no document {document_id!r} in the store", location=self.location)
        self._apply(Change.replacing(self.oxigraph, {iri: Graph()}))

    def load(self, file: str | Path) -> None:
        """Take in N-Quads, such as `dump` writes; each graph of the file replaces the store's.

        Raises:
            StoreError: The file is no N-Quads (nothing is changed), or the store is read-only.
        """
        for _ in self._replace(archive.read(file).items()):
            pass

    def dump(self, file: IO[str]) -> None:
        """Write all quads as N-Quads, graph by graph and sorted: equal content, equal bytes."""
        with folder.errors_of(self.location):
            archive.dump(self.oxigraph, file)

    def derive_facts(self) -> None:
        """Compute facts and names anew, for those who change documents' graphs in `dataset`.

        `add`, `remove` and `load` keep them right by themselves.
        """
        self._apply(Change.mending(self.oxigraph, self.claims()))

    def documents(self) -> Iterator[Document]:
        """Yield the documents in the order of their ids; their texts are not kept."""
        with folder.errors_of(self.location):
            yield from contents.documents(self.oxigraph)

    def holds(self, document: Document, run: Run) -> bool:
        """Tell whether the store has what `run` reads from `document`, so that it need not be read.

        Both are compared by content: the document's text and what is known about it, the versions
        of graphkit, of the model and of the ontology.
        """
        with folder.errors_of(self.location):
            return contents.holds(self.oxigraph, document, run)

    def claims(
        self, document: str | None = None, *, about: Sequence[str] = (), id: str | None = None
    ) -> Iterator[Claim]:
        """Yield claims, by document and in the order of its text.

        Args:
            document: Only those of the document with this id.
            about: IRIs of entities; only claims that have each of them as subject or object.
            id: Only the claim with this IRI.
        """
        with folder.errors_of(self.location):
            if id is not None:
                found: Iterable[Claim] = contents.claims_of(self.oxigraph, [id])
            elif about:
                found = contents.claims_about(self.oxigraph, about)
            else:
                found = contents.claims(self.oxigraph, document)
            yield from (claim for claim in found if document in {None, claim.doc})

    def counts(self) -> contents.Counts:
        """Return how much the store holds."""
        with folder.errors_of(self.location):
            return contents.counts(self.oxigraph)

    def _lay_ground(self) -> None:
        """Put in the ontology and the seeds; graphs of seeds that are no more go."""
        if not self.oxigraph:
            self._apply(ground.fresh())
            return
        named = [graph.value for graph in self.oxigraph.named_graphs()]
        gone = {iri: Graph() for iri in named if iri.startswith(ground.SEEDS)}
        self._apply(Change.replacing(self.oxigraph, gone | ground.graphs()))

    def _replace(self, graphs: Iterable[tuple[str, Graph]]) -> Iterator[None]:
        """Replace graphs as wholes, and yield after each batch."""
        for batch in batches(graphs):
            with folder.errors_of(self.location):
                change = Change.replacing(self.oxigraph, batch)
            self._apply(change)
            yield

    def _apply(self, change: Change) -> None:
        """Write a change: whole or not at all, and on disk when this returns."""
        if self.read_only:
            raise StoreError("the store was opened to be read only", location=self.location)
        if not change:
            return
        with folder.errors_of(self.location):
            if not self._keeper:
                self._write(change.added, change.removed, change.dropped)
                return
            mark, older = self._keeper.begin()
            removed = change.removed + older if change.removed or change.dropped else []
            self._write([*change.added, mark], removed, change.dropped)
            self._keeper.done()

    def _write(self, added: list[ox.Quad], removed: list[ox.Quad], dropped: list[str]) -> None:
        """Write in one transaction; Oxigraph waits for ever while an iterator over it is alive."""
        if removed or dropped:
            self.oxigraph.update(rdf.update(added, removed, dropped))
        elif self.location and len(added) >= BULK:
            self.oxigraph.bulk_extend(added)
        else:
            self.oxigraph.extend(added)
