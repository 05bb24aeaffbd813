"""The public names: sorted, lazy, and each of them importable."""

from __future__ import annotations

import json
import subprocess
import sys
from types import FunctionType

import pytest

import graphkit
from graphkit import errors
from graphkit.version import __version__

HEAVY = (
    "IPython",
    "networkx",
    "pyoxigraph",
    "pyshacl",
    "pyvis",
    "rdflib",
    "rich",
    "scipy",
    "spacy",
)


def loaded_by(statement: str) -> set[str]:
    """Return the heavy libraries that a fresh interpreter has loaded after `statement`."""
    code = f"{statement}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1])) & set(HEAVY)


def test_the_public_names_are_sorted() -> None:
    assert graphkit.__all__ == sorted(graphkit.__all__)
    assert dir(graphkit) == graphkit.__all__


@pytest.mark.parametrize("name", graphkit.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    found = getattr(graphkit, name)
    assert name == "__version__" or found.__doc__


def test_every_error_is_public() -> None:
    tree = {name for name, found in vars(errors).items() if isinstance(found, type)}
    assert tree == {name for name in graphkit.__all__ if name.endswith("Error")}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = graphkit.nonsense  # type: ignore[attr-defined]


def test_the_version_is_the_package_s() -> None:
    assert graphkit.__version__ == __version__


def test_importing_graphkit_loads_nothing_heavy() -> None:
    assert loaded_by("import graphkit") == set()


def test_plain_values_load_nothing_heavy() -> None:
    assert loaded_by("from graphkit import Claim, Document, GraphkitError") == set()


@pytest.mark.parametrize("name", ["build", "extract"])
def test_a_room_never_hides_the_function_of_its_name(name: str) -> None:
    __import__(f"graphkit.{name}")
    assert isinstance(getattr(graphkit, name), FunctionType)
    assert sys.modules[f"graphkit.{name}"].__name__ == f"graphkit.{name}"
