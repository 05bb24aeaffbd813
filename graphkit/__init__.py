"""graphkit: news on defense and diplomacy becomes a knowledge graph of claims.

    >>> import graphkit
    >>> claims = graphkit.extract("Norway sent two ships to Kirkenes.")
    >>> store = graphkit.build(["news/"], store="out/store")
    >>> store.network().view("out/graph.html")

Names are imported when they are first used, so that `import graphkit` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from graphkit.version import __version__

if TYPE_CHECKING:
    from graphkit.api import Network, Store, build, extract
    from graphkit.claims import Claim, Document, Entity, EventCode, Evidence, Reading, Run
    from graphkit.errors import (
        DocumentError,
        ExtractionError,
        GraphkitError,
        OntologyError,
        QueryError,
        StoreError,
        ViewError,
    )
    from graphkit.notebook import load_ipython_extension

__all__ = [
    "Claim",
    "Document",
    "DocumentError",
    "Entity",
    "EventCode",
    "Evidence",
    "ExtractionError",
    "GraphkitError",
    "Network",
    "OntologyError",
    "QueryError",
    "Reading",
    "Run",
    "Store",
    "StoreError",
    "ViewError",
    "__version__",
    "build",
    "extract",
    "load_ipython_extension",
]

_HOMES = {
    "api": ("Network", "Store", "build", "extract"),
    "claims": ("Claim", "Document", "Entity", "EventCode", "Evidence", "Reading", "Run"),
    "errors": tuple(name for name in __all__ if name.endswith("Error")),
    "notebook": ("load_ipython_extension",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # a type checker knows the names from above, and no others

    def __getattr__(name: str) -> object:
        if name not in _HOME_OF:
            raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
        return getattr(import_module(f"graphkit.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__


class _Package(ModuleType):
    """Keeps `graphkit.build` and `graphkit.extract` the functions once the rooms are imported.

    Python hangs every imported submodule on its package, and would hide them behind their rooms.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME_OF and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
