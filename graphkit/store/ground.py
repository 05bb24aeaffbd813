"""The graphs that every store starts from: the ontology, and the actors of the seeds."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from graphkit.claims import BASE
from graphkit.errors import OntologyError
from graphkit.store.change import Change
from graphkit.store.closure import ONTOLOGY
from graphkit.store.graph import Graph

SEEDS = BASE + "seeds/"


@cache
def version() -> str:
    """Return a digest of the files, so that a store of other files is brought up to date."""
    found = hashlib.sha256()
    for paths in _files().values():
        for path in paths:
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


@cache
def graphs() -> dict[str, Graph]:
    """Return each graph by its name.

    Raises:
        OntologyError: A file does not parse.
    """
    return {
        name: Graph(list(dict.fromkeys(quad for path in paths for quad in _parsed(path, name))))
        for name, paths in _files().items()
    }


@cache
def fresh() -> Change:
    """Return what makes a new store of an empty one, names included."""
    return Change.replacing(ox.Store(), graphs())


def _files() -> dict[str, list[Path]]:
    """Return the files of each graph: what a query can ask for, of the lexicon only the titles."""
    from graphkit.ontology import data_dir  # loads rdflib, which a query has no need of

    home = data_dir("ontologies")
    own = [home / "graphkit.ttl", home / "lexicon-ranks.ttl"]
    kinds = own, (home / "relations").glob("*.ttl"), home.glob("codes/*.ttl")
    found = {ONTOLOGY: sorted(path for paths in kinds for path in paths)}
    for path in sorted((data_dir("seeds") / "actors").glob("*.ttl")):
        found[SEEDS + path.stem] = [path]
    return found


def _parsed(path: Path, graph: str) -> list[ox.Quad]:
    try:
        return [
            ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))
            for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        ]
    except (SyntaxError, OSError) as exc:
        raise OntologyError(f"not readable as Turtle: {exc}", path=path) from exc
