"""RDF of unknown origin is parsed in a worker first.

Oxigraph's parsers overflow the stack on triples in triples in triples, and the process ends there.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from graphkit.worker import Handler, Header, Stopped, spawned

_STACK = 256 * 1024  # bytes, a small part of what a process has: what passes here passes anywhere
_SECONDS = 30  # for a file, and one more for each megabyte of it
_SYNTAX = {".ttl": ox.RdfFormat.TURTLE}  # everything else is N-Quads; nothing here loads a context


def faults(paths: Iterable[Path]) -> Iterator[tuple[Path, Exception]]:
    """Yield the files that cannot be parsed, and why: Turtle by its ending, else N-Quads."""
    worker = None
    for path in paths:
        if worker is None or not worker.alive:
            worker = spawned("graphkit.vetting:parser")
        try:
            seconds = _SECONDS + path.stat().st_size / 2**20
            if fault := worker.ask({"path": str(path)}, seconds)[0]["fault"]:
                yield path, SyntaxError(fault)  # the parser's own stayed in the worker
        except OSError as exc:
            yield path, OSError(exc.strerror or str(exc))
        except Stopped as exc:
            yield path, Stopped(f"parsing it {exc}")
    if worker:
        worker.stop()


def parser() -> Handler:
    """Return what the worker does: it parses a file, and keeps nothing of it."""
    threading.stack_size(_STACK)
    return _answer


def _answer(request: Header) -> tuple[Header, bytes]:
    found: list[str] = []
    thread = threading.Thread(target=_parse, args=(Path(request["path"]), found))
    thread.start()
    thread.join()
    return {"fault": "; ".join(found)}, b""


def _parse(path: Path, found: list[str]) -> None:
    try:
        syntax = _SYNTAX.get(path.suffix, ox.RdfFormat.N_QUADS)
        deque(ox.parse(path=path, format=syntax), maxlen=0)
    except (SyntaxError, ValueError, OSError) as exc:
        found.append(str(exc))
    except MemoryError:  # the parser's own: it holds no more than 16 MB of a line
        found.append("a term of it is longer than the parser takes")
