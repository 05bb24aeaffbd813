"""The manifest: what is said of a store beside it, so that a loss inside does not go unnoticed.

Oxigraph opens without a word when damage to its log has cost it the last writes. So the number of
the last transaction that was reported is kept in a file of its own, and after a clean close the
counts of all graphs as well. A process that dies in between leaves an open manifest: the store may
then have more than the manifest says, never less.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graphkit.errors import StoreError
from graphkit.store import ledger
from graphkit.store.change import Change
from graphkit.version import __version__

FORMAT = 2
NAME = "manifest.json"
LARGE = 500_000  # quads after which a store is put in order at its close: reading gets faster
ADVICE = "take a backup (`graphkit restore`), load a dump (`graphkit load`) or build it again"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is said of a store.

    Attributes:
        batch: Number of the last transaction that was reported as done.
        closed: Whether the store was closed cleanly; only then are there counts.
        ontology: Version of the ontology and the seeds that it starts from.
        models: Versions of the models that its documents were read with.
        graphs: How many quads each graph has, by its name.
        graphkit: The version that wrote this.
        format: Of the folder.
    """

    batch: int = 0
    closed: bool = False
    ontology: str = ""
    models: tuple[str, ...] = ()
    graphs: dict[str, int] = field(default_factory=dict)
    graphkit: str = __version__
    format: int = FORMAT

    @classmethod
    def of(cls, store: ox.Store, ontology: str) -> Manifest:
        """Describe a store that is about to be closed."""
        counts = dict(sorted(ledger.counts(store).items()))
        return cls(ledger.last(store), True, ontology, tuple(ledger.models(store)), counts)

    def compare(self, store: ox.Store, location: object) -> None:
        """Hold a store against its manifest: a few look-ups, whatever the store's size.

        Raises:
            StoreError: The store lacks something that was reported as stored.
        """
        last = ledger.last(store)
        sound = not last or ledger.is_in_every_index(store, last)
        if self.closed:
            held = len(self.graphs), sum(self.graphs.values())
            sound &= last == self.batch and ledger.total(store) == held
        if not sound or last < self.batch:
            reason = "the store is damaged: it lacks what was stored before"
            raise StoreError(f"{reason}; {ADVICE}", location=location)


def read(folder: Path) -> Manifest:
    """Return the manifest of a store, an empty one where there is none yet.

    Raises:
        StoreError: It is damaged, or of a format that this graphkit does not know.
    """
    path = folder / NAME
    if not path.exists():
        return Manifest()
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if found["format"] == FORMAT:
            return Manifest(**found | {"models": tuple(found["models"])})
    except (OSError, ValueError, KeyError, TypeError) as exc:
        reason = f"the manifest of the store is damaged: {exc}; {ADVICE}"
        raise StoreError(reason, location=path) from exc
    made_by = found.get("graphkit", "another version")
    raise StoreError(f"made by graphkit {made_by} in another format", location=folder)


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest; the file is there whole or not at all, even when the power goes."""
    fresh = folder / (NAME + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(json.dumps(asdict(manifest), indent=0) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / NAME)


class Keeper:
    """Keeps the manifest of a store that is open for writing, and numbers its transactions."""

    def __init__(self, folder: Path, store: ox.Store, manifest: Manifest) -> None:
        self._folder, self._store = folder, store
        self._manifest = manifest
        self._under_way = False
        self._written = 0

    def begin(self, change: Change) -> Change:
        """Open the manifest; return the change with what it does to the ledger.

        Marks of transactions before go where anything else goes.
        """
        before = ledger.batches(self._store)
        last = max(before, default=0)
        if self._manifest.closed:
            self._say(last)
        self._under_way = True
        self._written += change.size
        sized, unsized = ledger.sizes(self._store, change.sizes)
        marks = map(ledger.batch, before) if change.removed or unsized else ()
        return change.with_more([*sized, ledger.batch(last + 1)], [*unsized, *marks])

    def done(self) -> None:
        """See to it that the transaction is on disk, and say so."""
        self._store.flush()
        self._say(ledger.last(self._store))
        self._under_way = False

    def starts_from(self, ontology: str) -> None:
        """Say which ontology and seeds the store has by now."""
        self._manifest = replace(self._manifest, ontology=ontology)
        self._say(self._manifest.batch)

    def close(self) -> None:
        """Describe the store as it is; one in which a write has failed is left open."""
        if not self._manifest.closed and not self._under_way:
            if self._written >= LARGE:
                self._store.optimize()
            self._manifest = Manifest.of(self._store, self._manifest.ontology)
            write(self._folder, self._manifest)

    def _say(self, batch: int) -> None:
        self._manifest = Manifest(batch, False, self._manifest.ontology)
        write(self._folder, self._manifest)
