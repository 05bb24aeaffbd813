"""A name that a user types, and the entity that it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graphkit.claims import KB
from graphkit.errors import QueryError
from graphkit.rdf import NAMES, PREFIXES, terms

if TYPE_CHECKING:
    from graphkit.store import Quads, Store

_NO_ENTITIES = tuple(PREFIXES[prefix] for prefix in ("gk", "plover", "cameo"))
_OTHER_NAMES = """
SELECT DISTINCT ?entity ?wanted WHERE {
  ?entity skos:altLabel|gk:acronym|gk:metonym|gk:surface ?name .
  FILTER (LCASE(STR(?name)) = ?wanted)
}
"""


class Names:
    """The names of a store, which are read once; of a store that changes, another is made."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {iri: label.casefold() for iri, label in _names(self._store.quads)}

    @cached_property
    def _bearers(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for iri, label in self._labels.items():
            found[label].append(iri)
        return found

    def called(self, name: str) -> list[str]:
        """Return the IRIs of the entities that `name` means; see `called`."""
        if iri := _as_iri(self._store.quads, name):
            return [iri]
        wanted = " ".join(name.casefold().split())
        if namesakes := self._bearers.get(wanted):
            return sorted(namesakes)
        for found in (
            _by_other_names(self._store.quads, name),
            (iri for iri, label in self._labels.items() if wanted in label),
        ):
            if wanted and (several := sorted(set(found))):
                return [_only(name, several)]
        raise QueryError(f"nobody and nothing is called {name!r} in this store")


def find(store: Store, name: str) -> str:
    """Return the IRI of the one entity that `name` means; see `called`.

    Raises:
        QueryError: Nothing, or more than one entity, answers to it.
    """
    return _only(name, called(store, name))


def called(store: Store, name: str) -> list[str]:
    """Return the IRIs of the entities that `name` means.

    Tried in this order, upper and lower case alike: an IRI, whole or with a prefix (`kb:NATO`); a
    name, which several may bear, as events and unnamed people are entities of their document;
    another name, an acronym or a metonym; an unmistakable part of a name.

    Raises:
        QueryError: Nothing answers to it, or several do that are not called exactly so.
    """
    return Names(store).called(name)


def _as_iri(store: Quads, name: str) -> str | None:
    """Return `name` as an IRI, where it is one that the store has a name for."""
    prefix, _, rest = name.strip().strip("<>").partition(":")
    iri = PREFIXES[prefix] + rest if prefix in PREFIXES else f"{prefix}:{rest}"
    try:
        known = store.quads_for_pattern(ox.NamedNode(iri), terms.PREF_LABEL, None, NAMES)
    except ValueError:  # no IRI
        return None
    return iri if next(known, None) else None


def _names(store: Quads) -> Iterator[tuple[str, str]]:
    for quad in store.quads_for_pattern(None, terms.PREF_LABEL, None, NAMES):
        node, label = quad.subject, quad.object
        if not isinstance(node, ox.NamedNode) or not isinstance(label, ox.Literal):
            continue
        if not node.value.startswith(_NO_ENTITIES):
            yield node.value, label.value


def _by_other_names(store: Quads, name: str) -> Iterator[str]:
    found = store.query(
        _OTHER_NAMES,
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
        substitutions={ox.Variable("wanted"): ox.Literal(name.strip().lower())},
    )
    if isinstance(found, ox.QuerySolutions):
        yield from (row[0].value for row in found if isinstance(row[0], ox.NamedNode))


def _only(name: str, found: list[str]) -> str:
    if len(found) > 1:
        listed = ", ".join(iri.replace(KB, "kb:") for iri in found[:5])
        raise QueryError(f"{name!r} means several entities; give one of {listed}")
    return found[0]
