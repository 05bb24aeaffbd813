"""Copies of a store: made while it is open, and put back when it is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import StoreError
from graphkit.store import folder, manifest, places
from graphkit.store.manifest import Manifest

_LINKS = "links"


def make(store: ox.Store, said: Manifest, home: Path, target: Path) -> None:
    """Copy a store that is open to be written into a new folder, there whole or not at all.

    Oxigraph only links the files of a backup to its own, which damage to them would reach as well:
    here they are copied.

    Raises:
        StoreError: There is something at `target` already, or it cannot be written.
    """
    with _new(target) as fresh:
        store.backup(str(fresh / _LINKS))
        shutil.copytree(fresh / _LINKS, fresh / folder.QUADS)
        shutil.rmtree(fresh / _LINKS)
        places.copy(home, fresh)
        manifest.write(fresh, said)


def repeat(home: Path, target: Path) -> None:
    """Copy a store that nobody can write meanwhile into a new folder.

    Raises:
        StoreError: There is something at `target` already, or it cannot be written.
    """
    with _new(target) as fresh:
        _copy(home, fresh)


def put_back(backup: Path, home: Path) -> Path | None:
    """Copy a backup to where its store was; what stands there is put aside.

    Returns:
        Where the store is now that stood there before.

    Raises:
        StoreError: It cannot be copied, or something was put aside before and is there still.
    """
    aside = home.with_name(home.name + ".replaced")
    if aside.exists() and home.exists():
        raise StoreError("an earlier store was put aside here; move it away", location=aside)
    with folder.errors_of(home):
        fresh = _emptied(home)
        _copy(backup, fresh)
        if home.exists():
            folder.lock(home, shared=False).close()  # nobody may be at work there
            home.rename(aside)
        fresh.rename(home)
    return aside if aside.exists() else None


@contextmanager
def _new(target: Path) -> Iterator[Path]:
    """Give a folder that becomes `target` once all is in it."""
    if target.exists():
        raise StoreError("there is something here already; name a new folder", location=target)
    with folder.errors_of(target):
        fresh = _emptied(target)
        yield fresh
        fresh.rename(target)


def _copy(home: Path, fresh: Path) -> None:
    shutil.copytree(home / folder.QUADS, fresh / folder.QUADS)
    places.copy(home, fresh)
    shutil.copy2(home / manifest.NAME, fresh / manifest.NAME)


def _emptied(target: Path) -> Path:
    """Return the folder beside `target` that a copy is made in; an interrupted one is cleared."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    return fresh
