"""What graphkit carries of others: unchanged, licensed, and named in one table."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from newsroom import CLAIMS, DOCUMENTS, known

from graphkit import view
from graphkit.network import network
from graphkit.view.engines import VENDOR

README = (VENDOR / "README.md").read_text("utf-8")


def listed() -> dict[str, tuple[str, str]]:
    """Return version and hash of each file in the table."""
    rows = re.findall(
        r"^\| (\S+\.js) \|.*\| (\S+) \| MIT.*\| ([0-9a-f]{64}) \|$", README, re.MULTILINE
    )
    return {name: (version, digest) for name, version, digest in rows}


def test_every_library_is_the_file_that_the_table_names() -> None:
    found = {path.name: path.read_bytes() for path in VENDOR.glob("*.js")}
    assert set(found) == set(listed())
    for name, content in found.items():
        version, digest = listed()[name]
        assert hashlib.sha256(content).hexdigest() == digest
        assert version in name


def test_every_library_comes_with_its_licence() -> None:
    for path in VENDOR.glob("*.js"):
        (licence,) = VENDOR.glob(f"{path.name.split('-')[0]}-LICENSE.txt")
        text = licence.read_text("utf-8")
        assert "Permission is hereby granted, free of charge" in text
        assert licence.name in README


def test_no_library_makes_code_from_text() -> None:
    """The page's policy would refuse it, and so the library would not work."""
    for path in VENDOR.glob("*.js"):
        assert not re.search(r"\beval\(|new Function|new Worker", path.read_text("utf-8"))


def test_the_page_of_sigma_carries_sigma_and_not_vis(tmp_path: Path) -> None:
    path = view.write(
        network(CLAIMS, DOCUMENTS), tmp_path / "graph.html", known=known(), engine="sigma"
    )
    text = path.read_text("utf-8")
    assert "Sigma=" in text
    assert "graphology" in text
    assert "vis.DataSet" not in text
