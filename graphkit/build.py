"""Documents → claims → store: the whole pipeline on one page.

This room alone knows the text floor and the graph floor. Whatever goes wrong with one document is
handed to `report`, and the rest goes on.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.claims import Document, Reading
from graphkit.errors import DocumentError, ExtractionError, GraphkitError
from graphkit.extract import Extractor, versions

if TYPE_CHECKING:
    from graphkit.store import Store

Found = Document | DocumentError
Read = Reading | ExtractionError

BATCH = 16  # documents that travel to a worker process together

_worker: Extractor | None = None  # of a worker process: loading a model takes seconds


def log(error: GraphkitError) -> None:
    """Report an error through `logging`: what happens where a caller gives no `report`."""
    logging.getLogger("graphkit").warning("%s", error)


def _ignore(_: object) -> None: ...


def extract(
    documents: Iterable[Found],
    *,
    model: str | None = None,
    ontology: Sequence[Path] = (),
    workers: int = 1,
    report: Callable[[GraphkitError], None] = log,
) -> Iterator[Reading]:
    """Yield what each document claims, in the order of the documents.

    Args:
        documents: Documents, or the errors that stand in their place (an `Intake` gives both).
        model: A spaCy pipeline by package name or folder; without it, the best one installed.
        ontology: Folders of Turtle that add relations, wordings, words or actors.
        workers: Processes that read in parallel.
        report: Called with every error that stands in the place of a document.
    """
    good = _good(documents, report)
    if workers > 1:
        found = _in_parallel(good, model, ontology, workers)
    else:
        found = Extractor(model, ontology).read_all(good)
    for reading in found:
        if isinstance(reading, Reading):
            yield reading
        else:
            report(reading)


def build(
    documents: Iterable[Found],
    store: Store,
    *,
    model: str | None = None,
    ontology: Sequence[Path] = (),
    workers: int = 1,
    resume: bool = False,
    again: bool = False,
    report: Callable[[GraphkitError], None] = log,
    watch: Callable[[Reading], None] = _ignore,
    unchanged: Callable[[Document], None] = _ignore,
) -> None:
    """Read documents and put their claims into `store`; a document it has is replaced.

    What the store has already is not read again: the same text, title, source, date and address,
    read by the same versions of graphkit, model and ontology.

    Args:
        documents: As for `extract`.
        store: Where the claims go.
        model: As for `extract`.
        ontology: As for `extract`.
        workers: As for `extract`.
        resume: Leave out all documents whose id the store has, even if they have changed.
        again: Leave out nothing, as after a change of graphkit's own code.
        report: As for `extract`.
        watch: Called with each reading as soon as it is safe in the store.
        unchanged: Called with each document that is left out.
    """
    if resume:
        present = {document.id for document in store.documents()}
        documents = _left(documents, lambda found: found.id in present, unchanged)
    elif not again:
        run = versions(model, ontology)
        documents = _left(documents, lambda found: store.holds(found, run), unchanged)
    readings = extract(documents, model=model, ontology=ontology, workers=workers, report=report)
    store.add(readings, watch)


def _good(
    documents: Iterable[Found], report: Callable[[GraphkitError], None]
) -> Iterator[Document]:
    for found in documents:
        if isinstance(found, Document):
            yield found
        else:
            report(found)


def _left(
    documents: Iterable[Found],
    is_done: Callable[[Document], bool],
    skipped: Callable[[Document], None],
) -> Iterator[Found]:
    """Yield what there is still to do."""
    for found in documents:
        if isinstance(found, Document) and is_done(found):
            skipped(found)
        else:
            yield found


def _in_parallel(
    documents: Iterator[Document], model: str | None, ontology: Sequence[Path], workers: int
) -> Iterator[Read]:
    """Read in worker processes, in order, with no more batches under way than keep them busy."""
    pool = ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),  # a fork would copy the threads' locks
        initializer=_start_worker,
        initargs=(model, tuple(ontology)),
    )
    with pool:
        pending = deque(
            pool.submit(_read_batch, batch) for batch in islice(_batches(documents), 2 * workers)
        )
        try:
            while pending:
                yield from pending.popleft().result()
                pending.extend(
                    pool.submit(_read_batch, batch) for batch in islice(_batches(documents), 1)
                )
        except BrokenProcessPool as exc:
            raise ExtractionError("a worker process ended; try fewer --workers") from exc


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while batch := list(islice(documents, BATCH)):
        yield batch


def _start_worker(model: str | None, ontology: Sequence[Path]) -> None:
    global _worker  # noqa: PLW0603  # the one way in which a process pool hands state to its tasks
    _worker = Extractor(model, ontology)


def _read_batch(batch: list[Document]) -> list[Read]:
    if _worker is None:
        raise ExtractionError("a worker process was not started")
    return list(_worker.read_all(batch))
