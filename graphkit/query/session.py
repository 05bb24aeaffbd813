"""A store and the worker that answers for it, started when it is first asked and then kept.

A store in a folder is opened by the worker itself, so that the caller need not; one that this
process has open to write is asked through a snapshot, since Oxigraph hangs when a folder is read
beside its writer; one in memory goes along with a forked worker.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary, finalize, ref

from graphkit.errors import QueryError, StoreError
from graphkit.query.questions import Question
from graphkit.query.result import Result
from graphkit.worker import MEMORY, TIMEOUT, Handler, Stopped, Worker, forked, spawned

if TYPE_CHECKING:
    from graphkit.store import Store

_SNAPSHOT = "snapshot-"


class Session:
    """Asks one store: `with Session.at("out/store") as session: session.ask("ASK {}")`."""

    def __init__(self, start: Callable[[], Worker]) -> None:
        self._start = start
        self._worker: Worker | None = None

    @classmethod
    def at(cls, location: str) -> Self:
        """Return a session over a store that nobody has opened: the worker will.

        It is forked, which a command line waits for less long than for a new process.
        """
        return cls(lambda: forked(lambda: _opened(location)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        question: str | Question,
        parameters: Mapping[str, object] | None = None,
        *,
        limit: int | None = None,
        timeout: float | None = TIMEOUT,
        memory: int | None = MEMORY,
        allow_service: Collection[str] = (),
    ) -> Result:
        """Answer a question; the arguments are those of `graphkit.query.query`."""
        asked = Question.parse(question) if isinstance(question, str) else question
        request = {
            "text": asked.text,
            "name": asked.name,
            "given": {k: None if v is None else str(v) for k, v in (parameters or {}).items()},
            "limit": limit,
            "services": list(allow_service),
        }
        if self._worker is None or not self._worker.alive:
            self._worker = self._start()
        try:
            return Result.read(*self._worker.ask(request, timeout, memory))
        except Stopped as exc:
            raise QueryError(f"the query {exc}", name=asked.name or None, query=asked.text) from exc

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.stop()


@dataclass(frozen=True, slots=True)
class _Kept:
    """A session with the state of the store that it knows, and the process that began it."""

    session: Session
    revision: int | None
    process: int


_sessions: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def session_of(store: Store) -> Session:
    """Return the session of a store that is open; it knows all changes that the store knows of."""
    kept, process = _sessions.get(store), os.getpid()
    if kept and kept.process == process:
        if kept.revision == store.revision is not None:
            return kept.session
        kept.session.close()
    else:
        known = ref(store)
        store.closing.callback(lambda: _close(known()))
    session = Session(_starter(store))
    _sessions[store] = _Kept(session, store.revision, process)
    return session


def _close(store: Store | None) -> None:
    kept = _sessions.pop(store, None) if store is not None else None
    if kept and kept.process == os.getpid():
        kept.session.close()


def _starter(store: Store) -> Callable[[], Worker]:
    """Return what starts a worker for a store; it does not keep the store alive."""
    if store.location is None:
        known = ref(store)
        return lambda: _fork(known())
    location = str(store.location)
    if store.read_only or isinstance(store.location, str):  # of a server
        return partial(spawned, "graphkit.query.answers:of", location)
    folder = _snapshot(store)
    start = partial(spawned, "graphkit.query.answers:of_snapshot", str(folder / "quads"), location)
    finalize(start, shutil.rmtree, folder, ignore_errors=True)
    return start


def _opened(location: str) -> Handler:
    from graphkit.query.answers import of

    return of(location)


def _fork(store: Store | None) -> Worker:
    from graphkit.query.answers import Answers

    if store is None:
        raise StoreError("the store is closed")
    return forked(lambda: Answers(store))


def _snapshot(store: Store) -> Path:
    """Copy the store as it is; the files are linked, so that it takes neither time nor room."""
    import tempfile

    home = Path(str(store.location))
    for left in home.glob(_SNAPSHOT + "*"):  # by a process that was killed: this one has the lock
        shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_SNAPSHOT, dir=home))
        store.oxigraph.backup(str(folder / "quads"))
    except (OSError, RuntimeError) as exc:
        raise StoreError(f"no snapshot can be made to be asked: {exc}", location=home) from exc
    return folder
