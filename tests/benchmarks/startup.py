"""How long a command takes to start, in processor time, against Python that does nothing."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Row, paired

from graphkit.store import Store

GRAPHKIT = (str(Path(sys.executable).with_name("graphkit")),)
ONE_ROW = "SELECT ?s { ?s a gk:Relation } LIMIT 1"


def rows(_: Sequence[int]) -> Iterator[Row]:
    """Yield the ratios of processor time, that of worker processes included."""
    yield _row("graphkit --help, to bare Python", "≤8", "--help")
    with tempfile.TemporaryDirectory() as folder:
        Store.open(Path(folder) / "store").close()
        asked = ("query", ONE_ROW, "--store", f"{folder}/store")
        yield _row("graphkit query of one row, to bare Python", "≤25", *asked)


def _row(work: str, bar: str, *arguments: str) -> Row:
    found = paired(
        lambda: _run(*GRAPHKIT, *arguments),
        lambda: _run(sys.executable, "-c", "pass"),
        rounds=9,
        clock=_used_by_children,
    )
    return Row(work, 0, found.ratio, bar, str(found))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
