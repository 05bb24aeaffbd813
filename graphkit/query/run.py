"""Asks a store."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from graphkit.query.questions import Question
from graphkit.query.result import Result
from graphkit.query.session import session_of
from graphkit.worker import MEMORY, TIMEOUT

if TYPE_CHECKING:
    from graphkit.store import Store


def query(
    store: Store,
    question: str | Question,
    parameters: Mapping[str, object] | None = None,
    *,
    limit: int | None = None,
    timeout: float | None = TIMEOUT,
    memory: int | None = MEMORY,
    allow_service: Collection[str] = (),
) -> Result:
    """Answer a question from what the store holds, in a worker process.

    Args:
        store: Where to look.
        question: SPARQL, or a named question; the text of a file with a header is one as well.
        parameters: Values by the names that the header gives; a name that several entities bear
            stands for each of them.
        limit: No more rows than this; `Result.truncated` tells whether there were more.
        timeout: Seconds after which the query is given up; None waits as long as it takes.
        memory: Megabytes that the query may use; None for as much as there is.
        allow_service: Hosts that SERVICE may ask.

    Raises:
        QueryError: The query is malformed, refused or given up, or a parameter is wrong.
        StoreError: The store is damaged.
    """
    return session_of(store).ask(
        question,
        parameters,
        limit=limit,
        timeout=timeout,
        memory=memory,
        allow_service=allow_service,
    )
