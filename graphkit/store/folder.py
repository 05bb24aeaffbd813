"""A store on disk: Oxigraph's own folder, with a manifest and a lock beside it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graphkit.errors import StoreError
from graphkit.store import manifest

QUADS, _LOCK = "oxigraph", "lock"
_IN_USE = (
    "the store is in use by another process, or open twice in this one; wait until it ends and try "
    "again, or work on a backup that was made before (or by that process itself: Store.backup)"
)
_FULL = {os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)}


@contextmanager
def errors_of(location: object) -> Iterator[None]:
    """Turn what Oxigraph raises over a folder into one clear error."""
    try:
        yield
    except (OSError, RuntimeError) as exc:  # RocksDB's own faults come as RuntimeError
        if "/LOCK:" in str(exc):
            raise StoreError(_IN_USE, location=location) from exc
        reason = " ".join(str(exc).split())
        if full := next((text for text in _FULL if text in reason), None):
            advice = "all that was reported is stored; make room and go on (`build --resume`)"
            raise StoreError(f"{full}: {advice}", location=location) from exc
        if isinstance(exc, OSError) and exc.errno:  # of the file system
            raise StoreError(f"{exc.strerror}: {exc.filename}", location=location) from exc
        text = f"the store is damaged: {reason}; {manifest.ADVICE}"
        raise StoreError(text, location=location) from exc


def prepare(folder: Path, *, create: bool) -> None:
    """Check that a store is here, or make room for a new one.

    Raises:
        StoreError: There is none and none may be made, or something else is here.
    """
    if folder.exists() and not folder.is_dir():
        raise StoreError("not a folder, so no store", location=folder)
    if (folder / manifest.NAME).exists():
        return
    inside = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if inside - {QUADS, _LOCK, manifest.NAME + ".new"}:  # what an interrupted creation leaves
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
    path = str(folder / QUADS)
    with errors_of(folder):
        return ox.Store.read_only(path) if read_only else ox.Store(path)
