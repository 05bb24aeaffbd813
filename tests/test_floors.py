"""The house: a room imports only from lower floors; heavy libraries have one home."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphkit

PACKAGE = Path(graphkit.__file__).parent
FLOORS = (
    {"claims", "collector", "errors", "version", "worker"},
    {"ontology", "triples", "vetting"},
    {"actors", "documents", "extract", "language"},
    {"entities", "query", "rdf", "store", "validate"},
    {"build", "network"},
    {"notebook", "serve", "view"},
    {"__init__", "__main__", "api", "cli"},
)
# the arrows that are drawn within a floor: who may look at whom
ARROWS = {
    "claims": {"errors"},
    "worker": {"errors"},
    "ontology": {"triples", "vetting"},
    "extract": {"actors", "language"},
    "store": {"rdf"},
    "query": {"rdf", "store"},
    "validate": {"query", "rdf", "store"},
    "entities": {"query", "store"},
    "notebook": {"view"},
    "cli": {"__init__", "api"},
    "__main__": {"cli"},
    "__init__": {"api"},
}
HOMES = {
    "spacy": {"extract", "language"},
    "dateparser": {"extract"},
    "rdflib": {"query", "rdf", "store", "validate"},
    "oxrdflib": {"store"},
    "pyoxigraph": {"network", "query", "rdf", "store", "triples", "validate", "vetting"},
    "httpx": {"store"},
    "pyshacl": {"validate"},
    "networkx": {"network"},
    "rustworkx": {"network"},
    "pyvis": {"view"},
    "matplotlib": {"view"},
    "IPython": {"notebook"},
    "typer": {"cli"},
    "rich": {"cli"},
}


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def room_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0].removesuffix(".py")


def imported(source: str, package: str) -> Iterator[str]:
    """Yield the dotted names that a module imports, those under TYPE_CHECKING as well."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                parts = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                base = ".".join([*parts, *([module] if module else [])])
                yield from (f"{base}.{alias.name}" for alias in names)


def faults(room: str, source: str, package: str = "graphkit") -> list[str]:
    found = []
    for name in imported(source, package):
        top, _, rest = name.partition(".")
        if top == "graphkit":
            other = rest.split(".")[0] if rest.split(".")[0] in set().union(*FLOORS) else "__init__"
            allowed = other == room or other in ARROWS.get(room, set())
            if not allowed and floor_of(other) >= floor_of(room):
                found.append(f"{room} imports {name}")
        elif room not in HOMES.get(top, {room}):
            found.append(f"{room} imports {name}, which is at home in {sorted(HOMES[top])}")
    return found


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_room_imports_only_from_lower_floors(path: Path) -> None:
    package = ".".join(["graphkit", *path.relative_to(PACKAGE).parent.parts])
    assert not faults(room_of(path), path.read_text("utf-8"), package)


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("claims", "import graphkit.ontology"),
        ("claims", "from graphkit import ontology"),
        ("ontology", "from graphkit.extract.frames import Frame"),
        ("documents", "from graphkit.actors import resolve"),  # sideways
        ("extract", "from graphkit.rdf import quads"),
        ("store", "from graphkit.query import query"),  # against the arrow
        ("network", "def late():\n    from graphkit.view import write"),
        ("network", "if TYPE_CHECKING:\n    from graphkit.view import write"),
        ("network", "from .view import write"),
        ("view", "import graphkit"),
        ("documents", "import rdflib"),
        ("cli", "from networkx import MultiDiGraph"),
    ],
)
def test_a_planted_upward_import_is_caught(room: str, source: str) -> None:
    assert faults(room, source)


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("store", "from graphkit.rdf import quads"),
        ("network", "from graphkit.claims import Claim"),
        ("cli", "import graphkit\nfrom graphkit.view import write"),
        ("view", "from . import page"),
    ],
)
def test_a_downward_import_is_fine(room: str, source: str) -> None:
    assert not faults(room, source, "graphkit.view" if room == "view" else "graphkit")


def test_every_room_has_its_floor() -> None:
    rooms = {room_of(path) for path in PACKAGE.rglob("*.py")}
    assert rooms <= set().union(*FLOORS)


def test_files_stay_short() -> None:
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert not [path for path, lines in sizes.items() if lines > 400]
    assert sorted(sizes.values())[len(sizes) // 2] < 150
