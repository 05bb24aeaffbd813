"""Asks a store."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

import pyoxigraph as ox

from graphkit.errors import GraphkitError, QueryError, StoreError
from graphkit.query.gate import check, names_graphs
from graphkit.query.parameters import bind
from graphkit.query.questions import Question
from graphkit.query.result import Result
from graphkit.rdf import PREFIXES
from graphkit.store import Store


def query(
    store: Store,
    question: str | Question,
    parameters: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
) -> Result:
    """Answer a question from what the store holds.

    Args:
        store: Where to look.
        question: SPARQL, or a named question; the text of a file with a header is one as well.
        parameters: Values by the names that the header gives.
        limit: No more rows than this; `Result.truncated` tells whether there were more.

    Raises:
        QueryError: The query is malformed or refused, or a parameter is wrong.
        StoreError: The store is damaged.
    """
    asked = Question.parse(question) if isinstance(question, str) else question
    text = check(asked.text, asked.name)
    try:
        found = store.oxigraph.query(
            text,
            prefixes=PREFIXES,
            use_default_graph_as_union=not names_graphs(text, asked.name),
            substitutions=bind(store, asked, parameters or {}),
        )
        return _collected(found, {parameter.name for parameter in asked.parameters}, limit)
    except (SyntaxError, ValueError, OSError, RuntimeError) as exc:
        raise _error(exc, store, asked) from exc


def _error(exc: Exception, store: Store, asked: Question) -> GraphkitError:
    reason = " ".join(str(exc).split())
    if "SELECT projection" in reason:
        reason = f"a parameter must stand among the variables of SELECT: {reason}"
    elif isinstance(exc, OSError | RuntimeError):
        return StoreError(f"the store cannot be read: {reason}", location=store.location)
    return QueryError(reason, name=asked.name or None, query=asked.text)


def _collected(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    hidden: set[str],
    limit: int | None,
) -> Result:
    if isinstance(found, ox.QueryBoolean):
        return Result(boolean=bool(found))
    more = None if limit is None else limit + 1  # one further row tells whether there are more
    if isinstance(found, ox.QueryTriples):
        triples = list(islice(found, more))
        return Result(triples=tuple(triples[:limit]), truncated=len(triples) > len(triples[:limit]))
    names = [variable.value for variable in found.variables]
    shown = [index for index, name in enumerate(names) if name not in hidden]
    rows = [tuple(row[index] for index in shown) for row in islice(found, more)]
    return Result(
        columns=tuple(names[index] for index in shown),
        terms=tuple(rows[:limit]),
        truncated=len(rows) > len(rows[:limit]),
    )
