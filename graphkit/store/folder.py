"""A store on disk: Oxigraph's own folder, with a manifest and a lock beside it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graphkit.errors import StoreError
from graphkit.version import __version__

FORMAT = 1
_QUADS, _LOCK, _MANIFEST = "oxigraph", "lock", "manifest.json"
_IN_USE = "the store is in use by another process, or open twice in this one"


@contextmanager
def errors_of(location: object) -> Iterator[None]:
    """Turn what Oxigraph raises over a folder into one clear error."""
    try:
        yield
    except (OSError, RuntimeError) as exc:  # RocksDB's own faults come as RuntimeError
        if "lock" in str(exc).lower():
            raise StoreError(_IN_USE, location=location) from exc
        if isinstance(exc, OSError) and exc.errno:  # of the file system
            raise StoreError(f"{exc.strerror}: {exc.filename}", location=location) from exc
        reason = " ".join(str(exc).split())
        advice = "restore it from a copy, load a dump, or build it again"
        raise StoreError(f"the store is damaged: {reason}; {advice}", location=location) from exc


def prepare(folder: Path, *, create: bool) -> None:
    """Check that a store is here, or make room for a new one.

    Raises:
        StoreError: There is none and none may be made, or something else is here.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError("not a folder, so no store", location=folder)
    if (folder / _MANIFEST).exists():
        return
    inside = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if inside - {_QUADS, _LOCK}:  # these two alone are left by a creation that was interrupted
        raise StoreError("the folder holds other files and no graphkit store", location=folder)
    if not create:
        raise StoreError("no store here; `graphkit build` makes one", location=folder)
    folder.mkdir(parents=True, exist_ok=True)


def lock(folder: Path, *, shared: bool) -> IO[str]:
    """Hold the store for this process; many may share it to read it.

    Oxigraph's own lock stops a second writer, but not a reader beside a writer, which may hang.
    """
    held = (folder / _LOCK).open("r" if shared and (folder / _LOCK).exists() else "a", -1, "utf-8")
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(held, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as exc:
            held.close()
            raise StoreError(_IN_USE, location=folder) from exc
    return held


def open_quads(folder: Path, *, read_only: bool) -> ox.Store:
    """Open Oxigraph's own folder."""
    path = str(folder / _QUADS)
    with errors_of(folder):
        return ox.Store.read_only(path) if read_only else ox.Store(path)


def read_manifest(folder: Path) -> dict[str, object]:
    """Return the manifest, empty where there is none yet.

    Raises:
        StoreError: It is damaged, or of a format that this graphkit does not know.
    """
    path = folder / _MANIFEST
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text("utf-8"))
        if found["format"] == FORMAT:
            return dict(found)
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise StoreError(f"the manifest of the store is damaged: {exc}", location=path) from exc
    made_by = found.get("graphkit", "another version")
    raise StoreError(f"made by graphkit {made_by} in another format", location=folder)


def write_manifest(folder: Path, ontology: str) -> None:
    """Say what made the store; the file is there whole or not at all."""
    said = {"format": FORMAT, "graphkit": __version__, "ontology": ontology}
    fresh = folder / (_MANIFEST + ".new")
    fresh.write_text(json.dumps(said, indent=1) + "\n", "utf-8")
    fresh.replace(folder / _MANIFEST)
