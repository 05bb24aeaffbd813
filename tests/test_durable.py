"""A store loses nothing: killed builds, a full disk, damaged files, and copies put back."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from benchmarks.corpus import readings
from crash import READINGS

from graphkit.errors import StoreError
from graphkit.store import Store, places
from graphkit.validate import audit

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent / "seeds" / "documents"
KILLS = 20


def run(*command: object, text: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, [str(HERE), *sys.path]))
    return subprocess.run(
        [sys.executable, *map(str, command)],
        input=text,
        capture_output=True,
        text=True,
        check=check,
        timeout=300,
        env=os.environ | {"PYTHONPATH": path},
    )


def crash(*arguments: object, text: str = "") -> subprocess.CompletedProcess[str]:
    return run(HERE / "crash.py", *arguments, text=text)


def dumped(home: Path) -> str:
    file = io.StringIO()
    with Store.open(home, read_only=True) as store:
        store.dump(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def whole() -> str:
    """The dump of a build that nothing interrupted."""
    with Store.open() as store:
        store.add(READINGS.values())
        file = io.StringIO()
        store.dump(file)
    return file.getvalue()


@pytest.mark.slow
def test_a_build_that_is_killed_loses_nothing_and_goes_on(tmp_path: Path, whole: str) -> None:
    done = crash("kill", tmp_path / "store", KILLS, 1)
    rounds = [line.split() for line in done.stdout.splitlines()]
    assert [sound for _, _, sound in rounds] == ["True"] * (KILLS + 1), done.stderr
    assert sum(ended == "-9" for ended, _, _ in rounds) >= 5
    stored = [int(count) for _, count, _ in rounds]
    assert stored == sorted(stored)
    assert dumped(tmp_path / "store") == whole


def ended_by_kill(command: list[str], seconds: float) -> bool:
    """Run a command, and kill it (SIGKILL) if it takes longer."""
    try:
        subprocess.run(command, capture_output=True, timeout=seconds, check=True)
    except subprocess.TimeoutExpired:
        return True
    return False


@pytest.mark.model
@pytest.mark.slow
def test_the_command_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    def build(name: str) -> list[object]:
        return ["-m", "graphkit", "build", SEEDS, "--store", tmp_path / name]

    begun = time.monotonic()
    run(*build("once"))
    took = time.monotonic() - begun
    command = [sys.executable, *map(str, build("killed"))]
    assert sum(ended_by_kill(command, share * took) for share in (0.3, 0.6, 0.8)) > 0
    last = run(*build("killed"))
    assert "0 failed" in last.stderr
    assert dumped(tmp_path / "killed") == dumped(tmp_path / "once")
    assert "8 in the store already" in run(*build("killed")).stderr


def test_a_full_disk_is_one_clear_error_and_loses_nothing(tmp_path: Path, whole: str) -> None:
    home = tmp_path / "store"
    Store.open(home).close()
    full = crash("fill", home, 600_000)
    assert "make room and go on" in full.stderr
    assert full.stderr.count("\n") == 1
    assert crash("verify", home, text=full.stdout).stdout.strip() == ""
    crash("fill", home)
    assert dumped(home) == whole


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with little room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=14m", "none", str(disk)]
    if (
        shutil.which("mount") is None
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("no file system may be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_without_room_loses_nothing_either(small_disk: Path, whole: str) -> None:
    home = small_disk / "store"
    full = crash("fill", home)
    assert "make room and go on" in full.stderr, full.stdout
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    if full.stdout:
        assert crash("verify", home, text=full.stdout).stdout.strip() == ""
    crash("fill", home)
    assert dumped(home) == whole


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was closed."""
    home = tmp_path_factory.mktemp("durable") / "store"
    with Store.open(home) as store:
        store.add(readings(60))
        store.remove("item-000001")
    return home


def spoiled(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    match chance.randrange(3):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        case _:
            return data[:at] + bytes(64) + data[at + 64 :]


@pytest.mark.parametrize("seed", range(3))
def test_damage_is_an_error_or_does_no_harm(sound: Path, tmp_path: Path, seed: int) -> None:
    chance, before = Random(seed), dumped(sound)
    for path in sorted(sound.glob("oxigraph/*")):
        if path.name == "LOCK" or not path.stat().st_size:
            continue
        home = shutil.copytree(sound, tmp_path / path.name)
        target = home / "oxigraph" / path.name
        target.write_bytes(spoiled(target.read_bytes(), chance))
        assert outcome(home) in {before, "an error"}, path.name
        shutil.rmtree(home)


def outcome(home: Path) -> str:
    """Return the dump of a store, or that there was the error that there should be."""
    try:
        return dumped(home)
    except StoreError as exc:
        return "an error" if "graphkit restore" in str(exc) and "\n" not in str(exc) else str(exc)


def test_a_store_that_lost_its_last_writes_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "store"
    with Store.open(home) as store:
        store.add(readings(20))
    shutil.copytree(home / "oxigraph", tmp_path / "earlier")
    with Store.open(home) as store:
        store.add(readings(40))
    shutil.rmtree(home / "oxigraph")
    (tmp_path / "earlier").rename(home / "oxigraph")
    for read_only in (True, False):
        with pytest.raises(StoreError, match="lacks what was stored"):
            Store.open(home, read_only=read_only)


def test_a_graph_that_others_changed_is_refused_or_found(sound: Path, tmp_path: Path) -> None:
    home = shutil.copytree(sound, tmp_path / "store")
    with Store.open(home) as store:
        assert not audit(store)
        store.oxigraph.update(
            "DELETE WHERE { GRAPH ?g { ?claim a <https://w3id.org/graphkit/ontology#Claim> } }"
        )
        found = {finding.subject for finding in audit(store)}
    assert any("item-000000" in subject for subject in found)


def test_a_backup_is_a_store_and_is_put_back(sound: Path, tmp_path: Path) -> None:
    home = shutil.copytree(sound, tmp_path / "store")
    before = dumped(home)
    with Store.open(home) as store:
        store.backup(tmp_path / "backup")
        with pytest.raises(StoreError, match="something here already"):
            store.backup(tmp_path / "backup")
        store.remove("item-000000")
    assert dumped(tmp_path / "backup") == before
    assert not [
        path
        for path in (tmp_path / "backup").rglob("*")
        if path.stat().st_nlink > 1 and path.is_file()
    ]
    aside = Store.restore(tmp_path / "backup", home)
    assert dumped(home) == before
    assert aside
    assert dumped(aside) != before
    with pytest.raises(StoreError, match="put aside"):
        Store.restore(tmp_path / "backup", home)


@pytest.mark.parametrize("read_only", [False, True])
def test_where_nodes_stood_goes_along_with_a_backup(
    sound: Path, tmp_path: Path, read_only: bool
) -> None:
    home, there = shutil.copytree(sound, tmp_path / "store"), {"https://a.example/b": (1.0, -2.5)}
    places.write(home, there)
    with Store.open(home, read_only=read_only) as store:
        store.backup(tmp_path / "backup")
    assert places.read(tmp_path / "backup") == there
    Store.restore(tmp_path / "backup", tmp_path / "again")
    assert places.read(tmp_path / "again") == there


def test_a_backup_is_made_beside_readers_but_not_beside_a_writer(
    sound: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(sound, tmp_path / "store")
    with Store.open(home, read_only=True) as store, Store.open(home, read_only=True) as reader:
        store.backup(tmp_path / "backup")
        assert reader.counts() == store.counts()
    assert dumped(tmp_path / "backup") == dumped(sound)
    with Store.open(home):
        beside = run("-m", "graphkit", "backup", tmp_path / "other", "--store", home, check=False)
    assert (beside.returncode, beside.stderr.count("\n")) == (3, 1)
    assert "in use by another process" in beside.stderr
    assert "wait until it ends" in beside.stderr
    assert not (tmp_path / "other").exists()


def test_a_damaged_backup_is_not_put_back(sound: Path, tmp_path: Path) -> None:
    backup = shutil.copytree(sound, tmp_path / "backup")
    for path in backup.glob("oxigraph/*.sst"):
        path.unlink()
    with pytest.raises(StoreError, match="damaged"):
        Store.restore(backup, tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_what_came_and_went(sound: Path, tmp_path: Path) -> None:
    home = shutil.copytree(sound, tmp_path / "store")
    with Store.open(sound, read_only=True) as old, Store.open(home) as new:
        assert old.difference(new) == ([], [])
        gone = list(old.claims("item-000000"))
        new.remove("item-000000")
        new.add([READINGS["item-000020"]])
        came, went = old.difference(new)
        assert [claim.doc for claim in came] == ["item-000020"] * 20
        assert went == gone
