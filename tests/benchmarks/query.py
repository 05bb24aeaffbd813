"""The named queries through graphkit, against pyoxigraph, rdflib, and themselves on more claims."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import pyoxigraph as ox
from benchmarks.corpus import readings
from benchmarks.measure import Row, paired, seconds
from rdflib import Dataset

from graphkit.query import Question, named, query
from graphkit.query.entities import Names
from graphkit.query.parameters import bind
from graphkit.rdf import PREFIXES
from graphkit.store import Store
from graphkit.worker import Handler, Header, Stopped, forked

GIVEN: Mapping[str, Mapping[str, str]] = {
    "members": {"organization": "NATO"},
    "office-holders": {"day": "2020-06-03"},
    "paths": {"from": "Moroccan Foreign Ministry", "to": "Royal Norwegian Navy"},
    "roster": {"event": "Yerevan conference"},
    "timeline": {"actor": "Latvia"},
}
JOINS = ("skips", "representatives", "meetings")  # what rdflib can answer within its patience
PATIENCE = 120  # seconds
SLOW, LONG = 0.02, 1_000  # seconds and rows from which the bars hold
MEMORY_CLAIMS = 10_000  # what is put into rdflib's memory


def rows(sizes: Sequence[int]) -> Iterator[Row]:
    """Yield the ratios of time, and how it grows from each size to the next."""
    before: dict[str, float] = {}
    for size in sorted(sizes):
        with tempfile.TemporaryDirectory() as folder:
            _fill(Path(folder), size)
            with Store.open(folder, read_only=True) as store:
                taken: dict[str, float] = {}
                for question in named().values():
                    yield _through_graphkit(store, question, size, taken)
                if size == MEMORY_CLAIMS:
                    yield from _against_rdflib(store, size)
        for name, spent in before.items():
            detail = f"{taken[name]:.3f} s to {spent:.3f} s of processor time"
            work = f"{name}, to a tenth of the claims"
            yield Row(work, size, taken[name] / spent, "≤25", detail)
        before = taken


def _fill(folder: Path, size: int) -> None:
    with Store.open(folder) as store:
        store.add(readings(size))
        store.oxigraph.optimize()


def _through_graphkit(store: Store, question: Question, size: int, taken: dict[str, float]) -> Row:
    given = GIVEN.get(question.name, {})
    sets = bind(Names(store), question, given)

    def ours() -> int:
        return len(query(store, question, given, timeout=None))

    def theirs() -> None:
        for terms in sets:
            found = store.oxigraph.query(
                question.text,
                prefixes=PREFIXES,
                use_default_graph_as_union=True,
                substitutions=terms,
            )
            assert isinstance(found, ox.QuerySolutions)
            for _ in found:
                pass

    found = paired(ours, theirs, rounds=3)
    # runs of two sizes are minutes apart: only processor time takes no notice of the machine's load
    taken[question.name] = median(seconds(theirs, time.process_time) for _ in range(3))
    count = ours()
    bar = "≤2" if count > LONG else "≤1.3" if found.second > SLOW else ""
    return Row(f"{question.name}, to pyoxigraph", size, found.ratio, bar, f"{found}; {count} rows")


def _against_rdflib(store: Store, size: int) -> Iterator[Row]:
    """Yield how much longer rdflib takes in memory; it is stopped when its patience is over."""
    # before the fork, which has none of the files that a store on disk is open on
    quads = ox.serialize(store.oxigraph, format=ox.RdfFormat.N_QUADS) or b""
    worker = forked(lambda: _rdflib(quads))
    query(store, "ASK {}")  # starts our own
    try:
        worker.ask({"name": ""}, None, None)  # loads the quads
        for name in JOINS:
            start = time.perf_counter()
            query(store, named()[name])
            ours = time.perf_counter() - start
            try:
                theirs = float(worker.ask({"name": name}, PATIENCE, None)[0]["seconds"])
                detail = f"{theirs:.1f} s"
            except Stopped:
                theirs, detail = PATIENCE, f"given up after {PATIENCE} s"
                yield Row(f"rdflib in memory to {name}", size, theirs / ours, "≥20", detail)
                return
            yield Row(f"rdflib in memory to {name}", size, theirs / ours, "≥20", detail)
    finally:
        worker.stop()


def _rdflib(quads: bytes) -> Handler:
    dataset = Dataset(default_union=True)
    dataset.parse(data=quads, format="ox-nquads")

    def answer(request: Header) -> tuple[Header, bytes]:
        start = time.perf_counter()
        if request["name"]:
            list(dataset.query(named()[request["name"]].text, initNs=PREFIXES))
        return {"seconds": time.perf_counter() - start}, b""

    return answer
