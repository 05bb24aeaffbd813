"""Where nodes stood when the store's network was last drawn, kept in a file beside its quads.

It is no knowledge, so no graph and no part of a dump, but goes along with every copy of the folder:
without the file, the next view lays the network out anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from graphkit.errors import StoreError

Places = dict[str, tuple[float, float]]
_FILE = "places.json"


def read(location: object) -> Places:
    """Return where nodes stood, by IRI; nothing where none were drawn or the file is unreadable."""
    if not isinstance(location, Path):
        return {}
    try:
        found = json.loads((location / _FILE).read_text("utf-8"))
        return {str(iri): (float(x), float(y)) for iri, (x, y) in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write(location: Path, places: Mapping[str, tuple[float, float]]) -> None:
    """Keep where nodes stand; the file is there whole or not at all.

    Raises:
        StoreError: It cannot be written.
    """
    fresh = location / f"{_FILE}.{os.getpid()}"  # several processes may draw at the same time
    lines = (f"{json.dumps(iri)}:[{x:g},{y:g}]" for iri, (x, y) in sorted(places.items()))
    try:
        fresh.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
        fresh.replace(location / _FILE)
    except OSError as exc:
        raise StoreError(f"places of nodes: {exc.strerror or exc}", location=location) from exc


def copy(home: Path, target: Path) -> None:
    """Put beside a copy of the store where its nodes stand, if that is known."""
    if (home / _FILE).exists():
        shutil.copy2(home / _FILE, target / _FILE)
