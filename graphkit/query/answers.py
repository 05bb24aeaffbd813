"""What the worker does: it holds a question against the gate, binds its parameters and asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from graphkit.errors import GraphkitError, QueryError, StoreError
from graphkit.query.entities import Names
from graphkit.query.gate import check
from graphkit.query.parameters import bind
from graphkit.query.questions import Question
from graphkit.query.tables import written
from graphkit.rdf import PREFIXES
from graphkit.store import Store
from graphkit.worker import Header


class Answers:
    """Answers from one store; it is the handler of a worker.

    Nobody changes what a worker has opened, so its names are read once; a server's may change.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lasting = Names(store) if isinstance(store.quads, ox.Store) else None

    def __call__(self, request: Header) -> tuple[Header, bytes]:
        """Answer one question.

        Raises:
            QueryError: It is malformed or refused, or a parameter is wrong.
            StoreError: The store is damaged.
        """
        asked = Question.parse(request["text"], request["name"])
        passed = check(asked.text, asked.name, self._holds, request["services"])
        hidden = {parameter.name for parameter in asked.parameters}
        given: Mapping[str, str | None] = request["given"]
        try:
            answers = [
                self._store.quads.query(
                    passed.text,
                    prefixes=PREFIXES,
                    use_default_graph_as_union=passed.union,
                    substitutions=terms,
                )
                for terms in bind(self._lasting or Names(self._store), asked, given)
            ]
            return written(answers, hidden, request["limit"])
        except (SyntaxError, ValueError, OSError, RuntimeError) as exc:
            raise _error(exc, self._store, asked) from exc

    def _holds(self, graph: str) -> bool:
        try:
            asked = f"ASK {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}"
        except ValueError:  # no IRI
            return False
        return bool(self._store.quads.query(asked))


def of(location: str) -> Answers:
    """Answer from a store that the worker opens itself."""
    return Answers(Store.open(location, read_only=True))


def of_snapshot(folder: str, location: str) -> Answers:
    """Answer from a snapshot of a store that somebody else has open."""
    return Answers(Store.over(ox.Store.read_only(folder), Path(location), read_only=True))


def _error(exc: Exception, store: Store, asked: Question) -> GraphkitError:
    reason = " ".join(str(exc).split())
    if "SELECT projection" in reason:
        reason = f"a parameter must stand among the variables of SELECT: {reason}"
    elif isinstance(exc, OSError | RuntimeError):
        return StoreError(f"the store cannot be read: {reason}", location=store.location)
    return QueryError(reason, name=asked.name or None, query=asked.text)
