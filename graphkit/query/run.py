"""Asks a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TypeVar

import pyoxigraph as ox

from graphkit.errors import GraphkitError, QueryError, StoreError
from graphkit.query.gate import check, names_graphs
from graphkit.query.parameters import bind
from graphkit.query.questions import Question
from graphkit.query.result import Result
from graphkit.rdf import PREFIXES
from graphkit.store import Store

T = TypeVar("T")
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


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
        parameters: Values by the names that the header gives; a name that several entities bear
            stands for each of them.
        limit: No more rows than this; `Result.truncated` tells whether there were more.

    Raises:
        QueryError: The query is malformed or refused, or a parameter is wrong.
        StoreError: The store is damaged.
    """
    asked = Question.parse(question) if isinstance(question, str) else question
    text = check(asked.text, asked.name)
    union = not names_graphs(text, asked.name)
    hidden = {parameter.name for parameter in asked.parameters}
    try:
        answers = [
            store.quads.query(
                text, prefixes=PREFIXES, use_default_graph_as_union=union, substitutions=terms
            )
            for terms in bind(store, asked, parameters or {})
        ]
        return _collected(answers, hidden, limit)
    except (SyntaxError, ValueError, OSError, RuntimeError) as exc:
        raise _error(exc, store, asked) from exc


def _error(exc: Exception, store: Store, asked: Question) -> GraphkitError:
    reason = " ".join(str(exc).split())
    if "SELECT projection" in reason:
        reason = f"a parameter must stand among the variables of SELECT: {reason}"
    elif isinstance(exc, OSError | RuntimeError):
        return StoreError(f"the store cannot be read: {reason}", location=store.location)
    return QueryError(reason, name=asked.name or None, query=asked.text)


def _collected(answers: Sequence[Answer], hidden: set[str], limit: int | None) -> Result:
    """Return one result of all answers, which are alive: they are read no further than needed."""
    tables = [answer for answer in answers if isinstance(answer, ox.QuerySolutions)]
    if tables:
        return _table(tables, hidden, limit)
    graphs = [answer for answer in answers if isinstance(answer, ox.QueryTriples)]
    if graphs:
        triples, truncated = _cut(chain.from_iterable(graphs), limit)
        return Result(triples=triples, truncated=truncated)
    return Result(boolean=any(map(bool, answers)))


def _table(tables: Sequence[ox.QuerySolutions], hidden: set[str], limit: int | None) -> Result:
    names = [variable.value for variable in tables[0].variables]
    shown = [index for index, name in enumerate(names) if name not in hidden]
    rows = (tuple(row[index] for index in shown) for table in tables for row in table)
    terms, truncated = _cut(rows if len(tables) == 1 else _unique(rows), limit)
    return Result(tuple(names[index] for index in shown), terms, truncated=truncated)


def _cut(found: Iterable[T], limit: int | None) -> tuple[tuple[T, ...], bool]:
    """Return what the limit lets through, and whether there is more."""
    kept = tuple(islice(found, None if limit is None else limit + 1))
    return kept[:limit], limit is not None and len(kept) > limit


def _unique(rows: Iterable[T]) -> Iterator[T]:
    """Leave out repetitions: a row about two namesakes is found for each of them."""
    seen = set()
    for row in rows:
        if row not in seen:
            seen.add(row)
            yield row
