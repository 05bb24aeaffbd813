"""What it takes to keep a store: how much longer each work takes on ten times as many claims."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.corpus import RUN, readings
from benchmarks.measure import Row, seconds

from graphkit.claims import Reading
from graphkit.store import Store
from graphkit.validate import audit

# what one document, or nothing at all, should cost no more for, and what has to look at everything
SAME, ALL = "≤3", "≤25"
SLOW = 0.02  # seconds from which the bars hold
TIMES = 3  # that each work is done


def rows(sizes: Sequence[int]) -> Iterator[Row]:
    """Yield seconds of processor time, and their ratio to those on the size before."""
    before: dict[str, float] = {}
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory() as folder:
            taken = {}
            for name, limit, work in _works(Path(folder), size):
                # runs of two sizes are minutes apart: their load differs, processor time hardly
                spent = median(seconds(work, time.process_time) for _ in range(TIMES))
                taken[name] = spent
                ratio = spent / before[name] if before else 1.0
                detail = f"{spent * 1000:,.1f} ms of processor time"
                bar = limit if before.get(name, 0) > SLOW else ""
                yield Row(f"{name}, to fewer claims", size, ratio, bar, detail)
            before = taken


def _works(folder: Path, size: int) -> Iterator[tuple[str, str, Callable[[], object]]]:
    home, numbers = folder / "store", count()
    given = list(readings(size))
    with Store.open(home) as store:
        store.add(given)
    yield "opening and closing", SAME, lambda: Store.open(home).close()
    with Store.open(home, read_only=True) as store:
        yield "counting", ALL, store.counts
        yield "backup", ALL, lambda: store.backup(folder / f"backup-{next(numbers)}")
        yield "check --quick", ALL, partial(audit, store)
    with Store.open(home) as store:
        yield "finding that nothing changed", ALL, lambda: _unchanged(store, given)
        yield "replacing one document", SAME, lambda: _replace(store, given[-1])
        yield "removing one document", SAME, lambda: _remove(store, given[0])


def _unchanged(store: Store, given: Sequence[Reading]) -> None:
    assert all(store.holds(reading.document, RUN) for reading in given)


def _replace(store: Store, reading: Reading) -> None:
    store.add([replace(reading, claims=reading.claims[1:])])
    store.add([reading])


def _remove(store: Store, reading: Reading) -> None:
    store.remove(reading.document.id)
    store.add([reading])
