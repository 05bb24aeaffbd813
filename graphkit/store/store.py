"""The store: what goes in, what comes out, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

import pyoxigraph as ox

from graphkit import rdf
from graphkit.claims import Claim, Document, Reading, Run
from graphkit.errors import StoreError
from graphkit.store import archive, contents, copies, folder, ground, identity, remote
from graphkit.store.batches import batches
from graphkit.store.change import Change
from graphkit.store.graph import Graph, stored_graph
from graphkit.store.held import Held
from graphkit.store.judgements import LOG, Judgement
from graphkit.store.manifest import Manifest
from graphkit.store.server import Quads, Server

if TYPE_CHECKING:
    from rdflib import Dataset

_NO_FOLDER = "this needs a store in a folder; `graphkit dump` and `load` make one of any other"


def _unwatched(_: object) -> None: ...


class Store:
    """Claims in RDF, one graph a document: `with Store.open("out/store") as store: …`.

    Attributes:
        closing: What is to be done before the store is closed, by those who stand on it.
    """

    def __init__(self, held: Held) -> None:
        self._held = held
        self.closing = ExitStack()

    @classmethod
    def open(
        cls, location: str | Path | None = None, *, create: bool = True, read_only: bool = False
    ) -> Self:
        """Open a store; a new one starts from the ontology and the seeds.

        Args:
            location: A folder, or the URL of a SPARQL server; None keeps everything in memory.
            create: Make the store where there is none.
            read_only: Refuse changes; several processes may read one store at the same time.

        Raises:
            StoreError: It is missing, damaged, in use by another process, or no store.
        """
        return cls(Held.open(location, create=create and not read_only, read_only=read_only))

    @classmethod
    def over(
        cls, quads: Quads, location: str | Path | None = None, *, read_only: bool = False
    ) -> Self:
        """Return a store of quads that are open already, as they are."""
        return cls(Held(quads, location, read_only=read_only))

    @classmethod
    def read(cls, place: str | Path) -> Self:
        """Open a store to read it, or take a file of N-Quads into a store in memory.

        Raises:
            StoreError: It is neither.
        """
        if remote.is_url(place) or not Path(place).is_file():
            return cls.open(place, read_only=True)
        store = cls.over(ox.Store())
        store.load(place)
        return store

    @classmethod
    def restore(cls, backup: str | Path, location: str | Path) -> Path | None:
        """Put a backup where a store was lost; what stands there is put aside, not deleted.

        Args:
            backup: A folder that `backup` made.
            location: Folder of the store.

        Returns:
            Where the store is now that stood there before, None where there was none.

        Raises:
            StoreError: The backup is damaged, or cannot be copied.
        """
        if remote.is_url(location) or remote.is_url(backup):
            raise StoreError(_NO_FOLDER, location=location)
        with cls.open(backup, read_only=True):  # compared with its manifest, and held
            return copies.put_back(Path(backup), Path(location))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store; Oxigraph closes with the last reference to it."""
        self.closing.close()
        if "dataset" in self.__dict__:  # rdflib's objects refer to each other: they would keep it
            self.__dict__.pop("dataset").close()
        self._held.close()

    @property
    def location(self) -> Path | str | None:
        """The folder, the URL of a server, or None in memory."""
        return self._held.location

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._held.read_only

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return self._held.is_open

    @property
    def oxigraph(self) -> ox.Store:
        """The store as pyoxigraph has it, which is faster than through the terms of rdflib."""
        if isinstance(self.quads, Server):
            raise StoreError(_NO_FOLDER, location=self.location)
        return self.quads

    @property
    def quads(self) -> Quads:
        """Whatever keeps the quads: it answers queries and patterns, on disk or elsewhere."""
        return self._held.quads

    @property
    def revision(self) -> int | None:
        """A number that every change raises; None once changes may come through `dataset`.

        A server is asked itself, and knows what was changed.
        """
        if isinstance(self.quads, Server):
            return 0
        return None if "dataset" in self.__dict__ else self._held.changes

    @cached_property
    def dataset(self) -> Dataset:
        """The store as an rdflib Dataset; its default graph is the union of all graphs."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        if isinstance(self.quads, Server):
            found = self.quads.dataset()
        else:
            found = Dataset(OxigraphStore(store=self.quads), default_union=True)
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
                yield reading.document.iri, Graph.read(reading)

        for batch in batches(graphs()):
            self._held.replace(batch)
            for reading in waiting:
                watch(reading)
            waiting.clear()

    def remove(self, document_id: str) -> None:
        """Drop a document with everything that was read from it.

        Raises:
            StoreError: There is no such document, or the store is read-only.
        """
        iri = Document(document_id, "").iri
        if not stored_graph(self.quads, iri):
            raise StoreError(f"no document {document_id!r} in the store", location=self.location)
        self._held.replace({iri: Graph()})

    def load(self, file: str | Path, watch: Callable[[str], None] = _unwatched) -> None:
        """Take in N-Quads, such as `dump` writes; each graph of the file replaces the store's.

        Args:
            file: What to read.
            watch: Called with the name of each graph as soon as it is safe on disk.

        Raises:
            StoreError: The file is no N-Quads (nothing is changed), or the store is read-only.
        """
        for batch in batches(archive.read(file)):
            self._held.replace(batch)
            for iri in batch:
                watch(iri)

    def dump(self, file: IO[str], watch: Callable[[str], None] = _unwatched) -> None:
        """Write all quads as N-Quads, graph by graph and sorted: equal content, equal bytes.

        Args:
            file: Where to write.
            watch: Called with the name of each graph that is written.
        """
        with folder.errors_of(self.location):
            archive.dump(self.quads, file, watch)

    def backup(self, target: str | Path) -> None:
        """Copy the store into a new folder, which is a store of its own.

        Of a store that this process has open to write, the copy holds all that was reported so far.

        Raises:
            StoreError: There is something at `target`, or the store is not in a folder.
        """
        if not isinstance(self.location, Path) or remote.is_url(target):
            raise StoreError(_NO_FOLDER, location=self.location)
        if self.read_only:  # so nobody writes it meanwhile
            copies.repeat(self.location, Path(target))
        else:
            said = Manifest.of(self.oxigraph, ground.version())
            copies.make(self.oxigraph, said, self.location, Path(target))

    def difference(self, other: Store) -> tuple[list[Claim], list[Claim]]:
        """Return the claims that `other` has and this store lacks, and those that `other` lacks."""
        here, there = contents.claim_ids(self.quads), contents.claim_ids(other.quads)
        came = (claim for id in there - here for claim in other.claims(id=id))
        went = (claim for id in here - there for claim in self.claims(id=id))
        return contents.ordered(came), contents.ordered(went)

    def derive_facts(self) -> None:
        """Compute facts and names anew, for those who change documents' graphs in `dataset`.

        `add`, `remove` and `load` keep them right by themselves. Queries see what was changed past
        them once this is done.
        """
        self._held.apply(Change.mending(self.quads, self.claims()))

    def keep_closure(self, keep: bool = True) -> None:
        """Have the graph `gk:closure` from now on, or have it no more.

        It holds the facts with what follows from them: symmetric relations both ways, inverse ones,
        and what a relation implies. It is changed whenever facts are.

        Raises:
            StoreError: The store is read-only or cannot be written.
        """
        self._held.refuse_if_read_only()
        with folder.errors_of(self.location):
            self._held.apply(Change.closing(self.quads, keep))

    def documents(self) -> Iterator[Document]:
        """Yield the documents in the order of their ids; their texts are not kept."""
        with folder.errors_of(self.location):
            yield from contents.documents(self._seen(remote.documents))

    def holds(self, document: Document, run: Run) -> bool:
        """Tell whether the store has what `run` reads from `document`, so that it need not be read.

        Both are compared by content: the document's text and what is known about it, the versions
        of graphkit, of the model and of the ontology.
        """
        with folder.errors_of(self.location):
            return contents.holds(self.quads, document, run)

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
                where = self._seen(partial(remote.of_claim, iri=id))
                found: Iterable[Claim] = contents.claims_of(where, [id])
            elif about:
                where = self._seen(partial(remote.about, entities=about))
                found = contents.claims_about(where, about)
            else:
                among = self.documents() if document is None else [Document(document, "")]
                found = contents.claims(self.quads, among)
            yield from (claim for claim in found if document in {None, claim.doc})

    def counts(self) -> contents.Counts:
        """Return how much the store holds."""
        with folder.errors_of(self.location):
            return contents.counts(self.quads)

    def judgements(self) -> list[Judgement]:
        """Return who is judged to be who, the oldest first; graphkit's own judgements included."""
        with folder.errors_of(self.location):
            return identity.judgements(self.quads)

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Add judgements to the log, and put entities that are one in each other's place.

        Raises:
            StoreError: The store is read-only or cannot be written.
        """
        log = identity.log(self.judgements(), judgements)
        self._held.replace({LOG: Graph(log)})

    def _seen(self, part: Callable[[Server], ox.Store]) -> ox.Store:
        """Return where to look: the store, or the part of a server's graphs that is fetched."""
        return part(self.quads) if isinstance(self.quads, Server) else self.quads
