"""The named queries through graphkit, against pyoxigraph, rdflib, and themselves on more claims.

Everything is measured by processor time, the worker's included: runs of two sizes are minutes
apart, and only processor time takes no notice of what else the machine does.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

import pyoxigraph as ox
from benchmarks.corpus import readings
from benchmarks.measure import Row, paired, processor_seconds, seconds
from rdflib import Dataset
from rdflib.util import from_n3

from graphkit.query import Question, named, query
from graphkit.query.entities import Names
from graphkit.query.parameters import Term, bind
from graphkit.rdf import PREFIXES
from graphkit.store import Store
from graphkit.worker import TIMEOUT, Handler, Header, Stopped, forked

GIVEN: Mapping[str, Mapping[str, str]] = {
    "members": {"organization": "NATO"},
    "office-holders": {"day": "2020-06-03"},
    "paths": {"from": "Latvia", "to": "Royal Norwegian Navy"},  # one that is often in the news
    "roster": {"event": "Yerevan conference"},
    "timeline": {"actor": "Latvia"},
}
# all that hold claims against other claims; the rest looks up what belongs to one claim each
JOINS = ("contradictions", "office-holders", "opposed", "overdue-plans", "unnamed-sources")
LOOKUPS = ("meetings", "representatives", "skips")  # for comparison, without a bar
PATIENCE = 60  # seconds that rdflib has for one query
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
                yield _slowest(store, size)
                if size == MEMORY_CLAIMS:
                    yield from _against_rdflib(store, size)
        for name, spent in before.items():
            detail = f"{taken[name]:.3f} s to {spent:.3f} s"
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

    found = paired(ours, theirs, rounds=3, clock=processor_seconds)
    taken[question.name] = found.second
    count = ours()
    bar = "≤2" if count > LONG else "≤1.3" if found.second > SLOW else ""
    return Row(f"{question.name}, to pyoxigraph", size, found.ratio, bar, f"{found}; {count} rows")


def _slowest(store: Store, size: int) -> Row:
    """Return the share of the deadline that the slowest of the queries takes, by the clock."""
    taken = {
        question.name: seconds(lambda: query(store, question, GIVEN.get(question.name)))  # noqa: B023  # called at once
        for question in named().values()
    }
    name = max(taken, key=lambda name: taken[name])
    share = taken[name] / TIMEOUT
    return Row(
        "slowest named query, to the deadline", size, share, "≤1", f"{name}: {taken[name]:.1f} s"
    )


def _against_rdflib(store: Store, size: int) -> Iterator[Row]:
    """Yield how much longer rdflib takes in memory; it is stopped when its patience is over."""
    dataset = Dataset(default_union=True)
    dataset.parse(
        data=ox.serialize(store.oxigraph, format=ox.RdfFormat.N_QUADS), format="ox-nquads"
    )
    for name in (*JOINS, *LOOKUPS):
        question, given = named()[name], GIVEN.get(name, {})
        query(store, question, given)  # starts our worker
        ours = median(
            seconds(lambda: query(store, question, given), processor_seconds)  # noqa: B023  # called at once
            for _ in range(3)
        )
        theirs, over = _rdflib(dataset, question, bind(Names(store), question, given))
        detail = f"{'more than ' * over}{theirs:.1f} s to {ours:.3f} s"
        bar = "≥20" if name in JOINS else ""
        yield Row(f"rdflib in memory to {name}", size, theirs / ours, bar, detail)


def _rdflib(
    dataset: Dataset, question: Question, sets: Sequence[Mapping[ox.Variable, Term]]
) -> tuple[float, bool]:
    """Return how long rdflib takes, in a process that can be stopped, and whether it was."""
    worker = forked(lambda: _asking(dataset, question, sets))
    start = processor_seconds()
    try:
        worker.ask({}, PATIENCE, None)
        over = False
    except Stopped:
        over = True
    spent = processor_seconds() - start
    worker.stop()
    return spent, over


def _asking(
    dataset: Dataset, question: Question, sets: Sequence[Mapping[ox.Variable, Term]]
) -> Handler:
    def answer(_: Header) -> tuple[Header, bytes]:
        for terms in sets:
            bindings = {variable.value: from_n3(str(term)) for variable, term in terms.items()}
            rows = dataset.query(
                question.text,
                initNs=PREFIXES,
                initBindings=bindings,  # type: ignore[arg-type]  # each is a term, as Oxigraph wrote it
            )
            list(rows)
        return {}, b""

    return answer
