"""What a store stands on: quads that are open, and the one way to change them."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Self

import pyoxigraph as ox

from graphkit.collector import uncollected
from graphkit.errors import StoreError
from graphkit.store import folder, ground, identity, manifest, remote
from graphkit.store.change import Change, write
from graphkit.store.closure import kept
from graphkit.store.graph import Graph, Graphs
from graphkit.store.manifest import Keeper
from graphkit.store.server import Quads, Server


class Held:
    """Quads in memory, in a folder or on a server, from when they are opened until they are closed.

    Attributes:
        location: The folder, the URL of a server, or None in memory.
        read_only: Whether changes are refused.
        changes: How many there were; each raises it.
    """

    def __init__(
        self,
        quads: Quads,
        location: Path | str | None = None,
        *,
        read_only: bool = False,
        lock: IO[str] | None = None,
        keeper: Keeper | None = None,
    ) -> None:
        self.location, self.read_only = location, read_only
        self.changes = 0
        self._quads: Quads | None = quads
        self._lock, self._keeper = lock, keeper

    @classmethod
    def open(cls, location: str | Path | None, *, create: bool, read_only: bool) -> Self:
        """Open quads; the arguments are those of `Store.open`."""
        if location is None:
            held = cls(ox.Store())
            held.lay_ground()
            return held
        if remote.is_url(location):
            return cls._at_server(str(location), create=create, read_only=read_only)
        home = Path(location)
        with folder.errors_of(home):
            folder.prepare(home, create=create)
            return cls._in_folder(home, folder.lock(home, shared=read_only), read_only=read_only)

    @classmethod
    def _at_server(cls, url: str, *, create: bool, read_only: bool) -> Self:
        server = Server(url)
        held = cls(server, url, read_only=read_only)
        made_from = remote.ground(server)
        if made_from is None and not create:
            raise StoreError("no store here; `graphkit build` makes one", location=url)
        if made_from is None:
            remote.lay(server, ground.fresh().coming, ground.version())
        elif not read_only and made_from != ground.version():
            held.lay_ground()
            remote.note(server, ground.version())
        remote.check_union(server)
        return held

    @classmethod
    def _in_folder(cls, home: Path, lock: IO[str], *, read_only: bool) -> Self:
        try:
            said = manifest.read(home)
            oxigraph = folder.open_quads(home, read_only=read_only)
            said.compare(oxigraph, home)
            keeper = None if read_only else Keeper(home, oxigraph, said)
            held = cls(oxigraph, home, read_only=read_only, lock=lock, keeper=keeper)
            if keeper and said.ontology != ground.version():
                held.lay_ground()
                keeper.starts_from(ground.version())
        except BaseException:
            lock.close()
            raise
        return held

    @property
    def quads(self) -> Quads:
        """Whatever keeps the quads: it answers queries and patterns."""
        if self._quads is None:
            raise StoreError("the store is closed", location=self.location)
        return self._quads

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return self._quads is not None

    def close(self) -> None:
        """Let go of the quads; Oxigraph closes with the last reference to it."""
        try:
            if self._keeper:
                with folder.errors_of(self.location):
                    self._keeper.close()
        finally:
            if isinstance(self._quads, Server):
                self._quads.close()
            self._quads = self._keeper = None
            if self._lock:
                self._lock.close()

    def lay_ground(self) -> None:
        """Put in the ontology and the seeds; graphs of seeds that are no more go."""
        if not isinstance(self.quads, Server) and not self.quads:
            self.apply(ground.fresh())
            return
        named = [graph.value for graph in self.quads.named_graphs()]
        gone = {iri: Graph() for iri in named if iri.startswith(ground.SEEDS)}
        self.replace(gone | ground.graphs())
        if kept(self.quads):
            self.apply(Change.closing(self.quads, keep=True))  # the rules may be others now

    @uncollected()
    def replace(self, graphs: Graphs) -> None:
        """Replace graphs as wholes, with all that is derived from them."""
        self.refuse_if_read_only()
        with folder.errors_of(self.location):
            graphs = identity.judged(self.quads, graphs)
            if not isinstance(self.quads, Server):
                self.apply(Change.replacing(self.quads, graphs))
                return
            quads = {iri: graph.quads for iri, graph in graphs.items()}
            change = Change.replacing(remote.near(self.quads, quads), graphs)
            remote.replace(self.quads, quads, change.coming, change.removed)
            self.changes += 1

    def apply(self, change: Change) -> None:
        """Write a change: whole or not at all, and on disk when this returns."""
        self.refuse_if_read_only()
        self.changes += 1
        if isinstance(self.quads, Server):
            remote.replace(self.quads, {}, change.coming, change.removed)
            return
        if not change:
            return
        with folder.errors_of(self.location):
            if not self._keeper:
                write(self.quads, change)
                return
            write(self.quads, self._keeper.begin(change), on_disk=True)
            self._keeper.done()

    def refuse_if_read_only(self) -> None:
        """Refuse a change of what was opened to be read.

        Raises:
            StoreError: It was.
        """
        if self.read_only:
            raise StoreError("the store was opened to be read only", location=self.location)
