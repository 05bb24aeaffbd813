"""Builds into a store from ready-made readings, in processes that are killed: see test_durable.

    python crash.py kill FOLDER TIMES SEED     kill a build so often, then let one end
    python crash.py fill FOLDER BYTES          build until no file may grow beyond so many bytes
    python crash.py verify FOLDER              look for what was reported and is not there

A process that has had a store open is never forked: the threads of Oxigraph would not come along.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.corpus import RUN, readings

from graphkit.build import build
from graphkit.claims import Document, Reading
from graphkit.errors import StoreError
from graphkit.store import Store, batches

READINGS = {reading.document.id: reading for reading in readings(600)}

say = partial(print, flush=True)  # what is printed is known even if the process is killed next


class Ready:
    """Stands in for the extractor: gives the readings that there are."""

    def __init__(self, *_: Any) -> None: ...

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Yield the reading of each document."""
        return (READINGS[document.id] for document in documents)


def fill(home: Path, report: Callable[[str], None]) -> None:
    """Build all documents into a store, and report each as soon as it is stored."""
    room: Any = sys.modules["graphkit.build"]  # of which the package has a function of that name
    room.Extractor, room.versions = Ready, lambda *_: RUN
    batches.SIZE = 1500  # two or three documents
    documents = [reading.document for reading in READINGS.values()]
    with Store.open(home) as store:
        build(documents, store, watch=lambda reading: report(reading.document.id))


def wrong(home: Path, reported: Iterable[str]) -> list[str]:
    """Return which documents are half there, and which were reported and are not there."""
    with Store.open(home, read_only=True) as store:
        held = {document.id for document in store.documents()}
        half = [id for id in held if list(store.claims(id)) != in_order(READINGS[id])]
    return sorted(half) + sorted(set(reported) - held)


def in_order(reading: Reading) -> list[Any]:
    """Return the claims as a store gives them back."""
    return sorted(reading.claims, key=lambda claim: (claim.evidence.start, claim.id))


def forked(work: Callable[[], object], seconds: float | None = None) -> int:
    """Run `work` in a process of its own, and kill it after some time; return how it ended."""
    child = os.fork()
    if not child:
        code = 1
        try:
            code = int(bool(work()))
        finally:
            os._exit(code)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill(home: Path, times: int, seed: int) -> Iterator[str]:
    """Kill builds at random moments, look each time, and let the last one end."""
    log = home.with_suffix(".log")
    chance = Random(seed)

    def work() -> None:
        with log.open("a") as file:
            fill(home, partial(say, file=file))

    def look() -> list[str]:
        found = wrong(home, log.read_text().split())
        say(*found, file=sys.stderr)
        return found

    for number in range(times):  # later ones come further, however slow the machine is
        ended = forked(work, chance.uniform(0, 0.4 + number / 10))
        stored = len(log.read_text().split()) if log.exists() else 0
        whole = not (home / "manifest.json").exists() or not forked(look)
        yield f"{ended} {stored} {whole}"
    yield f"{forked(work)} {len(log.read_text().split())} {not forked(look)}"


def main(task: str, folder: str, *rest: str) -> None:
    """Do one of the tasks, and print what comes of it."""
    home = Path(folder)
    if task == "kill":
        for line in kill(home, *map(int, rest)):
            say(line)
    elif task == "verify":
        say(*wrong(home, sys.stdin.read().split()))
    else:
        _limit(rest)
        try:
            fill(home, say)
        except StoreError as exc:
            say(exc, file=sys.stderr)


def _limit(rest: Sequence[str]) -> None:
    if rest:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(rest[0]), resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(*sys.argv[1:])
